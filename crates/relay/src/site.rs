//! The reporter's page, as this relay serves it.
//!
//! In scope: reading the build and the signed configuration from disk at start, refusing what is not
//! this relay's, and keeping every file ready to send. Out of scope: what a site is made of
//! (`bellrope_page`) and requests for it (`http`).
//!
//! Spec: docs/page.md, docs/protocol.md §20.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use bellrope_page::{AssembleError, Build, BuildError, File, MANIFEST_PATH, assemble, gzip};
use bellrope_protocol::base::{DeskName, Host};
use bellrope_protocol::page::{PAGE_MAX_LEN, Page, ParsePageError, SignedPage, VerifyPageError};
use bytes::Bytes;
use hyper::header::CONTENT_ENCODING;

use crate::config::Config;

/// Greatest length of all files of a build together, in bytes: they are kept in memory.
const BUILD_MAX_LEN: u64 = 67_108_864;

/// A site that is ready to be sent.
pub struct Site {
    files: HashMap<String, Ready>,
    exit: String,
}

/// One file of a site: as it is and, where that is shorter, compressed.
pub struct Ready {
    /// As it is.
    pub plain: Variant,
    /// As gzip.
    pub gzip: Option<Variant>,
}

/// Headers and bytes of an answer.
pub struct Variant {
    /// The headers.
    pub headers: HeaderMap,
    /// The bytes.
    pub body: Bytes,
}

impl Site {
    /// Loads the site that the configuration names; `None` if it names none.
    ///
    /// # Errors
    ///
    /// [`SiteError`], by variant; a file of the build that differs, by name.
    pub fn load(folder: &Path, config: &Config) -> Result<Option<Self>, SiteError> {
        if config.page_build.is_empty() {
            return Ok(None);
        }
        let build = read_build(&folder.join(&config.page_build))?;
        let note = folder.join(&config.page_note);
        let note = read(&note, u64::try_from(PAGE_MAX_LEN).unwrap_or(u64::MAX))?;
        let page = SignedPage::parse(&note)?.verify()?;
        check_desks(page.page(), config)?;
        let site = assemble(&build, &page)?;
        let files = site
            .files()
            .map(|(path, file)| Ok((path.to_owned(), ready(file)?)))
            .collect::<Result<_, SiteError>>()?;
        let exit = page.page().exit.clone();
        Ok(Some(Self { files, exit }))
    }

    /// Returns the file of a path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&Ready> {
        self.files.get(path)
    }

    /// Returns where the quick exit leads.
    #[must_use]
    pub fn exit(&self) -> &str {
        &self.exit
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let files = self.files.len();
        f.debug_struct("Site")
            .field("files", &files)
            .finish_non_exhaustive()
    }
}

/// Checks that every desk of a page is one that this relay serves, under the same fingerprint.
// spec: §20
fn check_desks(page: &Page, config: &Config) -> Result<(), SiteError> {
    if page.host != config.host {
        return Err(SiteError::Host {
            found: page.host.clone(),
            expected: config.host.clone(),
        });
    }
    for desk in &page.desks {
        let name = || desk.desk.clone();
        let own = config.desks.iter().find(|own| own.desk == desk.desk);
        let own = own.ok_or_else(|| SiteError::Desk { desk: name() })?;
        if own.fingerprint() != Some(*desk.fingerprint().as_bytes()) {
            return Err(SiteError::Fingerprint { desk: name() });
        }
    }
    Ok(())
}

/// Reads a build whole: its manifest and every other file in its folder.
fn read_build(folder: &Path) -> Result<Build, SiteError> {
    let mut files = BTreeMap::new();
    let mut left = BUILD_MAX_LEN;
    read_folder(folder, "", &mut left, &mut files)?;
    let manifest = files
        .remove(MANIFEST_PATH)
        .ok_or_else(|| SiteError::NoManifest {
            folder: folder.to_owned(),
        })?;
    Ok(Build::verify(&manifest, files)?)
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    left: &mut u64,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), SiteError> {
    let failed = |source| SiteError::Read {
        path: folder.to_owned(),
        source,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if entry.file_type().map_err(failed)?.is_dir() {
            read_folder(&path, &format!("{name}/"), left, files)?;
            continue;
        }
        let bytes = read(&path, *left)?;
        *left = left.saturating_sub(bytes.len() as u64);
        files.insert(name, bytes);
    }
    Ok(())
}

fn read(path: &Path, max: u64) -> Result<Vec<u8>, SiteError> {
    let failed = |source| SiteError::Read {
        path: path.to_owned(),
        source,
    };
    let len = fs::metadata(path).map_err(failed)?.len();
    if len > max {
        return Err(SiteError::TooLong {
            path: path.to_owned(),
            len,
        });
    }
    fs::read(path).map_err(failed)
}

/// Makes a file ready: its headers, and its compressed form if that saves something.
fn ready(file: &File) -> Result<Ready, SiteError> {
    let mut headers = HeaderMap::new();
    for (name, value) in &file.headers {
        let value = HeaderValue::from_str(value).map_err(|_| SiteError::Header { name })?;
        headers.insert(HeaderName::from_static(name), value);
    }
    let compressed = gzip(&file.body);
    let gzip = (compressed.len() < file.body.len()).then(|| {
        let mut headers = headers.clone();
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        Variant {
            headers,
            body: Bytes::from(compressed),
        }
    });
    let plain = Variant {
        headers,
        body: Bytes::copy_from_slice(&file.body),
    };
    Ok(Ready { plain, gzip })
}

/// Why a relay does not serve the page that it is configured with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SiteError {
    /// A file or folder cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Its path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is longer than what may be kept in memory.
    #[error("{} is {len} bytes, more than a page may take", path.display())]
    TooLong {
        /// Its path.
        path: PathBuf,
        /// Its length, in bytes.
        len: u64,
    },
    /// The folder is no build.
    #[error("{} has no manifest.json", folder.display())]
    NoManifest {
        /// Its path.
        folder: PathBuf,
    },
    /// A file of the build is not the one of the manifest.
    #[error("build of the page is not whole")]
    Build(#[from] BuildError),
    /// The note is no configuration.
    #[error("page_note is no configuration of a page")]
    Parse(#[from] ParsePageError),
    /// Not every desk on it signed the configuration.
    #[error("configuration of the page is not that of its desks")]
    Verify(#[from] VerifyPageError),
    /// The configuration is for another relay.
    #[error("configuration of the page is for host {found}, this relay is {expected}")]
    Host {
        /// The host it names.
        found: Host,
        /// This relay's.
        expected: Host,
    },
    /// The configuration lists a desk that this relay does not serve.
    #[error("configuration of the page lists desk {desk}, which this relay does not serve")]
    Desk {
        /// The desk.
        desk: DeskName,
    },
    /// The configuration has another root for a desk than this relay.
    #[error("configuration of the page has another fingerprint for desk {desk} than relay.toml")]
    Fingerprint {
        /// The desk.
        desk: DeskName,
    },
    /// Build and configuration make no site.
    #[error("cannot make the page")]
    Assemble(#[from] AssembleError),
    /// A header cannot be sent.
    #[error("header {name} of the page cannot be sent")]
    Header {
        /// The header.
        name: &'static str,
    },
}
