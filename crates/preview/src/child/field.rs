//! Fields of word processors: instructions like `HYPERLINK "https://…"` inside of a text.
//!
//! Source: ECMA-376-1 §17.16.5.

use super::text::Gathered;
use crate::Warning;

/// Notes what a field would do, and where it leads.
pub(crate) fn judge(instruction: &str, text: &mut Gathered) -> Option<Warning> {
    let mut words = instruction.split_whitespace();
    let name = words.next()?.to_ascii_uppercase();
    match name.as_str() {
        "HYPERLINK" => {
            let target = instruction.split('"').nth(1).or_else(|| words.next());
            text.push_link(target.unwrap_or_default());
            Some(Warning::Links)
        }
        "DDE" | "DDEAUTO" | "MACROBUTTON" => Some(Warning::Actions),
        "INCLUDEPICTURE" | "INCLUDETEXT" | "INCLUDE" | "IMPORT" | "LINK" | "DATABASE" => {
            Some(Warning::External)
        }
        "EMBED" | "CONTROL" => Some(Warning::Embedded),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judge_names_links_and_commands() {
        let mut text = Gathered::default();
        let said = judge(" HYPERLINK \"https://example.org\" \\o \"x\"", &mut text);
        assert_eq!(said, Some(Warning::Links));
        assert_eq!(text.as_str(), "[link: https://example.org] ");
        let dde = judge(
            "ddeauto c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"",
            &mut text,
        );
        assert_eq!(dde, Some(Warning::Actions));
        assert_eq!(judge(" PAGE ", &mut text), None);
    }
}
