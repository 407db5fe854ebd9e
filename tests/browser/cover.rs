//! Who watches a visit, at the relay or on the way, cannot tell a report from a visit that says nothing (design §5.12;
//! R047). What remains to be seen is listed in docs/page.md, "How the core is driven".

use std::collections::BTreeSet;

use serde_json::json;

use crate::front::{Asked, Front};
use crate::stage::{Cover, Stage};

/// More slots than are waited for: one that comes before the desk's keys are there stays empty.
const SLOTS: Cover = Cover::Slots {
    first: 2,
    every: 2,
    most: 12,
};

/// Plays a visit; answers what it asked for, and its letters apart.
fn visit(stage: &Stage, front: &Front, reports: bool) -> (BTreeSet<Asked>, Vec<Asked>) {
    let name = if reports {
        "cover-report"
    } else {
        "cover-look"
    };
    let scene = json!({"name": name, "base": front.url(), "reports": reports, "letters": 4});
    let _ = stage.play("cover", scene);
    let (letters, others): (Vec<Asked>, Vec<Asked>) = front
        .take_asked()
        .into_iter()
        .partition(|asked| asked.head.starts_with("POST "));
    (others.into_iter().collect(), letters)
}

/// A letter's request without the one value that differs, which is random to whoever has no key.
fn form(letter: &Asked) -> Asked {
    let mut tags = 0;
    let lines = letter.head.lines().map(|line| {
        let (name, value) = line.split_once(": ").unwrap_or((line, ""));
        if !name.eq_ignore_ascii_case("bellrope-tag") {
            return line.to_owned();
        }
        tags += 1;
        assert_eq!(value.len(), 32);
        assert!(value.bytes().all(|byte| byte.is_ascii_hexdigit()));
        name.to_owned()
    });
    let head = lines.collect::<Vec<_>>().join("\n");
    assert_eq!(tags, 1, "{head}");
    Asked {
        head,
        len: letter.len,
    }
}

#[test]
fn letter_of_a_report_and_cover_letter_are_the_same_request() {
    let mut stage = Stage::set(SLOTS);
    let front = Front::frozen(stage.scene.relay.url());
    let (downloads, covers) = visit(&stage, &front, false);
    let _ = stage.scene.carry_in();
    assert!(stage.scene.desk.cases().is_empty(), "a cover is no report");
    let (same_downloads, letters) = visit(&stage, &front, true);
    let _ = stage.scene.carry_in();
    assert_eq!(
        stage.scene.desk.cases().len(),
        1,
        "one of them is the report"
    );

    assert_eq!(
        downloads, same_downloads,
        "a visit that reports downloads otherwise"
    );
    assert!(covers.len() >= 4 && letters.len() >= 4);
    let forms: BTreeSet<Asked> = covers.iter().chain(&letters).map(form).collect();
    assert_eq!(forms.len(), 1, "letters differ in form: {forms:?}");
    let one = forms.first().unwrap();
    assert!(
        one.head
            .starts_with("POST /v1/desks/mid/letters HTTP/1.1\n"),
        "{}",
        one.head
    );
    assert_eq!(one.len, 16_384);
}
