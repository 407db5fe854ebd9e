use std::collections::BTreeMap;

use bellrope_page::gzip;
use bellrope_protocol::base::Base;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::page::Page;

use super::*;
use crate::finding::Outcome;
use crate::source::{Answer, FetchError};

#[path = "../../../../page/tests/fixture/mod.rs"]
mod fixture;

fn base() -> Base {
    Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap())
}

fn root() -> SignerKey {
    SignerKey::from_seed(base().root_key_name(), &[1; 32])
}

fn signed(manifest: &[u8], change: impl FnOnce(&mut Page)) -> VerifiedPage {
    let root = root();
    let mut page = fixture::page(manifest, &[(base(), &root)]);
    change(&mut page);
    fixture::sign(page, &[&root]).verify().unwrap()
}

fn built(mut files: BTreeMap<String, Vec<u8>>) -> Build {
    let manifest = files.remove(fixture::MANIFEST).unwrap();
    Build::verify(&manifest, files).unwrap()
}

/// A file that was changed, and the manifest with it.
fn with(path: &str, text: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = fixture::build();
    files.insert(path.to_owned(), text.as_bytes().to_vec());
    let manifest = fixture::manifest(&files);
    files.insert(fixture::MANIFEST.to_owned(), manifest);
    files
}

/// What happens to an answer on its way.
type Change = fn(&str, Ask<'_>, &mut Answer);

/// A server of one site, that may lie.
struct Server {
    site: Site,
    change: Change,
}

impl Server {
    fn of(page: &VerifiedPage, build: &Build, change: Change) -> Self {
        let site = assemble(build, page).unwrap();
        Self { site, change }
    }
}

impl Pages for Server {
    fn name(&self) -> String {
        "a server".to_owned()
    }

    fn fetch(&self, path: &str, ask: Ask<'_>) -> Result<Answer, FetchError> {
        let mut answer = match self.site.file(path) {
            Some(file) => Answer {
                status: 200,
                headers: file
                    .headers
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), value.clone()))
                    .collect(),
                body: file.body.clone(),
            },
            None => Answer {
                status: 404,
                headers: Vec::new(),
                body: Vec::new(),
            },
        };
        if ask.gzip && answer.status == 200 {
            answer.body = gzip(&answer.body);
            let encoding = ("content-encoding".to_owned(), "gzip".to_owned());
            answer.headers.push(encoding);
        }
        (self.change)(path, ask, &mut answer);
        Ok(answer)
    }
}

/// Checks what an honest server with one lie serves of the usual build.
fn checked(change: Change) -> Check {
    let build = built(fixture::build());
    let page = signed(build.manifest().as_bytes(), |_| {});
    let server = Server::of(&page, &build, change);
    run(&PageSubject {
        pages: &server,
        build: &build,
        fingerprints: &[page.page().desks[0].fingerprint()],
        known: None,
    })
}

fn kinds_of(check: &Check) -> Vec<&str> {
    let mut kinds: Vec<&str> = check.findings.iter().map(|f| f.kind.as_str()).collect();
    kinds.dedup();
    kinds
}

#[test]
fn honest_page_passes() {
    let check = checked(|_, _, _| {});
    assert_eq!(check.outcome(), Outcome::Pass, "{:?}", check.findings);
    let fact = |what: &str| {
        let found = check.facts.iter().find(|fact| fact.what == what);
        found.unwrap().value.clone()
    };
    assert_eq!(fact("files compared"), "18");
    assert_eq!(fact("version of the configuration"), "1");
    assert_eq!(fact("cover"), "on");
    assert_eq!(check.left_out.len(), 1);
}

#[test]
fn what_a_connection_adds_is_no_finding() {
    let check = checked(|_, _, answer| {
        for name in [
            "date",
            "server",
            "strict-transport-security",
            "content-length",
        ] {
            answer.headers.push((name.to_owned(), "x".to_owned()));
        }
    });
    assert_eq!(check.outcome(), Outcome::Pass, "{:?}", check.findings);
}

