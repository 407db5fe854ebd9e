//! Hardware tokens on the command line: one's own, and what a plugin asks while the vault is opened.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bellrope_desk::clock::Clock as _;
use bellrope_desk::person;
use bellrope_desk::text::{Lang, Texts, Value};
use bellrope_desk::vault::{Ask, Asker, Token};
use clap::Subcommand;
use zeroize::Zeroizing;

use super::error::CliError;
use super::session::Session;
use super::{ask, say, tell};

/// What is done about one's own hardware tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// List your tokens
    List,
    /// Enrol a token: from then on the vault opens with your passphrase and a token
    Enrol {
        /// The file that the token's age plugin makes: an identity AGE-PLUGIN-… and its recipient
        #[arg(long, value_name = "FILE")]
        identity: PathBuf,
        /// The recipient age1…, if the file does not name it
        #[arg(long)]
        recipient: Option<String>,
    },
    /// Take a token away; without any your passphrase opens the vault alone
    Remove {
        /// Its recipient, age1…
        recipient: String,
    },
}

/// Runs a command about tokens.
pub(super) fn run(session: &mut Session, command: TokenCommand) -> Result<(), CliError> {
    match command {
        TokenCommand::List => {
            list(session);
            Ok(())
        }
        TokenCommand::Enrol {
            identity,
            recipient,
        } => enrol(session, &identity, recipient.as_deref()),
        TokenCommand::Remove { recipient } => remove(session, &recipient),
    }
}

fn list(session: &Session) {
    let mut is_empty = true;
    for token in session.vault.tokens() {
        is_empty = false;
        let values = [
            ("recipient", Value::from(token.recipient())),
            ("plugin", Value::from(token.plugin().to_owned())),
        ];
        say(session.texts.with("token-line", &values));
    }
    if is_empty {
        say(session.texts.get("token-none"));
    }
}

fn enrol(session: &mut Session, file: &Path, recipient: Option<&str>) -> Result<(), CliError> {
    // Some plugins put a key into an identity.
    let mut text = Zeroizing::new(fs::read_to_string(file).map_err(CliError::io(file))?);
    if let Some(recipient) = recipient {
        text.push('\n');
        text.push_str(recipient);
    }
    let token = Token::parse(&text)?;
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    person::enrol_token(vault, &token, &session.passphrase, now, rng)?;
    say(session.texts.get("token-enrolled"));
    Ok(())
}

fn remove(session: &mut Session, recipient: &str) -> Result<(), CliError> {
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    person::remove_token(vault, recipient, &session.passphrase, now, rng)?;
    say(session.texts.get("token-removed"));
    Ok(())
}

/// Asks whoever sits at the terminal, or reads lines of standard input; an empty answer is none.
struct Terminal(Lang);

/// Makes what asks at the terminal.
pub(super) fn asker(lang: Lang) -> Asker {
    Asker::new(Arc::new(Terminal(lang)))
}

impl Terminal {
    fn question(&self, message: &str) -> String {
        let message = [("message", Value::from(message))];
        Texts::new(self.0).with("token-asks", &message)
    }
}

impl Ask for Terminal {
    fn show(&self, message: &str) {
        let message = [("message", Value::from(message))];
        tell(Texts::new(self.0).with("token-says", &message));
    }

    fn confirm(&self, message: &str, yes: &str, no: Option<&str>) -> Option<bool> {
        let texts = Texts::new(self.0);
        let no = no.map_or_else(|| texts.get("token-no-default"), str::to_owned);
        let values = [
            ("message", Value::from(message)),
            ("yes", Value::from(yes)),
            ("no", Value::from(no)),
        ];
        tell(texts.with("token-choose", &values));
        match ask::line().ok()??.trim() {
            "1" => Some(true),
            "2" => Some(false),
            _ => None,
        }
    }

    fn answer(&self, question: &str) -> Option<String> {
        tell(self.question(question));
        ask::line().ok()?.filter(|line| !line.is_empty())
    }

    fn secret(&self, question: &str) -> Option<Zeroizing<String>> {
        ask::secret(&self.question(question)).ok()
    }
}
