//! What one letter says, as a type that cannot be wrong, and its JSON.
//!
//! Spec: docs/protocol.md §6.

use rand_core::CryptoRng;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Unknown;
use super::answers::Answers;
use super::open::{hidden_debug, open_enum};
use super::parcel::Attachments;
use super::report::Report;
use crate::case_code::Language;
use crate::json::{base64_array, base64_secret};
use crate::key::{AuthenticationKey, AuthenticationPublicKey, CaseKeys};
use crate::key::{CaseHandle, CaseSecret, FoundingRoot, ReporterKeys, ReporterPublicKey};
use crate::secret::SecretBytes;

/// Tells one letter of a case from another: 16 random bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LetterId([u8; 16]);

impl LetterId {
    /// Draws an id.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Takes the 16 bytes of an id.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Returns the 16 bytes of the id.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

open_enum! {
    /// The language in which a reporter writes and wants to read.
    pub enum LetterLanguage {
        /// Dutch.
        Dutch = "nl",
        /// English.
        English = "en",
    }
}

impl From<Language> for LetterLanguage {
    fn from(language: Language) -> Self {
        match language {
            Language::Dutch => Self::Dutch,
            Language::English => Self::English,
        }
    }
}

/// What the desk needs to derive the keys of a case that it does not know yet.
///
/// Serializes, because carrying S to the desk inside a sealed letter is its purpose.
pub struct Intro {
    /// S.
    pub secret: CaseSecret,
    /// R.
    pub reporter: ReporterPublicKey,
    /// Number of the authentication key D that the reporter used.
    pub authentication: u32,
    /// Members of a later version.
    pub unknown: Unknown,
}

impl Intro {
    /// Makes the intro of a reporter's letters to the desk that has `desk`.
    #[must_use]
    pub fn new(keys: &ReporterKeys, desk: &AuthenticationPublicKey) -> Self {
        Self {
            secret: CaseSecret::from_bytes(keys.secret().expose_secret()),
            reporter: keys.public(),
            authentication: desk.number(),
            unknown: Unknown::new(),
        }
    }

    /// Derives the keys of the case, with the desk's key of the number that the intro names.
    ///
    /// Nothing is believed yet: [`SealedLetter::verify`](super::SealedLetter::verify) is next.
    #[must_use]
    pub fn case_keys(&self, desk: &AuthenticationKey, root: &FoundingRoot) -> CaseKeys {
        CaseKeys::for_desk(desk, &self.reporter, &self.secret, root)
    }
}

/// What one letter says; a cover letter says nothing and has no content.
pub struct LetterContent {
    /// Tells this letter from others of the case.
    pub id: LetterId,
    /// The case.
    pub handle: CaseHandle,
    /// Own entries seen + 1: a hint for the desk, to be shown and not relied on.
    pub n: u64,
    /// The reporter's language.
    pub language: LetterLanguage,
    /// Present until a reply of the case carries receipts.
    pub intro: Option<Intro>,
    /// What it is about.
    pub body: LetterBody,
    /// The attachments.
    pub parcel: Option<Attachments>,
    /// Members of a later version.
    pub unknown: Unknown,
}

/// The kinds of letters that say something.
#[derive(Clone, PartialEq, Eq)]
pub enum LetterBody {
    /// A report.
    Report(Box<Report>),
    /// A message to follow it.
    Message {
        /// The message.
        text: String,
    },
    /// The report is withdrawn.
    Withdraw {
        /// Why, if the reporter says so.
        text: Option<String>,
    },
    /// Answers to questions apart from what is reported; on the wire a message with an empty text.
    Answers(Answers),
}

hidden_debug!(LetterId, Intro, LetterContent, LetterBody);

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Report,
    Message,
    Withdraw,
}

