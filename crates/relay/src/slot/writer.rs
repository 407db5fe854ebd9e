//! The one thread that writes slots, and alone knows which are free.
//!
//! It writes each letter as it comes and leaves it to the syncer to answer: many letters share a
//! sync. A letter that is here already is answered at once if it is durable, and else with the
//! same sync as its first copy or a later one.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rand::Rng as _;
use rand::rngs::StdRng;
use tokio::sync::oneshot;

use super::queue::{Answer, Entered, Logged, Post, Queue, Refusal, Request, TagRule};
use super::syncer::{SyncQueue, Written};
use super::waiting::{Key, Place, Waiting};
use super::{Label, Medium, SLOT_LEN, Seen, read_slot, write_slot};
use crate::clock::{Clock, Epochs};

/// How often the file's times are blurred.
const BLUR_EVERY: Duration = Duration::from_secs(5);

/// Finds the tag and epoch of a logged entry, if its body is this one.
pub type Lookup = dyn Fn(u32, u64, &[u8; 32]) -> Option<Entered> + Send;

/// What the writer starts with.
pub struct Start<M> {
    /// The slots.
    pub medium: M,
    /// Tells when an epoch ends.
    pub clock: Arc<dyn Clock>,
    /// The epochs.
    pub epochs: Arc<Epochs>,
    /// Draws slots and random bytes.
    pub rng: StdRng,
    /// The logged letters of each desk's window.
    pub seen: HashMap<u32, Seen>,
    /// Reads an entry.
    pub lookup: Box<Lookup>,
}

impl<M: Medium> Start<M> {
    /// Reads every slot and starts the threads. They end at [`Queue::stop`] or when every queue
    /// is dropped.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    pub fn spawn(self) -> io::Result<(Queue, JoinHandle<()>)> {
        let (sender, receiver) = channel();
        let mut writer = Writer::restore(self)?;
        let thread = std::thread::Builder::new()
            .name("slots".to_owned())
            .spawn(move || writer.run(&receiver))?;
        Ok((Queue { sender }, thread))
    }
}

struct Writer<M> {
    start: Start<M>,
    syncs: SyncQueue,
    waiting: Waiting,
    /// The ticket of the letter written last.
    ticket: u64,
    /// Letters written and not known to be durable, oldest first.
    in_flight: VecDeque<(u64, Key)>,
    /// Slots whose bytes are unknown or must go: random bytes are written to them, and only
    /// then are they free again.
    spoilt: Vec<u32>,
    /// A write has failed, or a wipe, and has not been made up for.
    broken: bool,
    slot: Box<[u8; SLOT_LEN]>,
}

impl<M: Medium> Writer<M> {
    fn restore(start: Start<M>) -> io::Result<Self> {
        let mut waiting = Waiting::default();
        let mut spoilt = Vec::new();
        let mut slot = Box::new([0; SLOT_LEN]);
        for position in 0..start.medium.count() {
            start.medium.read(position, &mut slot)?;
            if waiting.restore(position, read_slot(&slot)) {
                spoilt.push(position);
            }
        }
        start.medium.uncache();
        let syncs = SyncQueue::spawn(start.medium.syncer()?)?;
        let mut writer = Self {
            start,
            syncs,
            waiting,
            ticket: 0,
            in_flight: VecDeque::new(),
            spoilt,
            broken: false,
            slot,
        };
        writer.wipe()?;
        Ok(writer)
    }

    fn run(&mut self, receiver: &Receiver<Request>) {
        loop {
            match receiver.recv_timeout(BLUR_EVERY) {
                Ok(Request::Post(post, answer)) => self.enter(&post, answer),
                Ok(Request::Stop) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(other) => self.answer(other),
                Err(RecvTimeoutError::Timeout) => self.start.medium.blur(),
            }
        }
        self.start.medium.blur();
    }

    fn answer(&mut self, request: Request) {
        // Whoever asked and went away is not waited for.
        match request {
            Request::Take {
                desk,
                epoch,
                answer,
            } => {
                // A letter that was not answered may still be taken back.
                self.mend();
                if !self.syncs.flush() {
                    self.mend();
                }
                let _ = answer.send(self.waiting.take(desk, epoch));
            }
            Request::Settle {
                desk,
                logged,
                window_start,
                answer,
            } => {
                self.settle(desk, &logged, window_start);
                let _ = answer.send(());
            }
            Request::Probe(answer) => {
                let works = self.mend() && self.syncs.flush();
                let _ = answer.send(works);
            }
            Request::Count(answer) => {
                let _ = answer.send(self.waiting.len());
            }
            Request::Post(..) | Request::Stop => {}
        }
    }

