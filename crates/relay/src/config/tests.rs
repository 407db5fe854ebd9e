use std::collections::BTreeMap;

use super::option::{OPTIONS, template};
use super::*;

fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn a_desk(name: &str) -> DeskConfig {
    DeskConfig {
        desk: name.parse().unwrap(),
        names: DeskNames {
            nl: "Meldpunt \"Test\"".to_owned(),
            en: "Test desk".to_owned(),
        },
        fingerprint: "0123456789abcdef0123456789abcdef01234567".to_owned(),
        courier_token_sha256: vec!["00".repeat(32)],
    }
}

#[test]
fn parse_accepts_the_template_with_a_desk() {
    let text = template("relay.example") + &a_desk("mid").section();
    let config = Config::parse(&text, &BTreeMap::new()).unwrap();
    assert_eq!(config.host.as_str(), "relay.example");
    assert_eq!(config.epoch_secs, 3600);
    assert_eq!(config.desks[0].names.nl, "Meldpunt \"Test\"");
    assert_eq!(
        config.base(&config.desks[0].desk).to_string(),
        "relay.example/v1/desks/mid"
    );
}

#[test]
fn parse_takes_defaults_for_what_is_absent() {
    let config = Config::parse("host = 'relay.example'", &BTreeMap::new()).unwrap();
    assert_eq!(config.slots, 16_384);
}

#[test]
fn template_names_every_option_once() {
    let text = template("relay.example");
    for option in &OPTIONS {
        let line = format!("\n{} = ", option.name);
        assert_eq!(text.matches(&line).count(), 1, "{}", option.name);
    }
}

#[test]
fn environment_overrides_the_file() {
    let set = environment(&[("BELLROPE_RELAY_EPOCH_SECS", "1"), ("HOME", "/root")]);
    let config = Config::parse(&template("relay.example"), &set).unwrap();
    assert_eq!(config.epoch_secs, 1);
}

#[test]
fn environment_refuses_an_unknown_option() {
    let set = environment(&[("BELLROPE_RELAY_EPOCHSECS", "1")]);
    let refused = Config::parse(&template("relay.example"), &set);
    assert!(matches!(refused, Err(ConfigError::Variable { .. })));
}

#[test]
fn parse_refuses_an_unknown_option() {
    let refused = Config::parse("host = 'relay.example'\nepoch = 1", &BTreeMap::new());
    assert!(matches!(refused, Err(ConfigError::Syntax(_))));
}

#[test]
fn parse_refuses_what_is_out_of_bounds() {
    for (text, name) in [
        ("epoch_secs = 0", "epoch_secs"),
        ("slots = 1", "slots"),
        ("reserve_bytes = 1000", "reserve_bytes"),
        ("max_header_bytes = 100", "max_header_bytes"),
    ] {
        let text = format!("host = 'relay.example'\n{text}");
        match Config::parse(&text, &BTreeMap::new()) {
            Err(ConfigError::Bounds { name: found, .. }) => assert_eq!(found, name),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn parse_refuses_hosts_with_scheme_or_port() {
    for host in [
        "https://relay.example",
        "relay.example:8080",
        "",
        "Relay.example",
        "a..b",
        "-a.b",
    ] {
        let text = format!("host = '{host}'");
        let refused = Config::parse(&text, &BTreeMap::new());
        assert!(matches!(refused, Err(ConfigError::Syntax(_))), "{host}");
    }
}

#[test]
fn parse_refuses_malformed_desks() {
    let with = |desks: &[DeskConfig]| {
        let sections: String = desks.iter().map(DeskConfig::section).collect();
        Config::parse(&(template("relay.example") + &sections), &BTreeMap::new())
    };
    let twice = with(&[a_desk("mid"), a_desk("mid")]);
    assert!(matches!(twice, Err(ConfigError::DeskTwice { .. })));
    let section = a_desk("mid").section().replace("\"mid\"", "\"Mid\"");
    let name = Config::parse(&(template("relay.example") + &section), &BTreeMap::new());
    assert!(matches!(name, Err(ConfigError::Syntax(_))));
    let fingerprint = with(&[DeskConfig {
        fingerprint: "12".to_owned(),
        ..a_desk("mid")
    }]);
    assert!(matches!(fingerprint, Err(ConfigError::Fingerprint { .. })));
    let token = with(&[DeskConfig {
        courier_token_sha256: vec!["x".to_owned()],
        ..a_desk("mid")
    }]);
    assert!(matches!(token, Err(ConfigError::TokenHash { .. })));
}

#[test]
fn parse_refuses_half_a_page() {
    let parse = |set: &[(&str, &str)]| Config::parse("host = 'relay.example'", &environment(set));
    let build = ("BELLROPE_RELAY_PAGE_BUILD", "web");
    let note = ("BELLROPE_RELAY_PAGE_NOTE", "page.note");
    assert!(parse(&[build, note]).is_ok());
    assert!(matches!(parse(&[build]), Err(ConfigError::Page)));
    assert!(matches!(parse(&[note]), Err(ConfigError::Page)));
}

/// The operator's document names every option with its default.
#[test]
fn operations_document_names_every_option() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operations.md");
    let document = std::fs::read_to_string(path).unwrap();
    for option in &OPTIONS {
        let row = document
            .lines()
            .find(|line| line.starts_with(&format!("| `{}` |", option.name)))
            .unwrap_or_else(|| panic!("docs/operations.md lacks {}", option.name));
        let default = row.split('|').nth(2).unwrap().trim().trim_matches('`');
        let bytes = match default.split_once(' ') {
            Some((count, "GiB")) => (count.parse::<u64>().unwrap() << 30).to_string(),
            Some((count, "MiB")) => (count.parse::<u64>().unwrap() << 20).to_string(),
            _ => default.to_owned(),
        };
        assert_eq!(bytes, option.default.unwrap_or("–"), "{}", option.name);
    }
}
