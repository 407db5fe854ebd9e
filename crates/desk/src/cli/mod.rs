//! The command line.

mod args;
mod ask;
mod case_args;
mod casework;
mod command;
mod dossier;
mod due;
mod error;
mod figures;
mod figures_args;
mod keeping;
mod learn_args;
mod learning;
mod lock;
mod look;
mod look_args;
mod managing;
mod names;
mod page;
mod people;
mod person_args;
mod persons;
mod practice;
mod redact;
mod redact_args;
mod render;
mod render_board;
mod render_case;
mod report;
mod report_args;
mod retention;
mod reviewing;
mod session;
mod sharing;
mod shell;
mod token;
mod writing;

use std::io::{self, Write as _};
use std::process::ExitCode;

use bellrope_desk::backup::Files;
use bellrope_desk::clock::SystemClock;
use bellrope_desk::text::{Lang, Texts};
use clap::Parser as _;

use args::{Args, Command};
use error::{CliError, Exit};

/// Runs the command line to its exit code.
pub(crate) fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(err) => return usage(&err),
    };
    let lang = Lang::from(args.lang);
    match dispatch(args, lang) {
        Ok(()) => ExitCode::from(Exit::Done),
        Err(err) => {
            error::report(&err, &Texts::new(lang));
            ExitCode::from(err.exit())
        }
    }
}

/// Prints what clap has to say, an error under the tool's name; help is no error.
fn usage(err: &clap::Error) -> ExitCode {
    let text = err.render().to_string();
    if text.starts_with("error: ") {
        tell(format!("bellrope-desk: {}", text.trim_end()));
    } else {
        let _ = err.print();
    }
    if err.use_stderr() {
        ExitCode::from(Exit::Usage)
    } else {
        ExitCode::from(Exit::Done)
    }
}

fn dispatch(args: Args, lang: Lang) -> Result<(), CliError> {
    let folder = args.vault.ok_or(CliError::NoVault)?;
    let texts = Texts::new(lang);
    let clock = SystemClock::behind(args.clock_behind);
    let common = shell::Common {
        lang: args.lang,
        clock_behind: args.clock_behind,
    };
    match args.command {
        Command::Init(init) => command::init(&folder, init, &texts, &clock),
        Command::Practice(plan) => practice::make(&folder, &plan, &texts, &clock),
        Command::Restore { file, keys } => {
            let files = Files {
                archive: &file,
                keys: keys.as_deref(),
            };
            command::restore(&folder, files, &texts, &clock)
        }
        Command::Recover {
            person,
            backup,
            keys,
        } => {
            let backup = backup.as_deref().map(|archive| Files {
                archive,
                keys: keys.as_deref(),
            });
            keeping::recover(&folder, &person, backup, &texts, &clock)
        }
        Command::Unlock => session::unlock(&folder, texts, clock),
        Command::Window(show) => shell::become_shell(shell::WINDOW, &folder, common, show),
        Command::Serve(show) => shell::become_shell(shell::SERVE, &folder, common, show),
        command => session::once(&folder, command, texts, clock),
    }
}

/// Prints a line of a result; a reader that went away is no error.
fn say(line: impl AsRef<str>) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{}", line.as_ref());
}

/// Prints a line for who waits or is asked.
fn tell(line: impl AsRef<str>) {
    let _ = writeln!(io::stderr(), "{}", line.as_ref());
}
