//! What can be done at a desk: a closed list.

use std::fmt;
use std::str::FromStr;

use crate::fact::Key;
use crate::name::NameError;

/// What acts are about, to list them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The vault as a whole.
    Vault,
    /// Those who work with it.
    People,
    /// Cases.
    Case,
    /// What goes to a reporter.
    Reply,
    /// Legal terms and promises.
    Term,
    /// Names that reporters gave.
    Identity,
    /// What takes two people.
    FourEyes,
    /// What leaves the vault in readable form.
    Export,
    /// What crosses the air gap.
    Bundle,
    /// Keys, and their recovery.
    Keys,
    /// How long things are kept.
    Retention,
    /// What the organisation learns, and does with it.
    Learning,
    /// What is made public.
    Publication,
}

/// What an entry must name besides its act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Whether it must name a case.
    pub case: bool,
    /// Whether it must name a second person.
    pub whom: bool,
    /// The facts that it must have; it may have others.
    pub facts: &'static [Key],
}

impl Needs {
    const fn new(case: bool, whom: bool, facts: &'static [Key]) -> Self {
        Self { case, whom, facts }
    }
}

macro_rules! acts {
    ($($group:ident { $(
        $(#[doc = $doc:literal])* $name:ident = $code:literal
        $(: $($need:ident)+)? $([$($key:ident),+])? ;
    )+ })+) => {
        /// One kind of act. Its code is the kebab-case spelling of its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Act { $($( $(#[doc = $doc])* $name, )+)+ }

        impl Act {
            /// Every act, in the order of `docs/trail.md`.
            pub const ALL: &'static [Self] = &[$($(Self::$name,)+)+];

            /// Returns its code, as it stands in an entry.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $($(Self::$name => $code,)+)+ }
            }

            /// Returns what it is about.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $($(Self::$name => Group::$group,)+)+ }
            }

            /// Returns what an entry of this act must name.
            #[must_use]
            pub const fn needs(self) -> Needs {
                match self { $($(Self::$name => Needs::new(
                    false $($(|| needs!(case $need))+)?,
                    false $($(|| needs!(whom $need))+)?,
                    &[$($(Key::$key,)+)?],
                ),)+)+ }
            }

            fn of_code(code: &str) -> Option<Self> {
                match code { $($($code => Some(Self::$name),)+)+ _ => None }
            }
        }
    };
}

macro_rules! needs {
    (case case) => {
        true
    };
    (whom whom) => {
        true
    };
    ($wanted:ident $other:ident) => {
        false
    };
}

