//! The one change of an import: opened letters become cases, logs move on.

use bellrope_casework::template::Shelf;
use bellrope_casework::vocabulary;
use bellrope_protocol::content::{
    Answers, LetterBody, LetterContent, LetterPlaintext, RawLetter, SealedLetter, VerifyLetterError,
};
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::{CaseHandle, CaseKeys, FoundingRoot};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::log::VerifiedLog;
use super::progress::move_on;
use super::scan::{Opened, Said, Scanned};
use super::unverified::{self, UnverifiedReason};
use super::verify::Verified;
use super::{ImportError, Summary};
use crate::bytes::Blob;
use crate::card;
use crate::case::access::{self, Exclusion};
use crate::case::{self, Channel, Class, Item, NewCase, OpenCase, Way};
use crate::configuration;
use crate::identity;
use crate::key::{self, Desk};
use crate::learning;
use crate::person::{self, Person};
use crate::reply_batch;
use crate::term;
use crate::text::{Lang, Texts};
use crate::trail;
use crate::vault::{Change, Record, Records, Slot, VaultError};
use bellrope_protocol::time::Day;

/// That a letter was imported, by the hash of its body.
#[derive(Serialize, Deserialize)]
struct SeenBody {}

impl Record for SeenBody {
    const TABLE: &'static str = "bodies-seen";
}

/// That a letter was imported, by case and id.
#[derive(Serialize, Deserialize)]
struct SeenId {}

impl Record for SeenId {
    const TABLE: &'static str = "ids-seen";
}

