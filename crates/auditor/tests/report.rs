//! The three forms of a report, held against what they were, and the HTML against what it may be.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking, and says where"
)]

mod support;

use bellrope_auditor::check::log::Options;
use bellrope_auditor::finding::{self, Check};
use bellrope_auditor::report::{Report, from_json, to_html, to_json, write_text};
use bellrope_auditor::source::Item;
use bellrope_auditor::text::Lang;
use bellrope_bundle::Log;
use bellrope_protocol::time::Day;
use bellrope_transparency::log_note::PruneReason;
use support::{DAY, World};

fn report(made: u64, checks: Vec<Check>) -> Report {
    Report {
        format: 1,
        program: "0.1.0".to_owned(),
        made,
        sources: vec!["files in memory".to_owned()],
        desk: Some("relay.example/v1/desks/mid".to_owned()),
        fingerprint: Some("0123456789abcdef0123456789abcdef01234567".to_owned()),
        outcome: Report::outcome_of(&checks),
        checks,
    }
}

/// A world that was pruned once, so that the picture has both curves.
fn pruned() -> World {
    let mut world = World::busy();
    world.confirm(16, Some(world.now));
    world.now += 7 * DAY;
    world.prune_intake(PruneReason::Confirmed, Day::of(world.now));
    world.seal(16);
    world
}

fn passing() -> Report {
    let world = pruned();
    let files = world.files();
    let checks = vec![
        world.check_keys(&files),
        world.check_log(&files, &Options::default()),
    ];
    report(world.now, checks)
}

fn failing() -> Report {
    let world = pruned();
    let mut files = world.files();
    let item = Item::Batch {
        log: Log::Intake,
        number: 1,
    };
    files.get(item)[0] ^= 1;
    files.remove(Item::Batch {
        log: Log::Replies,
        number: 0,
    });
    let mut keys = world.check_keys(&files);
    keys.could_not("relay.pub", "<b>no & such</b> file");
    let checks = vec![keys, world.check_log(&files, &Options::default())];
    report(world.now, checks)
}

