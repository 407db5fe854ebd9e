//! Practice reporters: a case code each, and what they write.

use std::io;

use bellrope_casework::vocabulary::{Category, Family as OwnFamily, Lang, Word as _};
use bellrope_protocol::card::Card;
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{
    Attachments, Danger, Detriment, DetrimentState, Family, IdentityWish, Intro, Knowledge,
    LETTER_JSON_MAX_LEN, LetterBody, LetterContent, LetterId, LetterLanguage, Level, Pattern,
    Report, Role, Route, Unknown, When, Wish,
};
use bellrope_protocol::key::{CaseHandle, CaseKeys, ReporterKeys};
use bellrope_protocol::limit::LETTER_PLAINTEXT_LEN;
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::tag::Tag;
use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;

use super::file;
use super::story::{Subject, Voice, draw_category};
use crate::import::Arrival;
use crate::vault::VaultError;

const DAMAGED: VaultError = VaultError::Damaged { part: "practice" };

/// Somebody who reports.
pub(super) struct Reporter {
    pub(super) voice: Voice,
    pub(super) category: Category,
    route: Route,
    case: CaseKeys,
    /// What the first letter brings.
    intro: Option<Intro>,
    written: u64,
}

impl Reporter {
    pub(super) fn draw(card: &Card, rng: &mut StdRng) -> Result<Self, VaultError> {
        let desk = card.newest_authentication().ok_or(DAMAGED)?;
        let keys = ReporterKeys::derive(&CaseCode::generate(rng), &card.founding);
        Ok(Self {
            voice: Voice::draw(rng),
            category: draw_category(rng),
            route: draw_route(rng),
            case: CaseKeys::for_reporter(&keys, desk),
            intro: Some(Intro::new(&keys, desk)),
            written: 0,
        })
    }

    pub(super) fn asks_advice(&self) -> bool {
        self.route == Route::Advice
    }

    pub(super) fn handle(&self) -> CaseHandle {
        self.case.handle()
    }

    /// Returns the tag of a letter with this hash.
    pub(super) fn letter_tag(&self, hash: &[u8; 32]) -> Tag {
        self.case.letter_tag(hash)
    }

    /// Writes the report that opens the case, with files as likely as `attaches`.
    pub(super) fn report(
        &mut self,
        attaches: f64,
        mut keep: impl FnMut(&[u8; 16], &[u8]) -> io::Result<()>,
        rng: &mut StdRng,
    ) -> Result<Arrival, VaultError> {
        let report = self.draw_report(rng);
        let mut content = self.content(LetterBody::Report(Box::new(report)), rng);
        content.intro = self.intro.take();
        if rng.random_bool(attaches) {
            let words = self.voice.words();
            let files = file::draw_files(&self.voice.say(words.fillers, rng), rng);
            let key = file::post(&files, &mut keep, rng);
            let key = key.map_err(VaultError::io("store a block"))?;
            content.parcel = Some(Attachments {
                key,
                unknown: Unknown::new(),
            });
        }
        self.seal(&content, rng)
    }

    /// Writes something to follow: an answer, if the desk asked something.
    pub(super) fn follow_up(
        &mut self,
        answers: bool,
        rng: &mut StdRng,
    ) -> Result<Arrival, VaultError> {
        let words = self.voice.words();
        let list = if answers {
            words.answers
        } else {
            words.follow_ups
        };
        let mut text = self.voice.say(list, rng);
        if rng.random_bool(0.15) {
            text.push_str("\n\n");
            text.push_str(&self.voice.story(Subject::of(self.category), rng));
        }
        let content = self.content(LetterBody::Message { text }, rng);
        self.seal(&content, rng)
    }

    /// Takes the report back.
    pub(super) fn withdraw(&mut self, rng: &mut StdRng) -> Result<Arrival, VaultError> {
        let text = self.voice.say(self.voice.words().withdrawals, rng);
        let text = (!text.is_empty()).then_some(text);
        let content = self.content(LetterBody::Withdraw { text }, rng);
        self.seal(&content, rng)
    }

    fn content(&mut self, body: LetterBody, rng: &mut StdRng) -> LetterContent {
        self.written += 1;
        LetterContent {
            id: LetterId::generate(rng),
            handle: self.case.handle(),
            n: self.written,
            language: match self.voice.lang {
                Lang::Dutch => LetterLanguage::Dutch,
                Lang::English => LetterLanguage::English,
            },
            intro: None,
            body,
            parcel: None,
            unknown: Unknown::new(),
        }
    }

