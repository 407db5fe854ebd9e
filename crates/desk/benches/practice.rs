//! A practice vault of 5,000 cases: making it, opening it, each screen, memory.
//!
//! It is made in a process of its own, so that the memory measured is that of working with it.
//! `BELLROPE_BENCH_CASES` sets the number of cases (5,000); each has six letters. `BELLROPE_BENCH_VAULT`
//! names a practice vault of seed 1 that was made before, to spare the making.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints what it found and stops when it cannot"
)]

mod machine;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use bellrope_desk::case::{self, CaseNumber};
use bellrope_desk::person;
use bellrope_desk::practice::{self, Plan};
use bellrope_desk::screen::{Desktop, Request, Settings};
use bellrope_desk::text::Lang;
use bellrope_desk::vault::{Cost, Passphrase, Vault};
use criterion::Criterion;
use rand::rngs::SysRng;
use rand_core::UnwrapErr;
use zeroize::Zeroizing;

/// Monday 2026-11-23, 18:00 UTC.
const UNTIL: u64 = 1_795_456_800;
/// Names the folder for the process that makes the vault.
const CHILD: &str = "BELLROPE_BENCH_PRACTICE";
/// The coordinator's, as `practice` prints it.
const WORDS: &str = "femke oefent met het meldpunt";
/// What is searched for: a word that is everywhere, and one that is nowhere.
const SEARCHES: [&str; 2] = ["magazijn", "staat+nergens"];
/// Screens without a case.
const SCREENS: [&str; 38] = [
    "/",
    "/triage",
    "/cases",
    "/terms",
    "/terms/paper",
    "/search",
    "/outbox",
    "/unverified",
    "/import",
    "/export",
    "/backup",
    "/trail",
    "/keys",
    "/recovery",
    "/retention",
    "/people",
    "/people/new",
    "/people/passphrase",
    "/proposals",
    "/statement",
    "/settings",
    "/shortcuts",
    "/enter",
    "/spam",
    "/clusters",
    "/bodies",
    "/learning",
    "/measures",
    "/evaluations",
    "/evaluations/2026",
    "/figures",
    "/figures/sources",
    "/figures/parts",
    "/figures/patterns",
    "/reports",
    "/reports/make",
    "/settings/templates",
    "/people/token",
];
/// Screens of a case.
const CASE_SCREENS: [&str; 13] = [
    "",
    "/course",
    "/notes",
    "/tasks",
    "/hearings",
    "/files",
    "/access",
    "/trail",
    "/paper",
    "/links",
    "/redactions",
    "/sending",
    "/write",
];

