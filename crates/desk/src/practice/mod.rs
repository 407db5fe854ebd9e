//! Practice: a vault with a year of work that nobody did, to learn on, to show and to measure (R186).
//!
//! Everything in it comes from a seed: the same seed gives the same vault. So whoever knows the seed
//! knows its keys, and its passphrases are published. **Nothing in a practice vault is secret, and
//! nothing real belongs in it.**
//!
//! What separates it from a real one is its name: host and desk are ones that no real desk can be
//! founded with, and every card, log and signature names them. [`is_practice`] is that one question.
//! Bundles of real desks are refused here, bundles of practice desks there, and nothing is exported.
//! Else it is a vault like any other, and what is in it went through the functions that real work
//! goes through: only letters and replies are not sealed, for nobody carries them.

mod care;
mod course;
mod desk_words;
mod dutch;
mod english;
mod exercise;
mod file;
mod hand_over;
mod post;
mod reporter;
mod story;
mod team;
mod work;
mod year;

use std::path::Path;

use bellrope_protocol::base::{Base, DeskName, Host};
use bellrope_protocol::card::DeskNames;
use bellrope_protocol::limit::WEEK_SECS;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::card::RotateError;
use crate::case::access::AccessError;
use crate::case::{
    CareError, ClassifyError, DraftError, MoveToError, NoteError, ReplyError, TaskError,
    TriageError,
};
use crate::founding::{self, Charter, FoundError};
use crate::import::{ExerciseError, ImportError, PracticeRelay};
use crate::key::Desk;
use crate::part::{self, PartError};
use crate::person::PersonError;
use crate::proposal::ProposalError;
use crate::reply_batch::BatchError;
use crate::sharing::SharingError;
use crate::vault::{Cost, Founding, PassphraseError, Records, Vault, VaultError};
use crate::witness::WitnessChange;

pub use exercise::Exercise;
pub use team::Colleague;

/// The host of every practice vault: a name that never leads anywhere (RFC 6761 §6.4).
pub const HOST: &str = "practice.invalid";
/// The desk of every practice vault.
pub const DESK: &str = "practice";
/// Days of a practice year.
pub const YEAR_DAYS: u32 = 365;
/// Most letters that are made.
const MAX_LETTERS: u32 = 1_000_000;

/// Says whether a vault is for practice. Whatever shows or sends something asks here.
///
/// # Errors
///
/// [`VaultError`].
pub fn is_practice(records: &impl Records) -> Result<bool, VaultError> {
    let desk = Desk::load(records)?;
    Ok(is_reserved(&desk.base().host, &desk.base().desk))
}

/// Says whether a real desk may not have this host or this name.
pub(crate) fn is_reserved(host: &Host, desk: &DeskName) -> bool {
    host.as_str() == HOST || is_practice_desk(desk)
}

/// Says whether a bundle of this desk is for practice.
pub(crate) fn is_practice_desk(desk: &DeskName) -> bool {
    desk.as_str() == DESK
}

/// What a practice vault is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Everything follows from it.
    pub seed: u64,
    /// Number of cases.
    pub cases: u32,
    /// Number of letters in them.
    pub letters: u32,
    /// Length of the time in which they come, in days.
    pub days: u32,
    /// When it ends, in Unix seconds.
    pub until: u64,
    /// What a try of a passphrase costs.
    pub cost: Cost,
}

impl Plan {
    /// A plan of a year until now.
    #[must_use]
    pub const fn year(seed: u64, cases: u32, letters: u32, until: u64, cost: Cost) -> Self {
        Self {
            seed,
            cases,
            letters,
            days: YEAR_DAYS,
            until,
            cost,
        }
    }

    fn check(&self) -> Result<(), PracticeError> {
        let begins = self.until.checked_sub(u64::from(self.days) * 86_400);
        let fits = self.cases > 0
            && self.letters >= self.cases
            && self.letters <= MAX_LETTERS
            && self.days > 7
            // Keys are named by their week; before the first there is none.
            && begins.is_some_and(|begins| begins > WEEK_SECS);
        if fits {
            Ok(())
        } else {
            Err(PracticeError::Plan {
                cases: self.cases,
                letters: self.letters,
            })
        }
    }
}

