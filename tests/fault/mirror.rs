//! A dishonest relay on the network: it serves whatever lies in a store, checks nothing of it, and
//! answers some paths as it likes. The page it passes on from the honest relay, or changed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use bellrope_bundle::Log;
use bellrope_transparency::tile::{Layer, Tile};
use bellrope_transparency::tree::Hash;

use crate::database::Database;
use crate::honest::{DESK, DESK_NUMBER};
use crate::step::record::{ENTRY_ROW_LEN, log_number, numbers_of};

/// Notes of a page.
const PAGE_NOTES: usize = 256;

/// Status and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

/// How a page is changed on its way.
#[derive(Debug, Clone, Default)]
pub(crate) struct SiteLie {
    /// The path, with its slash.
    pub(crate) path: String,
    /// Only for those whose request has this in its head.
    pub(crate) only_for: Option<String>,
    /// What the body ends in, from now on.
    pub(crate) appended: String,
    /// A further header.
    pub(crate) header: Option<String>,
    /// The name of a header that is left out, in lower case.
    pub(crate) without: Option<String>,
    /// All of the answer, instead.
    pub(crate) instead: Option<Answer>,
}

/// What a dishonest relay has to say.
pub(crate) struct Served {
    /// Answers by path, with its slash.
    pub(crate) answers: BTreeMap<String, Answer>,
    pub(crate) site: Vec<SiteLie>,
    /// Address of the honest relay, which serves the page.
    pub(crate) upstream: String,
}

/// Collects everything that is served of a desk out of a store.
pub(crate) fn answers_of(store: &Path, desks: &[u8]) -> Result<BTreeMap<String, Answer>, String> {
    let database = Database::read(&store.join("relay.redb")).map_err(|err| err.to_string())?;
    let mut answers = Answers(BTreeMap::new());
    answers.0.insert("/v1/desks".to_owned(), ok(desks.to_vec()));
    for log in Log::ALL {
        answers.add_log(&database, log);
    }
    answers.add_rows(&database);
    answers.add_files(store, &database);
    Ok(answers.0)
}

fn ok(body: impl Into<Vec<u8>>) -> Answer {
    Answer {
        status: 200,
        body: body.into(),
    }
}

struct Answers(BTreeMap<String, Answer>);

impl Answers {
    fn add(&mut self, path: &str, answer: Answer) {
        self.0.insert(format!("/v1/desks/{DESK}/{path}"), answer);
    }

    fn add_log(&mut self, database: &Database, log: Log) {
        let key = (DESK_NUMBER, log_number(log));
        let Some((size, checkpoint)) = database.published.get(&key) else {
            return;
        };
        self.add(&format!("{log}/checkpoint"), ok(checkpoint.as_bytes()));
        for ((desk, kind, layer, index), bytes) in &database.tiles {
            if (*desk, *kind) != key {
                continue;
            }
            let (layer, width) = match *layer {
                u8::MAX => (Layer::Entries, ENTRY_ROW_LEN),
                level => (Layer::Hashes(level), Hash::LEN),
            };
            if let Some(tile) = Tile::in_log(layer, *index, *size) {
                let len = bytes.len().min(usize::from(tile.width()) * width);
                self.add(&format!("{log}/{tile}"), ok(&bytes[..len]));
            }
        }
        if log == Log::Cards {
            return;
        }
        let published = |note: &&String| {
            let numbers = numbers_of(note);
            numbers.is_none_or(|numbers| numbers.first + u64::from(numbers.count) <= *size)
        };
        let all = key.0..=key.0;
        let of_log =
            |((desk, kind, _), note)| (all.contains(&desk) && kind == key.1).then_some(note);
        let batches: Vec<&String> = database
            .batches
            .iter()
            .filter_map(|(key, note)| of_log((*key, note)))
            .filter(published)
            .collect();
        let pruned: Vec<&String> = database
            .pruned
            .iter()
            .filter_map(|(key, note)| of_log((*key, note)))
            .collect();
        let newest = self.add_pages(&format!("{log}/batches"), &batches);
        self.add(&format!("{log}/batches"), newest);
        self.add_pages(&format!("{log}/pruned"), &pruned);
    }

    /// Adds the pages of notes; returns the newest.
    fn add_pages(&mut self, path: &str, notes: &[&String]) -> Answer {
        let mut newest = ok("");
        self.add(&format!("{path}/0"), newest.clone());
        for (page, notes) in notes.chunks(PAGE_NOTES).enumerate() {
            let text: String = notes.iter().map(|note| note.as_str()).collect();
            newest = ok(text);
            self.add(&format!("{path}/{page}"), newest.clone());
        }
        newest
    }

    fn add_rows(&mut self, database: &Database) {
        let mine = |desk: &u32| *desk == DESK_NUMBER;
        for ((desk, serial), card) in &database.cards {
            if mine(desk) {
                self.add(&format!("cards/{serial}"), ok(card.as_slice()));
            }
        }
        for ((desk, _), (_, note)) in &database.confirms {
            if mine(desk) {
                self.add("confirm", ok(note.as_bytes()));
            }
        }
        for ((desk, number), board) in &database.boards {
            if mine(desk) {
                self.add(&format!("board/{number}"), ok(board.as_bytes()));
                self.add("board", ok(board.as_bytes()));
            }
        }
    }

