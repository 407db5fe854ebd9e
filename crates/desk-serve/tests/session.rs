//! The real binary: a link that works once, a cookie, other names refused, an end.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A server of a vault that is not there: everything but unlocking works.
struct Server {
    child: Child,
    authority: String,
    link: String,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_bellrope-desk-serve"))
            .args(["--lang", "en", "--vault"])
            .arg(folder.path().join("vault"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let _ = out.read_line(&mut line).unwrap();
        let rest = line.trim().strip_prefix("http://").unwrap();
        let (authority, path) = rest.split_once('/').unwrap();
        Self {
            child,
            authority: authority.to_owned(),
            link: format!("/{path}"),
        }
    }

    /// Sends a request with these header lines; answers what came.
    fn ask(&self, first: &str, headers: &[&str], body: &str) -> String {
        let mut stream = TcpStream::connect(&self.authority).unwrap();
        let mut request = format!("{first} HTTP/1.1\r\n");
        for header in headers {
            request += &format!("{header}\r\n");
        }
        request += &format!(
            "Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn host(&self) -> String {
        format!("Host: {}", self.authority)
    }

    /// Follows the link; answers the cookie as a header line.
    fn enter(&self) -> String {
        let answer = self.ask(&format!("GET {}", self.link), &[&self.host()], "");
        let set = answer
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "))
            .unwrap_or_else(|| panic!("{answer}"));
        format!("Cookie: {}", set.split(';').next().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap()
}

fn token(answer: &str) -> &str {
    let after = answer.split("name=\"token\" value=\"").nth(1).unwrap();
    after.split('"').next().unwrap()
}

#[test]
fn a_session_begins_with_the_link_and_ends_with_quit() {
    let mut server = Server::start();
    let host = server.host();
    assert_eq!(status(&server.ask("GET /unlock", &[&host], "")), "401");
    let cookie = server.enter();
    let second = server.ask(&format!("GET {}", server.link), &[&host], "");
    assert_eq!(status(&second), "401");

    let page = server.ask("GET /unlock", &[&host, &cookie], "");
    assert_eq!(status(&page), "200");
    assert!(page.contains("content-security-policy: default-src 'none'; style-src 'self'"));
    let foreign = server.ask("GET /unlock", &["Host: evil.example", &cookie], "");
    assert_eq!(status(&foreign), "421");

    let kind = "Content-Type: application/x-www-form-urlencoded";
    let form = format!("token={}&passphrase=x", token(&page));
    let origin = "Origin: http://evil.example";
    let forged = server.ask("POST /unlock", &[&host, &cookie, kind, origin], &form);
    assert_eq!(status(&forged), "403");
    let tried = server.ask("POST /unlock", &[&host, &cookie, kind], &form);
    assert!(tried.contains("There is no vault in"), "{tried}");
    assert_eq!(
        status(&server.ask("PUT /unlock", &[&host, &cookie], "")),
        "405"
    );

    let form = format!("token={}", token(&page));
    let end = server.ask("POST /quit", &[&host, &cookie, kind], &form);
    assert!(end.contains("The desk is closed"), "{end}");
    assert!(server.child.wait().unwrap().success());
}

#[test]
fn a_form_that_is_too_large_is_refused() {
    let server = Server::start();
    let host = server.host();
    let cookie = server.enter();
    let mut stream = TcpStream::connect(&server.authority).unwrap();
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let head = format!(
        "POST /unlock HTTP/1.1\r\n{host}\r\n{cookie}\r\n{kind}\r\nContent-Length: 99999999\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 413");
}
