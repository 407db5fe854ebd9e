//! A hundred different reports, follow-ups and covers: no length, header, byte position or
//! request tells them apart.

use std::collections::BTreeSet;
use std::path::PathBuf;

use bellrope_bundle::{Log, LogView, Member, UnverifiedBundle};
use bellrope_protocol::letter::check_form;
use harness::{Cut, Proxy, Reporter, Scene};

const LETTER_LEN: usize = 16_384;
/// Length of the age header of every letter, in bytes (docs/protocol.md §2).
const HEADER_LEN: usize = 1_627;
/// Reports, and follow-ups to some of them.
const REPORTS: usize = 40;
const FOLLOW_UPS: usize = 30;
/// Covers at the least; the relay makes many more.
const COVERS: usize = 30;
/// Classes into which a byte falls, by its high half.
const CLASSES: usize = 16;
/// Bound on the chi-square statistic of one position, 15 degrees of freedom: uniform bytes
/// exceed it with a chance of 2e-11, so all 14,757 positions together once in three million runs.
const CHI_SQUARE_BOUND: f64 = 85.0;

/// The letters that people sent, and those that the relay made.
struct Letters {
    real: Vec<Vec<u8>>,
    covers: Vec<Vec<u8>>,
}

/// Reports that have nothing in common but the form.
fn report(number: usize) -> String {
    let route = ["report", "advice", "signal"][number % 3];
    let family = ["ZS", "OG", "XX"][number % 3];
    let story = match number % 4 {
        0 => "a".repeat(1 + number),
        1 => "één zin met een emoji \u{1F6A8}; ".repeat(1 + number * 8),
        2 => "AAAAAAAAAAAAAAAA\n".repeat(20 * number),
        _ => format!("melding {number} \u{5e9}\u{5dc}\u{5d5}\u{5dd}"),
    };
    let story = toml::Value::String(story);
    format!("route = \"{route}\"\nfamily = \"{family}\"\nstory = {story}\n")
}

