//! Hostile and slow clients against the real binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

mod fixture;

use std::io::{BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use fixture::process::{RelayProcess, exchange, letter_request, read_answer};

/// Long enough for any limit of these tests, short enough to notice a hang.
const PATIENCE: Duration = Duration::from_secs(20);

fn connect(relay: &RelayProcess) -> TcpStream {
    let stream = TcpStream::connect(relay.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Reads until the relay closes the connection, and says how long that took.
fn wait_for_close(stream: &mut TcpStream) -> (Vec<u8>, Duration) {
    let (start, mut got) = (Instant::now(), Vec::new());
    // A reset closes just as well.
    let _ = stream.read_to_end(&mut got);
    assert!(start.elapsed() < PATIENCE, "the connection was not closed");
    (got, start.elapsed())
}

#[test]
fn slow_head_is_dropped() {
    let relay = RelayProcess::start(&[("BELLROPE_RELAY_HEADER_SECS", "1")]);
    let mut stream = connect(&relay);
    stream
        .write_all(b"GET /v1/desks HTTP/1.1\r\nhost: x\r\nx-slow: ")
        .unwrap();
    let (_, took) = wait_for_close(&mut stream);
    assert!(took >= Duration::from_millis(500));
}

#[test]
fn slow_loris_is_dropped_although_it_keeps_sending() {
    let relay = RelayProcess::start(&[("BELLROPE_RELAY_HEADER_SECS", "1")]);
    let mut stream = connect(&relay);
    let start = Instant::now();
    stream.write_all(b"GET /v1/desks HTTP/1.1\r\n").unwrap();
    // One header line after the other, until writing fails.
    while stream.write_all(b"x-a: b\r\n").is_ok() {
        assert!(start.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn slow_body_gets_a_timeout_and_nothing_is_stored() {
    let relay = RelayProcess::start(&[
        ("BELLROPE_RELAY_BODY_SECS", "1"),
        ("BELLROPE_RELAY_EPOCH_SECS", "3600"),
    ]);
    let mut stream = connect(&relay);
    let request = letter_request(&relay.desk.letter(1), 1);
    stream.write_all(&request[..request.len() - 1]).unwrap();
    let answer = read_answer(&mut BufReader::new(stream)).unwrap();
    assert_eq!(answer.status, 408);
    assert_eq!(answer.body.len(), 128);
    assert!(answer.text().contains("urn:bellrope:problem:timeout"));
}

#[test]
fn idle_client_is_dropped_in_the_middle_of_a_body() {
    let relay = RelayProcess::start(&[("BELLROPE_RELAY_IDLE_SECS", "1")]);
    let mut stream = connect(&relay);
    let request = letter_request(&relay.desk.letter(1), 1);
    stream.write_all(&request[..1000]).unwrap();
    wait_for_close(&mut stream);
}

#[test]
fn oversized_head_is_refused() {
    let relay = RelayProcess::start(&[]);
    let request = format!(
        "GET /v1/desks HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n",
        "a".repeat(40_000)
    );
    match exchange(relay.address, request.as_bytes()) {
        Ok(answer) => assert_eq!(answer.status, 431),
        // The relay may have closed before all was sent, which loses the answer.
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset),
    }
}

#[test]
fn too_many_header_lines_are_refused() {
    let relay = RelayProcess::start(&[]);
    let request = format!(
        "GET /v1/desks HTTP/1.1\r\nhost: x\r\n{}\r\n",
        "a: b\r\n".repeat(100)
    );
    assert_eq!(
        exchange(relay.address, request.as_bytes()).unwrap().status,
        431
    );
}

#[test]
fn oversized_body_is_refused_before_it_is_read() {
    let relay = RelayProcess::start(&[]);
    let request = format!(
        "POST /v1/desks/mid/letters HTTP/1.1\r\nhost: x\r\nbellrope-tag: {}\r\ncontent-length: 1000000000\r\n\r\n",
        "0".repeat(32)
    );
    let answer = exchange(relay.address, request.as_bytes()).unwrap();
    assert_eq!(answer.status, 413);
}

#[test]
fn oversized_chunked_body_is_refused() {
    let relay = RelayProcess::start(&[]);
    let mut request = format!(
        "POST /v1/desks/mid/letters HTTP/1.1\r\nhost: x\r\nbellrope-tag: {}\r\ntransfer-encoding: chunked\r\n\r\n",
        "0".repeat(32)
    )
    .into_bytes();
    request.extend_from_slice(b"4001\r\n");
    request.extend_from_slice(&[0; 0x4001]);
    request.extend_from_slice(b"\r\n");
    assert_eq!(exchange(relay.address, &request).unwrap().status, 413);
}

#[test]
fn nonsense_is_refused_without_echo() {
    let relay = RelayProcess::start(&[]);
    for request in [
        "\r\n\r\n\r\n",
        "FOO\r\n\r\n",
        "GET /marker HTTP/9.9\r\n\r\n",
        "\u{0}\u{1}marker\r\n\r\n",
        "GET /v1/desks/marker HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        "MARKER /v1/desks HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        "POST /v1/desks/mid/letters HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        "POST /v1/desks/mid/letters HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n",
    ] {
        let mut stream = connect(&relay);
        stream.write_all(request.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let (got, _) = wait_for_close(&mut stream);
        let got = String::from_utf8_lossy(&got).to_lowercase();
        assert!(
            got.is_empty() || got.starts_with("http/1.1 4"),
            "{request:?}: {got}"
        );
        assert!(!got.contains("marker"), "{request:?}: {got}");
    }
}

#[test]
fn no_answer_has_a_date_or_a_server_name() {
    let relay = RelayProcess::start(&[]);
    for path in ["cards/1", "intake/checkpoint", "nothing", "intake/batch/99"] {
        let answer = relay.get(path);
        assert_eq!(answer.header("date"), None);
        assert_eq!(answer.header("server"), None);
        assert_eq!(answer.header("last-modified"), None);
    }
}

#[test]
fn connections_are_capped_and_the_next_one_waits() {
    let relay = RelayProcess::start(&[("BELLROPE_RELAY_MAX_CONNECTIONS", "2")]);
    let request = b"GET /v1/desks HTTP/1.1\r\nhost: x\r\n\r\n";
    let answer = |stream: &mut TcpStream| {
        stream.write_all(request).unwrap();
        read_answer(&mut BufReader::new(stream.try_clone().unwrap())).map(|answer| answer.status)
    };
    let mut first = connect(&relay);
    let mut second = connect(&relay);
    assert_eq!(
        (answer(&mut first).unwrap(), answer(&mut second).unwrap()),
        (200, 200)
    );
    let mut third = connect(&relay);
    third
        .set_read_timeout(Some(Duration::from_millis(500)))
        .unwrap();
    assert!(answer(&mut third).is_err(), "a third connection was served");
    drop(first);
    third.set_read_timeout(Some(PATIENCE)).unwrap();
    assert_eq!(read_answer(&mut BufReader::new(third)).unwrap().status, 200);
}

#[test]
fn connection_closes_after_its_requests() {
    let relay = RelayProcess::start(&[("BELLROPE_RELAY_REQUESTS_PER_CONNECTION", "3")]);
    let mut stream = connect(&relay);
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    for request in 1..=3 {
        stream
            .write_all(b"GET /v1/desks HTTP/1.1\r\nhost: x\r\n\r\n")
            .unwrap();
        let answer = read_answer(&mut reader).unwrap();
        assert_eq!(answer.header("connection") == Some("close"), request == 3);
    }
    wait_for_close(&mut stream);
}

#[test]
fn head_has_the_headers_and_no_body() {
    let relay = RelayProcess::start(&[]);
    let request = b"HEAD /v1/desks/mid/cards/1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let mut stream = connect(&relay);
    stream.write_all(request).unwrap();
    let (got, _) = wait_for_close(&mut stream);
    let got = String::from_utf8(got).unwrap();
    assert!(got.starts_with("HTTP/1.1 200"), "{got}");
    assert!(got.to_lowercase().contains("content-length: "));
    assert!(got.ends_with("\r\n\r\n"));
}

#[test]
fn management_is_on_its_own_listener() {
    let relay = RelayProcess::start(&[]);
    let health = relay.manage("/healthz");
    assert_eq!(health.status, 200, "{}", health.text());
    assert!(
        health.text().contains(r#""status":"ok""#),
        "{}",
        health.text()
    );
    assert!(
        relay
            .manage("/metrics")
            .text()
            .contains("bellrope_relay_letters_accepted_total")
    );
    assert_eq!(relay.manage("/v1/desks").status, 404);
    let outside = exchange(
        relay.address,
        b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    assert_eq!(outside.unwrap().status, 404);
}

#[test]
fn core_dumps_are_forbidden() {
    let relay = RelayProcess::start(&[]);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", relay.child_id())).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    let values: Vec<&str> = core.split_whitespace().skip(4).take(2).collect();
    assert_eq!(values, ["0", "0"]);
}
