//! The relay and its witnesses: what is asked of them, what is published, and what readers get until
//! then.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

mod fixture;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use bellrope_protocol::note::{CosignerKey, KeyName, VerifierKey};
use bellrope_relay::clock::{Clock as _, ManualClock};
use bellrope_relay::store::{LogId, LogKind};
use bellrope_relay::witness;
use bellrope_transparency::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use bellrope_transparency::log_note::Page;
use bellrope_transparency::tree::{Hash, TreeHead};
use bellrope_transparency::witness::{AddCheckpoint, NEVER_SEEN, Refusal, SIZE_MEDIA_TYPE, judge};
use fixture::local::LocalRelay;
use hyper::StatusCode;
use hyper::header::CONTENT_TYPE;

/// How long anything may take that is awaited.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a witness behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Honest,
    /// Answers 500.
    Broken,
    /// Takes the request and never answers.
    Silent,
    /// Signs with another key under its name.
    Impostor,
    /// Its clock is a week off.
    WrongClock,
    /// Answers something else than signature lines.
    Nonsense,
}

/// A witness in this process.
#[derive(Clone)]
struct FakeWitness(Arc<Inside>);

struct Inside {
    number: u8,
    url: String,
    manner: Mutex<Manner>,
    seen: Mutex<HashMap<String, TreeHead>>,
    /// Origin, old size, status of each request.
    asked: Mutex<Vec<(String, u64, u16)>>,
    logs: Mutex<Vec<VerifierKey>>,
    clock: Mutex<Option<Arc<ManualClock>>>,
}

impl FakeWitness {
    async fn start(number: u8) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let witness = Self(Arc::new(Inside {
            number,
            url: format!("http://{}", listener.local_addr().unwrap()),
            manner: Mutex::new(Manner::Honest),
            seen: Mutex::default(),
            asked: Mutex::default(),
            logs: Mutex::default(),
            clock: Mutex::default(),
        }));
        let router = Router::new()
            .route("/add-checkpoint", post(add_checkpoint))
            .with_state(witness.clone());
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        let limits = bellrope_relay::server::Limits {
            connections: 64,
            requests: 1_000,
            header_bytes: 8_192,
            header: PATIENCE,
            idle: PATIENCE,
            connection: PATIENCE,
            shutdown: Duration::ZERO,
        };
        tokio::spawn(async move {
            // Held, so that it goes on for as long as the test does.
            let _held = _stop;
            bellrope_relay::server::serve(listener, router, limits, stopped).await;
        });
        witness
    }

    fn key(&self) -> CosignerKey {
        let name = KeyName::new(format!("witness.example/{}", self.0.number)).unwrap();
        CosignerKey::from_seed(name, &[self.0.number; 32])
    }

    fn section(&self) -> String {
        let (url, key) = (&self.0.url, self.key().verifier());
        format!("[[witnesses]]\nurl = '{url}'\nvkey = '{key}'\n")
    }

    fn behave(&self, manner: Manner) {
        *self.0.manner.lock().unwrap() = manner;
    }

    fn asked(&self, log: &str) -> Vec<(u64, u16)> {
        let asked = self.0.asked.lock().unwrap();
        asked
            .iter()
            .filter(|(origin, ..)| origin.ends_with(log))
            .map(|(_, old, status)| (*old, *status))
            .collect()
    }

    fn answer(&self, request: AddCheckpoint) -> (u16, String) {
        let origin = request.checkpoint.unverified_origin().clone();
        let logs = self.0.logs.lock().unwrap();
        let Some(log) = logs.iter().find(|log| *log.name() == origin) else {
            return (404, String::new());
        };
        let mut seen = self.0.seen.lock().unwrap();
        let last = seen.entry(origin.to_string()).or_insert(NEVER_SEEN);
        let checkpoint = match judge(request, log, last) {
            Ok(checkpoint) => checkpoint,
            Err(Refusal::OtherSize { last: size } | Refusal::OtherRoot { size }) => {
                return (409, format!("{size}\n"));
            }
            Err(Refusal::Proof(_)) => return (422, String::new()),
            Err(error) => return (403, error.to_string()),
        };
        *last = checkpoint.head();
        (200, self.cosign(&checkpoint))
    }

    fn cosign(&self, checkpoint: &VerifiedCheckpoint) -> String {
        let manner = *self.0.manner.lock().unwrap();
        let clock = self.0.clock.lock().unwrap();
        let mut now = clock.as_ref().unwrap().now();
        if manner == Manner::WrongClock {
            now -= 7 * 86_400;
        }
        let text = checkpoint.as_signed().unverified_text();
        let key = match manner {
            Manner::Impostor => CosignerKey::from_seed(self.key().name().clone(), &[99; 32]),
            _ => self.key(),
        };
        match manner {
            Manner::Nonsense => "cosigned, promise\n".to_owned(),
            _ => format!("{}\n", key.cosign(text, now)),
        }
    }
}

