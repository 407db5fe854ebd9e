//! A plugin that keeps its caller waiting for too long is ended: a screen that waits shows nothing else.

use std::fs;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, getpid, kill_process};

/// Characters of a program's name that Linux keeps (proc(5), `comm`).
const NAME_MAX_LEN: usize = 15;

/// Watches over a plugin until it is dropped or asked.
pub(super) struct Watch {
    /// Closed when nobody needs it any more.
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<bool>>,
}

impl Watch {
    /// Begins: what runs as `age-plugin-…` below this process when the time is over is ended. Without a
    /// time nothing is.
    pub(super) fn begin(plugin: &str, patience: Option<Duration>) -> Self {
        let Some(patience) = patience else {
            return Self {
                done: None,
                thread: None,
            };
        };
        let program = format!("age-plugin-{plugin}");
        let (done, until) = channel::<()>();
        let thread = thread::spawn(move || match until.recv_timeout(patience) {
            Err(RecvTimeoutError::Timeout) => end_children(&program),
            _ => false,
        });
        Self {
            done: Some(done),
            thread: Some(thread),
        }
    }

    /// Ends the watch. Says whether a plugin was ended.
    pub(super) fn finish(mut self) -> bool {
        drop(self.done.take());
        let ended = self.thread.take().map(JoinHandle::join);
        ended.is_some_and(|ended| ended.unwrap_or(false))
    }
}

/// Kills the children of this process that run a program. Says whether there was one.
fn end_children(program: &str) -> bool {
    let kept: String = program.chars().take(NAME_MAX_LEN).collect();
    let mut is_ended = false;
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let stat = fs::read_to_string(process.path().join("stat"));
        let Some((pid, name, parent)) = stat.ok().as_deref().and_then(read_stat) else {
            continue;
        };
        if parent == getpid() && name == kept {
            // It is a child that nobody has waited for: its number is given to no other.
            is_ended |= kill_process(pid, Signal::KILL).is_ok();
        }
    }
    is_ended
}

/// Reads number, name and parent of a process (proc(5), `stat`). A name may have spaces and brackets.
fn read_stat(stat: &str) -> Option<(Pid, String, Pid)> {
    let (before, after) = stat.rsplit_once(") ")?;
    let (pid, name) = before.split_once(" (")?;
    let parent = after.split(' ').nth(1)?;
    let number = |text: &str| Pid::from_raw(text.parse().ok()?);
    Some((number(pid)?, name.to_owned(), number(parent)?))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::ExitStatusExt as _;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};

    use super::*;

    /// A program that waits until its input ends.
    fn waiting(folder: &Path, name: &str) -> Child {
        let program = folder.join(name);
        fs::write(&program, "#!/bin/sh\nread line\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = Command::new(program);
        command.stdin(Stdio::piped()).spawn().unwrap()
    }

    #[test]
    fn plugin_that_hangs_is_ended_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let mut plugin = waiting(folder.path(), "age-plugin-hangs");
        let mut other = waiting(folder.path(), "other-program");
        // Waiting for a child would close its input.
        let _input = plugin.stdin.take();
        let watch = Watch::begin("hangs", Some(Duration::from_millis(200)));
        assert_eq!(plugin.wait().unwrap().signal(), Some(9));
        assert!(watch.finish());
        assert!(other.try_wait().unwrap().is_none());
        drop(other.stdin.take());
        assert!(other.wait().unwrap().code().is_some());
    }

    #[test]
    fn plugin_that_answers_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut plugin = waiting(folder.path(), "age-plugin-answers");
        for patience in [None, Some(Duration::from_secs(3_600))] {
            assert!(!Watch::begin("answers", patience).finish());
        }
        assert!(plugin.try_wait().unwrap().is_none());
        drop(plugin.stdin.take());
        plugin.wait().unwrap();
    }

    #[test]
    fn stat_is_read_whatever_a_program_is_called() {
        let (pid, name, parent) = read_stat("7 (a) b (c) S 3 7 7 0").unwrap();
        assert_eq!(
            (pid.as_raw_pid(), name.as_str(), parent.as_raw_pid()),
            (7, "a) b (c", 3)
        );
        assert!(read_stat("").is_none());
        assert!(read_stat("x (y) S 1").is_none());
    }
}
