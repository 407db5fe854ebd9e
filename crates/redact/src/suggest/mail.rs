//! Addresses of mailboxes, also as people write them to fool machines.

use super::{Sort, Suggestion};

const SIGNS: [&str; 5] = ["@", "[at]", "(at)", " [at] ", " (at) "];

pub(super) fn find(text: &str, found: &mut Vec<Suggestion>) {
    let lower = text.to_ascii_lowercase();
    for sign in SIGNS {
        for (at, _) in lower.match_indices(sign) {
            found.extend(address(text, at, at + sign.len()));
        }
    }
}

/// Finds the address around a sign.
fn address(text: &str, at: usize, after: usize) -> Option<Suggestion> {
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let local = text[..at].len() - text[..at].trim_end_matches(is_local).len();
    let from = at - local
        + (text[at - local..at].len() - text[at - local..at].trim_start_matches('.').len());
    let rest = &text[after..];
    let host = &rest[..rest.len() - rest.trim_start_matches(is_host).len()];
    let host = host.trim_end_matches(['.', '-']);
    let (name, top) = host.rsplit_once('.')?;
    let is_top = top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    (from < at && !name.is_empty() && is_top)
        .then(|| Suggestion::new(from..after + host.len(), Sort::Email))
}
