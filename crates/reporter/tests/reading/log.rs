//! What of the logs is refused.

use super::*;

#[test]
fn download_refuses_a_changed_checkpoint() {
    for path in [
        "cards/checkpoint",
        "replies/checkpoint",
        "intake/checkpoint",
    ] {
        let mut world = World::new(20);
        world.seal_epoch();
        world.publish_day(day("2026-11-23"), Vec::new());
        // The last digit of the root, before its line feed and the empty line.
        let refused = tampered(&mut world, path, |body| {
            let end = body.windows(2).position(|pair| pair == b"\n\n").unwrap();
            body[end - 3] = if body[end - 3] == b'A' { b'B' } else { b'A' };
        });
        let expected = match refused {
            ViewError::Card(CardError::Unsigned(_)) => path.starts_with("cards"),
            ViewError::Log(err) => matches!(err.fault, LogFault::Unsigned(_)),
            _ => false,
        };
        assert!(expected, "{path}");
    }
}

#[test]
fn download_refuses_a_dropped_or_changed_entry() {
    let mut world = World::new(21);
    world.seal_epoch();
    world.publish_day(day("2026-11-23"), Vec::new());
    for path in [
        "replies/tile/entries/000.p/16",
        "intake/tile/entries/000.p/16",
    ] {
        let dropped = tampered(&mut world, path, |body| body.truncate(15 * 55));
        assert!(matches!(fault(dropped), LogFault::Entries(_)), "{path}");
        let changed = tampered(&mut world, path, |body| body[20] ^= 1);
        assert!(matches!(fault(changed), LogFault::Suffix(_)), "{path}");
    }
}

#[test]
fn download_refuses_a_changed_tile_before_the_window() {
    let mut world = World::new(22);
    a_long_history(&mut world);
    for path in ["replies/tile/1/000.p/3", "intake/tile/1/000.p/37"] {
        let changed = tampered(&mut world, path, |body| body[5] ^= 1);
        assert!(matches!(fault(changed), LogFault::Suffix(_)), "{path}");
        let short = tampered(&mut world, path, |body| body.truncate(40));
        assert_eq!(fault(short), LogFault::Tile, "{path}");
    }
}

#[test]
fn download_refuses_notes_of_another_key_or_order() {
    let mut world = World::new(23);
    world.publish_day(day("2026-11-23"), Vec::new());
    world.publish_day(day("2026-11-24"), Vec::new());
    let changed = tampered(&mut world, "replies/batches", |body| {
        let text = String::from_utf8(body.clone()).unwrap();
        *body = text.replacen("2026-11-23", "2026-11-22", 1).into_bytes();
    });
    assert!(matches!(
        fault(changed),
        LogFault::Note(_) | LogFault::Run(_)
    ));
    let swapped = tampered(&mut world, "replies/batches", |body| {
        let middle = body.len() / 2;
        body.rotate_left(middle);
    });
    assert!(matches!(fault(swapped), LogFault::PageBegin { number: 1 }));
}

#[test]
fn download_refuses_batches_that_do_not_go_on_in_time() {
    let mut world = World::new(39);
    world.seal_epoch();
    world.now -= 1;
    world.seal_epoch();
    let refused = world.download(world.pin()).1.unwrap_err();
    assert_eq!(fault(refused), LogFault::Order { batch: 1 });

    let mut world = World::new(40);
    world.publish_day(day("2026-11-23"), Vec::new());
    world.publish_day(day("2026-11-23"), Vec::new());
    let refused = world.download(world.pin()).1.unwrap_err();
    assert_eq!(fault(refused), LogFault::Order { batch: 1 });
}

#[test]
fn download_refuses_pages_apart_that_overlap() {
    let mut world = World::new(41);
    world.card.windows.intake_days = 25;
    world.publish_card();
    let cover = Entry {
        epoch: 0,
        body: [1; 32],
        tag: [1; 16],
    };
    for _ in 0..768 {
        let epoch = world.epoch();
        world.append_intake(epoch, &[cover; 16]);
        world.now = u64::from(epoch);
    }
    // Page 3 has one note, the window of 600 begins on page 0, and nobody fetches what is between.
    let log = &mut world.intake;
    log.entries.extend([cover; 16]);
    let epoch = u32::try_from(world.now).unwrap() + 3_600;
    let last = |first: u64, count: u64| BatchNote {
        origin: world.base.intake_key_name(),
        number: 768,
        epoch,
        first,
        count: u32::try_from(count).unwrap(),
        root: root_of(std::iter::repeat_n(cover.leaf_hash(), 16)),
    };
    let (honest, early) = (last(768 * 16, 16), last(100, 768 * 16 + 16 - 100));
    world.now = epoch.into();
    for (note, outcome) in [
        (honest, None),
        (early, Some(LogFault::Contiguous { batch: 768 })),
    ] {
        let note = note.sign(&world.intake.key).unwrap().to_string();
        world.intake.notes.truncate(768);
        world.intake.notes.push(note);
        let view = world.download(world.pin()).1;
        assert_eq!(view.err().map(fault), outcome);
    }
}

