//! Builds the page (docs/page.md): `cargo run -p xtask -- web` runs this; it is apart from `xtask`
//! because what makes the glue takes a while to compile and `make layers` must not wait for it.
//!
//! In: the crates below `reporter-web`, its `page` folder, `Cargo.lock`, `package-lock.json` and a
//! compiler. Out: `build/web`, in which nothing depends on a desk, a time or a folder. Built twice
//! from the same inputs it has the same bytes.

#![expect(clippy::print_stdout, reason = "a command's result")]

mod asset;
mod bundle;
mod glue;
mod manifest;
mod place;
mod run;
mod single;
mod size;
mod stamp;
mod toolchain;
mod wasm;
mod webcat;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellrope_page::{Build, MANIFEST_PATH, Site, assemble};
use bellrope_protocol::page::{SignedPage, VerifiedPage};
use clap::Parser;

use place::{Place, files_below, read};

/// Builds the page's files, or makes something of them.
#[derive(Parser)]
#[command(name = "web")]
struct Args {
    /// Build even if nothing has changed since the last time.
    #[arg(long)]
    again: bool,
    /// Build into this folder instead of `build/web`.
    #[arg(long, value_name = "DIR", conflicts_with = "single")]
    folder: Option<PathBuf>,
    /// Make one file of what was built and this signed configuration.
    #[arg(long, value_name = "NOTE", requires = "to")]
    single: Option<PathBuf>,
    /// Make a manifest in WEBCAT's form of the site of what was built and this signed configuration.
    #[arg(long, value_name = "NOTE", requires = "to", conflicts_with = "single")]
    webcat: Option<PathBuf>,
    /// Where that is written.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("web: error: {error}");
            ExitCode::from(1)
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let place = Place::find(args.folder.as_deref())?;
    match (&args.single, &args.webcat, &args.to) {
        (Some(note), _, Some(to)) => {
            let served = Served::of(&place, note)?;
            single::write(&served.build, &served.site, &served.page, to)
        }
        (_, Some(note), Some(to)) => {
            let served = Served::of(&place, note)?;
            webcat::write(&served.site, served.page.page().version, to)
        }
        _ => build(&place, args.again),
    }
}

/// What a relay serves of a build and a signed configuration.
struct Served {
    build: Build,
    page: VerifiedPage,
    site: Site,
}

impl Served {
    fn of(place: &Place, note: &Path) -> Result<Self, String> {
        let files = files_below(&place.out)?.into_iter();
        let files = files.filter(|(name, _)| name != MANIFEST_PATH);
        let files = files.map(|(name, path)| Ok((name, read(&path)?)));
        let files: BTreeMap<_, _> = files.collect::<Result<_, String>>()?;
        let manifest = read(&place.out.join(MANIFEST_PATH))?;
        let build = Build::verify(&manifest, files).map_err(|err| chain(&err))?;
        let page = SignedPage::parse(&read(note)?).map_err(|err| chain(&err))?;
        let page = page.verify().map_err(|err| chain(&err))?;
        let site = assemble(&build, &page).map_err(|err| chain(&err))?;
        Ok(Self { build, page, site })
    }
}

/// Writes an error and its causes on one line.
fn chain(err: &dyn Error) -> String {
    let causes = std::iter::successors(Some(err), |err| (*err).source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    causes.join(": ")
}

/// Builds everything, unless the last build was of the same inputs.
fn build(place: &Place, again: bool) -> Result<(), String> {
    let toolchain = toolchain::find(place)?;
    let stamp = stamp::of_inputs(place, &toolchain)?;
    if !again && stamp::is_current(place, &stamp) {
        println!(
            "web: nothing has changed since {} was built",
            place.out.display()
        );
        return Ok(());
    }
    println!("web: core with {}", toolchain.label);
    let module = wasm::build(place, &toolchain)?;
    let core = glue::make(place, &module)?;
    bundle::make(place, &core)?;
    asset::copy(place)?;
    asset::name_tools(place, &toolchain)?;
    let manifest = manifest::write_for(place)?;
    stamp::keep(place, &stamp)?;
    size::report(place, &manifest)
}
