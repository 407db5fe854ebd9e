//! Anything in a request to the relay: its router, its store, no socket.

use axum::body::Body;
use axum::http::{HeaderValue, Request};
use bellrope_relay::http::PROBLEM_LEN;
use tokio::runtime::{Builder, Runtime};

use crate::fixture::LocalRelay;
use crate::fixture::local::{Got, TOKEN};
use crate::input::signed;

/// Requests that a relay takes in before it makes way for a new one, so that its store never fills.
const MOST_ACCEPTED: u32 = 128;

/// A relay with a card and one sealed epoch of letters, and what runs it.
struct Relay {
    local: LocalRelay,
    runtime: Runtime,
    accepted: u32,
}

impl Relay {
    fn new() -> Self {
        let runtime = Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        let local = runtime.block_on(async {
            let local = LocalRelay::with_card("");
            assert_eq!(local.post_letter(1).await.status, 201);
            local.end_epoch().await;
            local
        });
        Self {
            local,
            runtime,
            accepted: 0,
        }
    }

    /// Sends a request to a path of the desk.
    ///
    /// What is not a success is a problem: of one length, echoing nothing, and never our fault.
    fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &[u8])],
        body: Vec<u8>,
    ) -> Option<Got> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/v1/desks/mid/{path}"));
        for (name, value) in headers {
            request = request.header(*name, HeaderValue::from_bytes(value).ok()?);
        }
        let request = request.body(Body::from(body)).ok()?;
        let got = self.runtime.block_on(self.local.send(request));
        let status = got.status.as_u16();
        assert!(status < 500, "the relay answered {status}");
        if got.status.is_success() {
            self.accepted += u32::from(status == 201 || status == 204);
        } else if method != "HEAD" && status != 416 {
            assert_eq!(got.body.len(), PROBLEM_LEN, "the relay answered {status}");
        }
        Some(got)
    }

    /// Posts as the desk's courier; says whether it was accepted as something new.
    fn post(&mut self, path: &str, body: Vec<u8>) -> bool {
        let token = format!("Bearer {TOKEN}");
        let headers = [("authorization", token.as_bytes())];
        let got = self
            .send("POST", path, &headers, body)
            .expect("a good request");
        got.status == 201
    }

    /// Makes way for a new relay when this one has taken in enough.
    fn make_room(&mut self) {
        if self.accepted >= MOST_ACCEPTED {
            *self = Self::new();
        }
    }
}

/// Letters. Input: a byte for how the body is made, the tag led by its length, the body.
pub(crate) mod relay_letter {
    use bellrope_protocol::letter::check_form;
    use bellrope_protocol::receipt::Receipt;
    use bellrope_protocol::tag::{Tag, body_hash};

    use super::Relay;
    use crate::Run;
    use crate::input::{byte, laid_over, part};