fn text(report: &Report) -> String {
    let mut out = Vec::new();
    write_text(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn text_is_as_it_was() {
    insta::assert_snapshot!("pass.txt", text(&passing()));
    insta::assert_snapshot!("fail.txt", text(&failing()));
}

#[test]
fn json_is_as_it_was_and_reads_back() {
    for (name, report) in [("pass.json", passing()), ("fail.json", failing())] {
        let json = to_json(&report).unwrap();
        assert_eq!(from_json(&json).unwrap(), report);
        insta::assert_snapshot!(name, String::from_utf8(json).unwrap());
    }
}

#[test]
fn json_with_a_member_of_another_kind_is_refused() {
    let json = String::from_utf8(to_json(&passing()).unwrap()).unwrap();
    assert!(
        from_json(
            json.replacen("\"format\"", "\"more\":1,\"format\"", 1)
                .as_bytes()
        )
        .is_err()
    );
}

#[test]
fn html_is_as_it_was() {
    insta::assert_snapshot!("pass-en.html", to_html(&passing(), Lang::English));
    insta::assert_snapshot!("fail-nl.html", to_html(&failing(), Lang::Dutch));
}

/// Tags that have no end.
const VOID: [&str; 3] = ["meta", "br", "hr"];

/// Panics unless every tag is closed in order and every ampersand begins a reference.
#[track_caller]
fn assert_well_formed(html: &str) {
    let body = html.strip_prefix("<!doctype html>\n").expect("a doctype");
    let mut open: Vec<&str> = Vec::new();
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("an end of the tag");
        assert!(
            !text.contains('>') || open.last() == Some(&"style"),
            "{part}"
        );
        let name = tag.trim_end_matches('/').split([' ', '\n']).next().unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{part}");
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for reference in html.split('&').skip(1) {
        let name = reference.split(';').next().unwrap();
        assert!(
            ["amp", "lt", "gt", "quot", "#39"].contains(&name),
            "&{name}"
        );
    }
}

/// Everything that a report may be made of.
#[rustfmt::skip]
const ELEMENTS: [&str; 32] = [
    "html", "head", "meta", "title", "style", "body", "main", "footer", "section",
    "h1", "h2", "h3", "h4", "p", "div", "span", "dl", "dt", "dd", "ul", "li",
    "table", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "defs", "pattern", "path",
];
/// Attributes that name or describe, and those of the drawing.
#[rustfmt::skip]
const ATTRIBUTES: [&str; 17] = [
    "lang", "charset", "name", "content", "http-equiv", "class", "id", "aria-labelledby",
    "aria-label", "role", "scope", "viewBox", "width", "height", "patternUnits", "d", "fill",
];

/// Panics unless the report is made of known elements and attributes, ids are there once and those
/// referred to are there, and headings leave no level out.
#[track_caller]
fn assert_structured(html: &str) {
    let mut ids = Vec::new();
    let mut wanted = Vec::new();
    let mut level = 0;
    for part in html
        .split('<')
        .skip(2)
        .filter(|part| !part.starts_with('/'))
    {
        let tag = part.split_once('>').expect("an end of the tag").0;
        let tag = tag.trim_end_matches('/');
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(ELEMENTS.contains(&name), "{part}");
        if let Some(heading) = name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok()) {
            assert!(heading <= level + 1, "{part} after h{level}");
            level = heading;
        }
        while let Some((attribute, after)) = rest.trim_start().split_once("=\"") {
            let (value, after) = after.split_once('"').expect("an end of the value");
            assert!(ATTRIBUTES.contains(&attribute), "{attribute} in {part}");
            match attribute {
                "id" => ids.push(value),
                "aria-labelledby" => wanted.push(value),
                "fill" => wanted.extend(
                    value
                        .strip_prefix("url(#")
                        .and_then(|v| v.strip_suffix(')')),
                ),
                _ => {}
            }
            rest = after;
        }
        assert_eq!(rest.trim(), "", "{part}");
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id comes twice");
    for id in wanted {
        assert!(ids.contains(&id), "no element has the id {id}");
    }
}

#[test]
fn html_is_well_formed_and_needs_nothing_from_anywhere() {
    for report in [passing(), failing(), report(0, Vec::new())] {
        for lang in Lang::ALL {
            let html = to_html(&report, lang);
            assert_well_formed(&html);
            assert_structured(&html);
            let lower = html.to_lowercase();
            for word in [
                "<script",
                "javascript:",
                "onload",
                "onclick",
                "src=",
                "href=",
                "@import",
                "http://",
                "https://",
                "<iframe",
                "<object",
                "<form",
                "<link",
            ] {
                assert!(!lower.contains(word), "{word}");
            }
            // The only url() is that of the hatching, inside the file.
            let urls = lower.split("url(").skip(1);
            assert!(urls.into_iter().all(|url| url.starts_with('#')));
            assert!(html.contains(&format!("<html lang=\"{}\">", lang.as_str())));
            assert!(html.contains("@media print"));
            assert!(html.contains("@media (max-width: 34rem)"));
            let policy =
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';";
            assert!(
                html.find(policy) < html.find("<style"),
                "a policy before all else"
            );
            assert!(html.contains(policy));
            assert!(html.contains("prefers-color-scheme: dark"));
        }
    }
}

#[test]
fn html_says_the_verdict_first_and_every_meaning() {
    let html = to_html(&failing(), Lang::Dutch);
    let verdict = html.find("dingen zijn niet zoals het hoort").unwrap();
    assert!(verdict < html.find("<section").unwrap());
    assert!(html.contains("Een opgeslagen brief of antwoord is veranderd"));
    assert!(html.contains("&lt;b&gt;no &amp; such&lt;/b&gt; file"));
    assert!(!html.contains("<b>"));
}

#[test]
fn html_has_words_for_every_kind() {
    for lang in Lang::ALL {
        for kind in finding::kinds() {
            let mut check = Check::new(kind.id.split_once('-').unwrap().0);
            check.find(kind, "place", "expected", "found");
            let html = to_html(&report(0, vec![check]), lang);
            let title = format!("<h4>{} <span", kind.id);
            assert!(
                !html.contains(&title),
                "{} has no title in {lang:?}",
                kind.id
            );
        }
    }
}