fn main() {
    let asked = std::env::var("BELLROPE_BENCH_CASES").ok();
    let cases = asked.map_or(5_000, |text| text.parse().unwrap());
    if let Ok(folder) = std::env::var(CHILD) {
        make(Path::new(&folder), cases);
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let made_before = std::env::var_os("BELLROPE_BENCH_VAULT");
    let vault = made_before.map_or_else(|| make_apart(folder.path()), PathBuf::from);
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    open(&mut criterion, &vault);
    read(&mut criterion, &vault);
    println!("peak memory until here: {} MiB", machine::peak_memory());
    show(&mut criterion, &vault);
    println!(
        "peak memory with every screen: {} MiB",
        machine::peak_memory()
    );
    criterion.final_summary();
}

/// Makes the vault in a process of its own.
fn make_apart(folder: &Path) -> PathBuf {
    let vault = folder.join("vault");
    let begun = Instant::now();
    let made = Command::new(std::env::current_exe().unwrap())
        .env(CHILD, &vault)
        .status();
    assert!(made.unwrap().success());
    println!("made in {:.1} s", begun.elapsed().as_secs_f64());
    vault
}

fn make(folder: &Path, cases: u32) {
    let cost = Cost::of_mib(Cost::MIN_MIB).unwrap();
    let plan = Plan::year(1, cases, 6 * cases, UNTIL, cost);
    let made = practice::make(folder, &plan).unwrap();
    println!("{:?}", made.count);
}

fn passphrase(words: &str) -> Passphrase {
    Passphrase::new(Zeroizing::new(words.to_owned()))
}

/// Opening, beside the passphrase alone: a wrong one costs as much and opens nothing.
fn open(criterion: &mut Criterion, vault: &Path) {
    let mut group = criterion.benchmark_group("vault");
    let (right, wrong) = (
        passphrase(WORDS),
        passphrase("dit is de verkeerde wachtwoordzin"),
    );
    group.bench_function("passphrase alone", |bencher| {
        bencher.iter(|| Vault::open(vault, black_box(&wrong)).unwrap_err());
    });
    group.bench_function("open", |bencher| {
        bencher.iter_with_large_drop(|| Vault::open(vault, black_box(&right)).unwrap());
    });
    group.bench_function("open, begin and close", |bencher| {
        bencher.iter(|| drop(begin(vault, black_box(&right))));
    });
    machine::print_thread_time("open", || Vault::open(vault, &right).unwrap());
    machine::print_thread_time("open, begin and close", || begin(vault, &right));
    group.finish();
}

/// Opens the vault as a shell does.
fn begin(vault: &Path, words: &Passphrase) -> Vault {
    let mut vault = Vault::open(vault, words).unwrap();
    person::arrive(&mut vault, UNTIL, &mut UnwrapErr(SysRng)).unwrap();
    vault
}

/// Finds a case that the coordinator has declared to have no interest in, the longest of them.
fn readable(vault: &Vault) -> CaseNumber {
    let all = case::summaries(vault).unwrap().into_iter();
    let views = all.filter_map(|it| case::show(vault, &it.number).ok());
    let longest = views.max_by_key(|it| it.entries.len()).unwrap();
    longest.summary.number
}

fn read(criterion: &mut Criterion, vault: &Path) {
    let vault = begin(vault, &passphrase(WORDS));
    let mut group = criterion.benchmark_group("cases");
    group.bench_function("list", |bencher| {
        bencher.iter(|| case::summaries(black_box(&vault)).unwrap());
    });
    let one = readable(&vault);
    group.bench_function("show the longest", |bencher| {
        bencher.iter(|| case::show(black_box(&vault), &one).unwrap());
    });
    group.finish();
}

/// Each screen that there is, from the request to the bytes of its page.
fn show(criterion: &mut Criterion, vault: &Path) {
    let number = readable(&Vault::open(vault, &passphrase(WORDS)).unwrap());
    let mut desktop = Desktop::new(Settings {
        folder: vault.to_owned(),
        lang: Lang::Dutch,
        lock_after: None,
        dialogs: false,
        rng: || Box::new(UnwrapErr(SysRng)),
    });
    let page = desktop.answer(&Request::get("/unlock"), UNTIL);
    let page = String::from_utf8(page.body().to_vec()).unwrap();
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let form = format!("token={token}&passphrase={}", WORDS.replace(' ', "+"));
    let kind = "application/x-www-form-urlencoded";
    let unlock = Request::read("POST", "/unlock", kind, form.as_bytes()).unwrap();
    assert!(desktop.answer(&unlock, UNTIL).header("Location").is_some());
    let mut group = criterion.benchmark_group("screen");
    let of_case = CASE_SCREENS.map(|screen| format!("/cases/{number}{screen}"));
    for path in SCREENS.map(str::to_owned).into_iter().chain(of_case) {
        let name = path.replace(number.as_str(), "one");
        let request = Request::get(&path);
        assert_eq!(desktop.answer(&request, UNTIL).status(), 200, "{path}");
        group.bench_function(&name, |bencher| {
            bencher.iter(|| desktop.answer(black_box(&request), UNTIL));
        });
        machine::print_thread_time(&name, || desktop.answer(&request, UNTIL));
    }
    for words in SEARCHES {
        let form = format!("token={token}&words={words}");
        let request = Request::read("POST", "/search", kind, form.as_bytes()).unwrap();
        // The first one reads what the cases say, and is printed by the benchmark of search.
        assert_eq!(desktop.answer(&request, UNTIL).status(), 200);
        group.bench_function(format!("/search for {words}"), |bencher| {
            bencher.iter(|| desktop.answer(black_box(&request), UNTIL));
        });
    }
    group.finish();
}
