//! The witness as a service.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bellrope_serve::Limits;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::config::Config;
use crate::http::router;
use crate::watch::{OpenError, Witness};

/// What a connection may take. A log posts a few kilobytes every hour; keep-alive is worth it for a
/// relay of many desks.
const LIMITS: Limits = Limits {
    connections: 64,
    requests: 1_000,
    header_bytes: 8_192,
    header: Duration::from_secs(20),
    idle: Duration::from_secs(60),
    connection: Duration::from_secs(3_600),
    shutdown: Duration::from_secs(10),
};

/// Serves the witness of a folder until SIGTERM or SIGINT. Prints `witness <vkey>`, one line for each
/// log and, last, `listening on http://ADDR` on standard output.
///
/// # Errors
///
/// [`ServeError`], by variant.
pub fn serve(folder: &Path) -> Result<(), ServeError> {
    let config = Config::load(folder).map_err(OpenError::from)?;
    let witness = Arc::new(Witness::open(folder)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(witness, &config))
}

async fn run(witness: Arc<Witness>, config: &Config) -> Result<(), ServeError> {
    // Signals are caught before anything is announced, so that every stop is an orderly one.
    let stop = stop_signal()?;
    let address = config.listen;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| ServeError::Listen { address, source })?;
    announce(&witness, listener.local_addr()?)?;
    let limits = Limits {
        connections: config.max_connections.max(1),
        ..LIMITS
    };
    bellrope_serve::serve(listener, router(witness), limits, stop).await;
    Ok(())
}

fn announce(witness: &Witness, address: SocketAddr) -> io::Result<()> {
    let mut lines = format!("witness {}\n", witness.verifier());
    for log in witness.logs() {
        let size = witness.last(log.name()).map_or(0, |head| head.size);
        lines.push_str(&format!("watching {} from size {size}\n", log.name()));
    }
    lines.push_str(&format!("listening on http://{address}\n"));
    let mut stdout = io::stdout();
    stdout.write_all(lines.as_bytes())?;
    stdout.flush()
}

/// Turns SIGTERM and SIGINT into a stop.
fn stop_signal() -> io::Result<watch::Receiver<bool>> {
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
        std::future::pending::<()>().await;
    });
    Ok(receiver)
}

/// Returns the time, in Unix seconds.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// Why a witness does not serve.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The witness cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The machine failed.
    #[error("cannot run the witness")]
    Io(#[from] io::Error),
}
