//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::text::Language;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused: a key, a log, a code or an answer is not what it must be
  2  the command line or the configuration is wrong
  3  the relay cannot be reached
  4  this machine failed: a file, the terminal

The case code is read from the terminal without echo, or from standard input when that is no
terminal; it is never an argument. When standard input is no terminal, answers are its lines and
questions end with a line feed on standard error; a new code is then one line of its own.";

/// Report anonymously to a reporting desk, and read its answers.
///
/// Anoniem melden bij een meldpunt, en de antwoorden lezen.
#[derive(Debug, Parser)]
#[command(name = "bellrope", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// Where the relay is, such as `https://relay.example`
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) relay: Option<String>,
    /// The reporting desk: its fingerprint (40 hex digits), or the file of a key card that you trust
    #[arg(long, global = true, value_name = "FINGERPRINT|FILE")]
    pub(crate) desk: Option<String>,
    /// A TOML file with a list of desks: `[[desk]]` with `relay` and `fingerprint` or `card`
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["relay", "desk"])]
    pub(crate) config: Option<PathBuf>,
    /// Go through a proxy, which also resolves the names of relays: `socks5://127.0.0.1:9050`;
    /// without this, through the one that ALL_PROXY or HTTPS_PROXY names, if any
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) proxy: Option<String>,
    /// Language of the questions and of the letter
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Language>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Send a report: answer questions, or give a file
    Report(Writing),
    /// Read the answers and see where your letters are in the public log
    Check,
    /// Send a further message, or withdraw
    Reply(Reply),
    /// Answer a few questions, if you like: how it went, or something about yourself, apart from your report
    Answer(Answer),
    /// Seal a report into a folder, without a network; `--desk` must be a key card file
    Seal(Seal),
    /// Post a sealed folder
    Post(Post),
    /// Fetch a desk's key card, verify it and save it, for sealing without a network
    Card(Card),
    /// Write a proof that one of your letters was logged; it proves contact, so only if you want it
    Prove(Prove),
}

/// What goes into a letter.
#[derive(Debug, Clone, Args)]
pub(crate) struct Content {
    /// A file to attach; may be repeated; all together about 1 GiB
    #[arg(long, value_name = "FILE")]
    pub(crate) attach: Vec<PathBuf>,
    /// Send attached files as they are, with their names and all that they say about their maker;
    /// without this, a copy without it (see docs/metadata.md)
    #[arg(long)]
    pub(crate) keep_metadata: bool,
    /// Send the original beside each cleaned copy: as evidence
    #[arg(long, conflicts_with = "keep_metadata")]
    pub(crate) with_original: bool,
    /// If the text is too long for one letter, send its end as an attachment
    #[arg(long)]
    pub(crate) rest_as_attachment: bool,
}

/// `bellrope report`
#[derive(Debug, Clone, Args)]
pub(crate) struct Writing {
    /// The answers, as TOML or JSON, instead of questions (see docs/report-file.md)
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) content: Content,
    /// Save the relay's receipt; without this nothing is written
    #[arg(long, value_name = "FILE")]
    pub(crate) receipt_to: Option<PathBuf>,
}

/// `bellrope reply`
#[derive(Debug, Clone, Args)]
pub(crate) struct Reply {
    #[command(flatten)]
    pub(crate) content: Content,
    /// Withdraw the report
    #[arg(long)]
    pub(crate) withdraw: bool,
    /// Save the relay's receipt; without this nothing is written
    #[arg(long, value_name = "FILE")]
    pub(crate) receipt_to: Option<PathBuf>,
}

/// `bellrope answer`
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Answer {
    /// Which questions
    #[arg(value_enum)]
    pub(crate) of: AnswerOf,
}

/// Which questions are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerOf {
    /// How it went, after the desk gave feedback; asks for the case code
    Evaluation,
    /// About yourself, coarse; without a code, and with nothing that leads to a report
    Diversity,
}

/// `bellrope seal`
#[derive(Debug, Clone, Args)]
pub(crate) struct Seal {
    /// The folder to make; it must not exist yet
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// The answers, as TOML or JSON, instead of questions (see docs/report-file.md)
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) content: Content,
}

/// `bellrope post`
#[derive(Debug, Clone, Args)]
pub(crate) struct Post {
    /// The sealed folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Save the relay's receipt
    #[arg(long, value_name = "FILE")]
    pub(crate) receipt_to: Option<PathBuf>,
}

/// `bellrope card`
#[derive(Debug, Clone, Args)]
pub(crate) struct Card {
    /// The file to write; it must not exist yet
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

/// `bellrope prove`
#[derive(Debug, Clone, Args)]
pub(crate) struct Prove {
    /// The file to write; it must not exist yet
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn help_prints_the_exit_codes() {
        let help = Arguments::command().render_long_help().to_string();
        for code in 0..=4 {
            assert!(help.contains(&format!("\n  {code}  ")), "{code}");
        }
    }

    #[test]
    fn parse_refuses_config_beside_relay() {
        let parsed =
            Arguments::try_parse_from(["bellrope", "check", "--config", "f", "--relay", "u"]);
        assert!(parsed.is_err());
    }

    #[test]
    fn no_argument_takes_a_code() {
        for command in Arguments::command().get_subcommands() {
            for argument in command.get_arguments() {
                assert!(!argument.get_id().as_str().contains("code"));
            }
        }
    }
}
