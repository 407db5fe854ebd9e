//! The commands: each asks the library and prints what it answers.

use std::fs;
use std::path::Path;

use bellrope_bundle::UnverifiedBundle;
use bellrope_casework::template::TemplateKind;
use bellrope_desk::attachment;
use bellrope_desk::backup::{self, Files};
use bellrope_desk::board;
use bellrope_desk::card::{self, RelayPublic, RotateOptions};
use bellrope_desk::case::{self, CaseNumber, Reply, Sent};
use bellrope_desk::clock::{Clock as _, SystemClock};
use bellrope_desk::errand::{Errand, Ground, Recipient};
use bellrope_desk::export;
use bellrope_desk::founding::{self, Charter};
use bellrope_desk::import::{self, ImportError, Step};
use bellrope_desk::key::Desk;
use bellrope_desk::person;
use bellrope_desk::reply_batch::{self, MadeBatch};
use bellrope_desk::text::{Texts, Value};
use bellrope_desk::vault::Cost;
use bellrope_protocol::card::DeskNames;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::time::Day;
use rand::rngs::SysRng;
use rand_core::UnwrapErr;

use super::args::{Command, ErrandArgs, Init, SaveArgs};
use super::error::CliError;
use super::session::Session;
use super::{ask, people, render, render_board, render_case, say, tell, token};

/// Founds a desk.
pub(crate) fn init(
    folder: &Path,
    init: Init,
    texts: &Texts,
    clock: &SystemClock,
) -> Result<(), CliError> {
    let charter = Charter {
        desk: init.desk.parse().map_err(CliError::Name)?,
        names: DeskNames {
            nl: init.name_nl.clone(),
            en: init.name_en.clone(),
        },
        person: init.person.clone(),
        relay: relay_public(&init.relay)?,
        witnesses: init.witnesses.change(Vec::new()),
    };
    if charter.names.nl.trim().is_empty() || charter.names.en.trim().is_empty() {
        return Err(CliError::NoName);
    }
    let cost = match init.argon2_mib {
        Some(mib) => Cost::of_mib(mib).map_err(bellrope_desk::vault::VaultError::from)?,
        None => Cost::DEFAULT,
    };
    let passphrase = ask::new_passphrase(texts)?;
    let rng = &mut UnwrapErr(SysRng);
    let founded = founding::found(folder, &passphrase, cost, &charter, clock.now(), rng)?;
    let print = founded.fingerprint.to_string();
    say(texts.with("fingerprint", &[("fingerprint", Value::from(print))]));
    let folder = folder.display().to_string();
    tell(texts.with("init-done", &[("folder", Value::from(folder))]));
    let hex = encode_hex(founded.fingerprint.as_bytes());
    let desk = charter.desk.to_string();
    let values = [("desk", Value::from(desk)), ("hex", Value::from(hex))];
    tell(texts.with("init-next", &values));
    Ok(())
}

fn relay_public(file: &Path) -> Result<RelayPublic, CliError> {
    let bytes = fs::read(file).map_err(CliError::io(file))?;
    serde_json::from_slice(&bytes).map_err(|source| CliError::RelayPub {
        file: file.to_owned(),
        source,
    })
}

/// Restores a backup.
pub(crate) fn restore(
    folder: &Path,
    files: Files<'_>,
    texts: &Texts,
    clock: &SystemClock,
) -> Result<(), CliError> {
    let passphrase = ask::passphrase(texts)?;
    let now = clock.now();
    let (asker, rng) = (token::asker(texts.lang()), &mut UnwrapErr(SysRng));
    backup::restore_asking(files, folder, &passphrase, &asker, now, rng)?;
    let folder = folder.display().to_string();
    say(texts.with("restore-done", &[("folder", Value::from(folder))]));
    tell(texts.get("restore-next"));
    Ok(())
}

