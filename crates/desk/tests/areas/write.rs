//! Writing to the reporter, and notes that never go there.

use crate::a_sitting;
use crate::support::html;

#[test]
fn writing_takes_a_look_before_it_is_sent() {
    let (mut sitting, number) = a_sitting();
    let talk = format!("/cases/{number}");
    let write = format!("{talk}/write");
    sitting.get(&write);
    sitting.shows("/drafts/acknowledgement");
    sitting.send(&write, &[("text", "  ")]);
    assert_eq!(sitting.status, 422);
    assert!(sitting.page.contains("id=\"text-error\""));
    sitting.send(&write, &[("text", "Dank u wel.\r\n<b>Wij lezen</b> het.")]);
    html::check(&sitting.page);
    sitting.shows("As the reporter reads it");
    assert!(sitting.page.contains("&lt;b&gt;Wij lezen"));
    assert!(sitting.page.contains("also acknowledges receipt"));
    let send = format!("{talk}/drafts/free/send");
    sitting.send(&send, &[]);
    assert!(
        sitting.page.contains("As the reporter reads it"),
        "one key sends nothing"
    );
    sitting.get(&talk);
    assert!(
        !sitting.page.contains("goes with the next batch"),
        "nothing was sent yet"
    );
    sitting.send(&send, &[("confirmed", "yes")]);
    sitting.shows("Receipt is acknowledged");
    assert!(sitting.page.contains("goes with the next batch"));
}

#[test]
fn drafted_acknowledgement_is_changed_and_thrown_away() {
    let (mut sitting, number) = a_sitting();
    let draft = format!("/cases/{number}/drafts/acknowledgement");
    sitting.get(&draft);
    sitting.shows("Dank u wel voor uw melding");
    sitting.get(&format!("{draft}/change"));
    assert!(sitting.page.contains("Dank u wel voor uw melding"));
    sitting.send(
        &format!("{draft}/change"),
        &[("text", "Wij hebben uw melding. Dank u wel.")],
    );
    sitting.shows("Wij hebben uw melding.");
    sitting.send(&format!("{draft}/drop"), &[]);
    sitting.shows("Nothing was sent");
    sitting.get(&draft);
    assert_eq!(sitting.status, 422);
}

#[test]
fn template_names_what_is_missing_beside_its_field() {
    let (mut sitting, number) = a_sitting();
    let path = format!("/cases/{number}/write/template");
    sitting.get(&format!("/cases/{number}/write?template=request"));
    html::check(&sitting.page);
    let question = ("question", "Wanneer was dit");
    sitting.send(
        &path,
        &[("template", "request"), question, ("answer-by", "morgen")],
    );
    assert_eq!(sitting.status, 422);
    sitting.shows("id=\"answer-by-error\"");
    assert!(
        sitting.page.contains("Wanneer was dit"),
        "what was typed stays"
    );
    html::check(&sitting.page);
    let whole = [
        ("template", "request"),
        question,
        ("answer-by", "2026-12-24"),
    ];
    sitting.send(&path, &whole);
    // The reporter wrote Dutch, whatever the caseworker reads.
    let made = "Wij hebben een vraag over uw melding. Wanneer was dit. U hoeft niet te antwoorden.";
    sitting.shows(made);
    assert!(sitting.page.contains("24 december 2026"));
    html::check(&sitting.page);
}

#[test]
fn note_is_kept_apart_from_what_is_sent() {
    let (mut sitting, number) = a_sitting();
    let notes = format!("/cases/{number}/notes");
    sitting.get(&notes);
    sitting.send(&notes, &[("note", " ")]);
    sitting.shows("id=\"note-error\"");
    sitting.send(&notes, &[("note", "Nagevraagd bij de planning.")]);
    sitting.shows("Note of Femke de Wit");
    // Nothing on the page sends: its only forms keep a note, change the language, lock.
    let actions = html::actions(&sitting.page);
    assert_eq!(
        actions,
        ["/language", "/lock", notes.as_str()]
            .map(str::to_owned)
            .into()
    );
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("class=\"turn internal\"");
    assert!(sitting.page.contains("never goes to the reporter"));
}
