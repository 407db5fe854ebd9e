//! What the child may do once it has begun: read its input, compute, write its answer, end.
//!
//! Steps, in order; each is refused if the kernel does not have it, never skipped:
//!
//! 1. the environment is empty (who starts the child empties it; only that can be checked here)
//! 2. the child dies with whoever started it; nobody traces it, it leaves no core
//! 3. limits: memory, processor time, no files, no processes
//! 4. landlock: no file system, no TCP, no signals or abstract sockets beyond itself
//! 5. seccomp: a list of calls that are allowed, by argument where that matters; any other kills
//!
//! Source: landlock(7), seccomp(2), getrlimit(2), prctl(2).

use std::collections::BTreeMap;
use std::env;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetStatus,
    Scope,
};
use rustix::process::{
    DumpableBehavior, Resource, Rlimit, Signal, getpid, set_dumpable_behavior,
    set_parent_process_death_signal, setrlimit,
};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};
use thiserror::Error;

use crate::limit::{CPU_SECS, MEMORY_MAX};

/// The step that failed. Nothing may be read after it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LockdownError {
    /// The environment holds something.
    #[error("environment is not empty")]
    Environment,
    /// The kernel refused a setting of the process.
    #[error("cannot set the process apart")]
    Process {
        /// What the kernel says.
        #[source]
        source: rustix::io::Errno,
    },
    /// The kernel refused a limit.
    #[error("cannot limit the process")]
    Limit {
        /// What the kernel says.
        #[source]
        source: rustix::io::Errno,
    },
    /// This kernel has no landlock, or it is switched off.
    #[error("landlock is not enforced")]
    Landlock {
        /// What is missing; `None` if nothing was enforced without an error.
        #[source]
        source: Option<landlock::RulesetError>,
    },
    /// This kernel has no seccomp, or the list of calls does not fit this machine.
    #[error("seccomp is not enforced")]
    Seccomp {
        /// What is missing.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Takes every step. There is no way back, and no way around it in the program that ships.
///
/// # Errors
///
/// [`LockdownError`] by step; steps before it are in force.
pub fn lock_down() -> Result<(), LockdownError> {
    if env::vars_os().next().is_some() {
        return Err(LockdownError::Environment);
    }
    set_apart()?;
    limit()?;
    deny_files()?;
    // Landlock's ruleset was the last file that was opened.
    cap(Resource::Nofile, 0, 0)?;
    filter_calls()
}

/// Step 2.
fn set_apart() -> Result<(), LockdownError> {
    let process = |source| LockdownError::Process { source };
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(process)?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(process)
}

/// Step 3, but for the number of open files.
fn limit() -> Result<(), LockdownError> {
    cap(Resource::As, MEMORY_MAX, MEMORY_MAX)?;
    // SIGXCPU at the first, so that whoever started the child can tell; SIGKILL at the second.
    cap(Resource::Cpu, CPU_SECS, CPU_SECS + 1)?;
    cap(Resource::Core, 0, 0)?;
    cap(Resource::Nproc, 0, 0)?;
    cap(Resource::Memlock, 0, 0)?;
    cap(Resource::Fsize, 0, 0)
}

fn cap(resource: Resource, soft: u64, hard: u64) -> Result<(), LockdownError> {
    let limit = Rlimit {
        current: Some(soft),
        maximum: Some(hard),
    };
    setrlimit(resource, limit).map_err(|source| LockdownError::Limit { source })
}

/// Step 4: nothing of the file system, no TCP, no way to others through signals or abstract sockets.
///
/// The rules of the first landlock are required; of what later kernels added, all that there is.
///
/// # Errors
///
/// [`LockdownError::Landlock`].
pub fn deny_files() -> Result<(), LockdownError> {
    let status = enforce_landlock().map_err(|source| LockdownError::Landlock {
        source: Some(source),
    })?;
    match status.ruleset {
        RulesetStatus::NotEnforced => Err(LockdownError::Landlock { source: None }),
        _ if !status.no_new_privs => Err(LockdownError::Landlock { source: None }),
        _ => Ok(()),
    }
}

fn enforce_landlock() -> Result<landlock::RestrictionStatus, landlock::RulesetError> {
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V1))?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V7))?
        .handle_access(AccessNet::from_all(ABI::V7))?
        .scope(Scope::from_all(ABI::V7))?
        .create()?
        .restrict_self()
}

/// Step 5: kills the process at any call that reading, computing and writing do not need.
///
/// # Errors
///
/// [`LockdownError::Seccomp`].
pub fn filter_calls() -> Result<(), LockdownError> {
    let program = program().map_err(|source| LockdownError::Seccomp {
        source: source.into(),
    })?;
    seccompiler::apply_filter(&program).map_err(|source| LockdownError::Seccomp {
        source: source.into(),
    })
}

fn program() -> Result<BpfProgram, seccompiler::BackendError> {
    let filter = SeccompFilter::new(
        calls()?,
        SeccompAction::KillProcess,
        SeccompAction::Allow,
        env::consts::ARCH.try_into()?,
    )?;
    filter.try_into()
}

/// The calls that are allowed; a call with rules only where one of them holds.
fn calls() -> Result<BTreeMap<i64, Vec<SeccompRule>>, seccompiler::BackendError> {
    // The standard library tells of a full memory on the error output, which leads nowhere.
    let write = vec![all(vec![equals(0, 1)?])?, all(vec![equals(0, 2)?])?];
    // Memory without a file behind it, and none that can be run.
    let map = all(vec![
        has_no(2, libc::PROT_EXEC)?,
        has(3, libc::MAP_ANONYMOUS)?,
    ])?;
    let protect = all(vec![has_no(2, libc::PROT_EXEC)?])?;
    let abort = all(vec![equals(
        0,
        getpid().as_raw_nonzero().get().unsigned_abs().into(),
    )?])?;
    let mut calls = BTreeMap::from([
        (libc::SYS_read, vec![all(vec![equals(0, 0)?])?]),
        (libc::SYS_write, write),
        (libc::SYS_mmap, vec![map]),
        (libc::SYS_mprotect, vec![protect]),
        (libc::SYS_tgkill, vec![abort]),
    ]);
    let always = [
        // Memory.
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        // Locks of the standard library; seeds of its hash maps.
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        // The end, and what ending by a fault takes.
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
    ];
    calls.extend(always.map(|call| (call, Vec::new())));
    Ok(calls)
}

type Condition = Result<SeccompCondition, seccompiler::BackendError>;

fn all(conditions: Vec<SeccompCondition>) -> Result<SeccompRule, seccompiler::BackendError> {
    SeccompRule::new(conditions)
}

fn equals(argument: u8, value: u64) -> Condition {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value)
}

fn has(argument: u8, flag: i32) -> Condition {
    let flag = u64::from(flag.unsigned_abs());
    let masked = SeccompCmpOp::MaskedEq(flag);
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, masked, flag)
}

fn has_no(argument: u8, flag: i32) -> Condition {
    let masked = SeccompCmpOp::MaskedEq(u64::from(flag.unsigned_abs()));
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, masked, 0)
}