async fn add_checkpoint(State(witness): State<FakeWitness>, body: String) -> Response {
    let request = AddCheckpoint::parse(body.as_bytes()).unwrap();
    let (origin, old) = (
        request.checkpoint.unverified_origin().to_string(),
        request.old,
    );
    let manner = *witness.0.manner.lock().unwrap();
    let (status, body) = match manner {
        Manner::Broken => (500, "broken\n".to_owned()),
        Manner::Silent => std::future::pending().await,
        _ => witness.answer(request),
    };
    witness.0.asked.lock().unwrap().push((origin, old, status));
    let mut response = (StatusCode::from_u16(status).unwrap(), body).into_response();
    if status == 409 {
        let kind = SIZE_MEDIA_TYPE.parse().unwrap();
        response.headers_mut().insert(CONTENT_TYPE, kind);
    }
    response
}

/// A relay whose desk's first card asks for `quorum` of the witnesses; nobody asks them yet.
fn a_relay(witnesses: &[&FakeWitness], quorum: u32) -> LocalRelay {
    let sections: String = witnesses.iter().map(|it| it.section()).collect();
    let mut local = LocalRelay::bare(&sections);
    local.desk.witnesses.keys = witnesses.iter().map(|it| it.key().verifier()).collect();
    local.desk.witnesses.quorum = quorum;
    let keys = &local.relay().desks[0].keys;
    for witness in witnesses {
        *witness.0.clock.lock().unwrap() = Some(Arc::clone(&local.clock));
        *witness.0.logs.lock().unwrap() = vec![
            keys.intake.verifier(),
            keys.replies.verifier(),
            keys.cards.verifier(),
        ];
    }
    local
}

impl LocalRelay {
    fn accept_card(&self, serial: u64) {
        let desk = &self.relay().desks[0];
        let card = self.card(serial);
        bellrope_relay::card::accept(self.relay(), desk, &card, self.clock.now()).unwrap();
    }

    /// Returns what readers get of a log, 0 before anything.
    async fn published(&self, log: &str) -> u64 {
        let got = self.get(&format!("{log}/checkpoint")).await;
        match got.status.as_u16() {
            404 => 0,
            _ => size_of(&got.body),
        }
    }

    /// Returns how long a log is, published or not.
    fn logged(&self, kind: LogKind) -> u64 {
        let log = LogId {
            desk: self.relay().desks[0].number,
            kind,
        };
        self.relay()
            .store
            .head(log)
            .unwrap()
            .map_or(0, |head| head.size)
    }

