//! Every file of a site.

use std::collections::BTreeMap;

use bellrope_protocol::case_code::Language;
use bellrope_protocol::page::{Page, Security, VerifiedPage};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::build::Build;
use crate::context::{code, context};
use crate::header::{Header, plain_headers, script_headers};
use crate::manifest::MANIFEST_PATH;
use crate::plain_text::plain_text;
use crate::template::{TemplateError, fill};

/// The languages of a site, the one of `/` first.
const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];
/// Where the templates stand in a build.
const TEMPLATES: &str = "template/";

/// A file as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its bytes.
    pub body: Vec<u8>,
    /// Its headers: names in lower case, sorted, `content-type` included. `content-length` and what
    /// the connection needs come on top.
    pub headers: Vec<Header>,
}

impl File {
    /// Hashes the bytes.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.body).into()
    }

    /// Returns a header by its name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| *found == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Every file of a site by its path, which begins with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    files: BTreeMap<String, File>,
}

impl Site {
    /// Returns the file of a path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// Lists the files by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }
}

/// Makes the site of a build and a configuration.
///
/// # Errors
///
/// [`AssembleError::Build`] if the configuration names another build, the others by variant.
pub fn assemble(build: &Build, page: &VerifiedPage) -> Result<Site, AssembleError> {
    if build.manifest().hash() != page.page().build {
        return Err(AssembleError::Build);
    }
    let mut files = BTreeMap::new();
    add_assets(build, &mut files);
    for language in LANGUAGES {
        add_pages(build, page.page(), language, &mut files)?;
    }
    let text = |body: &[u8]| file(body.to_vec(), TEXT, plain_headers());
    files.insert("/page.note".to_owned(), text(page.as_bytes()));
    let manifest = build.manifest().as_bytes().to_vec();
    let manifest = file(manifest, "application/json", plain_headers());
    files.insert(format!("/{MANIFEST_PATH}"), manifest);
    if let Some(security) = &page.page().security {
        let body = security_txt(security, page.page());
        files.insert(
            "/.well-known/security.txt".to_owned(),
            text(body.as_bytes()),
        );
    }
    Ok(Site { files })
}

/// Adds everything of the build but the templates, as it is.
fn add_assets(build: &Build, files: &mut BTreeMap<String, File>) {
    for (path, bytes) in build.files() {
        if path.starts_with(TEMPLATES) {
            continue;
        }
        let headers = if path.ends_with(".js") {
            script_headers(build)
        } else {
            plain_headers()
        };
        let file = file(bytes.to_vec(), media_type(path), headers);
        files.insert(format!("/a/{path}"), file);
    }
}

/// Adds the pages of one language; the first language stands at `/` too.
fn add_pages(
    build: &Build,
    page: &Page,
    language: Language,
    files: &mut BTreeMap<String, File>,
) -> Result<(), AssembleError> {
    let lang = code(language);
    let mut add = |path: String, name: &str, base: &str| {
        let body = filled(build, page, language, name, base)?;
        let headers = if name == INDEX {
            script_headers(build)
        } else {
            plain_headers()
        };
        let mut file = file(body.into_bytes(), HTML, headers);
        offer_onion(&mut file, page, &path);
        files.insert(path, file);
        Ok::<(), AssembleError>(())
    };
    if language == LANGUAGES[0] {
        add("/".to_owned(), INDEX, "")?;
    }
    add(format!("/{lang}/"), INDEX, "../")?;
    add(format!("/{lang}/plain"), "plain.html", "../")?;
    add(format!("/{lang}/form"), FORM, "../")?;
    // The same form for whoever writes or prints it elsewhere (R018).
    let form = plain_text(&filled(build, page, language, FORM, "../")?);
    let form = file(form.into_bytes(), TEXT, plain_headers());
    files.insert(format!("/{lang}/form.txt"), form);
    Ok(())
}

fn filled(
    build: &Build,
    page: &Page,
    language: Language,
    name: &str,
    base: &str,
) -> Result<String, AssembleError> {
    let path = format!("{TEMPLATES}{}/{name}", code(language));
    let bytes = build
        .file(&path)
        .ok_or_else(|| AssembleError::NoTemplate { path: path.clone() })?;
    let template =
        str::from_utf8(bytes).map_err(|_| AssembleError::NotUtf8 { path: path.clone() })?;
    fill(template, &context(page, build, language, base))
        .map_err(|source| AssembleError::Template { path, source })
}

fn file(body: Vec<u8>, media_type: &str, mut headers: Vec<Header>) -> File {
    headers.push(("content-type", media_type.to_owned()));
    headers.push(("vary", "accept-encoding".to_owned()));
    headers.sort();
    File { body, headers }
}

/// Tells Tor Browser of the onion address, if there is one (R023).
fn offer_onion(file: &mut File, page: &Page, path: &str) {
    let is_onion = |relay: &&String| {
        let (_, rest) = relay.split_once("://").unwrap_or_default();
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        host.ends_with(".onion")
    };
    if let Some(onion) = page.relays.iter().find(is_onion) {
        let address = format!("{}{path}", onion.trim_end_matches('/'));
        file.headers.push(("onion-location", address));
        file.headers.sort();
    }
}

/// Writes `security.txt` (RFC 9116).
fn security_txt(security: &Security, page: &Page) -> String {
    let mut text = String::new();
    for contact in &security.contact {
        text.push_str(&format!("Contact: {contact}\n"));
    }
    text.push_str(&format!("Expires: {}T23:59:59Z\n", security.expires));
    if let Some(policy) = &security.policy {
        text.push_str(&format!("Policy: {policy}\n"));
    }
    text.push_str("Preferred-Languages: nl, en\n");
    let host = &page.host;
    text.push_str(&format!(
        "Canonical: https://{host}/.well-known/security.txt\n"
    ));
    text
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => HTML,
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("pdf") => "application/pdf",
        Some("txt" | "ftl") => TEXT,
        _ => "application/octet-stream",
    }
}

/// The template of the screens, which run scripts.
const INDEX: &str = "index.html";
/// The template of the form on paper.
const FORM: &str = "form.html";
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// Why there is no site of a build and a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AssembleError {
    /// The configuration names another build.
    #[error("configuration is for another build than this one")]
    Build,
    /// The build lacks a template.
    #[error("build has no {path}")]
    NoTemplate {
        /// Its path in the build.
        path: String,
    },
    /// A template is not UTF-8.
    #[error("{path} is not utf-8")]
    NotUtf8 {
        /// Its path in the build.
        path: String,
    },
    /// A template cannot be filled in.
    #[error("cannot fill in {path}")]
    Template {
        /// Its path in the build.
        path: String,
        /// Why.
        source: TemplateError,
    },
}
