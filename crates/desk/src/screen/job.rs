//! Work that takes long: import, export, backup.
//!
//! A screen answers [`Work`]. The desktop puts the open vault into it, which nobody else can use
//! meanwhile, and hands the shell a [`Job`] to run on a thread of its own. Every page then leads to
//! the one that tells how far it is. When it is done the vault is back, and the page shows what came of
//! it. A job that panics takes the vault with it: the desk is locked, and says so.

use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use maud::Markup;

use super::Rng;
use super::context::Refusal;
use super::session::Session;
use crate::text::{Texts, Value};

/// What came of work: drawn when it is shown, in the language of that moment.
pub(crate) type Report = Box<dyn Fn(&Texts) -> Markup + Send>;

type Doing = Box<dyn FnOnce(&mut Session, &Progress, &mut Rng) -> Result<Report, Refusal> + Send>;

/// Work that a screen asks for.
pub(crate) struct Work {
    /// Id of the text that names it.
    pub(super) title: &'static str,
    doing: Doing,
}

impl Work {
    /// Describes work: the id of the text that names it, and what is done.
    pub(crate) fn new(
        title: &'static str,
        doing: impl FnOnce(&mut Session, &Progress, &mut Rng) -> Result<Report, Refusal>
        + Send
        + 'static,
    ) -> Self {
        Self {
            title,
            doing: Box::new(doing),
        }
    }

    /// Splits it into what the shell runs and what the desktop waits with.
    pub(super) fn begin(self, session: Session, rng: Rng) -> (Job, Waiting) {
        let (done, end) = sync_channel(1);
        let progress = Progress::default();
        let waiting = Waiting {
            title: self.title,
            is_practice: session.is_practice,
            progress: progress.clone(),
            end,
        };
        let job = Job {
            doing: self.doing,
            session,
            progress,
            rng,
            done,
        };
        (job, waiting)
    }
}

/// Work under way, for the shell to run on a thread of its own.
#[must_use = "the desk waits until it was run"]
pub struct Job {
    doing: Doing,
    session: Session,
    progress: Progress,
    rng: Rng,
    done: SyncSender<Done>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").finish_non_exhaustive()
    }
}

impl Job {
    /// Runs it to its end. Whoever asks the desktop afterwards sees what came of it.
    pub fn run(self) {
        let Self {
            doing,
            mut session,
            progress,
            mut rng,
            done,
        } = self;
        let result = doing(&mut session, &progress, &mut rng);
        // A desktop that is gone has no use for the vault; it is closed here.
        let _ = done.send(Done { session, result });
    }
}

/// The end of a job.
pub(super) struct Done {
    pub(super) session: Session,
    pub(super) result: Result<Report, Refusal>,
}

/// What the desktop knows of a job that runs elsewhere.
pub(super) struct Waiting {
    pub(super) title: &'static str,
    /// Whether the vault that it works on is for practice.
    pub(super) is_practice: bool,
    pub(super) progress: Progress,
    end: Receiver<Done>,
}

/// Where a job is.
pub(super) enum Look {
    /// It goes on.
    Working,
    /// It is done.
    Done(Box<Done>),
    /// It broke off, and the vault with it.
    Lost,
}

impl Waiting {
    pub(super) fn look(&self) -> Look {
        match self.end.try_recv() {
            Ok(done) => Look::Done(Box::new(done)),
            Err(TryRecvError::Empty) => Look::Working,
            Err(TryRecvError::Disconnected) => Look::Lost,
        }
    }
}

/// How far a job is; told by the job, read by the page.
#[derive(Clone, Default)]
pub(crate) struct Progress(Arc<Mutex<Step>>);

#[derive(Clone, Default)]
struct Step {
    text: Option<&'static str>,
    count: Option<u64>,
}

impl Progress {
    /// Tells the step, by the id of its text.
    pub(crate) fn tell(&self, text: &'static str) {
        self.set(Step {
            text: Some(text),
            count: None,
        });
    }

    /// Tells the step and a number that its text names as `count`.
    pub(crate) fn tell_count(&self, text: &'static str, count: u64) {
        self.set(Step {
            text: Some(text),
            count: Some(count),
        });
    }

    fn set(&self, step: Step) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = step;
    }

    /// Returns the text of the step.
    pub(super) fn text(&self, texts: &Texts) -> String {
        let step = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let id = step.text.unwrap_or("job-begins");
        match step.count {
            Some(count) => texts.with(id, &[("count", Value::from(count.to_string()))]),
            None => texts.get(id),
        }
    }
}
