//! A conversation: what came in, what goes out, and what never does.
//!
//! A message to the reporter and an internal note differ by place, frame, sign and a word in front
//! (R099); colour is not needed to tell them apart.

use maud::{Markup, html};

/// Whose words they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The reporter's.
    Reporter,
    /// The desk's, for the reporter to read.
    Desk,
    /// The desk's own: never sent.
    Internal,
    /// Something that happened, such as another status.
    Event,
}

impl Side {
    const fn class(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Desk => "desk",
            Self::Internal => "internal",
            Self::Event => "event",
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Reporter => "→",
            Self::Desk => "←",
            Self::Internal => "✎",
            Self::Event => "•",
        }
    }
}

/// One entry of a conversation.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    pub(crate) side: Side,
    /// What it is and when, such as "Message from the reporter, 3 November 2026".
    pub(crate) heading: &'a str,
    /// What is so about it, such as a badge that it still waits to be sent.
    pub(crate) beside: Option<Markup>,
    pub(crate) body: Markup,
}

/// Draws an entry; they stand in an `ol.talk`.
pub(crate) fn turn(turn: &Turn<'_>) -> Markup {
    html! {
        li .turn .(turn.side.class()) {
            h3 {
                span .sign aria-hidden="true" { (turn.side.sign()) }
                (turn.heading)
                @if let Some(beside) = &turn.beside { " " (beside) }
            }
            (turn.body)
        }
    }
}

/// Draws a text as somebody typed it. Whatever it says, it says it only within its own frame.
pub(crate) fn typed(text: &str) -> Markup {
    html! { div .typed dir="auto" { (text) } }
}
