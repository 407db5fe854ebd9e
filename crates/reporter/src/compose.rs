//! Sealing reports and further messages.
//!
//! Spec: docs/protocol.md §5.2, §6, §7.

use std::fmt;

use bellrope_protocol::age::{Identity, Recipient};
use bellrope_protocol::card::Card;
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{
    Answers, Attachments, EncodeLetterError, Intro, LETTER_JSON_MAX_LEN, LetterBody, LetterContent,
    LetterId, LetterLanguage, Unknown, encode_cover_letter,
};
use bellrope_protocol::key::{AuthenticationPublicKey, CaseKeys, ReporterKeys};
use bellrope_protocol::letter;
use bellrope_protocol::limit::LETTER_LEN;
use bellrope_protocol::parcel::{KeyError, ParcelKey};
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_protocol::time::week;
use rand_core::CryptoRng;

use crate::mailbox::Mailbox;

/// A letter as it is posted: nothing in it tells what it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The letter.
    pub letter: Box<[u8; LETTER_LEN]>,
    /// Its tag.
    pub tag: Tag,
}

impl Sealed {
    /// Returns the hash under which the letter will be logged.
    #[must_use]
    pub fn body_hash(&self) -> [u8; 32] {
        body_hash(self.letter.as_slice())
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed").finish_non_exhaustive()
    }
}

/// One side of a case: writes to one desk under one case code, for one week.
pub struct Correspondent {
    keys: ReporterKeys,
    case: CaseKeys,
    authentication: AuthenticationPublicKey,
    recipient: Recipient,
    week: u64,
    n: u64,
    introduces: bool,
}

impl Correspondent {
    /// Begins a case. `log_time` (Unix seconds, §11.5) chooses the week.
    ///
    /// # Errors
    ///
    /// [`ComposeError::Week`] if the card has no key for that week.
    pub fn begin(card: &Card, code: &CaseCode, log_time: u64) -> Result<Self, ComposeError> {
        let authentication = card.newest_authentication().ok_or(ComposeError::NoKey)?;
        let authentication = *authentication;
        Self::new(card, code, log_time, authentication, 1, true)
    }

    /// Goes on with the case that the mailbox shows, or begins it if there is nothing in it.
    ///
    /// # Errors
    ///
    /// As [`Correspondent::begin`].
    pub fn go_on(
        card: &Card,
        code: &CaseCode,
        log_time: u64,
        mailbox: &Mailbox,
    ) -> Result<Self, ComposeError> {
        let Some(case) = mailbox.case_to_write_in() else {
            return Self::begin(card, code, log_time);
        };
        // spec: §6, n = own entries seen + 1; intro until a reply carries receipts
        let n = case.letters.len() as u64 + 1;
        Self::new(
            card,
            code,
            log_time,
            case.authentication,
            n,
            !case.is_acknowledged(),
        )
    }

    fn new(
        card: &Card,
        code: &CaseCode,
        log_time: u64,
        authentication: AuthenticationPublicKey,
        n: u64,
        introduces: bool,
    ) -> Result<Self, ComposeError> {
        let week = week(log_time);
        let intake = card
            .recipient_at(log_time)
            .ok_or(ComposeError::Week { week })?;
        let keys = ReporterKeys::derive(code, &card.founding);
        Ok(Self {
            case: CaseKeys::for_reporter(&keys, &authentication),
            keys,
            authentication,
            recipient: intake.recipient.clone(),
            week,
            n,
            introduces,
        })
    }

    /// Returns the week whose key letters are sealed to: the Unix second of its Monday.
    #[must_use]
    pub fn week(&self) -> u64 {
        self.week
    }

    /// Says whether a letter would fit, before anything is uploaded for it. `blocks` is the number
    /// of blocks of its parcel, if it has one.
    ///
    /// # Errors
    ///
    /// [`ComposeError::TooLong`] with both numbers; [`ComposeError::Blocks`].
    pub fn check(&self, body: &LetterBody, blocks: Option<u32>) -> Result<(), ComposeError> {
        let len = self.len_of(body, blocks)?;
        if len > LETTER_JSON_MAX_LEN {
            return Err(ComposeError::TooLong {
                len,
                max: LETTER_JSON_MAX_LEN,
            });
        }
        Ok(())
    }

    fn len_of(&self, body: &LetterBody, blocks: Option<u32>) -> Result<usize, ComposeError> {
        // Every key of so many blocks is as long as this one.
        let stand_in = |blocks| {
            ParcelKey::from_parts(Identity::from_seed(&[0; 32]), &[0; 32], blocks, [0; 32])
        };
        let parcel = blocks.map(stand_in).transpose()?;
        let id = LetterId::from_bytes([0; 16]);
        let content = self.content(id, body.clone(), LetterLanguage::Dutch, parcel);
        Ok(content.json_len())
    }

