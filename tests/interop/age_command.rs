//! The machine's `age` command (Debian's is 1.1.1): it opens our replies, and makes files that are
//! not replies. It asks for passphrases on a terminal only, so `script` (Debian bsdutils) gives it
//! one. It knows no hybrid stanza before 1.3, so letters and parcels are typage's to check.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use bellrope_protocol::{age::Passphrase, limit::REPLY_PLAINTEXT_LEN, reply};
use rand::{SeedableRng as _, rngs::StdRng};
use tempfile::TempDir;

use crate::node::arg;

/// Runs age on a terminal of its own and types `lines`.
fn age_on_a_terminal(args: &str, lines: &[&str]) {
    let mut child = Command::new("script")
        .args(["--quiet", "--return", "--command", &format!("age {args}")])
        .arg("/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("script (package bsdutils) is installed");
    let mut terminal = child.stdin.take().expect("stdin is piped");
    for line in lines {
        writeln!(terminal, "{line}").expect("script reads its input");
    }
    let output = child.wait_with_output().expect("script ends");
    drop(terminal);
    assert!(
        output.status.success(),
        "age failed (tests/install.sh test installs it): {}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[test]
fn age_opens_our_replies() {
    let folder = TempDir::new().unwrap();
    let (from, to) = (folder.path().join("reply"), folder.path().join("opened"));
    let passphrase = Passphrase::from_key(&[0x3e; 32]);
    let mut plaintext = Box::new([b' '; REPLY_PLAINTEXT_LEN]);
    plaintext[..16].copy_from_slice(b"bellrope reply 1");
    let sealed = reply::seal(&plaintext, &passphrase, &mut StdRng::seed_from_u64(1));
    fs::write(&from, *sealed).unwrap();

    age_on_a_terminal(
        &format!("-d -o {} {}", quoted(&to), quoted(&from)),
        &[passphrase.expose_secret()],
    );
    assert!(fs::read(to).unwrap() == *plaintext);
}

/// age 1.1.1 always writes work factor 2^18; readers of replies accept 2^10 only.
#[test]
fn we_refuse_passphrase_files_of_another_work_factor() {
    let folder = TempDir::new().unwrap();
    let (from, to) = (folder.path().join("plain"), folder.path().join("sealed"));
    let passphrase = Passphrase::from_key(&[0x3e; 32]);
    fs::write(&from, [b' '; REPLY_PLAINTEXT_LEN]).unwrap();
    age_on_a_terminal(
        &format!("-p -o {} {}", quoted(&to), quoted(&from)),
        &[passphrase.expose_secret(); 2],
    );
    let sealed = fs::read(to).unwrap();
    assert_eq!(
        reply::check_form(&sealed),
        Err(reply::FormError::Header),
        "{} bytes",
        sealed.len()
    );
    assert_eq!(
        reply::open(&passphrase, &sealed).err(),
        Some(reply::OpenError::NotForUs)
    );
}

fn quoted(path: &Path) -> String {
    format!("'{}'", arg(path))
}
