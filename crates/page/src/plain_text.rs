//! A filled template as plain text, for whoever prints it elsewhere or has it read aloud (R018).
//!
//! In scope: our own templates, whose tags are few and well formed. Out of scope: any other HTML; what
//! is not known is left out, never an error.

use crate::html::unescape;

/// Longest line, in characters: fits on paper in any typewriter letter.
const WIDTH: usize = 72;
/// What stands before a choice to be ticked; further lines of it are indented as far.
const BOX: &str = "[ ] ";
/// Lines to write on, by the class of the place in the template; the first that fits counts.
const RULED: [(&str, usize); 3] = [("lines-long", 14), ("lines-short", 2), ("lines", 5)];

/// Writes what stands in the `main` of a page, but for what is not printed.
pub(crate) fn plain_text(html: &str) -> String {
    let mut text = Text::default();
    let mut rest = inside_of_main(html);
    while let Some((before, tagged)) = rest.split_once('<') {
        text.say(before);
        let (tag, after) = tagged.split_once('>').unwrap_or((tagged, ""));
        rest = if tag.contains("no-print") {
            skipped(after, name_of(tag))
        } else {
            text.meet(tag);
            after
        };
    }
    text.say(rest);
    text.end_line();
    text.written
}

fn inside_of_main(html: &str) -> &str {
    let inside = html.split_once("<main").map_or(html, |(_, inside)| inside);
    let inside = inside.split_once('>').map_or("", |(_, inside)| inside);
    inside
        .split_once("</main>")
        .map_or(inside, |(inside, _)| inside)
}

/// Returns the name of a tag; an end tag's begins with `/`.
fn name_of(tag: &str) -> &str {
    tag.split_ascii_whitespace().next().unwrap_or("")
}

/// Returns what follows the end of an element.
fn skipped<'t>(inside: &'t str, name: &str) -> &'t str {
    let end = format!("</{name}>");
    inside.split_once(&end).map_or("", |(_, after)| after)
}

/// Text as it is written, line by line.
#[derive(Default)]
struct Text {
    written: String,
    /// The line that is not ended yet.
    line: String,
    /// What stands before it.
    lead: &'static str,
}

impl Text {
    fn say(&mut self, escaped: &str) {
        self.line.push_str(&unescape(escaped));
    }

    fn meet(&mut self, tag: &str) {
        match name_of(tag) {
            "p" | "h1" | "h2" | "h3" | "ul" => self.begin_block(),
            "li" => {
                self.end_line();
                self.lead = BOX;
            }
            "div" => {
                let fits = |(class, _): &&(&str, usize)| tag.contains(class);
                let count = RULED.iter().find(fits).map_or(0, |(_, count)| *count);
                self.rule(count);
            }
            "/h1" => self.underline(),
            "br" | "/p" | "/h2" | "/h3" | "/li" => self.end_line(),
            _ => {}
        }
    }

    /// Ends the line and leaves one empty.
    fn begin_block(&mut self) {
        self.end_line();
        if !self.written.is_empty() {
            self.written.push('\n');
        }
    }

    /// Writes the line, as many as it takes; one without words is none.
    fn end_line(&mut self) {
        let lead = std::mem::take(&mut self.lead);
        let indent = " ".repeat(lead.len());
        for (index, line) in wrapped(&self.line, WIDTH - lead.len()).iter().enumerate() {
            let before = if index == 0 { lead } else { &indent };
            self.written.push_str(&format!("{before}{line}\n"));
        }
        self.line.clear();
    }

    /// Ends the line of a title.
    fn underline(&mut self) {
        self.end_line();
        let title = self.written.lines().last().unwrap_or_default();
        let rule = "=".repeat(title.chars().count());
        self.written.push_str(&format!("{rule}\n"));
    }

    /// Writes lines to write on.
    fn rule(&mut self, count: usize) {
        self.end_line();
        for _ in 0..count {
            self.written.push_str(&format!("\n{}\n", "_".repeat(WIDTH)));
        }
    }
}

/// Breaks a text into lines of at most `width` characters; a longer word has a line to itself.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_writes_main_without_tags() {
        let html = "<html><body><p>frame</p><main id=\"main\" class=\"paper\">\n<h1>A\n title</h1>\n\
             <p class=\"no-print\">On screen <a href=\"x\">only</a></p><p>One <b>two</b>,&#32;three &amp; &lt;four&gt;.\
             <br>Five</p><h2>1. What?</h2><ul class=\"boxes\"><li>This</li><li>That</li></ul>\
             <div class=\"lines lines-short\"></div></main><p>frame</p></body></html>";
        let rule = "_".repeat(WIDTH);
        assert_eq!(
            plain_text(html),
            format!(
                "A title\n=======\n\nOne two, three & <four>.\nFive\n\n1. What?\n\n[ ] This\n[ ] That\n\
                 \n{rule}\n\n{rule}\n"
            )
        );
    }

    #[test]
    fn plain_text_breaks_long_lines_and_indents_choices() {
        let words = "woord ".repeat(30);
        let text = plain_text(&format!("<main><p>{words}<ul><li>{words}</main>"));
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(
            text.split_whitespace()
                .filter(|word| *word == "woord")
                .count(),
            60
        );
        assert!(text.contains("\n[ ] woord") && text.contains("\n    woord"));
    }

    #[test]
    fn plain_text_of_what_is_no_page_is_what_stands_there() {
        assert_eq!(plain_text(""), "");
        assert_eq!(plain_text("<main"), "");
        assert_eq!(plain_text("<main>a <unknown x"), "a\n");
    }
}
