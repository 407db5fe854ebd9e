//! What people type or write: case codes and report files.

/// A case code as it is typed.
pub(crate) mod case_code {
    use bellrope_protocol::case_code::{CaseCode, Language, ParseCodeError, WORDS};

    use crate::Run;
    use crate::fixture::a_code;

    pub(crate) fn start() -> Run {
        Box::new(
            |data| match CaseCode::parse(&String::from_utf8_lossy(data)) {
                Ok(parsed) => {
                    for language in [Language::Dutch, Language::English] {
                        let words = parsed.code.words(language).join(" ");
                        let again = CaseCode::parse(&words).expect("a code of ours");
                        assert!(again.corrected.is_none());
                        assert_eq!(again.code.expose_secret(), parsed.code.expose_secret());
                    }
                    if let Some(correction) = parsed.corrected {
                        assert_ascending(&correction.positions);
                    }
                }
                Err(ParseCodeError::NotInList { positions }) => assert_ascending(&positions),
                Err(ParseCodeError::Count { found }) => assert_ne!(found, WORDS),
                Err(_) => {}
            },
        )
    }

    fn assert_ascending(positions: &[usize]) {
        assert!(
            positions
                .iter()
                .all(|position| (1..=WORDS).contains(position))
        );
        assert!(positions.windows(2).all(|pair| pair[0] < pair[1]) && !positions.is_empty());
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let dutch = a_code().words(Language::Dutch);
        let english = a_code().words(Language::English);
        let short = |words: [&str; WORDS]| words.map(|word| word[..word.len().min(4)].to_owned());
        [
            dutch.join(" "),
            english.join("-"),
            dutch.concat(),
            short(dutch).concat(),
            short(english).join("  ").to_uppercase(),
            dutch.join("\n").replace('e', "\u{e9}"),
            // As many ways to cut it as there can be.
            dutch[0][..4].repeat(WORDS),
        ]
        .map(String::into_bytes)
        .to_vec()
    }
}

/// A report file, TOML or JSON.
pub(crate) mod report_file {
    use bellrope_protocol::content::Report;

    use crate::Run;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            let Ok(text) = str::from_utf8(data) else {
                return;
            };
            if let Ok(report) = serde_json::from_str::<Report>(text) {
                check(&report);
            }
            match toml::from_str::<Report>(text) {
                Ok(report) => check(&report),
                // The command line counts lines up to here.
                Err(err) => assert!(err.span().is_none_or(|span| span.start <= text.len())),
            }
        })
    }

    fn check(report: &Report) {
        let json = serde_json::to_string(report).expect("a report is json");
        let again: Report = serde_json::from_str(&json).expect("what was written is read");
        assert_eq!(
            serde_json::to_string(&again).expect("a report is json"),
            json
        );
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let toml = include_str!("../../../docs/report-file.toml");
        let report: Report = toml::from_str(toml).expect("the docs' example");
        vec![
            toml.as_bytes().to_vec(),
            serde_json::to_vec(&report).expect("a report is json"),
            b"route = \"signal\"\nfamily = \"XX\"\nstory = \"\"\"x\"\"\"\n".to_vec(),
        ]
    }
}
