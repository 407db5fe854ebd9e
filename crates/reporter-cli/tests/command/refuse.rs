//! What is refused, and what cannot be reached.

use super::*;

#[test]
fn report_says_that_a_letter_may_have_arrived_whatever_came_after() {
    let server = a_server(19);
    let folder = tempfile::tempdir().unwrap();
    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    // The first attempt breaks off after the letter was sent, the second is refused.
    server.break_after(16_384);
    server.world().tamper = Some(Box::new(|request, mut response| {
        if request.path.ends_with("/letters") {
            response.status = 400;
        }
        response
    }));
    let mut report = Run::start(bellrope(&server, &["report", "--from", &from]));
    report.answer("");
    report.confirm_code();
    let ended = report.end();
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    let said = ended.stderr.replace('\n', " ");
    assert!(said.contains("We do not know whether it arrived"), "{said}");
}

#[test]
fn report_refuses_a_relay_with_another_desk() {
    let server = a_server(12);
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope"));
    command
        .args([
            "--lang",
            "nl",
            "check",
            "--relay",
            &server.url,
            "--desk",
            &"ab".repeat(20),
        ])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let ended = run(command, &[]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended
            .stderr
            .contains("bellrope: error: Deze server kent geen meldpunt")
    );
    assert!(ended.stderr.contains("bellrope: hint: "));
}

#[test]
fn report_refuses_a_log_that_stands_still() {
    let server = Server::start(World::at(13, now() - 8 * 86_400));
    let ended = run(bellrope(&server, &["report"]), &[""]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended
            .stderr
            .contains("The log stands still, or the clock is wrong"),
        "{}",
        ended.stderr
    );
}

#[test]
fn unreachable_relay_has_its_own_exit_code() {
    // A port that nobody listens on any more.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope"));
    command
        .args(["check", "--lang", "en", "--desk", &"ab".repeat(20)])
        .args(["--relay", &format!("http://127.0.0.1:{port}")])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let ended = run(command, &[]);
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    assert!(ended.stderr.contains("Trying again in 1 second …"));
}

#[test]
fn nothing_goes_around_a_proxy_that_is_not_understood() {
    let server = a_server(17);
    let mut command = bellrope(&server, &["check"]);
    command.env("ALL_PROXY", "nonsense://127.0.0.1:9050");
    let ended = run(command, &[]);
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains("The proxy cannot be used."));
    assert!(server.take_seen().is_empty());
}

#[test]
fn onion_names_are_not_looked_up() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope"));
    command
        .args(["check", "--lang", "en", "--desk", &"ab".repeat(20)])
        .args(["--relay", "http://bellrope-test.onion"])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let ended = run(command, &[]);
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains("through Tor only"));
}
