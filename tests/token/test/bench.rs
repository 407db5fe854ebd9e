//! A desk of two, two tokens, and what is typed.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Public keys of a relay that there is not.
const RELAY: &str = concat!(
    r#"{"host":"relay.example","log":"sL9nHODW3muuXyt37Oivr1Pz08TQUTLBnxBGmbGVQJI=","#,
    r#""receipt":"PxCnig3o7m/rUeY4xSFKGwNIfmkvoxV+IKrHy1ZSlqw=","epoch_secs":3600}"#
);

pub(crate) const FEMKE: &str = "femke oefent met het meldpunt";
pub(crate) const RUBEN: &str = "ruben oefent met het meldpunt";
pub(crate) const PIN: &str = "271828";

const PLUGIN: &str = env!("CARGO_BIN_EXE_age-plugin-bellropetest");

/// The folder with the plugin and the tools.
pub(crate) fn binaries() -> PathBuf {
    Path::new(PLUGIN).parent().unwrap().to_owned()
}

/// A test token: its folder, and the text that its plugin made.
pub(crate) struct Token {
    folder: PathBuf,
    pub(crate) text: String,
}

impl Token {
    fn make(folder: PathBuf) -> Self {
        let made = Command::new(PLUGIN)
            .arg("make")
            .arg(&folder)
            .output()
            .unwrap();
        let text = String::from_utf8(made.stdout).unwrap();
        fs::write(folder.join("identity"), &text).unwrap();
        fs::copy(folder.join("key"), folder.join("away")).unwrap();
        Self { folder, text }
    }

    pub(crate) fn file(&self) -> String {
        self.folder.join("identity").display().to_string()
    }

    fn word(&self, prefix: &str) -> String {
        let mut words = self.text.split_whitespace();
        words.find(|it| it.starts_with(prefix)).unwrap().to_owned()
    }

    pub(crate) fn recipient(&self) -> String {
        self.word("age1")
    }

    pub(crate) fn unplug(&self) {
        self.remove("key");
    }

    /// Plugs it in, with its own key again.
    pub(crate) fn plug_in(&self) {
        fs::copy(self.folder.join("away"), self.folder.join("key")).unwrap();
    }

    /// Lies where another token should be.
    pub(crate) fn lend_key(&self, to: &Self) {
        fs::copy(self.folder.join("key"), to.folder.join("key")).unwrap();
    }

    pub(crate) fn put(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.folder.join(name)).unwrap();
    }

    /// Counts wrong PINs.
    pub(crate) fn tries(&self) -> usize {
        fs::read(self.folder.join("tries")).map_or(0, |it| it.len())
    }
}

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    /// Both streams.
    said: String,
}

impl Ended {
    pub(crate) fn of(child: Child) -> Self {
        let output = child.wait_with_output().unwrap();
        let both = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(both).unwrap();
        assert!(!said.contains(PIN) && !said.contains(FEMKE), "{said}");
        Self {
            code: output.status.code(),
            said,
        }
    }

    #[track_caller]
    pub(crate) fn succeeded(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.said);
        self.said
    }

    #[track_caller]
    pub(crate) fn refused(self) -> String {
        assert_eq!(self.code, Some(1), "{}", self.said);
        assert!(!self.said.contains("panicked"), "{}", self.said);
        self.said
    }
}

