//! The questions of a report, and what the answers become (docs/protocol.md §6).
//!
//! Twenty questions, one topic each; route, family and story are required, everything else may be
//! skipped. Nineteen, the files, and twenty, sending, are the command's.

use bellrope_protocol::content::{
    Behalf, Consent, Danger, Detriment, DetrimentState, Family, IdentityWish, Knowledge, Level, Of,
    Pattern, Report, Role, Route, When, Wish,
};

use crate::terminal::{AskError, Choice, Terminal};
use crate::text::Texts;

/// The last question that is about the report itself.
pub(crate) const LAST: usize = 18;

/// Sub-kinds of the family of business violations, by code.
const BUSINESS: [&str; 9] = [
    "ZS1", "ZS2", "ZS3", "ZS4", "ZS5", "ZS6", "ZS7", "ZS8", "ZS9",
];
/// Sub-kinds of the family of undesirable behaviour, by code.
const BEHAVIOUR: [&str; 11] = [
    "OG1", "OG2", "OG3", "OG4", "OG5", "OG6", "OG7", "OG8", "OG9", "OG10", "OG11",
];
/// Sub-kinds that go with every family: detriment after a report, an unsafe situation.
const ANYWHERE: [&str; 2] = ["BN", "FV"];

/// How the first question was answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// With a new report.
    Report(Box<Report>),
    /// The reporter has a code already.
    HaveCode,
    /// The reporter stopped.
    Stop,
}

/// Asks the questions.
pub(crate) struct Questions<'a> {
    terminal: &'a mut Terminal,
    texts: &'a Texts,
}

/// An answer to the first question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Report,
    Complaint,
    Advice,
    Signal,
    HaveCode,
    Stop,
}

impl<'a> Questions<'a> {
    /// Begins with the terminal in the language of `texts`.
    pub(crate) fn new(terminal: &'a mut Terminal, texts: &'a Texts) -> Self {
        Self { terminal, texts }
    }

    /// Asks all questions about the report, in order.
    pub(crate) fn ask_all(&mut self) -> Result<Opening, AskError> {
        let wanted = self.ask_wanted()?;
        let mut report = match wanted {
            Wanted::HaveCode => return Ok(Opening::HaveCode),
            Wanted::Stop => return Ok(Opening::Stop),
            wanted => Report::new(route(wanted), Family::Else, ""),
        };
        self.ask_name(&mut report)?;
        for number in 2..=LAST {
            self.ask(number, &mut report)?;
        }
        Ok(Opening::Report(Box::new(report)))
    }

    /// Asks one question, by its number, and replaces the answer.
    pub(crate) fn ask(&mut self, number: usize, report: &mut Report) -> Result<(), AskError> {
        match number {
            1 => self.ask_route_again(report)?,
            2 => self.ask_family(report)?,
            3 => report.kinds = self.ask_kinds(&report.family)?,
            4 => report.danger = self.ask_danger()?,
            5 => report.story = self.ask_story()?,
            6 => report.private = self.text("q-private")?,
            7 => report.when = self.ask_when()?,
            8 => report.place = self.line("q-place")?,
            9 => report.people = self.text("q-people")?,
            10 => report.knowledge = self.any("q-knowledge", "knowledge", Knowledge::LISTED)?,
            11 => report.evidence = self.text("q-evidence")?,
            12 => report.earlier = self.text("q-earlier")?,
            13 => report.exclude = self.text("q-exclude")?,
            14 => report.level = self.one("q-level", "level", Level::LISTED)?,
            15 => self.ask_wishes(report)?,
            16 => report.detriment = self.ask_detriment()?,
            17 => report.role = self.one("q-role", "role", Role::LISTED)?,
            18 => report.behalf = self.ask_behalf()?,
            _ => {}
        }
        Ok(())
    }

    fn ask_wanted(&mut self) -> Result<Wanted, AskError> {
        let wanted = self.required(
            "q-route",
            &[
                (Wanted::Report, "route-report"),
                (Wanted::Complaint, "route-complaint"),
                (Wanted::Advice, "route-advice"),
                (Wanted::Signal, "route-signal"),
                (Wanted::HaveCode, "route-have-code"),
            ],
        )?;
        if wanted != Wanted::Complaint {
            return Ok(wanted);
        }
        self.terminal
            .say_apart(&self.texts.say("complaint-explained"))?;
        self.required(
            "complaint-choice",
            &[
                (Wanted::Report, "complaint-report"),
                (Wanted::Complaint, "complaint-name"),
                (Wanted::Stop, "complaint-stop"),
            ],
        )
    }

