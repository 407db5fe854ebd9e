//! The replies of one case in order, with what is missing among them.
//!
//! Spec: docs/protocol.md §8.

use std::ops::RangeInclusive;

use super::open::hidden_debug;
use super::reply::ReplyContent;

/// A reply of the case that was opened, and its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedReply {
    /// SHA-256 of the sealed reply.
    pub body_hash: [u8; 32],
    /// What it says.
    pub content: ReplyContent,
}

/// A case's replies, and what a reader must be told about them.
///
/// Whether replies are missing after the last one, nobody can tell from them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Thread {
    /// All replies by number; those with the same number in the order given.
    pub replies: Vec<OpenedReply>,
    /// Numbers that no reply has, before the greatest: withheld, or older than the window.
    pub missing: Vec<RangeInclusive<u32>>,
    /// Numbers that more than one reply has.
    pub repeated: Vec<u32>,
    /// Numbers of replies that do not name the reply before them.
    pub unlinked: Vec<u32>,
}

/// A text of the desk, joined from its parts.
#[derive(Clone, PartialEq, Eq)]
pub struct ThreadText {
    /// Number of the reply that the text begins in.
    pub n: u32,
    /// The text, or what is there of it.
    pub text: String,
    /// Whether all its parts are there.
    pub complete: bool,
}

hidden_debug!(OpenedReply, Thread, ThreadText);

impl Thread {
    /// Orders the replies and looks for gaps, repeats and wrong links.
    #[must_use]
    pub fn assemble(mut replies: Vec<OpenedReply>) -> Self {
        replies.sort_by_key(|reply| reply.content.n);
        let mut thread = Self::default();
        let mut next = 1;
        for group in replies.chunk_by(|a, b| a.content.n == b.content.n) {
            let n = group[0].content.n;
            if n > next {
                thread.missing.push(next..=n - 1);
            }
            if group.len() > 1 {
                thread.repeated.push(n);
            }
            next = n.saturating_add(1);
        }
        thread.unlinked = unlinked(&replies);
        thread.replies = replies;
        thread
    }

    /// Joins the texts of the desk from their parts.
    #[must_use]
    pub fn texts(&self) -> Vec<ThreadText> {
        let mut texts: Vec<OpenText> = Vec::new();
        for reply in &self.replies {
            let n = reply.content.n;
            let Some(part) = &reply.content.text else {
                continue;
            };
            match texts.last_mut() {
                Some(open) if open.goes_on(n, part.part, part.of) => open.push(n, &part.body),
                _ => texts.push(OpenText::begin(n, part.part, part.of, &part.body)),
            }
        }
        texts.into_iter().map(OpenText::close).collect()
    }
}

/// Lists the replies whose `prev` is not the hash of the reply before, where that is there.
fn unlinked(replies: &[OpenedReply]) -> Vec<u32> {
    let is_linked = |reply: &OpenedReply| {
        let mut before = replies
            .iter()
            .filter(|other| other.content.n.checked_add(1) == Some(reply.content.n))
            .peekable();
        match reply.content.prev {
            None => reply.content.n == 1,
            Some(_) if before.peek().is_none() => reply.content.n > 1,
            Some(prev) => before.any(|other| other.body_hash == prev),
        }
    };
    let mut numbers: Vec<u32> = replies
        .iter()
        .filter(|reply| !is_linked(reply))
        .map(|reply| reply.content.n)
        .collect();
    numbers.dedup();
    numbers
}

/// A text whose later parts may follow.
struct OpenText {
    first_n: u32,
    last_n: u32,
    first_part: u32,
    last_part: u32,
    of: u32,
    text: String,
}

impl OpenText {
    fn begin(n: u32, part: u32, of: u32, body: &str) -> Self {
        Self {
            first_n: n,
            last_n: n,
            first_part: part,
            last_part: part,
            of,
            text: body.to_owned(),
        }
    }

    fn goes_on(&self, n: u32, part: u32, of: u32) -> bool {
        self.of == of
            && self.last_n.checked_add(1) == Some(n)
            && self.last_part.checked_add(1) == Some(part)
    }

    fn push(&mut self, n: u32, body: &str) {
        self.last_n = n;
        self.last_part = self.last_part.saturating_add(1);
        self.text.push_str(body);
    }

    fn close(self) -> ThreadText {
        ThreadText {
            n: self.first_n,
            complete: self.first_part == 1 && self.last_part == self.of,
            text: self.text,
        }
    }
}
