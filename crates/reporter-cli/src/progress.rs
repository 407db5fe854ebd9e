//! Progress bars, on standard error, where a person can see them.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::plain::plain_line;
use crate::text::Texts;

/// A bar; nothing is drawn where standard error is no terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// Makes a bar that counts requests.
    pub(crate) fn requests(texts: &Texts, label: &str) -> Self {
        Self::new(texts, label, "{msg} {bar:30} {pos}/{len}", 1)
    }

    /// Makes a bar that counts `len` bytes.
    pub(crate) fn bytes(texts: &Texts, label: &str, len: u64) -> Self {
        let template = "{msg} {bar:30} {binary_bytes}/{binary_total_bytes} {eta}";
        Self::new(texts, label, template, len)
    }

    fn new(texts: &Texts, label: &str, template: &str, len: u64) -> Self {
        let bar = ProgressBar::new(len).with_message(texts.say(label));
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(500));
        Self(bar)
    }

    /// Moves to `position` of `len`.
    pub(crate) fn set(&self, position: u64, len: u64) {
        self.0.set_length(len);
        self.0.set_position(position);
    }

    /// Moves on by `count`.
    pub(crate) fn advance(&self, count: u64) {
        self.0.inc(count);
    }

    /// Tells something above the bar.
    pub(crate) fn say(&self, text: &str) {
        let text = plain_line(text);
        self.0.suspend(|| {
            // A bar without a terminal stays silent, this does not.
            let _ = console::Term::stderr().write_line(&text);
        });
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