/// Applies a verified and opened bundle.
pub(super) fn apply(
    change: &Change<'_>,
    verified: &Verified,
    scanned: Scanned,
    slots: Vec<Slot>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Summary, ImportError> {
    let intake = verified.intake();
    let mut summary = Summary {
        first: intake.seen,
        entries: intake.size() - intake.seen,
        covers: scanned.covers,
        unopened: scanned.unopened,
        lost: scanned.lost,
        witnesses: intake.witnesses,
        ..Summary::default()
    };
    let mut sorting = Sorting {
        change,
        founding: Desk::load(change)?.founding(),
        shelf: configuration::shelf(change)?,
        texts: Lang::ALL.map(Texts::new),
        people: person::all(change)?,
        names: desk_names(change)?,
        slots,
        now,
        summary: &mut summary,
    };
    // Letters of a batch lie in the order of their hashes: what opens a case goes first.
    let (opening, rest): (Vec<_>, Vec<_>) = scanned.opened.into_iter().partition(opens_a_case);
    for opened in opening.into_iter().chain(rest) {
        sorting.take(opened, rng)?;
    }
    move_on(change, verified, rng)?;
    note(change, &summary, intake, now, rng)?;
    Ok(summary)
}

/// Enters what the bundle brought: how far the log is known now, and what became of each place.
fn note(
    change: &Change<'_>,
    summary: &Summary,
    intake: &VerifiedLog,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let entry = trail::entry(change, now, Act::BundleImported)
        .with(Key::Size, intake.size())
        .with(Key::Letters, summary.letters + summary.raw)
        .with(Key::Covers, summary.covers + summary.unopened)
        .with(Key::Unverified, summary.unverified)
        .with(Key::Repeats, summary.repeats)
        .with(Key::Root, encode_hex(intake.frontier.root().as_bytes()));
    trail::append(change, &entry, rng)
}

/// Returns what the desk is called in each language.
fn desk_names(change: &Change<'_>) -> Result<Vec<String>, VaultError> {
    let names = card::newest(change)?.names;
    Ok(vec![names.nl, names.en])
}

/// Counts the cases that letters can open, at most.
pub(super) fn count_openings(scanned: &Scanned) -> usize {
    let is_raw = |opened: &Opened| match &opened.said {
        Said::Letter(letter) => matches!(**letter, LetterPlaintext::Raw(_)),
        Said::Malformed(_) => false,
    };
    let opens = |opened: &&Opened| opens_a_case(opened) || is_raw(opened);
    scanned.opened.iter().filter(opens).count()
}

fn opens_a_case(opened: &Opened) -> bool {
    match &opened.said {
        Said::Letter(letter) => match &**letter {
            LetterPlaintext::Sealed(sealed) => {
                let content = sealed.unverified_content();
                content.intro.is_some() && !matches!(content.body, LetterBody::Answers(_))
            }
            _ => false,
        },
        Said::Malformed(_) => false,
    }
}

struct Sorting<'s, 'v> {
    change: &'s Change<'v>,
    founding: FoundingRoot,
    shelf: Shelf,
    /// One for each of [`Lang::ALL`].
    texts: [Texts; 2],
    people: Vec<Person>,
    /// What the desk is called.
    names: Vec<String>,
    /// Made before, for the cases that will be opened.
    slots: Vec<Slot>,
    now: u64,
    summary: &'s mut Summary,
}

impl Sorting<'_, '_> {
    fn take(&mut self, opened: Opened, rng: &mut impl CryptoRng) -> Result<(), ImportError> {
        // spec: §5.4 O7
        if self.change.has::<SeenBody>(opened.hash)? {
            self.summary.repeats += 1;
            return Ok(());
        }
        let Opened {
            index,
            epoch,
            hash,
            tag,
            said,
        } = opened;
        match said {
            Said::Malformed(plaintext) => {
                let text = plaintext.expose_secret().to_vec();
                self.set_aside(index, epoch, UnverifiedReason::Malformed, text, rng)?;
            }
            Said::Letter(letter) => match *letter {
                LetterPlaintext::Raw(raw) => self.take_raw(epoch, &raw, rng)?,
                LetterPlaintext::Cover => self.summary.covers += 1,
                LetterPlaintext::Sealed(sealed) => {
                    let entry = Logged {
                        index,
                        epoch,
                        hash,
                        tag,
                    };
                    self.take_sealed(&entry, *sealed, rng)?;
                }
            },
        }
        Ok(self.change.put(hash, &SeenBody {}, rng)?)
    }

    fn take_slot(&mut self) -> Result<Slot, VaultError> {
        // There are as many as letters that can open a case.
        self.slots
            .pop()
            .ok_or(VaultError::Damaged { part: "cases" })
    }

    /// O2: a raw letter is a case of its own.
    fn take_raw(
        &mut self,
        epoch: u32,
        raw: &RawLetter,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let slot = self.take_slot()?;
        let new = NewCase {
            way: None,
            received: term::received_day(epoch),
            begun: None,
            lang: "nl".to_owned(),
            came: vocabulary::Channel::RawLetter,
            class: Class::default(),
            readers: &person::triaging(&self.people),
        };
        let (case, mut channel) = case::begin(self.change, &new, slot, rng)?;
        let item = Item::Raw {
            epoch,
            text: Blob::new(raw.as_bytes().to_vec()),
        };
        case.add_item(self.change, &mut channel, &item, rng)?;
        case::letter_came(self.change, case.number(), rng)?;
        self.note(Act::CaseOpened, &case, rng)?;
        self.summary.raw += 1;
        Ok(())
    }

    /// O5–O8: a letter that claims to be of a case.
    fn take_sealed(
        &mut self,
        entry: &Logged,
        sealed: SealedLetter,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let case = OpenCase::of_handle(self.change, &sealed.unverified_content().handle)?;
        if let Err(reason) = self.verify(entry, &sealed, case.as_ref())? {
            // spec: §5.4 O8
            let content = sealed.into_unverified_content();
            let text = serde_json::to_vec(&content).unwrap_or_default();
            return Ok(self.set_aside(entry.index, entry.epoch, reason, text, rng)?);
        }
        let content = sealed.into_unverified_content();
        let id = seen_id(&content.handle, &content);
        if self.change.has::<SeenId>(&id)? {
            self.summary.repeats += 1;
            return Ok(());
        }
        self.change.put(&id, &SeenId {}, rng)?;
        self.file(entry, case, content, rng)
    }

    fn verify(
        &self,
        entry: &Logged,
        sealed: &SealedLetter,
        case: Option<&OpenCase>,
    ) -> Result<Result<(), UnverifiedReason>, ImportError> {
        // spec: §5.4 O5
        let keys = match self.keys(sealed.unverified_content(), case)? {
            Ok(keys) => keys,
            Err(reason) => return Ok(Err(reason)),
        };
        // spec: §5.4 O6
        let verified = sealed.verify(&keys, &entry.hash, &entry.tag);
        Ok(verified.map(|_| ()).map_err(|err| match err {
            VerifyLetterError::Handle => UnverifiedReason::Intro,
            VerifyLetterError::Tag => UnverifiedReason::Tag,
            _ => UnverifiedReason::Mac,
        }))
    }

    /// Finds the keys of a letter: by what it brings, or by the case of its handle.
    fn keys(
        &self,
        content: &LetterContent,
        case: Option<&OpenCase>,
    ) -> Result<Result<CaseKeys, UnverifiedReason>, ImportError> {
        if let Some(intro) = &content.intro {
            let key = key::authentication(self.change, intro.authentication)?;
            return Ok(key
                .map(|key| intro.case_keys(&key, &self.founding))
                .ok_or(UnverifiedReason::Intro));
        }
        let keys = match case {
            Some(case) => case
                .channel(self.change)?
                .keys(self.change, &self.founding)?,
            None => None,
        };
        Ok(keys.ok_or(UnverifiedReason::Handle))
    }

    /// Puts a verified letter into its case, or opens one.
    fn file(
        &mut self,
        entry: &Logged,
        case: Option<OpenCase>,
        content: LetterContent,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        if let LetterBody::Answers(answers) = &content.body {
            return self.take_answers(entry, case, answers, rng);
        }
        let (case, mut channel) = match case {
            Some(mut case) => {
                let channel = case.channel(self.change)?;
                self.note_later(&mut case, &content, rng)?;
                (case, channel)
            }
            None => self.open_case(entry, &content, rng)?,
        };
        let content = self.keep_name(&case, content, rng)?;
        let item = Item::Letter {
            index: entry.index,
            epoch: entry.epoch,
            content: Box::new(content),
        };
        case.add_item(self.change, &mut channel, &item, rng)?;
        case::letter_came(self.change, case.number(), rng)?;
        reply_batch::add_receipt(self.change, case.number(), entry.epoch, entry.hash, rng)?;
        let filed = trail::entry(self.change, self.now, Act::LetterFiled)
            .case(case.number().for_trail()?)
            .with(Key::Place, entry.index);
        trail::append(self.change, &filed, rng)?;
        self.summary.letters += 1;
        Ok(())
    }

    /// Takes answers to questions: counted, and filed with no case (R136, R138). For everybody they are
    /// a cover; a case gets its receipt all the same.
    fn take_answers(
        &mut self,
        entry: &Logged,
        case: Option<OpenCase>,
        answers: &Answers,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        learning::take(self.change, case.as_ref(), answers, self.now, rng)?;
        if let Some(case) = &case {
            reply_batch::add_receipt(self.change, case.number(), entry.epoch, entry.hash, rng)?;
        }
        self.summary.covers += 1;
        Ok(())
    }

    /// Notes in its line that a reporter wrote again, and that a report of theirs has a name that the
    /// first had not (R135).
    fn note_later(
        &self,
        case: &mut OpenCase,
        content: &LetterContent,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let line = &mut case.register;
        let before = (line.wrote_again, line.named_later);
        line.wrote_again = true;
        if let LetterBody::Report(report) = &content.body {
            let name = report.name.as_deref().unwrap_or_default();
            line.named_later |= !name.trim().is_empty();
        }
        if before != (line.wrote_again, line.named_later) {
            line.store(self.change, rng)?;
        }
        Ok(())
    }

    /// Opens a case and drafts its acknowledgement (R098: sending needs a person).
    fn open_case(
        &mut self,
        entry: &Logged,
        content: &LetterContent,
        rng: &mut impl CryptoRng,
    ) -> Result<(OpenCase, Channel), ImportError> {
        let slot = self.take_slot()?;
        let exclusion = self.exclude(content)?;
        let received = term::received_day(entry.epoch);
        let new = NewCase {
            way: Some(Way {
                intro: content.intro.as_ref(),
                handle: &content.handle,
            }),
            received,
            begun: Some(entry.epoch),
            lang: content.language.as_str().to_owned(),
            came: vocabulary::Channel::Mailbox,
            class: class_of(content, received),
            readers: &exclusion.readers_of(&self.people),
        };
        let (mut case, channel) = case::begin(self.change, &new, slot, rng)?;
        exclusion.note(self.change, &mut case, self.now, rng)?;
        if !exclusion.checks.is_empty() {
            self.summary.flagged.push(case.number().clone());
        }
        let lang = Lang::of_code(&channel.lang);
        let texts = &self.texts[usize::from(lang == Lang::ALL[1])];
        case::draft_acknowledgement(self.change, &case, &channel, &self.shelf, texts, rng)?;
        self.note(Act::CaseOpened, &case, rng)?;
        let due = term::acknowledge_by(received);
        self.summary.new_cases.push((case.number().clone(), due));
        Ok((case, channel))
    }

    /// Takes the reporter's name out of a report, for those who keep names (R089). Where nobody could
    /// open it, it stays where it is.
    fn keep_name(
        &self,
        case: &OpenCase,
        mut content: LetterContent,
        rng: &mut impl CryptoRng,
    ) -> Result<LetterContent, ImportError> {
        if let LetterBody::Report(report) = &mut content.body
            && let Some(name) = report.name.take_if(|name| !name.trim().is_empty())
            && !identity::seal(self.change, case, name.trim(), self.now, rng)?
        {
            report.name = Some(name);
        }
        Ok(content)
    }

    /// Says who reads a new case, by what its report says of who must not.
    fn exclude(&self, content: &LetterContent) -> Result<Exclusion, ImportError> {
        let text = match &content.body {
            LetterBody::Report(report) => report.exclude.as_deref(),
            _ => None,
        };
        let desk: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let has_shares = self.change.vault().recovery()?.is_some();
        Ok(access::exclude(&self.people, &desk, text, has_shares))
    }

    fn note(&self, act: Act, case: &OpenCase, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let number = case.number().for_trail()?;
        let entry = trail::entry(self.change, self.now, act).case(number);
        trail::append(self.change, &entry, rng)
    }

    fn set_aside(
        &mut self,
        index: u64,
        epoch: u32,
        reason: UnverifiedReason,
        text: Vec<u8>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        unverified::set_aside(self.change, (index, epoch), reason, text, rng)?;
        self.summary.unverified += 1;
        Ok(())
    }
}

/// What the log says of a letter.
struct Logged {
    index: u64,
    epoch: u32,
    hash: [u8; 32],
    tag: bellrope_protocol::tag::Tag,
}

/// Takes what a letter says of itself, if it is a report.
fn class_of(content: &LetterContent, received: Day) -> Class {
    match &content.body {
        LetterBody::Report(report) => Class::of_report(report, received),
        _ => Class::default(),
    }
}

fn seen_id(handle: &CaseHandle, content: &LetterContent) -> Vec<u8> {
    [handle.as_bytes().as_slice(), content.id.as_bytes()].concat()
}