pub(crate) struct Bench {
    folder: TempDir,
    pub(crate) token: Token,
    pub(crate) other: Token,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let token = Token::make(folder.path().join("token"));
        let other = Token::make(folder.path().join("other"));
        let bench = Self {
            folder,
            token,
            other,
        };
        bench.found();
        bench
    }

    /// Founds a desk of two: whoever founds it, and Ruben, who leads as well.
    fn found(&self) {
        let public = self.path("relay.pub");
        fs::write(&public, RELAY).unwrap();
        let public = public.display().to_string();
        let init = [
            "init",
            "--desk",
            "mid",
            "--name-nl",
            "Meldpunt",
            "--name-en",
            "Desk",
            "--relay",
            &public,
            "--argon2-mib",
            "19",
        ];
        let _ = self.desk(&init, &[FEMKE]).succeeded();
        let join = [
            "person",
            "join",
            "Ruben",
            "--role",
            "coordinator",
            "--role",
            "caseworker",
        ];
        let _ = self.desk(&join, &[FEMKE, RUBEN, "Met twee."]).succeeded();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.path("vault")
    }

    /// The bytes of `vault.json`.
    pub(crate) fn header(&self) -> Vec<u8> {
        fs::read(self.vault().join("vault.json")).unwrap()
    }

    /// A command of the desk, with the plugin on the search path.
    pub(crate) fn command(&self, vault: &Path, args: &[&str]) -> Command {
        let tool = binaries().join("bellrope-desk");
        assert!(tool.is_file(), "cargo build --workspace --bins");
        let mut command = Command::new(tool);
        command.env_clear().env("PATH", binaries());
        command.arg("--vault").arg(vault).args(args);
        command.stderr(Stdio::piped()).stdout(Stdio::piped());
        command
    }

    pub(crate) fn desk(&self, args: &[&str], typed: &[&str]) -> Ended {
        self.desk_at(&self.vault(), args, typed)
    }

    pub(crate) fn desk_at(&self, vault: &Path, args: &[&str], typed: &[&str]) -> Ended {
        Ended::of(type_into(self.command(vault, args), typed))
    }

    pub(crate) fn without_plugin(&self, args: &[&str], typed: &[&str]) -> Ended {
        let mut command = self.command(&self.vault(), args);
        command.env("PATH", "/nowhere");
        Ended::of(type_into(command, typed))
    }

    pub(crate) fn debugged(&self, args: &[&str], typed: &[&str]) -> Ended {
        let mut command = self.command(&self.vault(), args);
        command.env("AGEDEBUG", "plugin");
        Ended::of(type_into(command, typed))
    }

    pub(crate) fn enrol_args<'a>(&self, token: &'a Token) -> [&'a str; 5] {
        let file: &'static str = Box::leak(token.file().into_boxed_str());
        ["person", "token", "enrol", "--identity", file]
    }

    pub(crate) fn enrol(&self, token: &Token) -> Ended {
        self.desk(&self.enrol_args(token), &[FEMKE])
    }

    /// A file with the identity of one token and the recipient of the other.
    pub(crate) fn mixed(&self) -> String {
        let text = format!(
            "# {}\n{}\n",
            self.other.recipient(),
            self.token.word("AGE-PLUGIN-")
        );
        fs::write(self.path("mixed"), text).unwrap();
        self.path("mixed").display().to_string()
    }

    /// Verifies the trail, and counts an act in it, as Ruben, who leads as well.
    pub(crate) fn acts(&self, code: &str) -> usize {
        let file = self.path("spoor");
        let to = file.display().to_string();
        let args = ["trail", "export", "--replace", "--to", &to];
        let _ = self.desk(&args, &[RUBEN]).succeeded();
        let text = fs::read_to_string(file).unwrap();
        let word = |line: &&str| line.split([' ', '"', ',', ':']).any(|it| it == code);
        text.lines().filter(word).count()
    }
}

/// Starts a command and types lines.
pub(crate) fn type_into(mut command: Command, typed: &[&str]) -> Child {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for line in typed {
        // Whoever refuses early reads no more.
        let _ = stdin.write_all(format!("{line}\n").as_bytes());
    }
    child
}

/// Reads the shares from their cards: rows of groups, set in.
pub(crate) fn shares(cards: &str) -> Vec<String> {
    let mut shares = Vec::new();
    for line in cards.lines().filter(|line| line.starts_with("    ")) {
        match shares.last_mut() {
            Some(share) if !line.contains("DEEL") => *share = format!("{share} {}", line.trim()),
            _ => shares.push(line.trim().to_owned()),
        }
    }
    shares
}
