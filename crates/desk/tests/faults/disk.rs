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

/// A disk of some size, gone with the value. `None` where we may not mount one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: PathBuf, size: &str) -> Option<Self> {
        fs::create_dir(&at).unwrap();
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(&at);
        let mounted = mount.stderr(Stdio::null()).status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Self(at))
    }

    fn make_read_only(&self) {
        let mut mount = Command::new("mount");
        mount.args(["-o", "remount,ro"]).arg(&self.0);
        assert!(mount.status().unwrap().success());
    }

    /// Pulls it: who has a file open on it may go on, nobody finds it any more.
    fn pull(&self) {
        let pulled = Command::new("umount").arg("--lazy").arg(&self.0).status();
        assert!(pulled.unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let mut unmount = Command::new("umount");
        let _ = unmount.arg(&self.0).stderr(Stdio::null()).status();
    }
}

#[test]
fn a_full_stick_is_said_and_gets_no_half_file() {
    let (desk, _) = Desk::new().with_a_report();
    desk.import();
    let Some(disk) = SmallDisk::mount(desk.path("stick"), "16k") else {
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

#[test]
fn a_read_only_stick_is_read_and_gets_nothing() {
    let (desk, _) = Desk::new().with_a_report();
    let Some(stick) = SmallDisk::mount(desk.path("stick"), "16m") else {
        eprintln!("not run: may not mount a small disk");
        return;
    };
    let bundle = stick.0.join("in.bundle");
    fs::copy(desk.bundle(), &bundle).unwrap();
    stick.make_read_only();
    assert_done(&desk.run(&["import", bundle.to_str().unwrap()]));
    desk.only_case();
    for command in ["backup", "export"] {
        let to = stick.0.join(command);
        let output = desk.run(&[command, "--to", to.to_str().unwrap()]);
        assert_refused(&output, 4, "Read-only file system");
    }
    assert_eq!(fs::read_dir(&stick.0).unwrap().count(), 1);
    // What failed there works elsewhere.
    for command in ["backup", "export"] {
        let to = desk.path(command);
        assert_done(&desk.run(&[command, "--to", to.to_str().unwrap()]));
    }
}

#[test]
fn a_stick_pulled_while_it_is_read_changes_nothing() {
    let mut world = World::new();
    let reporter = world.reporter();
    let content = reporter.report(STORY, &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    let path = world.bundle();
    let whole = fs::read(&path).unwrap();
    let rng = &mut StdRng::seed_from_u64(11);
    for _ in 0..rounds() {
        // Opened, which reads every header; then the rest of it is gone.
        fs::write(&path, &whole).unwrap();
        let bundle = UnverifiedBundle::open(&path).unwrap();
        let left = rng.random_range(0..whole.len() as u64 - 1024);
        fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_len(left)
            .unwrap();
        let imported = bellrope_desk::import::import(
            &mut world.vault,
            &bundle,
            world.now,
            &mut world.rng,
            |_| (),
        );
        assert!(imported.is_err(), "{left} bytes");
        assert!(
            bellrope_desk::case::summaries(&world.vault)
                .unwrap()
                .is_empty()
        );
        // Copied on such a stick, it is refused at once.
        assert!(UnverifiedBundle::open(&path).is_err());
    }
    fs::write(&path, &whole).unwrap();
    assert!(world.try_import(&path).is_ok());
    world.only_case();
}

#[test]
fn a_stick_pulled_while_it_is_written_leaves_the_vault_whole() {
    let (desk, _) = Desk::new().with_a_report();
    desk.import();
    for (round, command) in ["backup", "export"].into_iter().cycle().take(4).enumerate() {
        let Some(stick) = SmallDisk::mount(desk.path(&format!("stick-{round}")), "16m") else {
            eprintln!("not run: may not mount a small disk");
            return;
        };
        let to = stick.0.join("file");
        let mut child = desk.start(&[command, "--to", to.to_str().unwrap()]);
        // As soon as there is anything on it.
        while fs::read_dir(&stick.0).unwrap().next().is_none()
            && child.try_wait().unwrap().is_none()
        {
            std::thread::yield_now();
        }
        stick.pull();
        let output = child.wait_with_output().unwrap();
        let stderr = text(&output.stderr);
        assert!(!stderr.contains("panicked"), "{stderr}");
        // It was quick enough, or says so.
        assert!(matches!(output.status.code(), Some(0 | 4)), "{stderr}");
        assert_eq!(
            fs::read_dir(&stick.0).unwrap().count(),
            0,
            "nothing beside the stick"
        );
        desk.only_case();
        let again = desk.path(&format!("{command}-{round}"));
        assert_done(&desk.run(&[command, "--to", again.to_str().unwrap()]));
    }
}
