//! Built twice, in two folders, the page has the same bytes; and what is made of it is whole.
//!
//! The second build begins with what the first compiled of the standard library and of others'
//! crates, and compiles ours; in the long run (`make test-long`) it begins with nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::node::finish;

/// Returns the top of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Copies everything that git knows of, and what is new, into a folder.
fn copy_sources(to: &Path) {
    let mut git = Command::new("git");
    git.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let listed = finish(git.current_dir(root()), "git ls-files").stdout;
    for name in String::from_utf8(listed).unwrap().split_terminator('\0') {
        let from = root().join(name);
        // Removed, and not yet so for git.
        if from.is_file() {
            fs::create_dir_all(to.join(name).parent().unwrap()).unwrap();
            fs::copy(from, to.join(name)).unwrap();
        }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    finish(
        Command::new("cp").arg("-a").arg(from.join(".")).arg(to),
        "cp",
    );
}

fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = harness::files_below(folder).into_iter();
    let name = |path: &Path| path.strip_prefix(folder).unwrap().display().to_string();
    files
        .map(|path| (name(&path), fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn page_has_the_same_bytes_in_another_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (copy, target) = (folder.path().join("copy"), folder.path().join("target"));
    copy_sources(&copy);
    let tools = "crates/reporter-web/build/node_modules";
    std::os::unix::fs::symlink(root().join(tools), copy.join(tools)).unwrap();
    // Where `make web` keeps the compiler, and what it compiled.
    let kept = harness::binary_folder().parent().unwrap().join("web");
    fs::create_dir_all(target.join("web")).unwrap();
    if kept.join("debian").exists() {
        let debian = fs::canonicalize(kept.join("debian")).unwrap();
        std::os::unix::fs::symlink(debian, target.join("web/debian")).unwrap();
    }
    if std::env::var_os("BELLROPE_LONG").is_none() {
        copy_folder(&kept.join("wasm"), &target.join("web/wasm"));
    }
    let mut build = Command::new(harness::binary_folder().join("bellrope-web-build"));
    build.current_dir(&copy).env("CARGO_TARGET_DIR", &target);
    let output = finish(&mut build, "bellrope-web-build");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("files in"), "nothing was built: {text}");

    let (first, second) = (
        files_of(&root().join("build/web")),
        files_of(&copy.join("build/web")),
    );
    assert!(
        first.keys().eq(second.keys()),
        "{:?} {:?}",
        first.keys(),
        second.keys()
    );
    for (name, bytes) in &first {
        assert!(bytes == &second[name], "{name} differs");
    }
}

#[test]
fn build_is_what_its_manifest_says() {
    let files = files_of(&root().join("build/web"));
    let manifest = bellrope_page::Manifest::parse(&files["manifest.json"]).unwrap();
    let listed: Vec<&str> = manifest
        .files()
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    let there: Vec<&String> = files
        .keys()
        .filter(|name| *name != "manifest.json")
        .collect();
    assert_eq!(listed, there);
    for name in [
        "core.wasm",
        "page.css",
        "page.js",
        "toolchain.txt",
        "worker-js.js",
        "worker-wasm.js",
    ] {
        assert!(files.contains_key(name), "{name} is missing");
    }
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("sourceMappingURL"),
            "{name} has a source map"
        );
        assert!(
            !text.contains(root().to_str().unwrap()),
            "{name} names this folder"
        );
    }
}
