//! A desk and its relay in memory: the same formats and signatures as the real ones, no sockets, a
//! clock that is set by hand, a seeded generator.

#![allow(dead_code, reason = "each test crate uses its part of it")]

mod log;
mod push;

use bellrope_protocol::age::Identity;
use bellrope_protocol::base::Base;
use bellrope_protocol::card::{
    Card, DeskNames, Ed25519PublicKey, IntakeRecipient, Pin, RelayKeys, ReplyCount, SignedCard,
    Windows, WitnessPolicy,
};
use bellrope_protocol::content::{
    LetterContent, LetterPlaintext, ReplyContent, encode_cover_letter, encode_cover_reply,
};
use bellrope_protocol::key::{AuthenticationKey, CaseKeys};
use bellrope_protocol::limit::{LETTER_LEN, REPLY_LEN, WEEK_SECS};
use bellrope_protocol::note::{CosignerKey, KeyName, SignerKey};
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_protocol::time::{Day, week};
use bellrope_protocol::{age, letter, reply};
use bellrope_reporter::view::{DeskView, Download, ViewError};
use bellrope_reporter::{Method, Request, Response};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{
    BatchNote, Board, ConfirmNote, Line, LogNote as _, RepliesNote,
};
use bellrope_transparency::tree::root_of;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};

pub(crate) use log::Log;

/// Length of an epoch, in seconds.
pub(crate) const EPOCH_SECS: u32 = 3_600;
/// 2026-11-23, a Monday, 12:00 UTC.
pub(crate) const NOON: u64 = 1_795_435_200;

/// A letter that waits for the end of the epoch.
pub(crate) struct Pending {
    pub(crate) letter: Vec<u8>,
    pub(crate) tag: Tag,
}

/// What a test does to an answer on its way.
pub(crate) type Tamper = Box<dyn Fn(&Request, Response) -> Response + Send>;

/// A desk, its relay, and whoever lies between.
pub(crate) struct World {
    pub(crate) rng: StdRng,
    pub(crate) now: u64,
    pub(crate) base: Base,
    pub(crate) root: SignerKey,
    pub(crate) push: SignerKey,
    pub(crate) receipt: SignerKey,
    pub(crate) log_seed: [u8; 32],
    pub(crate) authentication: Vec<AuthenticationKey>,
    pub(crate) intake_keys: Vec<(u64, Identity)>,
    pub(crate) witnesses: Vec<CosignerKey>,
    pub(crate) card: Card,
    pub(crate) cards: Vec<SignedCard>,
    pub(crate) card_log: Log,
    pub(crate) intake: Log,
    pub(crate) replies: Log,
    pub(crate) pending: Vec<Pending>,
    /// Every letter that was logged, by its hash.
    pub(crate) bodies: Vec<([u8; 32], Vec<u8>)>,
    pub(crate) blocks: Vec<(String, Vec<u8>)>,
    /// The newest confirmation and the newest board, if the desk has published them.
    pub(crate) confirm: Option<String>,
    pub(crate) board: Option<String>,
    pub(crate) tamper: Option<Tamper>,
}

impl World {
    /// Founds a desk at [`NOON`] and publishes its first card.
    pub(crate) fn new(seed: u64) -> Self {
        Self::at(seed, NOON)
    }

