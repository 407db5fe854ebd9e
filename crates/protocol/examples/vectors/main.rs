//! Writes the vectors of `tests/vectors/{case-code,key-schedule,letter,reply,card,receipt,page}`:
//!
//! ```text
//! cargo run -p bellrope-protocol --example vectors
//! ```
//!
//! Randomness is seeded, so that the same code writes the same files. Errors are spelt out here and
//! not asked of the crate: `cargo test -p bellrope-protocol --test vectors` compares.

#![expect(
    clippy::unwrap_used,
    reason = "a developer's command: what fails is a defect"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "vectors are files; the crate itself has no I/O"
)]

mod card;
mod case;
mod case_code;
mod key_schedule;
mod letter;
mod page;
mod receipt;
mod reply;
#[path = "../../tests/vector/mod.rs"]
mod vector;

use std::path::Path;

use vector::{Input, Vector};

/// A named vector.
struct Named(String, Vector);

fn input<const N: usize>(members: [(&str, String); N]) -> Input {
    let owned = |(name, value): (&str, String)| (name.to_owned(), value);
    Input(members.map(owned).into())
}

fn good(name: &str, about: &str, input: Input, accepted: impl Into<String>) -> Named {
    let vector = Vector {
        about: about.to_owned(),
        accepted: Some(accepted.into()),
        refused: None,
        input,
    };
    Named(name.to_owned(), vector)
}

fn bad(name: &str, about: &str, input: Input, refused: impl Into<String>) -> Named {
    let vector = Vector {
        about: about.to_owned(),
        accepted: None,
        refused: Some(refused.into()),
        input,
    };
    Named(name.to_owned(), vector)
}

/// Writes the files of one format and removes those that are no longer made.
fn write(format: &str, vectors: Vec<Named>) {
    let folder = vector::folder(format);
    std::fs::create_dir_all(&folder).unwrap();
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            std::fs::remove_file(path).unwrap();
        }
    }
    for Named(name, vector) in vectors {
        write_one(&folder.join(name).with_extension("toml"), &vector);
    }
}

fn write_one(path: &Path, vector: &Vector) {
    assert!(
        !path.exists(),
        "two vectors have the name {}",
        path.display()
    );
    std::fs::write(path, toml::to_string_pretty(vector).unwrap()).unwrap();
}

fn main() {
    write("case-code", case_code::vectors());
    write("key-schedule", key_schedule::vectors());
    write("letter", letter::vectors());
    write("reply", reply::vectors());
    write("card", card::vectors());
    write("receipt", receipt::vectors());
    write("page", page::vectors());
}
