//! Connections: accepted one by one, limited in number, size and time.
//!
//! `axum::serve` has none of these limits: a slow client is kept for ever, and a few hundred of them
//! take the process down. Addresses of clients are never looked at. In scope: what a connection may
//! take, and an orderly end. Out of scope: what requests mean; the relay and the witness share these
//! connections and nothing else.

use std::convert::Infallible;
use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::header::{CONNECTION, HeaderValue};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, Sleep, sleep_until, timeout};
use tower::ServiceExt as _;

/// How long to wait after an accept that failed, such as for want of file descriptors.
const ACCEPT_RETRY: Duration = Duration::from_millis(100);
/// Greatest number of header lines; ours need a dozen.
const MAX_HEADERS: usize = 64;

/// Length of a connection's read buffer, in bytes: a letter comes in one piece, and a thousand
/// connections stay below 64 MiB.
const READ_LEN: usize = 65_536;

/// What a connection may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at once.
    pub connections: usize,
    /// Requests on one connection.
    pub requests: u32,
    /// Bytes of a request's head.
    pub header_bytes: usize,
    /// Time for a request's head.
    pub header: Duration,
    /// Time without a byte in either direction.
    pub idle: Duration,
    /// Time for a connection.
    pub connection: Duration,
    /// Time for requests under way at shutdown.
    pub shutdown: Duration,
}

/// Serves a router until `stop` says so, then lets requests under way finish.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    loop {
        // At the cap nobody is accepted: clients wait in the system's queue, at no cost to us.
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            _ = stop.changed() => break,
        };
        match accepted {
            Some((stream, place)) => connect(stream, place, &router, limits, &graceful),
            None => tokio::time::sleep(ACCEPT_RETRY).await,
        }
    }
    drop(listener);
    // Whoever is still not done by then has not been answered either.
    let _ = timeout(limits.shutdown, graceful.shutdown()).await;
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    let (stream, _) = listener.accept().await.ok()?;
    // Without it answers wait for more to send; failing to set it costs only time.
    let _ = stream.set_nodelay(true);
    Some((stream, place))
}

fn connect(
    stream: TcpStream,
    place: OwnedSemaphorePermit,
    router: &Router,
    limits: Limits,
    graceful: &GracefulShutdown,
) {
    let io = IdleIo::new(TokioIo::new(stream), limits.idle);
    let router = router.clone();
    let left = AtomicU32::new(limits.requests);
    let service = service_fn(move |request: Request<Incoming>| {
        let last = left.fetch_sub(1, Ordering::Relaxed) <= 1;
        let router = router.clone();
        async move { Ok::<_, Infallible>(answer(router, request, last).await) }
    });
    let connection = http1::Builder::new()
        // The header time-out needs a timer; the date would be one more clock to compare with.
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header)
        .auto_date_header(false)
        .max_headers(MAX_HEADERS)
        .max_header_size(limits.header_bytes)
        .max_buf_size(READ_LEN.max(limits.header_bytes))
        .half_close(false)
        .serve_connection(io, service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // How a connection ends is nobody's business.
        let _ = timeout(limits.connection, connection).await;
        drop(place);
    });
}

async fn answer(router: Router, request: Request<Incoming>, last: bool) -> Response<Body> {
    let Ok(mut response) = router.oneshot(request).await;
    if last {
        response
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// A connection that fails when no byte has moved for some time, in either direction.
struct IdleIo<T> {
    inner: T,
    idle: Duration,
    moved: Instant,
    alarm: Pin<Box<Sleep>>,
}

impl<T> IdleIo<T> {
    fn new(inner: T, idle: Duration) -> Self {
        let moved = Instant::now();
        Self {
            inner,
            idle,
            moved,
            alarm: Box::pin(sleep_until(moved + idle)),
        }
    }

    /// Passes a result on; while nothing moves, the alarm decides.
    fn watch<R>(
        &mut self,
        context: &mut Context<'_>,
        result: Poll<io::Result<R>>,
    ) -> Poll<io::Result<R>> {
        if result.is_ready() {
            self.moved = Instant::now();
            return result;
        }
        // The alarm is set again only when it rings, not at every byte.
        while self.alarm.as_mut().poll(context).is_ready() {
            let until = self.moved + self.idle;
            if until <= Instant::now() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            self.alarm.as_mut().reset(until);
        }
        Poll::Pending
    }
}

impl<T: Read + Unpin> Read for IdleIo<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_read(context, buffer);
        self.watch(context, result)
    }
}

impl<T: Write + Unpin> Write for IdleIo<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.watch(context, result)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // Flushing a socket is no movement: it must not put the alarm off.
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.inner).poll_write_vectored(context, bytes);
        self.watch(context, result)
    }
}
