use std::fs;

use bellrope_protocol::note::SignerKey;

use super::*;

const RELAY: &str = r#"{"host":"relay.example","log":"LOG","receipt":"LOG","epoch_secs":3600}"#;

fn key(name: &str) -> SignerKey {
    SignerKey::from_seed(KeyName::new(name).unwrap(), &[1; 32])
}

/// The logs that a configuration names, with a relay's public keys beside it.
fn logs(text: &str) -> Result<Vec<VerifierKey>, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let public = bellrope_protocol::encoding::encode_base64(key("log").verifier().public());
    fs::write(
        folder.path().join("relay.pub"),
        RELAY.replace("LOG", &public),
    )
    .unwrap();
    fs::write(folder.path().join(FILE_NAME), format!("{TEMPLATE}\n{text}")).unwrap();
    Config::load(folder.path())?.logs(folder.path())
}

fn origins(text: &str) -> Vec<String> {
    let logs = logs(text).unwrap();
    logs.iter().map(|log| log.name().to_string()).collect()
}

#[test]
fn template_watches_nothing_yet() {
    assert!(logs("").unwrap().is_empty());
}

#[test]
fn desk_of_a_relay_has_three_logs() {
    let base = "relay.example/v1/desks/mid";
    let origins = origins("[[desks]]\ndesk = 'mid'\nrelay = 'relay.pub'\n");
    let expected = ["intake", "replies", "cards"].map(|log| format!("{base}/{log}"));
    assert_eq!(origins, expected);
}

#[test]
fn log_is_named_by_its_key() {
    let text = format!("[[logs]]\nvkey = '{}'\n", key("log.example/42").verifier());
    assert_eq!(origins(&text), ["log.example/42"]);
}

#[test]
fn log_named_twice_is_refused() {
    let desk = "[[desks]]\ndesk = 'mid'\nrelay = 'relay.pub'\n";
    let refused = logs(&format!("{desk}{desk}"));
    assert!(matches!(refused, Err(ConfigError::Twice { .. })));
    let log = key("relay.example/v1/desks/mid/cards").verifier();
    let refused = logs(&format!("{desk}[[logs]]\nvkey = '{log}'\n"));
    assert!(matches!(refused, Err(ConfigError::Twice { .. })));
}

#[test]
fn half_a_desk_and_other_keys_are_refused() {
    for half in [
        "desk = 'mid'",
        "relay = 'relay.pub'",
        "desk = 'mid'\ncard = 'x'",
        "",
    ] {
        let refused = logs(&format!("[[desks]]\n{half}\n"));
        assert!(matches!(refused, Err(ConfigError::Desk)), "{half}");
    }
    let name = KeyName::new("witness.example").unwrap();
    let cosigner = bellrope_protocol::note::CosignerKey::from_seed(name, &[1; 32]).verifier();
    for vkey in [cosigner.to_string(), "rubbish".to_owned()] {
        let refused = logs(&format!("[[logs]]\nvkey = '{vkey}'\n"));
        assert!(matches!(refused, Err(ConfigError::Log { .. })), "{vkey}");
    }
    assert!(matches!(logs("odd = 1"), Err(ConfigError::Syntax(_))));
    let missing = logs("[[desks]]\ndesk = 'mid'\nrelay = 'absent.pub'\n");
    assert!(matches!(missing, Err(ConfigError::Read { .. })));
    let card = logs("[[desks]]\ncard = 'relay.pub'\n");
    assert!(matches!(card, Err(ConfigError::Card { .. })));
}
