//! The report as text, for a terminal.

use std::io::{self, Write};

use super::Report;
use crate::finding::{Check, Outcome};
use crate::text::{Lang, Texts};

/// Writes the report as text, in English.
///
/// # Errors
///
/// Whatever the writer answers.
pub fn write_text(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let texts = Texts::new(Lang::English);
    for source in &report.sources {
        writeln!(out, "source: {source}")?;
    }
    if let Some(desk) = &report.desk {
        writeln!(out, "desk: {desk}")?;
    }
    for check in &report.checks {
        writeln!(out)?;
        write_check(check, &texts, out)?;
    }
    writeln!(out)?;
    writeln!(out, "{}", verdict(report.outcome))
}

fn write_check(check: &Check, texts: &Texts, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}", check.name, verdict(check.outcome()))?;
    for finding in &check.findings {
        writeln!(
            out,
            "  finding {}: {}",
            finding.kind,
            texts.get(&finding.kind)
        )?;
        writeln!(out, "    where:    {}", finding.place)?;
        writeln!(out, "    expected: {}", finding.expected)?;
        writeln!(out, "    found:    {}", finding.found)?;
    }
    for unlisted in &check.unlisted {
        writeln!(out, "  and {} more of {}", unlisted.count, unlisted.kind)?;
    }
    for could_not in &check.could_not {
        writeln!(
            out,
            "  could not check {}: {}",
            could_not.what, could_not.why
        )?;
    }
    for left_out in &check.left_out {
        writeln!(
            out,
            "  left out {}: needs {}",
            left_out.what, left_out.needs
        )?;
    }
    for fact in &check.facts {
        writeln!(out, "  {}: {}", fact.what, fact.value)?;
    }
    for limit in &check.limits {
        writeln!(out, "  cannot prove: {}", texts.get(limit))?;
    }
    Ok(())
}

fn verdict(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::CouldNotCheck => "could not check everything",
        Outcome::Fail => "FAIL",
    }
}