    /// Asks the first question again; a report is under way, so the other two answers change nothing.
    fn ask_route_again(&mut self, report: &mut Report) -> Result<(), AskError> {
        match self.ask_wanted()? {
            Wanted::HaveCode | Wanted::Stop => Ok(()),
            wanted => {
                report.route = route(wanted);
                self.ask_name(report)
            }
        }
    }

    /// A complaint has a name; nothing else asks for one.
    fn ask_name(&mut self, report: &mut Report) -> Result<(), AskError> {
        if report.route != Route::Complaint {
            report.identity = Some(IdentityWish::Anonymous);
            (report.name, report.contact) = (None, None);
            return Ok(());
        }
        let question = self.texts.say("q-name");
        report.name = loop {
            let name = self.terminal.ask(&question)?;
            if !name.is_empty() {
                break Some(name.to_string());
            }
            self.terminal.say(&self.texts.say("q-name-needed"))?;
        };
        report.identity = Some(IdentityWish::Named);
        report.contact = self.line("q-contact")?;
        Ok(())
    }

    fn ask_family(&mut self, report: &mut Report) -> Result<(), AskError> {
        let families: Vec<(Family, String)> = labels("family", Family::LISTED);
        let families: Vec<(Family, &str)> = borrowed(&families);
        let family = self.required("q-family", &families)?;
        if family != report.family {
            report.kinds.clear();
        }
        report.family = family;
        Ok(())
    }

    fn ask_kinds(&mut self, family: &Family) -> Result<Vec<String>, AskError> {
        let choices: Vec<Choice<String>> = kinds(family)
            .map(|code| Choice {
                value: code.to_owned(),
                label: self.texts.say(&format!("kind-{code}")),
            })
            .collect();
        let question = self.texts.say("q-kinds");
        let (prompt, retry) = (self.texts.say("choose-any"), self.texts.say("choose-again"));
        self.terminal.ask_any(&question, &choices, &prompt, &retry)
    }

    fn ask_danger(&mut self) -> Result<Option<Danger>, AskError> {
        let danger = self.one("q-danger", "danger", Danger::LISTED)?;
        if danger == Some(Danger::Yes) {
            self.terminal.say_apart(&self.texts.say("danger-call"))?;
        }
        Ok(danger)
    }

    fn ask_story(&mut self) -> Result<String, AskError> {
        self.terminal.say_apart(&self.texts.say("q-story"))?;
        loop {
            let story = self.terminal.ask_text(&self.texts.say("text-required"))?;
            if !story.is_empty() {
                return Ok(story.to_string());
            }
            self.terminal.say(&self.texts.say("text-needed"))?;
        }
    }

    fn ask_when(&mut self) -> Result<Option<When>, AskError> {
        let pattern = self.one("q-when", "when", Pattern::LISTED)?;
        let text = self.line("q-when-text")?;
        let answered = pattern.is_some() || text.is_some();
        Ok(answered.then(|| When {
            pattern,
            text,
            ..When::default()
        }))
    }

    fn ask_wishes(&mut self, report: &mut Report) -> Result<(), AskError> {
        report.wishes = self.any("q-wishes", "wish", Wish::LISTED)?;
        report.wish_text = self.line("q-wish-text")?;
        Ok(())
    }

    fn ask_detriment(&mut self) -> Result<Option<Detriment>, AskError> {
        let Some(state) = self.one("q-detriment", "detriment", DetrimentState::LISTED)? else {
            return Ok(None);
        };
        let text = match state {
            DetrimentState::No => None,
            _ => self.line("q-detriment-text")?,
        };
        Ok(Some(Detriment {
            state,
            text,
            unknown: serde_json::Map::new(),
        }))
    }

