//! A report from a file, TOML or JSON, with the members of docs/protocol.md §6.
//!
//! A file with a member or a value that this version does not know is refused: it is a slip of
//! whoever wrote it, not a letter of a later version.

use std::path::Path;

use bellrope_protocol::content::{
    Consent, Danger, DetrimentState, Family, IdentityWish, Knowledge, Level, Of, Pattern, Report,
    Role, Route, Wish,
};
use zeroize::Zeroizing;

use crate::desks::line_of;
use crate::error::Failure;
use crate::questions::kinds;

/// Reads and checks a report file.
pub(crate) fn read(path: &Path) -> Result<Report, Failure> {
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|err| Failure::usage("from-read").because(err))?;
    let report = parse(&text)?;
    match check(&report) {
        Ok(()) => Ok(report),
        Err(member) => Err(Failure::usage("from-member").arg("member", member)),
    }
}

fn parse(text: &str) -> Result<Report, Failure> {
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text)
            .map_err(|err| malformed(&err.to_string(), Some(err.line())));
    }
    toml::from_str(text).map_err(|err| {
        let line = err.span().map(|span| line_of(text, span.start));
        malformed(err.message(), line)
    })
}

/// Names the member that is missing, or else the line. Nothing else of the message is passed on: it
/// may have words of the story.
fn malformed(message: &str, line: Option<usize>) -> Failure {
    let missing = message.strip_prefix("missing field `");
    match missing.and_then(|rest| rest.split_once('`')) {
        Some((member, _)) => Failure::usage("from-member").arg("member", member),
        None => Failure::usage("from-form").arg("line", line.unwrap_or(1)),
    }
}

/// Names the first member that is unknown or has an unlisted value.
fn check(report: &Report) -> Result<(), &str> {
    let when = report.when.as_ref();
    let detriment = report.detriment.as_ref();
    let behalf = report.behalf.as_ref();
    let unknown = [
        Some(&report.unknown),
        when.map(|when| &when.unknown),
        detriment.map(|detriment| &detriment.unknown),
        behalf.map(|behalf| &behalf.unknown),
    ];
    if let Some(member) = unknown
        .into_iter()
        .flatten()
        .flat_map(|unknown| unknown.keys())
        .next()
    {
        return Err(member);
    }
    let listed = [
        (Route::LISTED.contains(&report.route), "route"),
        (Family::LISTED.contains(&report.family), "family"),
        (!report.story.trim().is_empty(), "story"),
        (report.kinds.iter().all(|kind| is_kind(kind)), "kinds"),
        (is_listed(report.danger.as_ref(), Danger::LISTED), "danger"),
        (
            is_listed(when.and_then(|w| w.pattern.as_ref()), Pattern::LISTED),
            "when.pattern",
        ),
        (
            report
                .knowledge
                .iter()
                .all(|k| Knowledge::LISTED.contains(k)),
            "knowledge",
        ),
        (is_listed(report.level.as_ref(), Level::LISTED), "level"),
        (
            report.wishes.iter().all(|wish| Wish::LISTED.contains(wish)),
            "wishes",
        ),
        (
            is_listed(detriment.map(|d| &d.state), DetrimentState::LISTED),
            "detriment.state",
        ),
        (is_listed(report.role.as_ref(), Role::LISTED), "role"),
        (is_listed(behalf.map(|b| &b.of), Of::LISTED), "behalf.of"),
        (
            is_listed(behalf.and_then(|b| b.consent.as_ref()), Consent::LISTED),
            "behalf.consent",
        ),
        (
            is_listed(report.identity.as_ref(), IdentityWish::LISTED),
            "identity",
        ),
        (
            report.route != Route::Complaint || report.name.is_some(),
            "name",
        ),
    ];
    let fault = listed.into_iter().find(|(holds, _)| !holds);
    fault.map_or(Ok(()), |(_, member)| Err(member))
}

fn is_listed<T: PartialEq>(value: Option<&T>, listed: &[T]) -> bool {
    value.is_none_or(|value| listed.contains(value))
}

fn is_kind(code: &str) -> bool {
    Family::LISTED
        .iter()
        .any(|family| kinds(family).any(|kind| kind == code))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../docs/report-file.toml");

    /// The example of the docs.
    pub(crate) fn an_example() -> Report {
        parse(EXAMPLE).unwrap()
    }

    #[test]
    fn parse_reads_the_example_of_the_docs() {
        let report = parse(EXAMPLE).unwrap();
        assert_eq!(check(&report), Ok(()));
        assert_eq!(report.route, Route::Report);
        assert_eq!(report.when.unwrap().pattern, Some(Pattern::Repeated));
    }

    #[test]
    fn parse_reads_the_same_from_json() {
        let report = parse(EXAMPLE).unwrap();
        let json = serde_json::to_string(&report).unwrap();
        assert!(parse(&json).unwrap() == report);
    }

    #[test]
    fn parse_names_the_line() {
        assert_eq!(
            parse("route = \"report\"\nfamily = \n").unwrap_err().id(),
            "from-form"
        );
        assert_eq!(parse("{\"route\":1}").unwrap_err().id(), "from-form");
    }

    #[test]
    fn parse_names_the_missing_member() {
        let missing = parse("route = \"report\"\nfamily = \"OG\"\n").unwrap_err();
        assert_eq!(missing.id(), "from-member");
        let missing = parse("{\"route\": \"report\", \"family\": \"OG\"}").unwrap_err();
        assert_eq!(missing.id(), "from-member");
    }

    #[test]
    fn check_names_the_member() {
        let base = "route = \"report\"\nfamily = \"OG\"\nstory = \"x\"\n";
        for (more, member) in [
            ("storry = \"x\"", "storry"),
            ("kinds = [\"OG12\"]", "kinds"),
            ("danger = \"ja\"", "danger"),
            ("when = { pattern = \"soms\" }", "when.pattern"),
            ("when = { patern = \"once\" }", "patern"),
            ("level = \"top\"", "level"),
            ("wishes = [\"stop\", \"geld\"]", "wishes"),
            ("role = \"boss\"", "role"),
            ("behalf = { of = \"me\" }", "behalf.of"),
            ("identity = \"secret\"", "identity"),
        ] {
            let report = parse(&format!("{base}{more}\n")).unwrap();
            assert_eq!(check(&report), Err(member), "{more}");
        }
        let complaint = base.replace("report", "complaint");
        assert_eq!(check(&parse(&complaint).unwrap()), Err("name"));
        assert_eq!(check(&parse(base).unwrap()), Ok(()));
    }
}
