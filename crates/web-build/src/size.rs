//! How much a visitor loads, held against its limits.

use bellrope_page::gzip;

use crate::manifest::Manifest;
use crate::place::{Place, read};

/// Most bytes of the first screen, compressed: the page's own files and one language's template.
const FIRST_SCREEN: usize = 150_000;
/// Most bytes of everything that the WebAssembly path loads, compressed.
const ALL: usize = 500_000;

/// Prints the sizes; an error if one is above its limit.
pub(crate) fn report(place: &Place, manifest: &Manifest) -> Result<(), String> {
    let mut first = 0;
    let mut all = 0;
    let mut largest = 0;
    for listed in &manifest.files {
        let bytes = read(&place.out.join(&listed.path))?;
        let packed = gzip(&bytes).len();
        println!("web: {:>9} {:>9}  {}", listed.len, packed, listed.path);
        match listed.path.as_str() {
            "page.js" | "page.css" => first += packed,
            "core.wasm" | "worker-wasm.js" => all += packed,
            path if path.ends_with("/index.html") => largest = largest.max(packed),
            path if path.ends_with(".svg") => first += packed,
            _ => {}
        }
    }
    first += largest;
    all += first;
    println!(
        "web: compressed: first screen {first} of {FIRST_SCREEN}, WebAssembly path {all} of {ALL} bytes"
    );
    println!(
        "web: {} files in {}",
        manifest.files.len() + 1,
        place.out.display()
    );
    if first > FIRST_SCREEN || all > ALL {
        return Err("the page is larger than it may be".to_owned());
    }
    Ok(())
}
