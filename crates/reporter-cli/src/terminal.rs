//! Asking and telling: everything that passes between the program and the person.
//!
//! Questions go to standard error. When standard input is no terminal, answers are its lines, in the
//! order of the questions, and every prompt ends its line, so that a program can drive the tool.
//!
//! Everything told is stripped of what a terminal obeys ([`crate::plain`]).

use std::fmt;
use std::io::{self, IsTerminal as _, Read, Write};

use zeroize::Zeroizing;

use crate::plain::{plain, wrap};

/// Widest line that is still comfortable to read, in columns.
const COMFORTABLE_WIDTH: usize = 92;
/// Longest answer that is read without a copy staying behind when the buffer grows, in bytes.
const LINE_CAPACITY: usize = 4_096;
/// Shows the other screen of the terminal, which has no scrollback.
const OTHER_SCREEN: &str = "\u{1b}[?1049h\u{1b}[2J\u{1b}[H";
/// Wipes the other screen and goes back to the first.
const FIRST_SCREEN: &str = "\u{1b}[2J\u{1b}[H\u{1b}[?1049l";
/// Clears the screen, and the scrollback where the terminal lets itself be told.
const CLEAR: &str = "\u{1b}[3J\u{1b}[2J\u{1b}[H";

/// Where questions are asked and answers come from.
pub(crate) struct Terminal {
    input: Lines,
    output: Box<dyn Write>,
    interactive: bool,
    width: usize,
}

/// One way to answer a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice<T> {
    /// What the answer means.
    pub(crate) value: T,
    /// What the reporter reads.
    pub(crate) label: String,
}

/// A line that could not be read, because there is none or the machine failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AskError {
    /// Standard input ended before the question was answered.
    #[error("standard input ended before every question was answered")]
    Ended,
    /// Reading or writing failed.
    #[error("cannot use the terminal")]
    Failed(#[from] io::Error),
}

impl Terminal {
    /// Opens the terminal of the process.
    ///
    /// # Errors
    ///
    /// Whatever the system says about standard input.
    pub(crate) fn open() -> io::Result<Self> {
        let columns = console::Term::stderr()
            .size_checked()
            .map_or(80, |(_, columns)| usize::from(columns));
        Ok(Self {
            input: Lines::new(standard_input()?),
            output: Box::new(io::stderr()),
            interactive: io::stdin().is_terminal() && io::stderr().is_terminal(),
            width: columns.min(COMFORTABLE_WIDTH),
        })
    }

    /// Says whether a person sits at it.
    pub(crate) fn is_interactive(&self) -> bool {
        self.interactive
    }

