//! Rounds: the ends of a desk's three logs are shown to every witness, and published together once
//! enough have cosigned each.

use std::collections::HashMap;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use bellrope_protocol::note::VerifierKey;
use bellrope_transparency::cosignature::Policy;

use super::ask::{AskError, Witness};
use super::gathered::{Cosignature, Gathered, open};
use crate::card::CurrentCard;
use crate::desk::Desk;
use crate::health::{Part, chain};
use crate::log::LogError;
use crate::relay::Relay;
use crate::store::{Head, LogId, LogKind, StoreError};

/// Longest time between two looks, so that a clock that was set is noticed.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Time between two looks while a witness is to be tried again.
const SHORT_WAIT: Duration = Duration::from_secs(1);
/// First time after which a witness that failed is tried again; doubled each time.
const FIRST_BACKOFF: Duration = Duration::from_secs(1);
/// Longest time after which a witness that failed is tried again.
const LONGEST_BACKOFF: Duration = Duration::from_secs(300);

/// Who asks the witnesses.
pub(super) struct Collector {
    relay: Arc<Relay>,
    witnesses: Vec<Asked>,
    keys: Vec<VerifierKey>,
    gathered: HashMap<LogId, Gathered>,
}

/// A witness, and when to ask it again.
struct Asked {
    witness: Witness,
    failures: u32,
    not_before: Option<Instant>,
}

/// What one witness said about the logs of a desk.
struct Said {
    /// Position of the witness.
    witness: usize,
    cosignatures: Vec<(LogId, Cosignature)>,
    error: Option<AskError>,
}

impl Collector {
    pub(super) fn new(relay: Arc<Relay>) -> Self {
        let config = &relay.config;
        let witnesses: Vec<Asked> = config
            .witnesses
            .iter()
            .filter_map(|witness| Some((witness.key()?, witness.endpoint()?)))
            .map(|(key, endpoint)| Asked {
                witness: Witness::new(key, endpoint, &config.witness_proxy),
                failures: 0,
                not_before: None,
            })
            .collect();
        Self {
            keys: config.witness_keys(),
            witnesses,
            gathered: HashMap::new(),
            relay,
        }
    }

    /// Asks until the relay stops.
    pub(super) fn run(&mut self) {
        loop {
            self.ask_for_all();
            if !self.relay.witnesses.wait(self.until_next()) {
                return;
            }
        }
    }

    fn until_next(&self) -> Duration {
        let refresh = Duration::from_secs(self.relay.config.witness_refresh_secs);
        match self.witnesses.iter().any(|asked| asked.failures > 0) {
            true => SHORT_WAIT,
            false => LONGEST_WAIT.min(refresh),
        }
    }

    /// Runs a round for every desk. Blocks.
    pub(super) fn ask_for_all(&mut self) {
        let relay = Arc::clone(&self.relay);
        for desk in &relay.desks {
            let name = format!("witnesses of desk {}", desk.name);
            match self.round(desk) {
                Ok(trouble) => relay.witnesses.note(&name, trouble),
                Err(error) => relay.health.fail(Part::Store, chain(&error)),
            }
        }
        self.judge_health();
    }

