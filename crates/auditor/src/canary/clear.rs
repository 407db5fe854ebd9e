//! Requests that a relay must refuse or need not understand, each with a text of its own in clear:
//! in bodies, headers, paths, trailers, in every place where something could be kept or echoed.

use std::io::Write as _;

use bellrope_protocol::base::DeskName;
use bellrope_protocol::limit::{BLOCK_LEN, LETTER_LEN};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::canary::{Aviary, Sort, Text};
use super::coding::{Coding, percent};
use super::wire::{Draft, Wire};

/// Length of a body that is longer than anything a relay takes, in bytes.
const OVERSIZE: usize = 2 * BLOCK_LEN;
/// What parts a form is cut at.
const BOUNDARY: &str = "----------------------------5c4e6d7a1b2f";

/// What a relay does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// It must not say that all is well.
    Refusal,
    /// It may answer: the text is in a place that it does not look at.
    Anything,
    /// Nobody waits for the answer.
    Nothing,
}

/// One request with a text in clear.
pub(super) struct Clear {
    /// The text, by its place in the list of canaries.
    pub(super) canary: usize,
    pub(super) bytes: Vec<u8>,
    pub(super) expected: Expected,
}

/// Writes the requests.
pub(super) struct Clerk<'a> {
    wire: &'a Wire,
    desk: &'a DeskName,
    aviary: &'a mut Aviary,
    requests: Vec<Clear>,
}

impl<'a> Clerk<'a> {
    /// Writes all of them.
    pub(super) fn write(wire: &'a Wire, desk: &'a DeskName, aviary: &'a mut Aviary) -> Vec<Clear> {
        let mut clerk = Self {
            wire,
            desk,
            aviary,
            requests: Vec::new(),
        };
        clerk.letters();
        clerk.forms();
        clerk.blocks();
        clerk.bodies_for_the_desk();
        clerk.paths();
        clerk.methods();
        clerk.headers();
        clerk.lines();
        clerk.broken_off();
        clerk.requests
    }

    /// Draws a text and adds the request that holds it.
    fn add(&mut self, what: &str, expected: Expected, make: impl FnOnce(&Self, &Text) -> Vec<u8>) {
        let text = self.aviary.text(Sort::Clear, what);
        let request = Clear {
            canary: self.aviary.canaries.len() - 1,
            bytes: make(self, &text),
            expected,
        };
        self.requests.push(request);
    }

    fn refused(&mut self, what: &str, make: impl FnOnce(&Self, &Text) -> Draft) {
        self.add(what, Expected::Refusal, |clerk, text| {
            make(clerk, text).bytes()
        });
    }

    fn of_desk(&self, method: &str, path: &str) -> Draft {
        Draft::new(
            self.wire,
            method,
            &format!("/v1/desks/{}/{path}", self.desk),
        )
    }

    fn letter(&self) -> Draft {
        self.of_desk("POST", "letters")
            .header("Bellrope-Tag", "00112233445566778899aabbccddeeff")
    }

    /// What somebody sends who has no client, or a broken one.
    fn letters(&mut self) {
        self.refused("short text posted as a letter", |clerk, text| {
            clerk.letter().body(text.whole.clone())
        });
        self.refused("text of a letter's length", |clerk, text| {
            clerk.letter().body(text.fill(LETTER_LEN))
        });
        self.refused("oversized text posted as a letter", |clerk, text| {
            clerk.letter().body(text.fill(OVERSIZE))
        });
        self.refused("oversized text in chunks", |clerk, text| {
            clerk.letter().chunked(&text.fill(OVERSIZE), 4096, "")
        });
        for coding in [Coding::Utf16Le, Coding::Base64, Coding::Hex, Coding::Json] {
            let what = format!("text posted as a letter {coding}");
            self.refused(&what, |clerk, text| {
                clerk.letter().body(coding.encode(&text.whole, 0))
            });
        }
        self.refused("packed text posted as a letter", |clerk, text| {
            let draft = clerk.letter().header("Content-Encoding", "gzip");
            draft.body(gzip(text.line().as_bytes()))
        });
        self.refused("text in the tag of a letter", |clerk, text| {
            let draft = clerk.letter().header("Bellrope-Tag", &text.whole);
            draft.body(vec![0; LETTER_LEN])
        });
        self.refused("text behind the chunks of a letter", |clerk, text| {
            let trailer = format!("X-Trailer: {}\r\n", text.whole);
            clerk.letter().chunked(b"no letter", 4, &trailer)
        });
        self.refused("text in the extension of a chunk", |clerk, text| {
            let mut draft = clerk.letter().header("Transfer-Encoding", "chunked");
            draft.body = format!("4;note={}\r\nnope\r\n0\r\n\r\n", text.run).into_bytes();
            draft
        });
    }