/// Runs a command on an open vault.
pub(crate) fn run(session: &mut Session, command: Command) -> Result<(), CliError> {
    person::heed_statement(&mut session.vault, session.clock.now())?;
    match command {
        Command::Init(_)
        | Command::Practice(_)
        | Command::Restore { .. }
        | Command::Recover { .. }
        | Command::Unlock
        | Command::Window(_)
        | Command::Serve(_) => Err(CliError::NotHere),
        Command::Import { file } => run_import(session, &file),
        Command::List => list(session),
        Command::Show { case } => show(session, &case),
        Command::Unverified => unverified(session),
        Command::Reply { case, file, draft } => reply(session, &case, file.as_deref(), draft),
        Command::Case(command) => super::casework::run(session, command),
        Command::Look(command) => super::look::run(session, command),
        Command::Redact { command } => super::redact::run(session, command),
        Command::Dossier { command } => super::dossier::run(session, command),
        Command::Referral { command } => super::dossier::refer(session, command),
        Command::Learning(command) => super::learning::run(session, command),
        Command::Figures(command) => super::figures::run(session, command),
        Command::SaveAttachment(args) => save_attachment(session, &args),
        Command::LockAfter { minutes } => super::lock::run(session, minutes),
        Command::Report(command) => super::report::run(session, command),
        Command::Batch => batch(session),
        Command::Board => run_board(session),
        Command::Export { to, replace } => {
            check_free(&to, replace)?;
            run_export(session, &to)
        }
        Command::Backup { to, keys, replace } => {
            check_free(&to, replace)?;
            run_backup(session, &to, keys.as_deref())
        }
        Command::Rotate {
            push,
            authentication,
            replies,
            drop_witness,
            witnesses,
        } => {
            let options = RotateOptions {
                push,
                authentication,
                replies,
                witnesses: witnesses.change(drop_witness),
            };
            rotate(session, &options)
        }
        Command::Retention { command } => super::retention::run(session, command),
        Command::Trail { command } => super::keeping::run_trail(session, command),
        Command::Recovery { command } => super::keeping::run_recovery(session, command),
        Command::Interest { interest, cases } => people::interest(session, interest, &cases),
        Command::Access(args) => people::access(session, &args),
        Command::People => people::list(session),
        Command::Person { command } => super::persons::run(session, command),
        Command::Proposals => people::proposals(session),
        Command::Approve(args) => people::approve(session, &args),
        Command::Refuse(args) => people::refuse(session, &args),
        Command::Withdraw { proposal } => people::withdraw(session, &proposal),
        Command::Fingerprint => fingerprint(session),
        Command::Page(args) => super::page::sign(session, &args),
    }
}

pub(crate) fn number(text: &str) -> Result<CaseNumber, CliError> {
    CaseNumber::parse(text).ok_or_else(|| CliError::NoCase {
        number: text.to_owned(),
    })
}

fn run_import(session: &mut Session, file: &Path) -> Result<(), CliError> {
    tell(session.texts.get("import-step-open"));
    let bundle = UnverifiedBundle::open(file).map_err(ImportError::from)?;
    let now = session.clock.now();
    let texts = &session.texts;
    let progress = |step| match step {
        Step::Verify => tell(texts.get("import-step-verify")),
        Step::Scan { letters } => {
            tell(texts.with("import-step-scan", &[("count", Value::from(letters))]));
        }
        Step::Write => tell(texts.get("import-step-write")),
    };
    let outcome = import::import(&mut session.vault, &bundle, now, &mut session.rng, progress)?;
    render::outcome(&session.texts, &outcome);
    Ok(())
}

fn list(session: &Session) -> Result<(), CliError> {
    let summaries = case::summaries(&session.vault)?;
    let waiting = reply_batch::waiting(&session.vault)?;
    render::list(&session.texts, &summaries, waiting, session.clock.now());
    Ok(())
}

fn show(session: &mut Session, case: &str) -> Result<(), CliError> {
    let number = number(case)?;
    session.note_read(&number)?;
    let view = case::show(&session.vault, &number)?;
    let names = render_case::names(&session.vault)?;
    render::case(&session.texts, &view, &names);
    Ok(case::mark_read(
        &mut session.vault,
        &number,
        &mut session.rng,
    )?)
}

fn unverified(session: &Session) -> Result<(), CliError> {
    render::unverified(&session.texts, &import::unverified(&session.vault)?);
    Ok(())
}

fn reply(
    session: &mut Session,
    case: &str,
    file: Option<&Path>,
    draft: bool,
) -> Result<(), CliError> {
    let number = number(case)?;
    let now = session.clock.now();
    let sent = if draft {
        let kind = Some(TemplateKind::Acknowledgement);
        case::send(&mut session.vault, &number, kind, now, &mut session.rng)?
    } else {
        let text = match file {
            Some(file) => fs::read_to_string(file).map_err(CliError::io(file))?,
            None => ask::text(&session.texts, session.goes_on)?,
        };
        let reply = Reply {
            number: &number,
            text: &text,
        };
        case::reply(&mut session.vault, reply, now, &mut session.rng)?
    };
    say_sent(&session.texts, &sent);
    Ok(())
}

pub(crate) fn say_sent(texts: &Texts, sent: &Sent) {
    say(texts.with("reply-queued", &[("parts", Value::from(sent.parts))]));
    if let Some(acknowledged) = &sent.acknowledged {
        let day = texts.day(acknowledged.feedback_by);
        say(texts.with("reply-acknowledged", &[("day", Value::from(day))]));
    }
}

fn save_attachment(session: &mut Session, args: &SaveArgs) -> Result<(), CliError> {
    let now = session.clock.now();
    let number = number(&args.case)?;
    let errand = errand(&args.errand)?;
    session.note_read(&number)?;
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let saved = attachment::save(vault, &number, args.attachment, &args.to, &errand, now, rng)?;
    let file = saved.display().to_string();
    say(session
        .texts
        .with("saved-attachment", &[("file", Value::from(file))]));
    Ok(())
}

