//! Sites of the real templates and the default configuration.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod fixture;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bellrope_page::{AssembleError, Build, BuildError, Site, assemble};
use bellrope_protocol::base::Base;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::page::{Page, Security};
use sha2::{Digest as _, Sha256};

fn base(desk: &str) -> Base {
    Base::new("relay.example".parse().unwrap(), desk.parse().unwrap())
}

fn root(desk: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(base(desk).root_key_name(), &[seed; 32])
}

fn verify(mut files: BTreeMap<String, Vec<u8>>) -> Result<Build, BuildError> {
    let manifest = files.remove(fixture::MANIFEST).unwrap();
    Build::verify(&manifest, files)
}

fn site_with(change: impl FnOnce(&mut Page)) -> Site {
    let (mid, other) = (root("mid", 1), root("extern", 2));
    let files = fixture::build();
    let roots = [(base("mid"), &mid), (base("extern"), &other)];
    let mut page = fixture::page(&files[fixture::MANIFEST], &roots);
    change(&mut page);
    let page = fixture::sign(page, &[&mid, &other]).verify().unwrap();
    assemble(&verify(files).unwrap(), &page).unwrap()
}

fn a_site() -> Site {
    site_with(|_| {})
}

/// Every page of a site as text, with its path.
fn pages(site: &Site) -> Vec<(String, String)> {
    let pages: Vec<(String, String)> = site
        .files()
        .filter(|(_, file)| file.header("content-type") == Some("text/html; charset=utf-8"))
        .map(|(path, file)| {
            (
                path.to_owned(),
                String::from_utf8(file.body.clone()).unwrap(),
            )
        })
        .collect();
    assert_eq!(pages.len(), 7);
    pages
}

fn text(site: &Site, path: &str) -> String {
    String::from_utf8(site.file(path).unwrap().body.clone()).unwrap()
}

/// What a browser makes of numeric references.
fn decoded(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("&#") {
        text.push_str(before);
        let (number, after) = after.split_once(';').unwrap();
        text.push(char::from_u32(number.parse().unwrap()).unwrap());
        rest = after;
    }
    text + rest
}

#[test]
fn site_has_exactly_these_files() {
    let site = a_site();
    let paths: Vec<&str> = site.files().map(|(path, _)| path).collect();
    assert_eq!(
        paths,
        [
            "/",
            "/a/core.wasm",
            "/a/icon-bell.svg",
            "/a/icon-plain.svg",
            "/a/page.css",
            "/a/page.js",
            "/a/worker-js.js",
            "/a/worker-wasm.js",
            "/en/",
            "/en/form",
            "/en/form.txt",
            "/en/plain",
            "/manifest.json",
            "/nl/",
            "/nl/form",
            "/nl/form.txt",
            "/nl/plain",
            "/page.note",
        ]
    );
    assert!(site.file("/template/nl/index.html").is_none());
    assert!(site.file("/nl").is_none());
}

// R018: two downloads of the form are byte-identical; so is everything else.
#[test]
fn assemble_makes_the_same_bytes_again() {
    assert_eq!(a_site(), a_site());
    for path in ["/nl/form", "/nl/form.txt"] {
        let hash = a_site().file(path).unwrap().sha256();
        assert_eq!(hash, site_with(|_| {}).file(path).unwrap().sha256());
    }
}

