//! From the compiler's module to the two cores: the glue, the module made small, and the same module
//! as plain JavaScript.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::place::{Place, read, write};
use crate::run::{run, tool};

/// The two cores and what both are called through.
pub(crate) struct Core {
    /// The glue, an ES module.
    pub(crate) glue: PathBuf,
    /// The core as WebAssembly.
    pub(crate) wasm: PathBuf,
    /// The core as an ES module.
    pub(crate) js: PathBuf,
}

/// Features of WebAssembly that the compiler's module uses; every browser has had them since 2021.
const FEATURES: [&str; 4] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];
/// What plain JavaScript has no counterpart of.
const LOWER: [&str; 3] = [
    "--llvm-memory-copy-fill-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--signext-lowering",
];

/// Makes both cores of the module.
pub(crate) fn make(place: &Place, module: &Path) -> Result<Core, String> {
    let folder = Place::fresh(place.work.join("glue"))?;
    Bindgen::new()
        .input_path(module)
        .out_name("core")
        .bundler(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(&folder)
        })
        .map_err(|err| format!("wasm-bindgen: {err:#}"))?;
    // Nothing runs by itself when the core is loaded; the workers would have to call it.
    if text(&folder.join("core.js"))?.contains("__wbindgen_start") {
        return Err("the core has a start function, which the workers do not call".to_owned());
    }
    let raw = folder.join("core_bg.wasm");
    let wasm = folder.join("core.wasm");
    let mut optimise = tool(&place.tools, "wasm-opt");
    optimise
        .args(FEATURES)
        .args(["-Oz", "--strip-debug", "--strip-producers"]);
    run(optimise.arg(&raw).arg("-o").arg(&wasm), "wasm-opt")?;
    let glue = folder.join("core_bg.js");
    write(&glue, fresh_views(&text(&glue)?)?.as_bytes())?;
    Ok(Core {
        glue,
        js: translate(place, &folder, &wasm)?,
        wasm,
    })
}

/// Has the glue look at the memory that is there now.
///
/// It keeps views of the memory and makes new ones when the old are detached, as WebAssembly's are
/// when the memory grows. In plain JavaScript nothing is detached: the core would go on in a new buffer
/// and the glue would read the old one.
fn fresh_views(glue: &str) -> Result<String, String> {
    let old = [
        (".byteLength === 0", ".buffer !== wasm.memory.buffer"),
        (
            "cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
            "cachedDataViewMemory0.buffer !== wasm.memory.buffer",
        ),
    ];
    let mut fresh = glue.to_owned();
    for (from, to) in old {
        if !fresh.contains(from) {
            return Err(format!(
                "the glue has no {from}: see what it does when memory grows"
            ));
        }
        fresh = fresh.replace(from, to);
    }
    if fresh.contains("detached") {
        return Err(
            "the glue asks whether memory is detached: plain JavaScript's never is".to_owned(),
        );
    }
    Ok(fresh)
}

fn text(path: &Path) -> Result<String, String> {
    String::from_utf8(read(path)?).map_err(|_| format!("{} is no text", path.display()))
}

/// Translates the optimised module to JavaScript: the same instructions, one by one.
fn translate(place: &Place, folder: &Path, wasm: &Path) -> Result<PathBuf, String> {
    let lowered = folder.join("lowered.wasm");
    let mut lower = tool(&place.tools, "wasm-opt");
    lower.args(FEATURES).args(LOWER);
    run(
        lower.arg(wasm).arg("-o").arg(&lowered),
        "wasm-opt (lowering)",
    )?;
    let js = folder.join("core_wasm.js");
    let mut translate = tool(&place.tools, "wasm2js");
    translate.args(FEATURES).arg("-O2");
    run(translate.arg(&lowered).arg("-o").arg(&js), "wasm2js")?;
    Ok(js)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_views_refuses_glue_that_it_does_not_know() {
        assert!(fresh_views("cached.byteLength === 0").is_err());
        assert!(fresh_views("").is_err());
    }
}
