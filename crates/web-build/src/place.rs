//! The folders of a build.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Where things are read and written.
pub(crate) struct Place {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// `crates/reporter-web/page`.
    pub(crate) page: PathBuf,
    /// `crates/reporter-web/build`, with the tools of npm.
    pub(crate) tools: PathBuf,
    /// What is kept between builds.
    pub(crate) work: PathBuf,
    /// The result.
    pub(crate) out: PathBuf,
}

impl Place {
    /// Finds the folders of the checkout that holds the present folder.
    pub(crate) fn find(out: Option<&Path>) -> Result<Self, String> {
        let here = env::current_dir().map_err(|err| format!("no present folder: {err}"))?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("crates/reporter-web/page").is_dir())
            .ok_or("this is not run in a checkout: crates/reporter-web/page is missing")?
            .to_owned();
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let out = out.map_or_else(|| root.join("build/web"), |out| here.join(out));
        Ok(Self {
            page: root.join("crates/reporter-web/page"),
            tools: root.join("crates/reporter-web/build"),
            work: root.join(target).join("web"),
            root,
            out,
        })
    }

    /// Empties a folder of the build's own and returns it.
    pub(crate) fn fresh(folder: PathBuf) -> Result<PathBuf, String> {
        let failed = |err| format!("cannot empty {}: {err}", folder.display());
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(failed)?;
        }
        fs::create_dir_all(&folder).map_err(failed)?;
        Ok(folder)
    }
}

/// Reads a file, and says which if it cannot.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|err| format!("cannot read {}: {err}", path.display()))
}

/// Writes a file and the folders above it, and says which if it cannot.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let failed = |err| format!("cannot write {}: {err}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, bytes).map_err(failed)
}

/// Lists all files below a folder, sorted, each with its path from there in `/`.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let mut files = Vec::new();
    list(folder, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), String> {
    let failed = |err| format!("cannot list {}: {err}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = format!("{prefix}{}", name.ok_or("a file's name is no text")?);
        if path.is_dir() {
            list(&path, &format!("{name}/"), files)?;
        } else {
            files.push((name, path));
        }
    }
    Ok(())
}
