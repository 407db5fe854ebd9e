//! A relay of a few lines that has got hold of its desk's key.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use bellrope_protocol::age::Identity;
use bellrope_protocol::card::Ed25519PublicKey;
use bellrope_protocol::letter;
use bellrope_protocol::limit::{BLOCK_LEN, LETTER_LEN, SEALED_LETTER_LEN};
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::{Tag, body_hash};
use tempfile::TempDir;

use crate::support::World;

/// What happens at a relay that leaks.
pub(crate) enum Event<'a> {
    /// A request came, as it was sent.
    Request(&'a [u8]),
    /// A letter was opened with the stolen key.
    Opened(&'a [u8]),
}

/// Does something with what happens; what it returns is put into the answer.
pub(crate) type Leak = dyn Fn(&Path, &Event<'_>) -> Option<Vec<u8>> + Send + Sync;

/// A relay of a few lines, with a stolen key.
pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    pub(crate) folder: TempDir,
    is_stopped: Arc<AtomicBool>,
    serving: Option<JoinHandle<()>>,
}

struct Desk {
    folder: PathBuf,
    world: World,
    receipt: SignerKey,
    stolen: Identity,
    accepts_all: bool,
    leak: Box<Leak>,
}

impl Relay {
    /// Starts it, and returns the world with the card that it shows.
    pub(crate) fn start(accepts_all: bool, leak: Box<Leak>) -> (Self, World) {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let world = || {
            let mut world = World::founded();
            // Every week the same, which the relay has got hold of.
            let stolen = Identity::from_seed(&[9; 32]);
            for intake in &mut world.card.intake {
                intake.recipient = stolen.recipient().clone();
            }
            (world, stolen)
        };
        let (own, stolen) = world();
        let base = own.base.receipt_key_name();
        let desk = Desk {
            folder: folder.path().to_owned(),
            receipt: SignerKey::from_seed(base, &[4; 32]),
            world: own,
            stolen,
            accepts_all,
            leak,
        };
        let mut shown = world().0;
        shown.card.relay.receipt = Ed25519PublicKey::of(&desk.receipt);
        let is_stopped = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&is_stopped);
        let serving = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                desk.serve(stream.unwrap());
            }
        });
        let relay = Self {
            address,
            folder,
            is_stopped,
            serving: Some(serving),
        };
        (relay, shown)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(serving) = self.serving.take() {
            let _ = serving.join();
        }
    }
}

impl Desk {
    fn serve(&self, mut stream: TcpStream) {
        let Some(request) = read(&mut stream) else {
            return;
        };
        let (status, mut body) = self.answer(&request);
        let told = (self.leak)(&self.folder, &Event::Request(&request));
        if status >= 400 {
            body.extend(told.unwrap_or_default());
        }
        let head = format!(
            "HTTP/1.1 {status} -\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(&[head.as_bytes(), &body].concat());
    }

    fn answer(&self, request: &[u8]) -> (u16, Vec<u8>) {
        let end = find(request, b"\r\n\r\n").unwrap_or(request.len());
        let head = String::from_utf8_lossy(&request[..end]).into_owned();
        let body = request.get(end + 4..).unwrap_or_default();
        let line = head.lines().next().unwrap_or_default();
        if line.starts_with("POST /v1/desks/mid/grants ") {
            let grant = format!("{{\"grant\":\"{}\",\"blocks\":64}}", "ab".repeat(16));
            return (201, grant.into_bytes());
        }
        if line.starts_with("PUT ") && head.contains(&"ab".repeat(16)) && body.len() == BLOCK_LEN {
            fs::write(self.folder.join("block"), body).unwrap();
            return (204, Vec::new());
        }
        if let Some(receipt) = self.accept(&head, body) {
            return (201, receipt);
        }
        let status = if self.accepts_all { 200 } else { 400 };
        (status, Vec::new())
    }

    /// Takes a letter, by itself or in a form.
    fn accept(&self, head: &str, body: &[u8]) -> Option<Vec<u8>> {
        let is_form = head.contains("/form ");
        let (sealed, tag) = if is_form {
            let from = find(body, b"\r\n\r\n")? + 4;
            let file = body.get(from..from + SEALED_LETTER_LEN)?;
            (
                &file[..LETTER_LEN],
                Tag::from_bytes(file[LETTER_LEN..].try_into().unwrap()),
            )
        } else {
            let (_, tag) = head.split_once("Bellrope-Tag: ")?;
            (body, tag.lines().next()?.parse().ok()?)
        };
        let form = letter::check_form(sealed).ok()?;
        let opened = letter::open(&self.stolen, form).ok()?;
        let name = format!("letter-{tag}");
        fs::write(self.folder.join(name), sealed).unwrap();
        let told = (self.leak)(&self.folder, &Event::Opened(opened.expose_secret()));
        let hash = body_hash(sealed);
        let receipt = Receipt::new(&self.world.base, hash, tag, 1_795_435_200);
        let mut answer = receipt
            .sign(&self.receipt)
            .unwrap()
            .to_string()
            .into_bytes();
        if is_form {
            answer.extend(told.unwrap_or_default());
        }
        Some(answer)
    }
}

/// Reads a request as far as its head announces; `None` if nothing came.
fn read(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut buffer = [0; 65_536];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(len) => request.extend_from_slice(&buffer[..len]),
        }
        let Some(end) = find(&request, b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
        let length = head.split_once("content-length: ");
        let length = length.and_then(|(_, rest)| rest.lines().next()?.parse::<usize>().ok());
        let is_whole = match length {
            Some(length) => request.len() >= end + 4 + length,
            None if head.contains("transfer-encoding: chunked") => request.ends_with(b"\r\n\r\n"),
            None => true,
        };
        if is_whole {
            break;
        }
    }
    (!request.is_empty()).then_some(request)
}

pub(crate) fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|found| found == what)
}
