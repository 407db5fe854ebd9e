//! Keys that come and go, backups, and what the relay is told that the desk has.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::fs;

use bellrope_desk::backup::{self, BackupError};
use bellrope_desk::card::{self, RotateError, RotateOptions};
use bellrope_desk::case::{self, Reply};
use bellrope_desk::export::ExportError;
use bellrope_desk::reply_batch::BatchError;
use bellrope_desk::vault::Passphrase;
use bellrope_protocol::limit::WEEK_SECS;
use bellrope_protocol::time::{Day, week};
use zeroize::Zeroizing;

use support::{DAY, START, STORY, World, a_reported_world, contains, every_file};

impl World {
    fn weeks(&self) -> Vec<u64> {
        let mut weeks: Vec<u64> = fs::read_dir(self.vault.folder().join("weeks"))
            .unwrap()
            .map(|entry| {
                entry
                    .unwrap()
                    .file_name()
                    .to_str()
                    .unwrap()
                    .parse()
                    .unwrap()
            })
            .collect();
        weeks.sort_unstable();
        weeks
    }
}

#[test]
fn found_lists_eight_weeks_and_holds_their_keys() {
    let world = World::new();
    let card = world.card();
    let expected: Vec<u64> = (0..8).map(|i| week(START) + i * WEEK_SECS).collect();
    let listed: Vec<u64> = card.intake.iter().map(|it| it.week).collect();
    assert_eq!(listed, expected);
    assert_eq!(world.weeks(), expected);
    assert_eq!(card.not_after, week(START) + 8 * WEEK_SECS - 1);
    assert_eq!(card.replies.count, 16);
}

#[test]
fn rotate_goes_on_week_by_week() {
    let mut world = World::new();
    let rotation = world.rotate(RotateOptions::default());
    assert!(!rotation.is_new);
    world.pass(3 * 7 * DAY);
    let rotation = world.rotate(RotateOptions::default());
    assert_eq!((rotation.is_new, rotation.serial), (true, 2));
    assert_eq!(world.weeks().len(), 11);
    let exported = world.export();
    assert_eq!(exported.cards, 1);
    let card = world.card();
    assert_eq!(card.serial, 2);
    assert_eq!(card.intake[0].week, week(world.now));
    // The keys of weeks that both cards list are the same.
    let before = bellrope_protocol::card::SignedCard::parse(&world.relay.cards[0]).unwrap();
    assert_eq!(card.intake[..5], before.unverified_card().intake[3..]);
    world.seal();
    assert_eq!(world.import().covers, 16);
}

#[test]
fn rotate_refuses_a_clock_before_the_card() {
    let mut world = World::new();
    world.now -= 8 * DAY;
    let refused = card::rotate(
        &mut world.vault,
        &RotateOptions::default(),
        world.now,
        &mut world.rng,
    );
    assert!(matches!(refused, Err(RotateError::Clock { .. })));
}

#[test]
fn weekly_keys_are_destroyed_when_a_bundle_beyond_their_grace_was_imported() {
    let mut world = World::new();
    let first = world.weeks()[0];
    // One second before the end of the grace, the key stays.
    let over = first + WEEK_SECS + 30 * DAY;
    world.pass(over - 1 - 3600 - world.now);
    world.rotate(RotateOptions::default());
    world.export();
    world.seal();
    assert_eq!(world.now, over - 1);
    assert_eq!(world.import().destroyed, 0);
    assert!(world.weeks().contains(&first));
    // The clock alone does not do it: letters may still be on their way.
    world.pass(30 * DAY);
    world.rotate(RotateOptions::default());
    assert!(world.weeks().contains(&first));
    world.export();
    world.seal();
    assert!(world.import().destroyed > 0);
    assert!(!world.weeks().contains(&first));
    assert!(world.weeks().contains(&week(world.now)));
}

