//! Questions: on the terminal without echo, or lines of standard input.

use std::io::{self, BufRead as _, IsTerminal as _};

use bellrope_desk::text::{Texts, Value};
use bellrope_desk::vault::{PASSPHRASE_MIN_CHARS, Passphrase};
use zeroize::Zeroizing;

use super::error::CliError;
use super::tell;

/// Asks the passphrase of something that exists.
pub(crate) fn passphrase(texts: &Texts) -> Result<Passphrase, CliError> {
    secret(&texts.get("prompt-passphrase")).map(Passphrase::new)
}

/// Asks the passphrase of somebody who is there besides.
pub(crate) fn second_passphrase(texts: &Texts) -> Result<Passphrase, CliError> {
    secret(&texts.get("prompt-second-passphrase")).map(Passphrase::new)
}

/// Asks a new passphrase: twice on a terminal; from standard input it is one line.
pub(crate) fn new_passphrase(texts: &Texts) -> Result<Passphrase, CliError> {
    let chars = Value::from(PASSPHRASE_MIN_CHARS);
    let first = secret(&texts.with("prompt-new-passphrase", &[("chars", chars)]))?;
    if io::stdin().is_terminal() && *first != *secret(&texts.get("prompt-again"))? {
        return Err(CliError::PassphraseDiffers);
    }
    Ok(Passphrase::choose(first)?)
}

/// Asks for something that must not be shown.
pub(crate) fn secret(prompt: &str) -> Result<Zeroizing<String>, CliError> {
    let text = if io::stdin().is_terminal() {
        Zeroizing::new(rpassword::prompt_password(prompt).map_err(CliError::io("standard input"))?)
    } else {
        line()?.map(Zeroizing::new).ok_or(CliError::NoPassphrase)?
    };
    if text.is_empty() {
        return Err(CliError::NoPassphrase);
    }
    Ok(text)
}

/// Reads a line of standard input without its end; `None` at the end of the input.
pub(crate) fn line() -> Result<Option<String>, CliError> {
    let mut line = String::new();
    let read = io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(CliError::io("standard input"))?;
    if line.ends_with('\n') {
        line.pop();
        if line.ends_with('\r') {
            line.pop();
        }
    }
    Ok((read > 0).then_some(line))
}

/// Reads a text of several lines: to the end of the input, or to a line with only a full stop
/// where further commands may follow.
pub(crate) fn text(texts: &Texts, in_session: bool) -> Result<String, CliError> {
    let by_hand = io::stdin().is_terminal();
    if by_hand {
        tell(texts.get("prompt-text"));
    }
    let mut text = String::new();
    while let Some(line) = line()? {
        if line == "." && (in_session || by_hand) {
            break;
        }
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}