    /// Shows the ends of a desk's logs to every witness that has not cosigned them lately. Returns
    /// what keeps them from being published, if anything does.
    fn round(&mut self, desk: &Desk) -> Result<Option<String>, RoundError> {
        let Some(card) = self.begin(desk)? else {
            return Ok(None);
        };
        let now = self.relay.clock.now();
        let due: Vec<(usize, Vec<LogId>)> = (0..self.witnesses.len())
            .map(|position| (position, self.due(position, desk, now)))
            .filter(|(_, logs)| !logs.is_empty())
            .collect();
        let (sender, receiver) = mpsc::channel();
        let relay = Arc::clone(&self.relay);
        let asked: Vec<_> = due
            .into_iter()
            .map(|(position, logs)| {
                let ends = logs
                    .iter()
                    .filter_map(|log| self.gathered.get(log).cloned());
                (position, ends.collect::<Vec<_>>())
            })
            .collect();
        // Taken out for as long as threads hold them.
        let mut witnesses = std::mem::take(&mut self.witnesses);
        let done = thread::scope(|scope| {
            for (position, ends) in &asked {
                let (sender, relay) = (sender.clone(), &relay);
                let witness = &witnesses[*position].witness;
                scope.spawn(move || {
                    // Nobody listens any more only if the round has failed.
                    let _ = sender.send(ask(relay, desk, witness, *position, ends));
                });
            }
            drop(sender);
            let mut outcomes = Vec::new();
            for said in receiver {
                outcomes.push((said.witness, said.error));
                for (log, cosignature) in said.cosignatures {
                    if let Some(end) = self.gathered.get_mut(&log) {
                        end.add(cosignature);
                    }
                }
                // Not at the end: a slow witness holds nothing up that enough others have cosigned.
                self.publish(desk, &card)?;
            }
            Ok::<_, RoundError>(outcomes)
        });
        let done = done.map(|outcomes| {
            for (position, error) in outcomes {
                note(&relay, &mut witnesses[position], error.as_ref());
            }
        });
        self.witnesses = witnesses;
        done?;
        self.publish(desk, &card)
    }

    /// Takes the ends of the logs as they are, all of one moment, and the card of that moment;
    /// `None` without a card.
    // spec: §12.6 W2
    fn begin(&mut self, desk: &Desk) -> Result<Option<Arc<CurrentCard>>, RoundError> {
        let relay = Arc::clone(&self.relay);
        let _changing = desk.change();
        let Some(card) = desk.card() else {
            return Ok(None);
        };
        for kind in LogKind::ALL {
            let log = relay.log(desk, kind);
            let Some(head) = relay.store.head(log.id)? else {
                return Ok(None);
            };
            let known = self.gathered.get(&log.id);
            if known.is_some_and(|known| known.size() == head.size) {
                continue;
            }
            let mut end = Gathered::begin(&log, &head)?;
            if let Some(published) = relay.store.published(log.id)? {
                end.take_over(&published, &self.keys);
            }
            self.gathered.insert(log.id, end);
        }
        Ok(Some(card))
    }

    /// Lists the logs of a desk about which a witness is to be asked at `now` (Unix seconds).
    fn due(&self, position: usize, desk: &Desk, now: u64) -> Vec<LogId> {
        let Some(asked) = self.witnesses.get(position) else {
            return Vec::new();
        };
        if asked.not_before.is_some_and(|time| time > Instant::now()) {
            return Vec::new();
        }
        let name = asked.witness.key.name();
        let refresh = self.relay.config.witness_refresh_secs;
        let is_due = |log: &LogId| {
            let end = self.gathered.get(log);
            end.and_then(|end| end.time_of(name))
                .is_none_or(|time| now.abs_diff(time) >= refresh)
        };
        ids(desk).into_iter().filter(is_due).collect()
    }

    /// Publishes the ends of a desk's logs if enough witnesses have cosigned each, and says what is
    /// lacking otherwise.
    // spec: §12.6 W3
    fn publish(&self, desk: &Desk, card: &CurrentCard) -> Result<Option<String>, RoundError> {
        let policy = card.witnesses();
        let all_ages = Policy::new(policy.keys.clone(), policy.quorum, u64::MAX);
        let Ok(all_ages) = all_ages else {
            // A card that was verified has a policy that can be.
            return Ok(Some("the card's witnesses make no policy".to_owned()));
        };
        let now = self.relay.clock.now();
        let ids = ids(desk);
        let ends: Vec<&Gathered> = ids
            .iter()
            .filter_map(|log| self.gathered.get(log))
            .collect();
        let lacking = ends.iter().find(|end| !end.meets(&all_ages, now));
        if let Some(end) = lacking {
            let (log, size) = (end.log.kind, end.size());
            return Ok(Some(format!(
                "fewer than {} have cosigned the {log} log at size {size}; readers get what was published before",
                policy.quorum
            )));
        }
        let heads: Vec<(LogId, Head)> = ends.iter().map(|end| (end.log, end.head())).collect();
        let mut is_new = false;
        for (log, head) in &heads {
            is_new |= self.relay.store.published(*log)?.as_ref() != Some(head);
        }
        if is_new {
            self.relay.store.publish(&heads)?;
        }
        Ok(None)
    }

