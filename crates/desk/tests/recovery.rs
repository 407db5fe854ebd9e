//! Recovery: enough shares open the vault, fewer do not, and what they read is what they were given.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::fs;

use bellrope_desk::backup::{self, BackupError};
use bellrope_desk::case::{
    self,
    access::{self, Interest},
};
use bellrope_desk::person::{self, Role};
use bellrope_desk::proposal::{self, ProposalError, Proposed};
use bellrope_desk::recovery::{self, MadeShares, MakeShares, RecoveryError};
use bellrope_desk::trail;
use bellrope_desk::vault::{Passphrase, Vault, VaultError};
use bellrope_shares::{CombineError, Share};
use bellrope_trail::{Act, Key};
use zeroize::Zeroizing;

use support::{DAY, STORY, World, a_reported_world, contains, every_file, his, passphrase};

const TWO_OF_THREE: MakeShares = MakeShares { need: 2, of: 3 };

fn new_words() -> Passphrase {
    Passphrase::new(Zeroizing::new("drie oude wijzen zonder kaart".to_owned()))
}

/// A share as somebody types it from the card.
fn typed(share: &Share) -> Share {
    Share::parse(&share.groups().join(" ").to_lowercase()).unwrap()
}

fn some(made: &MadeShares, numbers: &[usize]) -> Vec<Share> {
    numbers
        .iter()
        .map(|it| typed(&made.shares()[it - 1]))
        .collect()
}

impl World {
    fn make_shares(&mut self) -> MadeShares {
        let plan = &TWO_OF_THREE;
        match proposal::propose(&mut self.vault, plan, "Omdat.", self.now, &mut self.rng).unwrap() {
            Proposed::Done(_, made) => made,
            Proposed::Waits(_) => panic!("it waits"),
        }
    }

    fn drill(&mut self, shares: &[Share]) -> Result<(), RecoveryError> {
        recovery::drill(&mut self.vault, shares, self.now, &mut self.rng)
    }