    fn seal(&self, content: &LetterContent, rng: &mut StdRng) -> Result<Arrival, VaultError> {
        let plaintext = content.encode(&self.case).map_err(|_| DAMAGED)?;
        let hash: [u8; 32] = rng.random();
        Ok(Arrival {
            plaintext,
            hash,
            tag: self.case.letter_tag(&hash),
        })
    }

    fn draw_report(&self, rng: &mut StdRng) -> Report {
        let words = self.voice.words();
        let say = |list, rng: &mut StdRng| self.voice.say(list, rng);
        let family = match self.category.family() {
            Some(OwnFamily::Business) => Family::Business,
            Some(OwnFamily::Behaviour) => Family::Behaviour,
            None => Family::Else,
        };
        let mut story = self.voice.story(Subject::of(self.category), rng);
        fit(&mut story);
        let mut report = Report::new(self.route.clone(), family, story);
        if !self.category.is_for_caseworkers() && rng.random_bool(0.8) {
            report.kinds.push(self.category.as_str().to_owned());
        }
        report.danger = maybe(
            0.6,
            &[Danger::No, Danger::No, Danger::Unknown, Danger::Yes],
            rng,
        );
        report.place = rng.random_bool(0.7).then(|| say(words.units, rng));
        report.people = rng.random_bool(0.6).then(|| say(words.who, rng));
        report.evidence = rng.random_bool(0.4).then(|| say(words.evidence, rng));
        report.private = rng.random_bool(0.2).then(|| say(words.unsafe_detail, rng));
        report.exclude = rng.random_bool(0.1).then(|| say(words.who, rng));
        report.when = rng.random_bool(0.6).then(|| When {
            pattern: maybe(
                0.9,
                &[Pattern::Once, Pattern::Repeated, Pattern::Ongoing],
                rng,
            ),
            text: Some(say(words.since, rng)),
            unknown: Unknown::new(),
        });
        report.knowledge.extend(maybe(
            0.7,
            &[Knowledge::Experienced, Knowledge::Seen, Knowledge::Heard],
            rng,
        ));
        report.level = maybe(
            0.4,
            &[Level::Desk, Level::Commander, Level::Outside, Level::None],
            rng,
        );
        report.wishes.extend(maybe(
            0.8,
            &[Wish::Stop, Wish::Investigation, Wish::Talk, Wish::Register],
            rng,
        ));
        report.detriment = rng.random_bool(0.5).then(|| Detriment {
            state: choose(
                &[
                    DetrimentState::No,
                    DetrimentState::Afraid,
                    DetrimentState::Already,
                ],
                DetrimentState::No,
                rng,
            ),
            text: None,
            unknown: Unknown::new(),
        });
        report.role = maybe(
            0.8,
            &[
                Role::Military,
                Role::Military,
                Role::Civilian,
                Role::Reservist,
                Role::Student,
                Role::Contractor,
                Role::Unsaid,
            ],
            rng,
        );
        report.identity = maybe(
            0.9,
            &[
                IdentityWish::Anonymous,
                IdentityWish::Anonymous,
                IdentityWish::Confidential,
                IdentityWish::Named,
            ],
            rng,
        );
        report
    }
}

/// Most bytes of a story, so that a report fits a letter whatever else it says.
const STORY_MAX_LEN: usize = LETTER_JSON_MAX_LEN - 4096;

/// Shortens a story at a paragraph.
fn fit(story: &mut String) {
    while story.len() > STORY_MAX_LEN {
        let end = story.rfind("\n\n").unwrap_or(0);
        story.truncate(end);
    }
}

/// Draws what a reporter wants: mostly to report.
fn draw_route(rng: &mut StdRng) -> Route {
    let routes = [
        Route::Report,
        Route::Report,
        Route::Report,
        Route::Complaint,
        Route::Advice,
        Route::Signal,
    ];
    choose(&routes, Route::Report, rng)
}

fn choose<T: Clone>(list: &[T], or: T, rng: &mut StdRng) -> T {
    list.choose(rng).cloned().unwrap_or(or)
}

fn maybe<T: Clone>(share: f64, list: &[T], rng: &mut StdRng) -> Option<T> {
    if rng.random_bool(share) {
        list.choose(rng).cloned()
    } else {
        None
    }
}

/// Makes a letter that was sealed with age and nothing else.
pub(super) fn raw(text: &str, rng: &mut StdRng) -> Arrival {
    let mut plaintext = Box::new([b' '; LETTER_PLAINTEXT_LEN]);
    let len = text.len().min(plaintext.len());
    plaintext[..len].copy_from_slice(&text.as_bytes()[..len]);
    Arrival {
        plaintext: SecretBytes::new(&plaintext),
        hash: rng.random(),
        tag: Tag::random(rng),
    }
}
