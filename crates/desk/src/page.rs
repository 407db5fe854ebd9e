//! The page's configuration: from a file that people write to a note that the desk's root signed.
//!
//! In scope: filling in what people should not have to copy (the host, the roots of the desks, the
//! build's hash, the time), signing, and adding a signature to what another desk signed. Out of
//! scope: what a configuration may say (`bellrope_protocol::page`) and serving it.
//!
//! Spec: docs/protocol.md §20.

use bellrope_protocol::base::{Base, DeskName};
use bellrope_protocol::card::{Card, ParseCardError, Pin, SignedCard, VerifyCardError};
use bellrope_protocol::encoding::{encode_base64, encode_hex};
use bellrope_protocol::key::{Fingerprint, ParseFingerprintError};
use bellrope_protocol::page::{Page, ParsePageError, SignPageError, SignedPage};
use bellrope_protocol::tag::body_hash;
use toml::{Table, Value};

use crate::card;
use crate::key::{self, Desk, Role};
use crate::vault::{Records, Vault, VaultError};

/// Members that are filled in here, and so may not stand in the file.
const FILLED_IN: [&str; 3] = ["build", "made", "host"];

/// What the manifest of a build says of itself (docs/page.md).
const MANIFEST_FORMAT: &str = "bellrope page 1";

/// What a configuration is made of.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The file that people write (docs/page-config.toml).
    pub config: &'a str,
    /// `manifest.json` of the build that is to be served.
    pub manifest: &'a [u8],
    /// The signed key cards of the other desks on the page.
    pub cards: &'a [Vec<u8>],
}

/// Signs a configuration with the vault's root, at `now` (Unix seconds).
///
/// # Errors
///
/// [`PageError`], by variant.
pub fn sign(vault: &Vault, draft: Draft<'_>, now: u64) -> Result<SignedPage, PageError> {
    let records = vault.read()?;
    let desk = Desk::load(&records)?;
    let page = fill_in(&records, &desk, draft, now)?;
    let root = key::signer(&records, desk.base(), Role::Root)?;
    Ok(SignedPage::sign(page, &root)?)
}

/// Adds the signature of the vault's root to what another desk signed, if it says what this desk's
/// own file and build say.
///
/// # Errors
///
/// [`PageError::Differs`] if it says anything else; the others by variant.
pub fn add(vault: &Vault, draft: Draft<'_>, other: &[u8]) -> Result<SignedPage, PageError> {
    let records = vault.read()?;
    let desk = Desk::load(&records)?;
    let signed = SignedPage::parse(other)?;
    let theirs = signed.unverified_page();
    // The time is theirs: the text has one only, and it decides nothing.
    let ours = fill_in(&records, &desk, draft, theirs.made)?;
    if let Some(member) = first_difference(&ours, theirs) {
        return Err(PageError::Differs { member });
    }
    let root = key::signer(&records, desk.base(), Role::Root)?;
    Ok(signed.add_signature(&root)?)
}

fn fill_in(
    records: &impl Records,
    desk: &Desk,
    draft: Draft<'_>,
    made: u64,
) -> Result<Page, PageError> {
    check_manifest(draft.manifest)?;
    let mut table: Table = draft.config.parse().map_err(PageError::Syntax)?;
    for member in FILLED_IN {
        if table.contains_key(member) {
            return Err(PageError::FilledIn { member });
        }
    }
    let made = i64::try_from(made).unwrap_or(i64::MAX);
    let build = encode_hex(&body_hash(draft.manifest));
    table.insert("made".to_owned(), Value::Integer(made));
    table.insert("build".to_owned(), Value::String(build));
    let host = desk.base().host.to_string();
    table.insert("host".to_owned(), Value::String(host));
    if let Some(Value::Array(desks)) = table.get_mut("desks") {
        for entry in desks {
            fill_in_desk(records, desk, draft.cards, entry)?;
        }
    }
    table.try_into().map_err(PageError::Syntax)
}

/// Checks that what is about to be named as the build is one.
fn check_manifest(manifest: &[u8]) -> Result<(), PageError> {
    let parsed: serde_json::Value = serde_json::from_slice(manifest).unwrap_or_default();
    if parsed["format"] == MANIFEST_FORMAT {
        return Ok(());
    }
    Err(PageError::Manifest)
}

/// Puts the root of a desk in the place of its fingerprint.
fn fill_in_desk(
    records: &impl Records,
    own: &Desk,
    cards: &[Vec<u8>],
    entry: &mut Value,
) -> Result<(), PageError> {
    // What is no table with a name is for the types to refuse.
    let Some(entry) = entry.as_table_mut() else {
        return Ok(());
    };
    let Some(Ok(name)) = entry.get("desk").and_then(Value::as_str).map(str::parse) else {
        return Ok(());
    };
    let pinned = fingerprint(entry, &name)?;
    let card = if name == own.base().desk {
        own_card(records, own, pinned)?
    } else {
        let base = Base::new(own.base().host.clone(), name);
        other_card(cards, &base, pinned)?
    };
    let founding = encode_base64(card.founding.as_bytes());
    entry.insert("founding".to_owned(), Value::String(founding));
    if !card.succession.is_empty() {
        let notes = card.succession.into_iter().map(Value::String).collect();
        entry.insert("succession".to_owned(), Value::Array(notes));
    }
    Ok(())
}

