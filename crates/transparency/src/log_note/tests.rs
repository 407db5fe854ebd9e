//! Tests of log notes: their text is fixed here line by line.

use bellrope_protocol::note::CosignerKey;

use super::*;
use crate::tree::Hash;

const ROOT: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const BASE: &str = "relay.example/v1/desks/mid";

fn name(role: &str) -> KeyName {
    KeyName::new(format!("{BASE}/{role}")).unwrap()
}

fn key(role: &str) -> SignerKey {
    SignerKey::from_seed(name(role), &[1; 32])
}

fn a_batch() -> BatchNote {
    BatchNote {
        origin: name("intake"),
        number: 12,
        epoch: 1_795_392_000,
        first: 480,
        count: 32,
        root: Hash::EMPTY,
    }
}

fn a_replies() -> RepliesNote {
    RepliesNote {
        origin: name("replies"),
        number: 3,
        day: "2026-11-23".parse().unwrap(),
        first: 48,
        count: 16,
        root: Hash::EMPTY,
    }
}

fn a_pruned() -> PrunedNote {
    PrunedNote {
        origin: name("intake"),
        number: 12,
        first: 480,
        count: 32,
        reason: PruneReason::Confirmed,
        day: "2027-02-21".parse().unwrap(),
    }
}

fn a_confirm() -> ConfirmNote {
    ConfirmNote {
        origin: name("intake"),
        size: 512,
        root: Hash::EMPTY,
    }
}

/// Signs, writes, parses, verifies; then tries everything that must not pass.
fn check<N: LogNote + Clone + PartialEq + std::fmt::Debug>(note: &N, role: &str, text: &str) {
    assert_eq!(note.text(), text);
    let signed = note.sign(&key(role)).unwrap().to_string();
    let open = |bytes: &str, key: &VerifierKey| N::open(bytes.as_bytes(), key);
    assert_eq!(open(&signed, &key(role).verifier()).as_ref(), Ok(note));

    // A key of another role or another desk neither signs nor is believed.
    for wrong in ["push", "root", "receipt", "intake", "replies", "cards"] {
        if wrong == role {
            continue;
        }
        let (origin, name) = (note.origin().clone(), key(wrong).name().clone());
        let refused = LogNoteError::Signer { origin, name };
        assert_eq!(note.sign(&key(wrong)), Err(refused.clone()));
        let forged = SignedNote::sign(text, &key(wrong)).unwrap().to_string();
        assert_eq!(open(&forged, &key(wrong).verifier()), Err(refused));
    }
    let elsewhere = format!("relay.example/v1/desks/cog/{role}");
    let elsewhere = SignerKey::from_seed(KeyName::new(elsewhere).unwrap(), &[1; 32]);
    assert!(matches!(
        note.sign(&elsewhere),
        Err(LogNoteError::Signer { .. })
    ));
    let stranger = SignerKey::from_seed(name(role), &[2; 32]);
    assert_eq!(
        open(&signed, &stranger.verifier()),
        Err(LogNoteError::Note(VerifyNoteError::NotSigned))
    );
    let cosigner = CosignerKey::from_seed(name(role), &[1; 32]);
    assert_eq!(
        open(&signed, &cosigner.verifier()),
        Err(LogNoteError::Cosigner)
    );

    // A line too few, a line too many, a line emptied.
    let resign = |text: String| SignedNote::sign(text, &key(role)).unwrap().to_string();
    let lines: Vec<&str> = text.lines().collect();
    for cut in 1..lines.len() {
        let text = format!("{}\n", lines[..cut].join("\n"));
        assert!(open(&resign(text), &key(role).verifier()).is_err());
    }
    let line = lines.len() + 1;
    assert_eq!(
        open(&resign(format!("{text}more\n")), &key(role).verifier()),
        Err(LogNoteError::Line(LineError::Trailing { line }))
    );
    for emptied in 0..lines.len() {
        let mut lines = lines.clone();
        lines[emptied] = "";
        let text = format!("{}\n", lines.join("\n"));
        assert!(open(&resign(text), &key(role).verifier()).is_err());
    }
}

