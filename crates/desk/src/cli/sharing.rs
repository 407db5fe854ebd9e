//! The check before anything is shared (R121), on the command line.

use std::collections::BTreeMap;
use std::fs;

use bellrope_casework::reidentification::{Answer, Question, Verdict};
use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::person;
use bellrope_desk::sharing::{self, Checked};
use bellrope_desk::text::{Texts, Value};

use super::case_args::SharingArgs;
use super::casework::word;
use super::command::number;
use super::error::CliError;
use super::people::name_of;
use super::say;
use super::session::Session;

/// Answers the questions about a file, or says what was answered.
pub(super) fn run(session: &mut Session, args: &SharingArgs) -> Result<(), CliError> {
    let number = number(&args.case)?;
    let Some(file) = &args.file else {
        return show(session, &sharing::all(&session.vault.read()?, &number)?);
    };
    let text = fs::read(file).map_err(CliError::io(file))?;
    let answers = answers(args)?;
    if !answers.is_empty() {
        let now = session.clock.now();
        sharing::review(
            &mut session.vault,
            &number,
            &text,
            answers,
            now,
            &mut session.rng,
        )?;
    }
    let of = sharing::name_of(&text);
    let mut all = sharing::all(&session.vault.read()?, &number)?;
    all.retain(|it| it.of == of);
    show(session, &all)
}

fn answers(args: &SharingArgs) -> Result<BTreeMap<Question, Answer>, CliError> {
    let given = [
        (Question::HowMany, &args.how_many),
        (Question::UniqueFacts, &args.unique_facts),
        (Question::Style, &args.style),
        (Question::SoleSuspect, &args.sole_suspect),
    ];
    let given = given
        .into_iter()
        .filter_map(|(question, code)| Some((question, code.as_ref()?)));
    given
        .map(|(question, code)| Ok((question, word(code)?)))
        .collect()
}

fn show(session: &Session, all: &[Checked]) -> Result<(), CliError> {
    let people = person::all(&session.vault.read()?)?;
    let texts = &session.texts;
    if all.is_empty() {
        say(texts.get("sharing-none"));
    }
    for checked in all {
        let values = [
            ("of", Value::from(checked.of.as_str())),
            ("verdict", Value::from(verdict(texts, &checked.verdict))),
        ];
        say(texts.with("sharing-line", &values));
        if let Verdict::MayNotBeShared { questions } = &checked.verdict {
            for question in questions {
                let question = Value::from(question.label(texts.lang()));
                say(texts.with("sharing-question", &[("question", question)]));
            }
        }
        for review in &checked.reviews {
            let values = [
                ("name", Value::from(name_of(&people, review.by))),
                ("day", Value::from(texts.day(review.day))),
            ];
            say(texts.with("sharing-review", &values));
        }
    }
    Ok(())
}

fn verdict(texts: &Texts, verdict: &Verdict) -> String {
    match verdict {
        Verdict::MayBeShared => texts.get("sharing-may"),
        Verdict::MayNotBeShared { .. } => texts.get("sharing-may-not"),
        Verdict::Open { people } => texts.with("sharing-open", &[("people", Value::from(*people))]),
    }
}