#[test]
fn each_lie_of_a_server_is_found() {
    let lies: [(&str, Change); 14] = [
        ("page-note-missing", |path, _, answer| {
            if path == "/page.note" {
                answer.status = 404;
            }
        }),
        ("page-note", |path, _, answer| {
            if path == "/page.note" && answer.headers.len() < 11 {
                let note = String::from_utf8(answer.body.clone()).unwrap();
                answer.body = note.replace("0800-0113", "0900-6666").into_bytes();
            }
        }),
        ("page-file-missing", |path, _, answer| {
            if path == "/a/worker-js.js" {
                answer.status = 302;
            }
        }),
        ("page-file", |path, ask, answer| {
            if path == "/a/page.js" && !ask.gzip {
                answer.body.extend_from_slice(b"fetch('/steal')");
            }
        }),
        // Only those who take gzip get the changed one, as browsers do.
        ("page-file", |path, ask, answer| {
            if path == "/a/page.js" && ask.gzip {
                answer.body = gzip(b"fetch('/steal')");
            }
        }),
        ("page-file", |path, ask, answer| {
            if path == "/nl/" && ask.gzip {
                answer.body = gzip(&vec![b'a'; 10_000_000]);
            }
        }),
        ("page-header", |path, _, answer| {
            if path == "/nl/" {
                answer
                    .headers
                    .retain(|(name, _)| name != "content-security-policy");
            }
        }),
        ("page-header", |path, _, answer| {
            if path == "/en/plain" {
                for (name, value) in &mut answer.headers {
                    if name == "cache-control" {
                        *value = "max-age=60".to_owned();
                    }
                }
            }
        }),
        // A second policy beside the right one.
        ("page-header", |_, _, answer| {
            let second = ("referrer-policy".to_owned(), "unsafe-url".to_owned());
            answer.headers.push(second);
        }),
        ("page-header-extra", |_, _, answer| {
            let cookie = ("set-cookie".to_owned(), "id=1".to_owned());
            answer.headers.push(cookie);
        }),
        ("page-other", |path, _, answer| {
            if path == "/sw.js" {
                answer.status = 200;
            }
        }),
        ("page-other", |path, _, answer| {
            if path == "/nl" {
                answer.status = 301;
            }
        }),
        ("page-varies", |path, ask, answer| {
            let cookie = ask.headers.iter().any(|(name, _)| *name == "cookie");
            if path == "/" && cookie {
                answer.body.push(b' ');
            }
        }),
        ("page-varies", |path, ask, answer| {
            let language = ask
                .headers
                .iter()
                .any(|(name, _)| *name == "accept-language");
            if path == "/" && language {
                answer.status = 302;
            }
        }),
    ];
    for (number, (kind, change)) in lies.into_iter().enumerate() {
        let check = checked(change);
        assert_eq!(check.outcome(), Outcome::Fail, "lie {number}: {kind}");
        assert_eq!(
            kinds_of(&check),
            [kind],
            "lie {number}: {:?}",
            check.findings
        );
    }
}

#[test]
fn findings_say_where_and_what() {
    let check = checked(|path, _, answer| {
        if path == "/nl/" {
            answer.headers.retain(|(name, _)| name != "referrer-policy");
        }
    });
    let finding = &check.findings[0];
    assert_eq!(finding.kind, "page-header");
    assert_eq!(finding.place, "/nl/, referrer-policy");
    assert_eq!(finding.expected, "no-referrer");
    assert_eq!(finding.found, "no such header");
}

#[test]
fn desks_of_others_and_desks_that_are_missing_are_found() {
    let build = built(fixture::build());
    let page = signed(build.manifest().as_bytes(), |_| {});
    let server = Server::of(&page, &build, |_, _, _| {});
    let check = run(&PageSubject {
        pages: &server,
        build: &build,
        fingerprints: &[Fingerprint::from_bytes([9; 20])],
        known: None,
    });
    assert_eq!(kinds_of(&check), ["page-desk", "page-desk-missing"]);
}

