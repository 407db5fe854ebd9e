//! A desk, a relay and a case, as the tests of their crates have them.

use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{ReplyContent, TextPart};
use bellrope_protocol::key::{AuthenticationKey, CaseKeys, ReporterKeys};
use bellrope_protocol::time::Day;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

#[path = "../../../crates/relay/tests/fixture/desk.rs"]
#[allow(dead_code, reason = "a part of it is used")]
pub(crate) mod desk;
#[path = "../../../crates/relay/tests/fixture/local.rs"]
#[allow(dead_code, reason = "a part of it is used")]
pub(crate) mod local;
#[path = "../../../crates/reporter/tests/support/mod.rs"]
pub(crate) mod world;

pub(crate) use local::LocalRelay;
pub(crate) use world::World;

/// Host of the relay in this process.
pub(crate) const HOST: &str = "relay.example";
/// Monday 2026-11-23, 10:00 UTC.
pub(crate) const START: u64 = 1_795_428_000;

/// A case code, the same every time.
pub(crate) fn a_code() -> CaseCode {
    CaseCode::generate(&mut StdRng::seed_from_u64(7))
}

/// The keys of a case at a desk.
pub(crate) fn case_keys(world: &World) -> CaseKeys {
    let keys = ReporterKeys::derive(&a_code(), &world.card.founding);
    CaseKeys::for_reporter(&keys, &AuthenticationKey::public(&world.authentication[0]))
}

/// A desk with a second card, two epochs of letters and two days of replies, one of them to the
/// case of [`a_code`].
pub(crate) fn a_lived_in_world() -> World {
    let mut world = World::new(1);
    world.publish_card();
    let keys = case_keys(&world);
    world.seal_epoch();
    world.seal_epoch();
    let day = Day::of(world.now);
    let mut content = ReplyContent::new(keys.handle(), 1, None, day);
    content.text = Some(TextPart::whole("Dank u wel."));
    let reply = world.seal_reply(&keys, &content);
    world.publish_day(day, vec![reply]);
    world.publish_day(day.next(), Vec::new());
    world
}