#[derive(Serialize)]
struct Written<'a> {
    kind: Kind,
    #[serde(with = "base64_array")]
    id: [u8; 16],
    #[serde(with = "base64_array")]
    handle: [u8; 16],
    n: u64,
    lang: &'a LetterLanguage,
    #[serde(skip_serializing_if = "Option::is_none")]
    intro: Option<WrittenIntro<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a Report>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<&'a Answers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parcel: Option<&'a Attachments>,
    #[serde(flatten)]
    unknown: &'a Unknown,
}

#[derive(Serialize)]
struct WrittenIntro<'a> {
    #[serde(serialize_with = "base64_secret::serialize")]
    secret: &'a [u8; 32],
    #[serde(with = "base64_array")]
    reporter: [u8; 32],
    authentication: u32,
    #[serde(flatten)]
    unknown: &'a Unknown,
}

impl<'a> WrittenIntro<'a> {
    fn of(intro: &'a Intro) -> Self {
        Self {
            secret: intro.secret.expose_secret(),
            reporter: *intro.reporter.as_bytes(),
            authentication: intro.authentication,
            unknown: &intro.unknown,
        }
    }
}

impl Serialize for LetterContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, report, text) = match &self.body {
            LetterBody::Report(report) => (Kind::Report, Some(&**report), None),
            LetterBody::Message { text } => (Kind::Message, None, Some(text.as_str())),
            LetterBody::Withdraw { text } => (Kind::Withdraw, None, text.as_deref()),
            LetterBody::Answers(_) => (Kind::Message, None, Some("")),
        };
        let answers = match &self.body {
            LetterBody::Answers(answers) => Some(answers),
            _ => None,
        };
        Written {
            kind,
            id: self.id.0,
            handle: *self.handle.as_bytes(),
            n: self.n,
            lang: &self.language,
            intro: self.intro.as_ref().map(WrittenIntro::of),
            report,
            text,
            answers,
            parcel: self.parcel.as_ref(),
            unknown: &self.unknown,
        }
        .serialize(serializer)
    }
}

#[derive(Deserialize)]
struct Read {
    kind: Kind,
    #[serde(with = "base64_array")]
    id: [u8; 16],
    #[serde(with = "base64_array")]
    handle: [u8; 16],
    n: u64,
    lang: LetterLanguage,
    intro: Option<ReadIntro>,
    report: Option<Box<Report>>,
    text: Option<String>,
    answers: Option<Answers>,
    parcel: Option<Attachments>,
    #[serde(flatten)]
    unknown: Unknown,
}

#[derive(Deserialize)]
struct ReadIntro {
    #[serde(deserialize_with = "base64_secret::deserialize")]
    secret: SecretBytes<32>,
    #[serde(with = "base64_array")]
    reporter: [u8; 32],
    authentication: u32,
    #[serde(flatten)]
    unknown: Unknown,
}

impl ReadIntro {
    fn check<E: de::Error>(self) -> Result<Intro, E> {
        Ok(Intro {
            secret: CaseSecret::from_bytes(self.secret.expose_secret()),
            // spec: §5.4 O5
            reporter: ReporterPublicKey::from_bytes(self.reporter).map_err(E::custom)?,
            authentication: self.authentication,
            unknown: self.unknown,
        })
    }
}

impl<'de> Deserialize<'de> for LetterContent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Read::deserialize(deserializer)?;
        let body = match (read.kind, read.report, read.text, read.answers) {
            (Kind::Report, Some(report), None, None) => LetterBody::Report(report),
            (Kind::Message, None, Some(text), None) => LetterBody::Message { text },
            (Kind::Message, None, Some(text), Some(answers)) if text.is_empty() => {
                LetterBody::Answers(answers)
            }
            (Kind::Withdraw, None, text, None) => LetterBody::Withdraw { text },
            _ => {
                return Err(de::Error::custom(
                    "report, text or answers do not belong to the kind",
                ));
            }
        };
        Ok(Self {
            id: LetterId(read.id),
            handle: CaseHandle::from_bytes(read.handle),
            n: read.n,
            language: read.lang,
            intro: read.intro.map(ReadIntro::check).transpose()?,
            body,
            parcel: read.parcel,
            unknown: read.unknown,
        })
    }
}
