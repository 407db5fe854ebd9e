//! Writes the vectors of `tests/vectors/{add-checkpoint,board,checkpoint,log-note,log-proof,note,tile}`:
//!
//! ```text
//! cargo run -p bellrope-transparency --example log-vectors
//! ```
//!
//! Nothing here knows what the parsers say: inputs are made by hand from good ones, and what must
//! come of them is written beside them. Keys come from fixed seeds and Ed25519 is deterministic,
//! so the same files come out every time. Files that are not listed here stay.

#![expect(
    clippy::unwrap_used,
    reason = "a developer's command: what fails is a defect"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "vectors are files; the crate itself has no I/O"
)]

mod add_checkpoint;
mod board;
mod checkpoint;
mod log_note;
mod log_proof;
mod note;
mod tile;
#[path = "../../tests/vector/mod.rs"]
mod vector;

use std::path::PathBuf;

use bellrope_protocol::note::{CosignerKey, KeyName, SignedNote, SignerKey};

use vector::{Input, Vector};

fn main() {
    note::write_notes();
    checkpoint::write_checkpoints();
    log_note::write_log_notes();
    board::write_boards();
    log_proof::write_log_proofs();
    tile::write_tiles();
    add_checkpoint::write_add_checkpoints();
}

const EMPTY_ROOT: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const BASE: &str = "relay.example/v1/desks/mid";

/// Collects the vectors of one folder.
struct Folder(&'static str, Input);

impl Folder {
    fn write(&self, name: &str, about: &str, change: impl FnOnce(&mut Input), expect: Expect) {
        let mut input = self.1.clone();
        change(&mut input);
        let (accepted, refused) = match expect {
            Good(accepted) => (Some(accepted), None),
            Bad(refused) => (None, Some(refused)),
        };
        let vector = Vector {
            about: about.to_owned(),
            accepted,
            refused,
            input,
        };
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../tests/vectors")
            .join(self.0);
        std::fs::create_dir_all(&folder).unwrap();
        let text = toml::to_string_pretty(&vector).unwrap();
        std::fs::write(folder.join(format!("{name}.toml")), text).unwrap();
    }

    fn good(&self, name: &str, about: &str, change: impl FnOnce(&mut Input), accepted: &str) {
        self.write(name, about, change, Good(accepted.to_owned()));
    }

    fn bad(&self, name: &str, about: &str, change: impl FnOnce(&mut Input), refused: &str) {
        self.write(name, about, change, Bad(refused.to_owned()));
    }
}

enum Expect {
    Good(String),
    Bad(String),
}
use Expect::{Bad, Good};

fn key(role: &str) -> SignerKey {
    let name = KeyName::new(format!("{BASE}/{role}")).unwrap();
    SignerKey::from_seed(name, &[1; 32])
}

fn witness(number: u8) -> CosignerKey {
    let name = format!("witness{number}.example");
    CosignerKey::from_seed(KeyName::new(name).unwrap(), &[100 + number; 32])
}

fn sign(text: &str, role: &str) -> String {
    SignedNote::sign(text, &key(role)).unwrap().to_string()
}

/// Replaces the one place where `from` stands.
fn edit(text: &mut Option<String>, from: &str, to: &str) {
    let old = text.take().unwrap();
    assert!(old.contains(from), "{from:?} is not in {old:?}");
    *text = Some(old.replacen(from, to, 1));
}

fn hex(bytes: &[u8]) -> Option<String> {
    Some(bytes.iter().map(|b| format!("{b:02x}")).collect())
}
