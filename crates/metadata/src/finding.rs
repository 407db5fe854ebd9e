//! What a file says: a closed list of what, and a bounded, harmless text.

/// The most findings of one file; further ones are not listed (they are removed all the same).
const MOST: usize = 200;
/// The longest value, in characters.
const LONGEST: usize = 160;

macro_rules! what {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// What a finding tells.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum What {
            $($(#[doc = $doc])+ $name,)+
        }

        impl What {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Returns the short text that stands for it, as in text ids.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

what! {
    /// Where it was made: coordinates, a town.
    Place = "place",
    /// The camera, phone or scanner.
    Device = "device",
    /// A number of the device or the lens.
    Serial = "serial",
    /// A person or an organisation: author, owner, editor, signer.
    Author = "author",
    /// The program that made or changed it.
    Software = "software",
    /// When it was made or changed.
    Time = "time",
    /// A small picture of it, which may show what was cut off.
    Thumbnail = "thumbnail",
    /// A remark.
    Comment = "comment",
    /// A title, a subject, keywords.
    Title = "title",
    /// Earlier versions, edits, tracked changes.
    History = "history",
    /// A folder, a server, a template.
    Path = "path",
    /// A file or data inside or behind it.
    Embedded = "embedded",
    /// A program inside it that can run.
    Macro = "macro",
    /// A number that tells this file or document from all others.
    Identifier = "identifier",
    /// A colour profile, which may name a screen or scanner.
    Colour = "colour",
    /// What is in the content but does not show: hidden sheets, notes.
    Hidden = "hidden",
    /// Something else; the value names it.
    Other = "other",
}

/// One thing that a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it tells.
    pub what: What,
    /// The words of the file, fit to be shown: no control or direction characters, at most 160
    /// characters; or a count, or the format's own name of it.
    pub value: String,
}

/// Findings as they are met: each once, up to a bound.
#[derive(Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    met: usize,
}

impl Findings {
    /// Notes a finding; empty values are none.
    pub(crate) fn add(&mut self, what: What, value: &str) {
        let value = shown(value);
        if value.is_empty() {
            return;
        }
        self.met += 1;
        let finding = Finding { what, value };
        if self.list.len() < MOST && !self.list.contains(&finding) {
            self.list.push(finding);
        }
    }

    /// Notes something that is there even if its value is empty or unreadable.
    pub(crate) fn add_or(&mut self, what: What, value: &str, name: &str) {
        let met = self.met;
        self.add(what, value);
        if self.met == met {
            self.add(what, name);
        }
    }

    /// Notes how many there are, if there are any.
    pub(crate) fn count(&mut self, what: What, count: usize) {
        if count > 0 {
            self.add(what, &count.to_string());
        }
    }

    /// Reads something with `read`, and notes its name if that found nothing: what is removed is
    /// always shown.
    pub(crate) fn named(&mut self, name: &str, read: impl FnOnce(&mut Self)) {
        let met = self.met;
        read(self);
        if self.met == met {
            self.add(What::Other, name);
        }
    }

    /// Tries something, and forgets what it found if it came to nothing: what stays as it is must not
    /// be told among what goes.
    pub(crate) fn tried<T>(&mut self, attempt: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut own = Self::default();
        let done = attempt(&mut own)?;
        for finding in own.list {
            self.add(finding.what, &finding.value);
        }
        Some(done)
    }

    /// Says that what is being read is known and says nothing.
    pub(crate) fn passed(&mut self) {
        self.met += 1;
    }

    /// Returns the list.
    pub(crate) fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

/// Makes a text harmless: one line, nothing that a terminal or a page would obey, bounded.
fn shown(value: &str) -> String {
    let visible = value.chars().take(8 * LONGEST).map(|c| match c {
        c if c.is_whitespace() || c.is_control() || is_invisible(c) => ' ',
        c => c,
    });
    let visible: String = visible.collect();
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let mut short: String = line.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn add_makes_values_harmless_and_short() {
        let mut found = Findings::default();
        found.add(What::Comment, "a\u{1b}[31m\u{202e}b\n c\0");
        found.add(What::Comment, &"x".repeat(10_000));
        found.add(What::Comment, " \0 ");
        let list = found.into_list();
        assert_eq!(list[0].value, "a [31m b c");
        assert_eq!(list[1].value.chars().count(), LONGEST);
        assert_eq!(list.len(), 2);
    }

    #[test]
    fn add_keeps_each_once_and_no_more_than_fit() {
        let mut found = Findings::default();
        for number in 0..1_000 {
            found.add(What::Other, &(number / 2).to_string());
        }
        assert_eq!(found.into_list().len(), MOST);
    }

    #[test]
    fn named_is_never_silent() {
        let mut found = Findings::default();
        found.named("Exif", |_| {});
        found.named("XMP", |found| found.add(What::Author, "Jan"));
        let list = found.into_list();
        assert_eq!(
            (list[0].what, list[0].value.as_str()),
            (What::Other, "Exif")
        );
        assert_eq!(list.len(), 2);
    }
}
