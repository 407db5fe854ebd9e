//! A document as HTML: a whole file that needs nothing else, or a part for a screen.
//!
//! The file holds no script and fetches nothing; its policy says so. WCAG 2.2 AA: landmarks, one
//! `h1`, headings in order, captions, header cells with their scope, a text for each figure, what
//! scrolls sideways is reached by keyboard. Light, dark and paper.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use crate::chart;
use crate::document::{
    Block, Content, Document, Figure, Language, Level, List, Row, Run, Table, Text,
};
use crate::word::{Words, words};

const STYLE: &str = include_str!("html/style.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'";

/// Draws a document as one file.
#[must_use]
pub fn html(document: &Document) -> String {
    let meta = document.meta();
    let page = markup! {
        (DOCTYPE)
        html lang=(meta.language.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="author" content=(meta.author);
                @if !meta.subject.is_empty() {
                    meta name="description" content=(meta.subject);
                }
                meta name="dcterms.identifier" content=(meta.identifier);
                meta name="dcterms.date" content=(meta.date);
                title { (meta.title) " – " (meta.author) }
                style { (PreEscaped(STYLE)) (PreEscaped(margins(document))) }
            }
            body {
                header {
                    p.paper-of { (meta.author) " · " (meta.identifier) " · "
                        time datetime=(meta.date) { (meta.date) } }
                    @if !meta.label.is_empty() { p.paper-label { strong { (meta.label) } } }
                }
                main { (article(document, 0)) }
            }
        }
    };
    page.into_string()
}

/// Draws a document as an `article` for a screen, with classes and without styles. Headings are
/// `deeper` levels lower: 1 where the screen has an `h1` of its own. Pictures are `data:`
/// addresses.
#[must_use]
pub fn fragment(document: &Document, deeper: u8) -> String {
    article(document, deeper).into_string()
}

