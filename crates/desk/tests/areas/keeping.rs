//! Promises, shares of the vault, retention.

use crate::a_sitting;
use crate::support::html;

#[test]
fn promises_are_kept_and_wrong_numbers_named() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/settings");
    html::check(&sitting.page);
    sitting.send(
        "/settings/promises",
        &[("acknowledge", "0"), ("advice", "")],
    );
    for id in ["acknowledge", "advice"] {
        assert!(sitting.page.contains(&format!("id=\"{id}-error\"")), "{id}");
    }
    let promises = [("acknowledge", "2"), ("interim", "4"), ("advice", "10")];
    sitting.send("/settings/promises", &promises);
    sitting.shows("2 working days");
    sitting.get("/terms");
    sitting.shows("own promise");
}

#[test]
fn shares_are_shown_once_and_drilled() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/recovery");
    html::check(&sitting.page);
    sitting.send("/recovery", &[("of", "3"), ("need", "5")]);
    for id in ["of", "reason"] {
        assert!(
            sitting.page.contains(&format!("id=\"{id}-error\"")),
            "{id}: {}",
            sitting.page
        );
    }
    let wanted = [("of", "3"), ("need", "2"), ("reason", "Eerste delen.")];
    sitting.send("/recovery", &wanted);
    html::check(&sitting.page);
    let cards: Vec<String> = sitting
        .page
        .split("<p class=\"groups\">")
        .skip(1)
        .map(|card| {
            card.split("</p>")
                .next()
                .unwrap()
                .replace("<span>", "")
                .replace("</span>", "")
        })
        .collect();
    assert_eq!(cards.len(), 3, "{}", sitting.page);
    sitting.get("/recovery");
    assert!(
        !sitting.page.contains(cards[0].trim()),
        "they are kept nowhere"
    );
    sitting.get("/recovery/drill");
    html::check(&sitting.page);
    sitting.send(
        "/recovery/drill",
        &[("share-1", &cards[0]), ("share-2", "deel 1 iets")],
    );
    sitting.shows("id=\"share-2-error\"");
    assert!(
        !sitting.page.contains(cards[0].trim()),
        "a share is not sent back"
    );
    sitting.send(
        "/recovery/drill",
        &[("share-1", &cards[0]), ("share-2", &cards[2])],
    );
    sitting.shows("These shares open the vault");
}

#[test]
fn case_is_held_with_a_reason_and_let_go() {
    let (mut sitting, number) = a_sitting();
    let path = format!("/retention/{number}");
    sitting.get("/retention");
    html::check(&sitting.page);
    sitting.get(&path);
    html::check(&sitting.page);
    sitting.send(&format!("{path}/hold"), &[("why-hold", " ")]);
    sitting.shows("id=\"why-hold-error\"");
    html::check(&sitting.page);
    sitting.send(
        &format!("{path}/hold"),
        &[("why-hold", "Er loopt een procedure.")],
    );
    sitting.shows("Er loopt een procedure.");
    // Nothing is deleted while the case is open, whatever is sent.
    sitting.send(&format!("{path}/delete"), &[("why-delete", "Weg ermee.")]);
    assert_eq!(sitting.status, 422, "{}", sitting.page);
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("<h2>Conversation</h2>");
}
