//! The case code on the terminal: shown once, confirmed, read without echo. Never on disk.

use bellrope_protocol::case_code::{CaseCode, Correction, WORDS};
use rand::seq::index::sample;
use zeroize::Zeroizing;

use crate::error::Failure;
use crate::session::{Session, system_rng};

/// Words asked back.
const ASKED: usize = 2;
/// How often the code is shown again before giving up.
const MAX_TRIES: usize = 5;
/// How often a slip may be mended.
const MAX_SLIPS: usize = 5;
/// Stands for the code in a text until its words are written there.
const PLACE: &str = "…";
/// Words of one row on the screen.
const ROW: usize = 4;

impl Session {
    /// Makes a code, shows it, and has two of its words typed back. Nothing is sent before this.
    pub(crate) fn make_code(&mut self) -> Result<CaseCode, Failure> {
        let code = CaseCode::generate(&mut system_rng());
        self.show_code(&code)?;
        for _ in 0..MAX_TRIES {
            if self.confirm_code(&code)? {
                self.say("code-confirmed")?;
                return Ok(code);
            }
            self.say("code-again")?;
            self.show_code(&code)?;
        }
        Err(Failure::refused("code-unconfirmed"))
    }

    /// Shows the code on the screen that keeps no scrollback, until it was written down.
    fn show_code(&mut self, code: &CaseCode) -> Result<(), Failure> {
        let words = code.words(self.code_language());
        if !self.terminal.is_interactive() {
            return self.show_line(&words);
        }
        self.terminal.hide_from_scrollback()?;
        let shown = self.show_grid(&words);
        self.terminal.back_to_first_screen()?;
        shown
    }

    /// Shows the code on one line, for a program that reads it.
    fn show_line(&mut self, words: &[&str; WORDS]) -> Result<(), Failure> {
        let line = self.texts.with("code-line", &[("code", &PLACE)]);
        let (before, after) = line.split_once(PLACE).unwrap_or((&line, ""));
        self.terminal.say_secret(format_args!("{before}"))?;
        for (position, word) in words.iter().enumerate() {
            let space = if position == 0 { "" } else { " " };
            self.terminal.say_secret(format_args!("{space}{word}"))?;
        }
        Ok(self.terminal.say(after)?)
    }

    fn show_grid(&mut self, words: &[&str; WORDS]) -> Result<(), Failure> {
        self.say("code-intro")?;
        self.terminal.say("")?;
        for (row, words) in words.chunks(ROW).enumerate() {
            for (column, word) in words.iter().enumerate() {
                let number = row * ROW + column + 1;
                self.terminal
                    .say_secret(format_args!("  {number:>2}. {word:<10}"))?;
            }
            self.terminal.say("")?;
        }
        self.terminal.say("")?;
        self.terminal.ask(&self.texts.say("code-written"))?;
        Ok(())
    }

