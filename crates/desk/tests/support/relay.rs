//! A relay without a network: three logs, bodies, notes; and ways to lie.

use std::collections::BTreeMap;
use std::path::Path;

use bellrope_bundle::{BundleWriter, Log, Member, UnverifiedBundle};
use bellrope_desk::card::RelayPublic;
use bellrope_protocol::age::Recipient;
use bellrope_protocol::base::Base;
use bellrope_protocol::card::{Ed25519PublicKey, SignedCard};
use bellrope_protocol::content::encode_cover_letter;
use bellrope_protocol::letter;
use bellrope_protocol::limit::{LETTER_LEN, REPLY_LEN};
use bellrope_protocol::note::{KeyName, SignedNote, SignerKey};
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_protocol::time::Day;
use bellrope_transparency::checkpoint::Checkpoint;
use bellrope_transparency::entry::{Entry, write_bundle};
use bellrope_transparency::log_note::{
    BatchNote, Board, ConfirmNote, LogNote as _, NoteKeys, Page, PruneReason, PrunedNote,
    RepliesNote,
};
use bellrope_transparency::tile::{Layer, Tile, bundles_of_window, tiles_for_prefix, write_hashes};
use bellrope_transparency::tree::{Frontier, Hash, root_of};
use rand::rngs::StdRng;
use rand_core::Rng as _;

/// A letter as it lies on the relay.
pub(crate) type Letter = Box<[u8; LETTER_LEN]>;

/// A reply that was published.
#[derive(Clone)]
pub(crate) struct Published {
    pub(crate) tag: [u8; 16],
    pub(crate) reply: Vec<u8>,
}

#[derive(Clone)]
pub(crate) struct Relay {
    log_seed: [u8; 32],
    pub(crate) base: Base,
    pub(crate) time: u64,
    pub(crate) cards: Vec<Vec<u8>>,
    pub(crate) card_entries: Vec<Entry>,
    pub(crate) intake: Vec<Entry>,
    pub(crate) batches: Vec<BatchNote>,
    pub(crate) bodies: BTreeMap<u64, Vec<Letter>>,
    pub(crate) pruned: Vec<PrunedNote>,
    pub(crate) replies: Vec<Entry>,
    pub(crate) reply_notes: Vec<SignedNote>,
    pub(crate) published: Vec<Published>,
    pub(crate) days: Vec<Day>,
    pub(crate) confirm: Option<(u64, Vec<u8>)>,
    /// Boards as they were posted, by number.
    pub(crate) boards: Vec<Vec<u8>>,
    pub(crate) blocks: BTreeMap<[u8; 16], Vec<u8>>,
    pending: Vec<(Letter, Tag)>,
}

