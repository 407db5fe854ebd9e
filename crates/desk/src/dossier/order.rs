//! Orders: what leaves, for whom, why, and by whose consent.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bellrope_bundle::durable;
use bellrope_casework::body::Body;
use bellrope_casework::reason::Reason;
use bellrope_casework::template::TemplateKind;
use bellrope_casework::vocabulary::Word as _;
use bellrope_protocol::encoding::encode_hex;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::content::{Dossier, Section, attached, referral_text};
use super::key::{self, Unlock};
use super::pack::Pack;
use super::{DossierError, RecipientKey, body, paper};
use crate::attachment;
use crate::bytes::Bytes;
use crate::case::{self, Acting, CaseNumber, OpenCase, reason_of};
use crate::key::{Desk, Role, signer};
use crate::proposal::{Consent, Plan, What};
use crate::redaction::{self, Format};
use crate::right::{self, Right};
use crate::sharing;
use crate::term;
use crate::text::Lang;
use crate::vault::{Change, Passphrase, PersonId, Record, Records, Vault};

/// Whether the reporter was consulted before a referral, and got the reasons (R122).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Telling {
    /// A letter about it was sent.
    Consulted,
    /// Why not; the second person judges that too.
    Withheld(Reason),
}

/// What an order sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Sort {
    /// A dossier of these sections.
    Dossier {
        /// Which.
        sections: BTreeSet<Section>,
    },
    /// A redaction to a body.
    Referral {
        /// Which redaction of the case.
        redaction: u32,
        /// To whom.
        body: Body,
        /// Whether the reporter was consulted.
        telling: Telling,
    },
}

/// An order that two people agreed on; content of its case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    /// Which of the case, from 1.
    pub number: u32,
    /// What it sends.
    pub sort: Sort,
    /// What opens the archive.
    pub key: RecipientKey,
    /// Who proposed it.
    pub by: PersonId,
    /// Who approved it; absent if nobody else is on the team.
    pub second: Option<PersonId>,
    /// When it was approved, in Unix seconds.
    pub at: u64,
    /// The numbers of the reasons that say for whom and why.
    recipient: u32,
    purpose: u32,
    /// The SHA-256 of the very text that was approved.
    text: Bytes<32>,
}

impl Record for Order {
    const TABLE: &'static str = "orders";
}

fn name(number: &CaseNumber, order: u32) -> String {
    format!("{number}/{order}")
}

/// Lists the orders of a case, oldest first.
///
/// # Errors
///
/// [`DossierError`], by variant.
pub fn orders(records: &impl Records, number: &CaseNumber) -> Result<Vec<Order>, DossierError> {
    let count = open(records, number)?.register.orders;
    (1..=count).map(|it| find(records, number, it)).collect()
}

/// Finds an order of a case.
///
/// # Errors
///
/// [`DossierError`], by variant.
pub fn find(
    records: &impl Records,
    number: &CaseNumber,
    order: u32,
) -> Result<Order, DossierError> {
    let case = open(records, number)?;
    let found = case.content(records, &name(number, order))?;
    found.ok_or(DossierError::NoOrder { order })
}

/// Returns for whom and why something leaves.
///
/// # Errors
///
/// [`DossierError`], by variant.
pub fn purpose(
    records: &impl Records,
    number: &CaseNumber,
    order: &Order,
) -> Result<[String; 2], DossierError> {
    let case = open(records, number)?;
    let words = |at| {
        let found = reason_of(records, &case, at)?;
        let words = found.map(|it| it.as_str().to_owned());
        Ok::<_, DossierError>(words.unwrap_or_default())
    };
    Ok([words(order.recipient)?, words(order.purpose)?])
}

fn open(records: &impl Records, number: &CaseNumber) -> Result<OpenCase, DossierError> {
    let case = OpenCase::find(records, number)?.ok_or_else(|| DossierError::Absent {
        number: number.clone(),
    })?;
    case.key(records)?;
    Ok(case)
}

/// Sends a dossier to somebody.
#[derive(Serialize, Deserialize)]
pub struct SendDossier {
    /// The case.
    pub number: CaseNumber,
    /// What of it.
    pub sections: BTreeSet<Section>,
    /// For whom.
    pub recipient: Reason,
    /// Why.
    pub purpose: Reason,
    /// What opens the archive.
    pub key: RecipientKey,
}

/// Refers a redaction to a body.
#[derive(Serialize, Deserialize)]
pub struct SendReferral {
    /// The case.
    pub number: CaseNumber,
    /// Which redaction of it.
    pub redaction: u32,
    /// To whom.
    pub body: Body,
    /// Why.
    pub purpose: Reason,
    /// Whether the reporter was consulted.
    pub telling: Telling,
}

