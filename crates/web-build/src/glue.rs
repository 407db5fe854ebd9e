//! From the compiler's module to the two cores: the glue, the module made small, and the same module
//! as plain JavaScript.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::place::{Place, read};
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
    let start = read(&folder.join("core.js"))?;
    if String::from_utf8_lossy(&start).contains("__wbindgen_start") {
        return Err("the core has a start function, which the workers do not call".to_owned());
    }
    let raw = folder.join("core_bg.wasm");
    let wasm = folder.join("core.wasm");
    let mut optimise = tool(&place.tools, "wasm-opt");
    optimise
        .args(FEATURES)
        .args(["-Oz", "--strip-debug", "--strip-producers"]);
    run(optimise.arg(&raw).arg("-o").arg(&wasm), "wasm-opt")?;
    Ok(Core {
        glue: folder.join("core_bg.js"),
        js: translate(place, &folder, &wasm)?,
        wasm,
    })
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
