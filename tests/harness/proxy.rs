//! A TCP proxy on the way to the relay that cuts connections, and keeps what was sent.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// When connections are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Never.
    Never,
    /// After this many bytes from client to relay on one connection, this many times in all.
    Sent {
        /// Bytes that pass first.
        after: usize,
        /// Connections that are cut.
        times: usize,
    },
    /// After this many bytes from relay to client on one connection, this many times in all.
    Received {
        /// Bytes that pass first.
        after: usize,
        /// Connections that are cut.
        times: usize,
    },
    /// All connections for good, after this many bytes from relay to client on all together.
    Gone {
        /// Bytes that pass first.
        after: usize,
    },
}

/// A proxy that runs until it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    target: String,
    is_stopped: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    cut: Cut,
    cuts: usize,
    /// Bytes from the relay on all connections.
    received: usize,
    /// What clients sent, by connection.
    sent: Vec<Vec<u8>>,
}

#[derive(Clone, Copy)]
enum Side {
    Client,
    Relay,
}

impl Proxy {
    /// Starts a proxy to `url`, an http URL with address and port.
    ///
    /// # Panics
    ///
    /// If the URL is another or there is no port left.
    #[must_use]
    pub fn start(url: &str, cut: Cut) -> Self {
        let target = url.strip_prefix("http://").expect("an http url").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has ports");
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            target,
            is_stopped: AtomicBool::new(false),
            state: Mutex::new(State {
                cut,
                cuts: 0,
                received: 0,
                sent: Vec::new(),
            }),
        });
        let accepted = Arc::clone(&shared);
        let accepting = thread::spawn(move || accept(&listener, &accepted));
        Self {
            address,
            shared,
            accepting: Some(accepting),
        }
    }

    /// Returns the URL that stands in for the relay's.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns how many connections were cut.
    ///
    /// # Panics
    ///
    /// If a thread of the proxy has panicked.
    #[must_use]
    pub fn cuts(&self) -> usize {
        self.shared.state.lock().unwrap().cuts
    }

    /// Takes what clients have sent so far, by connection.
    ///
    /// # Panics
    ///
    /// If a thread of the proxy has panicked.
    #[must_use]
    pub fn take_sent(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.shared.state.lock().unwrap().sent)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.is_stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for client in listener.incoming() {
        if shared.is_stopped.load(Ordering::SeqCst) {
            return;
        }
        let (Ok(client), Ok(relay)) = (client, TcpStream::connect(&shared.target)) else {
            continue;
        };
        let connection = {
            let mut state = shared.state.lock().unwrap();
            state.sent.push(Vec::new());
            state.sent.len() - 1
        };
        for (side, from, to) in [
            (Side::Client, &client, &relay),
            (Side::Relay, &relay, &client),
        ] {
            let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
            let shared = Arc::clone(shared);
            thread::spawn(move || pass(&shared, connection, side, from, to));
        }
    }
}

/// Passes bytes on until either side closes or the connection is cut.
fn pass(shared: &Shared, connection: usize, side: Side, mut from: TcpStream, mut to: TcpStream) {
    let mut passed = 0;
    let mut buffer = [0; 16_384];
    while let Ok(len) = from.read(&mut buffer) {
        if len == 0 {
            break;
        }
        passed += len;
        if is_cut(shared, connection, side, passed, &buffer[..len])
            || to.write_all(&buffer[..len]).is_err()
        {
            let _ = from.shutdown(Shutdown::Both);
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

/// Keeps what a client sent, and decides whether its connection ends here.
fn is_cut(shared: &Shared, connection: usize, side: Side, passed: usize, bytes: &[u8]) -> bool {
    let mut state = shared.state.lock().unwrap();
    if let (Side::Client, Some(sent)) = (side, state.sent.get_mut(connection)) {
        sent.extend_from_slice(bytes);
    }
    if let Side::Relay = side {
        state.received += bytes.len();
    }
    let (after, times) = match (state.cut, side) {
        (Cut::Gone { after }, _) => return state.received > after,
        (Cut::Sent { after, times }, Side::Client)
        | (Cut::Received { after, times }, Side::Relay) => (after, times),
        _ => return false,
    };
    if passed <= after || state.cuts >= times {
        return false;
    }
    state.cuts += 1;
    true
}
