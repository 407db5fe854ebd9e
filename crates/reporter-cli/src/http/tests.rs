use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

use bellrope_protocol::card::Pin;
use bellrope_protocol::key::Fingerprint;
use bellrope_reporter::view::Download;

use super::*;

/// The first request of every session.
fn a_request() -> Request {
    Download::new(Pin::new(Fingerprint::from_bytes([0; 20])))
        .request()
        .unwrap()
}

/// Listens on a free port and handles each connection in turn.
fn listen(mut handle: impl FnMut(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || listener.incoming().flatten().for_each(&mut handle));
    port
}

fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

/// Answers each connection with the next of these answers.
fn answering(answers: Vec<&'static str>) -> u16 {
    let mut answers = answers.into_iter();
    listen(move |mut stream| {
        read_head(&mut stream);
        let answer = answers.next().unwrap_or_default();
        stream.write_all(answer.as_bytes()).unwrap();
    })
}

fn relay_at(port: u16) -> Relay {
    Relay::new(&format!("http://127.0.0.1:{port}"), None).unwrap()
}

#[test]
fn new_refuses_plain_http_to_others() {
    for url in [
        "http://relay.example",
        "ftp://relay.example",
        "relay.example",
        "",
        "http://127.example",
    ] {
        assert!(
            matches!(Relay::new(url, None), Err(HttpError::Address)),
            "{url}"
        );
    }
    for url in [
        "https://relay.example",
        "http://127.0.0.1:1",
        "http://localhost",
    ] {
        assert!(Relay::new(url, None).is_ok(), "{url}");
    }
}

#[test]
fn new_looks_up_no_onion_name() {
    for url in [
        "http://abc.onion",
        "https://abc.onion",
        "http://ABC.Onion:8080",
        "https://abc.onion.",
    ] {
        // As without one in the environment, which a test cannot set.
        let host = check_address(url).unwrap();
        assert!(matches!(check_onion(&host, None), Err(HttpError::Onion)));
        let resolving = Proxy::new("socks5://127.0.0.1:9050").unwrap();
        assert!(check_onion(&host, Some(&resolving)).is_err(), "{url}");
        let proxy = Some("socks5://127.0.0.1:9050");
        assert!(Relay::new(url, proxy).is_ok(), "{url}");
    }
    let host = check_address("https://onion.example").unwrap();
    assert!(check_onion(&host, None).is_ok());
}

#[test]
fn new_refuses_a_proxy_that_would_resolve_names_here() {
    for proxy in [
        "socks4://127.0.0.1:9050",
        "http://127.0.0.1:8080",
        "nonsense://x",
    ] {
        let refused = Relay::new("https://relay.example", Some(proxy));
        assert!(matches!(refused, Err(HttpError::Proxy)), "{proxy}");
    }
}

#[test]
fn send_lets_the_proxy_resolve_the_name() {
    let (asked, was_asked) = mpsc::channel();
    let port = listen(move |mut stream| {
        // RFC 1928: greeting, choice, request, reply.
        let mut greeting = [0; 3];
        stream.read_exact(&mut greeting).unwrap();
        assert_eq!(greeting, [5, 1, 0]);
        stream.write_all(&[5, 0]).unwrap();
        let mut request = [0; 5];
        stream.read_exact(&mut request).unwrap();
        let mut name = vec![0; request[4].into()];
        stream.read_exact(&mut name).unwrap();
        let mut port = [0; 2];
        stream.read_exact(&mut port).unwrap();
        stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        let head = read_head(&mut stream);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]")
            .unwrap();
        asked
            .send((request, name, u16::from_be_bytes(port), head))
            .unwrap();
    });
    let proxy = format!("socks5://127.0.0.1:{port}");
    // A name that nothing but the proxy could resolve.
    let relay = Relay::new("http://bellrope-test.onion:8080", Some(&proxy)).unwrap();
    let response = relay.send(&a_request(), Attempts(1), |_| {}).unwrap();
    assert_eq!(
        response,
        Response {
            status: 200,
            body: b"[]".to_vec()
        }
    );
    let (request, name, port, head) = was_asked.recv().unwrap();
    // Version, connect, reserved, address type 3: a domain name.
    assert_eq!(request[..4], [5, 1, 0, 3]);
    assert_eq!(
        (name.as_slice(), port),
        (b"bellrope-test.onion".as_slice(), 8080)
    );
    assert_eq!(
        head,
        "GET /v1/desks HTTP/1.1\r\nhost: bellrope-test.onion:8080\r\n\r\n"
    );
}

