//! The relay of the reporter's tests, behind a socket of this machine.

#[path = "../../../reporter/tests/support/mod.rs"]
pub(crate) mod world;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use bellrope_reporter::{Method, Request, Response};

use world::World;

/// One request as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Request line and headers, without the length of the body.
    pub(crate) head: Vec<String>,
    /// Length of the body, in bytes.
    pub(crate) body_len: usize,
}

/// A relay that listens.
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) port: u16,
    world: Arc<Mutex<World>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    /// Connections to break off after so many bytes of body; taken from the end.
    breaks: Arc<Mutex<Vec<usize>>>,
}

impl Server {
    /// Begins to listen on a free port.
    pub(crate) fn start(world: World) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Self {
            url: format!("http://127.0.0.1:{port}"),
            port,
            world: Arc::new(Mutex::new(world)),
            seen: Arc::default(),
            breaks: Arc::default(),
        };
        let (world, seen) = (server.world.clone(), server.seen.clone());
        let breaks = server.breaks.clone();
        // Ends with the process of the test.
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (world, seen, breaks) = (world.clone(), seen.clone(), breaks.clone());
                thread::spawn(move || serve(stream, &world, &seen, &breaks));
            }
        });
        server
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// Returns what was asked since the last time.
    pub(crate) fn take_seen(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }

    /// Breaks the next connection that carries a body, after so many bytes.
    pub(crate) fn break_after(&self, len: usize) {
        self.breaks.lock().unwrap().push(len);
    }
}

/// Answers the requests of one connection until it ends.
fn serve(
    stream: TcpStream,
    world: &Mutex<World>,
    seen: &Mutex<Vec<Seen>>,
    breaks: &Mutex<Vec<usize>>,
) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut stream = stream;
    loop {
        let (request, head) = read_head(&mut reader)?;
        let len: usize = header(&head, "content-length").map_or(0, |len| len.parse().unwrap());
        if len > 0
            && let Some(after) = breaks.lock().unwrap().pop()
        {
            reader.read_exact(&mut vec![0; after]).ok()?;
            return None;
        }
        let mut body = vec![0; len];
        reader.read_exact(&mut body).ok()?;
        let head: Vec<String> = head
            .into_iter()
            .filter(|line| !line.starts_with("content-length"))
            .collect();
        seen.lock().unwrap().push(Seen {
            head,
            body_len: len,
        });
        let response = world.lock().unwrap().answer(&Request { body, ..request });
        answer(&mut stream, &response).ok()?;
    }
}

fn read_head(reader: &mut BufReader<TcpStream>) -> Option<(Request, Vec<String>)> {
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|len| *len > 0)?;
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let mut parts = head.first()?.split(' ');
    let method = match parts.next()? {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        _ => return None,
    };
    let path = parts.next()?.to_owned();
    let own = ["bellrope-tag", "bellrope-grant"];
    let headers = own
        .iter()
        .filter_map(|name| Some((*name, header(&head, name)?.to_owned())))
        .collect();
    let request = Request {
        method,
        path,
        headers,
        body: Vec::new(),
        answer_max_len: 0,
    };
    Some((request, head))
}

fn header<'a>(head: &'a [String], name: &str) -> Option<&'a str> {
    head.iter().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn answer(stream: &mut TcpStream, response: &Response) -> std::io::Result<()> {
    let length = match response.status {
        204 => String::new(),
        _ => format!("content-length: {}\r\n", response.body.len()),
    };
    write!(stream, "HTTP/1.1 {} x\r\n{length}\r\n", response.status)?;
    stream.write_all(&response.body)?;
    stream.flush()
}
