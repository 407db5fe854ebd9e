//! What a person does: buttons, a last question before something that counts, waiting.

use maud::{Markup, html};

use crate::screen::frame::Frame;
use crate::text::Texts;

/// The button that does what the form is for.
pub(crate) fn button(text: &str) -> Markup {
    html! { button .button .primary type="submit" { (text) } }
}

/// The button of what cannot be undone.
pub(crate) fn danger_button(text: &str) -> Markup {
    html! { button .button .danger type="submit" { (text) } }
}

/// A link that looks like the button it stands beside.
pub(crate) fn link_button(path: &str, text: &str) -> Markup {
    html! { a .button href=(path) { (text) } }
}

/// The last question: what will happen, a button that does it, a way back. `hidden` are the fields
/// that were filled in before.
pub(crate) fn confirm(
    frame: &Frame<'_>,
    action: &str,
    what: &Markup,
    hidden: &[(&str, &str)],
    yes: &Markup,
    back: &str,
) -> Markup {
    frame.form(
        action,
        html! {
            (what)
            @for (name, value) in hidden {
                input type="hidden" name=(name) value=(value);
            }
            input type="hidden" name="confirmed" value="yes";
            div .actions {
                (yes)
                (link_button(back, &frame.texts.get("ui-no-back")))
            }
        },
    )
}

/// How far something is that takes long. The little JavaScript asks again by itself.
pub(crate) fn working(step: &str, texts: &Texts) -> Markup {
    html! {
        div .working data-job {
            progress aria-label=(texts.get("job-progress")) {}
            p role="status" { (step) }
        }
        p .hint { (texts.get("job-hint")) }
    }
}
