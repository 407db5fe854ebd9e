//! A manifest in the form of WEBCAT (an extension of the Freedom of the Press Foundation that checks
//! every file of an enrolled site against a signed list before the browser runs it).
//!
//! Written here: the list and the policy of every file, as WEBCAT's canonical JSON, which is what its
//! signers sign (Sigsum or Sigstore). Not here: signing, enrolment; docs/page.md says what of this was
//! tried.

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bellrope_page::{PLAIN_POLICY, Site};
use serde::Serialize;

use crate::place::write as write_file;

/// What stands for `/`: WEBCAT looks the page of a folder up by this name.
const INDEX: &str = "index.html";

/// The list. Members are in the order of canonical JSON: sorted.
#[derive(Debug, Serialize)]
struct Manifest {
    default_csp: String,
    default_fallback: String,
    default_index: String,
    extra_csp: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
    name: String,
    version: String,
    wasm: Vec<String>,
}

/// Writes the manifest of a site; `version` is the configuration's.
pub(crate) fn write(site: &Site, version: u64, to: &Path) -> Result<(), String> {
    let json = serde_json::to_string(&of_site(site, version));
    write_file(
        to,
        json.map_err(|err| format!("no manifest: {err}"))?
            .as_bytes(),
    )
}

fn of_site(site: &Site, version: u64) -> Manifest {
    let mut manifest = Manifest {
        default_csp: PLAIN_POLICY.to_owned(),
        default_fallback: format!("/{INDEX}"),
        default_index: INDEX.to_owned(),
        extra_csp: BTreeMap::new(),
        files: BTreeMap::new(),
        name: "Bellrope".to_owned(),
        version: version.to_string(),
        wasm: Vec::new(),
    };
    for (path, file) in site.files() {
        let hash = URL_SAFE_NO_PAD.encode(file.sha256());
        if path.ends_with(".wasm") {
            manifest.wasm.push(hash.clone());
        }
        // Every path by itself: a policy counts for all paths that begin with its name otherwise.
        let policy = file
            .header("content-security-policy")
            .unwrap_or(PLAIN_POLICY);
        let name = if path == "/" { INDEX } else { path };
        manifest
            .extra_csp
            .insert(name.to_owned(), policy.to_owned());
        if path == "/" {
            manifest
                .files
                .insert(manifest.default_fallback.clone(), hash.clone());
        }
        manifest.files.insert(path.to_owned(), hash);
    }
    manifest
}
