//! What a hardware token asks, answered by the form that somebody sent: there is nobody else to ask while
//! a page is made. What it would show (that it is to be touched) stands on that page already.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use zeroize::Zeroizing;

use super::request::Request;
use crate::vault::{Ask, Asker};

/// How long a page waits for a plugin. Tokens that want a touch give up within a minute.
const PATIENCE: Duration = Duration::from_secs(90);
/// The field of a form with a PIN.
pub(super) const PIN: &str = "pin";

/// The PIN of a form, given once: a token that asks again was given a wrong one, and locks itself after
/// some.
struct Filled(Mutex<Option<Zeroizing<String>>>);

/// Makes what answers by the form of a request.
pub(super) fn asker(request: &Request) -> Asker {
    let pin = request.form().text(PIN);
    let pin = (!pin.is_empty()).then(|| Zeroizing::new(pin.to_owned()));
    Asker::new(Arc::new(Filled(Mutex::new(pin)))).within(PATIENCE)
}

impl Ask for Filled {
    fn show(&self, _message: &str) {}

    /// Skips what can be skipped: a token that is not there.
    fn confirm(&self, _message: &str, _yes: &str, no: Option<&str>) -> Option<bool> {
        no.map(|_| false)
    }

    fn answer(&self, _question: &str) -> Option<String> {
        None
    }

    fn secret(&self, _question: &str) -> Option<Zeroizing<String>> {
        self.0.lock().ok()?.take()
    }
}