    /// Splits the longest text of a letter (story or message) so that the letter fits with `blocks`
    /// blocks. The text kept ends in `mark`, which says where the rest is.
    ///
    /// # Errors
    ///
    /// [`ComposeError::TooLong`] if it does not fit even without that text.
    pub fn split(&self, body: &LetterBody, blocks: u32, mark: &str) -> Result<Split, ComposeError> {
        let whole = text_of(body);
        let at = |end: usize| with_text(body, format!("{}\n{mark}", whole[..end].trim_end()));
        let fits = |end: usize| {
            let len = self.len_of(&at(end), Some(blocks))?;
            Ok::<_, ComposeError>((len <= LETTER_JSON_MAX_LEN, len))
        };
        if let (false, len) = fits(0)? {
            return Err(ComposeError::TooLong {
                len,
                max: LETTER_JSON_MAX_LEN,
            });
        }
        // Between the last end that fits and the first that does not.
        let (mut low, mut high) = (0, whole.len());
        while high - low > 1 {
            let middle = whole.floor_char_boundary(low + (high - low) / 2);
            let middle = if middle > low {
                middle
            } else {
                whole.ceil_char_boundary(low + 1)
            };
            if middle >= high {
                break;
            }
            if fits(middle)?.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        let end = whole[..low]
            .rfind([' ', '\n'])
            .filter(|end| low - end < 100)
            .unwrap_or(low);
        Ok(Split {
            body: at(end),
            rest: whole[end..].trim_start().to_owned(),
        })
    }

    /// Seals a letter. Its randomness comes from `rng` alone, never from the case code.
    ///
    /// # Errors
    ///
    /// [`ComposeError::TooLong`] with both numbers.
    // spec: §5.2 L1–L6
    pub fn seal(
        &self,
        body: LetterBody,
        language: LetterLanguage,
        parcel: Option<ParcelKey>,
        rng: &mut impl CryptoRng,
    ) -> Result<Sealed, ComposeError> {
        let content = self.content(LetterId::generate(rng), body, language, parcel);
        let plaintext = content.encode(&self.case)?;
        let letter = letter::seal(plaintext.expose_secret(), &self.recipient, rng);
        let tag = self.case.letter_tag(&body_hash(letter.as_slice()));
        Ok(Sealed { letter, tag })
    }

    fn content(
        &self,
        id: LetterId,
        body: LetterBody,
        language: LetterLanguage,
        parcel: Option<ParcelKey>,
    ) -> LetterContent {
        LetterContent {
            id,
            handle: self.case.handle(),
            n: self.n,
            language,
            intro: self
                .introduces
                .then(|| Intro::new(&self.keys, &self.authentication)),
            body,
            parcel: parcel.map(Attachments::from),
            unknown: Unknown::new(),
        }
    }
}

/// Seals a cover letter: what leaves a device that has nothing to say, and tells nobody so.
/// `log_time` (Unix seconds, §11.5) chooses the week.
///
/// # Errors
///
/// [`ComposeError::Week`] if the card has no key for that week.
// spec: §5.2 L3, L5, L6
pub fn seal_cover(
    card: &Card,
    log_time: u64,
    rng: &mut impl CryptoRng,
) -> Result<Sealed, ComposeError> {
    let week = week(log_time);
    let intake = card
        .recipient_at(log_time)
        .ok_or(ComposeError::Week { week })?;
    let plaintext = encode_cover_letter(rng);
    let letter = letter::seal(plaintext.expose_secret(), &intake.recipient, rng);
    let mut tag = [0; 16];
    rng.fill_bytes(&mut tag);
    Ok(Sealed {
        letter,
        tag: Tag::from_bytes(tag),
    })
}

/// Seals answers that belong to no case: under a case code that is drawn for this letter and kept
/// nowhere, so that nothing in it leads to another letter. `log_time` (Unix seconds, §11.5) chooses the week.
///
/// # Errors
///
/// As [`Correspondent::begin`] and [`Correspondent::seal`].
// spec: §6
pub fn seal_apart(
    card: &Card,
    log_time: u64,
    answers: Answers,
    language: LetterLanguage,
    rng: &mut impl CryptoRng,
) -> Result<Sealed, ComposeError> {
    let code = CaseCode::generate(rng);
    let writer = Correspondent::begin(card, &code, log_time)?;
    writer.seal(LetterBody::Answers(answers), language, None, rng)
}

impl fmt::Debug for Correspondent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Correspondent").finish_non_exhaustive()
    }
}

/// A letter's body that fits, and the text that did not.
#[derive(Clone, PartialEq, Eq)]
pub struct Split {
    /// The body, with the mark in it.
    pub body: LetterBody,
    /// The rest of its text.
    pub rest: String,
}

impl fmt::Debug for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Split").finish_non_exhaustive()
    }
}

/// Returns the text of a body that may grow long.
fn text_of(body: &LetterBody) -> &str {
    match body {
        LetterBody::Report(report) => &report.story,
        LetterBody::Message { text } => text,
        LetterBody::Withdraw { text } => text.as_deref().unwrap_or_default(),
        LetterBody::Answers(_) => "",
    }
}

fn with_text(body: &LetterBody, text: String) -> LetterBody {
    match body {
        LetterBody::Report(report) => {
            let mut report = report.clone();
            report.story = text;
            LetterBody::Report(report)
        }
        LetterBody::Message { .. } => LetterBody::Message { text },
        LetterBody::Withdraw { .. } => LetterBody::Withdraw { text: Some(text) },
        LetterBody::Answers(answers) => LetterBody::Answers(answers.clone()),
    }
}

/// Why a letter cannot be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ComposeError {
    /// The card lists no intake key for the week.
    #[error("card has no key for the week that begins at {week}")]
    Week {
        /// The Unix second of the week's Monday.
        week: u64,
    },
    /// The card lists no authentication key.
    #[error("card has no authentication key")]
    NoKey,
    /// The content does not fit into one letter.
    #[error("letter content is {len} bytes, at most {max}")]
    TooLong {
        /// Length of its JSON, in bytes.
        len: usize,
        /// The most that fits, in bytes.
        max: usize,
    },
    /// No parcel has this number of blocks.
    #[error("letter's parcel cannot be")]
    Blocks(#[from] KeyError),
}

impl From<EncodeLetterError> for ComposeError {
    fn from(err: EncodeLetterError) -> Self {
        match err {
            EncodeLetterError::TooLong { len } => Self::TooLong {
                len,
                max: LETTER_JSON_MAX_LEN,
            },
            _ => Self::TooLong {
                len: usize::MAX,
                max: LETTER_JSON_MAX_LEN,
            },
        }
    }
}
