//! Processes that are driven while they run, and never outlive their test.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::PATIENCE;

/// The process groups that are running.
static GROUPS: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// Kills everything that was started and still runs: for who is interrupted.
///
/// # Panics
///
/// If a thread has panicked while starting a process.
pub fn stop_all() {
    for id in GROUPS.lock().unwrap().iter() {
        signal(*id, Signal::KILL);
    }
}

fn signal(id: u32, signal: Signal) {
    let id = i32::try_from(id).ok().and_then(Pid::from_raw);
    if let Some(id) = id {
        // It may have ended by itself.
        let _ = kill_process_group(id, signal);
    }
}

/// A process, its input, and everything it has printed so far.
#[derive(Debug)]
pub struct Running {
    name: String,
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: Output,
    stderr: Output,
}

/// A process that has ended.
#[derive(Debug, Clone)]
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// Everything on its standard output.
    pub stdout: String,
    /// Everything on its standard error.
    pub stderr: String,
}

impl Finished {
    /// Returns the exit code; −1 if a signal ended it.
    #[must_use]
    pub fn code(&self) -> i32 {
        self.status.code().unwrap_or(-1)
    }

    /// Asserts that it succeeded.
    ///
    /// # Panics
    ///
    /// With everything it printed, if it did not.
    #[must_use]
    #[track_caller]
    pub fn succeeded(self) -> Self {
        self.with_code(0)
    }

    /// Asserts its exit code.
    ///
    /// # Panics
    ///
    /// With everything it printed, if it was another.
    #[must_use]
    #[track_caller]
    pub fn with_code(self, code: i32) -> Self {
        assert_eq!(
            self.code(),
            code,
            "stdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
        self
    }
}

impl Running {
    /// Starts a command as the head of a process group, all three streams piped.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    #[must_use]
    pub fn start(command: &mut Command) -> Self {
        let name = format!("{command:?}");
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|err| panic!("cannot start {name}: {err}"));
        GROUPS.lock().unwrap().insert(child.id());
        let stdin = child.stdin.take();
        let stdout = Output::follow(child.stdout.take().unwrap());
        let stderr = Output::follow(child.stderr.take().unwrap());
        Self {
            name,
            child,
            stdin,
            stdout,
            stderr,
        }
    }

    /// Waits for the next line on standard output for which `pick` answers something. Lines are
    /// looked at once.
    ///
    /// # Panics
    ///
    /// If the process ends or [`PATIENCE`] is over before.
    #[track_caller]
    pub fn await_stdout<T>(&mut self, pick: impl FnMut(&str) -> Option<T>) -> T {
        match self.stdout.await_line(pick) {
            Some(found) => found,
            None => self.despair("standard output"),
        }
    }

    /// Waits on standard error as [`Running::await_stdout`] does on standard output.
    ///
    /// # Panics
    ///
    /// As that one.
    #[track_caller]
    pub fn await_stderr<T>(&mut self, pick: impl FnMut(&str) -> Option<T>) -> T {
        match self.stderr.await_line(pick) {
            Some(found) => found,
            None => self.despair("standard error"),
        }
    }

    #[track_caller]
    fn despair(&self, stream: &str) -> ! {
        panic!(
            "{} never printed what was awaited on {stream}\nstdout:\n{}\nstderr:\n{}",
            self.name,
            self.stdout.text(),
            self.stderr.text()
        );
    }