    /// Tells something, wrapped, with a line feed after it.
    pub(crate) fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{}", wrap(&plain(text), self.width))
    }

    /// Tells something on one line, however long: for programs that read it.
    pub(crate) fn say_unwrapped(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{}", plain(text))
    }

    /// Tells a secret of plain ASCII without a line feed, piece by piece as it is formatted: no
    /// copy of it stays behind that nobody wipes. Nothing is stripped from it.
    pub(crate) fn say_secret(&mut self, secret: fmt::Arguments<'_>) -> io::Result<()> {
        self.output.write_fmt(secret)
    }

    /// Tells something with an empty line before it.
    pub(crate) fn say_apart(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output)?;
        self.say(text)
    }

    /// Asks for one line, without spaces at its ends.
    pub(crate) fn ask(&mut self, prompt: &str) -> Result<Zeroizing<String>, AskError> {
        self.prompt(prompt)?;
        let line = self.input.next_line()?.ok_or(AskError::Ended)?;
        Ok(Zeroizing::new(line.trim().to_owned()))
    }

    /// Asks for one line that is not shown while it is typed.
    pub(crate) fn ask_unseen(&mut self, prompt: &str) -> Result<Zeroizing<String>, AskError> {
        if !self.interactive {
            return self.ask(prompt);
        }
        self.prompt(prompt)?;
        Ok(Zeroizing::new(rpassword::read_password()?))
    }

    /// Asks for a text of any number of lines, ended by a line with a full stop only, or by an
    /// empty first line.
    pub(crate) fn ask_text(&mut self, prompt: &str) -> Result<Zeroizing<String>, AskError> {
        self.prompt(prompt)?;
        let mut text = Zeroizing::new(String::with_capacity(LINE_CAPACITY));
        loop {
            let line = self.input.next_line()?.ok_or(AskError::Ended)?;
            let line = line.trim_end();
            if line == "." || (line.is_empty() && text.is_empty()) {
                let end = text.trim_end().len();
                text.truncate(end);
                return Ok(text);
            }
            text.push_str(line);
            text.push('\n');
        }
    }

    /// Asks for any of the choices, by numbers with commas or spaces between them.
    ///
    /// `retry` is said when the answer is none of them.
    pub(crate) fn ask_any<T: Clone>(
        &mut self,
        question: &str,
        choices: &[Choice<T>],
        prompt: &str,
        retry: &str,
    ) -> Result<Vec<T>, AskError> {
        self.say_choices(question, choices)?;
        loop {
            let answer = self.ask(prompt)?;
            if let Some(values) = pick(&answer, choices) {
                return Ok(values);
            }
            self.say(retry)?;
        }
    }

    /// Asks for one of the choices, or for none by a bare Enter.
    pub(crate) fn ask_one<T: Clone>(
        &mut self,
        question: &str,
        choices: &[Choice<T>],
        prompt: &str,
        retry: &str,
    ) -> Result<Option<T>, AskError> {
        self.say_choices(question, choices)?;
        loop {
            let answer = self.ask(prompt)?;
            match pick(&answer, choices).as_deref() {
                Some([]) => return Ok(None),
                Some([value]) => return Ok(Some(value.clone())),
                _ => self.say(retry)?,
            }
        }
    }

    /// Asks for one of the choices until there is one.
    pub(crate) fn ask_required<T: Clone>(
        &mut self,
        question: &str,
        choices: &[Choice<T>],
        prompt: &str,
        retry: &str,
    ) -> Result<T, AskError> {
        loop {
            if let Some(value) = self.ask_one(question, choices, prompt, retry)? {
                return Ok(value);
            }
            self.say(retry)?;
        }
    }

    /// Goes to the screen that has no scrollback; only where a person sits.
    pub(crate) fn hide_from_scrollback(&mut self) -> io::Result<()> {
        self.control(OTHER_SCREEN)
    }

    /// Wipes that screen and goes back.
    pub(crate) fn back_to_first_screen(&mut self) -> io::Result<()> {
        self.control(FIRST_SCREEN)
    }

    /// Clears the screen.
    pub(crate) fn clear(&mut self) -> io::Result<()> {
        self.control(CLEAR)
    }

    fn control(&mut self, sequence: &str) -> io::Result<()> {
        if self.interactive {
            write!(self.output, "{sequence}")?;
        }
        self.output.flush()
    }

    fn say_choices<T>(&mut self, question: &str, choices: &[Choice<T>]) -> io::Result<()> {
        self.say_apart(question)?;
        for (number, choice) in (1..).zip(choices) {
            self.say(&format!("  {number:>2}. {}", choice.label))?;
        }
        Ok(())
    }

    fn prompt(&mut self, prompt: &str) -> io::Result<()> {
        let wrapped = wrap(&plain(prompt), self.width.saturating_sub(2));
        if self.interactive {
            write!(self.output, "{wrapped} ")?;
        } else {
            writeln!(self.output, "{wrapped}")?;
        }
        self.output.flush()
    }
}

/// Reads the numbers of an answer, or `None` if one of them is not the number of a choice.
fn pick<T: Clone>(answer: &str, choices: &[Choice<T>]) -> Option<Vec<T>> {
    let mut numbers: Vec<usize> = answer
        .split([',', ' ', ';'])
        .filter(|number| !number.is_empty())
        .map(|number| number.trim_end_matches('.').parse().ok())
        .collect::<Option<_>>()?;
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .map(|number| choices.get(number.checked_sub(1)?))
        .map(|choice| choice.map(|choice| choice.value.clone()))
        .collect()
}

/// Lines of an input that leave nothing behind in a buffer: what is read here may be a case code.
struct Lines {
    input: Box<dyn Read>,
    buffer: Zeroizing<Vec<u8>>,
    taken: usize,
}

impl Lines {
    fn new(input: impl Read + 'static) -> Self {
        Self {
            input: Box::new(input),
            buffer: Zeroizing::new(Vec::with_capacity(LINE_CAPACITY)),
            taken: 0,
        }
    }

    /// Reads one line without its line feed; `None` at the end of the input.
    fn next_line(&mut self) -> io::Result<Option<Zeroizing<String>>> {
        let mut line = Zeroizing::new(Vec::with_capacity(LINE_CAPACITY));
        loop {
            if self.taken == self.buffer.len() && !self.fill()? {
                return if line.is_empty() {
                    Ok(None)
                } else {
                    text(&line).map(Some)
                };
            }
            let rest = &self.buffer[self.taken..];
            let end = rest.iter().position(|byte| *byte == b'\n');
            line.extend_from_slice(&rest[..end.unwrap_or(rest.len())]);
            self.taken += end.map_or(rest.len(), |end| end + 1);
            if end.is_some() {
                return text(&line).map(Some);
            }
        }
    }

    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.resize(LINE_CAPACITY, 0);
        let count = loop {
            match self.input.read(&mut self.buffer) {
                Err(err) if err.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.buffer.truncate(count);
        self.taken = 0;
        Ok(count > 0)
    }
}

fn text(line: &[u8]) -> io::Result<Zeroizing<String>> {
    str::from_utf8(line)
        .map(|line| Zeroizing::new(line.trim_end_matches('\r').to_owned()))
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "input is not utf-8"))
}

