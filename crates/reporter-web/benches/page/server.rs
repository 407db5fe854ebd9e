//! One HTTP server over a desk and relay in memory, and the site beside it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use bellrope_page::{Site, gzip};
use bellrope_reporter::{Method, Request};

use crate::support::World;

/// A server until the program ends.
pub(crate) struct Server {
    url: String,
    /// The signed configuration.
    pub(crate) note: Vec<u8>,
}

impl Server {
    /// Serves a world and the site that `site` makes for it.
    pub(crate) fn start(world: World, site: impl Fn(&World) -> (Vec<u8>, Site)) -> Self {
        let (note, site) = site(&world);
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has ports");
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new((Mutex::new(world), site));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(&client, &shared.0, &shared.1));
            }
        });
        Self { url, note }
    }

    pub(crate) fn url(&self) -> String {
        self.url.clone()
    }
}

/// Answers one connection until it is closed.
fn serve(client: &TcpStream, world: &Mutex<World>, site: &Site) -> Option<()> {
    client.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(client);
    loop {
        let request = read(&mut reader)?;
        let (status, headers, body) = if request.path.starts_with("/v1/") {
            let response = world.lock().unwrap().answer(&request);
            (response.status, String::new(), response.body)
        } else {
            of_site(site, &request.path)
        };
        let head = format!(
            "HTTP/1.1 {status} -\r\n{headers}content-length: {}\r\n\r\n",
            body.len()
        );
        let mut client = client;
        client.write_all(&[head.as_bytes(), &body].concat()).ok()?;
    }
}

fn of_site(site: &Site, path: &str) -> (u16, String, Vec<u8>) {
    let Some(file) = site.file(path) else {
        return (404, String::new(), Vec::new());
    };
    let headers = file
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    let packed = gzip(&file.body);
    if packed.len() < file.body.len() {
        let headers: String = headers.collect();
        return (200, format!("{headers}content-encoding: gzip\r\n"), packed);
    }
    (200, headers.collect(), file.body.clone())
}

/// Reads a request as the machines make them.
fn read(reader: &mut BufReader<&TcpStream>) -> Option<Request> {
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let mut parts = first.split(' ');
    let (method, path) = (parts.next()?, parts.next()?.to_owned());
    let mut request = Request {
        method: match method {
            "POST" => Method::Post,
            "PUT" => Method::Put,
            _ => Method::Get,
        },
        path,
        headers: Vec::new(),
        body: Vec::new(),
        answer_max_len: 0,
    };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        let value = value.trim().to_owned();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => request.body = vec![0; value.parse().ok()?],
            "bellrope-tag" => request.headers.push(("bellrope-tag", value)),
            "bellrope-grant" => request.headers.push(("bellrope-grant", value)),
            _ => {}
        }
    }
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}