#[test]
fn older_and_second_configurations_are_found() {
    let build = built(fixture::build());
    let manifest = build.manifest().as_bytes();
    let served = signed(manifest, |page| page.version = 4);
    let found = |known: &VerifiedPage| {
        let server = Server::of(&served, &build, |_, _, _| {});
        let check = run(&PageSubject {
            pages: &server,
            build: &build,
            fingerprints: &[served.page().desks[0].fingerprint()],
            known: Some(known),
        });
        kinds_of(&check)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(found(&signed(manifest, |page| page.version = 3)).is_empty());
    assert!(found(&served).is_empty());
    assert_eq!(
        found(&signed(manifest, |page| page.version = 5)),
        ["page-rolled-back"]
    );
    let forked = signed(manifest, |page| {
        page.version = 4;
        page.cover.on = false;
    });
    assert_eq!(found(&forked), ["page-forked"]);
}

#[test]
fn page_of_other_sources_is_found() {
    let theirs = built(with("page.js", "other();\n"));
    let page = signed(theirs.manifest().as_bytes(), |_| {});
    let server = Server::of(&page, &theirs, |_, _, _| {});
    let check = run(&PageSubject {
        pages: &server,
        build: &built(fixture::build()),
        fingerprints: &[page.page().desks[0].fingerprint()],
        known: None,
    });
    assert_eq!(kinds_of(&check), ["page-build"]);
}

#[test]
fn what_a_build_loads_from_elsewhere_is_found() {
    for (path, text, found) in [
        (
            "page.css",
            "p { background: url(https://cdn.example/a.png) }",
            true,
        ),
        ("page.css", "@import '//fonts.example/a.css';", true),
        ("page.css", "p { background: url(a.png) }", false),
        (
            "template/nl/plain.html",
            "<img src=\"https://stat.example/1.gif\">",
            true,
        ),
        (
            "template/nl/plain.html",
            "<link rel=\"stylesheet\" href=\"//a.example/a.css\">",
            true,
        ),
        (
            "template/nl/plain.html",
            "<a href=\"https://www.example.org/\">x</a>",
            false,
        ),
    ] {
        let build = built(with(path, text));
        let page = signed(build.manifest().as_bytes(), |_| {});
        let server = Server::of(&page, &build, |_, _, _| {});
        let check = run(&PageSubject {
            pages: &server,
            build: &build,
            fingerprints: &[page.page().desks[0].fingerprint()],
            known: None,
        });
        let expected: &[&str] = if found { &["page-third-party"] } else { &[] };
        assert_eq!(kinds_of(&check), expected, "{text}");
    }
}

#[test]
fn hosts_that_scripts_name_are_facts() {
    let build = built(with("page.js", "open('https://elsewhere.example/x');\n"));
    let page = signed(build.manifest().as_bytes(), |_| {});
    let server = Server::of(&page, &build, |_, _, _| {});
    let check = run(&PageSubject {
        pages: &server,
        build: &build,
        fingerprints: &[page.page().desks[0].fingerprint()],
        known: None,
    });
    assert_eq!(check.outcome(), Outcome::Pass);
    let named = check
        .facts
        .iter()
        .find(|fact| fact.what == "address named in /a/page.js");
    assert_eq!(named.unwrap().value, "https://elsewhere.example");
}

/// A server that is not there.
struct Silent;

impl Pages for Silent {
    fn name(&self) -> String {
        "nobody".to_owned()
    }

    fn fetch(&self, _: &str, _: Ask<'_>) -> Result<Answer, FetchError> {
        let source = std::io::ErrorKind::UnexpectedEof.into();
        Err(FetchError::Broken { source })
    }
}

#[test]
fn silence_is_no_pass() {
    let build = built(fixture::build());
    let check = run(&PageSubject {
        pages: &Silent,
        build: &build,
        fingerprints: &[],
        known: None,
    });
    assert_eq!(check.outcome(), Outcome::CouldNotCheck);
}
