//! Tests of long texts and of the order of replies.

use super::*;

/// The longest head that a reply of that text can have.
fn in_reply(part: &TextPart, status: Option<&Status>) -> ReplyContent {
    let mut reply = ReplyContent::new(keys(1).handle(), u32::MAX, Some([0xff; 32]), Day::MAX);
    reply.text = Some(part.clone());
    reply.status = status.cloned();
    reply
}

#[test]
fn split_text_fits_and_joins_again() {
    let status = a_full_reply().status.unwrap();
    for text in [
        String::new(),
        "kort".to_owned(),
        "é".repeat(5_000),
        "\u{1}\"\\\n".repeat(2_000),
        "𝄞".repeat(3_000),
        "een twee drie vier ".repeat(1_000),
    ] {
        let parts = TextPart::split(&text, Some(&status));
        let joined: String = parts.iter().map(|part| part.body.as_str()).collect();
        assert!(joined == text);
        for (index, part) in parts.iter().enumerate() {
            assert_eq!(usize::try_from(part.part).unwrap(), index + 1);
            assert_eq!(usize::try_from(part.of).unwrap(), parts.len());
            let status = (index == 0).then_some(&status);
            assert!(in_reply(part, status).encode().is_ok());
        }
    }
}

#[test]
fn split_text_wastes_no_reply() {
    let parts = TextPart::split(&"x".repeat(10_000), None);
    assert_eq!(parts.len(), 3);
    let full = in_reply(&parts[0], None);
    // Room is kept for the longest numbers of parts only.
    assert!(REPLY_JSON_MAX_LEN - full.json_len() <= 18);
    let words = TextPart::split(&"woord ".repeat(2_000), None);
    assert!(
        words[..words.len() - 1]
            .iter()
            .all(|part| part.body.ends_with(' '))
    );
}

#[test]
fn thread_in_order_has_nothing_to_tell() {
    let thread = Thread::assemble(vec![opened(3, None), opened(1, None), opened(2, None)]);
    let numbers: Vec<u32> = thread.replies.iter().map(|reply| reply.content.n).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert!(thread.missing.is_empty() && thread.repeated.is_empty() && thread.unlinked.is_empty());
    assert!(Thread::assemble(Vec::new()) == Thread::default());
}

#[test]
fn thread_tells_gaps_repeats_and_wrong_links() {
    let mut stray = opened(5, None);
    stray.body_hash = [0xaa; 32];
    stray.content.prev = Some([0xbb; 32]);
    let mut first = opened(1, None);
    first.content.prev = Some([0; 32]);
    let mut bare = opened(9, None);
    bare.content.prev = None;
    let replies = vec![first, opened(4, None), opened(5, None), stray, bare];
    let thread = Thread::assemble(replies);
    assert_eq!(thread.missing, [2..=3, 6..=8]);
    assert_eq!(thread.repeated, [5]);
    assert_eq!(thread.unlinked, [1, 5, 9]);
}

#[test]
fn thread_survives_the_greatest_number() {
    let mut last = opened(1, None);
    last.content.n = u32::MAX;
    last.content.prev = Some([0; 32]);
    let thread = Thread::assemble(vec![last]);
    assert_eq!(thread.missing, [1..=u32::MAX - 1]);
    assert!(thread.unlinked.is_empty());
}

#[test]
fn texts_join_their_parts() {
    let parts = TextPart::split(&"een twee ".repeat(900), None);
    assert_eq!(parts.len(), 3);
    let mut replies: Vec<OpenedReply> = (2..)
        .zip(&parts)
        .map(|(n, part)| opened(n, Some(part.clone())))
        .collect();
    replies.push(opened(1, Some(TextPart::whole("Dag"))));
    replies.push(opened(5, None));
    let texts = Thread::assemble(replies).texts();
    assert_eq!(texts.len(), 2);
    assert!(texts[0].text == "Dag" && texts[0].complete && texts[0].n == 1);
    assert!(texts[1].text == "een twee ".repeat(900) && texts[1].complete && texts[1].n == 2);
}

#[test]
fn texts_with_a_missing_part_say_so() {
    let parts = TextPart::split(&"een twee ".repeat(900), None);
    let replies = vec![
        opened(1, Some(parts[0].clone())),
        opened(3, Some(parts[2].clone())),
    ];
    let texts = Thread::assemble(replies).texts();
    assert_eq!(texts.len(), 2);
    assert!(texts.iter().all(|text| !text.complete));
    assert!(texts[0].text == parts[0].body && texts[1].text == parts[2].body);
}
