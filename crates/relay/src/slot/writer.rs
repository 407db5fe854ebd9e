//! The one thread that writes slots: group commit of whatever has queued.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rand::Rng as _;
use rand::rngs::StdRng;
use tokio::sync::oneshot;

use super::queue::{Answer, Entered, Logged, Post, Queue, Refusal, Request, TagRule};
use super::waiting::{Key, Place, Waiting};
use super::{Label, Medium, SLOT_LEN, Seen, read_slot, write_slot};
use crate::clock::{Clock, Epochs};

/// Greatest number of letters of one sync: bounds how long the first of them waits.
const MAX_GROUP: usize = 512;
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
    /// Draws slots and fill.
    pub rng: StdRng,
    /// The logged letters of each desk's window.
    pub seen: HashMap<u32, Seen>,
    /// Reads an entry.
    pub lookup: Box<Lookup>,
}

impl<M: Medium> Start<M> {
    /// Reads every slot and starts the thread. It ends at [`Queue::stop`] or when every queue
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
    waiting: Waiting,
    /// Slots whose bytes are unknown or must go: random bytes are written to them, and only
    /// then are they free again.
    spoilt: Vec<u32>,
    /// The disk has failed and has not been mended since.
    broken: bool,
    slot: Box<[u8; SLOT_LEN]>,
}

/// A letter written but not yet synced.
struct Written {
    key: Key,
    place: Place,
    answers: Vec<oneshot::Sender<Answer>>,
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
        let mut writer = Self {
            start,
            waiting,
            spoilt,
            broken: false,
            slot,
        };
        writer.wipe()?;
        Ok(writer)
    }

    fn run(&mut self, receiver: &Receiver<Request>) {
        let mut held = None;
        loop {
            let request = match held.take() {
                Some(request) => request,
                None => match receiver.recv_timeout(BLUR_EVERY) {
                    Ok(request) => request,
                    Err(RecvTimeoutError::Timeout) => {
                        self.start.medium.blur();
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                },
            };
            match request {
                Request::Post(post, answer) => held = self.group(*post, answer, receiver),
                Request::Stop => return,
                other => self.answer(other),
            }
        }
    }

    fn answer(&mut self, request: Request) {
        // Whoever asked and went away is not waited for.
        match request {
            Request::Take {
                desk,
                epoch,
                answer,
            } => {
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
                self.mend();
                let _ = answer.send(!self.broken);
            }
            Request::Count(answer) => {
                let _ = answer.send(self.waiting.len());
            }
            Request::Post(..) | Request::Stop => {}
        }
    }

    /// Writes whatever letters have queued, syncs once, answers all.
    ///
    /// Returns the request that ended the group, if one did.
    fn group(
        &mut self,
        post: Post,
        answer: oneshot::Sender<Answer>,
        receiver: &Receiver<Request>,
    ) -> Option<Request> {
        self.mend();
        let mut group: Vec<Written> = Vec::new();
        let mut places: HashMap<Key, usize> = HashMap::new();
        let mut next = Some((post, answer));
        let mut held = None;
        while let Some((post, answer)) = next.take() {
            self.enter(post, answer, &mut group, &mut places);
            if group.len() >= MAX_GROUP {
                break;
            }
            match receiver.try_recv() {
                Ok(Request::Post(post, answer)) => next = Some((*post, answer)),
                Ok(other) => held = Some(other),
                Err(_) => {}
            }
        }
        self.commit(group);
        held
    }

    /// Answers a letter that is known or cannot be stored; writes any other.
    fn enter(
        &mut self,
        post: Post,
        answer: oneshot::Sender<Answer>,
        group: &mut Vec<Written>,
        places: &mut HashMap<Key, usize>,
    ) {
        let key = Key {
            desk: post.desk,
            body: post.hash.body(),
        };
        // spec: §12.1 A2
        let in_group = places.get(&key).and_then(|index| group.get_mut(*index));
        if let Some(written) = in_group {
            match repeat(entered(&written.place.label), &post) {
                Ok(_) => written.answers.push(answer),
                refusal => tell(answer, refusal),
            }
            return;
        }
        if let Some(known) = self.known(&key) {
            tell(answer, repeat(known, &post));
            return;
        }
        match self.write(&key, &post) {
            Ok(place) => {
                places.insert(key, group.len());
                group.push(Written {
                    key,
                    place,
                    answers: vec![answer],
                });
            }
            Err(refusal) => tell(answer, Err(refusal)),
        }
    }

    fn known(&self, key: &Key) -> Option<Entered> {
        if let Some(place) = self.waiting.find(key) {
            return Some(entered(&place.label));
        }
        let index = self.start.seen.get(&key.desk)?.find(&key.body)?;
        (self.start.lookup)(key.desk, index, &key.body)
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
        Ok(Place { position, label })
    }

    /// Syncs what was written; only then is anyone answered.
    fn commit(&mut self, group: Vec<Written>) {
        if group.is_empty() {
            return;
        }
        let synced = self.start.medium.sync().is_ok();
        for written in group {
            let answer = if synced {
                self.waiting.insert(written.key, written.place);
                Ok(entered(&written.place.label))
            } else {
                // Nobody was promised anything; the bytes must go before the slot is used again.
                self.spoilt.push(written.place.position);
                Err(Refusal::Broken)
            };
            for sender in written.answers {
                tell(sender, answer);
            }
        }
        self.broken |= !synced;
    }

    fn settle(&mut self, desk: u32, logged: &[Logged], window_start: u64) {
        let seen = self.start.seen.entry(desk).or_default();
        for entry in logged {
            seen.insert(&entry.body, entry.index);
            if let Some(position) = self.waiting.remove(&Key {
                desk,
                body: entry.body,
            }) {
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
        self.start.medium.sync()?;
        for position in self.spoilt.drain(..) {
            self.waiting.release(position);
        }
        Ok(())
    }

    /// Opens the file again after a failure and wipes what it may have left.
    fn mend(&mut self) {
        if !self.broken {
            return;
        }
        let mended = self.start.medium.reopen().and_then(|()| self.wipe());
        self.broken = mended.is_err();
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
