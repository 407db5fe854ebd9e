//! Killed at any moment.

use super::*;

/// Kills a command after ever other delays, up to the time it takes when left alone; `check` looks
/// at what each left.
fn kill_at_any_moment(desk: &mut Desk, args: &[String], rounds: u32, check: impl FnMut(&mut Desk)) {
    kill_while_it_is_told(desk, args, &format!("{WORDS}\n"), rounds, check);
}

/// The same, for a command that reads more than the passphrase.
fn kill_while_it_is_told(
    desk: &mut Desk,
    args: &[String],
    input: &str,
    rounds: u32,
    mut check: impl FnMut(&mut Desk),
) {
    let spare = desk.path("spare");
    copy_folder(&desk.path("vault"), &spare);
    let begun = Instant::now();
    let child = spawn(desk.command(args), input);
    assert_done(&child.wait_with_output().unwrap());
    let whole = begun.elapsed();
    for _ in 0..rounds {
        fs::remove_dir_all(desk.path("vault")).unwrap();
        copy_folder(&spare, &desk.path("vault"));
        let mut child = spawn(desk.command(args), input);
        let delay = whole.mul_f64(desk.rng.random_range(0.0..1.0));
        wait_or_kill(&mut child, delay);
        check(desk);
    }
}

fn wait_or_kill(child: &mut Child, delay: Duration) {
    let until = Instant::now() + delay;
    while Instant::now() < until {
        if child.try_wait().unwrap().is_some() {
            return;
        }
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn import_survives_being_killed() {
    let (mut desk, _) = Desk::new().with_a_report();
    let args = ["import".to_owned(), desk.bundle()];
    kill_at_any_moment(&mut desk, &args, rounds(), |desk| {
        // Whatever happened, the same bundle completes it: one case, never two, never none.
        desk.import();
        let number = desk.only_case();
        let shown = desk.run(&["show", &number]);
        assert!(text(&shown.stdout).contains(STORY));
        // What a killed import made beside the database is swept away.
        assert_eq!(fs::read_dir(desk.path("vault/cases")).unwrap().count(), 1);
    });
}

#[test]
fn batch_survives_being_killed() {
    let (mut desk, reporter) = Desk::new().with_a_report();
    desk.import();
    let number = desk.only_case();
    assert_done(&desk.run(&["reply", &number, "--draft"]));
    let relay = desk.relay.clone();
    kill_at_any_moment(&mut desk, &["batch".to_owned()], rounds(), |desk| {
        desk.relay = relay.clone();
        desk.export();
        let thread = reporter.read(&desk.relay);
        assert_eq!(thread.replies.len(), 1);
        assert!(thread.missing.is_empty() && thread.repeated.is_empty());
        assert!(
            thread.texts()[0]
                .text
                .contains("Dank u wel voor uw melding")
        );
    });
}

#[test]
fn backup_and_export_leave_whole_files_or_none() {
    let (mut desk, _) = Desk::new().with_a_report();
    desk.import();
    for command in ["backup", "export"] {
        let file = desk.path(&format!("{command}.file"));
        let args = [
            command.to_owned(),
            "--to".to_owned(),
            file.display().to_string(),
        ];
        kill_at_any_moment(&mut desk, &args, rounds() / 2, |desk| {
            if command == "export" && file.exists() {
                let bundle = UnverifiedBundle::open(&file).unwrap();
                assert!(
                    bundle
                        .members()
                        .any(|it| matches!(it, Member::PostReplies { .. }))
                );
            }
            if command == "backup" && file.exists() {
                // Restores, so it is whole.
                let to = desk.path("teruggezet");
                let mut restore = Command::new(env!("CARGO_BIN_EXE_bellrope-desk"));
                restore.arg("--vault").arg(&to).arg("restore").arg(&file);
                restore
                    .stdin(Stdio::piped())
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped());
                assert_done(
                    &spawn(restore, &format!("{WORDS}\n"))
                        .wait_with_output()
                        .unwrap(),
                );
                fs::remove_dir_all(to).unwrap();
            }
            let _ = fs::remove_file(&file);
            assert_done(&desk.run(&["list"]));
        });
    }
}

#[test]
fn init_survives_being_killed() {
    let desk = Desk::new();
    let vault = desk.path("vault");
    let mut rng = StdRng::seed_from_u64(9);
    for _ in 0..rounds() {
        fs::remove_dir_all(&vault).unwrap();
        let mut child = desk.start(&desk.init_args());
        wait_or_kill(&mut child, Duration::from_millis(rng.random_range(0..900)));
        if vault.exists() {
            // There whole.
            assert_done(&desk.run(&["fingerprint"]));
        } else {
            // Not there, and nothing in the way of the next attempt.
            assert_done(&desk.run(&desk.init_args()));
        }
        let left = fs::read_dir(desk.folder.path()).unwrap();
        let names: Vec<_> = left.map(|it| it.unwrap().file_name()).collect();
        assert!(
            !names
                .iter()
                .any(|name| name.to_string_lossy().ends_with(".partial")),
            "{names:?}"
        );
    }
}

#[test]
fn one_process_at_a_time() {
    let desk = Desk::new();
    let mut first = desk.command(&["unlock"]).spawn().unwrap();
    let mut input = first.stdin.take().unwrap();
    writeln!(input, "{WORDS}").unwrap();
    writeln!(input, "list").unwrap();
    // Once it has answered, it holds the vault.
    let mut answered = std::io::BufReader::new(first.stdout.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut answered, &mut line).unwrap();
    assert_eq!(line, "Er zijn geen zaken.\n");
    assert_refused(
        &desk.run(&["list"]),
        1,
        "een ander programma heeft deze kluis open",
    );
    drop(input);
    assert!(first.wait().unwrap().success());
    assert_done(&desk.run(&["list"]));
}

/// Between the decision and the slot, between the slot and the record: what two decided is done, or
/// nothing of it is.
#[test]
fn deletion_survives_being_killed() {
    let (mut desk, _) = Desk::new().with_a_report();
    desk.import();
    let number = desk.only_case();
    let long_ago = |args: &[&str]| {
        let args = [&["--clock-behind", "40"], args].concat();
        assert_done(&desk.run(&args));
    };
    let why = ["--reason", "Dat bleek."];
    long_ago(&[&["status", &number, "withdrawn"], &why[..]].concat());
    long_ago(&[&["classify", &number, "--outcome", "spam"], &why[..]].concat());
    desk.export();
    // The end of its term is noticed when the vault is opened.
    let list = desk.run(&["retention", "list"]);
    assert!(
        text(&list.stdout).contains("voorbij sinds"),
        "{}",
        text(&list.stdout)
    );
    let args = ["retention", "delete", &number].map(str::to_owned);
    let input = format!("{WORDS}\nDe termijn is voorbij.\n");
    let mut deleted = 0;
    kill_while_it_is_told(&mut desk, &args, &input, rounds(), |desk| {
        assert_done(&desk.run(&["trail", "check"]));
        let slots = fs::read_dir(desk.path("vault/cases")).unwrap().count();
        let statement = desk.run(&["retention", "statement", &number]);
        if slots == 0 {
            assert_done(&statement);
            assert!(text(&statement.stdout).contains(&number));
            assert_refused(&desk.run(&["show", &number]), 1, "er is geen zaak");
            deleted += 1;
        } else {
            assert_refused(&statement, 1, "niet vernietigd");
            assert!(text(&desk.run(&["show", &number]).stdout).contains(STORY));
        }
    });
    assert!(deleted < rounds(), "none was killed in time");
}