/// Reads what something leaves the vault for.
pub(super) fn errand(args: &ErrandArgs) -> Result<Errand, CliError> {
    errand_among(args, false)
}

/// Reads what figures leave the vault for: they alone are published.
pub(super) fn errand_of_figures(args: &ErrandArgs) -> Result<Errand, CliError> {
    errand_among(args, true)
}

fn errand_among(args: &ErrandArgs, of_figures: bool) -> Result<Errand, CliError> {
    let grounds = Ground::ALL.iter().copied();
    let grounds: Vec<Ground> = grounds
        .filter(|it| of_figures || !it.is_of_figures())
        .collect();
    let all = Recipient::ALL.iter().copied();
    let all: Vec<Recipient> = all.filter(|it| of_figures || !it.is_of_figures()).collect();
    let ground = Ground::of_code(&args.ground).filter(|it| grounds.contains(it));
    let ground = ground.ok_or_else(|| CliError::Code {
        kind: "ground",
        code: args.ground.clone(),
        codes: grounds.iter().map(|it| it.as_str()).collect(),
    })?;
    let to = Recipient::of_code(&args.recipient).filter(|it| all.contains(it));
    let to = to.ok_or_else(|| CliError::Code {
        kind: "recipient",
        code: args.recipient.clone(),
        codes: all.iter().map(|it| it.as_str()).collect(),
    })?;
    Ok(Errand::new(ground, to, &args.reason)?)
}

fn batch(session: &mut Session) -> Result<(), CliError> {
    let now = session.clock.now();
    let made = reply_batch::make_due(&mut session.vault, now, &mut session.rng)?;
    if made.is_empty() {
        say(session.texts.get("batch-none"));
    }
    say_batches(&session.texts, &made);
    let outlook = reply_batch::outlook(&session.vault.read()?, Day::of(now))?;
    let values = [
        ("waiting", Value::from(outlook.replies)),
        ("places", Value::from(outlook.places)),
        ("days", Value::from(outlook.batches())),
    ];
    say(session.texts.with("batch-fullness", &values));
    Ok(())
}

fn say_batches(texts: &Texts, made: &[MadeBatch]) {
    for batch in made {
        let values = [
            ("day", Value::from(batch.day.to_string())),
            ("used", Value::from(batch.used)),
            ("count", Value::from(batch.count)),
        ];
        say(texts.with("batch-made", &values));
    }
}

fn run_board(session: &mut Session) -> Result<(), CliError> {
    let now = session.clock.now();
    let outcome = board::make(&mut session.vault, now, &mut session.rng)?;
    say_batches(&session.texts, &outcome.made);
    render_board::board(&session.texts, &outcome);
    Ok(())
}

/// Refuses a file that is there, before anything is made for it: an export may stand where the last
/// backup is.
pub(crate) fn check_free(to: &Path, replace: bool) -> Result<(), CliError> {
    // What cannot be looked at is named when it is written.
    if !replace && to.try_exists().unwrap_or(false) {
        let file = to.to_owned();
        return Err(CliError::Exists { file });
    }
    Ok(())
}

fn run_export(session: &mut Session, to: &Path) -> Result<(), CliError> {
    let now = session.clock.now();
    let exported = export::export(&mut session.vault, to, now, &mut session.rng)?;
    say_batches(&session.texts, &exported.made);
    render::exported(&session.texts, &exported, to);
    Ok(())
}

fn run_backup(session: &mut Session, to: &Path, keys: Option<&Path>) -> Result<(), CliError> {
    let passphrase = &session.passphrase;
    let now = session.clock.now();
    let files = Files { archive: to, keys };
    let backed_up = backup::backup(&mut session.vault, passphrase, files, now, &mut session.rng)?;
    let file = to.display().to_string();
    let texts = &session.texts;
    say(texts.with("backup-written", &[("file", Value::from(file))]));
    let keys = backed_up.keys.display().to_string();
    say(texts.with("backup-keys", &[("file", Value::from(keys))]));
    say(texts.with("backup-next", &[("size", Value::from(backed_up.covers))]));
    Ok(())
}

fn rotate(session: &mut Session, options: &RotateOptions) -> Result<(), CliError> {
    let now = session.clock.now();
    let rotation = card::rotate(&mut session.vault, options, now, &mut session.rng)?;
    render::rotation(&session.texts, &rotation);
    Ok(())
}

fn fingerprint(session: &Session) -> Result<(), CliError> {
    let desk = Desk::load(&session.vault.read()?)?;
    let print = desk.founding().fingerprint().to_string();
    say(session
        .texts
        .with("fingerprint", &[("fingerprint", Value::from(print))]));
    Ok(())
}
