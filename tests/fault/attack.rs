//! One attack, as its file says it.

use serde::Deserialize;

use crate::notice::Notice;
use crate::step::Step;

/// An attack: who does what, and who notices.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attack {
    /// Who it is.
    #[serde(rename = "who")]
    _who: Who,
    /// What is done, and what for.
    what: String,
    /// What is done, step by step.
    #[serde(rename = "do")]
    pub(crate) steps: Vec<Step>,
    /// Who must notice, and what they say.
    pub(crate) notices: Vec<Notice>,
}

/// Who attacks.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Who {
    /// Who runs the relay, or has its keys.
    Relay,
    /// Who carries bundles, or finds one.
    Courier,
    /// Who runs the desk, or has its keys.
    Desk,
    /// Who can write to the relay's disk and has no key.
    Storage,
    /// Who hands something in.
    Reporter,
}

impl Attack {
    /// Reads an attack.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let attack: Self = toml::from_str(text).map_err(|err| err.to_string())?;
        if attack.what.split_whitespace().count() < 5 {
            return Err("what: nobody knows what is done".to_owned());
        }
        if attack.steps.is_empty() {
            return Err("do: nothing is done".to_owned());
        }
        if attack.notices.is_empty() {
            return Err("notices: nobody notices".to_owned());
        }
        attack.notices.iter().try_for_each(Notice::judge)?;
        Ok(attack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "who = 'storage'\nwhat = 'A letter is cut short.'\n\
        do = [{ verb = 'cut', file = 'slots', bytes = 1 }]\n\
        [[notices]]\ntool = 'audit-store'\nfindings = ['store-length']\n";

    #[test]
    fn parse_takes_a_whole_attack() {
        assert!(Attack::parse(WHOLE).is_ok());
    }

    #[test]
    fn parse_refuses_what_would_prove_nothing() {
        let faults = [
            ("'storage'", "'weather'"),
            ("A letter is cut short.", "Cut."),
            ("[{ verb = 'cut', file = 'slots', bytes = 1 }]", "[]"),
            ("verb = 'cut'", "verb = 'ponder'"),
            ("bytes = 1", "bytes = 1, byte = 1"),
            ("['store-length']", "[]"),
            ("findings = ['store-length']", ""),
            ("findings = ['store-length']", "exit = 0"),
            ("tool = 'audit-store'", "tool = 'gut-feeling'"),
            ("what =", "why ="),
        ];
        for (from, to) in faults {
            let text = WHOLE.replace(from, to);
            assert_ne!(text, WHOLE, "{from}");
            assert!(Attack::parse(&text).is_err(), "{text}");
        }
    }
}