    async fn await_published(&self, log: &str, size: u64) {
        let until = Instant::now() + PATIENCE;
        while self.published(log).await != size {
            assert!(
                Instant::now() < until,
                "{:?}",
                self.relay().witnesses.troubles()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn await_trouble(&self, words: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let troubles = self.relay().witnesses.troubles();
            if troubles.iter().any(|trouble| trouble.contains(words)) {
                return;
            }
            assert!(Instant::now() < until, "never {words}: {troubles:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn stop_asking(&self) {
        self.relay().witnesses.stop();
    }
}

fn size_of(checkpoint: &[u8]) -> u64 {
    let text = str::from_utf8(checkpoint).unwrap();
    text.lines().nth(1).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_get_what_a_quorum_has_cosigned_and_nothing_beyond() {
    let (one, two) = (FakeWitness::start(1).await, FakeWitness::start(2).await);
    let local = a_relay(&[&one, &two], 2);
    local.accept_card(1);
    // Nobody has cosigned anything: there is nothing to read.
    for path in [
        "cards/checkpoint",
        "cards/1",
        "intake/checkpoint",
        "intake/batches",
    ] {
        assert_eq!(local.get(path).await.status, 404, "{path}");
    }
    witness::start(local.relay()).unwrap();
    local.await_published("cards", 1).await;
    assert_eq!(local.get("cards/1").await.status, 200);
    local.end_epoch().await;
    local
        .await_published("intake", local.logged(LogKind::Intake))
        .await;
    let (before, first) = (
        local.published("intake").await,
        local.get("intake/batch/0").await,
    );
    assert_eq!(first.body.len() as u64, before * 16_384);

    two.behave(Manner::Broken);
    for _ in 0..3 {
        local.end_epoch().await;
    }
    local
        .await_trouble("fewer than 2 have cosigned the intake log")
        .await;
    assert!(local.logged(LogKind::Intake) > before);
    assert_eq!(local.published("intake").await, before);
    for path in ["intake/batches", "intake/batches/0"] {
        let page = local.get(path).await;
        assert_eq!(Page::parse(&page.body).unwrap().notes().len(), 1, "{path}");
        // More of it is to come.
        let cache = page.headers.get("cache-control");
        assert!(cache.is_none_or(|cache| !cache.to_str().unwrap().contains("immutable")));
    }
    assert_eq!(local.get("intake/batch/0").await.status, 200);
    assert_eq!(local.get("intake/batch/1").await.status, 404);
    // A letter is promised and sealed as ever.
    assert_eq!(local.post_letter(7).await.status, 201);

    two.behave(Manner::Honest);
    local
        .await_published("intake", local.logged(LogKind::Intake))
        .await;
    let page = local.get("intake/batches").await;
    assert_eq!(Page::parse(&page.body).unwrap().notes().len(), 4);
    local.stop_asking();
}

#[tokio::test(flavor = "multi_thread")]
async fn witness_that_knows_more_than_we_remember_gets_the_right_proof() {
    let one = FakeWitness::start(1).await;
    let mut local = a_relay(&[&one], 1);
    local.accept_card(1);
    witness::start(local.relay()).unwrap();
    local.end_epoch().await;
    local
        .await_published("intake", local.logged(LogKind::Intake))
        .await;
    let seen = local.published("intake").await;
    local.stop_asking();
    // What it has seen was in memory only.
    local.restart();
    local.end_epoch().await;
    witness::start(local.relay()).unwrap();
    local
        .await_published("intake", local.logged(LogKind::Intake))
        .await;
    let asked = one.asked("/intake");
    assert!(asked.ends_with(&[(0, 409), (seen, 200)]), "{asked:?}");
    local.stop_asking();
}

#[tokio::test(flavor = "multi_thread")]
async fn published_state_outlives_a_restart_without_witnesses() {
    let one = FakeWitness::start(1).await;
    let mut local = a_relay(&[&one], 1);
    local.accept_card(1);
    witness::start(local.relay()).unwrap();
    local.end_epoch().await;
    local
        .await_published("intake", local.logged(LogKind::Intake))
        .await;
    let before = local.get("intake/checkpoint").await.body;
    local.stop_asking();
    one.behave(Manner::Broken);
    local.restart();
    local.end_epoch().await;
    assert_eq!(local.get("intake/checkpoint").await.body, before);
    let key = local.relay().desks[0].keys.intake.verifier();
    let kept = SignedCheckpoint::parse(&before)
        .unwrap()
        .verify(&key)
        .unwrap();
    let cosigner = one.key().verifier();
    let lines = kept.as_signed().signatures();
    assert!(lines.iter().any(|line| cosigner.matches(line)));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_are_worth_nothing_are_thrown_away() {
    for (manner, words) in [
        (
            Manner::Impostor,
            "gives no cosignature of its key that verifies",
        ),
        (
            Manner::WrongClock,
            "has a clock 604800 seconds away from ours",
        ),
        (Manner::Nonsense, "gives a malformed answer"),
        (Manner::Broken, "answers 500"),
    ] {
        let one = FakeWitness::start(1).await;
        one.behave(manner);
        let local = a_relay(&[&one], 1);
        local.accept_card(1);
        witness::start(local.relay()).unwrap();
        local.await_trouble(words).await;
        assert_eq!(local.published("cards").await, 0, "{manner:?}");
        local.stop_asking();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn witness_with_another_history_is_an_alarm() {
    let one = FakeWitness::start(1).await;
    let local = a_relay(&[&one], 1);
    local.accept_card(1);
    // It has cosigned another tree of this size, and a longer one of the other log.
    let origin = |log: &str| format!("{}/{log}", local.desk.base);
    let another = |size| TreeHead {
        size,
        root: Hash::of_leaf(b"another"),
    };
    one.0
        .seen
        .lock()
        .unwrap()
        .insert(origin("intake"), another(0));
    one.0
        .seen
        .lock()
        .unwrap()
        .insert(origin("cards"), another(1));
    witness::start(local.relay()).unwrap();
    local
        .await_trouble("was the relay restored from an old copy?")
        .await;
    let failing = local.relay().health.failing();
    let texts: Vec<&String> = failing.values().collect();
    assert!(
        texts.iter().any(|text| text.contains("has cosigned")),
        "{texts:?}"
    );
    assert_eq!(local.published("cards").await, 0);
    local.stop_asking();
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_witness_holds_nothing_up_that_others_have_cosigned() {
    let (one, two) = (FakeWitness::start(1).await, FakeWitness::start(2).await);
    let local = a_relay(&[&one, &two], 1);
    two.behave(Manner::Silent);
    local.accept_card(1);
    witness::start(local.relay()).unwrap();
    local.await_published("cards", 1).await;
    local.stop_asking();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_quorum_readers_get_the_newest_with_what_came() {
    let one = FakeWitness::start(1).await;
    let local = a_relay(&[&one], 0);
    local.accept_card(1);
    assert_eq!(local.published("cards").await, 1);
    local.end_epoch().await;
    assert_eq!(
        local.published("intake").await,
        local.logged(LogKind::Intake)
    );
    witness::start(local.relay()).unwrap();
    let until = Instant::now() + PATIENCE;
    loop {
        let note = local.get("intake/checkpoint").await.body;
        if str::from_utf8(&note)
            .unwrap()
            .contains("— witness.example/1 ")
        {
            break;
        }
        assert!(Instant::now() < until);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    local.stop_asking();
}

#[tokio::test(flavor = "multi_thread")]
async fn cosignatures_are_renewed_before_they_are_old() {
    let one = FakeWitness::start(1).await;
    let local = a_relay(&[&one], 1);
    local.accept_card(1);
    witness::start(local.relay()).unwrap();
    local.await_published("cards", 1).await;
    assert_eq!(one.asked("/cards"), [(0, 200)]);
    // Six hours later, and only then, it is asked again about the same.
    local.clock.set(local.clock.now() + 21_599);
    local.relay().witnesses.ring();
    local.end_epoch().await;
    local
        .await_published("intake", local.logged(LogKind::Intake))
        .await;
    let until = Instant::now() + PATIENCE;
    while one.asked("/cards").len() < 2 {
        assert!(Instant::now() < until);
        local.relay().witnesses.ring();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(one.asked("/cards"), [(0, 200), (1, 200)]);
    local.stop_asking();
}
