//! Dossiers and referrals on the command line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bellrope_casework::body::Body;
use bellrope_casework::reidentification::{Answer, Question, Verdict};
use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::case::CaseNumber;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::dossier::{
    self, RecipientKey, Section, SendDossier, SendReferral, Sort, Telling,
};
use bellrope_desk::proposal;
use bellrope_desk::sharing;
use bellrope_desk::text::Value;
use bellrope_desk::vault::Passphrase;

use super::casework::word;
use super::command::{check_free, number};
use super::error::CliError;
use super::redact::{say_proposed, say_written, why};
use super::redact_args::{Answers, DossierCommand, ReferralCommand};
use super::render::{plain, say_text};
use super::session::Session;
use super::{ask, say};

/// Runs a command about dossiers.
pub(super) fn run(session: &mut Session, command: DossierCommand) -> Result<(), CliError> {
    match command {
        DossierCommand::Show { case, section } => {
            let text = text(session, &number(&case)?, &section)?;
            say_text(&text);
            Ok(())
        }
        DossierCommand::Check {
            case,
            section,
            answers,
        } => {
            let number = number(&case)?;
            let text = text(session, &number, &section)?;
            check(session, &number, &text, &answers)
        }
        DossierCommand::Propose {
            case,
            section,
            recipient,
            purpose,
            key,
        } => {
            let plan = SendDossier {
                number: number(&case)?,
                sections: sections(&section)?,
                recipient: why(&recipient)?,
                purpose: why(&purpose)?,
                key: key_of(&key)?,
            };
            let now = session.clock.now();
            let (vault, rng) = (&mut session.vault, &mut session.rng);
            let proposed = proposal::propose(vault, &plan, &purpose, now, rng)?;
            say_proposed(&session.texts, &proposed);
            Ok(())
        }
        DossierCommand::List { case } => list(session, &number(&case)?),
        DossierCommand::Write { case, order, to } => write(session, &number(&case)?, order, &to),
    }
}

/// Runs a command about referrals.
pub(super) fn refer(session: &mut Session, command: ReferralCommand) -> Result<(), CliError> {
    match command {
        ReferralCommand::Bodies => bodies(session),
        ReferralCommand::Body { body, contact, key } => {
            let (body, key) = (word(&body)?, key_of(&key)?);
            let now = session.clock.now();
            let (vault, rng) = (&mut session.vault, &mut session.rng);
            dossier::note_body(vault, body, &contact, &key, now, rng)?;
            bodies(session)
        }
        ReferralCommand::Show(which) => {
            let text = referral(session, &number(&which.case)?, which.redaction)?;
            say_text(&text);
            Ok(())
        }
        ReferralCommand::Check { which, answers } => {
            let number = number(&which.case)?;
            let text = referral(session, &number, which.redaction)?;
            check(session, &number, &text, &answers)
        }
        ReferralCommand::Propose {
            which,
            body,
            purpose,
            not_consulted,
        } => {
            let telling = match not_consulted {
                Some(reason) => Telling::Withheld(why(&reason)?),
                None => Telling::Consulted,
            };
            let plan = SendReferral {
                number: number(&which.case)?,
                redaction: which.redaction,
                body: word::<Body>(&body)?,
                purpose: why(&purpose)?,
                telling,
            };
            let now = session.clock.now();
            let (vault, rng) = (&mut session.vault, &mut session.rng);
            let proposed = proposal::propose(vault, &plan, &purpose, now, rng)?;
            say_proposed(&session.texts, &proposed);
            Ok(())
        }
    }
}

fn sections(codes: &[String]) -> Result<BTreeSet<Section>, CliError> {
    if codes.is_empty() {
        return Ok(Section::ALL.into());
    }
    let one = |code: &String| {
        Section::of_code(code).ok_or_else(|| CliError::Code {
            kind: "section",
            code: code.clone(),
            codes: Section::ALL.map(Section::code).to_vec(),
        })
    };
    codes.iter().map(one).collect()
}

