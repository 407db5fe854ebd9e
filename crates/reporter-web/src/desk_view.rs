//! A downloaded desk as the screens show it.

use bellrope_protocol::card::{Card, DeskNames};
use bellrope_protocol::time::Day;
use bellrope_reporter::Standing;
use bellrope_reporter::view::{DeskView, FreshnessError};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::year_view::LastYear;

/// How many witnesses vouch, and how many must.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Confirmed {
    quorum: &'static str,
    have: usize,
    needed: u32,
}

impl Confirmed {
    /// Reads what the witnesses of the intake log say at `now` (Unix seconds).
    // spec: §11.4
    #[must_use]
    pub fn of(view: &DeskView, now: u64) -> Self {
        let needed = view.card().witnesses.quorum;
        let (quorum, have) = match view.confirmation(now) {
            Standing::NoWitnessYet => ("none", 0),
            Standing::Met(met) => ("met", met.count),
            Standing::Short(short) => ("short", short.count),
        };
        Self {
            quorum,
            have,
            needed,
        }
    }
}

/// Something that a reader must be told beside what is shown: text `warn-<code>`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Warning {
    code: &'static str,
    params: Map<String, Value>,
}

impl Warning {
    /// Makes a warning.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            params: Map::new(),
        }
    }

    /// Adds a parameter of its text.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

/// A desk as everybody sees it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownDesk<'a> {
    desk: &'a str,
    names: &'a DeskNames,
    fingerprint: String,
    serial: u64,
    log_time: u64,
    confirmed: Confirmed,
    fresh: bool,
    bytes: u64,
    warnings: Vec<Warning>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_year: Option<LastYear>,
}

impl<'a> ShownDesk<'a> {
    /// Shows a verified view at `now` (Unix seconds); `bytes` were downloaded for it.
    #[must_use]
    pub fn of(view: &'a DeskView, now: u64, bytes: u64) -> Self {
        let card: &Card = view.card();
        Self {
            desk: card.desk.as_str(),
            names: &card.names,
            fingerprint: view.fingerprint().to_string(),
            serial: card.serial,
            log_time: view.log_time(),
            confirmed: Confirmed::of(view, now),
            fresh: view.check_fresh(now).is_ok(),
            bytes,
            warnings: warnings(view, now),
            last_year: LastYear::of(view),
        }
    }
}

/// Says what is to be known before anything of a view is believed to be today's.
// spec: §15, shown with it
#[must_use]
pub fn warnings(view: &DeskView, now: u64) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let day = Day::of(view.log_time()).to_string();
    match view.check_clock(now) {
        Ok(()) => {}
        Err(FreshnessError::Ahead { .. }) => {
            warnings.push(Warning::new("clock").with("day", day));
        }
        Err(_) => warnings.push(Warning::new("stale").with("day", day)),
    }
    if view.card().witnesses.quorum == 0 {
        warnings.push(Warning::new("no-witness"));
    }
    for (code, standing) in [
        ("cards", view.cards_confirmation(now)),
        ("replies", view.replies_confirmation(now)),
    ] {
        if let Standing::Short(short) = standing {
            let warning = Warning::new(code).with("have", short.count);
            warnings.push(warning.with("needed", short.quorum));
        }
    }
    if view.pruned_batches() > 0 {
        warnings.push(Warning::new("pruned").with("count", json!(view.pruned_batches())));
    }
    warnings
}
