//! Letters over loopback HTTP: the relay beside a bare axum handler that appends the same bytes
//! to a file, with one fdatasync for whatever has queued. Same client, same run; rounds of both
//! alternate, because machines swing.
//!
//! `cargo bench -p bellrope-relay --bench load` prints a Markdown table. `-- --secs 5 --rounds 3`
//! measures longer; `--connections 256` only there.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a measurement"
)]

mod bare;
mod client;
#[path = "../../tests/fixture/desk.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod desk;

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use client::Measured;
use desk::{RelayPublic, TestDesk};

const HOST: &str = "relay.example";
const CONNECTIONS: [usize; 3] = [1, 16, 256];
/// Enough for every letter of a run: what does not fit is refused.
const SLOTS: &str = "196608";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(position) = arguments.iter().position(|argument| argument == "--bare") {
        return bare::run(Path::new(&arguments[position + 1]));
    }
    let option = |name: &str, default: u64| {
        let position = arguments.iter().position(|argument| argument == name);
        position.map_or(default, |position| arguments[position + 1].parse().unwrap())
    };
    let window = Duration::from_secs(option("--secs", 3));
    let rounds = option("--rounds", 2);
    let only = option("--connections", 0) as usize;

    let folder = tempfile::tempdir().unwrap();
    let relay = Relay::start(folder.path());
    println!(
        "| connections | server | letters/s | p50 ms | p99 ms | CPU µs/letter | resident MiB |"
    );
    println!("|---|---|---|---|---|---|---|");
    let mut first = 0;
    for connections in CONNECTIONS
        .into_iter()
        .filter(|connections| only == 0 || only == *connections)
    {
        let (mut relays, mut bares) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let bare = Server::bare(&folder.path().join("append"));
            bares.push(bare.measure(&relay.desk, connections, window, &mut first));
            drop(bare);
            relays.push(
                relay
                    .server
                    .measure(&relay.desk, connections, window, &mut first),
            );
        }
        let (bare, relay) = (median(bares), median(relays));
        print_row(connections, "bare append", &bare);
        print_row(connections, "relay", &relay);
        println!(
            "| {connections} | relay / bare | **{:.0} %** | | | | |",
            100.0 * relay.rate / bare.rate
        );
    }
}

/// One row of the table.
struct Row {
    rate: f64,
    p50: Duration,
    p99: Duration,
    /// Processor time of the server for one letter: what is left of a figure when others share
    /// the machine.
    cpu: Duration,
    resident_kib: u64,
}

fn print_row(connections: usize, server: &str, row: &Row) {
    println!(
        "| {connections} | {server} | {:.0} | {:.2} | {:.2} | {:.0} | {:.0} |",
        row.rate,
        row.p50.as_secs_f64() * 1e3,
        row.p99.as_secs_f64() * 1e3,
        row.cpu.as_secs_f64() * 1e6,
        row.resident_kib as f64 / 1024.0,
    );
}

fn median(mut rows: Vec<Row>) -> Row {
    rows.sort_by(|a, b| a.rate.total_cmp(&b.rate));
    rows.swap_remove((rows.len() - 1) / 2)
}

/// A server in a process of its own.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let address = line
            .strip_prefix("listening on http://")
            .unwrap()
            .parse()
            .unwrap();
        // The relay says where its management listens, too; nobody else writes there.
        Self { child, address }
    }

    fn bare(file: &Path) -> Self {
        Self::spawn(
            Command::new(std::env::current_exe().unwrap())
                .arg("--bare")
                .arg(file),
        )
    }

    fn measure(
        &self,
        desk: &TestDesk,
        connections: usize,
        window: Duration,
        first: &mut u64,
    ) -> Row {
        let letter = desk.letter(0);
        let before = cpu_time(self.child.id());
        let Measured {
            mut latencies,
            took,
            next,
        } = client::run(self.address, &letter, connections, window, *first);
        *first = next;
        let cpu = cpu_time(self.child.id()) - before;
        latencies.sort_unstable();
        let at = |share: f64| latencies[((latencies.len() - 1) as f64 * share) as usize];
        Row {
            rate: latencies.len() as f64 / took.as_secs_f64(),
            p50: at(0.5),
            p99: at(0.99),
            cpu: cpu / latencies.len() as u32,
            resident_kib: resident_kib(self.child.id()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Relay {
    server: Server,
    desk: TestDesk,
}

impl Relay {
    fn start(folder: &Path) -> Self {
        let (relay, token) = (folder.join("relay"), folder.join("token"));
        let desk = TestDesk::found(HOST, "mid", 7);
        let path = relay.to_str().unwrap();
        tool(&["init", "--folder", path, "--host", HOST]);
        tool(&[
            "desk",
            "--folder",
            path,
            "--desk",
            "mid",
            "--name-nl",
            "Meldpunt",
            "--name-en",
            "Desk",
            "--fingerprint",
            &desk.fingerprint(),
            "--token-out",
            token.to_str().unwrap(),
        ]);
        let server = Server::spawn(command().args(["run", "--folder", path]));
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs();
        let card = desk.card(1, &RelayPublic::read(&relay), now);
        let token = std::fs::read_to_string(token).unwrap();
        client::post_card(server.address, token.trim(), &card);
        Self { server, desk }
    }
}

fn tool(arguments: &[&str]) {
    let status = command()
        .args(arguments)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope-relay"));
    command.stderr(Stdio::null()).envs([
        ("BELLROPE_RELAY_LISTEN", "127.0.0.1:0"),
        ("BELLROPE_RELAY_MANAGEMENT_LISTEN", "127.0.0.1:0"),
        // No epoch ends within a run, except at midnight.
        ("BELLROPE_RELAY_EPOCH_SECS", "86400"),
        ("BELLROPE_RELAY_SLOTS", SLOTS),
        ("BELLROPE_RELAY_RESERVE_BYTES", "12884901888"),
        ("BELLROPE_RELAY_REQUESTS_PER_CONNECTION", "4294967295"),
    ]);
    command
}

/// Returns the processor time of a process, user and system, in steps of 10 ms.
fn cpu_time(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields = stat.rsplit_once(") ").unwrap().1.split(' ');
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().unwrap())
        .sum();
    Duration::from_millis(10 * ticks)
}

fn resident_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