#[test]
fn download_refuses_days_of_another_count_than_the_cards() {
    let today = day("2026-11-23");
    let counted = |day: Day, count: usize, next: Option<NextCount>| {
        let mut world = World::new(42);
        world.card.replies.next = next;
        world.publish_card();
        let replies: Vec<_> = (0..count).map(|_| world.cover_reply()).collect();
        world.append_day(day, &replies);
        world.download(world.pin()).1.err().map(fault)
    };
    let refused = |count, expected| {
        Some(LogFault::Count {
            batch: 0,
            count,
            expected,
        })
    };
    let raised = Some(NextCount {
        count: 32,
        from: today.plus(7),
    });
    assert_eq!(counted(today, 16, None), None);
    assert_eq!(counted(today, 8, None), refused(8, 16));
    assert_eq!(counted(today, 32, None), refused(32, 16));
    assert_eq!(counted(today.plus(6), 32, raised), refused(32, 16));
    assert_eq!(counted(today.plus(7), 16, raised), refused(16, 32));
    assert_eq!(counted(today.plus(7), 32, raised), None);
    // Before the card was made there may have been fewer, never more.
    let before = day("2026-11-22");
    assert_eq!(counted(before, 8, None), None);
    assert_eq!(counted(before, 7, None), refused(7, 16));
    assert_eq!(counted(before, 32, None), refused(32, 16));
}

#[test]
fn download_refuses_more_replies_than_are_held() {
    let mut world = World::new(43);
    let count = (1 << 28) / REPLY_LEN + 1;
    let entry = Entry {
        epoch: 0,
        body: [1; 32],
        tag: [1; 16],
    };
    world.replies.entries = vec![entry; count];
    let note = RepliesNote {
        origin: world.base.replies_key_name(),
        number: 0,
        day: day("2026-11-23"),
        first: 0,
        count: u32::try_from(count).unwrap(),
        root: world.replies.head().root,
    };
    let note = note.sign(&world.push).unwrap().to_string();
    world.replies.notes.push(note);
    let (requests, refused) = world.download(world.pin());
    let expected = LogFault::BodiesLength {
        len: (count * REPLY_LEN) as u64,
        max: 1 << 28,
    };
    assert_eq!(fault(refused.unwrap_err()), expected);
    assert!(requests.last().unwrap().path.ends_with("replies/batches"));
}

#[test]
fn download_refuses_an_altered_reply() {
    let mut world = World::new(24);
    world.publish_day(day("2026-11-23"), Vec::new());
    let altered = tampered(&mut world, "replies/batch/0", |body| {
        body[5 * REPLY_LEN + 7] ^= 1
    });
    assert_eq!(fault(altered), LogFault::BodyAltered { entry: 5 });
    let short = tampered(&mut world, "replies/batch/0", |body| {
        body.truncate(REPLY_LEN)
    });
    let expected = 16 * REPLY_LEN;
    assert_eq!(
        fault(short),
        LogFault::BodyLength {
            batch: 0,
            len: REPLY_LEN,
            expected
        }
    );
}

#[test]
fn download_refuses_missing_replies_and_bears_old_ones_being_gone() {
    let mut world = World::new(25);
    world.card.windows.replies_days = 10;
    world.publish_card();
    for number in 0..10 {
        world.publish_day(day("2026-11-23").plus(number), Vec::new());
    }
    world.seal_epoch();
    // The courier has been away: the log time is far beyond the last day.
    let log_day = Day::of(world.view().log_time());
    assert_eq!(log_day, day("2026-11-23"));
    world.replies.pruned = 1;
    let pin = world.pin();
    let refused = world.download(pin.clone()).1.unwrap_err();
    assert_eq!(fault(refused), LogFault::BodyMissing { batch: 0 });
    world.now += 12 * 86_400;
    world.seal_epoch();
    world.replies.pruned = 3;
    let view = world.download(pin.clone()).1.unwrap();
    assert_eq!(view.pruned_batches(), 3);
    world.replies.pruned = 4;
    let refused = world.download(pin).1.unwrap_err();
    assert_eq!(fault(refused), LogFault::BodyMissing { batch: 3 });
}
