//! The core as WebAssembly, with nothing in it that tells where it was built.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::place::Place;
use crate::run::run_loudly;
use crate::toolchain::{TARGET, Toolchain};

/// The crate.
const PACKAGE: &str = "bellrope-reporter-web";
/// Features of WebAssembly that plain JavaScript cannot follow, or that older browsers lack.
const WITHOUT: &str = "-Ctarget-feature=-reference-types,-multivalue";

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
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(place, toolchain, &target)?)
        .env_remove("RUSTFLAGS")
        .envs(toolchain.env.iter().map(|(name, value)| (name, value)));
    if toolchain.builds_std {
        cargo.args(["-Z", "build-std=std,panic_abort"]);
    }
    run_loudly(&mut cargo, "cargo build")?;
    let module = PACKAGE.replace('-', "_");
    Ok(target
        .join(TARGET)
        .join("web")
        .join(format!("{module}.wasm")))
}

/// Writes the compiler's flags as cargo takes them: paths of this machine become names.
fn flags(place: &Place, toolchain: &Toolchain, target: &Path) -> Result<String, String> {
    let cargo = cargo_home()?;
    let mut remap = vec![
        (place.root.as_path(), "/bellrope"),
        (cargo.as_path(), "/cargo"),
        (target, "/target"),
    ];
    remap.extend(
        toolchain
            .remap
            .iter()
            .map(|(from, to)| (from.as_path(), *to)),
    );
    let remap = remap
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    let flags: Vec<String> = remap.chain([WITHOUT.to_owned()]).collect();
    Ok(flags.join("\x1f"))
}

fn cargo_home() -> Result<PathBuf, String> {
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home);
    cargo.ok_or_else(|| "neither CARGO_HOME nor HOME is set".to_owned())
}