fn fingerprint(entry: &mut Table, desk: &DeskName) -> Result<Option<Fingerprint>, PageError> {
    let Some(Value::String(text)) = entry.remove("fingerprint") else {
        return Ok(None);
    };
    let parsed = text.parse().map_err(|source| PageError::Fingerprint {
        desk: desk.clone(),
        source,
    });
    parsed.map(Some)
}

fn own_card(
    records: &impl Records,
    own: &Desk,
    pinned: Option<Fingerprint>,
) -> Result<Card, PageError> {
    if pinned.is_some_and(|pinned| pinned != own.founding().fingerprint()) {
        return Err(PageError::OwnFingerprint);
    }
    Ok(card::newest(records)?)
}

/// Finds the card of another desk and verifies it against the fingerprint of the file.
fn other_card(
    cards: &[Vec<u8>],
    base: &Base,
    pinned: Option<Fingerprint>,
) -> Result<Card, PageError> {
    let desk = || base.desk.clone();
    let pinned = pinned.ok_or_else(|| PageError::NoFingerprint { desk: desk() })?;
    for bytes in cards {
        let card = SignedCard::parse(bytes)?;
        if card.unverified_card().desk != base.desk {
            continue;
        }
        let pin = Pin {
            host: Some(base.host.clone()),
            ..Pin::new(pinned)
        };
        let verified = card.verify(&pin).map_err(|source| PageError::Card {
            desk: desk(),
            source,
        })?;
        return Ok(verified.card().clone());
    }
    Err(PageError::NoCard { desk: desk() })
}

/// Names the first member in which two configurations differ.
fn first_difference(ours: &Page, theirs: &Page) -> Option<&'static str> {
    let members = [
        ("version", ours.version == theirs.version),
        ("build", ours.build == theirs.build),
        ("host", ours.host == theirs.host),
        ("relays", ours.relays == theirs.relays),
        ("title", ours.title == theirs.title),
        ("icon", ours.icon == theirs.icon),
        ("exit", ours.exit == theirs.exit),
        ("desks", ours.desks == theirs.desks),
        ("emergency", ours.emergency == theirs.emergency),
        ("landscape", ours.landscape == theirs.landscape),
        ("categories", ours.categories == theirs.categories),
        ("retention", ours.retention == theirs.retention),
        ("law_checked", ours.law_checked == theirs.law_checked),
        ("cover", ours.cover == theirs.cover),
        ("clients", ours.clients == theirs.clients),
        ("security", ours.security == theirs.security),
        ("texts", ours.texts == theirs.texts),
        // Whatever a later version adds.
        ("anything else", ours == theirs),
    ];
    members
        .into_iter()
        .find_map(|(member, same)| (!same).then_some(member))
}

/// Why a configuration is not signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The file is not TOML, lacks a member or has one that does not exist.
    #[error("configuration is malformed")]
    Syntax(#[source] toml::de::Error),
    /// The file has a member that is filled in here.
    #[error("configuration has {member}, which is filled in when it is signed")]
    FilledIn {
        /// The member.
        member: &'static str,
    },
    /// What should be the manifest of a build is none.
    #[error("manifest is not that of a page's build")]
    Manifest,
    /// A desk's fingerprint is malformed.
    #[error("fingerprint of desk {desk} is malformed")]
    Fingerprint {
        /// The desk.
        desk: DeskName,
        /// Why.
        source: ParseFingerprintError,
    },
    /// The file has another fingerprint for this desk.
    #[error("configuration has another fingerprint for this desk than its own")]
    OwnFingerprint,
    /// The file says no fingerprint of another desk.
    #[error("configuration has no fingerprint for desk {desk}")]
    NoFingerprint {
        /// The desk.
        desk: DeskName,
    },
    /// There is no card of another desk.
    #[error("there is no key card of desk {desk}")]
    NoCard {
        /// The desk.
        desk: DeskName,
    },
    /// A file that should be a card is none.
    #[error("a file is no key card")]
    NotACard(#[from] ParseCardError),
    /// A card is not the one of the fingerprint.
    #[error("key card of desk {desk} is refused")]
    Card {
        /// The desk.
        desk: DeskName,
        /// Why.
        source: VerifyCardError,
    },
    /// What the other desk signed is no configuration.
    #[error("what the other desk signed is no configuration")]
    NotAPage(#[from] ParsePageError),
    /// The other desk signed something else than this desk's file and build say.
    #[error("the other desk signed another {member}")]
    Differs {
        /// The first member that differs.
        member: &'static str,
    },
    /// It cannot be signed.
    #[error("configuration cannot be signed")]
    Sign(#[from] SignPageError),
}
