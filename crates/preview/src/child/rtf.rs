//! Rich text (RTF): its words and line ends. Pictures, objects and styles are skipped.
//!
//! Source: Microsoft, Rich Text Format Specification 1.9.1.

use std::io::Write;

use super::field;
use super::output::Output;
use super::text::{Gathered, windows};
use crate::Warning;

/// Shows the words.
pub(crate) fn show<W: Write>(file: &[u8], output: &mut Output<W>) {
    let mut reader = Reader::new(file);
    while reader.at < file.len() && !reader.text.is_full() {
        reader.step();
    }
    if reader.depth() > 0 && !reader.text.is_full() {
        output.warn(Warning::Damaged);
    }
    for warning in reader.warnings {
        output.warn(warning);
    }
    output.text(reader.text.as_str());
}

/// What a group says about what stands in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Shown,
    Skipped,
    /// The instruction of a field.
    Field,
}

struct Reader<'a> {
    file: &'a [u8],
    at: usize,
    groups: Vec<Group>,
    now: Group,
    text: Gathered,
    field: String,
    warnings: Vec<Warning>,
    /// How many characters that stand for a Unicode character are still to be skipped.
    skip: usize,
}

#[derive(Clone, Copy)]
struct Group {
    place: Place,
    /// How many characters follow each Unicode character for readers that know none.
    unicode_skip: usize,
}

impl<'a> Reader<'a> {
    fn new(file: &'a [u8]) -> Self {
        Self {
            file,
            at: 0,
            groups: Vec::new(),
            now: Group {
                place: Place::Shown,
                unicode_skip: 1,
            },
            text: Gathered::default(),
            field: String::new(),
            warnings: Vec::new(),
            skip: 0,
        }
    }

    fn depth(&self) -> usize {
        self.groups.len()
    }

    fn step(&mut self) {
        let byte = self.file[self.at];
        self.at += 1;
        match byte {
            b'{' => self.groups.push(self.now),
            b'}' => self.close(),
            b'\\' => self.control(),
            b'\r' | b'\n' | 0 => {}
            byte => self.letter(windows(byte)),
        }
    }

    fn close(&mut self) {
        let outer = self.groups.pop().unwrap_or(self.now);
        if self.now.place == Place::Field && outer.place != Place::Field {
            let warning = field::judge(&self.field, &mut self.text);
            self.field.clear();
            self.warn(warning);
        }
        self.now = outer;
        self.skip = 0;
    }

    fn warn(&mut self, warning: Option<Warning>) {
        self.warnings.extend(warning);
        self.warnings.sort_unstable();
        self.warnings.dedup();
    }

