//! What a command was asked for: on standard output, stripped and wrapped.

use std::io::{self, Write};

use crate::plain::{plain_line, wrap};

/// Widest line, in columns.
const WIDTH: usize = 92;

/// Standard output, or what stands in for it.
pub(crate) struct Results(Box<dyn Write>);

impl Results {
    /// Writes to standard output.
    pub(crate) fn to_stdout() -> Self {
        Self(Box::new(io::stdout()))
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        self.write("", "", text)
    }

    /// Writes a line of a list.
    pub(crate) fn item(&mut self, text: &str) -> io::Result<()> {
        self.write("- ", "  ", text)
    }

    /// Writes a line of what the desk wrote, set off from what the program says.
    pub(crate) fn indented(&mut self, text: &str) -> io::Result<()> {
        self.write("  | ", "  | ", text)
    }

    fn write(&mut self, first: &str, further: &str, text: &str) -> io::Result<()> {
        let wrapped = wrap(&plain_line(text), WIDTH - first.len());
        for (number, line) in wrapped.split('\n').enumerate() {
            let begin = if number == 0 { first } else { further };
            writeln!(self.0, "{}", format!("{begin}{line}").trim_end())?;
        }
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use crate::terminal::tests::Told;

    use super::*;

    #[test]
    fn indented_text_cannot_pass_for_the_program() {
        let told = Told::default();
        let mut results = Results(Box::new(told.clone()));
        results.indented("echt\u{1b}[2K\rbellrope: nep").unwrap();
        results.indented(&"lang ".repeat(40)).unwrap();
        assert!(told.text().lines().count() > 2);
        assert!(told.text().lines().all(|line| line.starts_with("  |")));
        assert!(!told.text().contains('\u{1b}'));
    }
}
