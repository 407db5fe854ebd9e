//! A relay with a page: what it serves, and what it refuses to start with.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

mod fixture;
#[path = "fixture/site.rs"]
mod site;

use std::error::Error;
use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::Request;
use bellrope_page::{Build, assemble, gunzip};
use bellrope_protocol::page::SignedPage;
use bellrope_relay::site::{Site, SiteError};
use fixture::local::LocalRelay;

const OPTIONS: &str = "page_build = web\npage_note = page.note";

fn a_relay() -> LocalRelay {
    let mut local = LocalRelay::prepared(OPTIONS, site::prepare);
    let card = local.card(1);
    let desk = &local.relay().desks[0];
    bellrope_relay::card::accept(local.relay(), desk, &card, fixture::START).unwrap();
    local.restart();
    local
}

/// The site as an auditor makes it from the same build and note.
fn expected(local: &LocalRelay) -> bellrope_page::Site {
    let mut files = site::page::build();
    let manifest = files.remove(site::page::MANIFEST).unwrap();
    let build = Build::verify(&manifest, files).unwrap();
    let note = fs::read(local.folder.path().join("page.note")).unwrap();
    let page = SignedPage::parse(&note).unwrap().verify().unwrap();
    assemble(&build, &page).unwrap()
}

async fn get(local: &LocalRelay, path: &str, encoding: &str) -> fixture::local::Got {
    let request = Request::get(path).header("accept-encoding", encoding);
    local.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn relay_serves_exactly_the_site() {
    let local = a_relay();
    let expected = expected(&local);
    for (path, file) in expected.files() {
        for encoding in ["identity", "gzip, br"] {
            let got = get(&local, path, encoding).await;
            assert_eq!(got.status, 200, "{path}");
            let mut headers: Vec<(String, String)> = got
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                .filter(|(name, _)| name != "content-length" && name != "content-encoding")
                .collect();
            headers.sort();
            let wanted: Vec<(String, String)> = file
                .headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect();
            assert_eq!(headers, wanted, "{path}");
            let body = match got.headers.get("content-encoding") {
                Some(_) => gunzip(&got.body, 10_000_000).unwrap(),
                None => got.body.to_vec(),
            };
            assert!(body == file.body, "{path}");
        }
    }
    // The longer pages are worth compressing.
    assert_eq!(
        get(&local, "/nl/", "gzip").await.headers["content-encoding"],
        "gzip"
    );
    let plain = get(&local, "/nl/plain", "gzip").await;
    assert!(plain.body.len() < expected.file("/nl/plain").unwrap().body.len() / 2);
}

#[tokio::test]
async fn relay_serves_nothing_beside_the_site() {
    let local = a_relay();
    for path in [
        "/nl",
        "/en",
        "/index.html",
        "/template/nl/index.html",
        "/a/",
        "/a/../page.note",
        "/a/%2e%2e/page.note",
        "//",
        "/page.note/",
        "/nl//plain",
        "/robots.txt",
        "/favicon.ico",
        "/relay.toml",
        "/a/page.js.map",
        "/.well-known/security.txt",
        "/v1",
        "/page%2enote",
    ] {
        let got = get(&local, path, "gzip").await;
        assert_eq!(got.status, 404, "{path}");
        assert_eq!(
            got.headers["content-type"], "application/problem+json",
            "{path}"
        );
    }
}

/// Everything under the relay's folder, in which nothing of `needle` may be.
fn assert_nowhere(folder: &Path, needle: &[u8]) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_nowhere(&path, needle);
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let found = bytes.windows(needle.len()).any(|window| window == needle);
        assert!(!found, "{}", path.display());
    }
}

async fn post_form(local: &LocalRelay, file: &[u8]) -> fixture::local::Got {
    let head = "--b\r\nContent-Disposition: form-data; name=\"letter\"; filename=\"x\"\r\n\r\n";
    let body = [head.as_bytes(), file, b"\r\n--b--\r\n"].concat();
    let request = Request::post("/v1/desks/mid/form")
        .header("content-type", "multipart/form-data; boundary=b")
        .header("accept", "text/html,application/xhtml+xml");
    local.send(request.body(Body::from(body)).unwrap()).await
}