/// Opens standard input past the buffer of the standard library, which is never wiped.
#[cfg(unix)]
fn standard_input() -> io::Result<impl Read + 'static> {
    use std::os::fd::AsFd as _;
    let descriptor = io::stdin().as_fd().try_clone_to_owned()?;
    Ok(std::fs::File::from(descriptor))
}

#[cfg(not(unix))]
fn standard_input() -> io::Result<impl Read + 'static> {
    Ok(io::stdin())
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    /// What a scripted terminal was told.
    #[derive(Clone, Default)]
    pub(crate) struct Told(Rc<RefCell<Vec<u8>>>, Rc<RefCell<Vec<usize>>>);

    impl Told {
        /// Says whether this very string was handed over, rather than a copy of it.
        pub(crate) fn took(&self, text: &str) -> bool {
            self.1.borrow().contains(&text.as_ptr().addr())
        }

        pub(crate) fn text(&self) -> String {
            String::from_utf8(self.0.borrow().clone()).unwrap()
        }
    }

    impl Write for Told {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            self.1.borrow_mut().push(bytes.as_ptr().addr());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A terminal that is answered with these lines, and what it was told.
    pub(crate) fn scripted(answers: &str) -> (Terminal, Told) {
        let told = Told::default();
        let terminal = Terminal {
            input: Lines::new(io::Cursor::new(answers.to_owned().into_bytes())),
            output: Box::new(told.clone()),
            interactive: false,
            width: 80,
        };
        (terminal, told)
    }

    /// As [`scripted`], with a person who sits there.
    pub(crate) fn scripted_person(answers: &str) -> (Terminal, Told) {
        let (terminal, told) = scripted(answers);
        let terminal = Terminal {
            interactive: true,
            ..terminal
        };
        (terminal, told)
    }

    fn letters() -> Vec<Choice<char>> {
        ['a', 'b', 'c']
            .map(|value| Choice {
                value,
                label: value.to_string(),
            })
            .to_vec()
    }

    #[test]
    fn ask_any_takes_numbers_in_any_spelling() {
        let (mut terminal, _) = scripted("3, 1;1\n");
        let picked = terminal.ask_any("?", &letters(), ">", "!").unwrap();
        assert_eq!(picked, ['a', 'c']);
    }

    #[test]
    fn ask_one_repeats_until_it_understands() {
        let (mut terminal, told) = scripted("9\nx\n1 2\n2\n");
        let picked = terminal.ask_one("?", &letters(), ">", "again").unwrap();
        assert_eq!(picked, Some('b'));
        assert_eq!(told.text().matches("again").count(), 3);
    }

    #[test]
    fn ask_required_refuses_nothing() {
        let (mut terminal, _) = scripted("\n\n1\n");
        assert_eq!(
            terminal.ask_required("?", &letters(), ">", "!").unwrap(),
            'a'
        );
    }

    #[test]
    fn ask_text_ends_at_a_full_stop() {
        let (mut terminal, _) = scripted("one\n\ntwo.\n.\nrest\n");
        assert_eq!(*terminal.ask_text("?").unwrap(), "one\n\ntwo.");
        assert_eq!(*terminal.ask("?").unwrap(), "rest");
    }

    #[test]
    fn ask_reports_the_end_of_input() {
        let (mut terminal, _) = scripted("");
        assert!(matches!(terminal.ask("?"), Err(AskError::Ended)));
    }

    #[test]
    fn say_strips_escape_sequences() {
        let (mut terminal, told) = scripted("");
        terminal.say("a\u{1b}[2Jb").unwrap();
        assert_eq!(told.text(), "a[2Jb\n");
    }

    #[test]
    fn lines_survive_small_reads_and_carriage_returns() {
        struct OneByte(io::Cursor<Vec<u8>>);
        impl Read for OneByte {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0.read(&mut buffer[..1])
            }
        }
        let mut lines = Lines::new(OneByte(io::Cursor::new(b"ab\r\n\nc".to_vec())));
        let mut read = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            read.push(line.to_string());
        }
        assert_eq!(read, ["ab", "", "c"]);
    }
}
