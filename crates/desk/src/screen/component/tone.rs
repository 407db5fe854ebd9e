//! Notes and badges. The sign and the word say what kind it is; colour only helps.

use maud::{Markup, html};

/// What something means for whoever reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Good to know.
    Info,
    /// It went well.
    Good,
    /// Look at this.
    Warn,
    /// It went wrong, or is overdue.
    Bad,
}

impl Tone {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Info => "i",
            Self::Good => "✓",
            Self::Warn => "!",
            Self::Bad => "×",
        }
    }
}

/// A note that stands out.
pub(crate) fn note(tone: Tone, body: Markup) -> Markup {
    html! {
        div .note .(tone.class()) {
            span .sign aria-hidden="true" { (tone.sign()) }
            div { (body) }
        }
    }
}

/// A few words in a frame, with the sign of their tone.
pub(crate) fn badge(tone: Tone, text: &str) -> Markup {
    html! {
        span .badge .(tone.class()) {
            span .sign aria-hidden="true" { (tone.sign()) }
            (text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn badge_says_its_tone_without_colour() {
        let signs: Vec<&str> = [Tone::Info, Tone::Good, Tone::Warn, Tone::Bad]
            .map(Tone::sign)
            .to_vec();
        for tone in [Tone::Info, Tone::Good, Tone::Warn, Tone::Bad] {
            let drawn = badge(tone, "x <y>").into_string();
            assert!(drawn.contains(tone.sign()) && drawn.contains("x &lt;y&gt;"));
            assert_eq!(signs.iter().filter(|sign| **sign == tone.sign()).count(), 1);
        }
    }
}
