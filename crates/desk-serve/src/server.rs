//! The server: requests of one browser to the desktop, one after another, until the work is over.

use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{self, Body, HttpBody as _};
use axum::extract::{Request as HttpRequest, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response as HttpResponse};
use axum::{Router, extract};
use bellrope_desk::clock::{Clock as _, SystemClock};
use bellrope_desk::screen::{BODY_MAX_LEN, Desktop, Request, RequestError, Response, Settings};
use bellrope_desk::text::Texts;
use bellrope_serve::Limits;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::door::{Door, Entry};

/// One browser: a handful of connections, a form with a scanned letter in it.
const LIMITS: Limits = Limits {
    connections: 32,
    requests: 10_000,
    header_bytes: 16_384,
    header: Duration::from_secs(20),
    idle: Duration::from_secs(120),
    connection: Duration::from_secs(3_600),
    shutdown: Duration::from_secs(5),
};
/// How often the time is looked at without a request.
const TICK: Duration = Duration::from_secs(2);

/// Why the server ended before the work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ServeError {
    /// The loopback or the runtime cannot be used.
    #[error("cannot serve on the loopback: {0}")]
    Io(#[from] io::Error),
}

/// What requests share.
struct Desk {
    desktop: Mutex<Desktop>,
    door: Mutex<Door>,
    clock: SystemClock,
    /// Until the first request: when the server began.
    begun: u64,
    stop: watch::Sender<bool>,
}

/// Serves until the person quits, the vault has been locked for long, or a signal comes. Prints the link
/// as the only line on standard output.
///
/// # Errors
///
/// [`ServeError`].
pub(crate) fn run(settings: Settings, clock: SystemClock, texts: &Texts) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(settings, clock, texts))
}

async fn serve(settings: Settings, clock: SystemClock, texts: &Texts) -> Result<(), ServeError> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
    let mut rng = (settings.rng)();
    let door = Door::new(listener.local_addr()?.port(), &mut rng);
    let mut out = io::stdout();
    writeln!(out, "{}", door.link().unwrap_or_default())?;
    out.flush()?;
    let _ = writeln!(io::stderr(), "{}", texts.get("serve-link"));
    let (stop, stopped) = watch::channel(false);
    let desk = Arc::new(Desk {
        desktop: Mutex::new(Desktop::new(settings)),
        door: Mutex::new(door),
        begun: clock.now(),
        clock,
        stop,
    });
    let router = Router::new()
        .fallback(answer)
        .layer(extract::DefaultBodyLimit::disable())
        .with_state(Arc::clone(&desk));
    tokio::spawn(watch_time(Arc::clone(&desk)));
    tokio::spawn(watch_signals(Arc::clone(&desk)));
    bellrope_serve::serve(listener, router, LIMITS, stopped).await;
    let _ = writeln!(io::stderr(), "{}", texts.get("serve-over"));
    Ok(())
}

/// Locks on time, and ends what nobody uses.
async fn watch_time(desk: Arc<Desk>) {
    let mut ticks = tokio::time::interval(TICK);
    let mut was_over = false;
    loop {
        let _ = ticks.tick().await;
        let now = desk.clock.now();
        // While a request is being answered somebody is at work.
        let Ok(mut desktop) = desk.desktop.try_lock() else {
            continue;
        };
        desktop.tick(now);
        let locked = desktop.locked_since().map(|used| used.max(desk.begun));
        let idle = locked.is_some_and(|since| now.saturating_sub(since) >= 2 * desktop.lock_secs());
        // The last page asks for its style sheet before the server is gone.
        if idle || was_over {
            desk.end();
        }
        was_over = desktop.is_over();
    }
}

async fn watch_signals(desk: Arc<Desk>) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut hangup)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::hangup()),
    ) else {
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = term.recv() => {}
        _ = hangup.recv() => {}
    }
    desk.end();
}

impl Desk {
    fn end(&self) {
        // Nobody listens any more once the server is done.
        let _ = self.stop.send(true);
    }

    fn desktop(&self) -> MutexGuard<'_, Desktop> {
        // A screen that panicked has changed nothing that is half done: changes are transactions.
        self.desktop.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn door(&self) -> MutexGuard<'_, Door> {
        self.door.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers one request; blocks as long as the vault needs.
    fn answer(&self, request: &Request) -> Response {
        let mut desktop = self.desktop();
        let response = desktop.answer(request, self.clock.now());
        if let Some(job) = desktop.take_job() {
            std::thread::spawn(move || job.run());
        }
        response
    }
}

async fn answer(State(desk): State<Arc<Desk>>, request: HttpRequest) -> HttpResponse {
    let (head, body) = request.into_parts();
    let entry = desk.door().judge(head.uri.path(), &head.headers);
    match entry {
        Entry::Refused(status) => {
            return plain(status, "use the link that bellrope-desk-serve printed");
        }
        Entry::Welcome(cookie) => return welcome(&cookie),
        Entry::Inside => {}
    }
    // What is announced as too long is not waited for.
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > BODY_MAX_LEN {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "the form is too large");
    }
    let Ok(body) = body::to_bytes(body, BODY_MAX_LEN).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "the form is too large");
    };
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let kind = head.headers.get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let request = match Request::read(head.method.as_str(), target, kind, &body) {
        Ok(request) => request,
        Err(RequestError::Method) => return plain(StatusCode::METHOD_NOT_ALLOWED, "GET or POST"),
        Err(RequestError::TooLong { .. }) => {
            return plain(StatusCode::PAYLOAD_TOO_LARGE, "the form is too large");
        }
        Err(_) => return plain(StatusCode::BAD_REQUEST, "the form cannot be read"),
    };
    drop(body);
    let asked = Arc::clone(&desk);
    // Unlocking takes a second; others must be told meanwhile that they wait.
    let answered = tokio::task::spawn_blocking(move || asked.answer(&request)).await;
    match answered {
        Ok(response) => carry(&response),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "this screen failed"),
    }
}

/// Lets the browser in and takes the token out of its address.
fn welcome(cookie: &str) -> HttpResponse {
    let mut response = plain(StatusCode::SEE_OTHER, "");
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_static("/"));
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        headers.insert(SET_COOKIE, cookie);
    }
    response
}

fn plain(status: StatusCode, text: &'static str) -> HttpResponse {
    let headers = [
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    ];
    (status, headers, text).into_response()
}

fn carry(response: &Response) -> HttpResponse {
    let mut carried = HttpResponse::new(Body::from(response.body().to_vec()));
    *carried.status_mut() =
        StatusCode::from_u16(response.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in response.headers() {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            carried.headers_mut().insert(name, value);
        }
    }
    carried
}