#[test]
fn push_and_authentication_keys_are_replaced_by_a_card() {
    let (mut world, reporter) = a_reported_world();
    world.rotate(RotateOptions {
        push: true,
        authentication: true,
        ..RotateOptions::default()
    });
    world.pass(DAY);
    world.export();
    let card = world.card();
    assert_eq!(card.authentication.len(), 2);
    assert_eq!(card.authentication[0].number(), 2);
    // The old case goes on under its key; new cases use the new one.
    let newcomer = world.reporter();
    let content = newcomer.report("Tweede", &mut world.rng);
    newcomer.post(&content, &mut world.relay, &mut world.rng);
    let content = reporter.message("Eerste, nog eens", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    let summary = world.import();
    assert_eq!((summary.letters, summary.unverified), (2, 0));
    world.pass(DAY);
    world.export();
    assert_eq!(newcomer.read(&world.relay).replies.len(), 1);
    assert_eq!(reporter.read(&world.relay).replies.len(), 2);
}

#[test]
fn reply_count_is_raised_after_seven_days_of_notice() {
    let mut world = World::new();
    let raise = |replies| RotateOptions {
        replies: Some(replies),
        ..RotateOptions::default()
    };
    for bad in [8, 16, 24, 2048] {
        let refused = card::rotate(&mut world.vault, &raise(bad), world.now, &mut world.rng);
        assert!(matches!(refused, Err(RotateError::Count { .. })), "{bad}");
    }
    let next = world.rotate(raise(32)).next.unwrap();
    assert_eq!((next.count, next.from), (32, Day::of(world.now).plus(8)));
    for _ in 0..12 {
        world.pass(DAY);
        world.export();
    }
    let counts: Vec<u32> = world.relay.counts();
    assert_eq!(counts, [16, 16, 16, 16, 16, 16, 16, 16, 32, 32, 32, 32, 32]);
    // The relay shows them published; the next card has the count as its own.
    world.seal();
    world.import();
    world.pass(7 * DAY);
    assert_eq!(world.rotate(RotateOptions::default()).next, None);
    world.export();
    assert_eq!(world.card().replies.count, 32);
}

#[test]
fn export_confirms_only_what_a_verified_backup_has() {
    let (mut world, _) = a_reported_world();
    world.pass(DAY);
    let exported = world.export();
    assert_eq!((exported.confirms, exported.awaits_backup), (None, true));
    assert!(world.relay.confirm.is_none());
    assert_eq!(world.backup("een.age").covers, 16);
    world.seal();
    world.import();
    world.pass(DAY);
    let exported = world.export();
    // The backup was made before the second batch came.
    assert_eq!(
        (exported.confirms, exported.awaits_backup),
        (Some(16), true)
    );
    assert_eq!(world.relay.confirm.as_ref().unwrap().0, 16);
    // The relay may now bring less, and the desk goes on from there.
    world.seal();
    assert_eq!(world.import().entries, 16);
    world.pass(DAY);
    assert_eq!(world.export().confirms, None);
}

#[test]
fn export_says_when_there_is_nothing() {
    let mut world = World::new();
    world.seal();
    world.import();
    let path = world.path("niets");
    let refused = bellrope_desk::export::export(&mut world.vault, &path, world.now, &mut world.rng);
    assert!(matches!(refused, Err(ExportError::Nothing)));
    assert!(!path.exists());
}

#[test]
fn restore_brings_everything_back_but_weekly_keys() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    let reply = Reply {
        number: &number,
        text: "Voor de ramp",
    };
    case::reply(&mut world.vault, reply, world.now, &mut world.rng).unwrap();
    world.backup("kopie.age");
    // After the backup: a batch is published that the backup does not know.
    world.pass(DAY);
    world.export();
    assert_eq!(reporter.read(&world.relay).texts()[0].text, "Voor de ramp");

    world.restore("kopie.age");
    assert!(world.weeks().is_empty());
    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.entries.len(), 2);

    // Before it knows what the relay has, it makes nothing that could clash.
    let path = world.path("uit");
    let refused = bellrope_desk::export::export(&mut world.vault, &path, world.now, &mut world.rng);
    assert!(matches!(
        refused,
        Err(ExportError::Batch(BatchError::Restored))
    ));
    let refused = card::rotate(
        &mut world.vault,
        &RotateOptions::default(),
        world.now,
        &mut world.rng,
    );
    assert!(matches!(refused, Err(RotateError::Restored)));

    // It takes its own published batch back, by its own signature, and goes on behind it.
    world.seal();
    let summary = world.import();
    assert_eq!((summary.entries, summary.unopened), (16, 16));
    assert!(world.rotate(RotateOptions::default()).is_new);
    world.pass(DAY);
    world.export();
    assert_eq!(world.relay.days.len(), 3);
    world.seal();
    assert_eq!(world.import().covers, 16);
}

