//! The same machines without a browser.

use std::time::Instant;

use bellrope_protocol::case_code::CaseCode;
use bellrope_reporter::{Method, Request, Response};
use bellrope_reporter_web::code::new_code;
use bellrope_reporter_web::core::Core;
use bellrope_reporter_web::letter::{Letter, files_from_json};
use bellrope_reporter_web::random::device_rng;
use bellrope_reporter_web::sending::Need;
use serde_json::{Value, json};
use ureq::Agent;

use crate::PARCEL_LEN;
use crate::server::Server;

/// Runs, of which the median counts.
const RUNS: usize = 5;

/// Measures everything but what only a browser does; the first server has the large log.
pub(crate) fn measure(servers: &[Server; 2]) -> Value {
    let agent = Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .into();
    let [large, small] = servers.each_ref().map(|server| Visitor {
        server,
        agent: &agent,
    });
    let mut core = Core::open(&large.server.note).unwrap();
    let mut small_core = Core::open(&small.server.note).unwrap();
    small.download(&mut small_core);
    let download = median(|| large.download(&mut core));
    let code = a_code();
    let mut rng = device_rng().unwrap();
    json!({
        "newCode": median(|| drop(new_code("nl", &mut rng))),
        "openSmall": median(|| drop(small_core.open_mailbox(&code, now()))),
        "download": download,
        "open": median(|| drop(core.open_mailbox(&code, now()))),
        "seal": median(|| large.send(&core, &[])),
        "parcel": PARCEL_LEN as f64 / 1e3 / median(|| large.send(&core, &[PARCEL_LEN])),
    })
}

/// Returns the median time of some runs, in milliseconds.
fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            run();
            begin.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn a_code() -> CaseCode {
    CaseCode::generate(&mut device_rng().unwrap())
}

fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_secs()
}

/// Someone with the machines and an HTTP client.
struct Visitor<'a> {
    server: &'a Server,
    agent: &'a Agent,
}

impl Visitor<'_> {
    fn deliver(&self, request: &Request) -> Response {
        let url = format!("{}{}", self.server.url(), request.path);
        let body = request.body.as_slice();
        let answer = match request.method {
            Method::Get => self.agent.get(&url).call(),
            Method::Post | Method::Put => {
                let mut sent = match request.method {
                    Method::Put => self.agent.put(&url),
                    _ => self.agent.post(&url),
                };
                for (name, value) in &request.headers {
                    sent = sent.header(*name, value);
                }
                sent.send(body)
            }
        };
        let mut answer = answer.unwrap();
        let status = answer.status().as_u16();
        let body = answer
            .body_mut()
            .with_config()
            .limit(u64::MAX)
            .read_to_vec();
        Response {
            status,
            body: body.unwrap(),
        }
    }

    fn download(&self, core: &mut Core) {
        let mut fetching = core.download("mid").unwrap();
        while let Some(request) = fetching.request() {
            fetching.answer(self.deliver(&request)).unwrap();
        }
        let _ = core.keep(fetching).unwrap();
    }

    fn send(&self, core: &Core, lens: &[usize]) {
        let report = json!({"route": "report", "family": "ZS", "story": "Een melding."});
        let letter = json!({"kind": "report", "lang": "nl", "report": report});
        let letter = Letter::from_json(&letter.to_string()).unwrap();
        let files: Vec<Value> = lens
            .iter()
            .map(|len| json!({"name": "a.bin", "len": len}))
            .collect();
        let files = files_from_json(&json!(files).to_string()).unwrap();
        let mut rng = device_rng().unwrap();
        let mut sending = core
            .send("mid", &a_code(), letter, files, now(), &mut rng)
            .unwrap();
        let mut left: Vec<usize> = lens.to_vec();
        let content = vec![7; 1 << 20];
        loop {
            match sending.need().unwrap() {
                Need::Seal => break,
                Need::Content { file, max_len } => {
                    let len = max_len.min(left[file]).min(content.len());
                    sending.give(&content[..len]).unwrap();
                    left[file] -= len;
                }
                Need::Store { .. } => {
                    let request = sending.request().unwrap();
                    sending.answer(&self.deliver(&request)).unwrap();
                }
            }
        }
        let posting = sending.seal(&mut rng).unwrap();
        let _ = posting
            .answer(self.deliver(&posting.request()), now())
            .unwrap();
    }
}
