//! The report as one HTML file: no script, nothing fetched from anywhere, readable by somebody who
//! is no programmer, printable. The verdict comes first.

use std::fmt::Write as _;

use bellrope_protocol::note::Day;
use bellrope_protocol::time::DAY_SECS;
use fluent_bundle::FluentValue;

use super::{Report, svg};
use crate::finding::{Check, Finding, Picture};
use crate::text::{Lang, Texts};

/// The only style, inside the file.
const STYLE: &str = include_str!("style.css");
/// Nothing may be run or fetched, whatever a value holds.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes the report as HTML in a language. Values that checks found stay as they are, marked as
/// English.
#[must_use]
pub fn to_html(report: &Report, lang: Lang) -> String {
    let page = Page {
        texts: Texts::new(lang),
        lang,
    };
    page.write(report)
}

struct Page {
    texts: Texts,
    lang: Lang,
}

impl Page {
    fn write(&self, report: &Report) -> String {
        let title = self.text("report");
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
            self.lang.as_str(),
        );
        self.write_verdict(report, &mut out);
        self.write_about(report, &mut out);
        for check in &report.checks {
            self.write_check(check, &mut out);
        }
        let _ = write!(
            out,
            "<footer><p>{}</p><p>{}</p></footer>\n</main>\n</body>\n</html>\n",
            self.text("report-signed"),
            self.with(
                "report-program",
                &[("version", report.program.as_str().into())]
            ),
        );
        out
    }

    fn write_verdict(&self, report: &Report, out: &mut String) {
        let word = report.outcome.word();
        let findings: u64 = report.checks.iter().map(count_findings).sum();
        let could_not = report
            .checks
            .iter()
            .map(|c| c.could_not.len())
            .sum::<usize>();
        let values = [
            ("findings", number(findings)),
            ("unknown", number(could_not as u64)),
        ];
        let verdict = self.with(&format!("verdict-{word}"), &values);
        let means = self.with(&format!("verdict-{word}.means"), &values);
        let _ = writeln!(
            out,
            "<p class=\"verdict {word}\">{verdict}</p>\n<p>{means}</p>"
        );
    }

    fn write_about(&self, report: &Report, out: &mut String) {
        out.push_str("<dl>\n");
        let mut row = |id: &str, value: &str| {
            let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", self.text(id), escape(value));
        };
        for source in &report.sources {
            row("about-source", source);
        }
        if let Some(desk) = &report.desk {
            row("about-desk", desk);
        }
        if let Some(fingerprint) = &report.fingerprint {
            row("about-fingerprint", fingerprint);
        }
        row("about-made", &moment(report.made));
        out.push_str("</dl>\n");
    }

    fn write_check(&self, check: &Check, out: &mut String) {
        let name = escape(&check.name);
        let outcome = check.outcome();
        let _ = writeln!(
            out,
            "<section aria-labelledby=\"{name}\">\n<h2 id=\"{name}\">{}</h2>\n<p>{}</p>\n\
             <p class=\"verdict small {}\">{}</p>",
            self.text(&format!("check-{}", check.name)),
            self.text(&format!("check-{}.asks", check.name)),
            outcome.word(),
            self.text(&format!("outcome-{}", outcome.word())),
        );
        self.write_findings(check, out);
        let could_not = check.could_not.iter().map(|c| (&c.what, &c.why));
        self.write_pairs("heading-could-not", could_not, out);
        for picture in &check.pictures {
            self.write_picture(picture, out);
        }
        self.write_facts(check, out);
        let left_out = check.left_out.iter().map(|l| (&l.what, &l.needs));
        self.write_pairs("heading-left-out", left_out, out);
        self.write_limits(check, out);
        out.push_str("</section>\n");
    }

    fn write_findings(&self, check: &Check, out: &mut String) {
        if check.findings.is_empty() {
            return;
        }
        let _ = writeln!(out, "<h3>{}</h3>", self.text("heading-findings"));
        let mut before = "";
        for finding in &check.findings {
            // What a kind means is said once for all its findings in a row.
            let means = (finding.kind != before).then(|| format!("{}.means", finding.kind));
            before = &finding.kind;
            self.write_finding(finding, means.as_deref(), out);
        }
        for unlisted in &check.unlisted {
            let title = self.texts.get(&unlisted.kind);
            let values = [("count", number(unlisted.count)), ("title", title.into())];
            let _ = writeln!(out, "<p>{}</p>", self.with("finding-more", &values));
        }
    }

    fn write_finding(&self, finding: &Finding, means: Option<&str>, out: &mut String) {
        let _ = writeln!(
            out,
            "<div class=\"finding\">\n<h4>{} <span class=\"id\">({})</span></h4>",
            self.text(&finding.kind),
            escape(&finding.kind),
        );
        if let Some(means) = means {
            let _ = writeln!(out, "<p>{}</p>", self.text(means));
        }
        out.push_str("<dl>\n");
        for (id, value) in [
            ("finding-place", &finding.place),
            ("finding-expected", &finding.expected),
            ("finding-found", &finding.found),
        ] {
            let label = self.text(id);
            let _ = writeln!(
                out,
                "<dt>{label}</dt><dd lang=\"en\">{}</dd>",
                escape(value)
            );
        }
        out.push_str("</dl>\n</div>\n");
    }

    fn write_pairs<'a>(
        &self,
        heading: &str,
        pairs: impl Iterator<Item = (&'a String, &'a String)>,
        out: &mut String,
    ) {
        let mut items = String::new();
        for (what, why) in pairs {
            let (what, why) = (escape(what), escape(why));
            let _ = writeln!(items, "<li lang=\"en\">{what}: {why}</li>");
        }
        if !items.is_empty() {
            let _ = writeln!(out, "<h3>{}</h3>\n<ul>\n{items}</ul>", self.text(heading));
        }
    }

    fn write_picture(&self, picture: &Picture, out: &mut String) {
        let (Some(first), Some(last)) = (picture.points.first(), picture.points.last()) else {
            return;
        };
        let log = self.texts.get(&format!("log-name-{}", picture.log));
        let day = |time| FluentValue::from(Day::of(time).to_string());
        let values = [
            ("log", log.into()),
            ("from", day(first.time)),
            ("to", day(last.time)),
            ("entries", number(last.entries)),
            ("pruned", number(last.pruned)),
        ];
        let title = self.texts.with("picture", &values);
        let drawn = svg::draw(picture, &title);
        let caption = escape(&title);
        let _ = writeln!(
            out,
            "<figure>\n{drawn}<figcaption>{caption}</figcaption>\n</figure>"
        );
    }

    fn write_facts(&self, check: &Check, out: &mut String) {
        if check.facts.is_empty() {
            return;
        }
        let heading = self.text("heading-facts");
        let _ = writeln!(out, "<h3>{heading}</h3>\n<table lang=\"en\">\n<tbody>");
        for fact in &check.facts {
            let (what, value) = (escape(&fact.what), escape(&fact.value));
            let _ = writeln!(
                out,
                "<tr><th scope=\"row\">{what}</th><td>{value}</td></tr>"
            );
        }
        out.push_str("</tbody>\n</table>\n");
    }

    fn write_limits(&self, check: &Check, out: &mut String) {
        if check.limits.is_empty() {
            return;
        }
        let _ = writeln!(out, "<h3>{}</h3>\n<ul>", self.text("heading-limits"));
        for limit in &check.limits {
            let _ = writeln!(out, "<li>{}</li>", self.text(limit));
        }
        out.push_str("</ul>\n");
    }

    /// Returns a text, ready to stand in HTML.
    fn text(&self, id: &str) -> String {
        self.with(id, &[])
    }

    fn with(&self, id: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        escape(&self.texts.with(id, values))
    }
}

fn count_findings(check: &Check) -> u64 {
    let unlisted: u64 = check.unlisted.iter().map(|u| u.count).sum();
    check.findings.len() as u64 + unlisted
}

/// Gives a number to a text: as a number, so that the plural fits, as long as Fluent counts it
/// exactly.
fn number(value: u64) -> FluentValue<'static> {
    match u32::try_from(value) {
        Ok(small) => FluentValue::from(small),
        Err(_) => FluentValue::from(value.to_string()),
    }
}

/// Says a Unix second as a day and a time of day, UTC.
fn moment(unix: u64) -> String {
    let second = unix % DAY_SECS;
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!("{} {hour:02}:{minute:02} UTC", Day::of(unix))
}

/// Makes a value harmless between tags and in attributes.
pub(super) fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // A file name may hold anything; control characters are no HTML.
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
