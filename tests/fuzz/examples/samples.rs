//! Writes the samples of every target, for libFuzzer to begin with: `samples FOLDER`.

use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

use bellrope_fuzz::TARGETS;

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or_else(|| io::Error::other("usage: samples FOLDER"))?;
    for target in TARGETS {
        let corpus = folder.join(target.name);
        fs::create_dir_all(&corpus)?;
        for (number, sample) in (target.samples)().iter().enumerate() {
            fs::write(corpus.join(format!("sample-{number:03}")), sample)?;
        }
    }
    Ok(())
}