acts! {
    Vault {
        /// The vault was founded.
        VaultFounded = "vault-founded";
        /// Somebody opened the vault.
        VaultOpened = "vault-opened";
        /// Somebody closed the vault, or it locked itself.
        VaultLocked = "vault-locked";
        /// Wrong passphrases had been given since the vault was open last.
        WrongPassphrase = "wrong-passphrase" [Count];
        /// A backup was made and read again; it covers the log of letters up to `size`.
        BackupMade = "backup-made" [Size];
        /// The vault was restored from a backup that covers the log of letters up to `size`.
        VaultRestored = "vault-restored" [Size];
        /// The vault was taken to another machine.
        VaultMoved = "vault-moved";
        /// Somebody changed their passphrase.
        PassphraseChanged = "passphrase-changed";
        /// Somebody enrolled a hardware token; they have so many now.
        TokenEnrolled = "token-enrolled" [Count];
        /// Somebody took a hardware token away; they have so many left.
        TokenRemoved = "token-removed" [Count];
        /// What the desk goes by was changed: its promises, its templates; `file` is what it is now.
        Configured = "configured" [What, File];
    }
    People {
        /// Somebody got access to the vault.
        PersonAdded = "person-added": whom [Role];
        /// Somebody got another role.
        RoleChanged = "role-changed": whom [Role];
        /// Somebody left; their access ended.
        PersonLeft = "person-left": whom;
        /// It was noted what somebody is called as well, or which unit they belong to.
        PersonNoted = "person-noted": whom [What];
        /// The actor accepted the confidentiality statement, for a year.
        StatementAccepted = "statement-accepted";
        /// Somebody will be, or is, away.
        AbsenceSet = "absence-set": whom [From, Until];
        /// Somebody is back.
        AbsenceEnded = "absence-ended": whom;
    }
    Case {
        /// A case was made of a first letter.
        CaseOpened = "case-opened": case;
        /// A letter was put into its case.
        LetterFiled = "letter-filed": case;
        /// A report that came on another way was entered by hand.
        EnteredByHand = "entered-by-hand": case [Channel];
        /// The actor opened what a case says.
        CaseRead = "case-read": case;
        /// Somebody got access to a case.
        Assigned = "assigned": case whom;
        /// Somebody was taken off a case.
        Unassigned = "unassigned": case whom;
        /// The actor declared to have no interest in a case.
        InterestNone = "interest-none": case;
        /// The actor declared an interest in a case.
        InterestDeclared = "interest-declared": case;
        /// Somebody's access to a case ended.
        AccessEnded = "access-ended": case whom;
        /// Somebody is kept from a case because the reporter asked for it.
        Excluded = "excluded": case whom;
        /// A rule advised against a handler (R087).
        RuleWarned = "rule-warned": case whom;
        /// A case got another status.
        StatusSet = "status-set": case [Status];
        /// A case was classified: category, route, outcome, urgency or misstand.
        Classified = "classified": case;
        /// An internal note was added.
        NoteAdded = "note-added": case;
        /// A task was set.
        TaskSet = "task-set": case;
        /// A task was done or dropped.
        TaskDone = "task-done": case;
        /// Two cases were linked.
        Linked = "linked": case [Other];
        /// A link between two cases was taken away.
        Unlinked = "unlinked": case [Other];
        /// Another case was merged into this one.
        Merged = "merged": case [Other];
        /// Another case was split off this one.
        Split = "split": case [Other];
        /// A case was handed over to another body.
        HandedOver = "handed-over": case [To];
        /// A case was suspended.
        Suspended = "suspended": case;
        /// A case was taken up again.
        Reopened = "reopened": case;
        /// The checks of a new case were gone through.
        Triaged = "triaged": case;
        /// Letters were marked as spam, in a case or in bulk.
        SpamMarked = "spam-marked" [Count];
        /// Letters turned out not to be spam.
        SpamCleared = "spam-cleared" [Count];
        /// What is to be shared was checked for what gives the reporter away (R121).
        SharingChecked = "sharing-checked": case;
        /// A preview of an attachment was shown.
        PreviewShown = "preview-shown": case;
    }
    Reply {
        /// A reply was drafted, or the draft changed.
        ReplyDrafted = "reply-drafted": case;
        /// A reply was given to the queue.
        ReplySent = "reply-sent": case;
        /// The reporter is told the status.
        StatusTold = "status-told": case [Status];
        /// The batch of a day was made.
        RepliesBatched = "replies-batched" [Day, Count];
    }
    Term {
        /// A term runs, or runs to another day than before.
        TermSet = "term-set": case [Term, Due];
        /// What a term asked for was done.
        TermMet = "term-met": case [Term];
        /// A term does not run any more: withdrawn, suspended, handed over.
        TermEnded = "term-ended": case [Term];
    }
    Identity {
        /// A name was put into the identity vault.
        IdentityKept = "identity-kept": case;
        /// Somebody asked to open a name.
        IdentityAsked = "identity-asked": case [Proposal, Reason];
        /// A custodian approved it.
        IdentityApproved = "identity-approved": case [Proposal];
        /// A custodian refused it.
        IdentityRefused = "identity-refused": case [Proposal];
        /// A name was opened.
        IdentityOpened = "identity-opened": case [Proposal];
    }
    FourEyes {
        /// Somebody proposed what takes two people.
        Proposed = "proposed" [Proposal, What];
        /// Somebody approved it.
        Approved = "approved" [Proposal];
        /// Somebody refused it.
        Refused = "refused" [Proposal];
        /// What was approved was done.
        Executed = "executed" [Proposal, What];
        /// What takes two people was done by one, for the vault has no second.
        DoneAlone = "done-alone" [Proposal, What];
    }
    Export {
        /// An attachment left the vault as it is.
        AttachmentExported = "attachment-exported": case [To];
        /// Something was printed.
        Printed = "printed" [To];
        /// Terms were written to a calendar file.
        CalendarExported = "calendar-exported" [To];
        /// A dossier left the vault.
        DossierExported = "dossier-exported": case [To];
        /// The trail was exported.
        TrailExported = "trail-exported" [To];
        /// Figures were exported.
        FiguresExported = "figures-exported" [To];
        /// The register was exported.
        RegisterExported = "register-exported" [To];
    }
    Bundle {
        /// A bundle was imported: the log of letters is known up to `size`, where it has `root`.
        BundleImported = "bundle-imported" [Size, Root];
        /// A bundle was exported.
        BundleExported = "bundle-exported" [Bundle];
        /// The desk confirmed to the relay that it has the letters up to `size`.
        BundleConfirmed = "bundle-confirmed" [Size];
    }
    Keys {
        /// The intake key of a week was made.
        WeekMade = "week-made" [Week];
        /// The intake key of a week was destroyed.
        WeekDestroyed = "week-destroyed" [Week];
        /// A key card was made.
        CardMade = "card-made" [Serial];
        /// The push key was replaced.
        PushReplaced = "push-replaced";
        /// The authentication key was replaced.
        AuthenticationReplaced = "authentication-replaced" [Serial];
        /// The key of the team was replaced, without those who left.
        TeamKeyReplaced = "team-key-replaced";
        /// Shares of the recovery key were made.
        RecoveryMade = "recovery-made" [Need, Of];
        /// Enough shares were brought together and fitted, as a drill.
        RecoveryDrill = "recovery-drill" [Count];
        /// The vault was opened with shares.
        Recovered = "recovered" [Count];
    }
    Retention {
        /// A case must not be deleted for now.
        HoldSet = "hold-set": case [Reason];
        /// A case may be deleted again when its time comes.
        HoldLifted = "hold-lifted": case [Reason];
        /// The retention of a case ended.
        DeletionDue = "deletion-due": case;
        /// The key of a case is about to be destroyed; nothing stops it from here.
        DeletionBegun = "deletion-begun": case [Proposal];
        /// The key of a case was destroyed.
        CaseDeleted = "case-deleted": case [Proposal];
    }
    Learning {
        /// It was answered what the organisation can learn from a case.
        LearningAnswered = "learning-answered": case;
        /// A learning point that is of no case was noted, or one was changed.
        LearningNoted = "learning-noted" [Item];
        /// A measure was noted or changed.
        MeasureNoted = "measure-noted" [Item, Measure];
        /// A measure got another state.
        MeasureMoved = "measure-moved" [Item, What];
        /// The evaluation of a year, which ends that day, was written or changed.
        EvaluationWritten = "evaluation-written" [Until];
    }
    Publication {
        /// A text was redacted.
        Redacted = "redacted": case;
        /// A redaction was checked by a second person.
        RedactionChecked = "redaction-checked": case;
        /// A report with figures was made.
        ReportMade = "report-made";
        /// A report was published.
        Published = "published" [Proposal];
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Act {
    type Err = NameError;

    fn from_str(code: &str) -> Result<Self, NameError> {
        Self::of_code(code).ok_or(NameError::Act)
    }
}
