//! Finding and opening what belongs to one case code.
//!
//! Everything happens on what was downloaded already: no request follows from a code.
//!
//! Spec: docs/protocol.md §8, §9, §15.

use std::collections::HashSet;
use std::fmt;

use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{OpenedReply, ReplyContent, Status, Thread};
use bellrope_protocol::key::{AuthenticationPublicKey, CaseKeys, ReporterKeys};
use bellrope_protocol::reply;
use bellrope_protocol::time::Day;
use bellrope_transparency::log_note::Mark;

use crate::view::{DeskView, LoggedReply};

/// What one case code has at one desk.
pub struct Mailbox {
    /// The cases, one for each authentication key under which something was found; nearly always
    /// one at most.
    pub cases: Vec<Case>,
}

/// What was found under one authentication key.
pub struct Case {
    /// The key.
    pub authentication: AuthenticationPublicKey,
    /// What names the case on the desk's board.
    pub mark: Mark,
    /// The reporter's own letters in the log's window, oldest first.
    pub letters: Vec<OwnLetter>,
    /// The desk's replies in order, with what is missing among them.
    pub thread: Thread,
    /// Days of replies that are the case's by their tag and say nothing that this version reads.
    pub unreadable: Vec<Day>,
}

/// One of the reporter's letters, as the public log has it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OwnLetter {
    /// Its index in the intake log.
    pub entry: u64,
    /// The Unix second at which its epoch ended.
    pub epoch: u32,
    /// SHA-256 of the letter, as its receipt names it.
    pub body: [u8; 32],
    /// Whether a reply has said that the desk imported it.
    pub held: bool,
}

impl Mailbox {
    /// Finds and opens everything of a code, under each of the card's authentication keys.
    #[must_use]
    pub fn open(view: &DeskView, code: &CaseCode) -> Self {
        let keys = ReporterKeys::derive(code, &view.card().founding);
        let cases = view
            .card()
            .authentication
            .iter()
            .map(|authentication| Case::open(view, &keys, *authentication))
            .filter(|case| !case.is_empty())
            .collect();
        Self { cases }
    }

    /// Says whether nothing was found: then the code may also be wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// Returns the case that further letters belong to: one that the desk knows, if there is one.
    #[must_use]
    pub fn case_to_write_in(&self) -> Option<&Case> {
        let known = self.cases.iter().find(|case| case.is_acknowledged());
        known.or_else(|| self.cases.first())
    }
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailbox").finish_non_exhaustive()
    }
}

impl Case {
    fn open(view: &DeskView, keys: &ReporterKeys, authentication: AuthenticationPublicKey) -> Self {
        let case = CaseKeys::for_reporter(keys, &authentication);
        let mut opened = Vec::new();
        let mut unreadable = Vec::new();
        // spec: §9, a reply is the case's if its tag says so; a forged one has none that fits
        for logged in view
            .replies()
            .filter(|logged| case.reply_tag(&logged.hash) == logged.tag)
        {
            match read(&case, &logged) {
                Some(content) => opened.push(OpenedReply {
                    body_hash: logged.hash,
                    content,
                }),
                None => unreadable.push(logged.day),
            }
        }
        let receipts: HashSet<[u8; 32]> = opened
            .iter()
            .flat_map(|reply| reply.content.receipts.iter().copied())
            .collect();
        let letters = view
            .intake()
            .filter(|logged| case.letter_tag(&logged.entry.body).as_bytes() == &logged.entry.tag)
            .map(|logged| OwnLetter {
                entry: logged.index,
                epoch: logged.entry.epoch,
                body: logged.entry.body,
                held: receipts.contains(&logged.entry.body),
            })
            .collect();
        Self {
            authentication,
            mark: Mark::from_bytes(case.board_mark()),
            letters,
            thread: Thread::assemble(opened),
            unreadable,
        }
    }

    fn is_empty(&self) -> bool {
        self.letters.is_empty() && self.thread.replies.is_empty() && self.unreadable.is_empty()
    }

    /// Says whether the desk knows the case: a reply carried receipts.
    #[must_use]
    pub fn is_acknowledged(&self) -> bool {
        let mut replies = self.thread.replies.iter();
        replies.any(|reply| !reply.content.receipts.is_empty())
    }

    /// Returns the newest status, and the day on which the desk wrote it.
    #[must_use]
    pub fn status(&self) -> Option<(&Status, Day)> {
        let mut replies = self.thread.replies.iter().rev();
        replies.find_map(|reply| Some((reply.content.status.as_ref()?, reply.content.day)))
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case").finish_non_exhaustive()
    }
}

impl fmt::Debug for OwnLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnLetter").finish_non_exhaustive()
    }
}

fn read(case: &CaseKeys, logged: &LoggedReply<'_>) -> Option<ReplyContent> {
    let plaintext = reply::open(case.reply_passphrase(), logged.body).ok()?;
    ReplyContent::parse(plaintext.expose_secret(), &case.handle()).ok()
}
