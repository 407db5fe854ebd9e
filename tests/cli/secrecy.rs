//! What was given in confidence never comes back on a terminal.

use std::collections::BTreeSet;

use harness::Finished;

use crate::case::Case;

/// Shorter words are in every text.
const MIN_WORD_CHARS: usize = 4;

/// Checks that neither what was typed nor a word of the story was printed.
pub(crate) fn check(case: &Case, printed: &Finished) -> Result<(), String> {
    let confided = case
        .stdin
        .iter()
        .filter(|line| !case.echoed.contains(line))
        .map(String::as_str)
        .chain([case.story.as_str()]);
    let printed = words(&format!("{}\n{}", printed.stdout, printed.stderr));
    let told: BTreeSet<String> = confided
        .flat_map(words)
        .filter(|word| printed.contains(word))
        .collect();
    match told.is_empty() {
        true => Ok(()),
        false => Err(format!("it says back what was confided: {told:?}")),
    }
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= MIN_WORD_CHARS)
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::ExitStatus;

    use super::*;

    fn a_case(more: &str) -> Case {
        let text = format!("about = 'x'\nargs = []\n{more}\ncode = 0\n");
        Case::parse(&text).unwrap()
    }

    fn printed(stderr: &str) -> Finished {
        Finished {
            status: ExitStatus::from_raw(0),
            stdout: String::new(),
            stderr: stderr.to_owned(),
        }
    }

    #[test]
    fn check_finds_words_of_secrets_and_of_the_story() {
        let case = a_case("stdin = ['Geheim woord', 'list']\nechoed = ['list']\nstory = 'kazerne'");
        assert!(check(&case, &printed("error: list is no command\n")).is_ok());
        assert!(check(&case, &printed("error: “geheim”\n")).is_err());
        assert!(check(&case, &printed("error at Kazerne.\n")).is_err());
    }
}