    /// Everybody who knew a passphrase is gone.
    fn recover(&mut self, shares: &[Share], name: &str) -> Result<usize, RecoveryError> {
        let place = self.vault.folder().to_owned();
        let spare = self.path("elders");
        // Another machine: the vault here stays locked by us.
        copy(&place, &spare);
        let (now, rng) = (self.now, &mut self.rng);
        let recovered = recovery::recover(&spare, shares, name, &new_words(), now, rng)?;
        assert!(matches!(recovered.vault.me(), Err(VaultError::Nobody)));
        drop(recovered.vault);
        self.vault = Vault::open(&spare, &new_words()).unwrap();
        self.declare_all();
        Ok(recovered.cases)
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    let _ = fs::remove_dir_all(to);
    for file in every_file(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
    for folder in ["weeks", "cases", "blocks"] {
        fs::create_dir_all(to.join(folder)).unwrap();
    }
}

#[test]
fn two_of_three_open_the_vault_and_read_its_cases() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let made = world.make_shares();
    assert_eq!(made.shares().len(), 3);
    // A case that comes afterwards is readable as well.
    let reporter = world.reporter();
    let content = reporter.report("Later gemeld.", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();

    let cases = world.recover(&some(&made, &[3, 1]), "Opvolger").unwrap();
    assert_eq!(cases, 2);
    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.entries.len(), 1);
    for summary in case::summaries(&world.vault).unwrap() {
        assert!(case::show(&world.vault, &summary.number).is_ok());
    }
    let me = person::me(&world.vault.read().unwrap()).unwrap();
    assert_eq!(me.name, "Opvolger");
    // The old passphrase still opens it too: it is for the team to take it away.
    let recovered = world
        .entries()
        .into_iter()
        .rfind(|it| it.entry.act == Act::Recovered);
    assert_eq!(recovered.unwrap().entry.number(Key::Count), Some(2));
}

#[test]
fn forgotten_passphrase_is_replaced_and_its_owner_stays_who_they_are() {
    let (mut world, _) = a_reported_world();
    let her = world.vault.me().unwrap();
    let made = world.make_shares();
    assert_eq!(
        world
            .recover(&some(&made, &[1, 2]), "Femke de Wit")
            .unwrap(),
        1
    );
    assert_eq!(world.vault.me().unwrap(), her);
    assert!(case::show(&world.vault, &world.only_case()).is_ok());
    let place = world.vault.folder().to_owned();
    drop(world.vault);
    let refused = Vault::open(&place, &passphrase()).unwrap_err();
    assert!(matches!(refused, VaultError::WrongPassphrase));
}

#[test]
fn fewer_than_needed_and_wrong_ones_open_nothing() {
    let (mut world, _) = a_reported_world();
    let made = world.make_shares();
    let refused = world.recover(&some(&made, &[2]), "Opvolger").unwrap_err();
    let few = CombineError::TooFew { count: 1, need: 2 };
    assert!(matches!(refused, RecoveryError::Combine(err) if err == few));

    // New shares end the old ones; a mix of both is named.
    let newer = world.make_shares();
    let refused = world.drill(&some(&made, &[1, 2])).unwrap_err();
    assert!(matches!(refused, RecoveryError::Outdated), "{refused}");
    let refused = world
        .recover(&some(&made, &[1, 2]), "Opvolger")
        .unwrap_err();
    assert!(matches!(refused, RecoveryError::Outdated), "{refused}");
    let mixed = [some(&made, &[1]), some(&newer, &[2])].concat_shares();
    let refused = world.drill(&mixed).unwrap_err();
    let other = CombineError::OtherSet { number: 2 };
    assert!(matches!(refused, RecoveryError::Combine(err) if err == other));

    // Shares of another desk, enough of them.
    let mut elsewhere = World::new();
    let theirs = elsewhere.make_shares();
    let refused = world.drill(&some(&theirs, &[1, 2])).unwrap_err();
    // Both desks were founded from the same seed: only the set differs.
    assert!(matches!(refused, RecoveryError::Outdated), "{refused}");
    assert!(world.drill(&some(&newer, &[1, 3])).is_ok());
}

/// Shares can be moved and not copied, so two lists are joined by hand.
trait ConcatShares {
    fn concat_shares(self) -> Vec<Share>;
}

impl<const N: usize> ConcatShares for [Vec<Share>; N] {
    fn concat_shares(self) -> Vec<Share> {
        self.into_iter().flatten().collect()
    }
}

#[test]
fn drill_is_noted_and_shown() {
    let mut world = World::new();
    assert_eq!(recovery::standing(&world.vault).unwrap(), None);
    let refused = world.drill(&[]).unwrap_err();
    assert!(matches!(refused, RecoveryError::NotMade));
    let made = world.make_shares();
    let standing = recovery::standing(&world.vault).unwrap().unwrap();
    assert_eq!((standing.plan.need(), standing.plan.of()), (2, 3));
    assert_eq!((standing.tried, standing.missing), (None, 0));
    assert_eq!(standing.set, made.shares()[0].set().to_string());
    world.pass(300 * DAY);
    world.drill(&some(&made, &[2, 3])).unwrap();
    let standing = recovery::standing(&world.vault).unwrap().unwrap();
    assert!(standing.tried > Some(standing.made));
    let entries = world.entries();
    let drill = entries
        .iter()
        .rfind(|it| it.entry.act == Act::RecoveryDrill)
        .unwrap();
    assert_eq!(drill.entry.number(Key::Count), Some(2));
}

/// Nobody gives what they do not have: a case of others is sealed to the shares once one of them is
/// there.
#[test]
fn cases_of_others_are_sealed_to_the_shares_when_a_reader_opens_the_vault() {
    let (mut world, _) = a_reported_world();
    world.add("Bram Kuiper", Role::Coordinator, &his());
    let mut world = world.sit_down(&his());
    let second = world.vault.witness(&passphrase()).unwrap();
    let (plan, now) = (&TWO_OF_THREE, world.now);
    let made = proposal::together(
        &mut world.vault,
        plan,
        "Omdat.",
        &second,
        now,
        &mut world.rng,
    );
    let made = made.unwrap();
    let standing = recovery::standing(&world.vault).unwrap().unwrap();
    assert_eq!(standing.missing, 1);
    assert_eq!(world.recover(&some(&made, &[1, 2]), "Opvolger").unwrap(), 0);

    let mut world = world.sit_down_at("vault", &passphrase());
    trail::note_opened(&mut world.vault, world.now, &mut world.rng).unwrap();
    assert_eq!(
        recovery::standing(&world.vault).unwrap().unwrap().missing,
        0
    );
    assert_eq!(world.recover(&some(&made, &[1, 2]), "Opvolger").unwrap(), 1);
    assert!(case::show(&world.vault, &world.only_case()).is_ok());
}

impl World {
    fn sit_down_at(mut self, folder: &str, passphrase: &Passphrase) -> Self {
        self.vault = Vault::open(&self.path(folder), passphrase).unwrap();
        self
    }
}

/// A crash between the wraps and the lock: the old shares go on, for the new ones nobody has seen.
#[test]
fn crash_before_the_lock_leaves_the_old_shares() {
    let (mut world, _) = a_reported_world();
    let made = world.make_shares();
    let header = world.vault.folder().join("vault.json");
    let before = fs::read(&header).unwrap();
    world.make_shares();
    fs::write(&header, before).unwrap();
    let mut world = world.sit_down(&passphrase());
    trail::note_opened(&mut world.vault, world.now, &mut world.rng).unwrap();
    assert!(world.drill(&some(&made, &[1, 2])).is_ok());
    assert_eq!(world.recover(&some(&made, &[1, 3]), "Opvolger").unwrap(), 1);
}

#[test]
fn make_takes_two_people_and_a_plan_that_can_be() {
    let mut world = World::new();
    for (need, of) in [(1, 3), (3, 2), (2, 17)] {
        let plan = MakeShares { need, of };
        let refused =
            proposal::propose(&mut world.vault, &plan, "Omdat.", world.now, &mut world.rng);
        assert!(
            matches!(refused, Err(ProposalError::Plan(_))),
            "{need} of {of}"
        );
    }
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let plan = &TWO_OF_THREE;
    let proposed = proposal::propose(&mut world.vault, plan, "Omdat.", world.now, &mut world.rng);
    let Proposed::Waits(id) = proposed.unwrap() else {
        panic!("one person did it alone");
    };
    let early = proposal::carry_out::<MakeShares>(&mut world.vault, id, world.now, &mut world.rng);
    assert!(matches!(early, Err(ProposalError::Closed { .. })));
    assert_eq!(recovery::standing(&world.vault).unwrap(), None);
    let second = world.vault.witness(&his()).unwrap();
    proposal::approve_any(
        &mut world.vault,
        id,
        Some(&second),
        world.now,
        &mut world.rng,
    )
    .unwrap();
    let made = proposal::carry_out::<MakeShares>(&mut world.vault, id, world.now, &mut world.rng);
    assert!(world.drill(&some(&made.unwrap(), &[1, 2])).is_ok());
}

#[test]
fn shares_leave_nothing_on_the_disk_and_debug_hides_them() {
    let (mut world, _) = a_reported_world();
    let made = world.make_shares();
    world.backup("kopie.age");
    let (text, _) = (
        trail::export(&mut world.vault, world.now, &mut world.rng).unwrap(),
        (),
    );
    fs::write(world.path("trail.txt"), text).unwrap();
    assert_eq!(format!("{made:?}"), "MadeShares { .. }");
    for file in every_file(world.folder.path()) {
        let bytes = fs::read(&file).unwrap();
        for share in made.shares() {
            let text = share.groups().join("");
            for secret in [text.clone(), text.to_lowercase(), STORY.to_owned()] {
                // The value is in the middle of the text.
                let part = &secret.as_bytes()[30.min(secret.len() - 20)..];
                assert!(!contains(&bytes, &part[..20]), "{}", file.display());
            }
        }
    }
}

/// R196: the laptop is destroyed, and whoever knew a passphrase is gone. The newest backup, its keys
/// file and two shares bring the cases back.
#[test]
fn shares_restore_the_newest_backup_without_any_passphrase() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let made = world.make_shares();
    world.backup("een.age");
    world.pass(DAY);
    world.backup("twee.age");
    let (now, folder) = (world.now, world.path("nieuwe-laptop"));
    let mut restore = |name: &str, numbers: &[usize]| {
        let (file, shares) = (world.path(name), some(&made, numbers));
        backup::restore_with_shares(&file, &folder, &shares, now, &mut world.rng)
    };
    let few = restore("twee.age", &[1]).unwrap_err();
    assert!(matches!(
        few,
        BackupError::Shares(CombineError::TooFew { .. })
    ));
    // The keys file has the key of the newest one.
    let older = restore("een.age", &[1, 2]).unwrap_err();
    assert!(
        matches!(older, BackupError::WrongPassphrase | BackupError::Damaged),
        "{older}"
    );
    let vault = restore("twee.age", &[3, 2]).unwrap();
    let shares = some(&made, &[3, 2]);
    let (words, rng) = (new_words(), &mut world.rng);
    let recovered = recovery::admit(vault, &shares, "Opvolger", &words, now, rng).unwrap();
    assert_eq!(recovered.cases, 1);
    drop(recovered.vault);
    let mut vault = Vault::open(&world.path("nieuwe-laptop"), &new_words()).unwrap();
    access::declare(&mut vault, &number, Interest::None, now, &mut world.rng).unwrap();
    assert!(case::show(&vault, &number).is_ok());
    let other = world.make_shares();
    let refused = backup::restore_with_shares(
        &world.path("twee.age"),
        &world.path("weer-een"),
        &some(&other, &[1, 2]),
        now,
        &mut world.rng,
    );
    assert!(matches!(refused, Err(BackupError::OtherShares)));
}
