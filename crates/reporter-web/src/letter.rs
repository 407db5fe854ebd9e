//! What the screens give to be sent: a letter's content and a list of files.

use bellrope_protocol::age::Identity;
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{
    Answers, Intro, LETTER_JSON_MAX_LEN, LetterBody, LetterContent, LetterId, LetterLanguage,
    Questions, Report, Unknown,
};
use bellrope_protocol::key::{AuthenticationKey, CaseHandle, FoundingRoot, ReporterKeys};
use bellrope_protocol::limit::PARCEL_MAX_BLOCKS;
use bellrope_protocol::parcel::ParcelKey;
use bellrope_reporter::compose::Split;
use bellrope_reporter::pack::{Attachment, archive_name};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// A letter as the screens write it.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kind: Kind,
    #[serde(default = "dutch")]
    lang: LetterLanguage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    report: Option<Box<Report>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answers: Option<Answers>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Report,
    Message,
    Withdraw,
}

fn dutch() -> LetterLanguage {
    LetterLanguage::Dutch
}

/// What a letter is to say, and the reporter's language.
#[derive(Clone)]
pub struct Letter {
    /// Its content.
    pub body: LetterBody,
    /// The reporter's language.
    pub language: LetterLanguage,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").finish_non_exhaustive()
    }
}

impl Letter {
    /// Reads a letter from the screens' JSON.
    ///
    /// # Errors
    ///
    /// `letter-malformed`, which would be a fault of the screens. The text says where, not what.
    pub fn from_json(json: &str) -> Result<Self, Fault> {
        let malformed = || Fault::new("letter-malformed");
        let written: Written = serde_json::from_slice(json.as_bytes())
            .map_err(|err| malformed().with("column", err.column()))?;
        let body = match (written.kind, written.report, written.text, written.answers) {
            (Kind::Report, Some(report), None, None) => LetterBody::Report(report),
            (Kind::Message, None, Some(text), None) => LetterBody::Message { text },
            (Kind::Message, None, None, Some(answers)) => LetterBody::Answers(answers),
            (Kind::Withdraw, None, text, None) => LetterBody::Withdraw { text },
            _ => return Err(malformed()),
        };
        Ok(Self {
            body,
            language: written.lang,
        })
    }

    /// Says whether the letter begins a case.
    #[must_use]
    pub fn is_report(&self) -> bool {
        matches!(self.body, LetterBody::Report(_))
    }

    /// Says whether the letter must lead to no case: it goes under a code of its own.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        let LetterBody::Answers(answers) = &self.body else {
            return false;
        };
        answers.of == Questions::Diversity
    }

    fn into_written(self) -> Written {
        let empty = Written {
            kind: Kind::Message,
            lang: self.language,
            report: None,
            text: None,
            answers: None,
        };
        match self.body {
            LetterBody::Report(report) => Written {
                kind: Kind::Report,
                report: Some(report),
                ..empty
            },
            LetterBody::Message { text } => Written {
                text: Some(text),
                ..empty
            },
            LetterBody::Withdraw { text } => Written {
                kind: Kind::Withdraw,
                text,
                ..empty
            },
            LetterBody::Answers(answers) => Written {
                answers: Some(answers),
                ..empty
            },
        }
    }
}

/// How long a letter is and how long it may be, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Measure {
    len: usize,
    max: usize,
}

/// Measures a letter before desk and code are known: as if its case had ten thousand letters and the
/// largest parcel, so that what fits here fits when it is sealed.
///
/// # Errors
///
/// `letter-malformed`.
pub fn measure(letter: Letter, rng: &mut impl CryptoRng) -> Result<Measure, Fault> {
    // Lengths do not depend on keys.
    let root = FoundingRoot::from_bytes([0; 32]);
    let keys = ReporterKeys::derive(&CaseCode::generate(rng), &root);
    let authentication = AuthenticationKey::generate(9_999, rng).public();
    let identity = Identity::from_seed(&[0; 32]);
    let parcel = ParcelKey::from_parts(identity, &[0; 32], PARCEL_MAX_BLOCKS, [0; 32]);
    let content = LetterContent {
        id: LetterId::from_bytes([0; 16]),
        handle: CaseHandle::from_bytes([0; 16]),
        n: 9_999,
        language: letter.language,
        intro: Some(Intro::new(&keys, &authentication)),
        body: letter.body,
        parcel: parcel.ok().map(Into::into),
        unknown: Unknown::new(),
    };
    Ok(Measure {
        len: content.json_len(),
        max: LETTER_JSON_MAX_LEN,
    })
}

/// A letter that fits, and what did not.
#[derive(Serialize)]
pub struct Fitted {
    letter: Written,
    rest: String,
}

impl Fitted {
    /// Takes the two halves of a letter.
    #[must_use]
    pub fn of(split: Split, language: LetterLanguage) -> Self {
        let letter = Letter {
            body: split.body,
            language,
        };
        Self {
            letter: letter.into_written(),
            rest: split.rest,
        }
    }
}

impl std::fmt::Debug for Fitted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fitted").finish_non_exhaustive()
    }
}

/// A file as the screens name it; its content is asked for later, piece by piece.
#[derive(Deserialize)]
struct Chosen {
    name: String,
    len: u64,
}

/// Reads the list of files; each gets the name that it has in the archive.
///
/// # Errors
///
/// `files`, which would be a fault of the driver.
pub fn files_from_json(json: &str) -> Result<Vec<Attachment>, Fault> {
    let chosen: Vec<Chosen> =
        serde_json::from_slice(json.as_bytes()).map_err(|_| Fault::new("files"))?;
    let mut files = Vec::with_capacity(chosen.len());
    for Chosen { name, len } in chosen {
        let name = archive_name(&name, &files);
        files.push(Attachment { name, len });
    }
    Ok(files)
}
