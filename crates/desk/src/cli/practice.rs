//! The command that makes a practice vault, and what is said whenever one is open.

use std::path::Path;

use bellrope_desk::clock::{Clock as _, SystemClock};
use bellrope_desk::person::Role;
use bellrope_desk::practice::{self, Plan};
use bellrope_desk::text::{Texts, Value};
use bellrope_desk::vault::{Cost, Vault, VaultError};

use super::args::Practice;
use super::command::check_free;
use super::error::CliError;
use super::{say, tell};

/// Makes a practice vault.
pub(crate) fn make(
    folder: &Path,
    args: &Practice,
    texts: &Texts,
    clock: &SystemClock,
) -> Result<(), CliError> {
    if let Some(file) = &args.exercise {
        check_free(file, args.replace)?;
    }
    let cost = Cost::of_mib(args.argon2_mib).map_err(VaultError::from)?;
    let plan = Plan {
        days: args.days,
        ..Plan::year(args.seed, args.cases, args.letters, clock.now(), cost)
    };
    let count = |cases: u32, letters: u32| {
        [
            ("cases", Value::from(cases)),
            ("letters", Value::from(letters)),
        ]
    };
    tell(texts.with("practice-making", &count(plan.cases, plan.letters)));
    let made = practice::make(folder, &plan)?;
    let mut values = count(made.count.cases, made.count.letters).to_vec();
    values.push(("acts", Value::from(made.count.acts)));
    values.push(("folder", Value::from(folder.display().to_string())));
    say(texts.with("practice-done", &values));
    say(texts.get("practice-people"));
    for colleague in made.team {
        let role = |role: &Role| texts.get(&format!("role-{}", role.as_str()));
        let roles: Vec<String> = colleague.roles.iter().map(role).collect();
        let values = [
            ("name", Value::from(colleague.name)),
            ("roles", Value::from(roles.join(", "))),
            ("passphrase", Value::from(colleague.passphrase)),
        ];
        say(texts.with("practice-person", &values));
    }
    if let Some(file) = &args.exercise {
        let letters = made.exercise.write(&made.vault, file)?;
        let values = [
            ("file", Value::from(file.display().to_string())),
            ("letters", Value::from(letters)),
        ];
        say(texts.with("practice-exercise", &values));
    }
    Ok(())
}

/// Says that an open vault is for practice, if it is.
pub(crate) fn mark(vault: &Vault, texts: &Texts) -> Result<(), CliError> {
    if practice::is_practice(&vault.read()?)? {
        tell(texts.get("practice-banner"));
    }
    Ok(())
}
