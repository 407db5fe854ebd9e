//! What is around the files: other paths, other visitors, other origins.

use bellrope_page::Site;

use super::kind;
use crate::finding::{Check, said};
use crate::source::{Ask, Pages};

/// Paths that a site never has and that servers like to.
const OTHERS: [&str; 18] = [
    "/nl",
    "/en",
    "/de/",
    "/index.html",
    "/favicon.ico",
    "/robots.txt",
    "/sitemap.xml",
    "/sw.js",
    "/service-worker.js",
    "/manifest.webmanifest",
    "/.well-known/security.txt",
    "/a/",
    "/a/page.js.map",
    "/page.js",
    "/template/nl/index.html",
    "/template/en/plain.html",
    "/a/template/nl/index.html",
    "/relay.toml",
];

/// Marks that load something into a page, up to the address.
const LOADING: [&str; 10] = [
    " src=\"",
    " src='",
    " srcset=\"",
    " poster=\"",
    " data=\"",
    " action=\"",
    " formaction=\"",
    "url(",
    "@import \"",
    "@import '",
];

/// Asks for what must not be there.
pub(super) fn check_others(pages: &dyn Pages, site: &Site, check: &mut Check) {
    let others = OTHERS.iter().filter(|path| site.file(path).is_none());
    let mut asked = 0;
    for path in others {
        asked += 1;
        match pages.fetch(path, Ask::default()) {
            Ok(answer) if answer.status == 404 => {}
            Ok(answer) => {
                let found = format!("status {}", answer.status);
                check.find(&kind::OTHER, path, "status 404", found);
            }
            Err(err) => check.could_not(path, said(&err)),
        }
    }
    check.fact("other paths asked for", asked);
}

/// Asks for the first page as different visitors would.
pub(super) fn check_sameness(pages: &dyn Pages, check: &mut Check) {
    let plain = match pages.fetch("/", Ask::default()) {
        Ok(answer) => answer,
        Err(err) => return check.could_not("/", said(&err)),
    };
    let visitors: [(&str, &[(&str, &str)]); 5] = [
        ("Dutch", &[("accept-language", "nl-NL,nl;q=0.9,en;q=0.5")]),
        ("another language", &[("accept-language", "en-GB,en;q=0.9")]),
        (
            "Tor Browser",
            &[(
                "user-agent",
                "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0",
            )],
        ),
        (
            "a telephone",
            &[(
                "user-agent",
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile",
            )],
        ),
        (
            "who was here before",
            &[
                ("cookie", "id=1"),
                ("if-modified-since", "Mon, 23 Nov 2026 00:00:00 GMT"),
            ],
        ),
    ];
    for (visitor, headers) in visitors {
        let ask = Ask {
            headers,
            ..Ask::default()
        };
        match pages.fetch("/", ask) {
            Ok(answer) if (answer.status, &answer.body) == (plain.status, &plain.body) => {}
            Ok(answer) => {
                let place = format!("/, asked as {visitor}");
                let found = format!(
                    "status {}, {} bytes that differ",
                    answer.status,
                    answer.body.len()
                );
                check.find(&kind::VARIES, place, "the same answer for everybody", found);
            }
            Err(err) => check.could_not("/", said(&err)),
        }
    }
}

/// Looks for what pages and sheets would load from elsewhere. Links that a person follows are not
/// among them; what scripts name is listed for people to judge.
pub(super) fn check_third_parties(site: &Site, check: &mut Check) {
    for (path, file) in site.files() {
        let Ok(text) = str::from_utf8(&file.body) else {
            continue;
        };
        let kind = file.header("content-type").unwrap_or_default();
        if kind.starts_with("text/html") || kind.starts_with("text/css") {
            for address in loaded(text).filter(|address| is_elsewhere(address)) {
                check.find(
                    &kind::THIRD_PARTY,
                    path,
                    "an address of the same site",
                    address,
                );
            }
        } else if kind.starts_with("text/javascript") {
            for origin in named(text) {
                check.fact(format!("address named in {path}"), origin);
            }
        }
    }
}

/// Lists the addresses that a page or sheet loads.
fn loaded(text: &str) -> impl Iterator<Item = &str> {
    let links = text.split("<link ").skip(1).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        address(tag.split_once("href=\"")?.1)
    });
    let marks = LOADING
        .iter()
        .flat_map(move |mark| text.split(mark).skip(1).filter_map(address));
    links.chain(marks)
}

fn address(rest: &str) -> Option<&str> {
    rest.trim_start_matches(['"', '\''])
        .split(['"', '\'', ')', '>'])
        .next()
}

/// Says whether an address names a host.
fn is_elsewhere(address: &str) -> bool {
    let address = address.trim();
    address.starts_with("//") || address.contains("://")
}

/// Lists the hosts that a script names, each once; those that only name a kind of XML are left out.
fn named(text: &str) -> Vec<String> {
    let mut origins: Vec<String> = ["https://", "http://", "wss://", "ws://"]
        .iter()
        .flat_map(|scheme| {
            text.split(scheme).skip(1).filter_map(move |rest| {
                let is_host = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
                let end = rest.find(|c: char| !is_host(c)).unwrap_or(rest.len());
                (end > 0).then(|| format!("{scheme}{}", &rest[..end]))
            })
        })
        .filter(|origin| origin != "http://www.w3.org")
        .collect();
    origins.sort();
    origins.dedup();
    origins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loaded_finds_what_a_page_would_fetch() {
        let page = "<link rel=\"icon\" href=\"a.svg\"><a href=\"https://a.example\">x</a>\
                    <img src=\"//b.example/x.png\"><p style=\"background: url('https://c.example')\">";
        let found: Vec<&str> = loaded(page).collect();
        assert_eq!(found, ["a.svg", "//b.example/x.png", "https://c.example"]);
        assert!(is_elsewhere(found[1]) && is_elsewhere(found[2]) && !is_elsewhere(found[0]));
    }

    #[test]
    fn named_lists_hosts_once() {
        let script = "a('http://www.w3.org/2000/svg');b('https://x.example/a');c(\"https://x.example/b\");d('https://')";
        assert_eq!(named(script), ["https://x.example"]);
    }
}