// R024: plaintext is refused, and nothing of it is stored.
#[tokio::test]
async fn form_refuses_what_is_no_sealed_letter_and_keeps_nothing_of_it() {
    let local = a_relay();
    let marker = b"the-quartermaster-sells-our-tyres";
    let filled = |len: usize| {
        marker
            .iter()
            .copied()
            .cycle()
            .take(len)
            .collect::<Vec<u8>>()
    };
    let nearly = |change: fn(&mut Vec<u8>)| {
        let mut letter = local.desk.letter(1);
        // The payload of a letter is whatever it is; its header is not.
        letter[2_000..2_000 + marker.len()].copy_from_slice(marker);
        change(&mut letter);
        letter
    };
    let files = [
        ("a text", filled(200)),
        ("a text of a letter's length", filled(16_384)),
        ("a text of a sealed letter's length", filled(16_400)),
        ("a byte short", nearly(|letter| letter.truncate(16_383))),
        ("a byte long", nearly(|letter| letter.push(0))),
        ("another version", nearly(|letter| letter[20] ^= 1)),
        ("another stanza", nearly(|letter| letter[30] ^= 1)),
        ("a text after a header's first line", {
            let mut file = filled(16_384);
            file[..22].copy_from_slice(b"age-encryption.org/v1\n");
            file
        }),
        ("nothing", Vec::new()),
    ];
    for (what, file) in files {
        let got = post_form(&local, &file).await;
        assert_eq!(got.status, 400, "{what}");
        assert_eq!(
            got.headers["content-type"], "text/html; charset=utf-8",
            "{what}"
        );
        let page = String::from_utf8(got.body.to_vec()).unwrap();
        assert!(page.contains("Er is niets bewaard.") && page.contains("Nothing was stored."));
        assert!(
            page.contains("href=\"https://www.buienradar.nl/\""),
            "{what}"
        );
        assert!(!page.contains("quartermaster"), "{what}");
    }
    assert_eq!(post_form(&local, &filled(40_000)).await.status, 413);
    let queued = local
        .relay()
        .metrics
        .now
        .letters_accepted
        .load(std::sync::atomic::Ordering::Relaxed);
    assert_eq!(queued, 0);
    assert_nowhere(local.folder.path(), &marker[..16]);
}

// The search above finds what is there.
#[tokio::test]
async fn form_keeps_a_sealed_letter() {
    let local = a_relay();
    let letter = local.desk.letter(1);
    let got = post_form(&local, &letter).await;
    assert_eq!(got.status, 201);
    let page = String::from_utf8(got.body.to_vec()).unwrap();
    assert!(page.contains("bellrope/1 receipt") && page.contains("class=\"exit\""));
    assert_eq!(got.headers["referrer-policy"], "no-referrer");
    let folder = local.folder.path().to_owned();
    let search = || assert_nowhere(&folder, &letter[2_000..2_016]);
    assert!(std::panic::catch_unwind(search).is_err());
}

fn refused(prepare: impl FnOnce(&Path, &fixture::desk::TestDesk)) -> SiteError {
    let local = LocalRelay::bare("");
    prepare(local.folder.path(), &local.desk);
    let mut config = local.relay().config.clone();
    config.page_build = "web".to_owned();
    config.page_note = "page.note".to_owned();
    Site::load(local.folder.path(), &config).unwrap_err()
}

fn chain(error: &dyn Error) -> String {
    let cause = error.source().map(chain);
    cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

#[tokio::test]
async fn load_names_what_is_wrong_with_the_build() {
    let changed = refused(|folder, desk| {
        site::prepare(folder, desk);
        fs::write(folder.join("web/page.js"), "evil()").unwrap();
    });
    assert_eq!(
        chain(&changed),
        "build of the page is not whole: page.js is not the file that the manifest lists"
    );
    let further = refused(|folder, desk| {
        site::prepare(folder, desk);
        fs::write(folder.join("web/track.js"), "").unwrap();
    });
    assert_eq!(
        chain(&further),
        "build of the page is not whole: track.js is not listed in the manifest"
    );
    let none = refused(|folder, desk| {
        site::prepare(folder, desk);
        fs::remove_file(folder.join("web/manifest.json")).unwrap();
    });
    assert!(matches!(none, SiteError::NoManifest { .. }));
    assert!(matches!(refused(|_, _| {}), SiteError::Read { .. }));
}

#[tokio::test]
async fn load_refuses_a_configuration_of_others() {
    let host = refused(|folder, desk| {
        let base = bellrope_protocol::base::Base::new(
            "other.example".parse().unwrap(),
            "mid".parse().unwrap(),
        );
        let elsewhere = fixture::desk::TestDesk::found(base.host.as_str(), "mid", 2);
        assert_eq!(elsewhere.fingerprint(), desk.fingerprint());
        site::prepare(folder, &elsewhere);
    });
    assert!(matches!(host, SiteError::Host { .. }), "{host}");
    let desk = refused(|folder, _| {
        site::prepare(
            folder,
            &fixture::desk::TestDesk::found(fixture::HOST, "extern", 2),
        );
    });
    assert!(matches!(desk, SiteError::Desk { .. }), "{desk}");
    let swapped = refused(|folder, _| {
        site::prepare(
            folder,
            &fixture::desk::TestDesk::found(fixture::HOST, "mid", 3),
        );
    });
    assert!(
        matches!(swapped, SiteError::Fingerprint { .. }),
        "{swapped}"
    );
    let build = refused(|folder, desk| {
        site::prepare_with(folder, desk, |page| page.build = [0; 32]);
    });
    assert!(matches!(build, SiteError::Assemble(_)), "{build}");
    let changed = refused(|folder, desk| {
        site::prepare(folder, desk);
        let note = fs::read_to_string(folder.join("page.note")).unwrap();
        fs::write(
            folder.join("page.note"),
            note.replace("0800-0113", "0900-1234"),
        )
        .unwrap();
    });
    assert!(matches!(changed, SiteError::Verify(_)), "{changed}");
}
