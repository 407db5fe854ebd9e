//! What stands on the page: contact, help, bodies, categories, cover.

use serde::{Deserialize, Serialize};

use super::wire::{Both, hex_array};
use crate::time::Day;

/// Ways to reach a desk without the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Telephone numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// E-mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// The postal address, line by line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub post: Vec<String>,
    /// When somebody answers, and how often the mailbox is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Both>,
}

/// Somebody who helps now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// What it is for, such as "danger now".
    pub need: Both,
    /// Who answers.
    pub name: Both,
    /// The telephone number.
    pub phone: String,
    /// A page of theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Where a body stands, seen from the reporter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Advice and support, without reporting.
    Advice,
    /// Inside the organisation.
    Inside,
    /// Outside the organisation.
    Outside,
}

/// A body of the landscape: what it does and how to reach it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Where it stands.
    pub group: Group,
    /// Its name.
    pub name: Both,
    /// What it does.
    pub about: Both,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// When somebody last made sure that all this is so.
    pub checked: Day,
}

/// What a report can be about. The code goes into the letter; figures are the desk's affair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// The code, such as `ZS3`: 1–8 capital letters and digits, beginning with a letter.
    pub code: String,
    /// The family it belongs to: `ZS`, `OG` or `XX` (docs/protocol.md §6).
    pub family: String,
    /// Its name.
    pub name: Both,
    /// What belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Both>,
    /// The part of the code of conduct that applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
    /// Who is better placed. The page says so and lets the reporter go on here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
}

/// Who is better placed for a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// What to say.
    pub text: Both,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Their page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Visitors' cover (docs/page.md): an open page posts one letter a slot, real or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// Whether there is any.
    pub on: bool,
    /// When the first slot comes: least and most seconds after the page is opened.
    #[serde(default = "first_secs")]
    pub first_secs: [u32; 2],
    /// How long until the next: least and most seconds.
    #[serde(default = "every_secs")]
    pub every_secs: [u32; 2],
    /// How many slots there are at most.
    #[serde(default = "max_slots")]
    pub max: u32,
}

impl Cover {
    /// No cover.
    pub const OFF: Self = Self {
        on: false,
        first_secs: first_secs(),
        every_secs: every_secs(),
        max: max_slots(),
    };

    /// Cover at the pace of the design: the first slot after 30–180 seconds, then one every 5–15
    /// minutes, at most 12.
    pub const ON: Self = Self {
        on: true,
        ..Self::OFF
    };
}

const fn first_secs() -> [u32; 2] {
    [30, 180]
}

const fn every_secs() -> [u32; 2] {
    [300, 900]
}

const fn max_slots() -> u32 {
    12
}

/// The native client for one system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// The system, as people call it.
    pub system: String,
    /// Where it is.
    pub url: String,
    /// What its SHA-256 must be.
    #[serde(with = "hex_array")]
    pub sha256: [u8; 32],
}

/// The icon of the browser's tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Icon {
    /// A plain shape that says nothing.
    #[default]
    Plain,
    /// The rope and the bell.
    Bell,
}

/// Whom to tell about a flaw of the page: `security.txt` (RFC 9116).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    /// How to reach them: `https:` or `mailto:` addresses, best first.
    pub contact: Vec<String>,
    /// What they ask and promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// Until when this holds, the day included.
    pub expires: Day,
}