impl Plan for SendDossier {
    const WHAT: What = What::Export;
    const KIND: &'static str = "send-dossier";
    type Done = u32;
    type Error = DossierError;

    fn case(&self) -> Option<&CaseNumber> {
        Some(&self.number)
    }

    fn basis(&self, records: &impl Records) -> Result<String, DossierError> {
        let text = super::text(records, &self.number, &self.sections)?;
        sharing::check(records, &self.number, &text)?;
        Ok(sharing::name_of(&text))
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<u32, DossierError> {
        let sort = Sort::Dossier {
            sections: self.sections.clone(),
        };
        let text = super::text(change, &self.number, &self.sections)?;
        let new = New {
            number: &self.number,
            sort,
            key: self.key.clone(),
            recipient: &self.recipient,
            purpose: &self.purpose,
            text: Sha256::digest(&*text).into(),
        };
        keep(change, new, consent, now, rng)
    }
}

impl Plan for SendReferral {
    const WHAT: What = What::Referral;
    const KIND: &'static str = "send-referral";
    type Done = u32;
    type Error = DossierError;

    fn case(&self) -> Option<&CaseNumber> {
        Some(&self.number)
    }

    fn basis(&self, records: &impl Records) -> Result<String, DossierError> {
        let line = open(records, &self.number)?.register;
        let told = [TemplateKind::Referral, TemplateKind::PlannedTransfer];
        let is_told = line.course.sent.iter().any(|(kind, _)| told.contains(kind));
        if self.telling == Telling::Consulted && !is_told {
            return Err(DossierError::NotConsulted);
        }
        let entry = body::find(records, self.body)?;
        let entry = entry.ok_or(DossierError::NoKey { body: self.body })?;
        let found = redaction::find(records, &self.number, self.redaction)?;
        if found.signed_off.is_none() {
            let redaction = self.redaction;
            return Err(redaction::RedactionError::NotSignedOff { redaction }.into());
        }
        let text = referral_text(records, &self.number, self.redaction)?;
        sharing::check(records, &self.number, text.as_bytes())?;
        Ok(format!(
            "{} {}",
            sharing::name_of(text.as_bytes()),
            entry.key
        ))
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<u32, DossierError> {
        let entry = body::find(change, self.body)?;
        let entry = entry.ok_or(DossierError::NoKey { body: self.body })?;
        let text = referral_text(change, &self.number, self.redaction)?;
        let recipient = Reason::parse(self.body.label(Lang::Dutch))?;
        let new = New {
            number: &self.number,
            sort: Sort::Referral {
                redaction: self.redaction,
                body: self.body,
                telling: self.telling.clone(),
            },
            key: entry.key,
            recipient: &recipient,
            purpose: &self.purpose,
            text: Sha256::digest(text.as_bytes()).into(),
        };
        keep(change, new, consent, now, rng)
    }
}

struct New<'a> {
    number: &'a CaseNumber,
    sort: Sort,
    key: RecipientKey,
    recipient: &'a Reason,
    purpose: &'a Reason,
    text: [u8; 32],
}

fn keep(
    change: &Change<'_>,
    new: New<'_>,
    consent: &Consent,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<u32, DossierError> {
    let mut acting = Acting::begin(change, new.number, now)?;
    let number = acting.case.register.orders + 1;
    let recipient = acting.keep(new.recipient, rng)?.number;
    let purpose = acting.keep(new.purpose, rng)?.number;
    let order = Order {
        number,
        sort: new.sort,
        key: new.key,
        by: consent.by,
        second: consent.second,
        at: now,
        recipient,
        purpose,
        text: Bytes(new.text),
    };
    acting.write(&name(new.number, number), &order, rng)?;
    acting.line().orders = number;
    acting.store(rng)?;
    Ok(number)
}

/// Writes the archive of an order to a file: there whole and in the trail, or not at all; nothing is
/// overwritten. What it says is what was approved, and still passes the check before sharing.
///
/// `words` are those that were agreed with the recipient, where no key was named.
///
/// # Errors
///
/// [`DossierError::Changed`] if the case says something else since it was approved, others by variant.
pub fn write(
    vault: &mut Vault,
    which: (&CaseNumber, u32),
    lang: Lang,
    words: Option<&Passphrase>,
    to: &Path,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), DossierError> {
    let (number, at) = which;
    let reading = vault.read()?;
    right::check(&reading, Right::Handle, now)?;
    let order = find(&reading, number, at)?;
    let pack = pack_of(&reading, number, &order, lang)?;
    let base = Desk::load(&reading)?.base().clone();
    let tar = pack.to_tar(&signer(&reading, &base, Role::Root)?)?;
    drop(reading);
    let unlock = match (order.key.takes_words(), words) {
        (true, Some(words)) => Unlock::Words(words),
        (true, None) => return Err(DossierError::NoWords),
        (false, _) => Unlock::Key(&order.key),
    };
    let sealed = key::seal(&unlock, &tar, rng).map_err(|_| DossierError::Unwritable)?;
    if to.exists() {
        return Err(DossierError::Exists);
    }
    durable::write_bytes(to, &sealed)?;
    let noted = note(vault, number, &order, &sealed, now, rng);
    // What the trail does not tell of must not lie there.
    noted.inspect_err(|_| drop(fs::remove_file(to)))
}

fn note(
    vault: &mut Vault,
    number: &CaseNumber,
    order: &Order,
    sealed: &[u8],
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), DossierError> {
    let [recipient, purpose] = purpose(&vault.read()?, number, order)?;
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let recipient = acting.keep(&Reason::parse(&recipient)?, rng)?;
        let purpose = acting.keep(&Reason::parse(&purpose)?, rng)?;
        let (what, to) = match &order.sort {
            Sort::Dossier { .. } => ("dossier", "recipient"),
            Sort::Referral { body, .. } => ("referral", body.as_str()),
        };
        let entry = acting
            .entry(Act::DossierExported)?
            .with(Key::What, what)
            .with(Key::Item, order.number)
            .with(Key::To, to)
            .with(Key::ToName, recipient.hash)
            .with(Key::File, encode_hex(&Sha256::digest(sealed)));
        acting.enter(entry, Some(purpose), rng)?;
        Ok(acting.store(rng)?)
    })
}

