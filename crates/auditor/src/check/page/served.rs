//! Every file of a site, byte for byte and header for header.

use bellrope_page::{File, Site, gunzip};
use bellrope_protocol::encoding::encode_hex;
use sha2::{Digest as _, Sha256};

use super::kind;
use crate::finding::{Check, said};
use crate::source::{Answer, Ask, Pages};

/// Headers that a connection or what ends TLS adds, and that tell a browser nothing else to do.
const FOR_THE_CONNECTION: [&str; 8] = [
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "keep-alive",
    "server",
    "strict-transport-security",
    "transfer-encoding",
];

/// Fetches every file, as it is and compressed, and compares.
pub(super) fn check_files(pages: &dyn Pages, site: &Site, check: &mut Check) {
    let (mut files, mut bytes) = (0_u64, 0);
    for (path, file) in site.files() {
        for gzip in [false, true] {
            let ask = Ask {
                gzip,
                ..Ask::default()
            };
            match pages.fetch(path, ask) {
                Ok(answer) => check_file(path, file, &answer, check),
                Err(err) => check.could_not(path, said(&err)),
            }
        }
        files += 1;
        bytes += file.body.len();
    }
    check.fact("files compared", files);
    check.fact("bytes compared", bytes);
}

fn check_file(path: &str, file: &File, answer: &Answer, check: &mut Check) {
    if answer.status != 200 {
        let found = format!("status {}", answer.status);
        return check.find(&kind::FILE_MISSING, path, "status 200", found);
    }
    check_headers(path, file, answer, check);
    match plain_body(answer, file.body.len()) {
        Some(body) if body == file.body => {}
        Some(body) => {
            let found = encode_hex(&Sha256::digest(&body));
            check.find(&kind::FILE, path, encode_hex(&file.sha256()), found);
        }
        None => {
            let found = "a body that does not decompress to its length";
            check.find(&kind::FILE, path, encode_hex(&file.sha256()), found);
        }
    }
}

fn plain_body(answer: &Answer, len: usize) -> Option<Vec<u8>> {
    match answer.header("content-encoding") {
        None => Some(answer.body.clone()),
        Some("gzip") => gunzip(&answer.body, len).ok(),
        Some(_) => None,
    }
}

fn check_headers(path: &str, file: &File, answer: &Answer, check: &mut Check) {
    for (name, expected) in &file.headers {
        let found: Vec<&str> = answer.headers(name).collect();
        if found != [expected.as_str()] {
            let place = format!("{path}, {name}");
            let found = match found.as_slice() {
                [] => "no such header".to_owned(),
                values => values.join(" | "),
            };
            check.find(&kind::HEADER, place, expected, found);
        }
    }
    for (name, value) in &answer.headers {
        if file.header(name).is_none() && !FOR_THE_CONNECTION.contains(&name.as_str()) {
            let place = format!("{path}, {name}");
            check.find(&kind::HEADER_EXTRA, place, "no such header", value);
        }
    }
}
