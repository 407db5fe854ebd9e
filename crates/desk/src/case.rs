//! Cases: what a desk makes of the letters of one case code.
//!
//! Everything that says something about a case is sealed under the case's own key, whose slot
//! can be destroyed. Outside it stand only its number, the name of its slot, what waits to be
//! sent, and lookup keys.

mod conversation;
mod reply;

pub use conversation::{CaseView, Entry, ShowError, Summary, show, summaries};
pub use reply::{
    Acknowledged, REPLY_TEXT_MAX_LEN, Reply, ReplyError, Sent, reply, send_draft, set_status,
};

pub(crate) use reply::status_of;

use bellrope_protocol::content::{LetterContent, StatusCode, TextPart};
use bellrope_protocol::key::{CaseHandle, CaseKeys, CaseSecret, FoundingRoot, ReporterPublicKey};
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::time::Day;
use rand::RngExt as _;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::board::Told;
use crate::bytes::{Blob, Bytes, SecretKey};
use crate::key;
use crate::term;
use crate::vault::{Change, Record, RecordKey, Records, Slot, SlotKind, Vault, VaultError};

/// The number of a case: eight digits drawn at random, written in two groups. Says nothing about
/// when it came (R103).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseNumber(String);

impl CaseNumber {
    /// Reads a number as somebody types it: eight digits, with anything between.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let between = |c: char| c.is_ascii_digit() || c == '-' || c == ' ' || c == '.';
        (digits.len() == 8 && text.chars().all(between)).then(|| Self::of_digits(&digits))
    }

    fn of_digits(digits: &str) -> Self {
        let (first, second) = digits.split_at(4);
        Self(format!("{first}-{second}"))
    }

    fn draw(rng: &mut impl CryptoRng) -> Self {
        Self::of_digits(&rng.random_range(10_000_000..100_000_000_u32).to_string())
    }

    /// Returns the number as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// That a case exists, and which slot holds its key.
#[derive(Clone, Serialize, Deserialize)]
struct Head {
    number: CaseNumber,
    slot: Slot,
}

impl Record for Head {
    const TABLE: &'static str = "cases";
}

/// Which case a handle belongs to.
#[derive(Serialize, Deserialize)]
struct HandleOf {
    number: CaseNumber,
}

impl Record for HandleOf {
    const TABLE: &'static str = "handles";
}

/// A case as it stands; sealed under its own key.
#[derive(Serialize, Deserialize)]
pub(crate) struct CaseFile {
    pub(crate) number: CaseNumber,
    /// What the keys of the case are derived from; absent for raw letters, which are one way.
    link: Option<Link>,
    /// The reporter's language.
    pub(crate) lang: String,
    /// The day on which the first letter counts as received.
    pub(crate) received: Day,
    /// The status, by its code.
    pub(crate) status: String,
    /// The day on which a person acknowledged receipt.
    pub(crate) acknowledged: Option<Day>,
    /// The acknowledgement as it was drafted, until somebody sends something.
    pub(crate) draft: Option<String>,
    /// Number of items of the conversation.
    pub(crate) items: u32,
    /// Number of the last reply that was sealed.
    pub(crate) replies: u32,
    /// Hash of that reply.
    pub(crate) prev: Option<Bytes<32>>,
    /// What the reporter was told, and when.
    #[serde(default)]
    pub(crate) told: Told,
}

impl Record for CaseFile {
    const TABLE: &'static str = "case-files";
}

#[derive(Serialize, Deserialize)]
struct Link {
    secret: SecretKey,
    reporter: Bytes<32>,
    authentication: u32,
}

impl CaseFile {
    /// Says whether the case came as a raw letter, to which nobody can reply.
    pub(crate) fn is_raw(&self) -> bool {
        self.link.is_none()
    }

    pub(crate) fn status_code(&self) -> StatusCode {
        StatusCode::from(self.status.as_str())
    }

    /// Returns the last day on which feedback may be given.
    pub(crate) fn feedback_by(&self) -> Day {
        term::feedback_by(self.received, self.acknowledged)
    }