    fn letter(&mut self, c: char) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match self.now.place {
            Place::Shown => self.text.push(c.encode_utf8(&mut [0; 4])),
            Place::Field if self.field.len() < 4096 => self.field.push(c),
            Place::Field | Place::Skipped => {}
        }
    }

    /// What stands behind a backslash: a word with or without a number, or one sign.
    fn control(&mut self) {
        let rest = &self.file[self.at..];
        let len = rest.iter().position(|byte| !byte.is_ascii_alphabetic());
        let (word, rest) = rest.split_at(len.unwrap_or(rest.len()));
        if word.is_empty() {
            return self.sign();
        }
        let negative = rest.first() == Some(&b'-');
        let digits = &rest[usize::from(negative)..];
        let len = digits.iter().position(|byte| !byte.is_ascii_digit());
        let digits = &digits[..len.unwrap_or(digits.len())];
        let number = std::str::from_utf8(digits)
            .ok()
            .and_then(|digits| digits.parse::<i64>().ok());
        let number = number.map(|number| if negative { -number } else { number });
        self.at += word.len();
        if !digits.is_empty() {
            self.at += usize::from(negative) + digits.len();
        }
        self.at += usize::from(self.file.get(self.at) == Some(&b' '));
        self.word(word, number);
    }

    fn sign(&mut self) {
        let Some(sign) = self.file.get(self.at).copied() else {
            return;
        };
        self.at += 1;
        match sign {
            b'\'' => {
                let digits = self.file.get(self.at..self.at + 2).unwrap_or_default();
                self.at += digits.len();
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                if let Ok(byte) = u8::from_str_radix(digits, 16) {
                    self.letter(windows(byte));
                }
            }
            // The group is for those who know its word; those that matter are known below.
            b'*' => self.now.place = Place::Skipped,
            b'~' => self.letter(' '),
            b'_' => self.letter('-'),
            b'\r' | b'\n' => self.letter('\n'),
            b'\\' | b'{' | b'}' => self.letter(char::from(sign)),
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i64>) {
        match word {
            b"par" | b"line" | b"row" | b"sect" | b"page" => self.letter('\n'),
            b"tab" | b"cell" | b"nestcell" => self.letter('\t'),
            b"emdash" => self.letter('—'),
            b"endash" => self.letter('–'),
            b"lquote" => self.letter('‘'),
            b"rquote" => self.letter('’'),
            b"ldblquote" => self.letter('“'),
            b"rdblquote" => self.letter('”'),
            b"bullet" => self.letter('•'),
            b"uc" => {
                self.now.unicode_skip = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1)
            }
            b"u" => self.unicode(number.unwrap_or(0)),
            b"bin" => {
                let len = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                self.at = self.at.saturating_add(len).min(self.file.len());
            }
            _ => self.destination(word),
        }
    }

    /// Numbers above 32,767 are written as negative ones.
    fn unicode(&mut self, number: i64) {
        let number = if number < 0 {
            number + 0x1_0000
        } else {
            number
        };
        let c = u32::try_from(number).ok().and_then(char::from_u32);
        self.skip = 0;
        self.letter(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        self.skip = self.now.unicode_skip;
    }

    /// Words that say what their group is.
    fn destination(&mut self, word: &[u8]) {
        let warning = match word {
            b"object" | b"objdata" | b"objemb" | b"objocx" => Some(Warning::Embedded),
            b"objlink" | b"objautlink" | b"template" => Some(Warning::External),
            b"objupdate" => Some(Warning::Automatic),
            b"pict" => Some(Warning::Pictures),
            b"v" => Some(Warning::Hidden),
            _ => None,
        };
        self.warn(warning);
        match word {
            b"fldinst" => self.now.place = Place::Field,
            b"fonttbl"
            | b"colortbl"
            | b"stylesheet"
            | b"info"
            | b"pict"
            | b"objdata"
            | b"objclass"
            | b"objname"
            | b"themedata"
            | b"colorschememapping"
            | b"datastore"
            | b"latentstyles"
            | b"listtable"
            | b"listoverridetable"
            | b"rsidtbl"
            | b"generator"
            | b"xmlnstbl"
            | b"filetbl"
            | b"revtbl"
            | b"template"
            | b"pntext" => self.now.place = Place::Skipped,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::read;
    use crate::{Kind, Page};

    fn shown(file: &[u8]) -> (String, Vec<Warning>) {
        let mut answer = Vec::new();
        let mut output = Output::begin(&mut answer, Kind::Rtf);
        show(file, &mut output);
        output.end().unwrap();
        let preview = read(answer.as_slice(), 0).unwrap().preview.unwrap();
        let text = preview.pages().iter().map(|page| match page {
            Page::Text(text) => text.to_string(),
            Page::Picture(_) => String::new(),
        });
        (text.collect(), preview.warnings().to_vec())
    }

    #[test]
    fn show_returns_words_in_any_writing() {
        let file = br"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator X;}\pard caf\'e9 \u8364?5\par
tweede {\b vette} regel\tab x\{y\}\~z}";
        let (text, warnings) = shown(file);
        assert_eq!(text, "café €5\ntweede vette regel\tx{y} z");
        assert!(warnings.is_empty());
    }

    #[test]
    fn show_names_objects_links_and_damage() {
        let (text, warnings) = shown(
            br#"{\rtf1{\object\objemb\objupdate{\*\objdata 0105}}{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt hier}}{\*\template http://x}"#,
        );
        assert_eq!(text, "[link: https://example.org] hier");
        let expected = [
            Warning::Automatic,
            Warning::Links,
            Warning::External,
            Warning::Embedded,
            Warning::Damaged,
        ];
        assert_eq!(warnings, expected);
    }

    #[test]
    fn show_bears_depth_and_lengths_that_lie() {
        shown(&[br"{\rtf1".as_slice(), &b"{".repeat(1 << 20)].concat());
        let (text, _) = shown(br"{\rtf1 a\bin99999999999 b}");
        assert_eq!(text, "a");
        shown(br"{\rtf1\u-99999999999999999999\'z");
    }
}
