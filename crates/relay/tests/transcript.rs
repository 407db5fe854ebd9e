//! HTTP transcripts: every file in `tests/http` is a conversation with a fresh relay.
//!
//! ```text
//! # a remark
//! ! card 1                      what happens besides: page, card N, letter N, end-epoch, advance SECS, replies N, confirm
//! > POST /v1/desks/mid/letters  a request: its line, then its headers
//! > Bellrope-Tag: 00…
//! > [letter 7]                  its body: [text …], [bytes N], [letter N], [sealed N], [form …], [card N], [block N],
//!                               [board N], [forged-board N]
//! < 201                         the answer: its status, then headers that must be there (`-name` must not, `name: *text*` holds)
//! < Cache-Control: no-store
//! < [problem malformed]         its body: [problem NAME], [size N], [empty], [text …], [contains …], [lacks …], [gzip …], [grant]
//! ```
//!
//! `$token` and `$grant` stand for the courier's token and the grant received last.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

#[path = "fixture/board.rs"]
mod board;
mod fixture;
#[path = "fixture/site.rs"]
mod site;

use std::path::PathBuf;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use bellrope_protocol::note::{Day, SignerKey};
use bellrope_relay::clock::Clock as _;
use bellrope_relay::http::PROBLEM_LEN;
use bellrope_transparency::log_note::Board;
use fixture::START;
use fixture::local::{Got, LocalRelay, TOKEN};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// Small caps.
const OPTIONS: &str = "max_grants = 3\nmax_block_bytes = 524288";

/// The boundary of forms.
const BOUNDARY: &str = "boundary";

/// One conversation under way.
struct Conversation {
    local: LocalRelay,
    grant: String,
    replies: u64,
}

#[tokio::test]
async fn every_transcript_holds() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/http");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    assert!(files.len() >= 9, "transcripts are missing");
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let mut conversation = Conversation {
            local: a_relay(text.lines().any(|line| line == "! page")),
            grant: String::new(),
            replies: 0,
        };
        for part in text.split("\n\n") {
            conversation.part(&name, part).await;
        }
    }
}

/// Makes a relay without a card; one with a page if the conversation says so.
fn a_relay(page: bool) -> LocalRelay {
    if page {
        let options = format!("{OPTIONS}\npage_build = web\npage_note = page.note");
        LocalRelay::prepared(&options, site::prepare)
    } else {
        LocalRelay::bare(OPTIONS)
    }
}

impl Conversation {
    /// Plays one part of a transcript: what happens, or a request with its answer.
    async fn part(&mut self, file: &str, part: &str) {
        let lines =
            |mark: &'static str| part.lines().filter_map(move |line| line.strip_prefix(mark));
        for event in lines("! ") {
            self.happen(event).await;
        }
        let request: Vec<String> = lines("> ").map(|line| self.fill(line)).collect();
        if request.is_empty() {
            return;
        }
        let answer = self.send(&request).await;
        let place = format!("{file}: {}", request[0]);
        let mut expected = lines("< ");
        let status: u16 = expected.next().unwrap().parse().unwrap();
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        assert_eq!(
            answer.status,
            StatusCode::from_u16(status).unwrap(),
            "{place}: {body}"
        );
        for line in expected {
            self.check(&place, line, &answer, &body);
        }
        // What holds for every answer is in no transcript.
        assert!(answer.headers.contains_key("cache-control"), "{place}");
        assert!(!answer.headers.contains_key("set-cookie"), "{place}");
    }

    fn fill(&self, line: &str) -> String {
        line.replace("$token", TOKEN).replace("$grant", &self.grant)
    }

    async fn happen(&mut self, event: &str) {
        let (event, argument) = event.split_once(' ').unwrap_or((event, "0"));
        let number: u64 = argument.parse().unwrap();
        match event {
            "card" => assert_eq!(
                self.local
                    .post("cards", self.local.card(number))
                    .await
                    .status,
                201
            ),
            // It was there before the relay began.
            "page" => {}
            "letter" => assert_eq!(self.local.post_letter(number).await.status, 201),
            "end-epoch" => self.local.end_epoch().await,
            "advance" => self.local.advance(number).await,
            "replies" => {
                for _ in 0..number {
                    let day = Day::of(self.local.clock.now());
                    let post = self.local.desk.replies(self.replies, day, self.replies * 4);
                    assert_eq!(self.local.post("replies", post).await.status, 201);
                    self.replies += 1;
                    self.local.advance(86_400).await;
                }
            }
            "confirm" => {
                let checkpoint = self.local.get("intake/checkpoint").await.body;
                let confirm = self.local.desk.confirm(&checkpoint);
                assert_eq!(self.local.post("confirm", confirm).await.status, 201);
            }
            other => panic!("unknown event {other}"),
        }
    }

