//! How much a visitor loads, as the relay serves it (R025).

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use harness::{PATIENCE, PageDraft, Scene, built_page};

/// Most bytes of the first screen and of everything up to a sealed letter, heads of answers included.
const FIRST_SCREEN: usize = 150_000;
const ALL: usize = 500_000;

/// Asks as a browser does; returns the length of the whole answer.
fn asked(url: &str, path: &str) -> usize {
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip, deflate\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
    answer.len()
}

#[test]
fn first_screen_and_all_assets_stay_below_their_limits() {
    let mut scene = Scene::set();
    let mut page = PageDraft::new(&built_page());
    let note = scene.path("page.note");
    page.sign(&[&scene.desk], &[], &note);
    page.hand_to(&mut scene.relay, &note);
    let _ = scene.relay.stop();
    scene.relay.start();
    let sum = |paths: &[&str]| -> usize {
        paths
            .iter()
            .map(|path| asked(scene.relay.url(), path))
            .sum()
    };
    let shared = [
        "/a/page.css",
        "/a/page.js",
        "/a/icon-plain.svg",
        "/page.note",
    ];
    let first = sum(&shared) + sum(&["/nl/"]).max(sum(&["/en/"]));
    let all = first + sum(&["/a/worker-wasm.js", "/a/core.wasm"]);
    println!("first screen {first} bytes, everything {all} bytes");
    assert!(first < FIRST_SCREEN, "the first screen is {first} bytes");
    assert!(all < ALL, "everything is {all} bytes");
}