impl Relay {
    pub(crate) fn new(rng: &mut StdRng) -> Self {
        let mut log_seed = [0; 32];
        rng.fill_bytes(&mut log_seed);
        Self {
            log_seed,
            base: Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap()),
            time: 0,
            cards: Vec::new(),
            card_entries: Vec::new(),
            intake: Vec::new(),
            batches: Vec::new(),
            bodies: BTreeMap::new(),
            pruned: Vec::new(),
            replies: Vec::new(),
            reply_notes: Vec::new(),
            published: Vec::new(),
            days: Vec::new(),
            confirm: None,
            boards: Vec::new(),
            blocks: BTreeMap::new(),
            pending: Vec::new(),
        }
    }

    pub(crate) fn public(&self) -> RelayPublic {
        let log = Ed25519PublicKey::of(&self.log_key(Log::Intake));
        RelayPublic {
            host: self.base.host.clone(),
            log,
            receipt: log,
            epoch_secs: 3600,
        }
    }

    pub(crate) fn relay_pub(&self) -> String {
        let key = bellrope_protocol::encoding::encode_base64(self.public().log.as_bytes());
        format!(
            r#"{{"host":"{}","log":"{key}","receipt":"{key}","epoch_secs":3600}}"#,
            self.base.host
        )
    }

    pub(crate) fn log_key(&self, log: Log) -> SignerKey {
        SignerKey::from_seed(self.origin(log), &self.log_seed)
    }

    fn origin(&self, log: Log) -> KeyName {
        KeyName::new(format!("{}/{log}", self.base)).unwrap()
    }

    /// Keeps a letter until the next sealing.
    pub(crate) fn post(&mut self, letter: Letter, tag: Tag) {
        self.pending.push((letter, tag));
    }

    /// Seals what is pending at the end of an epoch, the relay's time, with as many covers as
    /// make a batch of 16.
    pub(crate) fn seal(&mut self, recipient: &Recipient, rng: &mut StdRng) {
        let len = self.pending.len().max(1).next_multiple_of(16);
        self.seal_batch_of(len, recipient, rng);
    }

    /// Seals what is pending with as many covers as make a batch of `len`.
    pub(crate) fn seal_batch_of(&mut self, len: usize, recipient: &Recipient, rng: &mut StdRng) {
        while self.pending.len() < len {
            let plaintext = encode_cover_letter(rng);
            let letter = letter::seal(plaintext.expose_secret(), recipient, rng);
            self.pending.push((letter, Tag::random(rng)));
        }
        let epoch = u32::try_from(self.time).unwrap();
        let mut sealed: Vec<([u8; 32], Letter, Tag)> = std::mem::take(&mut self.pending)
            .into_iter()
            .map(|(letter, tag)| (body_hash(letter.as_slice()), letter, tag))
            .collect();
        sealed.sort_by_key(|(hash, ..)| *hash);
        let entries: Vec<Entry> = sealed
            .iter()
            .map(|(body, _, tag)| Entry {
                epoch,
                body: *body,
                tag: tag.to_bytes(),
            })
            .collect();
        let number = self.batches.len() as u64;
        self.batches.push(BatchNote {
            origin: self.origin(Log::Intake),
            number,
            epoch,
            first: self.intake.len() as u64,
            count: u32::try_from(entries.len()).unwrap(),
            root: root_of(entries.iter().map(Entry::leaf_hash)),
        });
        self.intake.extend(entries);
        let letters = sealed.into_iter().map(|(_, letter, _)| letter).collect();
        self.bodies.insert(number, letters);
    }

    /// Deletes the letters of a batch and says so.
    pub(crate) fn prune(&mut self, number: u64) {
        self.bodies.remove(&number);
        let batch = &self.batches[usize::try_from(number).unwrap()];
        self.pruned.push(PrunedNote {
            origin: batch.origin.clone(),
            number,
            first: batch.first,
            count: batch.count,
            reason: PruneReason::Age,
            day: Day::of(self.time),
        });
    }

    /// Takes an outgoing bundle, as strictly as §12.5 says.
    pub(crate) fn accept(&mut self, path: &Path) {
        let bundle = UnverifiedBundle::open(path).unwrap();
        for member in bundle.members() {
            let body = bundle.read(member).unwrap().unwrap();
            match member {
                Member::PostCard { serial } => self.accept_card(serial, body),
                Member::PostReplies { day } => self.accept_replies(day, &body),
                Member::PostConfirm => self.accept_confirm(body),
                Member::PostBoard => self.accept_board(body),
                other => panic!("{other}"),
            }
        }
    }

    fn card(&self) -> bellrope_protocol::card::Card {
        SignedCard::parse(self.cards.last().unwrap())
            .unwrap()
            .unverified_card()
            .clone()
    }

    fn accept_card(&mut self, serial: u64, body: Vec<u8>) {
        if serial <= self.cards.len() as u64 {
            assert_eq!(self.cards[usize::try_from(serial - 1).unwrap()], body);
            return;
        }
        assert_eq!(serial, self.cards.len() as u64 + 1);
        self.card_entries.push(Entry {
            epoch: u32::try_from(self.time).unwrap(),
            body: body_hash(&body),
            tag: [0; 16],
        });
        self.cards.push(body);
    }

    fn accept_replies(&mut self, day: Day, body: &[u8]) {
        if self.days.contains(&day) {
            return;
        }
        let (len, rest) = body.split_first_chunk::<4>().unwrap();
        let (note, rest) = rest.split_at(u32::from_be_bytes(*len) as usize);
        let signed = SignedNote::parse(note, 4096).unwrap();
        let card = self.card();
        let note = RepliesNote::verify_by(signed.clone(), &self.push_keys()).unwrap();
        assert_eq!(note.number, self.reply_notes.len() as u64);
        assert_eq!(note.first, self.replies.len() as u64);
        assert_eq!(note.day, day);
        assert!(self.days.last().is_none_or(|last| *last < day));
        assert!(day <= Day::of(self.time).next());
        assert_eq!(note.count, card.replies.count_on(day));
        let replies: Vec<Published> = rest
            .chunks_exact(16 + REPLY_LEN)
            .map(|place| Published {
                tag: place[..16].try_into().unwrap(),
                reply: place[16..].to_vec(),
            })
            .collect();
        assert_eq!(replies.len() * (16 + REPLY_LEN), rest.len());
        assert_eq!(replies.len(), note.count as usize);
        let entries: Vec<Entry> = replies
            .iter()
            .map(|published| {
                bellrope_protocol::reply::check_form(&published.reply).unwrap();
                Entry {
                    epoch: u32::try_from(day.end_secs()).unwrap(),
                    body: body_hash(&published.reply),
                    tag: published.tag,
                }
            })
            .collect();
        assert_eq!(root_of(entries.iter().map(Entry::leaf_hash)), note.root);
        self.replies.extend(entries);
        self.published.extend(replies);
        self.reply_notes.push(signed);
        self.days.push(day);
    }

    fn accept_confirm(&mut self, body: Vec<u8>) {
        let confirm = ConfirmNote::open_by(&body, &self.push_keys()).unwrap();
        let size = usize::try_from(confirm.size).unwrap();
        assert_eq!(
            confirm.root,
            root_of(self.intake[..size].iter().map(Entry::leaf_hash))
        );
        self.confirm = Some((confirm.size, body));
    }

    /// Takes the next board, or the newest again (R4).
    fn accept_board(&mut self, body: Vec<u8>) {
        let board = Board::open_by(&body, &self.push_keys()).unwrap();
        let number = usize::try_from(board.number).unwrap();
        let last = self.boards.last().map(|last| read_board(last));
        if last.as_ref() == Some(&board) {
            return;
        }
        assert_eq!(number, self.boards.len());
        assert_eq!(board.faults(last.as_ref()), []);
        assert!(board.day <= Day::of(self.time).next());
        self.boards.push(body);
    }

    fn push_keys(&self) -> NoteKeys {
        NoteKeys::push(&self.card())
    }

    /// The newest board.
    pub(crate) fn board(&self) -> Board {
        read_board(self.boards.last().unwrap())
    }

    fn entries(&self, log: Log) -> &[Entry] {
        match log {
            Log::Cards => &self.card_entries,
            Log::Replies => &self.replies,
            Log::Intake => &self.intake,
        }
    }

    /// Lists what the courier brings.
    pub(crate) fn members(&self) -> BTreeMap<Member, Vec<u8>> {
        let mut members = BTreeMap::new();
        let confirmed = self.confirm.as_ref().map_or(0, |(size, _)| *size);
        for log in Log::ALL {
            let start = if log == Log::Intake { confirmed } else { 0 };
            self.add_log(&mut members, log, start - start % 256);
        }
        for (serial, card) in (1..).zip(&self.cards) {
            members.insert(Member::Card { serial }, card.clone());
        }
        for (page, notes) in (0..).zip(self.reply_notes.chunks(256)) {
            let page_text = Page::new(notes.to_vec()).unwrap().to_string();
            members.insert(Member::ReplyNotes { page }, page_text.into_bytes());
        }
        let key = self.log_key(Log::Intake);
        let sign = |note: &BatchNote| note.sign(&key).unwrap();
        for (page, notes) in (0..).zip(self.batches.chunks(256)) {
            let page_text = Page::new(notes.iter().map(sign).collect())
                .unwrap()
                .to_string();
            members.insert(Member::BatchNotes { page }, page_text.into_bytes());
        }
        let sign = |note: &PrunedNote| note.sign(&key).unwrap();
        for (page, notes) in (0..).zip(self.pruned.chunks(256)) {
            let page_text = Page::new(notes.iter().map(sign).collect())
                .unwrap()
                .to_string();
            members.insert(Member::PrunedNotes { page }, page_text.into_bytes());
        }
        for (number, letters) in &self.bodies {
            let batch = &self.batches[usize::try_from(*number).unwrap()];
            if batch.first + u64::from(batch.count) > confirmed {
                let body = letters
                    .iter()
                    .flat_map(|it| it.as_slice())
                    .copied()
                    .collect();
                members.insert(Member::Batch { number: *number }, body);
            }
        }
        if let Some((_, confirm)) = &self.confirm {
            members.insert(Member::Confirm, confirm.clone());
        }
        if let Some(board) = self.boards.last() {
            members.insert(Member::Board, board.clone());
        }
        for (address, block) in &self.blocks {
            members.insert(Member::Block { address: *address }, block.clone());
        }
        members
    }

    fn add_log(&self, members: &mut BTreeMap<Member, Vec<u8>>, log: Log, start: u64) {
        let entries = self.entries(log);
        let leaves: Vec<Hash> = entries.iter().map(Entry::leaf_hash).collect();
        let frontier: Frontier = leaves.iter().copied().collect();
        let checkpoint = Checkpoint::new(self.origin(log), frontier.head())
            .sign(&self.log_key(log))
            .unwrap();
        members.insert(
            Member::Checkpoint { log },
            checkpoint.to_string().into_bytes(),
        );
        for tile in bundles_of_window(start, frontier.size()) {
            let first = usize::try_from(tile.index()).unwrap() * 256;
            let part = &entries[first..first + usize::from(tile.width())];
            members.insert(Member::Tile { log, tile }, write_bundle(part).unwrap());
        }
        for tile in tiles_for_prefix(start, frontier.size()) {
            members.insert(Member::Tile { log, tile }, hashes_of(tile, &leaves));
        }
    }

    pub(crate) fn write_bundle(&self, path: &Path) {
        write_members(path, &self.members());
    }
}