fn key_of(text: &str) -> Result<RecipientKey, CliError> {
    text.parse().map_err(|_| CliError::RecipientKey)
}

fn text(session: &Session, number: &CaseNumber, codes: &[String]) -> Result<String, CliError> {
    let text = dossier::text(&session.vault.read()?, number, &sections(codes)?)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn referral(session: &Session, number: &CaseNumber, redaction: u32) -> Result<String, CliError> {
    Ok(dossier::referral_text(
        &session.vault.read()?,
        number,
        redaction,
    )?)
}

/// Notes what somebody answers about a text, and prints what came of all answers about it.
fn check(
    session: &mut Session,
    number: &CaseNumber,
    text: &str,
    answers: &Answers,
) -> Result<(), CliError> {
    let given = [
        (Question::HowMany, &answers.how_many),
        (Question::UniqueFacts, &answers.unique_facts),
        (Question::Style, &answers.style),
        (Question::SoleSuspect, &answers.sole_suspect),
    ];
    let mut answers: BTreeMap<Question, Answer> = BTreeMap::new();
    for (question, code) in given {
        if let Some(code) = code {
            answers.insert(question, word(code)?);
        }
    }
    let now = session.clock.now();
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    let verdict = match answers.is_empty() {
        true => sharing::verdict(&vault.read()?, number, text.as_bytes())?,
        false => sharing::review(vault, number, text.as_bytes(), answers, now, rng)?,
    };
    let texts = &session.texts;
    say(match &verdict {
        Verdict::Open { people } => texts.with("check-open", &[("people", Value::from(*people))]),
        Verdict::MayNotBeShared { .. } => texts.get("check-risk"),
        Verdict::MayBeShared => texts.get("check-passed"),
    });
    Ok(())
}

fn list(session: &Session, number: &CaseNumber) -> Result<(), CliError> {
    let reading = session.vault.read()?;
    let texts = &session.texts;
    for order in dossier::orders(&reading, number)? {
        let [recipient, purpose] = dossier::purpose(&reading, number, &order)?;
        let id = match order.sort {
            Sort::Referral { .. } => "order-referral",
            _ => "order-dossier",
        };
        let values = [
            ("order", Value::from(order.number)),
            ("recipient", Value::from(plain(&recipient))),
            ("purpose", Value::from(plain(&purpose).replace('\n', " "))),
        ];
        say(texts.with(id, &values));
    }
    Ok(())
}

fn write(
    session: &mut Session,
    number: &CaseNumber,
    order: u32,
    to: &Path,
) -> Result<(), CliError> {
    check_free(to, false)?;
    let found = dossier::find(&session.vault.read()?, number, order)?;
    let words = match found.key.takes_words() {
        true => Some(Passphrase::choose(ask::secret(
            &session.texts.get("prompt-archive-words"),
        )?)?),
        false => None,
    };
    let (lang, now) = (session.texts.lang(), session.clock.now());
    let (vault, rng) = (&mut session.vault, &mut session.rng);
    dossier::write(vault, (number, order), lang, words.as_ref(), to, now, rng)?;
    say_written(&session.texts, to);
    Ok(())
}

fn bodies(session: &Session) -> Result<(), CliError> {
    let now = session.clock.now();
    let texts = &session.texts;
    for (body, entry) in dossier::bodies(&session.vault.read()?)? {
        let mut values = vec![
            ("code", Value::from(body.as_str())),
            ("body", Value::from(body.label(texts.lang()))),
        ];
        let Some(entry) = entry else {
            say(texts.with("body-unknown", &values));
            continue;
        };
        values.push((
            "contact",
            Value::from(plain(&entry.contact).replace('\n', " ")),
        ));
        values.push(("day", Value::from(texts.day(entry.checked))));
        let id = match entry.is_stale(now) {
            true => "body-stale",
            false => "body-known",
        };
        say(texts.with(id, &values));
    }
    Ok(())
}