    fn forms(&mut self) {
        self.refused("text as the file of a form", |clerk, text| {
            clerk.form("letter", "letter", text.line().as_bytes())
        });
        self.refused("text as the name of a form's file", |clerk, text| {
            clerk.form("letter", &text.whole, b"no letter")
        });
        self.refused("text as the name of a form's field", |clerk, text| {
            clerk.form(&text.run, "letter", b"no letter")
        });
        self.refused("text in a plain form", |clerk, text| {
            let draft = clerk.of_desk("POST", "form").header("Accept", "text/html");
            let draft = draft.header("Content-Type", "application/x-www-form-urlencoded");
            draft.body(format!("story={}", percent(&text.whole, "+")))
        });
        self.refused("text as the boundary of a form", |clerk, text| {
            let kind = format!("multipart/form-data; boundary={}", text.run);
            let draft = clerk.of_desk("POST", "form").header("Content-Type", kind);
            draft.body(format!("--{0}\r\n\r\nno letter\r\n--{0}--\r\n", text.run))
        });
    }

    fn form(&self, field: &str, name: &str, file: &[u8]) -> Draft {
        let disposition = format!("form-data; name=\"{field}\"; filename=\"{name}\"");
        self.of_desk("POST", "form")
            .header("Accept", "text/html")
            .header("Content-Type", form_type())
            .body(form_body(&disposition, file))
    }

    fn blocks(&mut self) {
        let path = "blocks/00112233445566778899aabbccddeeff";
        self.refused("text as a block without a grant", |clerk, text| {
            clerk.of_desk("PUT", path).body(text.fill(BLOCK_LEN))
        });
        self.refused("text as the grant of a block", |clerk, text| {
            let draft = clerk.of_desk("PUT", path);
            draft
                .header("Bellrope-Grant", &text.whole)
                .body(vec![0; BLOCK_LEN])
        });
        self.refused("text as the address of a block", |clerk, text| {
            clerk
                .of_desk("PUT", &format!("blocks/{}", text.run))
                .body("no block")
        });
        self.refused(
            "text with a request for a grant at no desk",
            |clerk, text| {
                let path = "/v1/desks/no-such-desk/grants";
                Draft::new(clerk.wire, "POST", path).body(text.line())
            },
        );
    }

    /// What only the courier may post.
    fn bodies_for_the_desk(&mut self) {
        for path in ["replies", "confirm", "cards", "board"] {
            let what = format!("text posted to {path} without a token");
            self.refused(&what, |clerk, text| {
                clerk.of_desk("POST", path).body(text.line())
            });
        }
        self.refused("text as a token", |clerk, text| {
            let draft = clerk.of_desk("GET", "intake/batch/0");
            draft.header("Authorization", format!("Bearer {}", text.run))
        });
        self.refused("text as a password", |clerk, text| {
            let word = Coding::Base64.encode(&format!("melder:{}", text.whole), 0);
            let draft = clerk.of_desk("GET", "blocks");
            draft.header("Authorization", [b"Basic ", word.as_slice()].concat())
        });
    }

    fn paths(&mut self) {
        self.refused("text in the path", |clerk, text| {
            Draft::new(
                clerk.wire,
                "GET",
                &format!("/{}", percent(&text.whole, "%20")),
            )
        });
        self.refused("text as a desk's name", |clerk, text| {
            Draft::new(
                clerk.wire,
                "GET",
                &format!("/v1/desks/{}/cards/1", text.run),
            )
        });
        self.refused("text as the number of a card", |clerk, text| {
            clerk.of_desk("GET", &format!("cards/{}", percent(&text.whole, "%20")))
        });
        self.refused("text as a tile", |clerk, text| {
            clerk.of_desk("GET", &format!("intake/tile/0/{}", text.run))
        });
        let query = |text: &Text| format!("/v1/desks?q={}", percent(&text.whole, "+"));
        self.add("text in the query", Expected::Anything, |clerk, text| {
            Draft::new(clerk.wire, "GET", &query(text)).bytes()
        });
        self.refused("text in a long query", |clerk, text| {
            let long = String::from_utf8_lossy(&text.fill(OVERSIZE / 4)).replace('\n', " ");
            Draft::new(
                clerk.wire,
                "GET",
                &format!("/v1/desks?q={}", percent(&long, "+")),
            )
        });
    }

    fn methods(&mut self) {
        for method in ["DELETE", "PATCH", "PUT", "TRACE", "PROPFIND"] {
            let what = format!("text with the method {method}");
            self.refused(&what, |clerk, text| {
                clerk.of_desk(method, "letters").body(text.line())
            });
        }
        self.refused("text as the method", |clerk, text| {
            clerk.of_desk(&text.run.to_ascii_uppercase(), "letters")
        });
        self.refused("text as the host of CONNECT", |clerk, text| {
            let mut draft = Draft::new(clerk.wire, "GET", "/");
            draft.line = format!("CONNECT {}.example:443 HTTP/1.1", text.run);
            draft
        });
    }