/// A practice vault that was made.
#[derive(Debug)]
pub struct Practice {
    /// The vault, open for the coordinator.
    pub vault: Vault,
    /// Who works there, and with which passphrase.
    pub team: Vec<Colleague>,
    /// What is in it.
    pub count: Count,
    /// A bundle to import as an exercise, if somebody wants one.
    pub exercise: Exercise,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Cases.
    pub cases: u32,
    /// Letters in cases.
    pub letters: u32,
    /// Letters that belong to no case.
    pub unverified: u32,
    /// Acts of the team.
    pub acts: u32,
}

/// Makes a practice vault, which is there whole or not at all.
///
/// # Errors
///
/// [`PracticeError`], by variant.
pub fn make(folder: &Path, plan: &Plan) -> Result<Practice, PracticeError> {
    plan.check()?;
    let rng = &mut StdRng::seed_from_u64(plan.seed);
    let base = base()?;
    let relay = PracticeRelay::new(base.clone(), rng);
    let charter = Charter {
        desk: base.desk,
        names: DeskNames {
            nl: "Oefenmeldpunt".to_owned(),
            en: "Practice desk".to_owned(),
        },
        person: team::coordinator().to_owned(),
        relay: relay.public()?,
        witnesses: WitnessChange::default(),
    };
    let begins = plan.until - u64::from(plan.days) * 86_400;
    // Before anybody works: a clock that goes back is a finding of auditors.
    let begins = begins - begins % 86_400;
    let mut founding = Founding::begin(folder)?;
    let mut vault = founding.make(&team::passphrase_of(team::coordinator())?, plan.cost, rng)?;
    // A crash leaves nothing of it: the disk is waited for once, at the end.
    vault.defer_syncs();
    founding::furnish(&mut vault, &charter, begins, rng)?;
    let (team, seats) = team::gather(&mut vault, begins, rng)?;
    for (code, nl, en) in desk_words::PARTS {
        part::name_part(&mut vault, &code.parse()?, (nl, en), begins, rng)?;
    }
    let mut lived = year::Year::new(plan, vault, relay, seats, rng)?.live()?;
    lived.vault.settle()?;
    Ok(Practice {
        vault: founding.finish(lived.vault)?,
        team,
        count: lived.count,
        exercise: lived.exercise,
    })
}

fn base() -> Result<Base, VaultError> {
    let damaged = |_| VaultError::Damaged { part: "practice" };
    Ok(Base::new(
        HOST.parse().map_err(damaged)?,
        DESK.parse().map_err(damaged)?,
    ))
}

/// Why a practice vault was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PracticeError {
    /// The vault cannot be made.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Each case needs a letter, and there is a bound.
    #[error("{letters} letters do not make {cases} cases, or are above {MAX_LETTERS}")]
    Plan {
        /// Cases asked for.
        cases: u32,
        /// Letters asked for.
        letters: u32,
    },
    /// The desk cannot be founded: a defect.
    #[error(transparent)]
    Found(#[from] FoundError),
    /// Somebody of the team cannot be let in: a defect.
    #[error(transparent)]
    Person(#[from] PersonError),
    /// A passphrase of the team is too short: a defect.
    #[error(transparent)]
    Passphrase(#[from] PassphraseError),
    /// Letters cannot be filed: a defect.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The parts of the organisation cannot be named: a defect.
    #[error(transparent)]
    Part(#[from] PartError),
    /// The exercise cannot be written.
    #[error("cannot write the exercise")]
    Exercise {
        /// The cause.
        source: ExerciseError,
    },
    /// A text was refused: a defect.
    #[error(transparent)]
    Reply(#[from] ReplyError),
    /// A draft was refused: a defect.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// A move was refused: a defect.
    #[error(transparent)]
    Move(#[from] MoveToError),
    /// A triage was refused: a defect.
    #[error(transparent)]
    Triage(#[from] TriageError),
    /// A judgement was refused: a defect.
    #[error(transparent)]
    Classify(#[from] ClassifyError),
    /// A declaration was refused: a defect.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// A note was refused: a defect.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A task was refused: a defect.
    #[error(transparent)]
    Task(#[from] TaskError),
    /// Aftercare was refused: a defect.
    #[error(transparent)]
    Care(#[from] CareError),
    /// A check was refused: a defect.
    #[error(transparent)]
    Sharing(#[from] SharingError),
    /// A proposal was refused: a defect.
    #[error(transparent)]
    Proposal(#[from] ProposalError),
    /// A batch cannot be made: a defect.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// Keys cannot be made: a defect.
    #[error(transparent)]
    Rotate(#[from] RotateError),
}
