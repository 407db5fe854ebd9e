//! Starts the child, feeds it, and believes nothing of what it answers.

use std::env;
use std::io::{self, BufReader, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use thiserror::Error;

use crate::answer::{self, AnswerError, Received};
use crate::limit::{DEADLINE, FILE_MAX_LEN};
use crate::{Preview, Warning};

/// The name of the child's program, beside the one that starts it.
const PROGRAM: &str = "bellrope-preview";
/// The child's exit code where it could not lock itself down.
pub const UNPROTECTED: u8 = 3;
/// `SIGXCPU`: the processor time is used up. The same number on every Linux that we build for.
const SIGXCPU: i32 = 24;

/// Why there is no preview. The file stays as it was, and so does whoever asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PreviewError {
    /// The program `bellrope-preview` is not beside the one that runs.
    #[error("{} is missing", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is longer than what is handed to the child.
    #[error("file is {len} bytes, previews are made of at most {FILE_MAX_LEN}")]
    TooLarge {
        /// How long it is.
        len: usize,
    },
    /// The child could not be started.
    #[error("cannot start the preview")]
    Start {
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The child refused: this kernel lacks what locks it down.
    #[error("this system cannot lock a preview down (landlock and seccomp are needed)")]
    Unprotected,
    /// The child took more time than it may, and showed nothing before that.
    #[error("preview took too long")]
    TooSlow,
    /// The child died and showed nothing before that: out of memory, a forbidden call, a flaw.
    #[error("preview died ({status})")]
    Died {
        /// How.
        status: ExitStatus,
    },
    /// The child answered what no child of ours would.
    #[error("preview answered nonsense")]
    Malformed {
        /// What is wrong with it.
        #[source]
        source: AnswerError,
    },
}

impl PreviewError {
    /// Returns the short text that stands for it, as in text ids.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::TooLarge { .. } => "too-large",
            Self::Start { .. } => "start",
            Self::Unprotected => "unprotected",
            Self::TooSlow => "too-slow",
            Self::Died { .. } => "died",
            Self::Malformed { .. } => "malformed",
        }
    }
}

/// Makes previews, each in a child of its own.
#[derive(Debug, Clone)]
pub struct Viewer {
    program: PathBuf,
    deadline: Duration,
}

impl Viewer {
    /// Finds `bellrope-preview` in the folder of the running program.
    ///
    /// # Errors
    ///
    /// [`PreviewError::Missing`] if it is not there, [`PreviewError::Start`] if the system cannot say
    /// where the running program is.
    pub fn beside_current_exe() -> Result<Self, PreviewError> {
        let own = env::current_exe().map_err(|source| PreviewError::Start { source })?;
        Self::at(own.with_file_name(PROGRAM))
    }

    /// Takes the child's program from another place.
    ///
    /// # Errors
    ///
    /// [`PreviewError::Missing`] if there is no file.
    pub fn at(program: PathBuf) -> Result<Self, PreviewError> {
        match program.is_file() {
            true => Ok(Self {
                program,
                deadline: DEADLINE,
            }),
            false => Err(PreviewError::Missing { path: program }),
        }
    }

    /// Gives the child less (or more) time than [`DEADLINE`].
    #[must_use]
    pub fn within(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// Makes a preview of a file that is in memory. It never touches a disk.
    ///
    /// Blocks until the child is done or its time is over. If the child stops after it showed
    /// something, that is returned with [`Warning::Stopped`].
    ///
    /// # Errors
    ///
    /// Every variant of [`PreviewError`] but [`PreviewError::Missing`], unless the program went
    /// since it was found.
    pub fn preview(&self, file: &[u8]) -> Result<Preview, PreviewError> {
        if file.len() > FILE_MAX_LEN {
            return Err(PreviewError::TooLarge { len: file.len() });
        }
        let child = self.start()?;
        let heard = hear(child, file, self.deadline)?;
        heard.judge()
    }

    /// Starts the child with an empty environment, three pipes' ends and nothing else.
    fn start(&self) -> Result<Child, PreviewError> {
        Command::new(&self.program)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|source| match source.kind() {
                io::ErrorKind::NotFound => PreviewError::Missing {
                    path: self.program.clone(),
                },
                _ => PreviewError::Start { source },
            })
    }
}

/// All that is known once the child is gone.
struct Heard {
    answer: Result<Received, AnswerError>,
    late: bool,
    status: ExitStatus,
}

/// Feeds the child and reads its answer, each in a thread; kills it when either time or answer is over.
fn hear(mut child: Child, file: &[u8], deadline: Duration) -> Result<Heard, PreviewError> {
    let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        let source = io::Error::other("no pipes");
        return Err(PreviewError::Start { source });
    };
    let outcome = thread::scope(|scope| {
        let feeding = thread::Builder::new().spawn_scoped(scope, move || feed(input, file));
        let (tell, told) = mpsc::channel();
        let reading = thread::Builder::new().spawn_scoped(scope, move || {
            tell.send(answer::read(BufReader::new(output), file.len()))
        });
        let in_time = feeding.and(reading).map(|_| told.recv_timeout(deadline));
        // Whatever it would still do, nobody waits for. What is dead already keeps its own status, and
        // both threads come to an end: the other ends of their pipes are closed.
        let _ = child.kill();
        in_time.map(|answer| match answer {
            Ok(answer) => (answer, false),
            Err(_) => (told.recv().unwrap_or(Err(AnswerError::Order)), true),
        })
    });
    let status = child.wait();
    let start = |source| PreviewError::Start { source };
    let (answer, late) = outcome.map_err(start)?;
    let status = status.map_err(start)?;
    Ok(Heard {
        answer,
        late,
        status,
    })
}

/// Writes the file and closes the pipe. A child that does not want all of it is no fault here.
fn feed(mut input: ChildStdin, file: &[u8]) {
    let _ = input.write_all(file);
}

impl Heard {
    fn judge(self) -> Result<Preview, PreviewError> {
        let received = self
            .answer
            .map_err(|source| PreviewError::Malformed { source })?;
        match received.preview {
            Some(preview) if received.whole => Ok(preview),
            Some(mut preview) if !preview.pages().is_empty() => {
                preview.warn(Warning::Stopped);
                Ok(preview)
            }
            _ if self.late || self.status.signal() == Some(SIGXCPU) => Err(PreviewError::TooSlow),
            _ if self.status.code() == Some(i32::from(UNPROTECTED)) => {
                Err(PreviewError::Unprotected)
            }
            _ => Err(PreviewError::Died {
                status: self.status,
            }),
        }
    }
}
