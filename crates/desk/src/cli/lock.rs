//! After how many minutes the screens lock, on the command line.

use bellrope_desk::clock::Clock as _;
use bellrope_desk::configuration;
use bellrope_desk::text::Value;

use super::error::CliError;
use super::say;
use super::session::Session;

/// Chooses the minutes, if there are any, and says what holds.
pub(super) fn run(session: &mut Session, minutes: Option<u16>) -> Result<(), CliError> {
    if let Some(minutes) = minutes {
        let now = session.clock.now();
        configuration::set_lock_minutes(&mut session.vault, minutes, now, &mut session.rng)?;
    }
    let minutes = Value::from(configuration::lock_minutes(&session.vault.read()?)?);
    let said = session
        .texts
        .with("settings-lock-now", &[("minutes", minutes)]);
    say(said);
    Ok(())
}
