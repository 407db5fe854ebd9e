//! A reporter with nothing but a case code and the card.

use bellrope_protocol::card::Card;
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{
    Family, Intro, LetterBody, LetterContent, LetterId, LetterLanguage, OpenedReply, ReplyContent,
    Report, Route, Thread, Unknown,
};
use bellrope_protocol::key::{CaseKeys, ReporterKeys};
use bellrope_protocol::letter;
use bellrope_protocol::parcel::{ParcelKey, ParcelPlan, ParcelSealer};
use bellrope_protocol::tag::{Tag, body_hash};
use rand::rngs::StdRng;

use super::relay::{Letter, Relay};

pub(crate) struct Reporter {
    pub(crate) code: CaseCode,
    pub(crate) keys: ReporterKeys,
    pub(crate) case: CaseKeys,
    card: Card,
}

impl Reporter {
    pub(crate) fn new(card: &Card, rng: &mut StdRng) -> Self {
        let code = CaseCode::generate(rng);
        let keys = ReporterKeys::derive(&code, &card.founding);
        let case = CaseKeys::for_reporter(&keys, card.newest_authentication().unwrap());
        Self {
            code,
            keys,
            case,
            card: card.clone(),
        }
    }

    /// Takes a code that somebody handed over.
    pub(crate) fn with(code: CaseCode, keys: ReporterKeys, case: CaseKeys, card: &Card) -> Self {
        Self {
            code,
            keys,
            case,
            card: card.clone(),
        }
    }

    /// Takes the weekly keys of a newer card.
    pub(crate) fn see(&mut self, card: &Card) {
        self.card.intake.clone_from(&card.intake);
    }

    pub(crate) fn content(
        &self,
        body: LetterBody,
        with_intro: bool,
        rng: &mut StdRng,
    ) -> LetterContent {
        let desk = self.card.newest_authentication().unwrap();
        LetterContent {
            id: LetterId::generate(rng),
            handle: self.case.handle(),
            n: 1,
            language: LetterLanguage::Dutch,
            intro: with_intro.then(|| Intro::new(&self.keys, desk)),
            body,
            parcel: None,
            unknown: Unknown::new(),
        }
    }

    pub(crate) fn report(&self, story: &str, rng: &mut StdRng) -> LetterContent {
        let report = Report::new(Route::Report, Family::Business, story);
        self.content(LetterBody::Report(Box::new(report)), true, rng)
    }

    pub(crate) fn message(&self, text: &str, rng: &mut StdRng) -> LetterContent {
        let text = text.to_owned();
        self.content(LetterBody::Message { text }, false, rng)
    }

    /// Seals a content to the key of a moment.
    pub(crate) fn seal(&self, content: &LetterContent, at: u64, rng: &mut StdRng) -> (Letter, Tag) {
        let recipient = &self.card.recipient_at(at).unwrap().recipient;
        let plaintext = content.encode(&self.case).unwrap();
        let letter = letter::seal(plaintext.expose_secret(), recipient, rng);
        let tag = self.case.letter_tag(&body_hash(letter.as_slice()));
        (letter, tag)
    }

    /// Seals a content and posts it.
    pub(crate) fn post(&self, content: &LetterContent, relay: &mut Relay, rng: &mut StdRng) {
        let (letter, tag) = self.seal(content, relay.time, rng);
        relay.post(letter, tag);
    }

    /// Finds and opens the desk's replies among all that are published.
    pub(crate) fn read(&self, relay: &Relay) -> Thread {
        let mine = relay.published.iter().filter(|published| {
            let tag = self.case.reply_tag(&body_hash(&published.reply));
            tag.to_bytes() == published.tag
        });
        let open = |published: &super::relay::Published| {
            let passphrase = self.case.reply_passphrase();
            let plaintext = bellrope_protocol::reply::open(passphrase, &published.reply).unwrap();
            let handle = self.case.handle();
            OpenedReply {
                body_hash: body_hash(&published.reply),
                content: ReplyContent::parse(plaintext.expose_secret(), &handle).unwrap(),
            }
        };
        Thread::assemble(mine.map(open).collect())
    }
}

/// Seals an archive as a parcel and puts its blocks on the relay.
pub(crate) fn upload(archive: &[u8], relay: &mut Relay, rng: &mut StdRng) -> ParcelKey {
    let plan = ParcelPlan::new(archive.len() as u64).unwrap();
    let mut sealer = ParcelSealer::new(plan, rng);
    let mut rest = archive;
    while let Some(block) = sealer.push(&mut rest).unwrap() {
        relay
            .blocks
            .insert(*block.address.as_bytes(), block.bytes.to_vec());
    }
    while let Some(block) = sealer.pad().unwrap() {
        relay
            .blocks
            .insert(*block.address.as_bytes(), block.bytes.to_vec());
    }
    sealer.finish().unwrap()
}

/// Writes a ustar archive of regular files.
pub(crate) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}
