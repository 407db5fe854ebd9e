//! What attached files say about their maker: shown, and by default removed (R038, R039).

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use bellrope_metadata::{CleanError, Finding, Kind, Left, What, clean, inspect};
use zeroize::Zeroizing;

use crate::args::Content;
use crate::attach::Attachments;
use crate::error::Failure;
use crate::session::Session;
use crate::terminal::Choice;

/// The longest file that is cleaned, in bytes: it is held in memory, and its copy beside it.
const CLEAN_MAX_LEN: u64 = 256 << 20;
/// The most findings that are shown of one file.
const SHOWN: usize = 12;

/// In which form a file is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A copy without what it says about its maker.
    Clean,
    /// As it is.
    Original,
}

/// What is known of a file before it is attached.
pub(crate) struct Look {
    pub(crate) kind: Kind,
    pub(crate) len: u64,
    findings: Vec<Finding>,
    cleaned: Result<Copy, Refusal>,
}

/// What a cleaned copy is like.
struct Copy {
    len: u64,
    left: Vec<Left>,
}

/// Why there is no cleaned copy.
enum Refusal {
    TooLong,
    Clean(CleanError),
}

impl Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::Clean(err) => err.code(),
        }
    }
}

impl Look {
    /// Returns the length of the cleaned copy, if there is one.
    pub(crate) fn cleaned_len(&self) -> Option<u64> {
        self.cleaned.as_ref().ok().map(|copy| copy.len)
    }
}

/// Looks at a file.
pub(crate) fn look(path: &Path) -> io::Result<Look> {
    let metadata = File::open(path)?.metadata()?;
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let len = metadata.len();
    if len > CLEAN_MAX_LEN {
        let cleaned = Err(Refusal::TooLong);
        return Ok(Look {
            kind: Kind::Other,
            len,
            findings: Vec::new(),
            cleaned,
        });
    }
    let bytes = read(path)?;
    let said = inspect(&bytes);
    let cleaned = clean(&bytes).map_err(Refusal::Clean).map(|copy| Copy {
        len: copy.bytes.len() as u64,
        left: copy.left,
    });
    Ok(Look {
        kind: said.kind,
        len,
        findings: said.findings,
        cleaned,
    })
}

/// Reads a file and returns its cleaned copy: the same as long as the file is the same.
pub(crate) fn cleaned(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let bytes = read(path)?;
    let copy = clean(&bytes).map_err(|err| io::Error::new(io::ErrorKind::InvalidData, err))?;
    Ok(Zeroizing::new(copy.bytes))
}

fn read(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    // Beyond the bound nothing is read, even if the file grew since.
    File::open(path)?
        .take(CLEAN_MAX_LEN + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > CLEAN_MAX_LEN {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

impl Session {
    /// Takes the files of the command line: as copies without what they say about their maker, unless
    /// that was declined. One that cannot be cleaned goes only if somebody says so.
    pub(crate) fn attach(&mut self, content: &Content) -> Result<Attachments, Failure> {
        let mut attachments = Attachments::default();
        for (number, path) in (1..).zip(&content.attach) {
            let unread = |err: io::Error| {
                Failure::machine("file-read")
                    .arg("number", number)
                    .because(err)
            };
            let look = look(path).map_err(unread)?;
            for form in self.forms(content, number, &look)? {
                attachments.add(path, form, &look).map_err(unread)?;
            }
        }
        Ok(attachments)
    }

    /// Decides in which forms a file of the command line is sent.
    fn forms(
        &mut self,
        content: &Content,
        number: usize,
        look: &Look,
    ) -> Result<Vec<Form>, Failure> {
        if content.keep_metadata {
            return Ok(vec![Form::Original]);
        }
        let speaks = !look.findings.is_empty() || look.cleaned.is_err();
        if speaks {
            let text = self.texts.with("files-number", &[("number", &number)]);
            self.terminal.say_apart(&text)?;
        }
        match &look.cleaned {
            Ok(copy) => {
                self.say_look(look, copy)?;
                Ok(match content.with_original {
                    true => vec![Form::Clean, Form::Original],
                    false => vec![Form::Clean],
                })
            }
            Err(_) if self.terminal.is_interactive() => self.ask_forms(look),
            Err(refusal) => {
                self.say(&format!("unclean-{}", refusal.code()))?;
                Err(Failure::refused("file-unclean").arg("number", number))
            }
        }
    }

    /// Tells what a file says, and asks in which forms it is sent; nothing is asked of a file that
    /// says nothing.
    pub(crate) fn ask_forms(&mut self, look: &Look) -> Result<Vec<Form>, Failure> {
        match &look.cleaned {
            Ok(_) if look.findings.is_empty() => Ok(vec![Form::Clean]),
            Ok(copy) => {
                self.say_look(look, copy)?;
                let choices = [
                    (vec![Form::Clean], "files-how-clean"),
                    (vec![Form::Original], "files-how-original"),
                    (vec![Form::Clean, Form::Original], "files-how-both"),
                    (Vec::new(), "files-how-not"),
                ];
                let chosen = self.ask_how(choices, "files-how-ask")?;
                Ok(chosen.unwrap_or_else(|| vec![Form::Clean]))
            }
            Err(refusal) => {
                self.say_apart(&format!("unclean-{}", refusal.code()))?;
                self.say("unclean-instead")?;
                let choices = [
                    (vec![Form::Original], "files-how-original"),
                    (Vec::new(), "files-how-not"),
                ];
                Ok(self
                    .ask_how(choices, "files-how-ask-unclean")?
                    .unwrap_or_default())
            }
        }
    }

    fn ask_how<const N: usize>(
        &mut self,
        choices: [(Vec<Form>, &str); N],
        prompt: &str,
    ) -> Result<Option<Vec<Form>>, Failure> {
        let choices = choices.map(|(value, id)| Choice {
            value,
            label: self.texts.say(id),
        });
        let (question, prompt) = (self.texts.say("files-how"), self.texts.say(prompt));
        let retry = self.texts.say("choose-again");
        Ok(self
            .terminal
            .ask_one(&question, &choices, &prompt, &retry)?)
    }

    /// Tells what a file says about its maker, and what of it stays in the copy.
    fn say_look(&mut self, look: &Look, copy: &Copy) -> Result<(), Failure> {
        if look.findings.is_empty() {
            return Ok(());
        }
        self.say("files-found")?;
        for finding in look.findings.iter().take(SHOWN) {
            let what = self.label(finding.what);
            let args: [(&str, &dyn crate::text::Argument); 2] =
                [("what", &what), ("value", &finding.value)];
            let text = self.texts.with("files-found-line", &args);
            self.terminal.say(&text)?;
        }
        if let Some(count) = look
            .findings
            .len()
            .checked_sub(SHOWN)
            .filter(|count| *count > 0)
        {
            let text = self.texts.with("files-found-more", &[("count", &count)]);
            self.terminal.say(&text)?;
        }
        self.say(if copy.left.is_empty() {
            "files-goes"
        } else {
            "files-stays"
        })?;
        for left in &copy.left {
            let (what, why) = (self.label(left.what), format!("why-{}", left.why.code()));
            let args: [(&str, &dyn crate::text::Argument); 2] =
                [("what", &what), ("why", &self.texts.say(&why))];
            let text = self.texts.with("files-stays-line", &args);
            self.terminal.say(&text)?;
        }
        Ok(())
    }

    fn label(&self, what: What) -> String {
        self.texts.say(&format!("what-{}", what.code()))
    }
}
