//! `bellrope-audit page`

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellrope_page::{Build, MANIFEST_PATH};
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::page::{SignedPage, VerifiedPage};
use clap::Args;

use super::CommandError;
use super::arg::NowArgs;
use super::output::{About, OutputArgs};
use crate::check::page::{PageSubject, run};
use crate::finding::Check;
use crate::source::{LivePages, Pages as _};

/// Arguments of `bellrope-audit page`.
#[derive(Debug, Args)]
pub struct PageArgs {
    /// The page, by the address of its first file.
    #[arg(long, value_name = "URL")]
    page: String,
    /// The build to compare with: build/web after `make web`, from sources that you trust.
    #[arg(long, value_name = "DIR")]
    build: PathBuf,
    /// The fingerprint of a desk on the page, 40 hex digits; once for each desk.
    #[arg(long, value_name = "HEX", required = true)]
    fingerprint: Vec<Fingerprint>,
    /// The page.note of an earlier visit: an older one must not come back.
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// A proxy for all connections, such as socks5://127.0.0.1:9050 for Tor.
    #[arg(long, value_name = "URL")]
    proxy: Option<String>,
    #[command(flatten)]
    now: NowArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl PageArgs {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let pages = LivePages::new(&self.page, self.proxy.as_deref())?;
        let known = self.known.as_deref();
        let check = check(&pages, &self.build, &self.fingerprint, known)?;
        let prints: Vec<String> = self
            .fingerprint
            .iter()
            .map(|print| encode_hex(print.as_bytes()))
            .collect();
        let about = About {
            made: self.now.now(),
            sources: vec![pages.name()],
            desk: None,
            fingerprint: Some(prints.join(", ")),
        };
        self.output.write(about, vec![check])
    }
}

/// What the check of the page is told as a part of `bellrope-audit all`.
#[derive(Debug, Args)]
pub(crate) struct PageOptions {
    /// The page too, by the address of its first file.
    #[arg(long, value_name = "URL", requires = "build")]
    page: Option<String>,
    /// The build to compare the page with: build/web after `make web`, from sources that you trust.
    #[arg(long, value_name = "DIR", requires = "page")]
    build: Option<PathBuf>,
    /// The fingerprint of another desk on the page; once for each.
    #[arg(long, value_name = "HEX", requires = "page")]
    page_fingerprint: Vec<Fingerprint>,
    /// The page.note of an earlier visit: an older one must not come back.
    #[arg(long, value_name = "FILE", requires = "page")]
    known_page: Option<PathBuf>,
}

impl PageOptions {
    /// Checks the page, if one is named, for a desk and the others that may be on it.
    pub(super) fn check(
        &self,
        desk: Fingerprint,
        proxy: Option<&str>,
    ) -> Result<Option<Check>, CommandError> {
        let (Some(page), Some(build)) = (&self.page, &self.build) else {
            return Ok(None);
        };
        let pages = LivePages::new(page, proxy)?;
        let mut prints = vec![desk];
        prints.extend(&self.page_fingerprint);
        check(&pages, build, &prints, self.known_page.as_deref()).map(Some)
    }
}

fn check(
    pages: &LivePages,
    build: &Path,
    fingerprints: &[Fingerprint],
    known: Option<&Path>,
) -> Result<Check, CommandError> {
    let build = read_build(build)?;
    let known = known.map(read_known).transpose()?;
    Ok(run(&PageSubject {
        pages,
        build: &build,
        fingerprints,
        known: known.as_ref(),
    }))
}

fn read_known(file: &Path) -> Result<VerifiedPage, CommandError> {
    let bytes = fs::read(file).map_err(failed("known page.note"))?;
    Ok(SignedPage::parse(&bytes)?.verify()?)
}

/// Reads a build whole and holds it against its own manifest.
fn read_build(folder: &Path) -> Result<Build, CommandError> {
    let mut files = BTreeMap::new();
    read_folder(folder, "", &mut files)?;
    let manifest = files.remove(MANIFEST_PATH).unwrap_or_default();
    Ok(Build::verify(&manifest, files)?)
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), CommandError> {
    for entry in fs::read_dir(folder).map_err(failed("build"))? {
        let entry = entry.map_err(failed("build"))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(failed("build"))?.is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path()).map_err(failed("build"))?);
        }
    }
    Ok(())
}

fn failed(what: &'static str) -> impl Fn(std::io::Error) -> CommandError {
    move |source| CommandError::ReadFile { what, source }
}