    fn add_files(&mut self, store: &Path, database: &Database) {
        let desk = store.join("desks").join(DESK);
        for log in [Log::Intake, Log::Replies] {
            let pruned = database.pruned.keys();
            let pruned = pruned.filter(|(_, kind, _)| *kind == log_number(log));
            for (_, _, number) in pruned {
                let gone = Answer {
                    status: 410,
                    body: Vec::new(),
                };
                self.add(&format!("{log}/batch/{number}"), gone);
            }
            let folder = desk.join(log.as_str()).join("batch");
            for file in harness::files_below(&folder) {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                let body = fs::read(&file).unwrap_or_default();
                self.add(&format!("{log}/batch/{name}"), ok(body));
            }
        }
        let mut addresses = Vec::new();
        for file in harness::files_below(&desk.join("blocks")) {
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let body = fs::read(&file).unwrap_or_default();
            self.add(&format!("blocks/{name}"), ok(body));
            addresses.push(name);
        }
        addresses.sort();
        let list: String = addresses.iter().map(|name| format!("{name}\n")).collect();
        self.add("blocks", ok(list));
    }
}

/// A dishonest relay, until it is dropped.
pub(crate) struct Mirror {
    address: SocketAddr,
    is_stopped: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Mirror {
    /// Starts to serve.
    pub(crate) fn start(served: Served) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let is_stopped = Arc::new(AtomicBool::new(false));
        let (stop, served) = (Arc::clone(&is_stopped), Arc::new(served));
        let accepting = thread::spawn(move || {
            for client in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let served = Arc::clone(&served);
                if let Ok(client) = client {
                    thread::spawn(move || serve(&client, &served));
                }
            }
        });
        Self {
            address,
            is_stopped,
            accepting: Some(accepting),
        }
    }

    /// Returns its address as clients take it.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Mirror {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// Answers the one request of a connection.
fn serve(client: &TcpStream, served: &Served) -> Option<()> {
    let head = read_head(&mut BufReader::new(client.try_clone().ok()?))?;
    let path = head.strip_prefix("GET ")?.split(' ').next()?.to_owned();
    let mut client = client;
    match path.starts_with("/v1/") {
        true => {
            let answer = served.answers.get(&path).cloned().unwrap_or(Answer {
                status: 404,
                body: Vec::new(),
            });
            client.write_all(&to_bytes(&answer)).ok()?;
        }
        false => client.write_all(&pass_on(&head, &path, served)?).ok()?,
    }
    client.shutdown(Shutdown::Write).ok()
}

fn to_bytes(answer: &Answer) -> Vec<u8> {
    let (status, len) = (answer.status, answer.body.len());
    let head = format!("HTTP/1.1 {status} -\r\nContent-Length: {len}\r\nConnection: close\r\n\r\n");
    [head.into_bytes(), answer.body.clone()].concat()
}

/// Reads the head of a request.
fn read_head(requests: &mut BufReader<TcpStream>) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if requests.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    Some(head)
}

/// Asks the honest relay the same, and changes what it answers.
fn pass_on(head: &str, path: &str, served: &Served) -> Option<Vec<u8>> {
    let lie = served.site.iter().find(|lie| {
        let is_meant = |who: &String| head.to_ascii_lowercase().contains(who.as_str());
        lie.path == path && lie.only_for.as_ref().is_none_or(is_meant)
    });
    if let Some(instead) = lie.and_then(|lie| lie.instead.as_ref()) {
        return Some(to_bytes(instead));
    }
    let mut relay = TcpStream::connect(&served.upstream).ok()?;
    let kept = head.lines().filter(|line| {
        let line = line.to_ascii_lowercase();
        !line.is_empty() && !line.starts_with("connection:")
    });
    let request: String = kept.map(|line| format!("{line}\r\n")).collect();
    relay
        .write_all(format!("{request}Connection: close\r\n\r\n").as_bytes())
        .ok()?;
    let mut answer = Vec::new();
    relay.read_to_end(&mut answer).ok()?;
    match lie {
        Some(lie) => change(&answer, lie),
        None => Some(answer),
    }
}

/// Changes headers and body of an answer.
fn change(answer: &[u8], lie: &SiteLie) -> Option<Vec<u8>> {
    let split = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..split]).ok()?;
    let body = [&answer[split + 4..], lie.appended.as_bytes()].concat();
    let mut changed = String::new();
    for line in head.lines() {
        let name = line
            .split(':')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if name == "content-length" || lie.without.as_ref() == Some(&name) {
            continue;
        }
        changed.push_str(&format!("{line}\r\n"));
    }
    if let Some(header) = &lie.header {
        changed.push_str(&format!("{header}\r\n"));
    }
    changed.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    Some([changed.into_bytes(), body].concat())
}
