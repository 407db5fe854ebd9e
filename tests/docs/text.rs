//! What of a document is code: spans in backticks, and fenced blocks.

use std::path::PathBuf;

use crate::{files, root};

/// A document, and the code in it.
pub(crate) struct Document {
    /// Its path from the top of the repository.
    pub(crate) path: PathBuf,
    /// Spans in backticks.
    pub(crate) spans: Vec<String>,
    /// Lines of fenced blocks; one that ends in a backslash goes on.
    pub(crate) lines: Vec<String>,
}

impl Document {
    /// Takes a Markdown text apart.
    pub(crate) fn new(path: PathBuf, text: &str) -> Self {
        let mut document = Self {
            path,
            spans: Vec::new(),
            lines: Vec::new(),
        };
        let mut prose = String::new();
        let mut is_fenced = false;
        for line in text.replace("\\\n", " ").lines() {
            if line.trim_start().starts_with("```") {
                is_fenced = !is_fenced;
            } else if is_fenced {
                document.lines.push(line.to_owned());
            } else {
                prose.push_str(line);
                prose.push('\n');
            }
        }
        // A span may be broken over two lines.
        let spans = prose.split('`').skip(1).step_by(2);
        document.spans = spans
            .map(|span| span.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        document
    }

    /// Returns everything that is code.
    pub(crate) fn code(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().chain(&self.lines).map(String::as_str)
    }
}

/// Returns the README and every document below `docs/`.
pub(crate) fn documents() -> Vec<Document> {
    let mut paths = files("docs", "md");
    paths.push(root().join("README.md"));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        Document::new(path.strip_prefix(root()).unwrap().to_owned(), &text)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn document_is_taken_apart() {
    let text = "a `b c` d `e\nf`\n```\nmake x \\\n  y\n```\n`g`\n";
    let document = Document::new(PathBuf::from("x.md"), text);
    assert_eq!(document.spans, ["b c", "e f", "g"]);
    assert_eq!(document.lines, ["make x    y"]);
}