/// Checks that a text is the one that was approved, and still may be shared.
fn check(
    records: &impl Records,
    number: &CaseNumber,
    order: &Order,
    text: &[u8],
) -> Result<(), DossierError> {
    if *Sha256::digest(text) != order.text.0 {
        return Err(DossierError::Changed);
    }
    Ok(sharing::check(records, number, text)?)
}

fn pack_of(
    records: &impl Records,
    number: &CaseNumber,
    order: &Order,
    lang: Lang,
) -> Result<Pack, DossierError> {
    match &order.sort {
        Sort::Dossier { sections } => dossier_pack(records, number, order, sections, lang),
        Sort::Referral {
            redaction, body, ..
        } => referral_pack(records, number, order, (*redaction, *body), lang),
    }
}

fn dossier_pack(
    records: &impl Records,
    number: &CaseNumber,
    order: &Order,
    sections: &BTreeSet<Section>,
    lang: Lang,
) -> Result<Pack, DossierError> {
    let dossier = Dossier::collect(records, number, sections)?;
    let json = dossier.to_json()?;
    check(records, number, order, &json)?;
    let desk = Desk::load(records)?.base().to_string();
    let document = paper::document(&dossier, &desk, term::local_day(order.at), lang)?;
    let mut pack = Pack::default();
    for format in Format::ALL {
        pack.add(
            format!("dossier.{}", format.code()),
            format.draw(&document)?,
        );
    }
    pack.add("dossier.json", json);
    if sections.contains(&Section::Files) {
        for (at, file) in attached(&case::show(records.vault(), number)?) {
            let bytes = attachment::open(records.vault(), number, at)?;
            pack.add(format!("files/{at}-{file}"), bytes);
        }
    }
    Ok(pack)
}

/// What a referral says besides its paper. It names no case: the body has a number of its own.
#[derive(Serialize)]
struct Referred<'a> {
    format: &'static str,
    desk: String,
    body: Body,
    purpose: &'a str,
    text: &'a str,
}

fn referral_pack(
    records: &impl Records,
    number: &CaseNumber,
    order: &Order,
    (redaction, body): (u32, Body),
    lang: Lang,
) -> Result<Pack, DossierError> {
    let text = referral_text(records, number, redaction)?;
    check(records, number, order, text.as_bytes())?;
    let found = redaction::find(records, number, redaction)?;
    let left = redaction::what_is_left(records, number, &found)?;
    let document = redaction::document(records, &found, &left, lang)?;
    let [_, purpose] = purpose(records, number, order)?;
    let referred = Referred {
        format: "bellrope/1 referral-data",
        desk: Desk::load(records)?.base().to_string(),
        body,
        purpose: &purpose,
        text: &text,
    };
    let json = serde_json::to_vec_pretty(&referred).map_err(|_| DossierError::Unwritable)?;
    let mut pack = Pack::default();
    for format in Format::ALL {
        pack.add(
            format!("referral.{}", format.code()),
            format.draw(&document)?,
        );
    }
    pack.add("referral.json", Zeroizing::new(json));
    Ok(pack)
}
