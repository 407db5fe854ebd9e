//! Acts of the library, killed at their writes: a play is a list of acts on a vault that was prepared.
//! A process of its own plays it, and strace kills that as it is about to make its n-th call of a
//! kind.
//!
//! Failure conditions: a vault that does not open; a trail that does not verify; half an act; an act
//! that was answered and is gone; a vault in which the play cannot go on.

use super::*;

use std::collections::BTreeMap;

use bellrope_desk::case::{self, CaseNumber, access};
use bellrope_desk::person;
use bellrope_desk::vault::{Passphrase, PersonId, Vault, VaultError};
use bellrope_desk::{identity, proposal, recovery, retention};
use bellrope_trail::Act;
use zeroize::Zeroizing;

use support::practice::{acts, everything, verified_trail};
use support::{hers, his, passphrase};

/// The calls by which something gets to the disk, or away from it.
const CALLS: [&str; 9] = [
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "rename",
    "renameat2",
    "unlink",
    "unlinkat",
    "ftruncate",
];
/// Names the folder for the process that plays.
const FOLDER: &str = "BELLROPE_PLAY";
/// Says how many acts it plays.
const ACTS: &str = "BELLROPE_PLAY_ACTS";

/// A passphrase that nobody has at first.
pub(super) fn another() -> Passphrase {
    Passphrase::new(Zeroizing::new("drie oude wijzen zonder kaart".to_owned()))
}

/// A list of acts, and what is there before.
pub(super) struct Play {
    /// The path of the test, by which its process is told what to play.
    pub(super) test: &'static str,
    pub(super) prepare: fn() -> World,
    pub(super) acts: &'static [fn(&mut Player)],
    /// Whether an act may stand in the trail that had no effect yet: shares that nobody saw.
    pub(super) may_be_said_only: bool,
}

/// Whoever plays: at the vault that is called `vault`, once it is needed.
pub(super) struct Player {
    pub(super) folder: PathBuf,
    pub(super) now: u64,
    pub(super) rng: StdRng,
    vault: Option<Vault>,
}

impl Player {
    fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            now: read_now(folder),
            rng: StdRng::seed_from_u64(77),
            vault: None,
        }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Sits down at the vault; whoever sat there leaves.
    pub(super) fn sit_down(&mut self, words: &Passphrase) {
        self.vault = None;
        let mut vault = open(&self.path("vault"), words).unwrap();
        person::arrive(&mut vault, self.now, &mut self.rng).unwrap();
        self.vault = Some(vault);
    }

    /// The vault, the time and the generator, as every act takes them; the first of the team sits
    /// there if nobody else does.
    pub(super) fn at(&mut self) -> (&mut Vault, u64, &mut StdRng) {
        if self.vault.is_none() {
            let vault = self.path("vault");
            let opens = |words: &Passphrase| open(&vault, words).is_ok();
            let words = [passphrase(), another()].into_iter().find(opens);
            self.sit_down(&words.unwrap());
        }
        (self.vault.as_mut().unwrap(), self.now, &mut self.rng)
    }

    pub(super) fn person(&mut self, name: &str) -> PersonId {
        let people = person::all(&self.at().0.read().unwrap()).unwrap();
        people.iter().find(|it| it.name == name).unwrap().id
    }

    pub(super) fn case(&mut self, at: usize) -> CaseNumber {
        let mut all = case::summaries(self.at().0).unwrap();
        all.sort_by(|a, b| a.number.as_str().cmp(b.number.as_str()));
        all[at].number.clone()
    }

    fn play(&mut self, acts: &[fn(&mut Self)]) {
        for act in acts {
            act(self);
            let mut options = fs::File::options();
            let answers = options.append(true).create(true).open(self.path("answers"));
            answers.unwrap().write_all(b".").unwrap();
        }
    }
}

/// Tries until nobody has the vault open: for a moment a process that another test starts holds
/// whatever this one has open.
pub(super) fn patiently<T, E>(
    mut act: impl FnMut() -> Result<T, E>,
    is_busy: impl Fn(&E) -> bool,
) -> Result<T, E> {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        match act() {
            Err(err) if is_busy(&err) && Instant::now() < until => std::thread::yield_now(),
            other => return other,
        }
    }
}

