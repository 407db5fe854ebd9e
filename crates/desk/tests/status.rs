//! The status machine at a desk: what moves, who may, what the reporter sees, what the trail says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::reason::Reason;
use bellrope_casework::status::{Eyes, MoveError, Status, is_allowed};
use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::case::{self, CaseNumber, MoveToError, Moving};
use bellrope_desk::person::Role;
use bellrope_desk::vault::Passphrase;
use bellrope_desk::{proposal, trail};
use bellrope_protocol::content::StatusCode;

use support::{DAY, World, a_reported_world};
use zeroize::Zeroizing;

const WHY: &str = "Het dossier is compleet, zegt Jansen.";

impl World {
    fn try_go(&mut self, number: &CaseNumber, to: Status) -> Result<Moving, MoveToError> {
        let why = Reason::parse(WHY).unwrap();
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        case::move_to(vault, number, to, Some(&why), self.now, rng)
    }

    /// Moves a case, and says what the reporter is told.
    fn told(&mut self, number: &CaseNumber, to: Status) -> Option<StatusCode> {
        match self.try_go(number, to).unwrap() {
            Moving::Done(moved) => moved.told,
            Moving::Waits(_) => panic!("{to} waits for a second person"),
        }
    }

    fn trail(&mut self) -> String {
        trail::export(&mut self.vault, self.now, &mut self.rng).unwrap()
    }
}

#[test]
fn status_reaches_the_reporter_once_for_a_day() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    for status in [Status::Assessing, Status::Handling, Status::Investigating] {
        world.try_go(&number, status).unwrap();
    }
    world.pass(DAY);
    world.export();
    let thread = reporter.read(&world.relay);
    let [reply] = thread.replies.as_slice() else {
        panic!("one reply");
    };
    // The reporter does not learn that there is an investigation.
    let status = reply.content.status.as_ref().unwrap();
    assert_eq!(status.code, StatusCode::Handling);
    assert_eq!(status.acknowledge_by, None);
}

#[test]
fn move_tells_nothing_where_the_reporter_sees_the_same() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.try_go(&number, Status::Assessing).unwrap();
    assert_eq!(
        world.told(&number, Status::Handling),
        Some(StatusCode::Handling)
    );
    for (to, told) in [
        (Status::Investigating, None),
        (Status::Handling, None),
        (Status::WaitingForOthers, None),
        (Status::Handling, None),
        (Status::OnHold, Some(StatusCode::OnHold)),
    ] {
        assert_eq!(world.told(&number, to), told, "{to}");
    }
}

#[test]
fn every_move_that_the_table_has_not_is_refused() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let path = [Status::Assessing, Status::Handling, Status::OnHold];
    for at in path {
        world.try_go(&number, at).unwrap();
        for to in Status::ALL {
            if !is_allowed(at, *to) {
                let refused = world.try_go(&number, *to).unwrap_err();
                let MoveToError::Move(MoveError::NotAllowed { .. }) = refused else {
                    panic!("{at} to {to}: {refused}");
                };
            }
        }
        let view = case::show(&world.vault, &number).unwrap();
        assert_eq!(view.summary.status, at);
    }
}

#[test]
fn move_without_a_reason_is_refused_where_one_is_needed() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let refused = case::move_to(
        &mut world.vault,
        &number,
        Status::Withdrawn,
        None,
        world.now,
        &mut world.rng,
    );
    let Err(MoveToError::NoReason) = refused else {
        panic!("it was moved");
    };
}

