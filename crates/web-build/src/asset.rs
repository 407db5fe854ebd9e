//! What is served as it was written, templates and icons; and what the rest was made with.

use serde_json::Value;

use crate::place::{Place, files_below, read, write};
use crate::toolchain::Toolchain;

/// Copies templates and icons beside the bundles.
pub(crate) fn copy(place: &Place) -> Result<(), String> {
    for (folder, prefix) in [("template", "template/"), ("icons", "")] {
        let folder = place.page.join(folder);
        if !folder.is_dir() {
            continue;
        }
        for (name, path) in files_below(&folder)? {
            write(&place.out.join(format!("{prefix}{name}")), &read(&path)?)?;
        }
    }
    Ok(())
}

/// Writes what the build was made with, for whoever makes it again.
pub(crate) fn name_tools(place: &Place, toolchain: &Toolchain) -> Result<(), String> {
    let lock = read(&place.tools.join("package-lock.json"))?;
    let lock: Value =
        serde_json::from_slice(&lock).map_err(|err| format!("package-lock.json: {err}"))?;
    let mut text = format!("{}\n", toolchain.version);
    for name in ["binaryen", "esbuild"] {
        let version = &lock["packages"][format!("node_modules/{name}")]["version"];
        let version = version
            .as_str()
            .ok_or_else(|| format!("package-lock.json has no {name}"))?;
        text.push_str(&format!("{name} {version}\n"));
    }
    write(&place.out.join("toolchain.txt"), text.as_bytes())
}
