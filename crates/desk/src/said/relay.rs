//! What is said of what goes to the relay and comes from it: bundles, batches, cards, the page.

use bellrope_bundle::OpenError;
use bellrope_transparency::cosignature::PolicyError;

use super::{Said, Say};
use crate::board::BoardError;
use crate::card::{MAX_REPLY_COUNT, RotateError};
use crate::export::ExportError;
use crate::import::ImportError;
use crate::page::PageError;
use crate::reply_batch::{BatchError, MAX_DAYS};
use crate::witness::WitnessChangeError;

impl Say for ImportError {
    fn said(&self) -> Said {
        match self {
            ImportError::Vault(err) => err.said(),
            ImportError::Open(OpenError::Io(source)) => Said::named(source),
            ImportError::Open(OpenError::Truncated { len }) => Said::refused("err-bundle-torn")
                .hint("rec-bundle-torn")
                .value("bytes", len),
            ImportError::Outward => Said::refused("err-bundle-outward").hint("rec-bundle-outward"),
            ImportError::RealBundle => {
                Said::refused("err-practice-vault").hint("rec-practice-vault")
            }
            ImportError::PracticeBundle => {
                Said::refused("err-practice-bundle").hint("rec-practice-bundle")
            }
            ImportError::OtherDesk { found, expected } => Said::refused("err-bundle-desk")
                .hint("rec-bundle-outward")
                .value("found", found)
                .value("expected", expected),
            ImportError::Read(_) | ImportError::Block { .. } | ImportError::Thread => {
                Said::machine(self)
            }
            _ if self.is_contradiction() => Said::refused("err-bundle")
                .hint("rec-rollback")
                .because(self),
            _ => Said::refused("err-bundle").hint("rec-bundle").because(self),
        }
    }
}

impl Say for ExportError {
    fn said(&self) -> Said {
        match self {
            ExportError::Vault(err) => err.said(),
            ExportError::Batch(err) => err.said(),
            ExportError::Board(err) => err.said(),
            ExportError::Practice => {
                Said::refused("err-practice-export").hint("rec-practice-vault")
            }
            ExportError::Nothing => Said::refused("err-export-nothing"),
            ExportError::Write(_) => Said::named(self),
            _ => Said::other(self),
        }
    }
}

impl Say for PageError {
    fn said(&self) -> Said {
        match self {
            PageError::Vault(err) => err.said(),
            PageError::FilledIn { member } => Said::refused("err-page-filled-in")
                .hint("rec-page-filled-in")
                .value("member", member),
            PageError::Manifest => Said::refused("err-page-manifest").hint("rec-page-manifest"),
            PageError::OwnFingerprint => Said::refused("err-page-own").hint("rec-page-own"),
            PageError::NoFingerprint { desk } => Said::refused("err-page-no-fingerprint")
                .hint("rec-page-no-fingerprint")
                .value("desk", desk),
            PageError::NoCard { desk } => Said::refused("err-page-no-card")
                .hint("rec-page-no-card")
                .value("desk", desk),
            PageError::Differs { member } => Said::refused("err-page-differs")
                .hint("rec-page-differs")
                .value("member", member),
            _ => Said::refused("err-page").hint("rec-page").because(self),
        }
    }
}

impl Say for BatchError {
    fn said(&self) -> Said {
        match self {
            BatchError::Vault(err) => err.said(),
            BatchError::Restored => Said::refused("err-restored").hint("rec-restored"),
            BatchError::PushKey => Said::refused("err-push-key").hint("rec-push-key"),
            BatchError::ClockBack { today, last } => Said::refused("err-clock")
                .hint("rec-clock")
                .value("today", today)
                .value("last", last),
            BatchError::ClockAhead { today, last } => Said::refused("err-clock-ahead")
                .hint("rec-clock")
                .value("today", today)
                .value("last", last)
                .value("days", MAX_DAYS),
            _ => Said::other(self),
        }
    }
}

impl Say for BoardError {
    fn said(&self) -> Said {
        match self {
            BoardError::Vault(err) => err.said(),
            BoardError::Batch(err) => err.said(),
            _ => Said::other(self),
        }
    }
}

impl Say for RotateError {
    fn said(&self) -> Said {
        match self {
            RotateError::Vault(err) => err.said(),
            RotateError::Restored => Said::refused("err-restored").hint("rec-restored"),
            RotateError::Clock { today, made } => Said::refused("err-card-clock")
                .hint("rec-clock")
                .value("today", today)
                .value("made", made),
            RotateError::Witnesses(err) => err.said(),
            RotateError::Count { count, now } => Said::refused("err-reply-count")
                .value("count", count)
                .value("now", now)
                .value("most", MAX_REPLY_COUNT),
            _ => Said::other(self),
        }
    }
}

impl Say for WitnessChangeError {
    fn said(&self) -> Said {
        match self {
            WitnessChangeError::Unknown { name } => {
                Said::refused("err-witness-unknown").value("name", name)
            }
            WitnessChangeError::Policy(PolicyError::Key { witness }) => {
                Said::refused("err-witness-key").value("name", witness)
            }
            WitnessChangeError::Policy(PolicyError::Repeated { witness }) => {
                Said::refused("err-witness-twice").value("name", witness)
            }
            WitnessChangeError::Policy(PolicyError::Quorum { quorum, witnesses }) => {
                Said::refused("err-witness-quorum")
                    .value("quorum", quorum)
                    .value("witnesses", witnesses)
            }
            WitnessChangeError::Age => Said::refused("err-witness-age"),
            _ => Said::other(self),
        }
    }
}