#[test]
fn restored_desks_take_their_forgotten_cards_back() {
    let mut world = World::new();
    world.backup("kopie.age");
    world.pass(7 * DAY);
    world.rotate(RotateOptions::default());
    world.export();
    assert_eq!(world.relay.cards.len(), 2);
    world.restore("kopie.age");
    world.seal();
    world.import();
    assert_eq!(world.rotate(RotateOptions::default()).serial, 3);
    world.pass(DAY);
    world.export();
    assert_eq!(world.relay.cards.len(), 3);
}

#[test]
fn restore_refuses_other_passphrases_and_damaged_files() {
    let (mut world, _) = a_reported_world();
    world.backup("kopie.age");
    let good = fs::read(world.path("kopie.age")).unwrap();
    let mut try_restore = |bytes: &[u8], words: &str| {
        let (file, folder) = (world.path("slecht.age"), world.path("nieuw"));
        fs::write(&file, bytes).unwrap();
        let words = Passphrase::new(Zeroizing::new(words.to_owned()));
        let refused =
            backup::restore(&file, &folder, &words, world.now, &mut world.rng).unwrap_err();
        assert!(!folder.exists());
        let left = fs::read_dir(world.folder.path()).unwrap();
        let names: Vec<_> = left.map(|it| it.unwrap().file_name()).collect();
        assert!(
            !names
                .iter()
                .any(|name| name.to_string_lossy().contains(".partial")),
            "{names:?}"
        );
        refused
    };
    let refused = try_restore(&good, "een heel andere wachtwoordzin");
    assert!(matches!(refused, BackupError::WrongPassphrase), "{refused}");
    for len in [0, 100, good.len() / 2, good.len() - 1] {
        let refused = try_restore(&good[..len], support::WORDS);
        assert!(matches!(refused, BackupError::Damaged), "{len}: {refused}");
    }
    let mut changed = good.clone();
    changed[good.len() / 2] ^= 1;
    let refused = try_restore(&changed, support::WORDS);
    assert!(matches!(refused, BackupError::Damaged), "{refused}");
}

/// What leaves the process for a disk: searched byte by byte for what must never be there.
#[test]
fn no_file_holds_plaintext_or_keys() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    let reply = Reply {
        number: &number,
        text: "Wij nemen contact op met de beheerder",
    };
    case::reply(&mut world.vault, reply, world.now, &mut world.rng).unwrap();
    world.backup("kopie.age");
    world.pass(DAY);
    world.export();
    world.seal();
    world.import();

    let case_number = number.to_string();
    let words = reporter
        .code
        .words(bellrope_protocol::case_code::Language::Dutch);
    let mut secrets: Vec<Vec<u8>> = vec![
        STORY.into(),
        b"magazijn".to_vec(),
        b"beheerder".to_vec(),
        case_number.into_bytes(),
        support::WORDS.into(),
        b"kwartels".to_vec(),
        words.join(" ").into_bytes(),
        reporter.code.expose_secret().to_vec(),
        reporter.keys.secret().expose_secret().to_vec(),
        reporter.keys.public().as_bytes().to_vec(),
        reporter.case.handle().as_bytes().to_vec(),
        reporter.case.reply_passphrase().expose_secret().into(),
        world.relay.intake_of(&reporter).to_vec(),
    ];
    let in_base64 =
        |secret: &Vec<u8>| bellrope_protocol::encoding::encode_base64(secret).into_bytes();
    secrets.extend(secrets.iter().map(in_base64).collect::<Vec<_>>());
    let files = every_file(world.folder.path());
    assert!(files.len() > 15);
    for file in files {
        // What came from the relay is public; its log has the body hash.
        if file.extension().is_some_and(|ext| ext == "bundle") {
            continue;
        }
        let bytes = fs::read(&file).unwrap();
        for secret in &secrets {
            let found = contains(&bytes, secret);
            assert!(
                !found,
                "{} in {}",
                String::from_utf8_lossy(secret),
                file.display()
            );
        }
    }
}
