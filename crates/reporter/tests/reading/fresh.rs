//! How recent a view is, and who vouches for it.

use super::*;

#[test]
fn check_fresh_refuses_a_log_that_stands_still_and_a_wrong_clock() {
    let mut world = World::new(29);
    world.seal_epoch();
    let view = world.view();
    let log_time = view.log_time();
    assert_eq!(log_time, world.now);
    let week = 604_800;
    assert_eq!(view.check_fresh(log_time + week), Ok(()));
    let now = log_time + week + 1;
    assert_eq!(
        view.check_fresh(now),
        Err(FreshnessError::Stale { log_time, now })
    );
    assert_eq!(view.check_fresh(log_time - 86_400), Ok(()));
    let now = log_time - 86_401;
    assert_eq!(
        view.check_fresh(now),
        Err(FreshnessError::Ahead { log_time, now })
    );
}

#[test]
fn log_time_is_the_cards_before_the_first_batch() {
    let mut world = World::new(30);
    assert_eq!(world.view().log_time(), world.card.made);
}

#[test]
fn confirmation_counts_witnesses_and_claims_nothing_without() {
    let mut world = World::new(31);
    world.seal_epoch();
    assert_eq!(world.view().confirmation(world.now), Standing::NoWitnessYet);
    world.appoint_witnesses(3, 2);
    let view = world.view();
    let Standing::Met(met) = view.confirmation(world.now) else {
        panic!("not met");
    };
    assert_eq!(met.count, 3);
    assert_eq!(view.log_time(), world.now);
    assert!(matches!(
        view.confirmation(world.now + 86_401),
        Standing::Short(_)
    ));
    assert_eq!(view.check_fresh(world.now + 86_401), Ok(()));
}

#[test]
fn replies_confirmation_shows_a_reply_log_cut_short() {
    let mut world = World::new(35);
    world.publish_day(day("2026-11-22"), Vec::new());
    world.seal_epoch();
    world.appoint_witnesses(2, 2);
    let view = world.view();
    assert_eq!(view.replies_until(), Some(day("2026-11-22")));
    assert!(matches!(
        view.replies_confirmation(world.now),
        Standing::Met(_)
    ));
    // The relay signs an empty reply log; no witness does.
    let empty = Log::new(SignerKey::from_seed(
        world.base.replies_key_name(),
        &world.log_seed,
    ));
    let checkpoint = empty.checkpoint(&[], world.now).into_bytes();
    world.tamper = Some(Box::new(move |request, response| {
        if request.path.ends_with("/replies/checkpoint") {
            let body = checkpoint.clone();
            return Response { body, ..response };
        }
        if request.path.ends_with("/replies/batches") {
            return Response {
                status: 404,
                body: Vec::new(),
            };
        }
        response
    }));
    let view = world.view();
    assert_eq!(view.replies_until(), None);
    assert!(matches!(
        view.replies_confirmation(world.now),
        Standing::Short(_)
    ));
    // The intake log alone looks as it should.
    assert!(matches!(view.confirmation(world.now), Standing::Met(_)));
}

#[test]
fn replies_confirmation_shows_old_cosignatures() {
    let mut world = World::new(36);
    world.publish_day(day("2026-11-22"), Vec::new());
    world.seal_epoch();
    world.appoint_witnesses(2, 2);
    world.replies.lag_secs = 86_401;
    let standing = world.view().replies_confirmation(world.now);
    assert!(matches!(standing, Standing::Short(_)));
}

#[test]
fn cards_confirmation_shows_old_cosignatures() {
    let mut world = World::new(38);
    world.seal_epoch();
    world.appoint_witnesses(2, 2);
    let standing = world.view().cards_confirmation(world.now);
    assert!(matches!(standing, Standing::Met(_)));
    world.card_log.lag_secs = 86_401;
    let view = world.view();
    assert!(matches!(
        view.cards_confirmation(world.now),
        Standing::Short(_)
    ));
    // The other logs look as they should.
    assert!(matches!(view.confirmation(world.now), Standing::Met(_)));
    assert!(matches!(
        view.replies_confirmation(world.now),
        Standing::Met(_)
    ));
}

#[test]
fn check_fresh_asks_for_recent_witnesses_of_both_logs() {
    let mut world = World::new(32);
    world.seal_epoch();
    world.appoint_witnesses(2, 2);
    world.card_log.lag_secs = 604_801;
    let view = world.view();
    let refused = FreshnessError::Witnesses {
        count: 0,
        quorum: 2,
    };
    assert_eq!(view.check_fresh(world.now), Err(refused));
}
