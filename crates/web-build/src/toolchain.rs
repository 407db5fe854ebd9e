//! A compiler for `wasm32-unknown-unknown`: what is there first, else what can be had, named aloud.
//!
//! The bytes of a build depend on it, so its version is an input and stands in the manifest.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::place::Place;
use crate::run::{run, run_loudly};

/// The target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
/// Debian's compiler for web pages and its library as source.
const DEBIAN: [&str; 3] = ["rustc-web", "libstd-rust-web-dev", "rust-web-src"];

/// How the core is compiled.
pub(crate) struct Toolchain {
    /// What it is, for people.
    pub(crate) label: String,
    /// `rustc --version`.
    pub(crate) version: String,
    /// Environment of cargo.
    pub(crate) env: Vec<(&'static str, String)>,
    /// Folders whose names must not be in the result, and what stands there instead.
    pub(crate) remap: Vec<(PathBuf, &'static str)>,
}

/// Finds a compiler with the source of its library: rustup's if it is there, Debian's packages, rustup's
/// from the network.
pub(crate) fn find(place: &Place) -> Result<Toolchain, String> {
    let sysroot =
        PathBuf::from(run(Command::new("rustc").args(["--print", "sysroot"]), "rustc")?.trim());
    if has_source(&sysroot) {
        return of_rustup(&sysroot);
    }
    let kept = place.work.join("debian");
    if kept.join("complete").exists() {
        let kept = fs::canonicalize(&kept)
            .map_err(|err| format!("cannot find {}: {err}", kept.display()))?;
        return of_debian(&kept, &sysroot);
    }
    if is_root() && has_debian() {
        println!(
            "web: rustup has no rust-src here; unpacking Debian's compiler below {}",
            kept.display()
        );
        unpack_debian(&kept)?;
        return find(place);
    }
    println!("web: rustup has no rust-src here; asking for it");
    run_loudly(
        Command::new("rustup").args(["component", "add", "rust-src"]),
        "rustup",
    )?;
    of_rustup(&sysroot)
}

fn has_source(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib/src/rust/library/std").is_dir()
}

fn of_rustup(sysroot: &Path) -> Result<Toolchain, String> {
    let version = run(Command::new("rustc").arg("--version"), "rustc")?
        .trim()
        .to_owned();
    Ok(Toolchain {
        label: format!("rustup, {version}"),
        version,
        env: Vec::new(),
        remap: vec![(sysroot.to_owned(), "/rust")],
    })
}

/// Uses the unpacked packages: their compiler, their library's source, the linker of rustup.
fn of_debian(folder: &Path, sysroot: &Path) -> Result<Toolchain, String> {
    let rustc = folder.join("usr/bin/rustc");
    let libraries = folder.join("usr/lib/x86_64-linux-gnu");
    let libraries = libraries.display().to_string();
    let mut asked = Command::new(&rustc);
    let version = run(
        asked.arg("--version").env("LD_LIBRARY_PATH", &libraries),
        "Debian's rustc",
    )?;
    let version = version.trim().to_owned();
    let linker = sysroot.join("lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld");
    if !linker.exists() {
        return Err(format!("no linker at {}", linker.display()));
    }
    let source = fs::canonicalize(folder.join("usr/lib/rustlib/src/rust"))
        .map_err(|err| format!("Debian's library has no source: {err}"))?;
    Ok(Toolchain {
        label: format!("Debian's packages, {version}"),
        version,
        env: vec![
            ("RUSTC", rustc.display().to_string()),
            ("LD_LIBRARY_PATH", libraries),
            (
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER",
                linker.display().to_string(),
            ),
        ],
        // The last that fits is taken.
        remap: vec![
            (folder.to_owned(), "/debian"),
            (folder.join("usr/lib/rustlib/src/rust"), "/rust"),
            (source, "/rust"),
        ],
    })
}

fn is_root() -> bool {
    run(Command::new("id").arg("-u"), "id").is_ok_and(|id| id.trim() == "0")
}

fn has_debian() -> bool {
    env::consts::ARCH == "x86_64" && Path::new("/usr/bin/apt-get").exists()
}

/// Downloads and unpacks; nothing is installed, for these packages and rustup exclude each other.
fn unpack_debian(folder: &Path) -> Result<(), String> {
    let archives = Place::fresh(folder.join("archives"))?;
    if download(&archives).is_err() {
        run(
            Command::new("apt-get").args(["update", "-qq"]),
            "apt-get update",
        )?;
        download(&archives)?;
    }
    for (_, archive) in crate::place::files_below(&archives)? {
        run(
            Command::new("dpkg-deb").arg("-x").arg(&archive).arg(folder),
            "dpkg-deb",
        )?;
    }
    fs::remove_dir_all(&archives).map_err(|err| format!("cannot tidy up: {err}"))?;
    crate::place::write(&folder.join("complete"), b"")
}

fn download(archives: &Path) -> Result<(), String> {
    // The compiler's own libraries and the LLVM that they want: their names carry releases.
    let library = needed("libstd-rust-web-dev", "libstd-rust-web-")?;
    let llvm = needed(&library, "libllvm")?;
    let mut command = Command::new("apt-get");
    command.args(["download", "-qq", "-o", "APT::Sandbox::User=root"]);
    command.args(DEBIAN).args([library, llvm]);
    run(command.current_dir(archives), "apt-get download")?;
    Ok(())
}

/// Finds what a package depends on whose name begins so.
fn needed(package: &str, prefix: &str) -> Result<String, String> {
    let answer = run(
        Command::new("apt-cache").args(["depends", package]),
        "apt-cache",
    )?;
    let mut names = answer
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Depends: "));
    let name = names.find(|name| name.starts_with(prefix));
    Ok(name
        .ok_or_else(|| format!("Debian has no {prefix}… for {package}"))?
        .to_owned())
}