    /// Answers a letter that is known or cannot be stored; writes any other.
    fn enter(&mut self, post: &Post, answer: oneshot::Sender<Answer>) {
        self.mend();
        let key = Key {
            desk: post.desk,
            body: post.hash.body(),
        };
        // spec: §12.1 A2
        let (entered, ticket) = match self.known(&key) {
            Some((known, ticket)) => match repeat(known, post) {
                Ok(entered) => (entered, ticket),
                refusal => return tell(answer, refusal),
            },
            None => match self.write(&key, post) {
                Ok(place) => (entered(&place.label), place.ticket),
                Err(refusal) => return tell(answer, Err(refusal)),
            },
        };
        if self.syncs.progress.is_synced(ticket) {
            return tell(answer, Ok(entered));
        }
        self.syncs.answer(Written {
            entered,
            ticket,
            answer,
        });
    }

    /// Finds a letter that waits or is logged, with the ticket of its sync.
    fn known(&self, key: &Key) -> Option<(Entered, u64)> {
        if let Some(place) = self.waiting.find(key) {
            return Some((entered(&place.label), place.ticket));
        }
        let index = self.start.seen.get(&key.desk)?.find(&key.body)?;
        let known = (self.start.lookup)(key.desk, index, &key.body)?;
        Some((known, 0))
    }

    /// Writes a letter to a random free slot.
    fn write(&mut self, key: &Key, post: &Post) -> Result<Place, Refusal> {
        if self.broken {
            return Err(Refusal::Broken);
        }
        let letter = post.letter.bytes().ok_or(Refusal::Form)?;
        let label = Label {
            desk: key.desk,
            epoch: self.start.epochs.current(self.start.clock.now()),
            tag: post.tag,
        };
        write_slot(&mut self.slot, letter, &post.hash, &label).ok_or(Refusal::Form)?;
        // spec: §12.1 A3
        let position = self
            .waiting
            .draw(&mut self.start.rng)
            .ok_or(Refusal::Full)?;
        if self.start.medium.write(position, &self.slot).is_err() {
            self.broken = true;
            self.spoilt.push(position);
            return Err(Refusal::Broken);
        }
        self.ticket += 1;
        let place = Place {
            position,
            label,
            ticket: self.ticket,
        };
        self.waiting.insert(*key, place);
        self.in_flight.push_back((self.ticket, *key));
        self.land();
        Ok(place)
    }

    /// Forgets the letters in flight that are durable by now.
    fn land(&mut self) {
        let progress = &self.syncs.progress;
        while let Some((ticket, _)) = self.in_flight.front() {
            if !progress.is_synced(*ticket) {
                return;
            }
            self.in_flight.pop_front();
        }
    }

    fn settle(&mut self, desk: u32, logged: &[Logged], window_start: u64) {
        let seen = self.start.seen.entry(desk).or_default();
        for entry in logged {
            seen.insert(&entry.body, entry.index);
            let key = Key {
                desk,
                body: entry.body,
            };
            if let Some(position) = self.waiting.remove(&key) {
                self.spoilt.push(position);
            }
        }
        seen.forget_before(window_start);
        // spec: §12.2 S6
        if self.wipe().is_err() {
            self.broken = true;
        }
        self.start.medium.blur();
    }

    /// Overwrites the spoilt slots with random bytes, syncs, and frees them.
    fn wipe(&mut self) -> io::Result<()> {
        if self.spoilt.is_empty() {
            return Ok(());
        }
        for position in &self.spoilt {
            self.start.rng.fill_bytes(self.slot.as_mut_slice());
            self.start.medium.write(*position, &self.slot)?;
        }
        if !self.syncs.flush() {
            return Err(io::Error::other("cannot sync the slots"));
        }
        for position in self.spoilt.drain(..) {
            self.waiting.release(position);
        }
        Ok(())
    }

    /// After a failure: takes back the letters that nobody was promised, opens the file again and
    /// wipes their slots. Answers whether everything works.
    fn mend(&mut self) -> bool {
        if !self.broken && !self.syncs.progress.is_broken() {
            return true;
        }
        // After this the syncer has answered whatever it was asked before, all of it with a
        // refusal: so what is still in flight was promised to nobody.
        let reopened = self.syncs.reopen() && self.start.medium.reopen().is_ok();
        self.land();
        for (_, key) in self.in_flight.drain(..) {
            self.spoilt.extend(self.waiting.remove(&key));
        }
        self.broken = !(reopened && self.wipe().is_ok());
        !self.broken
    }
}

/// Answers; whoever asked and went away is not waited for.
fn tell(sender: oneshot::Sender<Answer>, answer: Answer) {
    let _ = sender.send(answer);
}

fn entered(label: &Label) -> Entered {
    Entered {
        epoch: label.epoch,
        tag: label.tag,
    }
}

/// Answers a letter that is known: the same receipt, unless its sender chose another tag.
fn repeat(known: Entered, post: &Post) -> Answer {
    match post.tag_rule {
        TagRule::Sent if known.tag != post.tag => Err(Refusal::Conflict),
        TagRule::Sent | TagRule::Drawn => Ok(known),
    }
}