#[test]
fn batch_note_is_seven_lines_by_the_log() {
    let text = format!("bellrope/1 batch\n{BASE}/intake\n12\n1795392000\n480\n32\n{ROOT}\n");
    check(&a_batch(), "intake", &text);
}

#[test]
fn replies_note_is_seven_lines_by_push() {
    let text = format!("bellrope/1 replies\n{BASE}/replies\n3\n2026-11-23\n48\n16\n{ROOT}\n");
    check(&a_replies(), "push", &text);
}

#[test]
fn pruned_note_is_seven_lines_by_the_log() {
    let text = format!("bellrope/1 pruned\n{BASE}/intake\n12\n480\n32\nconfirmed\n2027-02-21\n");
    check(&a_pruned(), "intake", &text);
    let aged = PrunedNote {
        reason: PruneReason::Age,
        ..a_pruned()
    };
    check(&aged, "intake", &text.replace("confirmed", "age"));
}

#[test]
fn confirm_note_is_four_lines_by_push() {
    let text = format!("bellrope/1 confirm\n{BASE}/intake\n512\n{ROOT}\n");
    check(&a_confirm(), "push", &text);
    assert_eq!(a_confirm().head().size, 512);
}

#[test]
fn verify_refuses_a_note_of_another_kind() {
    let confirm = a_confirm().sign(&key("push")).unwrap();
    let kind = "replies";
    assert_eq!(
        RepliesNote::verify(confirm, &key("push").verifier()),
        Err(LogNoteError::Line(LineError::Kind { kind }))
    );
    let batch = a_batch().sign(&key("intake")).unwrap();
    let kind = "pruned";
    assert_eq!(
        PrunedNote::verify(batch, &key("intake").verifier()),
        Err(LogNoteError::Line(LineError::Kind { kind }))
    );
}

#[test]
fn verify_refuses_fields_out_of_their_range() {
    let refused = |from: &str, to: &str, field: &'static str, line: usize| {
        let text = a_batch().text().replacen(from, to, 1);
        let signed = SignedNote::sign(text, &key("intake")).unwrap();
        let error = BatchNote::verify(signed, &key("intake").verifier()).unwrap_err();
        let LogNoteError::Line(error) = error else {
            panic!("{error}");
        };
        let place = format!("line {line}, {field}, ");
        assert!(error.to_string().starts_with(&place), "{to}: {error}");
    };
    refused("\n12\n", "\n012\n", "number", 3);
    refused("1795392000", "4294967296", "epoch", 4);
    refused("\n480\n", "\n-480\n", "first", 5);
    for count in ["0", "032", "+32", "4294967296", "x"] {
        refused("\n32\n", &format!("\n{count}\n"), "count", 6);
    }
    refused("uFU=", "uFV=", "root", 7);
    refused("47DE", "", "root", 7);
    refused("relay.example", "relay example", "origin", 2);
}

#[test]
fn pruned_note_knows_two_reasons_and_real_days() {
    for (from, to) in [
        ("confirmed", "Confirmed"),
        ("confirmed", "other"),
        ("2027-02-21", "2027-02-29"),
        ("2027-02-21", "2027-2-21"),
    ] {
        let text = a_pruned().text().replace(from, to);
        let signed = SignedNote::sign(text, &key("intake")).unwrap();
        let refused = PrunedNote::verify(signed, &key("intake").verifier());
        assert!(
            matches!(refused, Err(LogNoteError::Line(LineError::Value { .. }))),
            "{to}"
        );
    }
}

mod pages {
    use super::*;

    fn batches(count: u64) -> Vec<BatchNote> {
        (0..count)
            .map(|number| BatchNote {
                number,
                first: number * 32,
                ..a_batch()
            })
            .collect()
    }

    fn signed(notes: &[BatchNote]) -> Vec<SignedNote> {
        let key = key("intake");
        notes.iter().map(|note| note.sign(&key).unwrap()).collect()
    }

    fn run(notes: &[BatchNote], first: u64) -> Result<Vec<BatchNote>, RunError> {
        verify_run(signed(notes), &key("intake").verifier().into(), first)
    }

