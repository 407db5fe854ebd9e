//! Three scripts, one sheet: everything a browser loads is one of them, without source maps.

use std::path::Path;
use std::process::Command;

use crate::glue::Core;
use crate::place::{Place, read, write};
use crate::run::{run, tool};
use crate::stamp::integrity;

/// Browsers that the page works in: Tor Browser and Firefox ESR, Chromium and Safari of 2021 on.
const BROWSERS: &str = "--target=es2022,firefox102,chrome100,safari15.4";

/// Bundles the page and both workers.
pub(crate) fn make(place: &Place, core: &Core) -> Result<(), String> {
    Place::fresh(place.out.clone())?;
    let wasm = read(&core.wasm)?;
    write(&place.out.join("core.wasm"), &wasm)?;
    let worker = |name: &str| {
        let mut bundle = esbuild(place, &format!("js/{name}"));
        bundle
            .arg("--format=iife")
            .arg(alias("core/glue", &core.glue));
        bundle
    };
    let mut with_wasm = worker("worker-wasm.js");
    with_wasm.arg(format!("--define:CORE_INTEGRITY=\"{}\"", integrity(&wasm)));
    run(&mut with_wasm, "esbuild (worker-wasm.js)")?;
    let mut with_js = worker("worker-js.js");
    // What wasm2js writes imports the glue by the name that WebAssembly has for it.
    with_js.arg(alias("core/js", &core.js));
    run(&mut with_js, "esbuild (worker-js.js)")?;
    let mut page = esbuild(place, "js/page.js");
    run(page.arg("--format=esm"), "esbuild (page.js)")?;
    let sheet = place.page.join("css/page.css");
    if sheet.exists() {
        run(&mut esbuild(place, "css/page.css"), "esbuild (page.css)")?;
    }
    Ok(())
}

fn esbuild(place: &Place, entry: &str) -> Command {
    let mut esbuild = tool(&place.tools, "esbuild");
    esbuild
        .current_dir(&place.page)
        .env("NODE_PATH", place.tools.join("node_modules"))
        .arg(entry)
        .args([
            "--bundle",
            "--minify",
            "--legal-comments=none",
            "--charset=utf8",
        ])
        .args(["--log-level=warning", "--loader:.ftl=text", BROWSERS])
        .arg(format!("--outdir={}", place.out.display()))
        .args(["--entry-names=[name]"]);
    esbuild
}

fn alias(name: &str, path: &Path) -> String {
    format!("--alias:{name}={}", path.display())
}
