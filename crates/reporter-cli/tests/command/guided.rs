//! A report by questions.

use super::*;

#[test]
fn guided_report_asks_everything_and_sends_what_was_answered() {
    let server = a_server(15);
    let answers = [
        "",                    // safety
        "1",                   // route
        "2",                   // family
        "1 4",                 // kinds
        "3",                   // danger
        "Er is iets gebeurd.", // story
        "En nog iets.",
        ".",
        "",  // private
        "3", // when
        "sinds mei",
        "kazerne", // place
        "",        // people
        "2",       // knowledge
        "",        // evidence
        "",        // earlier
        "de chef", // exclude
        ".",
        "4",   // level
        "1,2", // wishes
        "",    // wish text
        "2",   // detriment
        "mijn rooster",
        "8", // role
        "2", // behalf
        "1", // consent
        "",  // files
        "8", // review: change the place
        "ergens anders",
        "", // review: all right
        "send",
    ];
    let mut run = Run::start(bellrope(&server, &["report"]));
    for answer in answers {
        run.answer(answer);
    }
    run.confirm_code();
    let ended = run.end();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let hash = body_hash(&server.world().pending[0].letter);
    server.world().seal_epoch();
    let (content, _) = server.world().open_letter(&hash);
    let LetterBody::Report(report) = content.body else {
        panic!()
    };
    let json = serde_json::to_value(&*report).unwrap();
    let expected = serde_json::json!({
        "route": "report", "family": "OG", "kinds": ["OG1", "OG4"], "danger": "unknown",
        "story": "Er is iets gebeurd.\nEn nog iets.",
        "when": {"pattern": "ongoing", "text": "sinds mei"},
        "place": "ergens anders", "knowledge": ["seen"], "exclude": "de chef",
        "level": "outside", "wishes": ["stop", "investigation"],
        "detriment": {"state": "afraid", "text": "mijn rooster"},
        "role": "unsaid", "behalf": {"of": "other", "consent": "yes"},
        "identity": "anonymous",
    });
    assert_eq!(json, expected);
}

#[test]
fn guided_report_sends_nothing_on_enter() {
    let server = a_server(16);
    let mut answers = vec!["", "1", "3", "", "", "Iets.", "."];
    answers.extend([""; 25]);
    let ended = run(bellrope(&server, &["report"]), &answers);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("Stopped. Nothing was sent."));
    assert!(server.world().pending.is_empty());
}
