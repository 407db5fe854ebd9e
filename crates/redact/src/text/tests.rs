use proptest::prelude::*;

use super::*;

fn mark(from: usize, to: usize, ground: &str) -> Mark<()> {
    Mark {
        from,
        to,
        ground: ground.into(),
        by: (),
        at: 0,
        sort: None,
    }
}

/// Marks what stands between braces.
fn marked(text: &str) -> String {
    let mut plain = String::new();
    let mut marks = Vec::new();
    let mut from = 0;
    for c in text.chars() {
        match c {
            '{' => from = plain.len(),
            '}' => marks.push(mark(from, plain.len(), "e")),
            c => plain.push(c),
        }
    }
    redact(&plain, &marks).unwrap().to_string()
}

#[test]
fn box_is_the_same_for_every_name() {
    for name in [
        "Al",
        "Jansen",
        "Wijngaarden-Pietersma",
        "Jan  van\tden Berg",
        "Żółć",
    ] {
        assert_eq!(
            marked(&format!("Dat zei {{{name}}}.")),
            "Dat zei [█████ e]."
        );
    }
}

#[test]
fn marks_side_by_side_are_one_box() {
    assert_eq!(marked("{Jan} {Boer}"), "[█████ e]");
    assert_eq!(marked("{Jan}, ({Boer}) ging"), "[█████ e]) ging");
    assert_eq!(marked("{Jan} en {Boer}"), "[█████ e] en [█████ e]");
}

#[test]
fn overlapping_marks_are_one_box_with_all_grounds() {
    let text = "Jan de Boer ging";
    let marks = [mark(4, 11, "b"), mark(0, 6, "a"), mark(0, 3, "b")];
    assert_eq!(
        redact(text, &marks).unwrap().to_string(),
        "[█████ a, b] ging"
    );
}

#[test]
fn mark_grows_to_whole_words() {
    assert_eq!(marked("van {Jans}ens auto"), "van [█████ e] auto");
    assert_eq!(marked("J{ans}en"), "[█████ e]");
    for name in ["{Anna}'s", "{Max}'", "{Anna}’s", "{Els}"] {
        assert_eq!(marked(&format!("{name} auto")), "[█████ e] auto");
    }
    assert_eq!(marked("{Jan}'sochtends"), "[█████ e]'sochtends");
}

#[test]
fn what_stands_beside_a_box_tells_no_length() {
    assert_eq!(
        marked("Naam: {Jan}          Functie: kok"),
        marked("Naam: {Johannes}     Functie: kok")
    );
    assert_eq!(marked("Naam ......... {Jan}"), "Naam . [█████ e]");
    assert_eq!(
        marked("{Jan}\n\n\n\nEinde  hier"),
        "[█████ e]\n\nEinde  hier"
    );
    assert_eq!(marked("{Jan}______\nEinde"), "[█████ e]\nEinde");
}

#[test]
fn hidden_characters_are_not_kept() {
    // "Jan" in tags, a soft hyphen, a turned direction.
    let hidden = "ge\u{e004a}\u{e0061}\u{e006e}wo\u{ad}on\u{202e} zo";
    assert_eq!(marked(hidden), "gewoon zo");
    assert_eq!(marked("{Jan}\u{200b}sen"), "[█████ e]");
}

#[test]
fn text_without_marks_stays_as_it_is() {
    let text = "  Twee  regels...\n\n\nen einde. ";
    assert_eq!(marked(text), text);
    assert!(redact::<()>("", &[]).unwrap().pieces().is_empty());
}

proptest! {
    #[test]
    fn nothing_of_a_name_shows(
        one in "[A-Za-zé]{1,30}( [A-Za-z]{1,9}){0,3}",
        other in "[A-Za-z]{1,30}",
        before in "([a-z.,() \n\t]{0,20} )?",
        after in "([ \n\t.,()][a-z.,() \n\t]{0,20})?",
    ) {
        let of = |name: &str| {
            let text = format!("{before}{name}{after}");
            redact(&text, &[mark(before.len(), before.len() + name.len(), "e")]).unwrap()
        };
        prop_assert_eq!(of(&one), of(&other));
    }

    #[test]
    fn redact_never_panics_and_every_mark_is_gone(
        text in "\\PC{0,60}",
        cuts in prop::collection::vec((0_usize..80, 0_usize..80), 0..6),
    ) {
        let marks: Vec<_> = cuts.iter().map(|(a, b)| mark(*a, *b, "e")).collect();
        if let Ok(redacted) = redact(&text, &marks) {
            let boxes = redacted.pieces().iter().filter(|it| matches!(it, Piece::Box(_)));
            prop_assert!(boxes.count() <= marks.len());
            for pair in redacted.pieces().windows(2) {
                // Never two boxes side by side, nor with nothing that is said between them.
                prop_assert!(!matches!(pair, [Piece::Box(_), Piece::Box(_)]));
            }
        }
    }
}
