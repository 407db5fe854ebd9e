//! A relay that lies: passes requests on to a real one, and answers some of them by itself.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use ureq::Agent;

use crate::PATIENCE;

/// What a lying relay answers: a status and a body.
pub type Lie = (u16, Vec<u8>);

/// A lying relay, for readers and couriers that pull: it passes on GET.
#[derive(Debug)]
pub struct Liar {
    address: SocketAddr,
    is_stopped: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Liar {
    /// Starts in front of the relay at `url`; for the paths in `lies` it answers what stands
    /// there.
    ///
    /// # Panics
    ///
    /// If there is no port left.
    #[must_use]
    pub fn start(url: &str, lies: HashMap<String, Lie>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has ports");
        let address = listener.local_addr().unwrap();
        let is_stopped = Arc::new(AtomicBool::new(false));
        let (stop, url) = (Arc::clone(&is_stopped), url.to_owned());
        let accepting = thread::spawn(move || {
            for client in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(client) = client {
                    let (url, lies) = (url.clone(), lies.clone());
                    thread::spawn(move || serve(&client, &url, &lies));
                }
            }
        });
        Self {
            address,
            is_stopped,
            accepting: Some(accepting),
        }
    }

    /// Returns the URL that stands in for the relay's.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Liar {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// Answers the requests of one connection; `None` when it is over.
fn serve(client: &TcpStream, url: &str, lies: &HashMap<String, Lie>) -> Option<()> {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .timeout_global(Some(PATIENCE))
        .build();
    let agent: Agent = config.into();
    let mut requests = BufReader::new(client.try_clone().ok()?);
    loop {
        let Request { path, token } = next_request(&mut requests)?;
        let (status, body) = match lies.get(&path) {
            Some(lie) => lie.clone(),
            None => {
                let request = agent.get(format!("{url}{path}"));
                let mut answer = request.header("Authorization", token).call().ok()?;
                let body = answer
                    .body_mut()
                    .with_config()
                    .limit(u64::MAX)
                    .read_to_vec();
                (answer.status().as_u16(), body.ok()?)
            }
        };
        let head = format!(
            "HTTP/1.1 {status} -\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let mut client = client;
        client.write_all(head.as_bytes()).ok()?;
        client.write_all(&body).ok()?;
    }
}

/// As much of a GET request as matters.
struct Request {
    path: String,
    token: String,
}

/// Reads the head of a GET request.
fn next_request(requests: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut first = String::new();
    requests.read_line(&mut first).ok()?;
    let path = first.strip_prefix("GET ")?.split(' ').next()?.to_owned();
    let mut token = String::new();
    loop {
        let mut line = String::new();
        requests.read_line(&mut line).ok()?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("authorization") => {
                value.clone_into(&mut token);
            }
            Some(_) => {}
            None => return Some(Request { path, token }),
        }
    }
}