    async fn send(&self, lines: &[String]) -> Got {
        let (method, path) = lines[0].split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(path);
        let mut body = Vec::new();
        for line in &lines[1..] {
            match line
                .strip_prefix('[')
                .and_then(|line| line.strip_suffix(']'))
            {
                Some(directive) => body = self.body(directive),
                None => {
                    let (name, value) = line.split_once(": ").unwrap();
                    request = request.header(name, value);
                }
            }
        }
        let response: Response<Body> = self
            .local
            .router()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        Got {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    fn body(&self, directive: &str) -> Vec<u8> {
        let (kind, argument) = directive.split_once(' ').unwrap_or((directive, ""));
        let number = || argument.parse::<u64>().unwrap();
        match kind {
            "text" => argument.as_bytes().to_vec(),
            "bytes" => vec![0; argument.parse().unwrap()],
            "letter" => self.local.desk.letter(number()),
            "sealed" => self.sealed(number()),
            "card" => self.local.card(number()),
            "board" => board::signed(&self.board(number()), &self.local.desk.push),
            "forged-board" => {
                let name = self.local.desk.base.push_key_name();
                let stranger = SignerKey::from_seed(name, &[9; 32]);
                board::signed(&self.board(number()), &stranger)
            }
            "block" => vec![argument.parse().unwrap(); 262_144],
            "form" => argument
                .split(' ')
                .map(|file| self.field(file))
                .collect::<Vec<_>>()
                .concat()
                .into_iter()
                .chain(format!("--{BOUNDARY}--\r\n").into_bytes())
                .collect(),
            other => panic!("unknown body {other}"),
        }
    }

    /// Makes the board of a number: a day and five closed cases more than the one before.
    fn board(&self, number: u64) -> Board {
        let before = number.checked_sub(1).map(|number| self.board(number));
        let number = u8::try_from(number).unwrap();
        let day = Day::of(START).plus(number.into());
        board::a_board(&self.local.desk, before.as_ref(), day, 5 * (number + 1))
    }

    /// Writes one field of a form: `letter:N`, `sealed:N` or `bytes:N`.
    fn field(&self, file: &str) -> Vec<u8> {
        let (kind, argument) = file.split_once(':').unwrap();
        let mut field = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"letter\"; filename=\"letter\"\r\n\r\n"
        )
        .into_bytes();
        field.extend(self.body(&format!("{kind} {argument}")));
        field.extend_from_slice(b"\r\n");
        field
    }

    fn sealed(&self, number: u64) -> Vec<u8> {
        let mut sealed = self.local.desk.letter(number);
        sealed.extend_from_slice(&u128::from(number).to_be_bytes());
        sealed
    }

    fn check(&mut self, place: &str, line: &str, answer: &Got, body: &str) {
        if let Some(directive) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            self.check_body(place, directive, answer, body);
        } else if let Some(name) = line.strip_prefix('-') {
            assert!(!answer.headers.contains_key(name), "{place}: {name}");
        } else {
            let (name, value) = line.split_once(": ").unwrap();
            let found = answer
                .headers
                .get(name)
                .map(|value| value.to_str().unwrap());
            let part = value
                .strip_prefix('*')
                .and_then(|value| value.strip_suffix('*'));
            match part {
                Some(part) => assert!(found.unwrap().contains(part), "{place}: {name}: {found:?}"),
                None => assert_eq!(found, Some(value), "{place}: {name}"),
            }
        }
    }

    fn check_body(&mut self, place: &str, directive: &str, answer: &Got, body: &str) {
        let (kind, argument) = directive.split_once(' ').unwrap_or((directive, ""));
        match kind {
            "empty" => assert!(body.is_empty(), "{place}: {body}"),
            "size" => assert_eq!(
                answer.body.len(),
                argument.parse::<usize>().unwrap(),
                "{place}"
            ),
            "text" => assert_eq!(body, argument.replace("\\n", "\n"), "{place}"),
            "contains" => assert!(
                body.contains(&argument.replace("\\n", "\n")),
                "{place}: {body}"
            ),
            "lacks" => assert!(!body.contains(argument), "{place}: {body}"),
            "gzip" => {
                let plain = bellrope_page::gunzip(&answer.body, 1_000_000).unwrap();
                let plain = String::from_utf8(plain).unwrap();
                assert!(plain.contains(argument), "{place}: {plain}");
            }
            "problem" => {
                assert_eq!(body.len(), PROBLEM_LEN, "{place}");
                assert!(
                    body.starts_with(&format!(r#"{{"type":"urn:bellrope:problem:{argument}","#)),
                    "{place}: {body}"
                );
                assert_eq!(
                    answer.headers["content-type"], "application/problem+json",
                    "{place}"
                );
            }
            "grant" => {
                let json: serde_json::Value = serde_json::from_str(body).unwrap();
                self.grant = json["grant"].as_str().unwrap().to_owned();
            }
            other => panic!("unknown expectation {other}"),
        }
    }
}