    fn ask_behalf(&mut self) -> Result<Option<Behalf>, AskError> {
        let Some(of) = self.one("q-behalf", "behalf", Of::LISTED)? else {
            return Ok(None);
        };
        let consent = match of {
            Of::Another => self.one("q-consent", "consent", Consent::LISTED)?,
            _ => None,
        };
        Ok(Some(Behalf {
            of,
            consent,
            unknown: serde_json::Map::new(),
        }))
    }

    fn required<T: Clone>(&mut self, question: &str, choices: &[(T, &str)]) -> Result<T, AskError> {
        let choices = self.choices(choices);
        let question = self.texts.say(question);
        let (prompt, retry) = (self.texts.say("choose-one"), self.texts.say("choose-again"));
        self.terminal
            .ask_required(&question, &choices, &prompt, &retry)
    }

    fn one<T: Coded>(
        &mut self,
        question: &str,
        prefix: &str,
        listed: &[T],
    ) -> Result<Option<T>, AskError> {
        let labelled = labels(prefix, listed);
        let choices = self.choices(&borrowed(&labelled));
        let question = self.texts.say(question);
        let prompt = self.texts.say("choose-one-or-none");
        let retry = self.texts.say("choose-again");
        self.terminal.ask_one(&question, &choices, &prompt, &retry)
    }

    fn any<T: Coded>(
        &mut self,
        question: &str,
        prefix: &str,
        listed: &[T],
    ) -> Result<Vec<T>, AskError> {
        let labelled = labels(prefix, listed);
        let choices = self.choices(&borrowed(&labelled));
        let question = self.texts.say(question);
        let (prompt, retry) = (self.texts.say("choose-any"), self.texts.say("choose-again"));
        self.terminal.ask_any(&question, &choices, &prompt, &retry)
    }

    fn choices<T: Clone>(&self, labelled: &[(T, &str)]) -> Vec<Choice<T>> {
        labelled
            .iter()
            .map(|(value, id)| Choice {
                value: value.clone(),
                label: self.texts.say(id),
            })
            .collect()
    }

    fn line(&mut self, question: &str) -> Result<Option<String>, AskError> {
        self.terminal.say_apart(&self.texts.say(question))?;
        let line = self.terminal.ask(&self.texts.say("line-optional"))?;
        Ok((!line.is_empty()).then(|| line.to_string()))
    }

    fn text(&mut self, question: &str) -> Result<Option<String>, AskError> {
        self.terminal.say_apart(&self.texts.say(question))?;
        let text = self.terminal.ask_text(&self.texts.say("text-optional"))?;
        Ok((!text.is_empty()).then(|| text.to_string()))
    }
}

fn route(wanted: Wanted) -> Route {
    match wanted {
        Wanted::Complaint => Route::Complaint,
        Wanted::Advice => Route::Advice,
        Wanted::Signal => Route::Signal,
        Wanted::Report | Wanted::HaveCode | Wanted::Stop => Route::Report,
    }
}

/// Returns the codes of the sub-kinds to choose from.
pub(crate) fn kinds(family: &Family) -> impl Iterator<Item = &'static str> {
    let own: &[&str] = match family {
        Family::Business => &BUSINESS,
        Family::Behaviour => &BEHAVIOUR,
        _ => &[],
    };
    own.iter().chain(&ANYWHERE).copied()
}

/// A value that letters carry as a short text.
pub(crate) trait Coded: Clone {
    /// Returns the text.
    fn code(&self) -> &str;
}

macro_rules! coded {
    ($($name:ty),*) => {$(
        impl Coded for $name {
            fn code(&self) -> &str {
                self.as_str()
            }
        }
    )*};
}

coded!(
    Consent,
    Danger,
    DetrimentState,
    Family,
    Knowledge,
    Level,
    Of,
    Pattern,
    Role,
    Route,
    Wish
);

/// Pairs each value with the id of its label: prefix, hyphen, code.
fn labels<T: Coded>(prefix: &str, listed: &[T]) -> Vec<(T, String)> {
    listed
        .iter()
        .map(|value| (value.clone(), format!("{prefix}-{}", value.code())))
        .collect()
}

fn borrowed<T: Clone>(labelled: &[(T, String)]) -> Vec<(T, &str)> {
    labelled
        .iter()
        .map(|(value, id)| (value.clone(), id.as_str()))
        .collect()
}

#[cfg(test)]
mod tests;
