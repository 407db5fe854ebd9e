//! The desktop on threads of its own: the window stays awake while a vault is opened.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bellrope_desk::clock::{Clock as _, SystemClock};
use bellrope_desk::screen::{Desktop, Request, Response, Settings};
use webkit6::gio;

/// The screens, shared by the window and the threads that answer.
pub(crate) struct Desk {
    desktop: Arc<Mutex<Desktop>>,
    clock: SystemClock,
}

/// What happened while nobody asked for anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tick {
    /// Nothing that shows.
    Same,
    /// The vault was locked: what shows must go.
    Locked,
    /// The person is done.
    Over,
}

impl Desk {
    pub(crate) fn new(settings: Settings, clock: SystemClock) -> Self {
        Self {
            desktop: Arc::new(Mutex::new(Desktop::new(settings))),
            clock,
        }
    }

    /// Answers a request on another thread; `None` if the screen failed.
    pub(crate) async fn answer(&self, request: Request) -> Option<Response> {
        let desktop = Arc::clone(&self.desktop);
        let now = self.clock.now();
        let answered = gio::spawn_blocking(move || {
            let mut desktop = lock(&desktop);
            let response = desktop.answer(&request, now);
            if let Some(job) = desktop.take_job() {
                std::thread::spawn(move || job.run());
            }
            response
        });
        answered.await.ok()
    }

    /// Looks at the time; says nothing while a request is being answered.
    pub(crate) fn tick(&self) -> Tick {
        let Ok(mut desktop) = self.desktop.try_lock() else {
            return Tick::Same;
        };
        let was_locked = desktop.locked_since().is_some();
        desktop.tick(self.clock.now());
        if desktop.is_over() {
            Tick::Over
        } else if !was_locked && desktop.locked_since().is_some() {
            Tick::Locked
        } else {
            Tick::Same
        }
    }
}

fn lock(desktop: &Mutex<Desktop>) -> MutexGuard<'_, Desktop> {
    // A screen that panicked has changed nothing that is half done: changes are transactions.
    desktop.lock().unwrap_or_else(PoisonError::into_inner)
}
