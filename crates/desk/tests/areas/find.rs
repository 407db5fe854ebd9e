//! Lists, search and terms.

use crate::support::STORY;
use crate::support::html;
use crate::support::sitting::Sitting;
use crate::{HIS_WORDS, a_sitting, a_sitting_of_two};

#[test]
fn search_finds_words_of_a_case_and_shows_none() {
    let (mut sitting, number) = a_sitting();
    sitting.get("/search");
    sitting.send("/search", &[("words", "magazijn")]);
    sitting.shows(number.as_str());
    assert!(!sitting.page.contains("van hand tot hand"));
    html::check(&sitting.page);
    sitting.send("/search", &[("words", "vliegtuig")]);
    sitting.shows("Nothing found");
    sitting.send("/search", &[("words", "status:misschien")]);
    sitting.shows("id=\"words-error\"");
    sitting.send("/search", &[("words", "")]);
    assert!(sitting.page.contains("id=\"words-error\""));
}

#[test]
fn terms_are_written_as_a_calendar_without_content() {
    let (mut sitting, number) = a_sitting();
    sitting.get("/terms");
    sitting.shows("Acknowledgement");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mid.ics");
    sitting.get("/terms/calendar?of=own");
    sitting.send(
        "/terms/calendar",
        &[("of", "own"), ("file", file.to_str().unwrap())],
    );
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("BEGIN:VEVENT") && text.contains(number.as_str()),
        "{text}"
    );
    for word in STORY.split(' ').filter(|word| word.len() > 4) {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn lists_are_narrowed() {
    let (mut sitting, number) = a_sitting();
    let has = |sitting: &mut Sitting, path: &str| {
        sitting.get(path);
        html::check(&sitting.page);
        sitting.page.contains(number.as_str())
    };
    for path in [
        "/",
        "/?show=new",
        "/?show=due",
        "/?show=team",
        "/cases?status=received",
    ] {
        assert!(has(&mut sitting, path), "{path}");
    }
    assert!(!has(&mut sitting, "/cases?status=concluded"));
    assert!(!has(&mut sitting, "/cases?category=OG1"));
    assert!(has(&mut sitting, "/cases?category=&status=&page=9"));
}

#[test]
fn unread_letters_are_told_apart_for_each_person() {
    let (mut sitting, number) = a_sitting_of_two();
    sitting.get("/?show=unread");
    sitting.shows("Unread (1)");
    assert!(sitting.page.contains(number.as_str()));
    assert!(sitting.page.contains("1 unread"));
    // Looking changes nothing.
    sitting.get(&format!("/cases/{number}"));
    sitting.shows("One letter of this case you have not marked as read");
    sitting.get("/");
    sitting.shows("Unread (1)");
    sitting.get(&format!("/cases/{number}"));
    sitting.send(&format!("/cases/{number}/read"), &[]);
    sitting.shows("Marked as read, for you only");
    html::check(&sitting.page);
    assert!(!sitting.page.contains("have not marked"));
    sitting.get("/");
    sitting.shows("Unread (0)");
    assert!(!sitting.page.contains("1 unread"));
    // The other has not.
    sitting.send("/lock", &[]);
    sitting.send("/unlock", &[("passphrase", HIS_WORDS)]);
    sitting.shows("Unread (1)");
}
