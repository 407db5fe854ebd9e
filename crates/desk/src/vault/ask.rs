//! Who answers what a hardware token asks through its plugin.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use age::secrecy::SecretString;
use zeroize::Zeroizing;

/// Most characters of what a plugin says.
const MAX_SAID_CHARS: usize = 300;

/// Who is asked while a plugin works: whoever sits at the terminal, or a form that they filled in. What
/// comes from the plugin is one line without control characters.
pub trait Ask: Send + Sync {
    /// Shows what the plugin says: that the token is to be touched.
    fn show(&self, message: &str);
    /// Asks to choose; `None` if nobody can.
    fn confirm(&self, message: &str, yes: &str, no: Option<&str>) -> Option<bool>;
    /// Asks something that may be seen; `None` if nobody answers.
    fn answer(&self, question: &str) -> Option<String>;
    /// Asks a PIN; `None` if nobody answers.
    fn secret(&self, question: &str) -> Option<Zeroizing<String>>;
}

/// Nobody: what needs an answer fails.
struct Nobody;

impl Ask for Nobody {
    fn show(&self, _message: &str) {}

    fn confirm(&self, _message: &str, _yes: &str, _no: Option<&str>) -> Option<bool> {
        None
    }

    fn answer(&self, _question: &str) -> Option<String> {
        None
    }

    fn secret(&self, _question: &str) -> Option<Zeroizing<String>> {
        None
    }
}

/// Hands questions of plugins to whoever is there, and notes that one stayed without an answer.
#[derive(Clone)]
pub struct Asker {
    ask: Arc<dyn Ask>,
    is_unanswered: Arc<AtomicBool>,
    patience: Option<Duration>,
}

impl fmt::Debug for Asker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asker").finish_non_exhaustive()
    }
}

impl Asker {
    /// Asks somebody.
    #[must_use]
    pub fn new(ask: Arc<dyn Ask>) -> Self {
        Self {
            ask,
            is_unanswered: Arc::default(),
            patience: None,
        }
    }

    /// Waits no longer than this for a plugin, whatever it waits for itself. Without it, as long as the plugin does:
    /// whoever sits at a terminal breaks it off.
    #[must_use]
    pub fn within(self, patience: Duration) -> Self {
        Self {
            patience: Some(patience),
            ..self
        }
    }

    pub(super) const fn patience(&self) -> Option<Duration> {
        self.patience
    }

    /// Asks nobody: a token that needs only a touch opens, one that asks a PIN does not.
    #[must_use]
    pub fn nobody() -> Self {
        Self::new(Arc::new(Nobody))
    }

    /// Begins with one token: nothing was asked yet.
    pub(super) fn begin(&self) {
        self.is_unanswered.store(false, Ordering::Relaxed);
    }

    /// Says whether something that was asked since stayed without an answer.
    pub(super) fn is_unanswered(&self) -> bool {
        self.is_unanswered.load(Ordering::Relaxed)
    }

    fn heed<T>(&self, answer: Option<T>) -> Option<T> {
        if answer.is_none() {
            self.is_unanswered.store(true, Ordering::Relaxed);
        }
        answer
    }
}

impl age::Callbacks for Asker {
    fn display_message(&self, message: &str) {
        self.ask.show(&one_line(message));
    }

    fn confirm(&self, message: &str, yes: &str, no: Option<&str>) -> Option<bool> {
        let no = no.map(one_line);
        let chosen = self
            .ask
            .confirm(&one_line(message), &one_line(yes), no.as_deref());
        // Whoever says no has given up on this token.
        self.heed(chosen.filter(|yes| *yes));
        chosen
    }

    fn request_public_string(&self, description: &str) -> Option<String> {
        self.heed(self.ask.answer(&one_line(description)))
    }

    fn request_passphrase(&self, description: &str) -> Option<SecretString> {
        let secret = self.heed(self.ask.secret(&one_line(description)))?;
        Some(SecretString::from(secret.as_str()))
    }
}

/// Makes one line of what a plugin says, and not too long a one.
pub(super) fn one_line(text: &str) -> String {
    // Fluent, through which some messages come, marks where values begin and end.
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let chars = text.trim().chars().filter(|c| !turns(c));
    chars.take(MAX_SAID_CHARS).map(plain).collect()
}