/// Writes what stands in the margins on paper. CSS strings know two characters that end them.
fn margins(document: &Document) -> String {
    let meta = document.meta();
    let said = words(meta.language);
    let label: String = meta.label.chars().filter(|it| !it.is_control()).collect();
    let mut quoted = String::new();
    for letter in label.chars() {
        match letter {
            // `<` too: a label must not end the style element.
            '"' | '\\' | '<' => quoted.push_str(&format!("\\{:x} ", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    format!(
        "@page{{@top-left{{content:\"{quoted}\"}}@bottom-right{{content:\"{} \" counter(page) \" {} \" \
         counter(pages)}}}}\n",
        said.page, said.of
    )
}

fn article(document: &Document, deeper: u8) -> Markup {
    let drawing = Drawing {
        words: words(document.meta().language),
        deeper,
    };
    markup! {
        article.paper lang=(document.meta().language.tag()) {
            (heading(1 + deeper, None, markup! { (document.meta().title) }))
            @if document.has_contents() { (drawing.contents(document)) }
            @for (index, block) in document.blocks().iter().enumerate() {
                (drawing.block(index, block))
            }
        }
    }
}

fn heading(level: u8, id: Option<usize>, text: Markup) -> Markup {
    let id = id.map(|index| format!("part-{index}"));
    markup! {
        @match level {
            1 => { h1 id=[id] { (text) } }
            2 => { h2 id=[id] { (text) } }
            3 => { h3 id=[id] { (text) } }
            4 => { h4 id=[id] { (text) } }
            5 => { h5 id=[id] { (text) } }
            _ => { h6 id=[id] { (text) } }
        }
    }
}

struct Drawing {
    words: Words,
    deeper: u8,
}

impl Drawing {
    fn contents(&self, document: &Document) -> Markup {
        markup! {
            nav.paper-contents aria-labelledby="contents" {
                p #contents { strong { (self.words.contents) } }
                ul {
                    @for (index, level, text) in document.headings() {
                        @if level < Level::Three {
                            li class=(format!("paper-level-{}", level.number())) {
                                a href=(format!("#part-{index}")) { (text.words()) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn block(&self, index: usize, block: &Block) -> Markup {
        match block {
            Block::Heading { level, text } => {
                let number = 1 + self.deeper + level.number();
                heading(number, Some(index), self.text(text))
            }
            Block::Paragraph(text) => markup! { p { (self.text(text)) } },
            Block::Callout(text) => markup! { p.paper-callout { (self.text(text)) } },
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(index, table),
            Block::Figure(figure) => self.figure(figure),
            Block::PageBreak => markup! { div.paper-break {} },
        }
    }

    fn text(&self, text: &Text) -> Markup {
        markup! {
            @for run in &text.0 {
                @match run {
                    Run::Plain(text) => (text),
                    Run::Strong(text) => strong { (text) },
                    Run::Foreign { language, text } => {
                        span lang=(language.tag()) { (text) }
                    },
                    Run::Redacted { ground } => (self.redacted(ground)),
                }
            }
        }
    }

    /// A box: its width is that of the class, whatever is in it and whatever was.
    fn redacted(&self, ground: &str) -> Markup {
        markup! {
            span.paper-redacted {
                span.paper-unseen { "[" (self.words.redacted) ": " }
                (ground)
                span.paper-unseen { "]" }
            }
        }
    }

    fn list(&self, list: &List) -> Markup {
        let items = markup! { @for item in &list.items { li { (self.text(item)) } } };
        markup! {
            @if list.ordered { ol { (items) } } @else { ul { (items) } }
        }
    }

    fn table(&self, index: usize, table: &Table) -> Markup {
        let id = format!("caption-{index}");
        let class = |column: usize| {
            let numeric = table.columns.get(column).is_some_and(|it| it.numeric);
            numeric.then_some("paper-number")
        };
        markup! {
            div.paper-scroll role="region" tabindex="0" aria-labelledby=(id) {
                table {
                    caption id=(id) { (table.caption) }
                    thead {
                        tr {
                            @for (column, it) in table.columns.iter().enumerate() {
                                th scope="col" class=[class(column)] { (it.head) }
                            }
                        }
                    }
                    tbody {
                        @for row in &table.rows { (self.row(table, row, class)) }
                    }
                }
            }
            @if !table.notes.is_empty() {
                ul.paper-notes { @for note in &table.notes { li { (self.text(note)) } } }
            }
        }
    }

    fn row(
        &self,
        table: &Table,
        row: &Row,
        class: impl Fn(usize) -> Option<&'static str>,
    ) -> Markup {
        markup! {
            tr.paper-total[row.total] {
                @for (column, cell) in row.cells.iter().enumerate() {
                    @if column == 0 && table.row_headers {
                        th scope="row" { (self.text(cell)) }
                    } @else {
                        td class=[class(column)] { (self.text(cell)) }
                    }
                }
            }
        }
    }

    fn figure(&self, figure: &Figure) -> Markup {
        markup! {
            figure {
                @match &figure.content {
                    Content::Chart(chart) => {
                        div.paper-scroll role="group" tabindex="0" aria-label=(figure.label()) {
                            (PreEscaped(chart::svg(chart)))
                        }
                    },
                    Content::Image(image) => {
                        img alt=(figure.alternative) width=(image.width())
                            height=(image.height())
                            src=(format!("data:image/png;base64,{}", STANDARD.encode(image.png())));
                    },
                }
                @if !figure.caption.is_empty() { figcaption { (figure.caption) } }
            }
        }
    }
}

impl Figure {
    /// Returns its caption, or what it says.
    fn label(&self) -> &str {
        match (&self.content, self.caption.is_empty()) {
            (_, false) => &self.caption,
            (Content::Chart(chart), true) => &chart.alternative,
            (Content::Image(_), true) => &self.alternative,
        }
    }
}

/// Returns the style of the file, for screens that show a [`fragment`].
#[must_use]
pub fn style() -> &'static str {
    STYLE
}

/// Returns the word that stands for a redaction where no box can be drawn, as in a CSV file.
#[must_use]
pub fn redacted_word(language: Language) -> &'static str {
    words(language).redacted
}

#[cfg(test)]
mod tests;
