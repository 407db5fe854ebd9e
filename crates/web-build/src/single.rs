//! The page as one file, to be kept and opened from disk: everything inside, nothing fetched but the
//! relay's answers.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bellrope_page::{Build, Site, escape};
use bellrope_protocol::page::VerifiedPage;

use crate::place::write as write_file;
use crate::stamp::integrity;

/// Writes the page with everything inside.
pub(crate) fn write(
    build: &Build,
    site: &Site,
    page: &VerifiedPage,
    to: &Path,
) -> Result<(), String> {
    write_file(to, html(build, site, page)?.as_bytes())
}

fn html(build: &Build, site: &Site, page: &VerifiedPage) -> Result<String, String> {
    let relay = page.page().relays.first();
    let relay = relay.ok_or("the configuration names no address of its relay")?;
    let relay = format!("{}/", relay.trim_end_matches('/'));
    let index = site.file("/").ok_or("the site has no page")?;
    let mut html = text(&index.body)?.to_owned();
    let (script, sheet) = (script(build, "page.js")?, sheet(build)?);
    replace_tag(&mut html, "<link rel=\"icon\"", ">", "")?;
    replace_tag(
        &mut html,
        "<link rel=\"stylesheet\"",
        ">",
        &format!("<style>{sheet}</style>"),
    )?;
    // A module that stands in the page runs when the page is read, as a fetched one does.
    let module = format!("<script type=\"module\">{script}</script>");
    replace_tag(&mut html, "<script type=\"module\"", "</script>", "")?;
    let policy = policy(script, sheet, &relay);
    let meta = format!(
        "<meta http-equiv=\"content-security-policy\" content=\"{}\">",
        escape(&policy)
    );
    replace_tag(
        &mut html,
        "<meta charset",
        ">",
        &format!("<meta charset=\"utf-8\">\n{meta}"),
    )?;
    let place = format!(" data-relay=\"{}\"", escape(&relay));
    replace_tag(
        &mut html,
        " data-base=\"",
        "\"",
        &format!(" data-base=\"\"{place}"),
    )?;
    let inside = format!("{}{module}\n</body>", inside(build, page)?);
    replace_tag(&mut html, "</body", ">", &inside)?;
    Ok(html)
}

/// What the page otherwise fetches: the note, both workers, the core. None of it runs where it stands.
fn inside(build: &Build, page: &VerifiedPage) -> Result<String, String> {
    let note = escape(text(page.as_bytes())?);
    let block =
        |id: &str, text: &str| format!("<script type=\"text/plain\" id=\"{id}\">{text}</script>\n");
    Ok([
        format!("<template id=\"note\">{note}</template>\n"),
        block("worker-wasm", script(build, "worker-wasm.js")?),
        block("core-wasm", &STANDARD.encode(file(build, "core.wasm")?)),
        block("worker-js", script(build, "worker-js.js")?),
    ]
    .concat())
}

/// The page's policy: its own script and sheet by hash, its workers, the one relay.
fn policy(script: &str, sheet: &str, relay: &str) -> String {
    let (script, sheet) = (integrity(script.as_bytes()), integrity(sheet.as_bytes()));
    format!(
        "default-src 'none'; script-src '{script}' 'wasm-unsafe-eval'; style-src '{sheet}'; \
         worker-src blob:; connect-src {relay}; img-src data: blob:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types bellrope"
    )
}

fn file<'a>(build: &'a Build, path: &str) -> Result<&'a [u8], String> {
    build
        .file(path)
        .ok_or_else(|| format!("the build has no {path}"))
}

/// Returns a script that can stand inside a page.
fn script<'a>(build: &'a Build, path: &str) -> Result<&'a str, String> {
    let script = text(file(build, path)?)?.trim_end();
    let lower = script.to_ascii_lowercase();
    if lower.contains("</script") || lower.contains("<!--") {
        return Err(format!("{path} cannot stand inside a page"));
    }
    Ok(script)
}

fn sheet(build: &Build) -> Result<&str, String> {
    let sheet = text(file(build, "page.css")?)?.trim_end();
    if sheet.to_ascii_lowercase().contains("</style") {
        return Err("page.css cannot stand inside a page".to_owned());
    }
    Ok(sheet)
}

fn text(bytes: &[u8]) -> Result<&str, String> {
    str::from_utf8(bytes).map_err(|_| "a file of the build is no text".to_owned())
}

/// Puts something in the place of the one tag that begins so.
fn replace_tag(html: &mut String, begin: &str, end: &str, with: &str) -> Result<(), String> {
    let missing = || format!("the page's template has no {begin}");
    let start = html.find(begin).ok_or_else(missing)?;
    let after = start + begin.len();
    let len = html[after..].find(end).ok_or_else(missing)?;
    html.replace_range(start..after + len + end.len(), with);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replace_tag_replaces_the_first_and_names_what_is_missing() {
        let mut html = "<html data-base=\"../\"><p></p>".to_owned();
        replace_tag(&mut html, " data-base=\"", "\"", " x").unwrap();
        assert_eq!(html, "<html x><p></p>");
        let missing = replace_tag(&mut html, "<script", ">", "").unwrap_err();
        assert!(missing.contains("<script"));
    }

    #[test]
    fn policy_lets_nothing_but_the_page_itself_and_its_relay() {
        let policy = policy("script", "sheet", "https://relay.example/");
        assert!(policy.contains("connect-src https://relay.example/;"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'self'"));
    }
}