    /// Derives the keys of the case.
    pub(crate) fn keys(
        &self,
        records: &impl Records,
        founding: &FoundingRoot,
    ) -> Result<Option<CaseKeys>, VaultError> {
        let damaged = || VaultError::Damaged {
            part: CaseFile::TABLE,
        };
        let Some(link) = &self.link else {
            return Ok(None);
        };
        let key = key::authentication(records, link.authentication)?.ok_or_else(damaged)?;
        let reporter = ReporterPublicKey::from_bytes(link.reporter.0).map_err(|_| damaged())?;
        let secret = CaseSecret::from_bytes(link.secret.0.expose_secret());
        Ok(Some(CaseKeys::for_desk(&key, &reporter, &secret, founding)))
    }
}

/// One thing in a conversation; sealed under the key of its case.
#[derive(Serialize, Deserialize)]
pub(crate) enum Item {
    /// A letter of the case.
    Letter {
        /// Its index in the intake log.
        index: u64,
        /// The epoch of its entry.
        epoch: u32,
        content: Box<LetterContent>,
    },
    /// A raw letter.
    Raw { epoch: u32, text: Blob },
    /// A text of the desk.
    Reply {
        day: Day,
        parts: Vec<TextPart>,
        /// Whether the first part tells the status too.
        with_status: bool,
        /// How many of the parts are sealed into batches.
        sent: u32,
    },
    /// A change of status that the reporter is told of.
    Status { day: Day, code: String },
}

impl Record for Item {
    const TABLE: &'static str = "items";
}

fn item_name(number: &CaseNumber, item: u32) -> String {
    format!("{number}/{item}")
}

/// A case that is open: its number and key.
pub(crate) struct OpenCase {
    number: CaseNumber,
    key: RecordKey,
}

impl OpenCase {
    /// Opens the case of a number; `None` if there is none, or its key was destroyed.
    pub(crate) fn find(
        records: &impl Records,
        number: &CaseNumber,
    ) -> Result<Option<Self>, VaultError> {
        let Some(head) = records.find::<Head>(number.as_str())? else {
            return Ok(None);
        };
        Self::of(records, head)
    }

    fn of(records: &impl Records, head: Head) -> Result<Option<Self>, VaultError> {
        let key = records.vault().slot_key(SlotKind::Case, &head.slot)?;
        Ok(key.map(|key| Self {
            number: head.number,
            key,
        }))
    }

    /// Opens every case.
    pub(crate) fn all(records: &impl Records) -> Result<Vec<Self>, VaultError> {
        let mut cases = Vec::new();
        for head in records.all::<Head>()? {
            cases.extend(Self::of(records, head)?);
        }
        Ok(cases)
    }

    /// Opens the case of a handle.
    pub(crate) fn of_handle(
        records: &impl Records,
        handle: &CaseHandle,
    ) -> Result<Option<Self>, VaultError> {
        match records.find::<HandleOf>(handle.as_bytes())? {
            Some(found) => Self::find(records, &found.number),
            None => Ok(None),
        }
    }

    pub(crate) fn number(&self) -> &CaseNumber {
        &self.number
    }

    pub(crate) fn file(&self, records: &impl Records) -> Result<CaseFile, VaultError> {
        let damaged = VaultError::Damaged {
            part: CaseFile::TABLE,
        };
        records
            .find_under(&self.key, self.number.as_str())?
            .ok_or(damaged)
    }

    pub(crate) fn put_file(
        &self,
        change: &Change<'_>,
        file: &CaseFile,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put_under(&self.key, self.number.as_str(), file, rng)
    }

    pub(crate) fn item(&self, records: &impl Records, item: u32) -> Result<Item, VaultError> {
        let damaged = VaultError::Damaged { part: Item::TABLE };
        records
            .find_under(&self.key, item_name(&self.number, item))?
            .ok_or(damaged)
    }

    pub(crate) fn put_item(
        &self,
        change: &Change<'_>,
        item: u32,
        content: &Item,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put_under(&self.key, item_name(&self.number, item), content, rng)
    }

