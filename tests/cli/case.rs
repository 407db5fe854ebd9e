//! One transcript: what is typed, and what comes back.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use harness::{Finished, Running, Tool, tool};
use serde::Deserialize;

use crate::pattern;

/// A transcript, as its file says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// What it shows, in one sentence.
    about: String,
    /// What is laid out in the folder before.
    #[serde(default)]
    pub(crate) setup: Vec<String>,
    /// Files that are written into the folder, after the fixtures.
    #[serde(default)]
    files: BTreeMap<String, String>,
    /// Environment variables; there are no others.
    #[serde(default)]
    env: BTreeMap<String, String>,
    /// Arguments.
    args: Vec<String>,
    /// Lines of standard input. Neither they nor their words may ever come back.
    #[serde(default)]
    pub(crate) stdin: Vec<String>,
    /// Those lines of standard input that may: commands, not secrets.
    #[serde(default)]
    pub(crate) echoed: Vec<String>,
    /// A text, no word of which may come back.
    #[serde(default)]
    pub(crate) story: String,
    /// Expected exit code.
    code: i32,
    /// Expected standard output.
    #[serde(default)]
    stdout: String,
    /// Expected standard error.
    #[serde(default)]
    stderr: String,
}

/// Values of the placeholders, by name.
pub(crate) type Values = BTreeMap<&'static str, String>;

impl Case {
    /// Reads a transcript.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let case: Self = toml::from_str(text).map_err(|err| err.to_string())?;
        if case.about.is_empty() {
            return Err("about is empty".to_owned());
        }
        match case.echoed.iter().find(|line| !case.stdin.contains(line)) {
            Some(line) => Err(format!("echoed line is not in stdin: {line}")),
            None => Ok(case),
        }
    }

    /// Puts values in the place of their names.
    pub(crate) fn fill_in(mut self, values: &Values) -> Result<Self, String> {
        let lists = [&mut self.args, &mut self.stdin, &mut self.echoed];
        for text in lists
            .into_iter()
            .flatten()
            .chain(self.files.values_mut())
            .chain(self.env.values_mut())
            .chain([&mut self.story, &mut self.stdout, &mut self.stderr])
        {
            *text = fill_in(text, values)?;
        }
        Ok(self)
    }

    /// Runs the tool in `folder`.
    pub(crate) fn run(&self, which: Tool, folder: &Path) -> Result<Finished, String> {
        for (name, content) in &self.files {
            let path = folder.join(name);
            let parent = path.parent().unwrap_or(folder);
            fs::create_dir_all(parent).map_err(|err| format!("{name}: {err}"))?;
            fs::write(&path, content).map_err(|err| format!("{name}: {err}"))?;
        }
        let mut command = tool(which);
        command.args(&self.args).envs(&self.env).current_dir(folder);
        let mut running = Running::start(&mut command);
        for line in &self.stdin {
            running.type_line(line);
        }
        Ok(running.finish())
    }

    /// Holds what was printed against what was expected.
    pub(crate) fn check(&self, printed: &Finished) -> Result<(), String> {
        let mut faults = Vec::new();
        if printed.code() != self.code {
            faults.push(format!(
                "exit code is {}, expected {}",
                printed.code(),
                self.code
            ));
        }
        for (stream, found, expected) in [
            ("standard output", &printed.stdout, &self.stdout),
            ("standard error", &printed.stderr, &self.stderr),
        ] {
            if !pattern::fits(expected, found) {
                faults.push(format!("{stream} is\n{found}-- expected\n{expected}--"));
            }
        }
        match faults.is_empty() {
            true => Ok(()),
            false => Err(faults.join("\n")),
        }
    }
}

/// Replaces `{name}` by its value, and `{times 3 text}` by the text three times.
fn fill_in(text: &str, values: &Values) -> Result<String, String> {
    let mut text = text.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    while let Some(start) = text.find("{times ") {
        let rest = &text[start + "{times ".len()..];
        let repeated = rest.split_once('}').and_then(|(inside, _)| {
            let (count, what) = inside.split_once(' ')?;
            Some((inside.len(), what.repeat(count.parse().ok()?)))
        });
        let (len, repeated) = repeated.ok_or("malformed {times …}")?;
        let end = start + "{times ".len() + len + 1;
        text.replace_range(start..end, &repeated);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fill_in_replaces_names_and_repeats() {
        let values = Values::from([("case", "1234".to_owned())]);
        let filled = fill_in("{\"a\": 1} {case} {times 3 ab }.", &values);
        assert_eq!(filled.unwrap(), "{\"a\": 1} 1234 ab ab ab .");
        assert!(fill_in("{times many x}", &values).is_err());
    }

    #[test]
    fn parse_refuses_what_it_does_not_know() {
        assert!(Case::parse("about = 'x'\nargs = []\ncode = 0\n").is_ok());
        assert!(Case::parse("about = 'x'\nargs = []\ncode = 0\nstdot = ''\n").is_err());
        assert!(Case::parse("about = 'x'\nargs = []\n").is_err());
        assert!(Case::parse("about = 'x'\nargs = []\nechoed = ['y']\ncode = 0\n").is_err());
    }
}
