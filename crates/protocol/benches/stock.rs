//! Parcels from a file, beside the stock commands on the same file: MB/s by the wall clock and
//! peak memory, a process each, files in the page cache, output to nowhere.
//!
//! `cargo bench -p bellrope-protocol --bench stock`; `BELLROPE_BENCH_MIB` sets the file's size
//! (default 512), `age` and `rage` are measured if they are on the PATH.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark reads files, prints its table and fails by panicking"
)]

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bellrope_protocol::age::Identity;
use bellrope_protocol::encoding::{decode_hex_array, encode_hex};
use bellrope_protocol::limit::BLOCK_LEN;
use bellrope_protocol::parcel::{ParcelKey, ParcelOpener, ParcelPlan, ParcelSealer};
use rand::{SeedableRng as _, rngs::StdRng};

const READ_LEN: usize = 65_536;
const ROUNDS: usize = 3;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["seal", content, blocks] => seal(Path::new(content), Path::new(blocks)),
        ["open", blocks] => open(Path::new(blocks)),
        _ => compare(),
    }
}

/// Seals a file; the blocks go to a file of that name (`/dev/null` when only time counts).
fn seal(content: &Path, blocks: &Path) {
    let mut file = File::open(content).expect("content opens");
    let mut out = File::create(blocks).expect("blocks open");
    let len = file.metadata().expect("content has a length").len();
    let plan = ParcelPlan::new(len).expect("content fits");
    let mut sealer = ParcelSealer::new(plan, &mut StdRng::seed_from_u64(1));
    let mut buffer = vec![0; READ_LEN];
    loop {
        let count = file.read(&mut buffer).expect("content reads");
        let mut piece = &buffer[..count];
        if piece.is_empty() {
            break;
        }
        while let Some(block) = sealer.push(&mut piece).expect("content is as planned") {
            out.write_all(block.bytes).expect("block is written");
        }
    }
    while let Some(block) = sealer.pad().expect("content is as planned") {
        out.write_all(block.bytes).expect("block is written");
    }
    let key = sealer.finish().expect("all blocks are sealed");
    println!(
        "{} {} {} {}",
        key.identity().expose_secret().as_str(),
        encode_hex(key.expose_seed()),
        key.blocks(),
        encode_hex(key.sha256())
    );
}

/// Opens a file of blocks whose key comes on standard input.
fn open(blocks: &Path) {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).expect("key reads");
    let words: Vec<&str> = line.split_whitespace().collect();
    let [identity, seed, count, sha256] = words[..] else {
        panic!("key has {} words, expected 4", words.len());
    };
    let identity: Identity = identity.parse().expect("identity parses");
    let seed = decode_hex_array(seed).expect("seed parses");
    let count = count.parse().expect("count parses");
    let sha256 = decode_hex_array(sha256).expect("hash parses");
    let key = ParcelKey::from_parts(identity, &seed, count, sha256).expect("key is sound");
    let mut opener = ParcelOpener::new(&key);
    let mut file = File::open(blocks).expect("blocks open");
    let mut nowhere = File::create("/dev/null").expect("nowhere opens");
    let mut block = vec![0; BLOCK_LEN];
    for _ in 0..count {
        file.read_exact(&mut block).expect("block reads");
        let content = opener.push(&block).expect("block opens");
        nowhere.write_all(content).expect("content is written");
    }
    opener.finish().expect("parcel is whole");
}

/// What one process took.
struct Run {
    wall: Duration,
    peak_kib: u64,
    output: String,
}

fn compare() {
    let mib: u64 = std::env::var("BELLROPE_BENCH_MIB")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(512);
    let folder = std::env::temp_dir().join(format!("bellrope-stock-{}", std::process::id()));
    fs::create_dir(&folder).expect("folder is made");
    let content = folder.join("content");
    // The largest content of a parcel of this size, so that padding adds nothing.
    let len = mib * 1_048_576 * 1_023 / 1_024;
    write_content(&content, len);

    println!("| what | MB/s, best of {ROUNDS} | peak MiB |");
    println!("|---|---:|---:|");
    ours(&folder, &content, len);
    for tool in ["rage", "age"] {
        stock(tool, &folder, &content, len);
    }
    fs::remove_dir_all(&folder).expect("folder is removed");
}

