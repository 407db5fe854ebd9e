//! What every command has at hand: the terminal, the texts, the desks, the way to relays.

use std::time::{SystemTime, UNIX_EPOCH};

use bellrope_protocol::card::Card;
use bellrope_protocol::case_code;
use bellrope_protocol::content::LetterLanguage;
use bellrope_protocol::time::Day;
use bellrope_reporter::view::{DeskView, Download};
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;

use crate::args::Common;
use crate::desks::{self, Desk};
use crate::error::Failure;
use crate::http::{Attempts, Relay};
use crate::plain::plain_line;
use crate::progress::Bar;
use crate::result::Results;
use crate::terminal::{Choice, Terminal};
use crate::text::{Language, Texts};

/// One run of the program.
pub(crate) struct Session {
    pub(crate) terminal: Terminal,
    pub(crate) result: Results,
    pub(crate) texts: Texts,
    pub(crate) common: Common,
}

/// A desk that was looked at, and its relay.
pub(crate) struct Visited {
    pub(crate) view: DeskView,
    pub(crate) relay: Relay,
}

impl Session {
    /// Opens the terminal and chooses the language.
    pub(crate) fn open(common: Common) -> Result<Self, Failure> {
        Ok(Self {
            terminal: Terminal::open()?,
            result: Results::to_stdout(),
            texts: Texts::new(language(common.lang)),
            common,
        })
    }

    /// Tells a text.
    pub(crate) fn say(&mut self, id: &str) -> Result<(), Failure> {
        Ok(self.terminal.say(&self.texts.say(id))?)
    }

    /// Tells a text with an empty line before it.
    pub(crate) fn say_apart(&mut self, id: &str) -> Result<(), Failure> {
        Ok(self.terminal.say_apart(&self.texts.say(id))?)
    }

    /// Tells why something went wrong.
    pub(crate) fn say_failure(&mut self, failure: &Failure) {
        for line in failure.lines(&self.texts) {
            // Nothing is left to tell it with if this fails too.
            let _ = self.terminal.say_unwrapped(&line);
        }
    }

    /// Asks a question that is answered with yes or no.
    pub(crate) fn ask_yes(&mut self, id: &str) -> Result<bool, Failure> {
        self.say_apart(id)?;
        loop {
            let answer = self.terminal.ask(&self.texts.say("yes-no"))?.to_lowercase();
            if answer == self.texts.say("yes") {
                return Ok(true);
            }
            if answer == self.texts.say("no") {
                return Ok(false);
            }
            self.say("yes-no-again")?;
        }
    }

    /// Downloads, for every desk asked for and in that order, what everybody downloads.
    ///
    /// A desk that fails does not keep the others from being looked at: what is downloaded from one
    /// relay does not depend on another.
    pub(crate) fn visit_all(&mut self) -> Result<Vec<Result<Visited, Failure>>, Failure> {
        let chosen = desks::choose(&self.common)?;
        self.say_apart("downloading")?;
        let proxy = chosen.proxy.as_deref();
        Ok(chosen
            .desks
            .iter()
            .map(|desk| self.visit(desk, proxy))
            .collect())
    }

    /// Downloads as [`Session::visit_all`] and returns the one desk to write to.
    pub(crate) fn visit_to_write(&mut self) -> Result<Visited, Failure> {
        let mut visited = Vec::new();
        let mut failures = Vec::new();
        for result in self.visit_all()? {
            match result {
                Ok(desk) => visited.push(desk),
                Err(failure) => failures.push(failure),
            }
        }
        if visited.is_empty()
            && let Some(failure) = failures.pop()
        {
            return Err(failure);
        }
        for failure in &failures {
            self.say_failure(failure);
        }
        // With one desk asked for and reached there is nothing to choose.
        let desk = if visited.len() == 1 && failures.is_empty() {
            visited.pop()
        } else {
            self.ask_desk(visited)?
        };
        let desk = desk.ok_or_else(|| Failure::usage("relay-missing"))?;
        desk.view.check_fresh(now())?;
        self.say_desk(&desk)?;
        Ok(desk)
    }

