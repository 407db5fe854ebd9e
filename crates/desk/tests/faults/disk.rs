//! A disk that is full, gone or damaged.

use super::*;

#[test]
fn damage_is_named_and_nothing_panics() {
    let (desk, _) = Desk::new().with_a_report();
    desk.import();
    let files = ["vault.json", "vault.redb"];
    let mut rng = StdRng::seed_from_u64(5);
    for file in files {
        let path = desk.path("vault").join(file);
        let good = fs::read(&path).unwrap();
        for _ in 0..rounds() {
            let mut bad = good.clone();
            let at = rng.random_range(0..bad.len());
            bad[at] ^= 0x41;
            fs::write(&path, &bad).unwrap();
            let output = desk.run(&["list"]);
            // A free page may change without harm.
            if output.status.code() != Some(0) {
                assert_refused(&output, 4, "de kluis is beschadigd");
            }
        }
        fs::write(&path, &good).unwrap();
    }
    fs::remove_file(desk.path("vault/vault.redb")).unwrap();
    assert_refused(
        &desk.run(&["list"]),
        4,
        "de kluis is beschadigd: vault.redb",
    );
}

#[test]
fn a_full_disk_is_said_and_changes_nothing() {
    let (desk, _) = Desk::new().with_a_report();
    let bundle = desk.bundle();
    // No file may grow beyond 64 KiB: what a full disk answers, without filling one.
    let limited = |args: &[&str]| {
        let mut command = Command::new("bash");
        command
            .arg("-c")
            .arg("trap '' XFSZ; ulimit -f 64; exec \"$@\"")
            .arg("desk")
            .arg(env!("CARGO_BIN_EXE_bellrope-desk"))
            .arg("--vault")
            .arg(desk.path("vault"))
            .args(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        spawn(command, &format!("{WORDS}\n"))
            .wait_with_output()
            .unwrap()
    };
    let backup = desk.path("kopie.age");
    let out = desk.path("uit.bundle");
    for args in [
        vec!["import", &bundle],
        vec!["backup", "--to", backup.to_str().unwrap()],
        vec!["export", "--to", out.to_str().unwrap()],
    ] {
        let output = limited(&args);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(4), "{args:?}: {stderr}");
        assert!(stderr.contains("bellrope-desk: error: "), "{stderr}");
        assert!(!stderr.contains("panicked"), "{stderr}");
    }
    assert!(!out.exists());
    desk.import();
    desk.only_case();
}

/// A disk of 16 KiB, gone with the value. `None` where we may not mount one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: PathBuf) -> Option<Self> {
        fs::create_dir(&at).unwrap();
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=16k", "tmpfs"])
            .arg(&at);
        let mounted = mount.stderr(Stdio::null()).status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Self(at))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_stick_is_said_and_gets_no_half_file() {
    let (desk, _) = Desk::new().with_a_report();
    desk.import();
    let Some(disk) = SmallDisk::mount(desk.path("stick")) else {
        eprintln!("not run: may not mount a small disk");
        return;
    };
    for command in ["backup", "export"] {
        let to = disk.0.join(command);
        let output = desk.run(&[command, "--to", to.to_str().unwrap()]);
        assert_refused(&output, 4, "No space left on device");
        assert_eq!(fs::read_dir(&disk.0).unwrap().count(), 0);
    }
    // A backup that failed confirms nothing.
    let out = desk.path("uit.bundle");
    let output = desk.run(&["export", "--to", out.to_str().unwrap()]);
    assert_done(&output);
    let bundle = UnverifiedBundle::open(&out).unwrap();
    assert!(!bundle.contains(Member::PostConfirm));
}

#[test]
fn a_read_only_target_is_said() {
    let desk = Desk::new();
    // /proc takes no files, whoever asks.
    let output = desk.run(&["backup", "--to", "/proc/kopie.age"]);
    assert_refused(&output, 4, "cannot write the backup");
    let output = desk.run(&["export", "--to", "/proc/uit.bundle"]);
    assert_refused(&output, 4, "cannot write the bundle");
}