    /// Adds an item at the end of the conversation; `file` is stored along.
    pub(crate) fn add_item(
        &self,
        change: &Change<'_>,
        file: &mut CaseFile,
        content: &Item,
        rng: &mut impl CryptoRng,
    ) -> Result<u32, VaultError> {
        let item = file.items;
        self.put_item(change, item, content, rng)?;
        file.items += 1;
        self.put_file(change, file, rng)?;
        Ok(item)
    }
}

/// What a new case begins with.
pub(crate) struct NewCase<'a> {
    /// The letter that opens it; absent for a raw letter.
    pub(crate) content: Option<&'a LetterContent>,
    pub(crate) lang: String,
    pub(crate) received: Day,
}

/// Makes the slots of up to `count` new cases, all at once: to make one durable costs as much.
pub(crate) fn draw_slots(
    vault: &Vault,
    count: usize,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Slot>, VaultError> {
    let slots: Vec<Slot> = (0..count).map(|_| Slot::draw(rng)).collect();
    vault.make_slots(SlotKind::Case, &slots, rng)?;
    Ok(slots)
}

/// Opens a new case under a random number, with a key slot of its own, which exists.
pub(crate) fn begin(
    change: &Change<'_>,
    new: &NewCase<'_>,
    slot: Slot,
    rng: &mut impl CryptoRng,
) -> Result<(OpenCase, CaseFile), VaultError> {
    let number = free_number(change, rng)?;
    let damaged = VaultError::Damaged { part: "cases" };
    let head = Head {
        number: number.clone(),
        slot,
    };
    let case = OpenCase::of(change, head.clone())?.ok_or(damaged)?;
    change.put(number.as_str(), &head, rng)?;
    if let Some(content) = new.content {
        let handle_of = HandleOf {
            number: number.clone(),
        };
        change.put(content.handle.as_bytes(), &handle_of, rng)?;
    }
    let file = CaseFile {
        number,
        link: new.content.and_then(link_of),
        lang: new.lang.clone(),
        received: new.received,
        status: StatusCode::Received.as_str().to_owned(),
        acknowledged: None,
        draft: None,
        items: 0,
        replies: 0,
        prev: None,
        told: Told::default(),
    };
    case.put_file(change, &file, rng)?;
    Ok((case, file))
}

fn link_of(content: &LetterContent) -> Option<Link> {
    let intro = content.intro.as_ref()?;
    Some(Link {
        secret: SecretKey(SecretBytes::new(intro.secret.expose_secret())),
        reporter: Bytes(*intro.reporter.as_bytes()),
        authentication: intro.authentication,
    })
}

fn free_number(records: &impl Records, rng: &mut impl CryptoRng) -> Result<CaseNumber, VaultError> {
    loop {
        let number = CaseNumber::draw(rng);
        if !records.has::<Head>(number.as_str())? {
            return Ok(number);
        }
    }
}

/// Destroys the slots that no case names: what a crash during an import left.
pub(crate) fn sweep(vault: &Vault, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
    let heads: Vec<Head> = vault.read()?.all()?;
    let keep: Vec<Slot> = heads.into_iter().map(|head| head.slot).collect();
    vault.sweep_slots(SlotKind::Case, &keep, rng)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    #[test]
    fn parse_takes_a_number_as_people_write_it() {
        let number = CaseNumber::parse("4821-7730").unwrap();
        assert_eq!(number.as_str(), "4821-7730");
        for text in ["48217730", "4821 7730", "48.21.77.30"] {
            assert_eq!(CaseNumber::parse(text), Some(number.clone()));
        }
        for text in ["", "4821-773", "4821-77301", "4821-773x", "../4821-7730"] {
            assert_eq!(CaseNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn draw_gives_eight_digits() {
        let rng = &mut StdRng::seed_from_u64(1);
        for _ in 0..1000 {
            let number = CaseNumber::draw(rng);
            assert_eq!(CaseNumber::parse(number.as_str()), Some(number));
        }
    }
}
