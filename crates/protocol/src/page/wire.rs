//! The types of a configuration, as its JSON has them. A member that is not listed is refused: a
//! configuration names the one build that reads it, so an unknown member is a slip of the pen, and
//! what a desk signed must not be left out in silence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::content::{Body, Category, Client, Contact, Cover, HelpLine, Icon, Security};
use crate::base::{Base, DeskName, Host};
use crate::card::founding;
use crate::case_code::Language;
use crate::key::{Fingerprint, FoundingRoot};
use crate::time::Day;

/// What a page says and offers.
///
/// The desk fills one in and signs it; a reader gets one out of a
/// [`VerifiedPage`](super::VerifiedPage) only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Number of the configuration, from 1; a higher one replaces a lower.
    pub version: u64,
    /// When it was made, in Unix seconds.
    pub made: u64,
    /// SHA-256 of the `manifest.json` of the build that is to be served.
    #[serde(with = "hex_array")]
    pub build: [u8; 32],
    /// The canonical host of the relay that serves every desk of the page.
    pub host: Host,
    /// Addresses of that relay, best first: for the single-file page, which has no origin, and for
    /// the offer of an onion address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relays: Vec<String>,
    /// What the browser's tab and history say. Neutral: it is seen by others.
    pub title: Both,
    /// The icon of the tab.
    #[serde(default)]
    pub icon: Icon,
    /// Where the quick exit leads: a busy page that says nothing.
    pub exit: String,
    /// The desks, in the order of the page.
    pub desks: Vec<PageDesk>,
    /// Who helps now, on every screen.
    pub emergency: Vec<HelpLine>,
    /// Who does what: bodies inside and outside the organisation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub landscape: Vec<Body>,
    /// What a report can be about.
    pub categories: Vec<Category>,
    /// How long reports are kept, in plain words.
    pub retention: Both,
    /// When the texts about the law were last held against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law_checked: Option<Day>,
    /// Visitors' cover.
    pub cover: Cover,
    /// The native client, by system.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<Client>,
    /// Whom to tell about a flaw of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security: Option<Security>,
    /// Texts of the page that this organisation words otherwise.
    #[serde(default, skip_serializing_if = "Overrides::is_empty")]
    pub texts: Overrides,
}

impl Page {
    /// Returns the base of one of its desks.
    #[must_use]
    pub fn base(&self, desk: &PageDesk) -> Base {
        Base::new(self.host.clone(), desk.desk.clone())
    }
}

/// A desk of the page, pinned by its founding root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageDesk {
    /// The desk's short name.
    pub desk: DeskName,
    /// The root that the desk was founded with.
    #[serde(with = "founding")]
    pub founding: FoundingRoot,
    /// The succession notes that lead from `founding` to the root that signs, as on the card.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub succession: Vec<String>,
    /// Its name where no script can read the card. Elsewhere the card's names lead.
    pub name: Both,
    /// Who reads the reports, how many they are and whom they answer to.
    pub about: Both,
    /// Whether reports about the other desks, or those above them, go here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alternative: bool,
    /// Other ways to reach it.
    #[serde(default)]
    pub contact: Contact,
}

impl PageDesk {
    /// Returns the fingerprint by which people know the desk.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.founding.fingerprint()
    }
}

/// A text in both languages of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

impl Both {
    /// Returns the text in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}

/// Texts by Fluent message id that replace the built page's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// In Dutch.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub nl: BTreeMap<String, String>,
    /// In English.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub en: BTreeMap<String, String>,
}

impl Overrides {
    fn is_empty(&self) -> bool {
        self.nl.is_empty() && self.en.is_empty()
    }

    /// Returns the texts that are replaced in a language.
    #[must_use]
    pub fn texts(&self, language: Language) -> &BTreeMap<String, String> {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}

/// A SHA-256 as `sha256sum` prints it: people compare it.
pub(super) mod hex_array {
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    use crate::encoding::{decode_hex_array, encode_hex};

    pub(crate) fn serialize<S: Serializer>(
        bytes: &[u8; 32],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode_hex(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(deserializer)?;
        decode_hex_array(&text).map_err(de::Error::custom)
    }
}