    /// Tells health whether what readers get of each desk is recent enough to be called confirmed.
    fn judge_health(&self) {
        let relay = &self.relay;
        let stale = relay.desks.iter().find_map(|desk| stale(relay, desk));
        let forked = self
            .witnesses
            .iter()
            .any(|asked| asked.failures == u32::MAX);
        match stale {
            Some(text) => relay.health.fail(Part::Witnesses, text),
            None if forked => {}
            None => relay.health.mend(Part::Witnesses),
        }
    }
}

/// Asks one witness about some logs of a desk.
fn ask(relay: &Relay, desk: &Desk, witness: &Witness, position: usize, ends: &[Gathered]) -> Said {
    let mut said = Said {
        witness: position,
        cosignatures: Vec::new(),
        error: None,
    };
    for end in ends {
        let log = relay.log(desk, end.log.kind);
        match witness.ask(&log, end, relay.clock.now()) {
            Ok(cosignature) => said.cosignatures.push((end.log, cosignature)),
            Err(error) => {
                said.error = Some(error);
                break;
            }
        }
    }
    said
}

/// Notes how a witness did: when it is asked again, and what the operator must know.
fn note(relay: &Relay, asked: &mut Asked, error: Option<&AskError>) {
    let name = format!("witness {}", asked.witness.key.name());
    relay.witnesses.note(&name, error.map(|error| chain(error)));
    let Some(error) = error else {
        (asked.failures, asked.not_before) = (0, None);
        return;
    };
    let doubled = 1 << asked.failures.min(16);
    let backoff = (FIRST_BACKOFF * doubled).min(LONGEST_BACKOFF);
    asked.failures = asked.failures.saturating_add(1).min(u32::MAX - 1);
    asked.not_before = Some(Instant::now() + backoff);
    if error.is_fork() {
        asked.failures = u32::MAX;
        let text = format!("{name} {}", chain(error));
        relay.health.fail(Part::Witnesses, text);
    }
}

/// Says so if what readers get of a desk is too old to be called confirmed.
fn stale(relay: &Relay, desk: &Desk) -> Option<String> {
    let card = desk.card()?;
    let policy = card.witnesses();
    let now = relay.clock.now();
    // A card that was logged only now has not been cosigned yet, and that is no failure.
    let recent = Policy::new(policy.keys.clone(), policy.quorum, policy.confirm_secs).ok()?;
    let log = relay.log(desk, LogKind::Intake);
    let published = relay.store.published(log.id).ok()??;
    let published = open(&published, &log.key.verifier())?;
    let standing = recent.evaluate(&published, now).ok()?;
    matches!(
        standing,
        bellrope_transparency::cosignature::Standing::Short(_)
    )
    .then(|| {
        format!(
            "readers of desk {} get a log that {} witnesses have not cosigned within {} seconds",
            desk.name, policy.quorum, policy.confirm_secs
        )
    })
}

fn ids(desk: &Desk) -> [LogId; 3] {
    LogKind::ALL.map(|kind| LogId {
        desk: desk.number,
        kind,
    })
}

/// Why a round came to nothing. The next one tries again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
enum RoundError {
    /// The database failed.
    #[error("cannot read or publish what witnesses cosigned")]
    Store(#[from] StoreError),
    /// A log cannot be read.
    #[error("cannot read the end of a log")]
    Log(#[from] LogError),
}