/// Sends everything through a proxy; returns what it saw of each letter being posted.
fn send(scene: &Scene, proxy: &Proxy) -> Vec<Vec<u8>> {
    let reporter = Reporter {
        relay: proxy.url(),
        ..scene.reporter()
    };
    let mut codes = Vec::new();
    for number in 0..REPORTS {
        let file: PathBuf = scene.file("melding.toml", report(number));
        codes.push(reporter.report(&file, &[]).code);
    }
    for (number, code) in codes.iter().enumerate().take(FOLLOW_UPS) {
        reporter.reply(code, &"nog iets. ".repeat(1 + 13 * number), &[]);
    }
    let posts: Vec<Vec<u8>> = proxy
        .take_sent()
        .iter()
        .filter_map(|sent| find(sent, b"POST ").map(|at| sent[at..].to_vec()))
        .collect();
    assert_eq!(posts.len(), REPORTS + FOLLOW_UPS);
    posts
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// Splits a request into head and body, the tag in its head blotted out.
fn parts(post: &[u8]) -> (String, &[u8]) {
    let end = find(post, b"\r\n\r\n").unwrap() + 4;
    let head = String::from_utf8(post[..end].to_vec()).unwrap();
    let lines: Vec<String> = head
        .split("\r\n")
        .map(|line| match line.split_once(": ") {
            Some((name, tag)) if name.eq_ignore_ascii_case("bellrope-tag") => {
                assert_eq!(tag.len(), 32);
                assert!(
                    tag.bytes()
                        .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
                );
                format!("{name}: <tag>")
            }
            _ => line.to_owned(),
        })
        .collect();
    (lines.join("\r\n"), &post[end..])
}

/// Reads every letter that the relay has logged.
fn logged(bundle: &UnverifiedBundle) -> Vec<Vec<u8>> {
    let batches = bundle
        .members()
        .filter(|member| matches!(member, Member::Batch { .. }));
    let bodies = batches.map(|member| bundle.read(member).unwrap().unwrap());
    bodies
        .flat_map(|body| {
            body.chunks(LETTER_LEN)
                .map(<[u8]>::to_vec)
                .collect::<Vec<_>>()
        })
        .collect()
}

fn chi_square(counts: &[f64; CLASSES], expected: &[f64; CLASSES]) -> f64 {
    counts
        .iter()
        .zip(expected)
        .filter(|(_, expected)| **expected > 0.0)
        .map(|(count, expected)| (count - expected).powi(2) / expected)
        .sum()
}

/// Counts the classes of the byte at a position.
fn classes(letters: &[Vec<u8>], position: usize) -> [f64; CLASSES] {
    let mut counts = [0.0; CLASSES];
    for letter in letters {
        counts[usize::from(letter[position] >> 4)] += 1.0;
    }
    counts
}

/// Returns the greatest deviation from uniform bytes of any position, and where it is.
fn greatest_deviation(letters: &[Vec<u8>]) -> (f64, usize) {
    let expected = [letters.len() as f64 / CLASSES as f64; CLASSES];
    (HEADER_LEN..LETTER_LEN)
        .map(|position| (chi_square(&classes(letters, position), &expected), position))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap()
}

/// Returns the greatest difference between two groups of letters at any position.
fn greatest_difference(ours: &[Vec<u8>], theirs: &[Vec<u8>]) -> (f64, usize) {
    let (n, m) = (ours.len() as f64, theirs.len() as f64);
    (0..LETTER_LEN)
        .map(|position| {
            let (a, b) = (classes(ours, position), classes(theirs, position));
            let mut statistic = 0.0;
            for (a, b) in a.iter().zip(&b).filter(|(a, b)| **a + **b > 0.0) {
                statistic += (a * (m / n).sqrt() - b * (n / m).sqrt()).powi(2) / (a + b);
            }
            (statistic, position)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap()
}

#[test]
fn letters_and_their_requests_are_all_alike() {
    let mut scene = Scene::set();
    let proxy = Proxy::start(scene.relay.url(), Cut::Never);
    let posts = send(&scene, &proxy);

    // Requests: the same bytes but for tag and letter, and of the same length.
    let heads: BTreeSet<String> = posts.iter().map(|post| parts(post).0).collect();
    assert_eq!(heads.len(), 1, "{heads:#?}");
    let head = heads.first().unwrap();
    assert!(head.contains("/v1/desks/mid/letters HTTP/1.1"), "{head}");
    let sent: Vec<Vec<u8>> = posts.iter().map(|post| parts(post).1.to_vec()).collect();
    let distinct: BTreeSet<&Vec<u8>> = sent.iter().collect();
    assert_eq!(distinct.len(), REPORTS + FOLLOW_UPS);

    let bundle = UnverifiedBundle::open(&scene.pull()).unwrap();
    let (real, covers): (Vec<_>, Vec<_>) = logged(&bundle)
        .into_iter()
        .partition(|letter| distinct.contains(letter));
    let letters = Letters { real, covers };
    assert_eq!(letters.real.len(), REPORTS + FOLLOW_UPS);
    assert!(letters.covers.len() >= COVERS, "{}", letters.covers.len());
    check_letters(&letters);
    check_tags(&bundle, &letters);
}

fn check_letters(letters: &Letters) {
    let all: Vec<Vec<u8>> = letters
        .real
        .iter()
        .chain(&letters.covers)
        .cloned()
        .collect();
    for letter in &all {
        assert!(check_form(letter).is_ok());
        assert_eq!(letter.len(), LETTER_LEN);
    }
    // Headers: line feeds and fixed text in the same places.
    let layouts: BTreeSet<Vec<usize>> = all.iter().map(|letter| line_ends(letter)).collect();
    assert_eq!(layouts.len(), 1);
    // Payloads: uniform at every position, all together and each kind against the other.
    let (deviation, position) = greatest_deviation(&all);
    assert!(
        deviation < CHI_SQUARE_BOUND,
        "{deviation} at byte {position}"
    );
    let (difference, position) = greatest_difference(&letters.real, &letters.covers);
    assert!(
        difference < CHI_SQUARE_BOUND,
        "{difference} at byte {position}"
    );
    // The measure sees what it must see: one biased byte in the letters of people.
    let mut biased = letters.real.clone();
    for letter in &mut biased {
        letter[9_999] = 0;
    }
    let (difference, position) = greatest_difference(&biased, &letters.covers);
    assert!(
        difference > CHI_SQUARE_BOUND && position == 9_999,
        "{difference} at {position}"
    );
}

fn line_ends(letter: &[u8]) -> Vec<usize> {
    let header = letter[..HEADER_LEN].iter().enumerate();
    header
        .filter(|(_, byte)| **byte == b'\n')
        .map(|(at, _)| at)
        .collect()
}

/// Tags of people's letters look as random as those of covers: none repeats, none is special.
fn check_tags(bundle: &UnverifiedBundle, letters: &Letters) {
    let view = LogView::new(bundle, Log::Intake);
    let checkpoint = view.checkpoint().unwrap();
    let text = checkpoint.to_string();
    let text = text.split_once("\n\n").unwrap().0;
    let head = bellrope_transparency::checkpoint::Checkpoint::parse_text(&format!("{text}\n"));
    let window = view.window(&head.unwrap().head()).unwrap();
    assert_eq!(
        window.entries.len(),
        letters.real.len() + letters.covers.len()
    );
    let tags: BTreeSet<[u8; 16]> = window.entries.iter().map(|entry| entry.tag).collect();
    assert_eq!(tags.len(), window.entries.len());
    let bits: u32 = tags.iter().flatten().map(|byte| byte.count_ones()).sum();
    let count = tags.len() as f64 * 128.0;
    // Six standard deviations around one half.
    let deviation = (f64::from(bits) - count / 2.0).abs() / (count.sqrt() / 2.0);
    assert!(deviation < 6.0, "{deviation}");
    // Within a batch, entries are sorted by hash: position says nothing about arrival.
    let sorted = window
        .entries
        .chunk_by(|a, b| a.epoch == b.epoch)
        .all(|batch| batch.is_sorted_by_key(|entry| entry.body));
    assert!(sorted);
}

#[test]
fn check_asks_the_same_for_every_code() {
    let mut scene = Scene::set();
    let reporter = scene.reporter();
    let file = scene.file("melding.toml", report(3));
    let with_answer = reporter.report(&file, &[]).code;
    let without = reporter.report(&file, &[]).code;
    scene.carry_in();
    let cases = scene.desk.cases();
    scene
        .desk
        .reply(&cases[0], "Een antwoord voor één van beiden.");
    scene.carry_out();
    let foreign = "aap ".repeat(12);
    // A log that grows meanwhile changes sizes in paths and nothing else.
    let mut seen = BTreeSet::new();
    for code in [with_answer.as_str(), without.as_str(), foreign.trim()] {
        let proxy = Proxy::start(scene.relay.url(), Cut::Never);
        let reporter = Reporter {
            relay: proxy.url(),
            ..scene.reporter()
        };
        let _ = reporter.try_check(code);
        let sent = proxy.take_sent().concat();
        let requests = String::from_utf8(sent).unwrap();
        assert!(requests.contains("/replies/batch/0 "), "{requests}");
        seen.insert(without_numbers(&requests));
    }
    assert_eq!(seen.len(), 1, "{seen:#?}");
}

/// Blots out numbers and the proxy's own port.
fn without_numbers(requests: &str) -> Vec<String> {
    let mut shapes: Vec<String> = requests
        .lines()
        .filter(|line| !line.to_ascii_lowercase().starts_with("host:"))
        .map(|line| {
            let shape: String = line
                .chars()
                .map(|c| if c.is_ascii_digit() { '#' } else { c })
                .collect();
            shape.replace("##", "#").replace("##", "#")
        })
        .collect();
    shapes.dedup();
    shapes
}
