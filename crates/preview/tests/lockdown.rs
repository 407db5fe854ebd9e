//! Shows that the lock-down bites: this program starts itself for each attempt, once free, where the
//! attempt must succeed, and once behind the lock-down of the shipped child, where the kernel must kill it.
//!
//! A program of its own and no test harness's, because the lock-down is for a process without threads.
//! It lists and filters its cases as cargo's runners ask.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a test"
)]

use std::collections::HashMap;
use std::env;
use std::fs;
use std::hint::black_box;
use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::UnixDatagram;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Command, ExitStatus, Output, Stdio, exit};
use std::thread;

use bellrope_preview::child::lockdown::{deny_files, lock_down};
use bellrope_preview::limit::{CPU_SECS, MEMORY_MAX};

/// What the kernel sends for a call that is not on the list.
const SIGSYS: i32 = 31;
/// The attempt was refused with an error instead.
const REFUSED: i32 = 9;

/// One thing that a child must not be able to do.
struct Attempt {
    name: &'static str,
    /// Given the port of a listener; true if it worked.
    run: fn(u16) -> bool,
}

const ATTEMPTS: [Attempt; 14] = [
    Attempt {
        name: "open_a_file",
        run: |_| fs::File::open("/etc/passwd").is_ok(),
    },
    Attempt {
        name: "write_a_file",
        run: |_| {
            let file = env::temp_dir().join(format!("bellrope-preview-{}", std::process::id()));
            fs::write(&file, b"x")
                .and_then(|()| fs::remove_file(&file))
                .is_ok()
        },
    },
    Attempt {
        name: "list_a_folder",
        run: |_| fs::read_dir("/").is_ok(),
    },
    Attempt {
        name: "ask_about_a_file",
        run: |_| fs::metadata("/").is_ok(),
    },
    Attempt {
        name: "connect_over_tcp",
        run: |port| TcpStream::connect(("127.0.0.1", port)).is_ok(),
    },
    Attempt {
        name: "open_a_udp_socket",
        run: |_| UdpSocket::bind("127.0.0.1:0").is_ok(),
    },
    Attempt {
        name: "open_a_unix_socket",
        run: |_| UnixDatagram::unbound().is_ok(),
    },
    Attempt {
        name: "start_a_process",
        run: |_| Command::new("/bin/true").status().is_ok(),
    },
    Attempt {
        name: "become_a_program",
        // Only returns if it failed; `true` itself ends with 0.
        run: |_| Command::new("/bin/true").exec().raw_os_error().is_none(),
    },
    Attempt {
        name: "start_a_thread",
        run: |_| thread::Builder::new().spawn(|| ()).is_ok(),
    },
    Attempt {
        name: "be_traced",
        run: |_| nix::sys::ptrace::traceme().is_ok(),
    },
    Attempt {
        name: "signal_the_parent",
        run: |_| {
            let parent = rustix::process::getppid().unwrap();
            rustix::process::test_kill_process(parent).is_ok()
        },
    },
    Attempt {
        name: "make_memory_executable",
        run: |_| {
            let memory = memmap2::MmapMut::map_anon(4096).unwrap();
            memory.make_exec().is_ok()
        },
    },
    Attempt {
        name: "copy_a_descriptor",
        run: |_| rustix::io::dup(io::stdin()).is_ok(),
    },
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["attempt", name, how, port] => attempt(name, how, port.parse().unwrap()),
        ["compute"] => compute(),
        ["hoard"] => hoard(),
        ["landlock", port] => landlock(port.parse().unwrap()),
        ["without", call] => without(call.parse().unwrap()),
        ["begin"] => exit(i32::from(lock_down().is_err())),
        words => run(words),
    }
}

/// In the child: tries one thing.
fn attempt(name: &str, how: &str, port: u16) {
    let attempt = ATTEMPTS.iter().find(|attempt| attempt.name == name);
    if how == "locked" {
        lock_down().unwrap();
    }
    let worked = (attempt.unwrap().run)(port);
    exit(if worked { 0 } else { REFUSED });
}

/// In the child: what a converter needs must work.
fn compute() {
    lock_down().unwrap();
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input).unwrap();
    let large = black_box(vec![1u8; 200 << 20]);
    let counted: HashMap<u8, usize> = input.iter().map(|byte| (*byte, large.len())).collect();
    let panicked = std::panic::catch_unwind(|| {
        std::panic::set_hook(Box::new(|_| {}));
        panic!("caught");
    });
    assert!(panicked.is_err());
    print!("{} {}", input.len(), counted.len());
    io::stdout().flush().unwrap();
}

/// In the child: more memory than there may be is an error or the end.
fn hoard() {
    lock_down().unwrap();
    let len = usize::try_from(MEMORY_MAX).unwrap();
    let mut memory: Vec<u8> = Vec::new();
    exit(match memory.try_reserve_exact(len) {
        Ok(()) => 0,
        Err(_) => REFUSED,
    });
}

/// In the child: landlock alone, without the list of calls, denies files and connections.
fn landlock(port: u16) {
    deny_files().unwrap();
    let denied = [
        fs::File::open("/etc/passwd").unwrap_err(),
        fs::read_dir("/").unwrap_err(),
        fs::write("/tmp/bellrope-preview-landlock", b"x").unwrap_err(),
        Command::new("/bin/true").spawn().unwrap_err(),
        TcpStream::connect(("127.0.0.1", port)).unwrap_err(),
    ];
    let all = denied
        .iter()
        .all(|err| err.kind() == io::ErrorKind::PermissionDenied);
    exit(if all { 0 } else { REFUSED });
}