pub(super) fn open(place: &Path, words: &Passphrase) -> Result<Vault, VaultError> {
    let is_busy = |err: &VaultError| matches!(err, VaultError::Busy);
    patiently(|| Vault::open(place, words), is_busy)
}

/// Opens a vault with one of the passphrases of the tests, as a shell does.
fn arrive(place: &Path, now: u64) -> Vault {
    let words = [another(), passphrase(), his()];
    let opened = words.iter().find_map(|it| match open(place, it) {
        Err(VaultError::WrongPassphrase) => None,
        other => Some(other.unwrap()),
    });
    let mut vault = opened.unwrap();
    let rng = &mut StdRng::seed_from_u64(78);
    person::arrive(&mut vault, now, rng).unwrap();
    vault
}

const TRAIL: &str = "trail: ";
const PROPOSALS: &str = "proposals: ";

/// What a folder holds, its trails verified.
#[derive(Debug, PartialEq, Eq)]
struct State(Vec<String>);

impl State {
    fn of(folder: &Path) -> Self {
        let now = read_now(folder);
        let places = ["vault", "new"].map(|name| folder.join(name));
        let there = places.iter().filter(|place| place.exists());
        Self(there.flat_map(|place| Self::of_vault(place, now)).collect())
    }

    /// All but what the trail and the proposals say.
    fn in_effect(&self) -> Vec<&String> {
        let said = |line: &&String| line.starts_with(TRAIL) || line.starts_with(PROPOSALS);
        self.0.iter().filter(|line| !said(line)).collect()
    }

    fn of_vault(place: &Path, now: u64) -> Vec<String> {
        // What is half done is finished by the first who opens it; whoever comes then sees it.
        drop(arrive(place, now));
        let mut vault = arrive(place, now);
        let mut seen = everything(&vault);
        for words in [passphrase(), another(), his(), hers()] {
            seen.push(format!("{:?}", vault.witness(&words).ok()));
        }
        let mut trail: Vec<&str> = acts(&verified_trail(&mut vault, now))
            .into_iter()
            // An opening is no act of the play; wrong passphrases are those that were tried above.
            .filter(|act| ![Act::VaultOpened, Act::WrongPassphrase].contains(act))
            .map(|act| act.code())
            .collect();
        trail.sort_unstable();
        seen.push(format!("{TRAIL}{}", trail.join(" ")));
        let reading = vault.read().unwrap();
        for person in person::all(&reading).unwrap() {
            seen.push(format!("{person:?}"));
        }
        let proposals = proposal::all(&reading, now).unwrap();
        seen.push(format!("{PROPOSALS}{proposals:?}"));
        seen.push(format!(
            "{:?}",
            retention::standings(&reading, now).unwrap()
        ));
        for case in access::all(&reading).unwrap() {
            seen.push(format!("{case:?}"));
            let holds = retention::holds(&reading, &case.number);
            let name = identity::is_kept(&reading, &case.number);
            seen.push(format!("{holds:?} {name:?}"));
        }
        seen.push(format!("{:?}", recovery::standing(&vault).unwrap()));
        seen.push(format!("{:?}", case::clusters(&vault).unwrap()));
        seen
    }
}

fn read_now(folder: &Path) -> u64 {
    let text = fs::read_to_string(folder.join("now")).unwrap();
    text.parse().unwrap()
}

/// A play that was prepared, and the folder in which it is played over and over.
struct Stage<'p> {
    play: &'p Play,
    made: TempDir,
    played: TempDir,
}

impl<'p> Stage<'p> {
    fn prepare(play: &'p Play) -> Self {
        let World {
            folder, vault, now, ..
        } = (play.prepare)();
        drop(vault);
        fs::write(folder.path().join("now"), now.to_string()).unwrap();
        Self {
            play,
            made: folder,
            played: tempfile::tempdir().unwrap(),
        }
    }

    fn folder(&self) -> PathBuf {
        self.played.path().join("play")
    }

