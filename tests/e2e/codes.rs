//! An export through the air: the desk's codes as pictures, read by the courier.

use std::fs;
use std::path::Path;
use std::process::Command;

use bellrope_qr::{Code, Sender};
use harness::{Running, Scene, Tool, tool};

/// Writes pictures of frames, as a camera program would: numbered, and not all of them.
fn film(sender: &Sender, frames: impl Iterator<Item = u32>, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for frame in frames {
        let mut file = fs::File::create(folder.join(format!("{frame:05}.png"))).unwrap();
        let code = Code::of(&sender.frame(frame)).unwrap();
        code.write_png(4, &mut file).unwrap();
    }
}

fn scan(to: &Path, pictures: &[&Path]) -> Command {
    let mut command = tool(Tool::Courier);
    command.args(["scan", "--to"]).arg(to).args(pictures);
    command
}

#[test]
fn an_export_that_was_filmed_is_taken_by_the_relay() {
    let mut scene = Scene::set();
    scene.desk.sleep_a_night();
    let exported = scene.next_bundle();
    scene.desk.export(&scene.path("backup.age"), &exported);
    let sender = Sender::new(&fs::read(&exported).unwrap()).unwrap();
    let [few, more, to] = ["few", "more", "scanned.tar"].map(|name| scene.path(name));

    // Every fifth frame is missed, and the first film is too short.
    let seen = |number: &u32| number % 5 != 2;
    let half = sender.needed() / 2;
    film(&sender, (0..half).filter(seen), &few);
    let short = Running::start(&mut scan(&to, &[&few])).finish();
    let short = short.with_code(1);
    assert!(
        short.stderr.contains("different frames were seen"),
        "{}",
        short.stderr
    );
    assert!(!to.exists());

    // A second film, of which nothing but its frames matters; beside it what is no picture, and one of another export.
    film(&sender, (half..sender.round()).filter(seen), &more);
    fs::write(more.join("notes.txt"), "no picture").unwrap();
    let other = Sender::new(b"another bundle").unwrap();
    film(&other, 90_000..90_001, &more);
    let told = Running::start(&mut scan(&to, &[&more, &few]))
        .finish()
        .succeeded();
    assert!(told.stdout.contains("as it was shown"), "{}", told.stdout);
    assert_eq!(fs::read(&to).unwrap(), fs::read(&exported).unwrap());
    let again = Running::start(&mut scan(&to, &[&few]))
        .finish()
        .with_code(1);
    assert!(again.stderr.contains("exists"), "{}", again.stderr);
    let _ = scene.courier.push(scene.relay.url(), &to);
}
