//! Writing what was printed into a transcript, to be read before it is committed.

use std::env;
use std::fs;
use std::path::Path;

use harness::Finished;

use crate::case::Values;
use crate::pattern::ANY;

/// Names of months, as the tools write dates.
const MONTHS: [&str; 24] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Says whether `BELLROPE_BLESS` is set.
pub(crate) fn is_asked() -> bool {
    env::var_os("BELLROPE_BLESS").is_some()
}

/// Replaces everything from the last `code =` on, which is why it comes last: a file that is laid
/// out may have such a line too. What differs from run to run becomes a placeholder, or `[..]`.
pub(crate) fn rewrite(
    path: &Path,
    text: &str,
    printed: &Finished,
    values: &Values,
) -> Result<(), String> {
    let start = text.rfind("\ncode = ").ok_or("there is no code")? + 1;
    let given = &text[..start];
    let mut blessed = given.to_owned();
    blessed.push_str(&format!("code = {}\n", printed.code()));
    for (name, found) in [("stdout", &printed.stdout), ("stderr", &printed.stderr)] {
        if !found.is_empty() {
            let mut found = found.clone();
            for (name, value) in values {
                found = found.replace(value.as_str(), &format!("{{{name}}}"));
            }
            let lines: Vec<String> = found.lines().map(|line| blur(line, given)).collect();
            blessed.push_str(&format!("{name} = '''\n{}\n'''\n", lines.join("\n")));
        }
    }
    fs::write(path, blessed).map_err(|err| err.to_string())
}

/// Takes dates, numbers of cases and fingerprints out of a line, unless the transcript gave them.
fn blur(line: &str, given: &str) -> String {
    let mut words: Vec<&str> = line.split(' ').collect();
    let mut blurred: Vec<String> = Vec::new();
    while !words.is_empty() {
        let len = passing(&words);
        let rest = words.split_off(len.max(1));
        let whole = words.join(" ");
        let core = whole.trim_matches(|c: char| !c.is_alphanumeric());
        let stays = len == 0 || given.contains(core);
        blurred.push(if stays {
            whole
        } else {
            whole.replace(core, ANY)
        });
        words = rest;
    }
    blurred.join(" ")
}

/// Returns how many words at the beginning make up something that is another in each run.
fn passing(words: &[&str]) -> usize {
    let is_group = |word: &&&str| shape(word) == "xxxx";
    if words.iter().take(10).filter(is_group).count() == 10 {
        return 10;
    }
    if let [day, month, year, ..] = words
        && MONTHS.contains(month)
        && day.parse::<u8>().is_ok()
        && year.starts_with("20")
    {
        return 3;
    }
    let shape = words.first().map(|word| shape(word)).unwrap_or_default();
    let passes = ["xxxx-xx-xx", "xxxx-xxxx"].contains(&shape.as_str()) || shape == "x".repeat(40);
    usize::from(passes)
}

/// Writes `x` for each hex digit, and leaves punctuation at the ends away.
fn shape(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .map(|c| if c.is_ascii_hexdigit() { 'x' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blur_takes_out_what_passes() {
        for (line, blurred) in [
            ("valid until 10 January 2027.", "valid until [..]."),
            (
                "(2026-11-20 tot en met 2026-11-23)",
                "([..] tot en met [..])",
            ),
            ("New case 5655-3022: soon", "New case [..]: soon"),
            ("on 19 januari 2026, kept", "on 19 januari 2026, kept"),
            ("File exists (os error 17)", "File exists (os error 17)"),
            ("  two  spaces ", "  two  spaces "),
        ] {
            assert_eq!(blur(line, "19 januari 2026"), blurred);
        }
        let groups = ["0687"; 10].join(" ");
        assert_eq!(blur(&format!("Print: {groups}"), ""), "Print: [..]");
        assert_eq!(blur(&format!("of {} …", "ab".repeat(20)), ""), "of [..] …");
    }
}