fn ours(folder: &Path, content: &Path, len: u64) {
    let me = std::env::current_exe().expect("own path");
    let blocks = folder.join("blocks");
    let made = run(Command::new(&me).arg("seal").arg(content).arg(&blocks), "");
    row("bellrope parcel, seal", len, || {
        run(
            Command::new(&me)
                .args(["seal"])
                .arg(content)
                .arg("/dev/null"),
            "",
        )
    });
    row("bellrope parcel, open", len, || {
        run(Command::new(&me).arg("open").arg(&blocks), &made.output)
    });
    fs::remove_file(blocks).expect("blocks are removed");
}

fn stock(tool: &str, folder: &Path, content: &Path, len: u64) {
    let identity = folder.join(format!("{tool}.key"));
    let keygen = Command::new(format!("{tool}-keygen"))
        .arg("-o")
        .arg(&identity)
        .stderr(Stdio::null())
        .status();
    if !keygen.is_ok_and(|status| status.success()) {
        println!("| {tool}: not on this machine | | |");
        return;
    }
    let recipient = recipient_of(&identity);
    let sealed: PathBuf = folder.join(format!("{tool}.age"));
    let seal = |to: &Path| {
        run(
            Command::new(tool)
                .args(["-r", &recipient, "-o"])
                .arg(to)
                .arg(content),
            "",
        )
    };
    seal(&sealed);
    row(&format!("{tool}, encrypt"), len, || {
        seal(Path::new("/dev/null"))
    });
    row(&format!("{tool}, decrypt"), len, || {
        run(
            Command::new(tool)
                .args(["-d", "-o", "/dev/null", "-i"])
                .arg(&identity)
                .arg(&sealed),
            "",
        )
    });
    fs::remove_file(sealed).expect("sealed file is removed");
}

fn recipient_of(identity: &Path) -> String {
    let text = fs::read_to_string(identity).expect("identity reads");
    let line = text.lines().find(|line| line.contains("public key"));
    let recipient = line.and_then(|line| line.split(' ').next_back());
    recipient.expect("identity names its recipient").to_owned()
}

fn write_content(path: &Path, len: u64) {
    let mut file = File::create(path).expect("content is made");
    let piece: Vec<u8> = (0..=u8::MAX).cycle().take(READ_LEN).collect();
    let mut left = len;
    while left > 0 {
        let count = usize::try_from(left).unwrap_or(READ_LEN).min(READ_LEN);
        file.write_all(&piece[..count]).expect("content is written");
        left -= count as u64;
    }
}

fn row(name: &str, len: u64, once: impl Fn() -> Run) {
    let runs: Vec<Run> = (0..ROUNDS).map(|_| once()).collect();
    let best = runs.iter().map(|run| run.wall).min().unwrap_or_default();
    let peak = runs
        .iter()
        .map(|run| run.peak_kib)
        .max()
        .unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let speed = len as f64 / best.as_secs_f64() / 1e6;
    println!("| {name} | {speed:.0} | {:.1} |", peak as f64 / 1_024.0);
}

fn run(command: &mut Command, input: &str) -> Run {
    let begin = Instant::now();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("command starts");
    let mut stdin = child.stdin.take().expect("standard input is ours");
    stdin.write_all(input.as_bytes()).expect("command reads");
    drop(stdin);
    let peak_kib = watch(&mut child);
    let wall = begin.elapsed();
    let output = child.wait_with_output().expect("command ends");
    assert!(output.status.success(), "command failed");
    Run {
        wall,
        peak_kib,
        output: String::from_utf8(output.stdout).expect("output is text"),
    }
}

/// Waits for a process, looking every 5 ms at the peak of its resident memory.
fn watch(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("command is watched").is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let words = line.and_then(|line| line.split_whitespace().next());
        peak = words.and_then(|word| word.parse().ok()).unwrap_or(peak);
        std::thread::sleep(Duration::from_millis(5));
    }
    peak
}