    fn confirm_code(&mut self, code: &CaseCode) -> Result<bool, Failure> {
        self.say_apart("code-confirm")?;
        let words = code.words(self.code_language());
        let mut positions = sample(&mut system_rng(), WORDS, ASKED).into_vec();
        positions.sort_unstable();
        for position in positions {
            let number = position + 1;
            let prompt = self.texts.with("code-word", &[("number", &number)]);
            let typed = Zeroizing::new(self.terminal.ask_unseen(&prompt)?.to_lowercase());
            if typed.as_str() != words[position] {
                let text = self.texts.with("code-wrong", &[("number", &number)]);
                self.terminal.say(&text)?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Asks for the code, without echo, until it reads as one.
    pub(crate) fn ask_code(&mut self) -> Result<CaseCode, Failure> {
        let mut slips = 0;
        loop {
            let typed = self.terminal.ask_unseen(&self.texts.say("code-ask"))?;
            let failure = match CaseCode::parse(&typed) {
                Ok(parsed) => {
                    if self.confirm_corrections(&parsed.code, parsed.corrected.as_ref())? {
                        return Ok(parsed.code);
                    }
                    Failure::refused("code-corrected")
                }
                Err(err) => Failure::from(err),
            };
            slips += 1;
            if slips == MAX_SLIPS || !self.terminal.is_interactive() {
                return Err(failure);
            }
            self.say_failure(&failure);
        }
    }

    /// Shows the words that were guessed, where no scrollback keeps them, and asks whether they are
    /// right: a wrong guess that fits the check byte is the code of another mailbox.
    // spec: §3 C4
    fn confirm_corrections(
        &mut self,
        code: &CaseCode,
        corrected: Option<&Correction>,
    ) -> Result<bool, Failure> {
        let Some(corrected) = corrected else {
            return Ok(true);
        };
        if !self.terminal.is_interactive() {
            self.say_corrections(code, corrected)?;
            return Ok(true);
        }
        self.terminal.hide_from_scrollback()?;
        let shown = self.say_corrections(code, corrected);
        let is_right = shown.and_then(|()| self.ask_yes("code-corrected-ask"));
        self.terminal.back_to_first_screen()?;
        is_right
    }

    fn say_corrections(&mut self, code: &CaseCode, corrected: &Correction) -> Result<(), Failure> {
        let words = code.words(self.code_language());
        for position in &corrected.positions {
            let Some(word) = position.checked_sub(1).and_then(|index| words.get(index)) else {
                continue;
            };
            let args: [(&str, &dyn crate::text::Argument); 2] =
                [("number", position), ("word", word)];
            let text = Zeroizing::new(self.texts.with("code-corrected", &args));
            self.terminal.say(&text)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;

    use super::*;
    use crate::args::Common;
    use crate::result::Results;
    use crate::terminal::tests::{Told, scripted_person};
    use crate::text::{Language, Texts};

    fn a_session(answers: &str) -> (Session, Told) {
        let (terminal, told) = scripted_person(answers);
        let session = Session {
            terminal,
            result: Results::to_stdout(),
            texts: Texts::new(Language::En),
            common: Common {
                relay: None,
                desk: None,
                config: None,
                proxy: None,
                lang: None,
            },
        };
        (session, told)
    }

    #[test]
    fn confirm_corrections_asks_and_leaves_nothing_in_the_scrollback() {
        let code = CaseCode::generate(&mut rand::rngs::StdRng::seed_from_u64(1));
        let word = code.words(bellrope_protocol::case_code::Language::English)[6];
        let corrected = Correction { positions: vec![7] };
        for (answer, is_right) in [("yes", true), ("no", false)] {
            let (mut session, told) = a_session(&format!("{answer}\n"));
            let confirmed = session.confirm_corrections(&code, Some(&corrected));
            assert_eq!(confirmed.unwrap(), is_right);
            let told = told.text();
            let (_, shown) = told.split_once("\u{1b}[?1049h").unwrap();
            let (shown, after) = shown.split_once("\u{1b}[?1049l").unwrap();
            assert!(shown.contains(&format!("word 7 as {word}")));
            assert!(!after.contains(word));
        }
    }

    #[test]
    fn show_code_hands_every_word_over_without_a_copy() {
        let code = CaseCode::generate(&mut rand::rngs::StdRng::seed_from_u64(3));
        let words = code.words(bellrope_protocol::case_code::Language::English);
        let (mut session, told) = a_session("\n");
        session.show_grid(&words).unwrap();
        for (number, word) in (1..).zip(words) {
            assert!(told.took(word));
            let shown = format!(" {number}. {word} ");
            assert!(told.text().contains(&shown), "{}", told.text());
        }
        let (mut session, told) = a_session("");
        session.show_line(&words).unwrap();
        assert!(words.iter().all(|word| told.took(word)));
        assert_eq!(told.text(), format!("case code: {}\n", words.join(" ")));
    }

    #[test]
    fn confirm_corrections_asks_nothing_without_any() {
        let code = CaseCode::generate(&mut rand::rngs::StdRng::seed_from_u64(2));
        let (mut session, told) = a_session("");
        assert!(session.confirm_corrections(&code, None).unwrap());
        assert_eq!(told.text(), "");
    }
}
