//! What is said of a command line that cannot be read.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::error::Failure;
use crate::plain::plain;
use crate::session::language;
use crate::text::{Language, Texts};

/// Prints what clap has to say, an error under the tool's name; help is no error.
///
/// A word that has no place is never said back: it may be one of a case code.
pub(crate) fn end(err: &clap::Error) -> ExitCode {
    if has_stray_word(err) {
        return end_with(&Failure::usage("stray-word"));
    }
    let text = err.render().to_string();
    if text.starts_with("error: ") {
        tell(&format!("bellrope: {}", text.trim_end()));
    } else {
        // Whoever closed the stream does not want to read it.
        let _ = err.print();
    }
    ExitCode::from(if err.use_stderr() { 2 } else { 0 })
}

/// Says whether there is a word where only options may stand, or that is no command.
fn has_stray_word(err: &clap::Error) -> bool {
    match err.kind() {
        ErrorKind::InvalidSubcommand => true,
        ErrorKind::UnknownArgument => !matches!(
            err.get(ContextKind::InvalidArg),
            Some(ContextValue::String(word)) if word.starts_with('-')
        ),
        _ => false,
    }
}

fn end_with(failure: &Failure) -> ExitCode {
    for line in failure.lines(&Texts::new(language(asked_language()))) {
        tell(&line);
    }
    failure.exit_code()
}

/// Finds the language asked for in a command line that cannot be read as a whole.
fn asked_language() -> Option<Language> {
    let arguments: Vec<String> = std::env::args_os()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let beside = arguments.windows(2).find_map(|pair| match pair {
        [option, value] if option == "--lang" => Some(value.as_str()),
        _ => None,
    });
    let within = || {
        arguments
            .iter()
            .find_map(|argument| argument.strip_prefix("--lang="))
    };
    match beside.or_else(within)? {
        "nl" => Some(Language::Nl),
        "en" => Some(Language::En),
        _ => None,
    }
}

fn tell(text: &str) {
    // Nothing is left to tell it with if this fails.
    let _ = writeln!(io::stderr(), "{}", plain(text));
}