    /// Headers that programs like to log, and some that they like to answer to.
    fn headers(&mut self) {
        for name in HEADERS {
            let what = format!("text in the header {name}");
            self.add(&what, Expected::Anything, |clerk, text| {
                let draft = Draft::new(clerk.wire, "GET", "/v1/desks");
                draft.header(name, &text.whole).bytes()
            });
        }
        self.add("text in a preflight", Expected::Anything, |clerk, text| {
            let draft = clerk.of_desk("OPTIONS", "letters");
            let draft = draft.header("Origin", format!("https://{}.example", text.run));
            let draft = draft.header("Access-Control-Request-Method", "POST");
            let asked = format!("x-{}", text.run);
            draft
                .header("Access-Control-Request-Headers", asked)
                .bytes()
        });
        self.add(
            "text as a header's name",
            Expected::Anything,
            |clerk, text| {
                let draft = Draft::new(clerk.wire, "GET", "/v1/desks");
                draft.header(&format!("X-{}", text.run), "1").bytes()
            },
        );
        self.add("text as the host", Expected::Anything, |clerk, text| {
            let draft = Draft::new(clerk.wire, "GET", "/v1/desks");
            draft
                .header("Host", format!("{}.example", text.run))
                .bytes()
        });
        self.refused("text in a very long header", |clerk, text| {
            let long = text.fill(OVERSIZE / 4);
            let long: Vec<u8> = long.into_iter().filter(|byte| *byte != b'\n').collect();
            Draft::new(clerk.wire, "GET", "/v1/desks").header("X-Long", long)
        });
        self.refused("text in too many headers", |clerk, text| {
            let draft = Draft::new(clerk.wire, "GET", "/v1/desks");
            (0..200).fold(draft, |draft, number| {
                draft.header(&format!("X-{number}"), &text.whole)
            })
        });
        self.refused("text as the transfer coding", |clerk, text| {
            clerk.letter().header("Transfer-Encoding", &text.run)
        });
        self.refused("text as the length", |clerk, text| {
            clerk.letter().header("Content-Length", &text.run)
        });
    }

    /// What is hardly HTTP any more.
    fn lines(&mut self) {
        let refused = Expected::Refusal;
        self.add("text instead of a request", refused, |_, text| {
            format!("{}\r\n\r\n", text.whole).into_bytes()
        });
        self.add("text as the version", refused, |_, text| {
            format!("GET / HTTP/{}\r\n\r\n", text.run).into_bytes()
        });
        self.add("text behind an HTTP/2 preface", refused, |_, text| {
            format!("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n{}", text.whole).into_bytes()
        });
        self.refused("text in a folded header", |clerk, text| {
            let folded = format!("a\r\n {}", text.whole);
            Draft::new(clerk.wire, "GET", "/no-such-path").header("X-Folded", folded)
        });
        self.refused("text in a letter by HTTP/1.0", |clerk, text| {
            let mut draft = clerk.letter().body(text.line());
            draft.line = draft.line.replace("HTTP/1.1", "HTTP/1.0");
            draft
        });
    }

    /// What a line that drops leaves behind.
    fn broken_off(&mut self) {
        let nothing = Expected::Nothing;
        self.add("text in a letter that broke off", nothing, |clerk, text| {
            let mut draft = clerk.letter().body(vec![0; LETTER_LEN]);
            draft.body = text.fill(LETTER_LEN / 2);
            draft.bytes()
        });
        self.add("text in a form that broke off", nothing, |clerk, text| {
            let mut draft = clerk.form("letter", "letter", &text.fill(LETTER_LEN));
            draft.body.truncate(LETTER_LEN / 2);
            draft.bytes()
        });
        self.add("text in a chunk that broke off", nothing, |clerk, text| {
            let mut draft = clerk.letter().header("Transfer-Encoding", "chunked");
            draft.body = format!("4000\r\n{}", text.whole).into_bytes();
            draft.bytes()
        });
        self.add("text in headers that broke off", nothing, |clerk, text| {
            let draft = clerk.letter().header("X-Text", &text.whole);
            let mut bytes = draft.bytes();
            bytes.truncate(bytes.len() - 2);
            bytes
        });
    }
}

/// Headers of an ordinary request that say who asks, from where, and what for.
const HEADERS: [&str; 16] = [
    "User-Agent",
    "Referer",
    "Cookie",
    "From",
    "X-Forwarded-For",
    "Forwarded",
    "X-Request-Id",
    "Traceparent",
    "Accept",
    "Accept-Language",
    "Accept-Encoding",
    "If-None-Match",
    "Range",
    "Origin",
    "Expect",
    "Upgrade",
];

/// Returns the headers of a talkative client, for a letter that is as it should be.
pub(super) fn talkative(draft: Draft, text: &Text) -> Draft {
    ["User-Agent", "Referer", "Cookie", "X-Forwarded-For"]
        .into_iter()
        .fold(draft, |draft, name| draft.header(name, &text.whole))
}

/// Writes a form with one file, as browsers do.
pub(super) fn form_body(disposition: &str, file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let end = format!("\r\n--{BOUNDARY}--\r\n");
    [head.as_bytes(), file, end.as_bytes()].concat()
}

/// Returns the type of such a form.
pub(super) fn form_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = gzip.write_all(bytes);
    gzip.finish().unwrap_or_default()
}
