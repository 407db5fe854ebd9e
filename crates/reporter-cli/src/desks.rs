//! Which desks, at which relays: from options or from a configuration file.

use std::path::{Path, PathBuf};

use bellrope_protocol::card::{Pin, VerifiedCard};
use bellrope_reporter::view::open_card_file;
use serde::Deserialize;

use crate::args::Common;
use crate::error::Failure;

/// A desk to look at.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    /// Where its relay is.
    pub(crate) relay: String,
    /// What is known of it.
    pub(crate) pin: Pin,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    proxy: Option<String>,
    #[serde(default)]
    desk: Vec<Listed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    relay: String,
    fingerprint: Option<String>,
    card: Option<PathBuf>,
}

/// The desks and the proxy that were asked for.
#[derive(Debug)]
pub(crate) struct Chosen {
    /// At least one desk.
    pub(crate) desks: Vec<Desk>,
    /// The proxy, if one was named.
    pub(crate) proxy: Option<String>,
}

/// Finds the desks that the options name.
pub(crate) fn choose(common: &Common) -> Result<Chosen, Failure> {
    if let Some(path) = &common.config {
        let mut chosen = read_config(path)?;
        chosen.proxy = common.proxy.clone().or(chosen.proxy);
        return Ok(chosen);
    }
    let (Some(relay), Some(desk)) = (&common.relay, &common.desk) else {
        return Err(Failure::usage("relay-missing"));
    };
    let desk = Desk {
        relay: relay.clone(),
        pin: pin(desk)?,
    };
    Ok(Chosen {
        desks: vec![desk],
        proxy: common.proxy.clone(),
    })
}

/// Reads the key card file that sealing without a network needs.
pub(crate) fn card_file(common: &Common) -> Result<VerifiedCard, Failure> {
    let path = common
        .desk
        .as_deref()
        .ok_or_else(|| Failure::usage("desk-card"))?;
    let bytes = std::fs::read(path).map_err(|err| Failure::usage("desk-card").because(err))?;
    Ok(open_card_file(&bytes)?)
}

/// Reads a fingerprint, or the file of a card.
fn pin(desk: &str) -> Result<Pin, Failure> {
    if let Ok(fingerprint) = desk.parse() {
        return Ok(Pin::new(fingerprint));
    }
    pin_by_file(Path::new(desk))
}

fn pin_by_file(path: &Path) -> Result<Pin, Failure> {
    let bytes = std::fs::read(path).map_err(|err| Failure::usage("desk-pin").because(err))?;
    Ok(Pin::of(&open_card_file(&bytes)?))
}

fn read_config(path: &Path) -> Result<Chosen, Failure> {
    let text =
        std::fs::read_to_string(path).map_err(|err| Failure::usage("config-read").because(err))?;
    let config: Config = toml::from_str(&text).map_err(|err| {
        let line = err.span().map_or(1, |span| line_of(&text, span.start));
        Failure::usage("config-form").arg("line", line)
    })?;
    // Cards are named from where the configuration is.
    let beside = path.parent().unwrap_or(Path::new("."));
    let desks = config.desk.iter().map(|listed| listed.desk(beside));
    let desks: Vec<Desk> = desks.collect::<Result<_, _>>()?;
    if desks.is_empty() {
        return Err(Failure::usage("relay-missing"));
    }
    Ok(Chosen {
        desks,
        proxy: config.proxy,
    })
}

impl Listed {
    fn desk(&self, beside: &Path) -> Result<Desk, Failure> {
        let pin = match (&self.fingerprint, &self.card) {
            (Some(fingerprint), None) => Pin::new(
                fingerprint
                    .parse()
                    .map_err(|_| Failure::usage("desk-pin"))?,
            ),
            (None, Some(card)) => pin_by_file(&beside.join(card))?,
            _ => return Err(Failure::usage("desk-pin")),
        };
        Ok(Desk {
            relay: self.relay.clone(),
            pin,
        })
    }
}

/// Returns the line, from 1, in which a byte stands.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    text.bytes()
        .take(byte)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINGERPRINT: &str = "0101 0101 0101 0101 0101 0101 0101 0101 0101 0101";

    fn config(text: &str) -> Result<Chosen, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desks.toml");
        std::fs::write(&path, text).unwrap();
        read_config(&path)
    }

    #[test]
    fn read_config_lists_desks_in_order() {
        let chosen = config(&format!(
            "proxy = \"socks5://127.0.0.1:9050\"\n\
             [[desk]]\nrelay = \"https://a.example\"\nfingerprint = \"{FINGERPRINT}\"\n\
             [[desk]]\nrelay = \"https://b.example\"\nfingerprint = \"{FINGERPRINT}\"\n"
        ))
        .unwrap();
        let relays: Vec<_> = chosen
            .desks
            .iter()
            .map(|desk| desk.relay.as_str())
            .collect();
        assert_eq!(relays, ["https://a.example", "https://b.example"]);
        assert_eq!(chosen.proxy.as_deref(), Some("socks5://127.0.0.1:9050"));
    }

    #[test]
    fn read_config_names_the_line() {
        let failure =
            config("proxy = \"x\"\n[[desk]]\nrelais = \"https://a.example\"\n").unwrap_err();
        assert_eq!(failure.id(), "config-form");
    }

    #[test]
    fn read_config_refuses_a_desk_without_a_pin() {
        let failure = config("[[desk]]\nrelay = \"https://a.example\"\n").unwrap_err();
        assert_eq!(failure.id(), "desk-pin");
        assert_eq!(config("").unwrap_err().id(), "relay-missing");
    }

    #[test]
    fn pin_takes_a_fingerprint_in_any_spelling() {
        assert!(pin(FINGERPRINT).is_ok());
        assert!(pin(&FINGERPRINT.replace(' ', "")).is_ok());
        assert_eq!(pin("nonsense").unwrap_err().id(), "desk-pin");
    }

    #[test]
    fn line_of_counts_from_one() {
        assert_eq!(line_of("a\nb\nc", 0), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
