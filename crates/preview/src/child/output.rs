//! The child's answer as it is written: the same bounds as the parent's.

use std::io::{self, Write};

use crate::answer::{END, KIND, MAGIC, PICTURE, TEXT, WARNING};
use crate::limit::{PAGES_MAX, SIDE_MAX, TEXT_MAX_LEN};
use crate::{Kind, Warning};

/// Writes an answer. After the first error nothing more is written: [`Output::end`] returns it.
pub(crate) struct Output<W> {
    to: W,
    pages: usize,
    warned: Vec<Warning>,
    fault: Option<io::Error>,
}

/// Pixels to be written: 8 bits each of red, green and blue.
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rgb: Vec<u8>,
}

impl<W: Write> Output<W> {
    pub(crate) fn begin(to: W, kind: Kind) -> Self {
        let mut output = Self {
            to,
            pages: 0,
            warned: Vec::new(),
            fault: None,
        };
        output.write(&[&MAGIC, &[KIND, kind.byte()]]);
        output
    }

    /// Writes a warning, each once.
    pub(crate) fn warn(&mut self, warning: Warning) {
        if !self.warned.contains(&warning) {
            self.warned.push(warning);
            self.write(&[&[WARNING, warning.byte()]]);
        }
    }

    /// Says whether nothing more would be shown. A page after that only leads to a warning.
    pub(crate) fn is_full(&self) -> bool {
        self.pages == PAGES_MAX || self.fault.is_some()
    }

    /// Writes a page of pixels; what has none, or too many, is damage.
    pub(crate) fn picture(&mut self, pixels: &Pixels) {
        let sides = 1..=SIDE_MAX;
        let (width, height) = (pixels.width, pixels.height);
        let fits = sides.contains(&width)
            && sides.contains(&height)
            && pixels.rgb.len() == width as usize * height as usize * 3;
        if !fits {
            return self.warn(Warning::Damaged);
        }
        if self.takes_page() {
            self.write(&[
                &[PICTURE],
                &width.to_le_bytes(),
                &height.to_le_bytes(),
                &pixels.rgb,
            ]);
        }
    }

    /// Writes text as one page, or as several if it is long: cut where a line ends if that is near.
    pub(crate) fn text(&mut self, text: &str) {
        let mut rest = text.trim_end();
        while !rest.is_empty() {
            if !self.takes_page() {
                return;
            }
            let (page, next) = rest.split_at(page_end(rest));
            let len = u32::try_from(page.len()).unwrap_or(0);
            self.write(&[&[TEXT], &len.to_le_bytes(), page.as_bytes()]);
            rest = next.trim_start_matches('\n');
        }
    }

    /// Counts one page more; says that something is left out if there is no room.
    fn takes_page(&mut self) -> bool {
        if self.is_full() {
            self.warn(Warning::Truncated);
            return false;
        }
        self.pages += 1;
        true
    }

    /// Writes the end.
    ///
    /// # Errors
    ///
    /// The first error of all that was written.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.write(&[&[END]]);
        match self.fault {
            Some(fault) => Err(fault),
            None => self.to.flush(),
        }
    }

    fn write(&mut self, parts: &[&[u8]]) {
        for part in parts {
            if self.fault.is_none() {
                self.fault = self.to.write_all(part).err();
            }
        }
    }
}

/// Where the first page of a text ends.
fn page_end(text: &str) -> usize {
    if text.len() <= TEXT_MAX_LEN {
        return text.len();
    }
    let most = text.floor_char_boundary(TEXT_MAX_LEN);
    let line = text[..most].rfind('\n').unwrap_or(0);
    if line > most / 2 { line } else { most }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::read;
    use crate::{Page, Preview};

    fn written(write: impl FnOnce(&mut Output<&mut Vec<u8>>)) -> Preview {
        let mut answer = Vec::new();
        let mut output = Output::begin(&mut answer, Kind::Text);
        write(&mut output);
        output.end().unwrap();
        let received = read(answer.as_slice(), 0).unwrap();
        assert!(received.whole);
        received.preview.unwrap()
    }

    #[test]
    fn text_is_cut_into_pages_at_lines_and_loses_nothing() {
        let line = "één regel\n";
        let text = line.repeat(TEXT_MAX_LEN / 4);
        let preview = written(|output| output.text(&text));
        assert_eq!(preview.pages().len(), 4);
        let pages: Vec<&str> = preview.pages().iter().map(of_page).collect();
        assert_eq!(pages.join("\n"), text.trim_end());
        assert!(preview.warnings().is_empty());
    }

    fn of_page(page: &Page) -> &str {
        match page {
            Page::Text(text) => text,
            Page::Picture(_) => panic!("pixels"),
        }
    }

    #[test]
    fn text_without_lines_is_cut_between_characters() {
        let text = "é".repeat(TEXT_MAX_LEN);
        let preview = written(|output| output.text(&text));
        let pages: String = preview.pages().iter().map(of_page).collect();
        assert!(pages == text);
    }

    #[test]
    fn pages_beyond_the_last_lead_to_a_warning() {
        let preview = written(|output| {
            for _ in 0..PAGES_MAX + 3 {
                output.text("page");
            }
        });
        assert_eq!(preview.pages().len(), PAGES_MAX);
        assert_eq!(preview.warnings(), [Warning::Truncated]);
    }

    #[test]
    fn picture_refuses_sides_and_lengths_that_do_not_fit() {
        for (width, height, len) in [(0, 1, 0), (SIDE_MAX + 1, 1, 4803), (2, 2, 11)] {
            let rgb = vec![0; len];
            let preview = written(|output| output.picture(&Pixels { width, height, rgb }));
            assert!(preview.pages().is_empty());
            assert_eq!(preview.warnings(), [Warning::Damaged]);
        }
    }
}
