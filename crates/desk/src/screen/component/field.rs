//! Fields with a label above, a hint and the error beside them (R184), and the summary of errors.

use maud::{Markup, html};

use crate::text::{Texts, Value};

/// What is wrong with a form, field by field.
#[derive(Debug, Default)]
pub(crate) struct Errors(Vec<(String, String)>);

impl Errors {
    /// Adds an error of a field, by the field's id.
    pub(crate) fn add(&mut self, id: &str, text: impl Into<String>) {
        self.0.push((id.to_owned(), text.into()));
    }

    /// Says whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says whether something is wrong with a field.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.of(id).is_some()
    }

    /// The same under another id: where two forms of one page have a field alike.
    pub(crate) fn renamed(mut self, from: &str, to: &str) -> Self {
        for (id, _) in self.0.iter_mut().filter(|(id, _)| id == from) {
            to.clone_into(id);
        }
        self
    }

    fn of(&self, id: &str) -> Option<&str> {
        let found = self.0.iter().find(|(of, _)| of == id);
        found.map(|(_, text)| text.as_str())
    }

    /// The summary above the form. It takes the focus, and each line leads to its field.
    pub(crate) fn summary(&self, texts: &Texts) -> Markup {
        let count = Value::from(self.0.len());
        html! {
            div #summary .summary tabindex="-1" autofocus role="group" aria-labelledby="summary-title" {
                h2 #summary-title { (texts.with("ui-errors", &[("count", count)])) }
                ul {
                    @for (id, text) in &self.0 {
                        li { a href=(format!("#{id}")) { (text) } }
                    }
                }
            }
        }
    }
}

/// A field for one line.
#[derive(Debug, Default)]
pub(crate) struct Field<'a> {
    /// Id and name.
    pub(crate) id: &'a str,
    pub(crate) label: &'a str,
    pub(crate) hint: Option<&'a str>,
    pub(crate) value: &'a str,
    /// HTML's type; empty for text.
    pub(crate) kind: &'a str,
    /// HTML's word for what is filled in; empty for nothing.
    pub(crate) autocomplete: &'a str,
    pub(crate) required: bool,
    /// Whether it takes the focus: where there is nothing else to do on a page.
    pub(crate) focus: bool,
}

/// Draws a field for one line.
pub(crate) fn field(field: &Field<'_>, errors: &Errors) -> Markup {
    let kind = if field.kind.is_empty() {
        "text"
    } else {
        field.kind
    };
    let autocomplete = if field.autocomplete.is_empty() {
        "off"
    } else {
        field.autocomplete
    };
    let error = errors.of(field.id);
    html! {
        div .field .wrong[error.is_some()] {
            label for=(field.id) { (field.label) }
            (beside(field.id, field.hint, error))
            input id=(field.id) name=(field.id) type=(kind) value=(field.value) autocomplete=(autocomplete)
                spellcheck="false" autocapitalize="none" required[field.required]
                autofocus[field.focus] aria-invalid=[error.map(|_| "true")] aria-describedby=[described(field.id, field.hint, error)];
        }
    }
}

/// Draws a field for text of many lines; `field.kind` and `autocomplete` have no meaning here.
pub(crate) fn textarea(field: &Field<'_>, rows: u32, errors: &Errors) -> Markup {
    let error = errors.of(field.id);
    html! {
        div .field .wrong[error.is_some()] {
            label for=(field.id) { (field.label) }
            (beside(field.id, field.hint, error))
            textarea id=(field.id) name=(field.id) rows=(rows) spellcheck="false" autocomplete="off"
                required[field.required] aria-invalid=[error.map(|_| "true")]
                // HTML drops one line end after the tag.
                aria-describedby=[described(field.id, field.hint, error)] { "\n" (field.value) }
        }
    }
}

/// One thing that can be chosen.
#[derive(Debug, Clone)]
pub(crate) struct Option_ {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
}

impl Option_ {
    /// Makes an option without a hint.
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }
}

/// A question with several answers.
#[derive(Debug)]
pub(crate) struct Choice<'a> {
    /// Name; the first answer has it as its id.
    pub(crate) id: &'a str,
    pub(crate) label: &'a str,
    pub(crate) hint: Option<&'a str>,
    pub(crate) options: &'a [Option_],
    /// The values that are chosen.
    pub(crate) chosen: &'a [&'a str],
    /// Whether several may be chosen.
    pub(crate) many: bool,
}

