//! A case of the canary's own: letters and a parcel, sealed as any reporter seals them.
//!
//! Every text, the code, the keys and the names in it are searched for afterwards.

use std::fmt;

use bellrope_protocol::card::Card;
use bellrope_protocol::content::{
    Attachments, EncodeLetterError, Intro, LetterBody, LetterContent, LetterId, LetterLanguage,
    Report, Unknown,
};
use bellrope_protocol::key::{AuthenticationPublicKey, CaseKeys, ReporterKeys};
use bellrope_protocol::letter;
use bellrope_protocol::limit::{BLOCK_LEN, LETTER_LEN};
use bellrope_protocol::parcel::{
    BlockAddress, ParcelKey, ParcelPlan, ParcelSealer, PlanError, SealError,
};
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_protocol::time::week;

use super::canary::{Aviary, Sort};
use crate::text::{Lang, Texts};

/// Where in a letter its marker is: behind the header, in what the desk alone can read.
const LETTER_MARK: usize = 8_192;
/// Where in a block its marker is.
const BLOCK_MARK: usize = 131_072;
/// Length of a marker, in bytes.
const MARK_LEN: usize = 32;

/// A sealed letter with its tag.
pub(super) struct Sealed {
    /// What it is, for the report.
    pub(super) what: &'static str,
    pub(super) letter: Box<[u8; LETTER_LEN]>,
    pub(super) tag: Tag,
}

impl Sealed {
    pub(super) fn hash(&self) -> [u8; 32] {
        body_hash(self.letter.as_slice())
    }
}

/// A sealed block and where it goes.
pub(super) struct SealedBlock {
    pub(super) address: BlockAddress,
    pub(super) bytes: Box<[u8; BLOCK_LEN]>,
}

/// Everything that is filed of one case, in this order.
pub(super) struct SealedCase {
    pub(super) blocks: Vec<SealedBlock>,
    pub(super) report: Sealed,
    pub(super) message: Sealed,
    /// The last letter withdraws the report: the desk owes the canary nothing.
    pub(super) withdrawal: Sealed,
}

impl SealedCase {
    /// Returns the letters in their order.
    pub(super) fn letters(&self) -> [&Sealed; 3] {
        [&self.report, &self.message, &self.withdrawal]
    }
}

impl fmt::Debug for SealedCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedCase").finish_non_exhaustive()
    }
}

/// Seals a case to the desk of a card, at `now` (Unix seconds).
///
/// # Errors
///
/// [`ComposeError`], by variant.
// spec: §5.2, §6, §10
pub(super) fn seal(card: &Card, now: u64, aviary: &mut Aviary) -> Result<SealedCase, ComposeError> {
    let mut writer = Writer::new(card, now, aviary)?;
    let (parcel, blocks) = parcel(aviary)?;
    let report = LetterBody::Report(Box::new(report(aviary)));
    let message = LetterBody::Message {
        text: told(&aviary.text(Sort::Sealed, "text of the message").whole),
    };
    let withdrawal = LetterBody::Withdraw {
        text: Some(told(
            &aviary.text(Sort::Sealed, "text of the withdrawal").whole,
        )),
    };
    Ok(SealedCase {
        blocks,
        report: writer.seal("the report", report, Some(parcel), aviary)?,
        message: writer.seal("the message", message, None, aviary)?,
        withdrawal: writer.seal("the withdrawal", withdrawal, None, aviary)?,
    })
}

/// Puts before a text what tells the caseworker that it is a test.
fn told(text: &str) -> String {
    let say = |lang| Texts::new(lang).get("canary-letter");
    format!("{}\n{}\n\n{text}", say(Lang::Dutch), say(Lang::English))
}

fn report(aviary: &mut Aviary) -> Report {
    let mut text = |what: &str| aviary.text(Sort::Sealed, what).whole;
    let story = told(&text("story of the report"));
    let mut report = Report::new("signal".into(), "XX".into(), story);
    report.private = Some(text("private part of the report"));
    report.place = Some(text("place in the report"));
    report.people = Some(text("people in the report"));
    report.name = Some(text("name in the report"));
    report.contact = Some(text("contact in the report"));
    report
}

/// The side of the case that writes.
struct Writer<'a> {
    card: &'a Card,
    authentication: &'a AuthenticationPublicKey,
    keys: ReporterKeys,
    case: CaseKeys,
    now: u64,
    n: u64,
}

