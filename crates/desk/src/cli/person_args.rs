//! What may stand on the command line about one person of the team.

use clap::Subcommand;

use super::token::TokenCommand;

/// What is done about somebody of the team, named by name or id.
#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Let somebody join; they type a passphrase that nobody else knows. Takes two people
    Join {
        /// Their name, as colleagues and reporters write it
        name: String,
        /// What they are there for: caseworker, coordinator, custodian or analyst
        #[arg(long, value_name = "ROLE", required = true)]
        role: Vec<String>,
        /// The second person is here and types their passphrase
        #[arg(long)]
        beside: bool,
    },
    /// Take somebody off the team; takes two people, neither of them the leaver
    Leave {
        /// Who leaves
        person: String,
        /// The second person is here and types their passphrase
        #[arg(long)]
        beside: bool,
    },
    /// Give somebody these roles, and no other; takes two people
    Roles {
        /// Whose roles
        person: String,
        /// Their roles: caseworker, coordinator, custodian or analyst
        #[arg(required = true)]
        roles: Vec<String>,
        /// The second person is here and types their passphrase
        #[arg(long)]
        beside: bool,
    },
    /// Note that somebody is away
    Away {
        /// Who
        person: String,
        /// The first day
        #[arg(long, value_name = "DAY")]
        from: String,
        /// The last day
        #[arg(long, value_name = "DAY")]
        until: String,
        /// Who stands in for them
        #[arg(long, value_name = "PERSON")]
        deputy: Option<String>,
    },
    /// Note that somebody is back, or does not go
    Back {
        /// Who
        person: String,
        /// The first day of the absence that ends
        #[arg(long, value_name = "DAY")]
        from: String,
    },
    /// Show absences, and terms that fall into the absence of the only handler
    Absences,
    /// List the cases that somebody handles, and whether a hand-over note lies there
    Handover {
        /// Whose; you if nobody is named
        person: Option<String>,
    },
    /// Note what somebody is called as well: reporters who write one of these names keep them out
    Called {
        /// Who
        person: String,
        /// All their other names; none takes away those that there are
        names: Vec<String>,
    },
    /// Note which units somebody belongs to, each from the whole to the part
    Units {
        /// Who
        person: String,
        /// All their units; none takes away those that there are
        units: Vec<String>,
    },
    /// Change your own passphrase
    Passphrase,
    /// Your hardware tokens, needed besides your passphrase through their age plugins
    Token {
        #[command(subcommand)]
        command: TokenCommand,
    },
    /// Show your confidentiality statement, or accept it for a year
    Statement {
        /// Accept it
        #[arg(long)]
        accept: bool,
    },
}