/// Draws a question as radio buttons or boxes.
pub(crate) fn choice(choice: &Choice<'_>, errors: &Errors) -> Markup {
    let error = errors.of(choice.id);
    let kind = if choice.many { "checkbox" } else { "radio" };
    html! {
        fieldset .field .wrong[error.is_some()] aria-describedby=[described(choice.id, choice.hint, error)] {
            legend { (choice.label) }
            (beside(choice.id, choice.hint, error))
            @for (number, option) in choice.options.iter().enumerate() {
                @let id = option_id(choice.id, number);
                div .option {
                    input id=(id) type=(kind) name=(choice.id) value=(option.value)
                        checked[choice.chosen.contains(&option.value.as_str())]
                        aria-describedby=[option.hint.as_ref().map(|_| format!("{id}-hint"))];
                    label for=(id) { (option.label) }
                    @if let Some(hint) = &option.hint { p .hint id=(format!("{id}-hint")) { (hint) } }
                }
            }
        }
    }
}

/// Draws a list that opens, for many short answers of which one is chosen.
pub(crate) fn select(choice: &Choice<'_>, errors: &Errors) -> Markup {
    let error = errors.of(choice.id);
    html! {
        div .field .wrong[error.is_some()] {
            label for=(choice.id) { (choice.label) }
            (beside(choice.id, choice.hint, error))
            select id=(choice.id) name=(choice.id) aria-invalid=[error.map(|_| "true")]
                aria-describedby=[described(choice.id, choice.hint, error)] {
                @for option in choice.options {
                    option value=(option.value) selected[choice.chosen.contains(&option.value.as_str())] {
                        (option.label)
                    }
                }
            }
        }
    }
}

/// Draws one box that says yes.
pub(crate) fn checkbox(id: &str, label: &str, checked: bool, errors: &Errors) -> Markup {
    let error = errors.of(id);
    html! {
        div .field .wrong[error.is_some()] {
            (beside(id, None, error))
            div .option {
                input id=(id) type="checkbox" name=(id) value="yes" checked[checked]
                    aria-invalid=[error.map(|_| "true")] aria-describedby=[described(id, None, error)];
                label for=(id) { (label) }
            }
        }
    }
}

/// The first answer has the question's id: the summary of errors leads there.
fn option_id(id: &str, number: usize) -> String {
    match number {
        0 => id.to_owned(),
        _ => format!("{id}-{number}"),
    }
}

fn beside(id: &str, hint: Option<&str>, error: Option<&str>) -> Markup {
    html! {
        @if let Some(hint) = hint { p .hint id=(format!("{id}-hint")) { (hint) } }
        @if let Some(error) = error { p .error id=(format!("{id}-error")) { (error) } }
    }
}

fn described(id: &str, hint: Option<&str>, error: Option<&str>) -> Option<String> {
    let hint = hint.map(|_| format!("{id}-hint"));
    let error = error.map(|_| format!("{id}-error"));
    let both: Vec<String> = hint.into_iter().chain(error).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn field_names_its_error_and_the_summary_leads_to_it() {
        let mut errors = Errors::default();
        errors.add("file", "Name a file.");
        let drawn = field(
            &Field {
                id: "file",
                label: "File",
                hint: Some("Of the courier"),
                ..Field::default()
            },
            &errors,
        )
        .into_string();
        assert!(
            drawn.contains("aria-describedby=\"file-hint file-error\""),
            "{drawn}"
        );
        assert!(drawn.contains("aria-invalid=\"true\""));
        assert!(drawn.contains("<p class=\"error\" id=\"file-error\">Name a file.</p>"));
        let summary = errors.summary(&Texts::new(Lang::English)).into_string();
        assert!(summary.contains("href=\"#file\"") && summary.contains("autofocus"));
    }

    #[test]
    fn textarea_keeps_a_first_empty_line() {
        let text = Field {
            id: "note",
            value: "\n</textarea>",
            ..Field::default()
        };
        let drawn = textarea(&text, 3, &Errors::default()).into_string();
        assert!(
            drawn.contains(">\n\n&lt;/textarea&gt;</textarea>"),
            "{drawn}"
        );
    }
}
