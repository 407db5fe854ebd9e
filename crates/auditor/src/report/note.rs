//! The note that an auditor signs over a report.
//!
//! # Wire format
//!
//! A C2SP signed note by the auditor's own key, under the auditor's own name:
//!
//! ```text
//! bellrope/1 audit
//! <desk, as host/v1/desks/name, or a hyphen>
//! <pass, fail or could-not-check>
//! <when the report was made, Unix seconds>
//! <SHA-256 of the JSON report, base64>
//! ```
//!
//! Spec: docs/protocol.md §11.1.

use bellrope_protocol::note::{
    LineError, Lines, NoteText, ParseNoteError, SignedNote, SignerKey, TextError, VerifierKey,
    VerifyNoteError,
};
use sha2::{Digest as _, Sha256};

use super::Report;
use crate::finding::Outcome;

/// What begins the first line, after `bellrope/1 `.
const KIND: &str = "audit";
/// What stands for no desk.
const NO_DESK: &str = "-";
/// Greatest length of a note that is read, in bytes.
const MAX_LEN: usize = 2_048;

/// What an auditor says of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditNote {
    /// The desk, if one was checked.
    pub desk: Option<String>,
    /// How the audit came out.
    pub outcome: Outcome,
    /// When the report was made, in Unix seconds.
    pub made: u64,
    /// SHA-256 of the JSON report.
    pub report: [u8; 32],
}

impl AuditNote {
    /// Makes the note over a report, of which `json` are the bytes.
    #[must_use]
    pub fn of(report: &Report, json: &[u8]) -> Self {
        Self {
            desk: report.desk.clone(),
            outcome: report.outcome,
            made: report.made,
            report: Sha256::digest(json).into(),
        }
    }

    /// Signs it.
    ///
    /// # Errors
    ///
    /// [`TextError`] for a desk that no note can have.
    pub fn sign(&self, key: &SignerKey) -> Result<SignedNote, TextError> {
        let text = NoteText::new(KIND)
            .field(self.desk.as_deref().unwrap_or(NO_DESK))
            .field(self.outcome.word())
            .field(self.made)
            .base64(&self.report);
        SignedNote::sign(text, key)
    }

    /// Verifies a note by the auditor's key, against the report's bytes.
    ///
    /// # Errors
    ///
    /// [`AuditNoteError`], by variant.
    pub fn verify(note: &[u8], key: &VerifierKey, json: &[u8]) -> Result<Self, AuditNoteError> {
        let note = SignedNote::parse(note, MAX_LEN)?.verify(std::slice::from_ref(key))?;
        let note = Self::read(note.text())?;
        if note.report[..] != Sha256::digest(json)[..] {
            return Err(AuditNoteError::Report);
        }
        let report = super::from_json(json).map_err(|source| AuditNoteError::Json { source })?;
        if Self::of(&report, json) != note || Report::outcome_of(&report.checks) != note.outcome {
            return Err(AuditNoteError::Differs);
        }
        Ok(note)
    }

    fn read(text: &str) -> Result<Self, LineError> {
        let mut lines = Lines::open(text, KIND)?;
        let desk = lines.text("desk")?;
        let note = Self {
            desk: (desk != NO_DESK).then(|| desk.to_owned()),
            outcome: lines.value("outcome", Outcome::parse)?,
            made: lines.decimal("made")?,
            report: lines.base64("report")?,
        };
        lines.end()?;
        Ok(note)
    }
}

/// Why a note does not vouch for a report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditNoteError {
    /// The bytes are not a signed note.
    #[error("note is not a signed note")]
    Parse(#[from] ParseNoteError),
    /// The auditor's key did not sign it.
    #[error("note is not signed by this auditor")]
    Signature(#[from] VerifyNoteError),
    /// The note is of another kind.
    #[error("note is not one about an audit")]
    Line(#[from] LineError),
    /// The note is about another report.
    #[error("note is about another report, or the report was changed")]
    Report,
    /// The file is no report.
    #[error("report is malformed")]
    Json {
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The note says something else than the report.
    #[error("note and report differ in desk, time or outcome")]
    Differs,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Check;
    use crate::report::to_json;

    fn a_key(seed: u8) -> SignerKey {
        SignerKey::from_seed("auditor.example/2026".parse().unwrap(), &[seed; 32])
    }

    fn a_report() -> Report {
        let checks = vec![Check::new("keys")];
        Report {
            format: 1,
            program: "0.1.0".to_owned(),
            made: 1_795_435_200,
            sources: vec!["files /x".to_owned()],
            desk: Some("relay.example/v1/desks/mid".to_owned()),
            fingerprint: None,
            outcome: Report::outcome_of(&checks),
            checks,
        }
    }

    #[test]
    fn verify_accepts_what_was_signed_and_nothing_else() {
        let json = to_json(&a_report()).unwrap();
        let note = AuditNote::of(&a_report(), &json);
        let signed = note.sign(&a_key(1)).unwrap().to_string();
        let verify =
            |seed, json: &[u8]| AuditNote::verify(signed.as_bytes(), &a_key(seed).verifier(), json);
        assert_eq!(verify(1, &json).unwrap(), note);
        assert!(matches!(
            verify(2, &json),
            Err(AuditNoteError::Signature(_))
        ));
        let mut changed = json.clone();
        *changed.last_mut().unwrap() = b' ';
        assert!(matches!(verify(1, &changed), Err(AuditNoteError::Report)));
        let lines: Vec<&str> = signed.lines().take(4).collect();
        assert_eq!(
            lines,
            [
                "bellrope/1 audit",
                "relay.example/v1/desks/mid",
                "pass",
                "1795435200"
            ]
        );
    }

    #[test]
    fn verify_refuses_a_verdict_that_the_checks_do_not_give() {
        let mut report = a_report();
        report.checks[0].could_not("cards", "the relay does not answer");
        let json = to_json(&report).unwrap();
        let signed = AuditNote::of(&report, &json).sign(&a_key(1)).unwrap();
        let verified =
            AuditNote::verify(signed.to_string().as_bytes(), &a_key(1).verifier(), &json);
        assert!(matches!(verified, Err(AuditNoteError::Differs)));
    }
}
