//! Sealed without a network, posted later.

use super::*;

/// Who may do what with a file.
#[cfg(unix)]
fn mode_of(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn seal_and_post_need_no_code_in_between() {
    let server = a_server(10);
    let folder = tempfile::tempdir().unwrap();
    let card = folder.path().join("card");
    let ended = run(
        bellrope(&server, &["card", "--to", card.to_str().unwrap()]),
        &[],
    );
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    server.take_seen();

    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    let photo = write(folder.path(), "foto.jpg", &vec![7; 300_000]);
    let sealed = folder.path().join("sealed");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope"));
    command
        .args(["seal", "--lang", "en", "--desk", card.to_str().unwrap()])
        .args([
            "--to",
            sealed.to_str().unwrap(),
            "--from",
            &from,
            "--keep-metadata",
            "--attach",
            &photo,
        ])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut sealing = Run::start(command);
    sealing.answer("");
    sealing.confirm_code();
    let ended = sealing.end();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(server.take_seen().is_empty());
    assert_eq!(
        std::fs::metadata(sealed.join("letter")).unwrap().len(),
        16_400
    );

    #[cfg(unix)]
    for (path, mode) in [
        ("", 0o700),
        ("letter", 0o600),
        ("sealed.json", 0o600),
        ("blocks", 0o700),
        ("blocks/00001", 0o600),
    ] {
        assert_eq!(mode_of(&sealed.join(path)), mode, "{path}");
    }

    // As if the first try had been broken off after one block.
    std::fs::write(sealed.join("posted"), "1\n").unwrap();
    let receipt = folder.path().join("receipt");
    let arguments = [
        "post",
        sealed.to_str().unwrap(),
        "--receipt-to",
        receipt.to_str().unwrap(),
    ];
    let ended = run(bellrope(&server, &arguments), &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("1 of 2 blocks"));
    assert_eq!(server.world().blocks.len(), 1);
    #[cfg(unix)]
    assert_eq!(mode_of(&receipt), 0o600);
    assert!(
        std::fs::read_to_string(receipt)
            .unwrap()
            .starts_with("bellrope/1 receipt\n")
    );
    let hash = body_hash(&server.world().pending[0].letter);
    server.world().seal_epoch();
    server.world().open_letter(&hash);
}

#[test]
fn post_refuses_when_it_is_too_late_or_the_desk_is_another() {
    let server = a_server(11);
    let folder = tempfile::tempdir().unwrap();
    let description = |before: &str, fingerprint: &str| {
        format!(
            "{{\"desk\":\"mid\",\"host\":\"relay.example\",\"fingerprint\":\"{fingerprint}\",\
             \"post_before\":\"{before}\",\"blocks\":[]}}"
        )
    };
    write(folder.path(), "letter", &[0; 16_400]);
    let own = server
        .world()
        .pin()
        .fingerprint
        .to_string()
        .replace(' ', "");
    let other = "00".repeat(20);
    for (before, fingerprint, error) in [
        (
            "2020-01-01",
            own.as_str(),
            "had to be posted before 1 January 2020",
        ),
        ("9999-12-31", other.as_str(), "This is another desk"),
    ] {
        write(
            folder.path(),
            "sealed.json",
            description(before, fingerprint).as_bytes(),
        );
        let ended = run(
            bellrope(&server, &["post", folder.path().to_str().unwrap()]),
            &[],
        );
        assert_eq!(ended.code, Some(1));
        assert!(ended.stderr.contains(error), "{}", ended.stderr);
    }
    assert!(server.world().pending.is_empty());
}
