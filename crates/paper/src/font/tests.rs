use super::*;

#[test]
fn glyph_finds_the_letters_of_europe_in_both_weights() {
    for letter in "Aa0<–’“€é ë ĳ ő ş ż Đ ж λ • ≥ × …".chars() {
        for weight in [Weight::Regular, Weight::Bold] {
            assert!(weight.glyph(letter).is_some(), "{letter:?} {weight:?}");
        }
    }
}

#[test]
fn spell_composes_and_names_what_it_cannot_draw() {
    assert_eq!(spell("e\u{301}\t\u{202e}x\u{7}"), "é x");
    assert_eq!(spell("ja 😀"), "ja [U+1F600]");
}

#[test]
fn wrap_breaks_at_spaces_and_within_what_is_too_long() {
    let lines = wrap(
        "een paar woorden Hottentottententententoonstelling",
        Weight::Regular,
        6.0,
    );
    assert!(lines.len() > 3, "{lines:?}");
    for line in &lines {
        assert!(Weight::Regular.width(line) <= 6.0, "{line}");
    }
    assert_eq!(
        lines.concat().replace(' ', ""),
        "eenpaarwoordenHottentottententententoonstelling"
    );
}
