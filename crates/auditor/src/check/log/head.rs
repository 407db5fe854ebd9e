//! The newest checkpoint of a log: who signed it, who cosigned it, and how recently.

use bellrope_bundle::Log;
use bellrope_protocol::note::Day;
use bellrope_transparency::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use bellrope_transparency::cosignature::{LackCause, Standing};

use super::kind::{COSIGNATURE, EXTENSION, SIGNATURE, WITNESS};
use crate::check::{Subject, Trusted};
use crate::finding::{Check, said};
use crate::source::Item;

/// Reads and verifies the checkpoint of a log.
pub(super) fn read(
    subject: &Subject<'_>,
    trusted: &Trusted,
    log: Log,
    check: &mut Check,
) -> Option<VerifiedCheckpoint> {
    let item = Item::Checkpoint { log };
    let bytes = match subject.source.read(&subject.desk, item) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            check.could_not(item, "there is none here");
            return None;
        }
        Err(err) => {
            check.could_not(item, said(&err));
            return None;
        }
    };
    let verified = SignedCheckpoint::parse(&bytes)
        .map_err(|err| said(&err))
        .and_then(|signed| {
            let key = trusted.log_verifier(log);
            signed.verify(&key).map_err(|err| said(&err))
        });
    match verified {
        Ok(checkpoint) => {
            judge(&checkpoint, subject, trusted, log, check);
            Some(checkpoint)
        }
        Err(err) => {
            check.find(&SIGNATURE, item, "a checkpoint signed by its log", err);
            None
        }
    }
}

fn judge(
    checkpoint: &VerifiedCheckpoint,
    subject: &Subject<'_>,
    trusted: &Trusted,
    log: Log,
    check: &mut Check,
) {
    let place = Item::Checkpoint { log };
    let extensions = checkpoint.checkpoint().extensions().len();
    if extensions > 0 {
        let found = format!("{extensions} more lines");
        check.find(&EXTENSION, place, "origin, size and root alone", found);
    }
    let signatures = checkpoint.as_signed().signatures().len();
    check.fact(format!("{log}: signatures on the checkpoint"), signatures);
    judge_witnesses(checkpoint, subject, trusted, log, check);
}

/// Holds the cosignatures against the card's policy. spec: §11.4
fn judge_witnesses(
    checkpoint: &VerifiedCheckpoint,
    subject: &Subject<'_>,
    trusted: &Trusted,
    log: Log,
    check: &mut Check,
) {
    let place = Item::Checkpoint { log };
    let max_age = trusted.newest.witnesses.report_secs;
    let Some(policy) = trusted.policy(max_age) else {
        check.could_not("witnesses", "the card's policy cannot be met by anybody");
        return;
    };
    match policy.evaluate(checkpoint, subject.now) {
        Err(err) => check.find(
            &COSIGNATURE,
            place,
            "a cosignature that verifies",
            said(&err),
        ),
        Ok(Standing::NoWitnessYet) => {
            check.fact(format!("{log}: witnesses"), "no independent witness yet");
        }
        Ok(Standing::Met(met)) => {
            let since = Day::of(met.as_of);
            let value = format!(
                "{} cosigned within {max_age} s, a quorum since {since}",
                met.count
            );
            check.fact(format!("{log}: witnesses"), value);
        }
        Ok(Standing::Short(short)) => {
            let lacks: Vec<String> = short
                .lacking
                .iter()
                .map(|lack| format!("{} {}", lack.witness, cause(lack.cause)))
                .collect();
            let expected = format!("{} witnesses within {max_age} s", short.quorum);
            let found = format!("{}; {}", short.count, lacks.join(", "));
            check.find(&WITNESS, place, expected, found);
        }
    }
}

fn cause(cause: LackCause) -> String {
    match cause {
        LackCause::Absent => "did not cosign".to_owned(),
        LackCause::Stale { age_secs, .. } => format!("cosigned {age_secs} s ago"),
        LackCause::Ahead { timestamp } => format!("claims the time {timestamp}"),
    }
}
