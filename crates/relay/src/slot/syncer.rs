//! The thread that makes slots durable: one fdatasync for whatever has been written meanwhile,
//! and only then the answers. While it waits for the disk, the writer goes on.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::queue::{Answer, Entered, Refusal};

/// What makes the writes of a medium durable.
pub trait Syncer: Send + 'static {
    /// Makes everything durable that was written before the call.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers. What was written since the last sync is then lost or not.
    fn sync(&mut self) -> io::Result<()>;

    /// Opens the file again after an error: a descriptor that failed once may answer success
    /// for pages that never reached the disk.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    fn reopen(&mut self) -> io::Result<()>;
}

/// What both threads look at.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// The ticket of the newest letter that is durable. Tickets count from 1.
    synced: AtomicU64,
    /// A sync has failed, and nothing is promised until the file is opened again.
    broken: AtomicBool,
}

impl Progress {
    /// Says whether the letter of a ticket is durable.
    pub(super) fn is_synced(&self, ticket: u64) -> bool {
        ticket <= self.synced.load(Ordering::Acquire)
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Acquire)
    }
}

/// A letter to answer after the next sync.
pub(super) struct Written {
    /// What its receipt says.
    pub(super) entered: Entered,
    /// Its ticket; that of the first copy for a repeated letter.
    pub(super) ticket: u64,
    /// Who waits.
    pub(super) answer: oneshot::Sender<Answer>,
}

/// What the syncer is asked, in the order of the writes.
enum Work {
    Letter(Written),
    /// Sync, and say whether everything so far is durable.
    Flush(Sender<bool>),
    /// Open the file again, and say whether that worked.
    Reopen(Sender<bool>),
}

/// The way to the syncer; it ends when this is dropped.
pub(super) struct SyncQueue {
    sender: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
    pub(super) progress: Arc<Progress>,
}

impl SyncQueue {
    /// Starts the thread.
    pub(super) fn spawn(syncer: impl Syncer) -> io::Result<Self> {
        let (sender, receiver) = channel();
        let progress = Arc::new(Progress::default());
        let mut run = Run {
            syncer,
            progress: Arc::clone(&progress),
        };
        let thread = std::thread::Builder::new()
            .name("sync".to_owned())
            .spawn(move || run.run(&receiver))?;
        Ok(Self {
            sender: Some(sender),
            thread: Some(thread),
            progress,
        })
    }

    /// Answers a letter after the next sync.
    pub(super) fn answer(&self, written: Written) {
        self.send(Work::Letter(written));
    }

    /// Waits until everything written so far is durable; `false` if it is not.
    pub(super) fn flush(&self) -> bool {
        self.ask(Work::Flush)
    }

    /// Opens the file again, after everything asked before was answered.
    pub(super) fn reopen(&self) -> bool {
        self.ask(Work::Reopen)
    }

    fn ask(&self, work: impl FnOnce(Sender<bool>) -> Work) -> bool {
        let (answer, asked) = channel();
        self.send(work(answer));
        asked.recv().unwrap_or(false)
    }

    fn send(&self, work: Work) {
        if let Some(sender) = &self.sender {
            // A syncer that is gone answers nobody: whoever waits sees that.
            let _ = sender.send(work);
        }
    }
}

impl Drop for SyncQueue {
    fn drop(&mut self) {
        // What is under way is synced and answered first.
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

struct Run<S> {
    syncer: S,
    progress: Arc<Progress>,
}

impl<S: Syncer> Run<S> {
    fn run(&mut self, receiver: &Receiver<Work>) {
        let mut letters: Vec<Written> = Vec::new();
        while let Ok(first) = receiver.recv() {
            let mut control = self.take(first, &mut letters);
            while control.is_none() {
                match receiver.try_recv() {
                    Ok(work) => control = self.take(work, &mut letters),
                    Err(_) => break,
                }
            }
            if !letters.is_empty() {
                let synced = self.sync();
                self.answer(&mut letters, synced);
            }
            match control {
                Some(Work::Flush(answer)) => drop(answer.send(self.sync())),
                Some(Work::Reopen(answer)) => drop(answer.send(self.reopen())),
                Some(Work::Letter(_)) | None => {}
            }
        }
    }

    /// Sets a letter aside; returns what must come after the letters so far.
    fn take(&self, work: Work, letters: &mut Vec<Written>) -> Option<Work> {
        match work {
            Work::Letter(written) => {
                letters.push(written);
                None
            }
            control => Some(control),
        }
    }

    /// Syncs, unless a sync has failed before: success would then mean nothing.
    fn sync(&mut self) -> bool {
        if !self.progress.is_broken() && self.syncer.sync().is_err() {
            self.progress.broken.store(true, Ordering::Release);
        }
        !self.progress.is_broken()
    }

    fn answer(&self, letters: &mut Vec<Written>, synced: bool) {
        if synced {
            let newest = letters.iter().map(|written| written.ticket).max();
            self.progress
                .synced
                .fetch_max(newest.unwrap_or(0), Ordering::Release);
        }
        for written in letters.drain(..) {
            let answer = if synced {
                Ok(written.entered)
            } else {
                Err(Refusal::Broken)
            };
            // Whoever asked and went away is not waited for.
            let _ = written.answer.send(answer);
        }
    }

    fn reopen(&mut self) -> bool {
        let reopened = self.syncer.reopen().is_ok();
        self.progress.broken.store(!reopened, Ordering::Release);
        reopened
    }
}