// R018: the form as text has every word of the form on paper, and where to send it.
#[test]
fn form_as_text_says_what_the_form_says() {
    let site = a_site();
    for lang in ["nl", "en"] {
        let form = site.file(&format!("/{lang}/form.txt")).unwrap();
        assert_eq!(
            form.header("content-type"),
            Some("text/plain; charset=utf-8")
        );
        let plain = text(&site, &format!("/{lang}/form.txt"));
        assert!(!plain.contains(['<', '&']), "{lang}: {plain}");
        let html = text(&site, &format!("/{lang}/form"));
        let questions: Vec<&str> = html
            .split("<h2>")
            .skip(1)
            .filter_map(|rest| rest.split_once("</h2>"))
            .map(|(question, _)| question)
            .collect();
        assert_eq!(questions.len(), 14, "{lang}");
        let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        for question in questions {
            assert!(words.contains(question), "{lang}: {question}");
        }
        assert!(
            words.contains("Postbus 1 2500 AA Den Haag"),
            "{lang}: {words}"
        );
        // Choices to tick and lines to write on.
        assert_eq!(
            plain.matches("[ ] ").count(),
            html.matches("<li>").count() - 4,
            "{lang}"
        );
        assert!(plain.contains(&"_".repeat(60)), "{lang}");
        for path in ["form", "plain"] {
            let page = text(&site, &format!("/{lang}/{path}"));
            assert!(page.contains("href=\"form.txt\""), "{lang}: {path}");
        }
    }
}

#[test]
fn assemble_refuses_a_build_that_the_configuration_does_not_name() {
    let root = root("mid", 1);
    let mut files = fixture::build();
    let page = fixture::page(&files[fixture::MANIFEST], &[(base("mid"), &root)]);
    let page = fixture::sign(page, &[&root]).verify().unwrap();
    files.insert("page.js".to_owned(), b"other()".to_vec());
    let manifest = fixture::manifest(&files);
    files.insert(fixture::MANIFEST.to_owned(), manifest);
    let refused = assemble(&verify(files).unwrap(), &page);
    assert_eq!(refused, Err(AssembleError::Build));
}

#[test]
fn verify_names_the_file_that_differs() {
    let path = || "page.js".to_owned();
    let mut changed = fixture::build();
    changed.get_mut("page.js").unwrap()[0] ^= 1;
    assert_eq!(verify(changed), Err(BuildError::Differs { path: path() }));
    let mut missing = fixture::build();
    missing.remove("page.js");
    assert_eq!(verify(missing), Err(BuildError::Missing { path: path() }));
    let mut further = fixture::build();
    further.insert("more.js".to_owned(), Vec::new());
    let path = "more.js".to_owned();
    assert_eq!(verify(further), Err(BuildError::Unlisted { path }));
}

#[test]
fn assemble_names_the_template_that_cannot_be_filled_in() {
    let root = root("mid", 1);
    let mut files = fixture::build();
    let broken = b"<p>{{titel}}</p>".to_vec();
    files.insert("template/en/form.html".to_owned(), broken);
    let manifest = fixture::manifest(&files);
    let page = fixture::page(&manifest, &[(base("mid"), &root)]);
    files.insert(fixture::MANIFEST.to_owned(), manifest);
    let page = fixture::sign(page, &[&root]).verify().unwrap();
    let refused = assemble(&verify(files).unwrap(), &page).unwrap_err();
    let path = "template/en/form.html";
    assert!(matches!(refused, AssembleError::Template { path: found, .. } if found == path));
}

