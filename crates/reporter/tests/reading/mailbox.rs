//! What a mailbox shows of one code.

use super::*;

#[test]
fn mailbox_shows_letters_replies_status_and_receipts() {
    let mut world = World::new(1);
    let (code, hash, keys) = a_filed_report(&mut world);
    let mut status = Status::new(StatusCode::Acknowledged);
    status.feedback_by = Some(day("2027-02-23"));
    let mut first = ReplyContent::new(keys.handle(), 1, None, day("2026-11-23"));
    first.text = Some(TextPart::whole("Dank u wel voor uw melding."));
    first.status = Some(status);
    first.receipts = vec![hash];
    let first = world.seal_reply(&keys, &first);
    let prev = Some(body_hash(&first.0));
    let second = world.seal_reply(&keys, &a_reply(&keys, 2, prev, "Wij hebben een vraag."));
    world.publish_day(day("2026-11-23"), vec![first, second]);

    let view = world.view();
    let mailbox = Mailbox::open(&view, &code);
    let [case] = mailbox.cases.as_slice() else {
        panic!("{} cases", mailbox.cases.len());
    };
    let [letter] = case.letters.as_slice() else {
        panic!("{} letters", case.letters.len());
    };
    assert_eq!(
        world.intake.entries[usize::try_from(letter.entry).unwrap()].body,
        hash
    );
    assert!(letter.held);
    assert!(case.is_acknowledged());
    let texts: Vec<String> = case
        .thread
        .texts()
        .into_iter()
        .map(|text| text.text)
        .collect();
    assert_eq!(
        texts,
        ["Dank u wel voor uw melding.", "Wij hebben een vraag."]
    );
    assert!(case.thread.missing.is_empty() && case.thread.unlinked.is_empty());
    let (status, _) = case.status().unwrap();
    assert_eq!(status.code, StatusCode::Acknowledged);
    assert_eq!(status.feedback_by, Some(day("2027-02-23")));
}

#[test]
fn mailbox_is_empty_for_another_code() {
    let mut world = World::new(2);
    let (_, _, keys) = a_filed_report(&mut world);
    let reply = world.seal_reply(&keys, &a_reply(&keys, 1, None, "x"));
    world.publish_day(day("2026-11-23"), vec![reply]);
    let other = CaseCode::generate(&mut world.rng);
    assert!(Mailbox::open(&world.view(), &other).is_empty());
}

#[test]
fn go_on_counts_own_letters_and_introduces_until_acknowledged() {
    let mut world = World::new(3);
    let (code, first, keys) = a_filed_report(&mut world);
    let message = |text: &str| LetterBody::Message { text: text.into() };

    let view = world.view();
    let mailbox = Mailbox::open(&view, &code);
    let writer = Correspondent::go_on(view.card(), &code, view.log_time(), &mailbox).unwrap();
    let hash = send(&mut world, &writer, message("nog iets"));
    world.seal_epoch();
    let (content, same) = world.open_letter(&hash);
    assert_eq!(content.n, 2);
    assert!(content.intro.is_some());
    assert!(same.handle().equals(&keys.handle()));

    let mut reply = a_reply(&keys, 1, None, "gelezen");
    reply.receipts = vec![first, hash];
    let reply = world.seal_reply(&keys, &reply);
    world.publish_day(day("2026-11-23"), vec![reply]);
    let view = world.view();
    let mailbox = Mailbox::open(&view, &code);
    let writer = Correspondent::go_on(view.card(), &code, view.log_time(), &mailbox).unwrap();
    let sealed = writer
        .seal(
            LetterBody::Withdraw { text: None },
            LetterLanguage::Dutch,
            None,
            &mut world.rng,
        )
        .unwrap();
    let plaintext =
        bellrope_protocol::letter::open(&world.intake_keys[0].1, sealed.letter.as_slice());
    let text = String::from_utf8(plaintext.unwrap().expose_secret().to_vec()).unwrap();
    assert!(text.contains("\"n\":3") && text.contains("\"kind\":\"withdraw\""));
    assert!(!text.contains("intro"));
}

#[test]
fn go_on_keeps_to_the_key_of_the_case_after_a_new_one() {
    let mut world = World::new(4);
    let (code, _, keys) = a_filed_report(&mut world);
    let newer = bellrope_protocol::key::AuthenticationKey::generate(2, &mut world.rng);
    world.card.authentication.insert(0, newer.public());
    world.authentication.push(newer);
    world.publish_card();

    let view = world.view();
    let mailbox = Mailbox::open(&view, &code);
    assert_eq!(mailbox.cases.len(), 1);
    let writer = Correspondent::go_on(view.card(), &code, view.log_time(), &mailbox).unwrap();
    let hash = send(
        &mut world,
        &writer,
        LetterBody::Message { text: "x".into() },
    );
    world.seal_epoch();
    let (content, same) = world.open_letter(&hash);
    assert_eq!(content.intro.unwrap().authentication, 1);
    assert!(same.handle().equals(&keys.handle()));
}

#[test]
fn mailbox_ignores_a_forged_reply_and_shows_what_is_missing() {
    let mut world = World::new(5);
    let (code, _, keys) = a_filed_report(&mut world);
    let first = world.seal_reply(&keys, &a_reply(&keys, 1, None, "een"));
    // The right passphrase and a wrong tag: nobody but the desk has the first, nobody the second.
    let (forged, _) = world.seal_reply(&keys, &a_reply(&keys, 2, Some([1; 32]), "vals"));
    let forged = (forged, Tag::from_bytes([7; 16]));
    let third = world.seal_reply(&keys, &a_reply(&keys, 3, Some([2; 32]), "drie"));
    let again = world.seal_reply(&keys, &a_reply(&keys, 3, Some([2; 32]), "nog eens drie"));
    let fourth = world.seal_reply(&keys, &a_reply(&keys, 4, Some([9; 32]), "vier"));
    world.publish_day(day("2026-11-23"), vec![first, forged, third, again, fourth]);

    let mailbox = Mailbox::open(&world.view(), &code);
    let thread = &mailbox.cases[0].thread;
    let texts: Vec<String> = thread.texts().into_iter().map(|text| text.text).collect();
    assert!(!texts.contains(&"vals".to_owned()));
    assert_eq!(thread.missing, [2..=2]);
    assert_eq!(thread.repeated, [3]);
    assert_eq!(thread.unlinked, [4]);
}

#[test]
fn mailbox_counts_a_reply_that_it_cannot_read() {
    let mut world = World::new(6);
    let (code, _, keys) = a_filed_report(&mut world);
    let (mut body, _) = world.seal_reply(&keys, &a_reply(&keys, 1, None, "x"));
    body[REPLY_LEN - 1] ^= 1;
    let tag = keys.reply_tag(&body_hash(&body));
    world.publish_day(day("2026-11-23"), vec![(body, tag)]);
    let mailbox = Mailbox::open(&world.view(), &code);
    assert_eq!(mailbox.cases[0].unreadable, [day("2026-11-23")]);
    assert!(mailbox.cases[0].thread.replies.is_empty());
}
