//! What stands between a visitor and the relay, and lies: it passes every request on, and answers some by itself.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

/// An answer of its own.
#[derive(Debug, Clone)]
pub(crate) enum Lie {
    /// A status and a body.
    Body(u16, Vec<u8>),
    /// A body of which the end never comes: how many bytes do.
    Cut(Vec<u8>, usize),
}

/// A lying front, until it is dropped. Answers close their connection, so each request has one of its own.
#[derive(Debug)]
pub(crate) struct Front {
    address: SocketAddr,
    is_stopped: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Front {
    /// Starts before the relay at `url`; for the paths in `lies` it answers what stands there.
    pub(crate) fn start(url: &str, lies: HashMap<String, Lie>) -> Self {
        let relay = url.strip_prefix("http://").expect("an http url").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has ports");
        let address = listener.local_addr().unwrap();
        let is_stopped = Arc::new(AtomicBool::new(false));
        let (stop, lies) = (Arc::clone(&is_stopped), Arc::new(lies));
        let accepting = thread::spawn(move || {
            for client in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let (relay, lies) = (relay.clone(), Arc::clone(&lies));
                if let Ok(client) = client {
                    thread::spawn(move || serve(&client, &relay, &lies));
                }
            }
        });
        Self {
            address,
            is_stopped,
            accepting: Some(accepting),
        }
    }

    /// Returns the URL that stands in for the relay's.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// Answers the one request of a connection; `None` when the client is gone.
fn serve(mut client: &TcpStream, relay: &str, lies: &HashMap<String, Lie>) -> Option<()> {
    let request = Request::read(client)?;
    match lies.get(&request.path) {
        Some(Lie::Body(status, body)) => {
            client.write_all(head(*status, body.len()).as_bytes()).ok()?;
            client.write_all(body).ok()?;
        }
        Some(Lie::Cut(body, len)) => {
            client.write_all(head(200, body.len()).as_bytes()).ok()?;
            client.write_all(&body[..*len]).ok()?;
        }
        None => {
            let mut relay = TcpStream::connect(relay).ok()?;
            relay.write_all(&request.bytes).ok()?;
            let mut answer = Vec::new();
            let _ = relay.read_to_end(&mut answer).ok()?;
            client.write_all(&answer).ok()?;
        }
    }
    Some(())
}

fn head(status: u16, len: usize) -> String {
    format!("HTTP/1.1 {status} -\r\nContent-Length: {len}\r\nConnection: close\r\n\r\n")
}

/// A request as it is passed on.
struct Request {
    path: String,
    bytes: Vec<u8>,
}

impl Request {
    fn read(client: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(client.try_clone().ok()?);
        let (mut bytes, mut path, mut len) = (Vec::new(), None, 0);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if path.is_none() {
                path = Some(line.split(' ').nth(1)?.to_owned());
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
        }
        bytes.extend_from_slice(b"Connection: close\r\n\r\n");
        let start = bytes.len();
        bytes.resize(start + len, 0);
        reader.read_exact(&mut bytes[start..]).ok()?;
        Some(Self { path: path?, bytes })
    }
}
