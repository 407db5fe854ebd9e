//! The check before sharing: exactly one text, two people.

use super::support::html;
use super::{HIS_WORDS, a_sitting_of_two};

/// Answers of the check before sharing, one after another.
fn judged(answers: [&'static str; 4]) -> Vec<(&'static str, &'static str)> {
    let ids = [
        "ask-how-many",
        "ask-unique-facts",
        "ask-style",
        "ask-sole-suspect",
    ];
    ids.into_iter().zip(answers).collect()
}

#[test]
fn text_is_shared_after_both_judged_it() {
    let (mut sitting, number) = a_sitting_of_two();
    let path = format!("/cases/{number}/sharing");
    sitting.get(&path);
    html::check(&sitting.page);
    sitting.send(&path, &[("ask-style", "safe")]);
    for id in ["text-error", "ask-how-many-error"] {
        sitting.shows(&format!("id=\"{id}\""));
    }
    html::check(&sitting.page);
    let text = ("text", "In de garage\r\nverdwijnen sleutels.");
    let mut fields = judged(["safe"; 4]);
    fields.push(text);
    sitting.send(&path, &fields);
    sitting.shows("1 more person must check this");
    html::check(&sitting.page);
    // The same person again is the same person.
    sitting.send(&path, &fields);
    sitting.shows("1 more person must check this");
    let again = html::links(&sitting.page)
        .into_iter()
        .find(|link| link.contains("?of="))
        .unwrap();
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    sitting.get(&again);
    sitting.shows("verdwijnen sleutels");
    html::check(&sitting.page);
    let of = again.split("of=").nth(1).unwrap().to_owned();
    let mut fields = judged(["safe", "safe", "unsure", "safe"]);
    fields.push(("of", &of));
    sitting.send(&path, &fields);
    sitting.shows("may not be shared");
    sitting.shows("own words");
    let mut fields = judged(["safe"; 4]);
    fields.push(("of", &of));
    sitting.send(&path, &fields);
    sitting.shows("This text may be shared");
    let mut fields = judged(["safe"; 4]);
    fields.push(("of", "0000"));
    sitting.send(&path, &fields);
    assert_eq!(sitting.status, 404, "a text that nobody pasted");
}