/// In the child: becomes the shipped program, on what looks to it like a kernel without a call.
fn without(call: i64) {
    let none = seccompiler::SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    let filter = seccompiler::SeccompFilter::new(
        [(call, Vec::new())].into(),
        seccompiler::SeccompAction::Allow,
        none,
        env::consts::ARCH.try_into().unwrap(),
    );
    let filter: seccompiler::BpfProgram = filter.unwrap().try_into().unwrap();
    seccompiler::apply_filter(&filter).unwrap();
    let mut shipped = Command::new(env!("CARGO_BIN_EXE_bellrope-preview"));
    panic!("{}", shipped.env_clear().exec());
}

/// Starts this program again, with an empty environment.
fn again(arguments: &[&str]) -> Output {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(arguments).env_clear();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // Not every child reads.
    input.write_all(&[1, 2, 3, 3]).ok();
    drop(input);
    child.wait_with_output().unwrap()
}

fn status(arguments: &[&str]) -> ExitStatus {
    again(arguments).status
}

/// One case of this program: its name and what it checks.
type Case = (String, Box<dyn Fn()>);

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for Attempt { name, .. } in &ATTEMPTS {
        cases.push((
            format!("locked_child_dies_if_it_tries_to_{name}"),
            Box::new(|| dies(name)),
        ));
    }
    let more: [(&str, fn()); 7] = [
        ("locked_child_still_computes", still_computes),
        ("locked_child_has_no_more_memory", has_no_more_memory),
        (
            "landlock_alone_denies_files_and_connections",
            landlock_denies,
        ),
        ("lock_down_refuses_an_environment", refuses_environment),
        ("shipped_child_is_locked_before_it_reads", shipped_is_locked),
        ("shipped_child_refuses_to_run_by_hand", shipped_refuses),
        (
            "shipped_child_refuses_a_kernel_that_cannot_lock_it",
            kernel_refused,
        ),
    ];
    cases.extend(more.map(|(name, check)| (name.to_owned(), Box::new(check) as Box<dyn Fn()>)));
    cases
}

fn dies(name: &str) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let free = status(&["attempt", name, "free", &port]);
    assert_eq!(
        free.code(),
        Some(0),
        "free, it does not work either: {free}"
    );
    let locked = status(&["attempt", name, "locked", &port]);
    assert_eq!(locked.signal(), Some(SIGSYS), "{locked}");
}

fn still_computes() {
    let output = again(&["compute"]);
    assert!(output.status.success(), "{}", output.status);
    assert_eq!(output.stdout, b"4 3");
}

fn has_no_more_memory() {
    assert_eq!(status(&["hoard"]).code(), Some(REFUSED));
}

fn landlock_denies() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    assert_eq!(status(&["landlock", &port]).code(), Some(0));
}

fn refuses_environment() {
    let mut command = Command::new(env::current_exe().unwrap());
    command.arg("begin").env_clear();
    assert_eq!(command.status().unwrap().code(), Some(0));
    command.env("LD_PRELOAD", "");
    assert_eq!(command.status().unwrap().code(), Some(1));
}

/// The kernel's own word about the shipped program, once it has begun to read.
fn shipped_is_locked() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bellrope-preview"))
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // A pipe holds 64 KiB: more than that is only written once the child reads.
    input.write_all(&[b'a'; 128 << 10]).unwrap();
    let about = |file| fs::read_to_string(format!("/proc/{}/{file}", child.id())).unwrap();
    let (status, limits) = (about("status"), about("limits"));
    drop(input);
    assert!(child.wait().unwrap().success());
    for line in ["NoNewPrivs:\t1", "Seccomp:\t2"] {
        assert!(status.contains(line), "{line} is not in {status}");
    }
    let cpu = CPU_SECS.to_string();
    let memory = MEMORY_MAX.to_string();
    let expected = [
        ("Max address space", memory.as_str()),
        ("Max cpu time", &cpu),
        ("Max open files", "0"),
        ("Max processes", "0"),
        ("Max core file size", "0"),
        ("Max file size", "0"),
    ];
    for (name, value) in expected {
        let line = limits
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap();
        assert_eq!(line.split_whitespace().next(), Some(value), "{name}");
    }
}

fn shipped_refuses() {
    let output = Command::new(env!("CARGO_BIN_EXE_bellrope-preview"))
        .env("PATH", "/bin")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(i32::from(bellrope_preview::UNPROTECTED))
    );
    assert!(output.stdout.is_empty());
}

fn kernel_refused() {
    let refused = Some(i32::from(bellrope_preview::UNPROTECTED));
    for call in [
        libc::SYS_landlock_create_ruleset,
        libc::SYS_landlock_restrict_self,
        libc::SYS_seccomp,
    ] {
        let output = again(&["without", &call.to_string()]);
        assert_eq!(output.status.code(), refused, "without {call}");
        assert!(output.stdout.is_empty());
    }
    // A call that nothing needs: the same program answers.
    let output = again(&["without", &libc::SYS_acct.to_string()]);
    assert!(
        output.status.success() && output.stdout.starts_with(b"BRVIEW1\n"),
        "{}",
        output.status
    );
}

/// In the parent: lists or runs the cases, as cargo's runners ask.
fn run(words: &[&str]) {
    let cases = cases();
    if words.contains(&"--list") {
        let listed = if words.contains(&"--ignored") {
            0
        } else {
            cases.len()
        };
        for (name, _) in &cases[..listed] {
            println!("{name}: test");
        }
        return;
    }
    let exact = words.contains(&"--exact");
    let filters: Vec<&&str> = words
        .iter()
        .filter(|word| !word.starts_with("--"))
        .collect();
    for (name, check) in cases {
        let wanted = filters.iter().any(|filter| match exact {
            true => **filter == name,
            false => name.contains(**filter),
        });
        if wanted || filters.is_empty() {
            check();
            println!("test {name} ... ok");
        }
    }
}