    /// Founds a desk at a time and publishes its first card.
    pub(crate) fn at(seed: u64, now: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let base = Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap());
        let root = SignerKey::from_seed(base.root_key_name(), &rng.random());
        let push = SignerKey::from_seed(base.push_key_name(), &rng.random());
        let receipt = SignerKey::from_seed(base.receipt_key_name(), &rng.random());
        let log_seed: [u8; 32] = rng.random();
        let log = |name: KeyName| Log::new(SignerKey::from_seed(name, &log_seed));
        let card_log = log(base.cards_key_name());
        let intake = log(base.intake_key_name());
        let replies = log(base.replies_key_name());
        let authentication = vec![AuthenticationKey::generate(1, &mut rng)];
        let intake_keys: Vec<(u64, Identity)> = (0..8)
            .map(|number| (week(now) + number * WEEK_SECS, Identity::generate(&mut rng)))
            .collect();
        let card = Card {
            desk: base.desk.clone(),
            host: base.host.clone(),
            names: DeskNames {
                nl: "Meldpunt".into(),
                en: "Desk".into(),
            },
            serial: 0,
            made: now - 60,
            not_after: now + 8 * WEEK_SECS,
            founding: bellrope_protocol::key::FoundingRoot::from_bytes(*root.verifier().public()),
            root: Ed25519PublicKey::of(&root),
            succession: Vec::new(),
            authentication: authentication
                .iter()
                .map(AuthenticationKey::public)
                .collect(),
            intake: intake_keys
                .iter()
                .map(|(week, key)| IntakeRecipient {
                    week: *week,
                    recipient: key.recipient().clone(),
                })
                .collect(),
            push: Ed25519PublicKey::of(&push),
            earlier: Vec::new(),
            windows: Windows {
                replies_days: 120,
                intake_days: 120,
            },
            replies: ReplyCount {
                count: 16,
                next: None,
            },
            relay: RelayKeys {
                log: Ed25519PublicKey::of(&intake.key),
                receipt: Ed25519PublicKey::of(&receipt),
                epoch_secs: EPOCH_SECS,
            },
            witnesses: WitnessPolicy {
                keys: Vec::new(),
                quorum: 0,
                report_secs: 604_800,
                confirm_secs: 86_400,
            },
            ended: Vec::new(),
            work: None,
        };
        let mut world = Self {
            rng,
            now,
            base,
            root,
            push,
            receipt,
            log_seed,
            authentication,
            intake_keys,
            witnesses: Vec::new(),
            card,
            cards: Vec::new(),
            card_log,
            intake,
            replies,
            pending: Vec::new(),
            bodies: Vec::new(),
            blocks: Vec::new(),
            confirm: None,
            board: None,
            tamper: None,
        };
        world.publish_card();
        world
    }

    /// The pin of a reporter who knows the fingerprint.
    pub(crate) fn pin(&self) -> Pin {
        Pin::new(self.card.founding.fingerprint())
    }

    /// Signs `card` with the next serial and logs it.
    pub(crate) fn publish_card(&mut self) {
        self.card.serial += 1;
        let signed = SignedCard::sign(self.card.clone(), &self.root).unwrap();
        self.card_log.entries.push(Entry {
            epoch: self.epoch(),
            body: signed.hash(),
            tag: [0; 16],
        });
        self.cards.push(signed);
    }

    /// Lets `count` witnesses cosign from now on, with this quorum.
    pub(crate) fn appoint_witnesses(&mut self, count: u8, quorum: u32) {
        self.witnesses = (0..count)
            .map(|number| {
                let name = KeyName::new(format!("witness{number}.example/w")).unwrap();
                CosignerKey::from_seed(name, &[number; 32])
            })
            .collect();
        self.card.witnesses.keys = self.witnesses.iter().map(CosignerKey::verifier).collect();
        self.card.witnesses.quorum = quorum;
        self.publish_card();
    }

    /// The end of the epoch that is under way.
    pub(crate) fn epoch(&self) -> u32 {
        let epoch = u64::from(EPOCH_SECS);
        u32::try_from((self.now / epoch + 1) * epoch).unwrap()
    }

    /// Seals the epoch: covers up to a multiple of 16, sorted by hash, one batch.
    pub(crate) fn seal_epoch(&mut self) {
        let covers = 16 - self.pending.len() % 16;
        let recipient = self.intake_keys[0].1.recipient().clone();
        for _ in 0..covers {
            let plaintext = encode_cover_letter(&mut self.rng);
            let sealed = letter::seal(plaintext.expose_secret(), &recipient, &mut self.rng);
            let tag = Tag::random(&mut self.rng);
            self.pending.push(Pending {
                letter: sealed.to_vec(),
                tag,
            });
        }
        let epoch = self.epoch();
        let mut entries: Vec<Entry> = Vec::new();
        for pending in std::mem::take(&mut self.pending) {
            let body = body_hash(&pending.letter);
            entries.push(Entry {
                epoch,
                body,
                tag: pending.tag.to_bytes(),
            });
            self.bodies.push((body, pending.letter));
        }
        entries.sort_by_key(|entry| entry.body);
        self.append_intake(epoch, &entries);
        self.now = u64::from(epoch);
    }

    /// Appends a batch of entries to the intake log, whatever they are.
    pub(crate) fn append_intake(&mut self, epoch: u32, entries: &[Entry]) {
        let note = BatchNote {
            origin: self.intake.key.name().clone(),
            number: self.intake.notes.len() as u64,
            epoch,
            first: self.intake.entries.len() as u64,
            count: u32::try_from(entries.len()).unwrap(),
            root: root_of(entries.iter().map(Entry::leaf_hash)),
        };
        self.intake.entries.extend_from_slice(entries);
        self.intake
            .notes
            .push(note.sign(&self.intake.key).unwrap().to_string());
    }

    /// Publishes a day's batch: these replies and covers up to the card's count, shuffled.
    pub(crate) fn publish_day(&mut self, day: Day, mut replies: Vec<(Vec<u8>, Tag)>) {
        let count = self.card.replies.count_on(day);
        while replies.len() < count as usize {
            replies.push(self.cover_reply());
        }
        replies.shuffle(&mut self.rng);
        self.append_day(day, &replies);
    }

    /// A reply that says nothing.
    pub(crate) fn cover_reply(&mut self) -> (Vec<u8>, Tag) {
        let passphrase = age::Passphrase::from_key(&self.rng.random());
        let plaintext = encode_cover_reply();
        let sealed = reply::seal(plaintext.expose_secret(), &passphrase, &mut self.rng);
        (sealed.to_vec(), Tag::random(&mut self.rng))
    }

    /// Appends a batch of replies, whatever they are.
    pub(crate) fn append_day(&mut self, day: Day, replies: &[(Vec<u8>, Tag)]) {
        let epoch = u32::try_from(day.end_secs()).unwrap();
        let entries: Vec<Entry> = replies
            .iter()
            .map(|(body, tag)| Entry {
                epoch,
                body: body_hash(body),
                tag: tag.to_bytes(),
            })
            .collect();
        let note = RepliesNote {
            origin: self.replies.key.name().clone(),
            number: self.replies.notes.len() as u64,
            day,
            first: self.replies.entries.len() as u64,
            count: u32::try_from(entries.len()).unwrap(),
            root: root_of(entries.iter().map(Entry::leaf_hash)),
        };
        self.replies.entries.extend(entries);
        self.replies
            .notes
            .push(note.sign(&self.push).unwrap().to_string());
        self.replies
            .bodies
            .push(replies.iter().flat_map(|(body, _)| body.clone()).collect());
    }

    /// Confirms the intake log as it is.
    pub(crate) fn publish_confirm(&mut self) {
        let head = self.intake.head();
        let note = ConfirmNote {
            origin: self.intake.key.name().clone(),
            size: head.size,
            root: head.root,
        };
        self.confirm = Some(note.sign(&self.push).unwrap().to_string());
    }

    /// Publishes the first board of a day, whatever its lines say.
    pub(crate) fn publish_board(&mut self, day: Day, mut lines: Vec<Line>) {
        lines.sort_by_key(|line| line.mark);
        let board = Board {
            origin: KeyName::new(self.base.board()).unwrap(),
            number: 0,
            day,
            previous: None,
            lines,
        };
        self.board = Some(board.sign(&self.push).unwrap().to_string());
    }

    /// Opens a logged letter with the week's key, as the desk does.
    pub(crate) fn open_letter(&self, hash: &[u8; 32]) -> (LetterContent, CaseKeys) {
        let (_, body) = self.bodies.iter().find(|(known, _)| known == hash).unwrap();
        let plaintext = self
            .intake_keys
            .iter()
            .find_map(|(_, key)| letter::open(key, body).ok())
            .unwrap();
        let LetterPlaintext::Sealed(sealed) =
            LetterPlaintext::parse(plaintext.expose_secret()).unwrap()
        else {
            panic!("not a letter of ours");
        };
        let content = sealed.unverified_content();
        let intro = content.intro.as_ref().unwrap();
        let desk = self
            .authentication
            .iter()
            .find(|key| key.number() == intro.authentication)
            .unwrap();
        let keys = intro.case_keys(desk, &self.card.founding);
        let entry = self
            .intake
            .entries
            .iter()
            .find(|entry| entry.body == *hash)
            .unwrap();
        sealed
            .verify(&keys, hash, &Tag::from_bytes(entry.tag))
            .unwrap();
        (sealed.into_unverified_content(), keys)
    }

    /// Says whether a logged letter is a report, rather than a cover.
    pub(crate) fn opens_as_report(&self, hash: &[u8; 32]) -> bool {
        let (_, body) = self.bodies.iter().find(|(known, _)| known == hash).unwrap();
        let mut keys = self.intake_keys.iter();
        let plaintext = keys
            .find_map(|(_, key)| letter::open(key, body).ok())
            .unwrap();
        let parsed = LetterPlaintext::parse(plaintext.expose_secret());
        matches!(parsed, Ok(LetterPlaintext::Sealed(_)))
    }

    /// Seals a reply of a case.
    pub(crate) fn seal_reply(&mut self, keys: &CaseKeys, content: &ReplyContent) -> (Vec<u8>, Tag) {
        let plaintext = content.encode().unwrap();
        let passphrase = keys.reply_passphrase();
        let sealed = reply::seal(plaintext.expose_secret(), passphrase, &mut self.rng);
        let tag = keys.reply_tag(&body_hash(sealed.as_slice()));
        (sealed.to_vec(), tag)
    }

    /// Answers a request as the relay does, then lets the test tamper with it.
    pub(crate) fn answer(&mut self, request: &Request) -> Response {
        let answered = match request.method {
            Method::Get => self.get(&request.path),
            Method::Post | Method::Put => self.take(request),
        };
        let (status, body) = answered.unwrap_or((404, Vec::new()));
        let response = Response { status, body };
        match &self.tamper {
            Some(tamper) => tamper(request, response),
            None => response,
        }
    }

    fn get(&self, path: &str) -> Option<(u16, Vec<u8>)> {
        if path == "/v1/desks" {
            let fingerprint = self
                .card
                .founding
                .fingerprint()
                .to_string()
                .replace(' ', "");
            let list = format!(
                "[{{\"desk\":\"other\",\"base\":\"\",\"names\":{{}},\"fingerprint\":\"{}\"}},\
                 {{\"desk\":\"mid\",\"base\":\"\",\"names\":{{}},\"fingerprint\":\"{fingerprint}\"}}]",
                "00".repeat(20)
            );
            return Some((200, list.into_bytes()));
        }
        let rest = path.strip_prefix("/v1/desks/mid/")?;
        let published = match rest {
            "confirm" => Some(&self.confirm),
            "board" => Some(&self.board),
            _ => None,
        };
        if let Some(note) = published {
            return Some((200, note.clone()?.into_bytes()));
        }
        let (name, rest) = rest.split_once('/')?;
        let log = match name {
            "cards" => &self.card_log,
            "intake" => &self.intake,
            "replies" => &self.replies,
            _ => return None,
        };
        if let (Ok(serial), "cards") = (rest.parse::<usize>(), name) {
            let card = self.cards.get(serial.checked_sub(1)?)?;
            return Some((200, card.as_bytes().to_vec()));
        }
        log.get(rest, &self.witnesses, self.now)
    }

    fn take(&mut self, request: &Request) -> Option<(u16, Vec<u8>)> {
        let path = request.path.strip_prefix("/v1/desks/mid/")?;
        let header = request.headers.first().map(|(_, value)| value.as_str());
        match path.split_once('/') {
            None if path == "letters" => {
                assert_eq!(request.body.len(), LETTER_LEN);
                let tag: Tag = header?.parse().unwrap();
                letter::check_form(&request.body).unwrap();
                let hash = body_hash(&request.body);
                let receipt = Receipt::new(&self.base, hash, tag, self.epoch());
                let note = receipt.sign(&self.receipt).unwrap().to_string();
                if !self
                    .pending
                    .iter()
                    .any(|pending| pending.letter == request.body)
                {
                    self.pending.push(Pending {
                        letter: request.body.clone(),
                        tag,
                    });
                }
                Some((201, note.into_bytes()))
            }
            None if path == "grants" => {
                let grant = format!("{{\"grant\":\"{}\",\"blocks\":64}}", "ab".repeat(16));
                Some((201, grant.into_bytes()))
            }
            Some(("blocks", address)) => {
                assert_eq!(header, Some("ab".repeat(16).as_str()));
                self.blocks.push((address.to_owned(), request.body.clone()));
                Some((204, Vec::new()))
            }
            _ => None,
        }
    }

    /// Drives a download to its end; returns what was asked, too.
    pub(crate) fn download(&mut self, pin: Pin) -> (Vec<Request>, Result<DeskView, ViewError>) {
        let mut download = Download::new(pin);
        let mut requests = Vec::new();
        while let Some(request) = download.request() {
            let response = self.answer(&request);
            assert!(
                response.status != 200 || response.body.len() <= request.answer_max_len,
                "{request:?} allows too little"
            );
            requests.push(request);
            if let Err(err) = download.answer(response) {
                return (requests, Err(err));
            }
        }
        (requests, download.finish())
    }

    /// What a reporter with the right fingerprint sees.
    pub(crate) fn view(&mut self) -> DeskView {
        self.download(self.pin()).1.unwrap()
    }
}

/// Length of the bodies of a day with `count` replies.
pub(crate) fn day_len(count: usize) -> usize {
    count * REPLY_LEN
}
