//! Answers to questions apart from the report.

use super::*;

use bellrope_protocol::content::{Answers, Questions};

/// Takes the only letter that waits: what it says, and the handle of its case.
fn taken(server: &Server) -> (bellrope_protocol::content::LetterContent, Answers) {
    let hash = body_hash(&server.world().pending[0].letter);
    server.world().seal_epoch();
    let (content, _) = server.world().open_letter(&hash);
    let LetterBody::Answers(answers) = &content.body else {
        panic!("answers");
    };
    let answers = answers.clone();
    (content, answers)
}

/// The desk tells the reporter of a letter that feedback was given.
fn give_feedback(server: &Server, hash: [u8; 32]) {
    let mut world = server.world();
    let (_, keys) = world.open_letter(&hash);
    let day = Day::of(now());
    let mut reply = ReplyContent::new(keys.handle(), 1, None, day);
    reply.status = Some(Status::new(StatusCode::Feedback));
    let reply = world.seal_reply(&keys, &reply);
    world.publish_day(day, vec![reply]);
}

#[test]
fn evaluation_is_asked_after_feedback_and_goes_in_the_case() {
    let server = a_server(41);
    let code = file_a_report(&server, &[]);
    let hash = body_hash(&server.world().pending[0].letter);
    server.world().seal_epoch();
    let ended = run(bellrope(&server, &["answer", "evaluation"]), &[&code]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("Nothing was sent"),
        "{}",
        ended.stderr
    );
    assert!(server.world().pending.is_empty());
    give_feedback(&server, hash);
    // Yes, skipped, no.
    let answers = [code.as_str(), "1", "", "3", "send"];
    let ended = run(bellrope(&server, &["answer", "evaluation"]), &answers);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let (content, answers) = taken(&server);
    assert!(answers.of == Questions::Evaluation);
    let known: Vec<(&str, &str)> = answers.known().into_iter().collect();
    assert_eq!(known, [("again", "yes"), ("clear", "no")]);
    assert_eq!(content.n, 2);
}

#[test]
fn answers_about_oneself_need_no_code_and_lead_to_no_report() {
    let server = a_server(42);
    file_a_report(&server, &[]);
    server.world().seal_epoch();
    let ended = run(bellrope(&server, &["answer", "diversity"]), &["", ""]);
    assert!(
        ended.stderr.contains("Nothing was sent"),
        "{}",
        ended.stderr
    );
    let mut handles = Vec::new();
    for _ in 0..2 {
        let ended = run(bellrope(&server, &["answer", "diversity"]), &["4", "send"]);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        let (content, answers) = taken(&server);
        assert!(answers.of == Questions::Diversity);
        assert_eq!(answers.known()["gender"], "unsaid");
        assert!(content.intro.is_some());
        handles.push(*content.handle.as_bytes());
    }
    // Each under a code of its own.
    assert_ne!(handles[0], handles[1]);
}
