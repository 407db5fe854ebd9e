//! Where a desk is found: the relay's canonical host, the desk's short name, and the names that
//! follow from both.
//!
//! `base` = `<host>/v1/desks/<desk>`; a log's origin is `base/<log>`, a key's name `base/<role>`.
//!
//! Spec: docs/protocol.md §1, §4, §11.2.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::note::KeyName;

/// Most letters of a desk's short name.
const DESK_MAX_LEN: usize = 32;
/// Most characters of a host. DNS would allow 253; with 200 every name of a desk fits a key name.
const HOST_MAX_LEN: usize = 200;
/// Most characters between two dots of a host (RFC 1035).
const LABEL_MAX_LEN: usize = 63;

/// A desk's short name: 1–32 characters of `a–z 0–9 -`, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeskName(String);

impl DeskName {
    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DeskName {
    type Err = NameError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let short = (1..=DESK_MAX_LEN).contains(&name.len());
        let begins = name.starts_with(|first: char| first.is_ascii_lowercase());
        if short && begins && name.bytes().all(is_name_byte) {
            Ok(Self(name.to_owned()))
        } else {
            Err(NameError::Desk)
        }
    }
}

/// The relay's canonical host: a DNS name or onion name in lower case, without scheme and port.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Host(String);

impl Host {
    /// Returns the host.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Host {
    type Err = NameError;

    fn from_str(host: &str) -> Result<Self, Self::Err> {
        if host.len() <= HOST_MAX_LEN && host.split('.').all(is_label) {
            Ok(Self(host.to_owned()))
        } else {
            Err(NameError::Host)
        }
    }
}

fn is_label(label: &str) -> bool {
    let hyphen_outside = label.starts_with('-') || label.ends_with('-');
    (1..=LABEL_MAX_LEN).contains(&label.len()) && !hyphen_outside && label.bytes().all(is_name_byte)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

macro_rules! text_impls {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

text_impls!(DeskName, Host);

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NameError {
    /// Not a desk's short name.
    #[error("desk name is not 1 to 32 of a-z, 0-9 and hyphen, beginning with a letter")]
    Desk,
    /// Not a host.
    #[error("host is not a lower-case dns name without scheme and port")]
    Host,
}

/// Host and desk: what every name of a desk's logs and keys begins with.
///
/// ```
/// use bellrope_protocol::base::Base;
/// let base = Base::new("relay.example".parse()?, "mid".parse()?);
/// assert_eq!(base.to_string(), "relay.example/v1/desks/mid");
/// assert_eq!(base.intake(), "relay.example/v1/desks/mid/intake");
/// # Ok::<(), bellrope_protocol::base::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Base {
    /// The relay's canonical host.
    pub host: Host,
    /// The desk's short name.
    pub desk: DeskName,
}

impl Base {
    /// Joins host and desk.
    #[must_use]
    pub fn new(host: Host, desk: DeskName) -> Self {
        Self { host, desk }
    }

    /// Returns the origin of the log of letters.
    #[must_use]
    pub fn intake(&self) -> String {
        format!("{self}/intake")
    }

    /// Returns the origin of the log of replies.
    #[must_use]
    pub fn replies(&self) -> String {
        format!("{self}/replies")
    }

    /// Returns the name under which the desk's boards go.
    #[must_use]
    pub fn board(&self) -> String {
        format!("{self}/board")
    }

    /// Returns the origin of the log of key cards.
    #[must_use]
    pub fn cards(&self) -> String {
        format!("{self}/cards")
    }

    /// Returns the name under which the desk's root signs.
    #[must_use]
    pub fn root_key_name(&self) -> KeyName {
        self.key_name("root")
    }

    /// Returns the name under which the desk signs its audit trail: the trail's origin.
    #[must_use]
    pub fn trail_key_name(&self) -> KeyName {
        self.key_name("trail")
    }

    /// Returns the name under which the desk signs reply batches and confirmations.
    #[must_use]
    pub fn push_key_name(&self) -> KeyName {
        self.key_name("push")
    }

    /// Returns the name under which the relay signs receipts for this desk.
    #[must_use]
    pub fn receipt_key_name(&self) -> KeyName {
        self.key_name("receipt")
    }

    /// Returns the name under which the relay signs the intake log: its origin.
    #[must_use]
    pub fn intake_key_name(&self) -> KeyName {
        self.key_name("intake")
    }

    /// Returns the name under which the relay signs the reply log: its origin.
    #[must_use]
    pub fn replies_key_name(&self) -> KeyName {
        self.key_name("replies")
    }

    /// Returns the name under which the relay signs the card log: its origin.
    #[must_use]
    pub fn cards_key_name(&self) -> KeyName {
        self.key_name("cards")
    }

    #[expect(
        clippy::expect_used,
        reason = "host and desk are short and free of what a key name forbids; tested at the bounds"
    )]
    fn key_name(&self, role: &str) -> KeyName {
        KeyName::new(format!("{self}/{role}")).expect("host and desk make a key name")
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/v1/desks/{}", self.host, self.desk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_names_logs_and_keys() {
        let base = Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap());
        assert_eq!(base.replies(), "relay.example/v1/desks/mid/replies");
        assert_eq!(base.cards(), "relay.example/v1/desks/mid/cards");
        assert_eq!(
            base.root_key_name().as_str(),
            "relay.example/v1/desks/mid/root"
        );
        assert_eq!(
            base.push_key_name().as_str(),
            "relay.example/v1/desks/mid/push"
        );
        assert_eq!(
            base.receipt_key_name().as_str(),
            "relay.example/v1/desks/mid/receipt"
        );
    }

    #[test]
    fn key_names_fit_at_the_bounds() {
        let host = format!(
            "{}.{}.{}.{}",
            "a".repeat(63),
            "b".repeat(63),
            "c".repeat(63),
            "d".repeat(8)
        );
        assert_eq!(host.len(), HOST_MAX_LEN);
        let base = Base::new(
            host.parse().unwrap(),
            "d".repeat(DESK_MAX_LEN).parse().unwrap(),
        );
        assert!(base.receipt_key_name().as_str().len() <= KeyName::MAX_LEN);
    }

    #[test]
    fn parse_refuses_what_is_no_name() {
        let long = "d".repeat(DESK_MAX_LEN + 1);
        for desk in [
            "", "1mid", "-mid", "Mid", "mid/x", "mid ", "mïd", "m.d", &long,
        ] {
            assert_eq!(desk.parse::<DeskName>(), Err(NameError::Desk), "{desk}");
        }
        let label = "a".repeat(LABEL_MAX_LEN + 1);
        let long = ["abcdefghi"; 21].join(".");
        for host in [
            "",
            ".",
            "relay.example.",
            "relay..example",
            "Relay.example",
            "relay.example:443",
            "-a.b",
            "a-.b",
            "https://relay.example",
            "relay_1.example",
            "a b",
            "[::1]",
            "é.example",
            &label,
            &long,
        ] {
            assert_eq!(host.parse::<Host>(), Err(NameError::Host), "{host}");
        }
        assert!("127.0.0.1".parse::<Host>().is_ok());
    }
}
