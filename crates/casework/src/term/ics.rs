//! A calendar file without content: case number and term, nothing else (R078; RFC 5545).
//!
//! Whoever gets the file learns that the cases exist and when something is due. Times of day are
//! left out: each term is an event of one whole day that blocks no time.

use std::fmt::Write as _;

use bellrope_protocol::time::{DAY_SECS, Day};

use super::state::Term;
use crate::vocabulary::{Lang, Word as _};

/// Longest line, in bytes, without its end (RFC 5545 §3.1).
const LINE_MAX_LEN: usize = 75;

/// One event.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// What makes the event unique: random, drawn once for each term and kept, so that a later
    /// file replaces the event and tells nothing of the case.
    pub uid: [u8; 16],
    /// The number of the case.
    pub number: &'a str,
    /// The term.
    pub term: Term,
}

/// Writes a calendar. `stamp` is the moment of writing, in Unix seconds, rounded by the caller as
/// it sees fit.
#[must_use]
pub fn calendar(entries: &[Entry<'_>], stamp: u64, lang: Lang) -> String {
    let mut lines = Lines::default();
    lines.push("BEGIN:VCALENDAR");
    lines.push("VERSION:2.0");
    lines.push("PRODID:-//Bellrope//Terms 1//NL");
    for entry in entries {
        event(&mut lines, entry, stamp, lang);
    }
    lines.push("END:VCALENDAR");
    lines.0
}

fn event(lines: &mut Lines, entry: &Entry<'_>, stamp: u64, lang: Lang) {
    let uid = entry.uid.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    let due = entry.term.due;
    let summary = format!("{}: {}", entry.number, entry.term.kind.label(lang));
    lines.push("BEGIN:VEVENT");
    lines.push(&format!("UID:{uid}"));
    lines.push(&format!("DTSTAMP:{}", moment(stamp)));
    lines.push(&format!("DTSTART;VALUE=DATE:{}", date(due)));
    lines.push(&format!("DTEND;VALUE=DATE:{}", date(due.next())));
    lines.push(&format!("SUMMARY:{}", escaped(&summary)));
    lines.push("CLASS:PRIVATE");
    lines.push("TRANSP:TRANSPARENT");
    lines.push("END:VEVENT");
}

/// Lines of a calendar: ended by CR LF, folded where they are too long.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        let mut len = 0;
        for c in line.chars() {
            if len + c.len_utf8() > LINE_MAX_LEN {
                self.0.push_str("\r\n ");
                len = 1;
            }
            self.0.push(c);
            len += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Writes a text value (RFC 5545 §3.3.11); control characters are dropped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

fn date(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn moment(unix: u64) -> String {
    let seconds = unix % DAY_SECS;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}{minute:02}{second:02}Z", date(Day::of(unix)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::term::TermKind;

    fn entry(number: &str) -> Entry<'_> {
        let due = Day::from_date(2026, 12, 31).unwrap();
        Entry {
            uid: [0xab; 16],
            number,
            term: Term::open(TermKind::Feedback, due),
        }
    }

    #[test]
    fn calendar_holds_number_and_term_and_nothing_else() {
        let stamp = Day::from_date(2026, 11, 23).unwrap().start_secs() + 45_296;
        let text = calendar(&[entry("4821-7730")], stamp, Lang::Dutch);
        assert_eq!(
            text,
            "BEGIN:VCALENDAR\r\n\
             VERSION:2.0\r\n\
             PRODID:-//Bellrope//Terms 1//NL\r\n\
             BEGIN:VEVENT\r\n\
             UID:abababababababababababababababab\r\n\
             DTSTAMP:20261123T123456Z\r\n\
             DTSTART;VALUE=DATE:20261231\r\n\
             DTEND;VALUE=DATE:20270101\r\n\
             SUMMARY:4821-7730: Terugkoppeling\r\n\
             CLASS:PRIVATE\r\n\
             TRANSP:TRANSPARENT\r\n\
             END:VEVENT\r\n\
             END:VCALENDAR\r\n"
        );
    }

    #[test]
    fn calendar_escapes_what_would_be_structure() {
        let text = calendar(&[entry("a;b,c\\d\r\nATTACH:x\u{7}")], 0, Lang::English);
        assert!(text.contains("SUMMARY:a\\;b\\,c\\\\d\\nATTACH:x: Feedback\r\n"));
    }

    #[test]
    fn calendar_without_entries_is_empty() {
        let text = calendar(&[], 0, Lang::Dutch);
        assert!(!text.contains("VEVENT"));
        assert!(text.ends_with("END:VCALENDAR\r\n"));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_the_same(text in "[ -~é-ĳ€😀]{0,300}") {
            let mut lines = Lines::default();
            lines.push(&text);
            let folded = lines.0;
            prop_assert!(folded.ends_with("\r\n"));
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= LINE_MAX_LEN));
            prop_assert_eq!(folded.trim_end_matches("\r\n").replace("\r\n ", ""), text);
        }
    }
}