#[test]
fn send_follows_no_redirect_and_keeps_no_cookie() {
    let port = answering(vec![
        "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\nset-cookie: a=b\r\ncontent-length: 0\r\n\r\n",
    ]);
    let response = relay_at(port)
        .send(&a_request(), Attempts(1), |_| {})
        .unwrap();
    assert_eq!(response.status, 302);
}

#[test]
fn send_tries_again_when_the_relay_is_busy() {
    let port = answering(vec![
        "HTTP/1.1 503 Busy\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]",
    ]);
    let mut waited = Vec::new();
    let response = relay_at(port).send(&a_request(), Attempts(2), |secs| waited.push(secs));
    assert_eq!(response.unwrap().status, 200);
    assert_eq!(waited, [1]);
}

#[test]
fn send_gives_the_last_busy_answer_when_it_gives_up() {
    let port = answering(vec![
        "HTTP/1.1 503 Busy\r\nretry-after: 5\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    ]);
    let response = relay_at(port).send(&a_request(), Attempts(1), |_| {});
    assert_eq!(response.unwrap().status, 503);
}

/// Sends a letter-like request, with as many attempts as there are answers; an empty one breaks off.
fn delivered(answers: Vec<&'static str>) -> Delivery {
    let attempts = Attempts(u32::try_from(answers.len()).unwrap());
    let request = Request {
        method: Method::Post,
        body: vec![7; 64],
        ..a_request()
    };
    relay_at(answering(answers)).deliver(&request, attempts, |_| {})
}

const BUSY: &str = "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const GATEWAY: &str = "HTTP/1.1 504 Late\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

#[test]
fn deliver_is_unsettled_once_an_attempt_broke_off() {
    for first in [
        "",
        "HTTP/1.1 201 Created\r\ncontent-length: 9\r\n\r\nhalf",
        GATEWAY,
    ] {
        let delivery = delivered(vec![first, BUSY]);
        assert_eq!(delivery.outcome.unwrap().status, 503, "{first}");
        assert!(delivery.is_unsettled, "{first}");
    }
}

#[test]
fn deliver_is_settled_when_every_answer_says_no() {
    let delivery = delivered(vec![BUSY, BUSY]);
    assert_eq!(delivery.outcome.unwrap().status, 503);
    assert!(!delivery.is_unsettled);
}

#[test]
fn deliver_is_settled_when_nobody_listens() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let delivery = relay_at(port).deliver(&a_request(), Attempts(1), |_| {});
    assert!(matches!(delivery.outcome, Err(HttpError::Unreachable(_))));
    assert!(!delivery.is_unsettled);
}

#[test]
fn deliver_is_unsettled_by_too_long_an_answer() {
    let port = listen(|mut stream| {
        read_head(&mut stream);
        let len = 1 << 21;
        let _ = write!(stream, "HTTP/1.1 201 x\r\ncontent-length: {len}\r\n\r\n");
        let _ = stream.write_all(&vec![b'x'; len]);
    });
    let delivery = relay_at(port).deliver(&a_request(), Attempts(2), |_| {});
    assert!(matches!(delivery.outcome, Err(HttpError::TooLong)));
    assert!(delivery.is_unsettled);
}

#[test]
fn send_refuses_an_answer_longer_than_it_may_be() {
    let port = listen(|mut stream| {
        read_head(&mut stream);
        let len = 1 << 21;
        let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {len}\r\n\r\n");
        let _ = stream.write_all(&vec![b'x'; len]);
    });
    let refused = relay_at(port).send(&a_request(), Attempts(1), |_| {});
    assert!(matches!(refused, Err(HttpError::TooLong)));
}

#[test]
fn send_says_that_nobody_answered() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let refused = relay_at(port).send(&a_request(), Attempts(1), |_| {});
    assert!(matches!(refused, Err(HttpError::Unreachable(_))));
}