    /// Types a line.
    ///
    /// A process that no longer reads is not an error here; how it ended tells more.
    pub fn type_line(&mut self, line: &str) {
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(format!("{line}\n").as_bytes());
            let _ = stdin.flush();
        }
    }

    /// Returns everything printed so far, on both streams.
    #[must_use]
    pub fn printed(&self) -> (String, String) {
        (self.stdout.text(), self.stderr.text())
    }

    /// Returns the process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Closes its input and waits for its end.
    ///
    /// # Panics
    ///
    /// If it does not end within [`PATIENCE`].
    #[must_use]
    #[track_caller]
    pub fn finish(mut self) -> Finished {
        self.stdin = None;
        match self.end_within(PATIENCE) {
            Some(finished) => finished,
            None => self.despair("its end"),
        }
    }

    /// Asks it to stop (SIGTERM) and waits for its end.
    ///
    /// # Panics
    ///
    /// If it does not end within [`PATIENCE`].
    #[must_use]
    #[track_caller]
    pub fn stop(mut self) -> Finished {
        signal(self.child.id(), Signal::TERM);
        match self.end_within(PATIENCE) {
            Some(finished) => finished,
            None => self.despair("its end"),
        }
    }

    /// Kills it without warning (SIGKILL) and waits for its end.
    ///
    /// # Panics
    ///
    /// If the system cannot.
    #[must_use]
    #[track_caller]
    pub fn kill(mut self) -> Finished {
        signal(self.child.id(), Signal::KILL);
        match self.end_within(PATIENCE) {
            Some(finished) => finished,
            None => self.despair("its end"),
        }
    }

    /// Sends SIGKILL and waits for nothing.
    pub fn kill_now(&self) {
        signal(self.child.id(), Signal::KILL);
    }

    fn end_within(&mut self, patience: Duration) -> Option<Finished> {
        // Its streams close when it ends: no polling.
        let until = Instant::now() + patience;
        if !self.stdout.await_close(until) || !self.stderr.await_close(until) {
            return None;
        }
        let status = self.child.wait().ok()?;
        forget(self.child.id());
        Some(Finished {
            status,
            stdout: self.stdout.text(),
            stderr: self.stderr.text(),
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            signal(self.child.id(), Signal::KILL);
            let _ = self.child.wait();
        }
        forget(self.child.id());
    }
}

/// Forgets a group that has ended: its number may be given to someone else.
fn forget(id: u32) {
    if let Ok(mut groups) = GROUPS.lock() {
        groups.remove(&id);
    }
}

/// What a stream has brought so far, read by a thread of its own.
#[derive(Debug)]
struct Output {
    shared: Arc<Shared>,
    /// Lines that were looked at.
    seen: usize,
    _reader: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    grown: Condvar,
}

#[derive(Debug, Default)]
struct State {
    lines: Vec<String>,
    is_closed: bool,
}

impl Output {
    fn follow(stream: impl Read + Send + 'static) -> Self {
        let shared = Arc::new(Shared::default());
        let writer = Arc::clone(&shared);
        let reader = thread::spawn(move || {
            let mut stream = BufReader::new(stream);
            let mut line = Vec::new();
            while matches!(stream.read_until(b'\n', &mut line), Ok(len) if len > 0) {
                let text = String::from_utf8_lossy(&line).into_owned();
                line.clear();
                writer.state.lock().unwrap().lines.push(text);
                writer.grown.notify_all();
            }
            writer.state.lock().unwrap().is_closed = true;
            writer.grown.notify_all();
        });
        Self {
            shared,
            seen: 0,
            _reader: reader,
        }
    }

    fn text(&self) -> String {
        self.shared.state.lock().unwrap().lines.concat()
    }

    fn await_line<T>(&mut self, mut pick: impl FnMut(&str) -> Option<T>) -> Option<T> {
        let until = Instant::now() + PATIENCE;
        let mut state = self.shared.state.lock().unwrap();
        loop {
            while let Some(line) = state.lines.get(self.seen) {
                self.seen += 1;
                if let Some(found) = pick(line.trim_end_matches(['\r', '\n'])) {
                    return Some(found);
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            if state.is_closed || left.is_zero() {
                return None;
            }
            state = self.shared.grown.wait_timeout(state, left).unwrap().0;
        }
    }

    fn await_close(&self, until: Instant) -> bool {
        let mut state = self.shared.state.lock().unwrap();
        while !state.is_closed {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            state = self.shared.grown.wait_timeout(state, left).unwrap().0;
        }
        true
    }
}
