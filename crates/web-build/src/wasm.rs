//! The core as WebAssembly, with nothing in it that tells where it was built.
//!
//! The standard library is compiled with it, from the compiler's own source: small, with the same
//! settings. That takes two minutes, once.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::place::{Place, read};
use crate::run::run_loudly;
use crate::toolchain::{TARGET, Toolchain};

/// The crate.
const PACKAGE: &str = "bellrope-reporter-web";
/// Without what plain JavaScript cannot follow and older browsers lack; and without the texts of
/// panics, which nobody would read: one ends the worker.
const FLAGS: [&str; 3] = [
    "-Ctarget-feature=-reference-types,-multivalue",
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
];

/// Compiles the core and returns where it is.
pub(crate) fn build(place: &Place, toolchain: &Toolchain) -> Result<PathBuf, String> {
    let target = place.work.join("wasm");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(&place.root)
        .args([
            "build",
            "--quiet",
            "--locked",
            "--lib",
            "--package",
            PACKAGE,
        ])
        .args(["--profile", "web", "--target", TARGET])
        .args([
            "-Z",
            "build-std=std",
            "-Z",
            "build-std-features=optimize_for_size",
        ])
        // The library's source is unstable to build by itself; nothing of ours uses what is unstable.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(place, toolchain)?)
        .env_remove("RUSTFLAGS")
        .envs(toolchain.env.iter().map(|(name, value)| (name, value)));
    run_loudly(&mut cargo, "cargo build")?;
    let name = format!("{}.wasm", PACKAGE.replace('-', "_"));
    let module = target.join(TARGET).join("web").join(name);
    check_paths(&module, place, toolchain)?;
    Ok(module)
}

/// Writes the compiler's flags as cargo takes them: paths of this machine become names. Crates of
/// the workspace are named from its top, so neither its folder nor the target's stands here: two
/// builds in two folders have the same names. So is the library's source if it lies below the top.
fn flags(place: &Place, toolchain: &Toolchain) -> Result<String, String> {
    let cargo = cargo_home()?;
    let mut remap = vec![(cargo.as_path(), "/cargo")];
    for (from, to) in &toolchain.remap {
        remap.push((from, to));
        if let Ok(below) = from.strip_prefix(&place.root) {
            remap.push((below, to));
        }
    }
    let remap = remap
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    let flags: Vec<String> = remap.chain(FLAGS.map(str::to_owned)).collect();
    Ok(flags.join("\x1f"))
}

/// What the path of the library's source ends with, wherever it is.
const SOURCE: &str = "rustlib/src/rust";

/// Refuses a module that names a folder of this machine.
fn check_paths(module: &Path, place: &Place, toolchain: &Toolchain) -> Result<(), String> {
    let bytes = read(module)?;
    let cargo = cargo_home()?;
    let folders = toolchain.remap.iter().map(|(from, _)| from.as_path());
    for folder in folders.chain([&*place.root, &*place.work, &*cargo, Path::new(SOURCE)]) {
        let name = folder.display().to_string();
        if bytes
            .windows(name.len())
            .any(|part| part == name.as_bytes())
        {
            return Err(format!("the core names {name}: it would differ elsewhere"));
        }
    }
    Ok(())
}

fn cargo_home() -> Result<PathBuf, String> {
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home);
    cargo.ok_or_else(|| "neither CARGO_HOME nor HOME is set".to_owned())
}