// R028, R029
#[test]
fn every_file_forbids_to_keep_refer_frame_and_guess() {
    for (path, file) in a_site().files() {
        for (name, value) in [
            ("cache-control", "no-store"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("vary", "accept-encoding"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(file.header(name), Some(value), "{path}: {name}");
        }
        let policy = file.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{path}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(policy.contains("base-uri 'none'"), "{path}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{path}"
        );
        let permissions = file.header("permissions-policy").unwrap();
        assert!(permissions.contains("camera=()") && permissions.contains("geolocation=()"));
        assert!(file.headers.is_sorted(), "{path}");
        assert_eq!(file.headers.len(), 10, "{path}");
    }
}

#[test]
fn policy_names_the_scripts_of_the_build_and_only_where_scripts_run() {
    let site = a_site();
    let hash = STANDARD.encode(Sha256::digest(&site.file("/a/page.js").unwrap().body));
    for path in [
        "/",
        "/nl/",
        "/en/",
        "/a/page.js",
        "/a/worker-wasm.js",
        "/a/worker-js.js",
    ] {
        let policy = site
            .file(path)
            .unwrap()
            .header("content-security-policy")
            .unwrap();
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{path}");
        assert!(policy.contains("require-trusted-types-for 'script'; trusted-types bellrope"));
        assert!(policy.contains("'wasm-unsafe-eval'"), "{path}");
    }
    for path in [
        "/nl/plain",
        "/en/form",
        "/page.note",
        "/a/page.css",
        "/a/core.wasm",
    ] {
        let policy = site
            .file(path)
            .unwrap()
            .header("content-security-policy")
            .unwrap();
        assert!(!policy.contains("script"), "{path}");
    }
    let index = text(&site, "/nl/");
    assert!(index.contains(&format!("integrity=\"sha256-{hash}\"")));
}

#[test]
fn every_page_loads_from_its_own_site_only() {
    for (path, html) in pages(&a_site()) {
        for attribute in [" src=\"", "action=\""] {
            for value in html.split(attribute).skip(1) {
                let value = value.split('"').next().unwrap();
                assert!(
                    !value.contains("//") && !value.starts_with('/'),
                    "{path}: {value}"
                );
            }
        }
        for tag in html.split("<link ").skip(1) {
            let tag = tag.split('>').next().unwrap();
            assert!(!tag.contains("//"), "{path}: {tag}");
        }
        for forbidden in [
            "<script>",
            "<style",
            " style=\"",
            "<iframe",
            "<img src=\"http",
            "url(",
        ] {
            assert!(!html.contains(forbidden), "{path}: {forbidden}");
        }
        for handler in [" onclick", " onload", " onerror", "javascript:"] {
            assert!(!html.contains(handler), "{path}: {handler}");
        }
        assert!(html.starts_with("<!doctype html>"), "{path}");
    }
}

// R019: no address that a program finds by its form, every one readable.
#[test]
fn contact_is_readable_without_scripts_and_hidden_from_harvesters() {
    let site = a_site();
    for (path, html) in pages(&site) {
        let is_address = |word: &str| {
            word.split_once('@')
                .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
        };
        let words = html.split(|char: char| char.is_whitespace() || "<>\"'&;:".contains(char));
        assert_eq!(words.filter(|word| is_address(word)).count(), 0, "{path}");
        assert!(!html.contains("mailto:"), "{path}");
    }
    for path in ["/nl/plain", "/en/plain"] {
        let page = decoded(&text(&site, path));
        assert!(page.contains("meldpunt@example.org"), "{path}");
        assert!(page.contains("+31 70 000 00 00"), "{path}");
        assert!(page.contains("Postbus 1"), "{path}");
    }
}

// R013, R036: without scripts too.
#[test]
fn every_page_has_the_emergency_number_and_the_way_out() {
    for (path, html) in pages(&a_site()) {
        assert!(html.contains("tel:112"), "{path}");
        assert!(
            html.contains("class=\"exit\" href=\"https://www.buienradar.nl/\""),
            "{path}"
        );
    }
}

// R011, R024, R026, R043: what must be readable without scripts.
#[test]
fn plain_pages_say_who_reads_and_take_a_sealed_letter() {
    let site = a_site();
    for path in ["/nl/plain", "/en/plain"] {
        let html = text(&site, path);
        for desk in ["mid", "extern"] {
            let action = format!("action=\"../v1/desks/{desk}/form\"");
            assert!(html.contains(&action), "{path}: {desk}");
        }
        let found = root("mid", 1);
        let founding = bellrope_protocol::key::FoundingRoot::from_bytes(*found.verifier().public());
        assert!(html.contains(&founding.fingerprint().to_string()), "{path}");
        assert!(
            html.contains("Huis voor Klokkenluiders") || html.contains("Whistleblowers Authority")
        );
        // Nothing to type a report into.
        assert!(
            !html.contains("<textarea") && !html.contains("type=\"text\""),
            "{path}"
        );
    }
}

#[test]
fn values_cannot_become_html() {
    let attack = "</p><script>alert(1)</script><p title=\"'&";
    let site = site_with(|page| {
        page.desks[0].about.nl = attack.to_owned();
        page.title.nl = attack.to_owned();
        page.retention.nl = attack.to_owned();
    });
    for (path, html) in pages(&site) {
        assert!(!html.contains("<script>alert"), "{path}");
        assert!(!html.contains("title=\"'&\""), "{path}");
    }
    let plain = text(&site, "/nl/plain");
    assert!(plain.contains("&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
}

// R037: neutral unless the desks want otherwise.
#[test]
fn title_and_icon_are_those_of_the_configuration() {
    let site = site_with(|page| page.title.en = "Weather".to_owned());
    assert!(text(&site, "/en/").contains("<title>Weather</title>"));
    assert!(text(&site, "/nl/").contains("<title>Informatie</title>"));
    assert!(text(&site, "/en/").contains("icon-plain.svg"));
}

// R023
#[test]
fn pages_tell_tor_browser_of_the_onion_address() {
    assert!(
        a_site()
            .file("/nl/")
            .unwrap()
            .header("onion-location")
            .is_none()
    );
    let onion = "http://bellropeexample.onion/";
    let site = site_with(|page| page.relays.push(onion.to_owned()));
    let offered = |path: &str| site.file(path).unwrap().header("onion-location");
    assert_eq!(offered("/"), Some("http://bellropeexample.onion/"));
    assert_eq!(
        offered("/en/plain"),
        Some("http://bellropeexample.onion/en/plain")
    );
    assert_eq!(offered("/a/page.js"), None);
    let not_onion = site_with(|page| page.relays.push("https://a.onion.example".to_owned()));
    assert!(
        not_onion
            .file("/")
            .unwrap()
            .header("onion-location")
            .is_none()
    );
}

// R168
#[test]
fn security_txt_is_there_when_configured() {
    assert!(a_site().file("/.well-known/security.txt").is_none());
    let site = site_with(|page| {
        page.security = Some(Security {
            contact: vec!["https://example.org/security".to_owned()],
            policy: Some("https://example.org/policy".to_owned()),
            expires: "2027-11-23".parse().unwrap(),
        });
    });
    assert_eq!(
        text(&site, "/.well-known/security.txt"),
        "Contact: https://example.org/security\nExpires: 2027-11-23T23:59:59Z\n\
         Policy: https://example.org/policy\nPreferred-Languages: nl, en\n\
         Canonical: https://relay.example/.well-known/security.txt\n"
    );
}

// R002, R003, R007, R013: the defaults are those of the requirements.
#[test]
fn default_configuration_has_what_the_law_and_the_figures_need() {
    let root = root("mid", 1);
    let page = fixture::page(b"{}", &[(base("mid"), &root)]);
    assert_eq!(page.check(), Ok(()));
    let codes: Vec<&str> = page
        .categories
        .iter()
        .map(|kind| kind.code.as_str())
        .collect();
    let mut expected: Vec<String> = (1..=9).map(|n| format!("ZS{n}")).collect();
    expected.extend((1..=11).map(|n| format!("OG{n}")));
    expected.extend(["BN", "FV", "SI", "XX"].map(str::to_owned));
    assert_eq!(codes, expected);
    let phones: Vec<&str> = page
        .emergency
        .iter()
        .map(|line| line.phone.as_str())
        .collect();
    assert_eq!(phones, ["112", "0800-0188", "0800-0113", "0900-0101"]);
    let unsafe_situation = page
        .categories
        .iter()
        .find(|kind| kind.code == "FV")
        .unwrap();
    assert!(unsafe_situation.referral.is_some());
    assert!(page.cover.on && page.landscape.len() >= 15);
}