#[test]
fn history_keeps_who_and_why_and_the_trail_keeps_no_words() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let me = world.vault.me().unwrap();
    world.try_go(&number, Status::Assessing).unwrap();
    // The team is one person: alone, and said so.
    world.try_go(&number, Status::Concluded).unwrap();
    let view = case::show(&world.vault, &number).unwrap();
    let last = view.history.last().unwrap();
    assert_eq!(last.reason.as_ref().unwrap().as_str(), WHY);
    assert_eq!((last.by, last.eyes), (Some(me), Eyes::Alone));
    let statuses: Vec<Status> = view.history.iter().map(|past| past.status).collect();
    assert_eq!(
        statuses,
        [Status::Received, Status::Assessing, Status::Concluded]
    );
    let trail = world.trail();
    assert!(trail.contains("\"act\":\"done-alone\""), "{trail}");
    assert!(trail.contains("\"status\":\"concluded\""), "{trail}");
    assert!(!trail.contains("Jansen") && !trail.contains("dossier"));
}

#[test]
fn withdrawn_report_is_moved_by_a_person_only() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    let body = bellrope_protocol::content::LetterBody::Withdraw { text: None };
    let content = reporter.content(body, false, &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.summary.status, Status::Received);
    assert!(view.wants_out);
    world.try_go(&number, Status::Withdrawn).unwrap();
    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.summary.status, Status::Withdrawn);
    assert!(view.history.last().unwrap().reason.is_some());
}

#[test]
fn closing_without_investigation_takes_two_where_there_are_two() {
    let mut world = World::new();
    let his = Passphrase::new(Zeroizing::new("elf blauwe tegels in de regen".to_owned()));
    let him = world.add("Bram Kuiper", Role::Caseworker, &his);
    world.receive_report();
    world.import();
    let number = world.only_case();
    world.try_go(&number, Status::Assessing).unwrap();
    // The first colleague was let in by one, for there was no second.
    let alone = |world: &mut World| world.trail().matches("done-alone").count();
    let before = alone(&mut world);
    let Ok(Moving::Waits(id)) = world.try_go(&number, Status::Concluded) else {
        panic!("it was closed by one");
    };
    let status = |world: &World| case::show(&world.vault, &number).unwrap().summary.status;
    assert_eq!(status(&world), Status::Assessing);
    let (her, now) = (world.vault.me().unwrap(), world.now);
    let mut world = world.sit_down(&his);
    world.declare_all();
    proposal::approve_any(&mut world.vault, id, None, now, &mut world.rng).unwrap();
    assert_eq!(status(&world), Status::Concluded);
    let view = case::show(&world.vault, &number).unwrap();
    let last = view.history.last().unwrap();
    assert_eq!((last.by, last.eyes), (Some(her), Eyes::Two(him)));
    assert_eq!(last.reason.as_ref().unwrap().as_str(), WHY);
    assert_eq!(alone(&mut world), before);
}

#[test]
fn nobody_destroys_a_case_by_a_word() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.try_go(&number, Status::Withdrawn).unwrap();
    let refused = world.try_go(&number, Status::Destroyed).unwrap_err();
    assert!(matches!(refused, MoveToError::OnlyByDeletion), "{refused}");
}

#[test]
fn feedback_is_given_by_sending_it_only() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    world.go(&number, &[Status::Assessing, Status::Handling]);
    let refused = world.try_go(&number, Status::FeedbackGiven).unwrap_err();
    assert!(matches!(refused, MoveToError::OnlyByFeedback), "{refused}");
    world.give_feedback(&number);
    // What follows on the same day does not hide it.
    world.go(&number, &[Status::Handling]);
    world.pass(DAY);
    world.export();
    let thread = reporter.read(&world.relay);
    let of = |reply: &bellrope_protocol::content::OpenedReply| {
        let status = reply
            .content
            .status
            .as_ref()
            .map(|status| status.code.clone());
        (reply.content.gives_feedback(), status)
    };
    let said: Vec<_> = thread.replies.iter().map(of).collect();
    assert!(
        said.contains(&(true, Some(StatusCode::Feedback))),
        "{said:?}"
    );
    assert_eq!(said.last().unwrap().1, Some(StatusCode::Handling));
    assert!(world.trail().contains("\"term\":\"feedback\""));
}