    fn ask_desk(&mut self, mut visited: Vec<Visited>) -> Result<Option<Visited>, Failure> {
        let choices: Vec<Choice<usize>> = visited
            .iter()
            .enumerate()
            .map(|(value, desk)| Choice {
                value,
                label: self.name_of(desk.view.card()),
            })
            .collect();
        let question = self.texts.say("desk-choose");
        let (prompt, retry) = (self.texts.say("choose-one"), self.texts.say("choose-again"));
        let position = self
            .terminal
            .ask_required(&question, &choices, &prompt, &retry)?;
        Ok((position < visited.len()).then(|| visited.swap_remove(position)))
    }

    /// Says which desk this is and who watches its log.
    fn say_desk(&mut self, desk: &Visited) -> Result<(), Failure> {
        let name = self.name_of(desk.view.card());
        self.terminal
            .say_apart(&self.texts.with("desk-is", &[("name", &name)]))?;
        let fingerprint = desk.view.fingerprint().to_string();
        let text = self
            .texts
            .with("desk-fingerprint", &[("fingerprint", &fingerprint)]);
        self.terminal.say(&text)?;
        if desk.view.card().witnesses.quorum == 0 {
            self.say("no-witness-yet")?;
        }
        Ok(())
    }

    fn visit(&mut self, desk: &Desk, proxy: Option<&str>) -> Result<Visited, Failure> {
        let relay = Relay::new(&desk.relay, proxy)?;
        let mut download = Download::new(desk.pin.clone());
        let bar = Bar::requests(&self.texts, "progress-downloading");
        while let Some(request) = download.request() {
            let waiting = |seconds| self.say_waiting(&bar, seconds);
            let response = relay.send(&request, Attempts::DOWNLOAD, waiting)?;
            download.answer(response)?;
            let progress = download.progress();
            bar.set(progress.done as u64, (progress.done + progress.left) as u64);
        }
        bar.clear();
        Ok(Visited {
            view: download.finish()?,
            relay,
        })
    }

    /// Tells that the connection falters, above a bar.
    pub(crate) fn say_waiting(&self, bar: &Bar, seconds: u64) {
        bar.say(&self.texts.with("trying-again", &[("seconds", &seconds)]));
    }

    /// Returns the desk's name in the reporter's language.
    pub(crate) fn name_of(&self, card: &Card) -> String {
        plain_line(match self.texts.language() {
            Language::Nl => &card.names.nl,
            Language::En => &card.names.en,
        })
    }

    /// Returns a day in the reporter's language.
    pub(crate) fn day(&self, day: Day) -> String {
        say_day(&self.texts, day)
    }

    /// Returns the language of letters.
    pub(crate) fn letter_language(&self) -> LetterLanguage {
        self.code_language().into()
    }

    /// Returns the language of a new code.
    pub(crate) fn code_language(&self) -> case_code::Language {
        match self.texts.language() {
            Language::Nl => case_code::Language::Dutch,
            Language::En => case_code::Language::English,
        }
    }
}

/// Chooses the language: as asked, English if the system says so, else Dutch.
pub(crate) fn language(asked: Option<Language>) -> Language {
    let of_system = || {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        match locale {
            Some(locale) if locale.starts_with("en") => Language::En,
            _ => Language::Nl,
        }
    };
    asked.unwrap_or_else(of_system)
}

/// Writes a day in the language of the texts.
pub(crate) fn say_day(texts: &Texts, day: Day) -> String {
    let (year, month, day) = day.date();
    let month = texts.say(&format!("month-{month}"));
    let (day, year) = (day.to_string(), year.to_string());
    texts.with("date", &[("day", &day), ("month", &month), ("year", &year)])
}

/// Writes a number with separators between thousands.
pub(crate) fn say_number(texts: &Texts, number: u64) -> String {
    let digits = number.to_string();
    let separator = texts.say("thousands");
    let mut written = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            written.push_str(&separator);
        }
        written.push(digit);
    }
    written
}

/// Reads the device's clock, in Unix seconds.
pub(crate) fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Returns the system's generator.
pub(crate) fn system_rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}