impl<'a> Writer<'a> {
    fn new(card: &'a Card, now: u64, aviary: &mut Aviary) -> Result<Self, ComposeError> {
        let authentication = card.newest_authentication().ok_or(ComposeError::NoKey)?;
        let code = aviary.code("case code");
        let keys = ReporterKeys::derive(&code, &card.founding);
        let case = CaseKeys::for_reporter(&keys, authentication);
        for (what, secret) in [
            ("case secret S", keys.secret().expose_secret()),
            ("reporter key r", keys.key().expose_secret()),
            ("reporter's public key R", keys.public().as_bytes()),
        ] {
            aviary.add_bytes(Sort::Sealed, what, secret);
        }
        aviary.add_bytes(Sort::Sealed, "case handle", case.handle().as_bytes());
        let passphrase = case.reply_passphrase().expose_secret();
        aviary.add_text(Sort::Sealed, "reply passphrase", passphrase);
        Ok(Self {
            card,
            authentication,
            keys,
            case,
            now,
            n: 0,
        })
    }

    fn seal(
        &mut self,
        what: &'static str,
        body: LetterBody,
        parcel: Option<ParcelKey>,
        aviary: &mut Aviary,
    ) -> Result<Sealed, ComposeError> {
        let intake = self.card.recipient_at(self.now).ok_or(ComposeError::Week {
            week: week(self.now),
        })?;
        self.n += 1;
        let id = LetterId::generate(&mut aviary.rng);
        aviary.add_bytes(Sort::Sealed, format!("id of {what}"), id.as_bytes());
        let content = LetterContent {
            id,
            handle: self.case.handle(),
            n: self.n,
            language: LetterLanguage::Dutch,
            intro: Some(Intro::new(&self.keys, self.authentication)),
            body,
            parcel: parcel.map(Attachments::from),
            unknown: Unknown::new(),
        };
        let plaintext = content.encode(&self.case)?;
        let letter = letter::seal(
            plaintext.expose_secret(),
            &intake.recipient,
            &mut aviary.rng,
        );
        let mark = &letter[LETTER_MARK..LETTER_MARK + MARK_LEN];
        aviary.add_bytes(Sort::Marker, format!("{what}, sealed"), mark);
        let tag = self.case.letter_tag(&body_hash(letter.as_slice()));
        Ok(Sealed { what, letter, tag })
    }
}

/// Packs one file whose name and content are searched for.
fn parcel(aviary: &mut Aviary) -> Result<(ParcelKey, Vec<SealedBlock>), ComposeError> {
    let name = aviary.text(Sort::Sealed, "name of the attached file").run;
    let content = aviary
        .text(Sort::Sealed, "content of the attached file")
        .fill(40_000);
    let archive = archive(&format!("{name}.txt"), &content)?;
    let plan = ParcelPlan::new(archive.len() as u64)?;
    let mut sealer = ParcelSealer::new(plan, &mut aviary.rng);
    let mut blocks = Vec::new();
    let mut rest = archive.as_slice();
    while let Some(block) = sealer.push(&mut rest)? {
        blocks.push(SealedBlock {
            address: block.address,
            bytes: Box::new(*block.bytes),
        });
    }
    while let Some(block) = sealer.pad()? {
        blocks.push(SealedBlock {
            address: block.address,
            bytes: Box::new(*block.bytes),
        });
    }
    let key = sealer.finish()?;
    for block in &blocks {
        let mark = &block.bytes[BLOCK_MARK..BLOCK_MARK + MARK_LEN];
        aviary.add_bytes(Sort::Marker, "the parcel's block", mark);
    }
    aviary.add_bytes(Sort::Sealed, "seed of the parcel", key.expose_seed());
    aviary.add_bytes(
        Sort::Sealed,
        "key of the parcel",
        key.identity().expose_seed(),
    );
    let identity = key.identity().expose_secret();
    aviary.add_text(
        Sort::Sealed,
        "key of the parcel as age writes it",
        &identity,
    );
    Ok((key, blocks))
}

// spec: §10 P1
fn archive(name: &str, content: &[u8]) -> Result<Vec<u8>, ComposeError> {
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    let mut archive = tar::Builder::new(Vec::new());
    let appended = archive.append_data(&mut header, name, content);
    let archive = appended.and_then(|()| archive.into_inner());
    archive.map_err(|source| ComposeError::Archive { source })
}

/// Why a case cannot be sealed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum ComposeError {
    /// The card lists no intake key for this week.
    #[error("card has no key for the week that begins at {week}")]
    Week {
        /// The Unix second of the week's Monday.
        week: u64,
    },
    /// The card lists no authentication key.
    #[error("card has no authentication key")]
    NoKey,
    /// The texts do not fit.
    #[error("cannot write the letter")]
    Letter(#[from] EncodeLetterError),
    /// The attachment does not fit.
    #[error("cannot plan the parcel")]
    Plan(#[from] PlanError),
    /// The attachment cannot be sealed.
    #[error("cannot seal the parcel")]
    Parcel(#[from] SealError),
    /// The attachment cannot be archived.
    #[error("cannot archive the attachment")]
    Archive {
        /// Why not.
        source: std::io::Error,
    },
}
