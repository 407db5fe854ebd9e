//! What stands between a visitor and the relay: it passes every request on and remembers it, and answers some by itself.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// An answer of its own.
#[derive(Debug, Clone)]
pub(crate) enum Lie {
    /// A status and a body.
    Body(u16, Vec<u8>),
    /// The relay's answer with its last byte changed.
    Altered,
    /// The relay's answer without its end, which never comes.
    Cut,
}

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Asked {
    /// Method, path and every header, as they were sent.
    pub(crate) head: String,
    /// Length of the body, in bytes.
    pub(crate) len: usize,
}

/// A front, until it is dropped. Answers close their connection, so each request has one of its own.
#[derive(Debug)]
pub(crate) struct Front {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    relay: String,
    is_stopped: AtomicBool,
    lies: HashMap<String, Lie>,
    /// Answers by path, if each is to be given again.
    given: Option<Mutex<HashMap<String, Vec<u8>>>>,
    asked: Mutex<Vec<Asked>>,
}

impl Front {
    /// Starts before the relay at `url`; for the paths in `lies` it answers what stands there.
    pub(crate) fn lying(url: &str, lies: HashMap<String, Lie>) -> Self {
        Self::start(url, lies, None)
    }

    /// Starts before the relay at `url`, and gives every answer again that it gave once: for its
    /// visitors time stands still.
    pub(crate) fn frozen(url: &str) -> Self {
        Self::start(url, HashMap::new(), Some(Mutex::default()))
    }

    fn start(
        url: &str,
        lies: HashMap<String, Lie>,
        given: Option<Mutex<HashMap<String, Vec<u8>>>>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has ports");
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            relay: url.strip_prefix("http://").expect("an http url").to_owned(),
            is_stopped: AtomicBool::new(false),
            lies,
            given,
            asked: Mutex::default(),
        });
        let accepted = Arc::clone(&shared);
        let accepting = thread::spawn(move || {
            for client in listener.incoming() {
                if accepted.is_stopped.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&accepted);
                if let Ok(client) = client {
                    thread::spawn(move || serve(&client, &shared));
                }
            }
        });
        Self {
            address,
            shared,
            accepting: Some(accepting),
        }
    }

    /// Returns the URL that stands in for the relay's.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes what was asked so far, in the order in which it came.
    pub(crate) fn take_asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.shared.asked.lock().unwrap())
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.shared.is_stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// Answers the one request of a connection; `None` when the client is gone.
fn serve(mut client: &TcpStream, shared: &Shared) -> Option<()> {
    let request = Request::read(client)?;
    shared.asked.lock().unwrap().push(request.asked.clone());
    let answer = match shared.lie(&request.path) {
        Some(Lie::Body(status, body)) => {
            let head = format!(
                "HTTP/1.1 {status} -\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            [head.as_bytes(), body].concat()
        }
        Some(Lie::Altered) => {
            let mut answer = honest(&request, shared)?;
            *answer.last_mut()? ^= 1;
            answer
        }
        Some(Lie::Cut) => {
            let mut answer = honest(&request, shared)?;
            answer.truncate(answer.len() - 20);
            answer
        }
        None => honest(&request, shared)?,
    };
    client.write_all(&answer).ok()
}

impl Shared {
    /// Finds the lie of a path; one whose name ends in `*` is for every path that begins so.
    fn lie(&self, path: &str) -> Option<&Lie> {
        let fits = |name: &str| match name.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == name,
        };
        self.lies
            .iter()
            .find(|(name, _)| fits(name))
            .map(|(_, lie)| lie)
    }
}

/// Returns the relay's answer, or the one that was given before.
fn honest(request: &Request, shared: &Shared) -> Option<Vec<u8>> {
    let given = shared
        .given
        .as_ref()
        .filter(|_| request.bytes.starts_with(b"GET "));
    if let Some(answer) = given.and_then(|given| given.lock().unwrap().get(&request.path).cloned())
    {
        return Some(answer);
    }
    let mut relay = TcpStream::connect(&shared.relay).ok()?;
    relay.write_all(&request.bytes).ok()?;
    let mut answer = Vec::new();
    let _ = relay.read_to_end(&mut answer).ok()?;
    if let Some(given) = given {
        let path = request.path.clone();
        given.lock().unwrap().insert(path, answer.clone());
    }
    Some(answer)
}

/// A request as it is passed on.
struct Request {
    path: String,
    bytes: Vec<u8>,
    asked: Asked,
}

impl Request {
    fn read(client: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(client.try_clone().ok()?);
        let (mut bytes, mut head, mut len) = (Vec::new(), String::new(), 0);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if line == "\r\n" {
                break;
            }
            let (name, value) = line.split_once(':').unwrap_or((&line, ""));
            if name.eq_ignore_ascii_case("content-length") {
                len = value.trim().parse().ok()?;
            }
            if !name.eq_ignore_ascii_case("connection") {
                bytes.extend_from_slice(line.as_bytes());
            }
            head.push_str(&line);
        }
        let path = head.split(' ').nth(1)?.to_owned();
        bytes.extend_from_slice(b"Connection: close\r\n\r\n");
        let start = bytes.len();
        bytes.resize(start + len, 0);
        reader.read_exact(&mut bytes[start..]).ok()?;
        let asked = Asked { head, len };
        Some(Self { path, bytes, asked })
    }
}