    pub(crate) fn start() -> Run {
        let mut relay = Relay::new();
        let good = relay.local.desk.letter(2);
        Box::new(move |mut data| {
            relay.make_room();
            let is_laid = byte(&mut data).is_multiple_of(2);
            let tag = part(&mut data);
            let body = if is_laid {
                laid_over(data, &good)
            } else {
                data.to_vec()
            };
            let got = relay.send("POST", "letters", &[("bellrope-tag", tag)], body.clone());
            let Some(got) = got.filter(|got| got.status == 201) else {
                return;
            };
            assert!(check_form(&body).is_ok());
            let tag: Tag = str::from_utf8(tag).expect("hex").parse().expect("a tag");
            let base = &relay.local.desk.base;
            let key = relay.local.relay().desks[0].keys.receipt.verifier();
            assert!(Receipt::verify(&got.body, &key, base, &body_hash(&body), &tag).is_ok());
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let letter = Relay::new().local.desk.letter(3);
        let tag = b"000102030405060708090a0b0c0d0e0f";
        let with = |how: u8, body: &[u8]| [&[how, 32][..], tag, body].concat();
        vec![with(1, &letter), with(0, &letter[..1_627]), with(0, b"")]
    }
}

/// Letters from a browser.
pub(crate) mod relay_form {
    use bellrope_protocol::letter::check_form;

    use super::Relay;
    use crate::Run;

    pub(crate) fn start() -> Run {
        let mut relay = Relay::new();
        Box::new(move |data| {
            relay.make_room();
            let kind = ("content-type", &b"multipart/form-data; boundary=x"[..]);
            let got = relay
                .send("POST", "form", &[kind], data.to_vec())
                .expect("a good request");
            if got.status == 201 {
                // Somewhere in the form there was a letter.
                assert!(data.windows(16_384).any(|part| check_form(part).is_ok()));
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let letter = Relay::new().local.desk.letter(3);
        let form = |file: &[u8]| {
            let head =
                b"--x\r\nContent-Disposition: form-data; name=\"letter\"; filename=\"letter\"\r\n\
                         Content-Type: application/octet-stream\r\n\r\n";
            [&head[..], file, b"\r\n--x--\r\n"].concat()
        };
        vec![
            form(&letter),
            form(&[&letter[..], &[7; 16]].concat()),
            form(b""),
        ]
    }
}

/// Cards of the desk: as they came, and with any text under the root's signature.
pub(crate) mod relay_card {
    use bellrope_protocol::card::SignedCard;

    use super::{Relay, signed};
    use crate::Run;

    pub(crate) fn start() -> Run {
        let mut relay = Relay::new();
        Box::new(move |data| {
            relay.make_room();
            let text = [b"bellrope/1 card\n", data, b"\n"].concat();
            let root = &relay.local.desk.root;
            for card in [Some(data.to_vec()), signed(&text, root)]
                .into_iter()
                .flatten()
            {
                if relay.post("cards", card.clone()) {
                    let card = SignedCard::parse(&card).expect("a card was accepted");
                    assert_eq!(card.unverified_card().base(), relay.local.desk.base);
                }
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let relay = Relay::new();
        let mut samples = Vec::new();
        for serial in [1, 2, 3] {
            let card = relay.local.card(serial);
            let line = card
                .split(|byte| *byte == b'\n')
                .nth(1)
                .expect("a second line");
            samples.push(line.to_vec());
            samples.push(card);
        }
        samples
    }
}

/// A day's replies: as they came, and under a note of the push key that says anything.
///
/// Of the second kind, the input is number, day, first and count, a byte each, and the bodies.
pub(crate) mod relay_replies {
    use bellrope_protocol::note::KeyName;
    use bellrope_protocol::time::Day;
    use bellrope_transparency::entry::Entry;
    use bellrope_transparency::log_note::{LogNote as _, RepliesNote};
    use bellrope_transparency::tree::root_of;
    use sha2::{Digest as _, Sha256};

    use super::Relay;
    use crate::Run;
    use crate::fixture::START;
    use crate::fixture::desk::{REPLIES, TestDesk};

    /// A tag and a reply.
    const ITEM_LEN: usize = 16 + 4_096;

    pub(crate) fn start() -> Run {
        let mut relay = Relay::new();
        Box::new(move |data| {
            relay.make_room();
            relay.post("replies", data.to_vec());
            let Some(([number, day, first, count], bodies)) = data.split_first_chunk() else {
                return;
            };
            let items = bodies.len() / ITEM_LEN;
            let post = under_note(&relay.local.desk, [*number, *day, *first, *count], bodies);
            if relay.post("replies", post) {
                assert_eq!(u32::from(*count), REPLIES);
                assert_eq!(bodies.len(), items * ITEM_LEN);
                assert_eq!(items, REPLIES as usize);
            }
        })
    }

    fn under_note(desk: &TestDesk, [number, day, first, count]: [u8; 4], bodies: &[u8]) -> Vec<u8> {
        let day = Day::of(START).plus(day.into());
        let epoch = u32::try_from(day.end_secs()).expect("this century");
        let leaf = |item: &[u8]| {
            let (tag, reply) = item.split_first_chunk().expect("a whole item");
            Entry {
                epoch,
                body: Sha256::digest(reply).into(),
                tag: *tag,
            }
            .leaf_hash()
        };
        let note = RepliesNote {
            origin: KeyName::new(desk.base.replies()).expect("an origin"),
            number: number.into(),
            day,
            first: first.into(),
            count: count.into(),
            root: root_of(bodies.chunks_exact(ITEM_LEN).map(leaf)),
        };
        let note = note.sign(&desk.push).expect("the push key").to_string();
        let len = u32::try_from(note.len()).expect("a short note");
        [&len.to_be_bytes()[..], note.as_bytes(), bodies].concat()
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let relay = Relay::new();
        let today = Day::of(START);
        let whole = relay.local.desk.replies(0, today, 0);
        let len = u32::from_be_bytes(whole[..4].try_into().expect("a length")) as usize;
        let bodies = whole[4 + len..].to_vec();
        vec![
            [&[0, 0, 0, 4][..], &bodies].concat(),
            [&[1, 1, 4, 4][..], &bodies].concat(),
            relay.local.desk.replies(1, today.next(), 4),
            whole,
        ]
    }
}

/// Confirmations: as they came, and with any text under the push key.
pub(crate) mod relay_confirm {
    use super::{Relay, signed};
    use crate::Run;

    pub(crate) fn start() -> Run {
        let mut relay = Relay::new();
        let size = size_in(&checkpoint(&mut relay), 1);
        Box::new(move |data| {
            relay.make_room();
            let push = &relay.local.desk.push;
            for note in [Some(data.to_vec()), signed(data, push)]
                .into_iter()
                .flatten()
            {
                if relay.post("confirm", note.clone()) {
                    assert!(size_in(&note, 2) <= size, "more than the log has");
                }
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut relay = Relay::new();
        let checkpoint = checkpoint(&mut relay);
        let note = relay.local.desk.confirm(&checkpoint);
        let text = String::from_utf8(note.clone()).expect("a note");
        let text = text.split_once("\n\n").expect("a note").0;
        vec![format!("{text}\n").into_bytes(), note]
    }

    fn checkpoint(relay: &mut Relay) -> Vec<u8> {
        let got = relay.send("GET", "intake/checkpoint", &[], Vec::new());
        got.expect("a good request").body.to_vec()
    }

    /// The size that a note names in this line, from 0.
    fn size_in(note: &[u8], line: usize) -> u64 {
        let text = str::from_utf8(note).expect("a note");
        text.lines()
            .nth(line)
            .expect("a size")
            .parse()
            .expect("a number")
    }
}

/// Blocks. Input: a byte for what is put right, the grant and the path led by their lengths, the
/// body.
pub(crate) mod relay_block {
    use bellrope_protocol::limit::BLOCK_LEN;

    use super::Relay;
    use crate::Run;
    use crate::input::{byte, part};

    pub(crate) fn start() -> Run {
        let mut relay = Relay::new();
        Box::new(move |mut data| {
            relay.make_room();
            let right = byte(&mut data);
            let (mut grant, path) = (part(&mut data).to_vec(), part(&mut data));
            let Ok(path) = str::from_utf8(path) else {
                return;
            };
            if right & 1 != 0 {
                grant = a_grant(&mut relay);
            }
            let mut body = data.to_vec();
            if right & 2 != 0 {
                body.resize(BLOCK_LEN, 0);
            }
            let len = body.len();
            let path = format!("blocks/{path}");
            let got = relay.send("PUT", &path, &[("bellrope-grant", &grant)], body);
            if got.is_some_and(|got| got.status.is_success()) {
                assert_eq!(len, BLOCK_LEN);
            }
        })
    }

    fn a_grant(relay: &mut Relay) -> Vec<u8> {
        let got = relay
            .send("POST", "grants", &[], Vec::new())
            .expect("a good request");
        let answer: serde_json::Value = serde_json::from_slice(&got.body).expect("json");
        // Too many are open at times: then the request goes without.
        answer["grant"]
            .as_str()
            .unwrap_or_default()
            .as_bytes()
            .to_vec()
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let hex = b"000102030405060708090a0b0c0d0e0f";
        let with = |right: u8| [&[right, 32][..], hex, &[32], hex, b"block"].concat();
        (0..4).map(with).collect()
    }
}

/// Anything that is asked. Input: the method, a range led by its length, the path.
pub(crate) mod relay_get {
    use super::{Relay, TOKEN};
    use crate::Run;
    use crate::input::{byte, part};

    const METHODS: [&str; 8] = ["GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE"];

    pub(crate) fn start() -> Run {
        let mut relay = Relay::new();
        let token = format!("Bearer {TOKEN}");
        Box::new(move |mut data| {
            relay.make_room();
            let method = METHODS[usize::from(byte(&mut data)) % METHODS.len()];
            let range = part(&mut data);
            let Ok(path) = str::from_utf8(data) else {
                return;
            };
            let headers = [("authorization", token.as_bytes()), ("range", range)];
            relay.send(method, path, &headers, Vec::new());
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let range = b"bytes=0-16383";
        let asked = |path: &str| [&[0, range.len() as u8][..], range, path.as_bytes()].concat();
        let mut samples: Vec<Vec<u8>> = [
            "cards/1",
            "cards/checkpoint",
            "intake/checkpoint",
            "intake/tile/0/000.p/16",
            "intake/tile/entries/000.p/16",
            "intake/batches",
            "intake/batches/0",
            "intake/pruned/0",
            "intake/batch/0",
            "replies/batch/0",
            "replies/checkpoint",
            "confirm",
            "blocks",
            "blocks/000102030405060708090a0b0c0d0e0f",
            "../../desks",
        ]
        .map(asked)
        .to_vec();
        for range in ["bytes=-5", "bytes=5-", "bytes=9-3", "bytes=0-0,2-3", ""] {
            let len = range.len() as u8;
            samples.push([&[0, len][..], range.as_bytes(), b"intake/batch/0"].concat());
        }
        samples
    }
}