    /// Puts everything back as it was prepared.
    fn reset(&self) {
        let _ = fs::remove_dir_all(self.folder());
        copy_folder(self.made.path(), &self.folder());
    }

    /// Plays the first acts in another process, under strace.
    fn run(&self, acts: usize, strace: &[&str]) -> Output {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o"]);
        command.arg(self.played.path().join("log")).args(strace);
        command.arg(std::env::current_exe().unwrap());
        command.args(["--exact", self.play.test, "--nocapture"]);
        command
            .env(FOLDER, self.folder())
            .env(ACTS, acts.to_string());
        command.output().unwrap()
    }

    fn answers(&self) -> usize {
        let answers = fs::read(self.folder().join("answers"));
        answers.map_or(0, |bytes| bytes.len())
    }

    /// Plays everything, and counts the calls of each kind by the thread that makes most of them.
    fn count_calls(&self) -> BTreeMap<&'static str, u32> {
        self.reset();
        let trace = format!("trace={}", CALLS.join(","));
        let output = self.run(self.play.acts.len(), &["-e", &trace]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(self.answers(), self.play.acts.len());
        let log = fs::read_to_string(self.played.path().join("log")).unwrap();
        let mut counts = BTreeMap::<(&str, &str), u32>::new();
        for line in log.lines() {
            let (thread, rest) = line.split_once(' ').unwrap();
            let call = rest.trim_start().split('(').next().unwrap();
            *counts.entry((call, thread)).or_default() += 1;
        }
        let most = |call: &str| {
            let of_call = counts.iter().filter(|((it, _), _)| *it == call);
            of_call.map(|(_, count)| *count).max().unwrap_or(0)
        };
        let counts = CALLS.map(|call| (call, most(call)));
        counts.into_iter().filter(|(_, count)| *count > 0).collect()
    }

    /// What everything is after so many acts.
    fn whole(&self) -> Vec<State> {
        let count = 0..=self.play.acts.len();
        let state_after = |acts| {
            self.reset();
            Player::new(&self.folder()).play(&self.play.acts[..acts]);
            State::of(&self.folder())
        };
        count.map(state_after).collect()
    }

    /// Looks at what a killed process left, and plays on.
    fn check(&self, whole: &[State], killed: &str) {
        let left = State::of(&self.folder());
        let is_left = |state: &State| {
            let only_said = self.play.may_be_said_only && state.in_effect() == left.in_effect();
            only_said || *state == left
        };
        let Some(done) = whole.iter().position(is_left) else {
            let closest = &whole[self.answers().min(whole.len() - 1)].0;
            let new: Vec<_> = left.0.iter().filter(|it| !closest.contains(it)).collect();
            let gone: Vec<_> = closest.iter().filter(|it| !left.0.contains(it)).collect();
            panic!("half an act after {killed}: there is {new:#?}, there is not {gone:#?}");
        };
        assert!(self.answers() <= done, "{killed}: an answer, and no act");
        let mut player = Player::new(&self.folder());
        player.play(&self.play.acts[done..]);
    }
}

/// Plays it undisturbed, then kills it at its writes; in the process that plays, plays it.
pub(super) fn survive(play: &Play) {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let acts: usize = std::env::var(ACTS).unwrap().parse().unwrap();
        Player::new(Path::new(&folder)).play(&play.acts[..acts]);
        return;
    }
    let stage = Stage::prepare(play);
    let whole = stage.whole();
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("not killed: there is no strace");
        return;
    }
    for (call, count) in stage.count_calls() {
        // In the long run at each; else at some, and at the last.
        let step = if rounds() > 100 { 1 } else { count.div_ceil(2) };
        let some = (1..=count).step_by(step as usize).chain([count]);
        for at in some {
            stage.reset();
            let inject = format!("inject={call}:signal=KILL:when={at}");
            let trace = format!("trace={call}");
            let output = stage.run(play.acts.len(), &["-e", &trace, "-e", &inject]);
            assert_ne!(output.status.code(), Some(0), "{call} {at}");
            stage.check(&whole, &format!("{call} {at}"));
        }
    }
}
