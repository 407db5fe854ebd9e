//! `make demo`: a report goes in, an answer comes out, with the real binaries, told as a story; then a
//! practice year, and an auditor.
//!
//! Leaves nothing behind: every process is stopped and the one folder removed, also after Ctrl-C.
//! With `--keep` the relay stays up until then.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a demonstration prints its story, and stops where a step fails"
)]

mod practice;
mod prop;
mod stage;
mod story;

use std::env;
use std::fs;
use std::panic;
use std::path::PathBuf;
use std::process::{ExitCode, exit};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// Exit code after Ctrl-C, as shells have it.
const INTERRUPTED: i32 = 130;

fn main() -> ExitCode {
    let keep = match env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [flag] if flag == "--keep" => true,
        _ => {
            println!("usage: demo [--keep]");
            return ExitCode::from(2);
        }
    };
    let began = Instant::now();
    let folder = tempfile::tempdir().expect("there is a temporary folder");
    let interrupted = clean_up_when_interrupted(folder.path().to_owned(), keep);

    let stage = story::tell(folder.path());
    if keep {
        stage.invite();
        // Until Ctrl-C.
        let _ = interrupted.recv();
    }
    drop(stage);
    let place = folder.path().to_owned();
    folder.close().expect("the folder is ours");
    assert!(!place.exists());
    let secs = began.elapsed().as_secs();
    println!(
        "\nDone in {secs} s. Every process is stopped, the folder is removed: nothing is left behind."
    );
    ExitCode::SUCCESS
}

/// On Ctrl-C: stops everything and removes the folder; or, if the relay is to be kept until
/// then, says that the time has come.
fn clean_up_when_interrupted(folder: PathBuf, keep: bool) -> Receiver<()> {
    let (sender, receiver) = channel();
    let mut signals = Signals::new([SIGINT, SIGTERM]).expect("signals can be caught");
    thread::spawn(move || {
        for _ in signals.forever() {
            if keep && story::is_told() {
                let _ = sender.send(());
                continue;
            }
            // The step that is under way fails now, and need not say so.
            panic::set_hook(Box::new(|_| {}));
            harness::stop_all();
            let _ = fs::remove_dir_all(&folder);
            exit(INTERRUPTED);
        }
    });
    receiver
}
