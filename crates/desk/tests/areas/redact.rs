//! Redaction, sending and the directory of bodies, from the first click to the file.

use crate::a_sitting;
use crate::support::html;

/// The value of the first hidden field of a name.
fn hidden(page: &str, name: &str) -> String {
    let after = page
        .split(&format!("name=\"{name}\" value=\""))
        .nth(1)
        .unwrap();
    after.split('"').next().unwrap().to_owned()
}

const ANSWERS: [(&str, &str); 4] = [
    ("ask-how-many", "safe"),
    ("ask-unique-facts", "safe"),
    ("ask-style", "safe"),
    ("ask-sole-suspect", "safe"),
];

#[test]
fn redaction_is_begun_marked_signed_off_and_written() {
    let (mut sitting, number) = a_sitting();
    let all = format!("/cases/{number}/redactions");
    sitting.get(&all);
    sitting.shows("Notes and drafts can never");
    sitting.send(&all, &[("title", "Over Jansen")]);
    assert_eq!(sitting.status, 422);
    html::check(&sitting.page);
    sitting.shows("Choose at least one text");
    let begin = [
        ("source", "1"),
        ("title", "Sleutels"),
        ("reason", "Woo-verzoek"),
    ];
    sitting.send(&all, &begin);
    html::check(&sitting.page);
    let one = format!("{all}/1");
    sitting.shows("All suggestions were looked at");
    let mark = format!("{one}/mark");
    sitting.send(&mark, &[("words", "nergens"), ("words-ground", "5.1.2e")]);
    sitting.shows("stand nowhere unmarked");
    sitting.send(&mark, &[("words", "magazijn"), ("words-ground", "5.1.2e")]);
    sitting.shows("1 mark made");
    sitting.shows("<mark>magazijn");
    sitting.get(&format!("{one}/left"));
    html::check(&sitting.page);
    sitting.shows("[█████ 5.1.2e]");
    assert!(!sitting.page.contains("magazijn"));

    sitting.get(&one);
    sitting.send(&format!("{one}/sign-off"), &[("ready", " ")]);
    assert_eq!(sitting.status, 422);
    sitting.send(&format!("{one}/sign-off"), &[("ready", "gelezen")]);
    sitting.shows("signed off");
    html::check(&sitting.page);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("uit.html").display().to_string();
    let export = format!("{one}/export");
    let mut fields = vec![("format", "html"), ("file", file.as_str())];
    sitting.send(&export, &fields);
    assert_eq!(sitting.status, 422, "for whom and what for");
    assert!(!folder.path().join("uit.html").exists());
    fields.extend([
        ("recipient", "een journalist"),
        ("purpose", "Woo-verzoek 17"),
    ]);
    sitting.send(&export, &fields);
    sitting.shows("Written: ");
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("sleutels") && !written.contains("magazijn"));

    sitting.send(&format!("{one}/unmark"), &[("part", "0"), ("mark", "0")]);
    sitting.shows("Put before a second reader");
}

#[test]
fn suggestions_come_one_by_one_and_are_accepted_or_left() {
    let (mut sitting, number) = a_sitting();
    // The case's own reply has a name in it.
    let talk = format!("/cases/{number}");
    let text = "U sprak met dhr. Wijngaarden op 06-12345678.";
    sitting.get(&format!("{talk}/write"));
    sitting.send(&format!("{talk}/write"), &[("text", text)]);
    sitting.send(&format!("{talk}/drafts/free/send"), &[("confirmed", "yes")]);
    let all = format!("{talk}/redactions");
    sitting.get(&all);
    sitting.send(
        &all,
        &[("source", "2"), ("title", "Antwoord"), ("reason", "Woo")],
    );
    sitting.shows("2 suggestions left");
    html::check(&sitting.page);
    for (way, left) in [
        ("leave", "1 suggestion left"),
        ("accept", "All suggestions"),
    ] {
        let page = sitting.page.clone();
        let [from, to, sort] = ["from", "to", "sort"].map(|name| hidden(&page, name));
        let fields = [
            ("part", "0"),
            ("from", from.as_str()),
            ("to", &to),
            ("sort", &sort),
            ("suggestion-ground", "5.1.2e"),
            ("do", way),
        ];
        sitting.send(&format!("{all}/1/suggestion"), &fields);
        sitting.shows(left);
    }
    assert!(sitting.page.contains("Wijngaarden op <mark>06-12345678"));
}

#[test]
fn dossier_is_checked_proposed_and_written() {
    let (mut sitting, number) = a_sitting();
    let path = format!("/cases/{number}/sending");
    sitting.get(&format!("{path}?section=conversation"));
    html::check(&sitting.page);
    sitting.shows("bellrope/1 dossier");
    let section = ("section", "conversation");
    sitting.send(&format!("{path}/check"), &[section]);
    assert_eq!(sitting.status, 422);
    let mut checked = vec![section];
    checked.extend(ANSWERS);
    sitting.send(&format!("{path}/check"), &checked);
    sitting.shows("The check is done");
    html::check(&sitting.page);
    let to = [
        section,
        ("recipient", "de ombudsman"),
        ("purpose", "klacht"),
        ("key", "geen"),
    ];
    sitting.send(&format!("{path}/propose"), &to);
    sitting.shows("This is no key of a recipient");
    let to = [to[0], to[1], to[2], ("key", "passphrase")];
    sitting.send(&format!("{path}/propose"), &to);
    sitting.shows("dossier for de ombudsman: klacht");
    sitting.get(&format!("{path}/1"));
    html::check(&sitting.page);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dossier.age").display().to_string();
    let words = "zeven gele kwartels zingen niet";
    sitting.send(&format!("{path}/1"), &[("file", &file), ("words", "kort")]);
    assert_eq!(sitting.status, 422);
    sitting.send(&format!("{path}/1"), &[("file", &file), ("words", words)]);
    sitting.shows("Written: ");
    assert!(
        std::fs::read(&file)
            .unwrap()
            .starts_with(b"age-encryption.org/v1")
    );
}

#[test]
fn bodies_are_noted_with_a_key_of_their_own() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/bodies");
    html::check(&sitting.page);
    sitting.shows("no key known");
    let body = [("body", "kmar"), ("contact", "brigade")];
    for (key, said) in [
        ("x", "no key of a recipient"),
        ("passphrase", "a key of its own"),
    ] {
        sitting.send("/bodies", &[body[0], body[1], ("key", key)]);
        assert_eq!(sitting.status, 422);
        sitting.shows(said);
    }
    let key = age::x25519::Identity::generate().to_public().to_string();
    sitting.send("/bodies", &[body[0], ("contact", " "), ("key", &key)]);
    sitting.shows("Write down how the body is reached");
    sitting.send("/bodies", &[body[0], body[1], ("key", &key)]);
    sitting.shows("Noted.");
    sitting.shows("brigade");
}
