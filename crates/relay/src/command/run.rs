//! `bellrope-relay run`.

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

use rand::SeedableRng as _;
use rand::rngs::{StdRng, SysRng};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::Run;
use super::error::CommandError;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::http::{management_router, router};
use crate::relay::Relay;
use crate::server::{Limits, limits, serve};
use crate::tick;
use crate::witness;

/// Files that are open apart from connections: slots, database, batches being read.
const OTHER_FILES: u64 = 64;
/// Connections of the management listener.
const MANAGEMENT_CONNECTIONS: usize = 16;

/// Serves until SIGTERM or SIGINT.
pub(super) fn run(args: &Run) -> Result<(), CommandError> {
    let config = Config::load(&args.folder)?;
    forbid_core_dumps()?;
    raise_file_limit(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // Signals are caught before anything is opened, so that every stop is an orderly one.
    let stop = runtime.block_on(async { stop_signal() })?;
    let rng = StdRng::try_from_rng(&mut SysRng).map_err(std::io::Error::other)?;
    let relay = Relay::open(&args.folder, config, Arc::new(SystemClock), rng)?;
    witness::start(&relay)?;
    let served = runtime.block_on(serve_all(Arc::clone(&relay), stop));
    relay.witnesses.stop();
    // Handlers that still wait for the disk go before the writer does.
    drop(runtime);
    relay.stop();
    served
}

async fn serve_all(relay: Arc<Relay>, stop: watch::Receiver<bool>) -> Result<(), CommandError> {
    let public = listen(relay.config.listen).await?;
    let management = listen(relay.config.management_listen).await?;
    announce(&public, &management)?;
    let limits = limits(&relay.config);
    let management_limits = Limits {
        connections: MANAGEMENT_CONNECTIONS,
        ..limits
    };
    tokio::join!(
        serve(public, router(Arc::clone(&relay)), limits, stop.clone()),
        serve(
            management,
            management_router(Arc::clone(&relay)),
            management_limits,
            stop.clone()
        ),
        tick::run(relay, stop),
    );
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, CommandError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| CommandError::Listen { address, source })
}

/// Says where it listens, in one write: whoever waits for the first line may not read the second.
fn announce(public: &TcpListener, management: &TcpListener) -> Result<(), CommandError> {
    let lines = format!(
        "listening on http://{}\nmanagement on http://{}\n",
        public.local_addr()?,
        management.local_addr()?,
    );
    let mut stdout = std::io::stdout();
    stdout.write_all(lines.as_bytes())?;
    Ok(stdout.flush()?)
}

/// Turns SIGTERM and SIGINT into a stop.
fn stop_signal() -> std::io::Result<watch::Receiver<bool>> {
    let (sender, receiver) = watch::channel(false);
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        // Nobody left to stop is as good.
        let _ = sender.send(true);
        // Dropping the sender would end the wait of others in the same way, but not say why.
        std::future::pending::<()>().await;
    });
    Ok(receiver)
}

/// A core would hold letters, tokens and the relay's keys.
fn forbid_core_dumps() -> Result<(), CommandError> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    Ok(setrlimit(Resource::Core, none).map_err(std::io::Error::from)?)
}

/// Takes what files may be opened, and makes sure that they are enough for the connections.
fn raise_file_limit(config: &Config) -> Result<(), CommandError> {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    setrlimit(Resource::Nofile, raised).map_err(std::io::Error::from)?;
    // Each connection may be sending a file.
    let needed = 2 * config.max_connections as u64 + OTHER_FILES;
    match limit.maximum {
        Some(limit) if limit < needed => Err(CommandError::Files { limit, needed }),
        _ => Ok(()),
    }
}