/// Computes a hash tile from all leaves.
fn hashes_of(tile: Tile, leaves: &[Hash]) -> Vec<u8> {
    let Layer::Hashes(level) = tile.layer() else {
        panic!("an entry bundle");
    };
    let span = 256_usize.pow(u32::from(level));
    let first = usize::try_from(tile.index()).unwrap() * 256;
    let hash = |position: usize| {
        let begin = (first + position) * span;
        root_of(leaves[begin..begin + span].iter().copied())
    };
    let hashes: Vec<Hash> = (0..usize::from(tile.width())).map(hash).collect();
    write_hashes(&hashes)
}

/// Writes members as a bundle, whatever they are.
pub(crate) fn write_members(path: &Path, members: &BTreeMap<Member, Vec<u8>>) {
    let mut bundle = BundleWriter::new("mid".parse().unwrap(), Vec::new());
    for (member, body) in members {
        bundle.add(*member, body).unwrap();
    }
    std::fs::write(path, bundle.finish().unwrap()).unwrap();
}

impl Relay {
    /// Finds the one letter of a reporter in the intake log; returns its body hash.
    pub(crate) fn intake_of(&self, reporter: &super::Reporter) -> [u8; 32] {
        let is_mine =
            |entry: &&Entry| reporter.case.letter_tag(&entry.body).to_bytes() == entry.tag;
        let mine: Vec<&Entry> = self.intake.iter().filter(is_mine).collect();
        assert_eq!(mine.len(), 1);
        mine[0].body
    }
}

impl Relay {
    /// Lists how many replies each published day has.
    pub(crate) fn counts(&self) -> Vec<u32> {
        let keys = self.push_keys();
        let count = |note: &SignedNote| RepliesNote::verify_by(note.clone(), &keys).unwrap().count;
        self.reply_notes.iter().map(count).collect()
    }
}

fn read_board(posted: &[u8]) -> Board {
    let note = SignedNote::parse(posted, posted.len()).unwrap();
    Board::read_text(note.unverified_text()).unwrap()
}