    #[test]
    fn page_survives_its_text() {
        for count in [0, 1, 2, 256] {
            let page = Page::new(signed(&batches(count))).unwrap();
            let text = page.to_string();
            assert_eq!(text.lines().count() as u64, 9 * count);
            assert_eq!(Page::parse(text.as_bytes()), Ok(page));
        }
        assert_eq!((page_of(0), page_of(255), page_of(256)), (0, 0, 1));
    }

    #[test]
    fn page_refuses_a_257th_note() {
        let notes = signed(&batches(257));
        let text: String = notes.iter().map(ToString::to_string).collect();
        let refused = Err(PageError::Count { count: 257 });
        assert_eq!(Page::parse(text.as_bytes()), refused);
        assert_eq!(Page::new(notes), refused);
    }

    #[test]
    fn page_refuses_notes_that_do_not_have_nine_lines() {
        let text = Page::new(signed(&batches(2))).unwrap().to_string();
        let cut = text.rsplit_once('—').unwrap().0;
        let position = 1;
        let refused = Err(PageError::Lines { position });
        assert_eq!(Page::parse(cut.as_bytes()), refused);
        let unended = &text[..text.len() - 1];
        let refused = Page::parse(unended.as_bytes());
        assert!(matches!(refused, Err(PageError::Note { position: 1, .. })));
        let confirm = a_confirm().sign(&key("push")).unwrap();
        let position = 0;
        assert_eq!(Page::new(vec![confirm]), Err(PageError::Lines { position }));
        let mut twice = a_batch().sign(&key("intake")).unwrap();
        twice.add(key("push").sign("other\n")).unwrap();
        assert_eq!(Page::new(vec![twice]), Err(PageError::Lines { position }));
    }

    #[test]
    fn run_accepts_consecutive_batches_only() {
        let notes = batches(5);
        assert_eq!(run(&notes, 0), Ok(notes.clone()));
        assert_eq!(run(&notes[2..], 2), Ok(notes[2..].to_vec()));
        assert_eq!(run(&[], 7), Ok(Vec::new()));

        let (found, expected) = (2, 0);
        let refused = Err(RunError::Number { found, expected });
        assert_eq!(run(&notes[2..], 0), refused);
        let (found, expected) = (3, 2);
        let refused = Err(RunError::Number { found, expected });
        let gap = [&notes[..2], &notes[3..]].concat();
        assert_eq!(run(&gap, 0), refused);
        let mut shifted = notes.clone();
        shifted[3].first += 1;
        let (number, first, expected) = (3, 97, 96);
        let refused = Err(RunError::First {
            number,
            first,
            expected,
        });
        assert_eq!(run(&shifted, 0), refused);
        let mut overflowing = notes;
        overflowing[0].first = u64::MAX;
        assert!(matches!(run(&overflowing, 0), Err(RunError::First { .. })));
    }

    #[test]
    fn run_names_the_batch_that_does_not_verify() {
        let mut notes = signed(&batches(3));
        notes[1] = SignedNote::sign(
            batches(2)[1].text(),
            &SignerKey::from_seed(name("intake"), &[9; 32]),
        )
        .unwrap();
        let refused = verify_run::<BatchNote>(notes, &key("intake").verifier().into(), 0);
        assert!(matches!(refused, Err(RunError::Note { number: 1, .. })));
    }

    #[test]
    fn run_ends_with_the_last_number_that_there_is() {
        let notes: Vec<BatchNote> = batches(2)
            .into_iter()
            .zip(u64::MAX - 1..=u64::MAX)
            .map(|(note, number)| BatchNote { number, ..note })
            .collect();
        assert_eq!(run(&notes, u64::MAX - 1), Ok(notes));
    }

    #[test]
    fn run_refuses_days_of_another_log() {
        let push = key("push");
        let mut second = RepliesNote {
            number: 4,
            first: 64,
            ..a_replies()
        };
        let sign = |note: &RepliesNote| note.sign(&push).unwrap();
        let run = |notes| verify_run::<RepliesNote>(notes, &push.verifier().into(), 3);
        assert!(run(vec![sign(&a_replies()), sign(&second)]).is_ok());
        second.origin = name("intake");
        let number = 4;
        let refused = Err(RunError::Origin { number });
        assert_eq!(run(vec![sign(&a_replies()), sign(&second)]), refused);
    }
}
