//! Attachments: cleaned, stored first, resumed.

use super::*;

/// A photo with a comment, and with what else a decoder needs.
const PHOTO: &[u8] =
    b"\xff\xd8\xff\xfe\0\x0cJan Jansen\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\
    \xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\xff\xd9";

#[test]
fn report_shows_what_a_photo_says_and_sends_a_copy_without_it() {
    let server = a_server(6);
    let folder = tempfile::tempdir().unwrap();
    let photo = write(folder.path(), "jansen.jpg", PHOTO);
    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    let arguments = ["report", "--from", &from, "--attach", &photo];
    let mut run = Run::start(bellrope(&server, &arguments));
    run.answer("");
    run.confirm_code();
    let ended = run.end();
    let told = ended.stderr;
    assert_eq!(ended.code, Some(0), "{told}");
    assert!(
        told.contains("Hidden in it is:\n- remark: Jan Jansen\n"),
        "{told}"
    );
    assert!(
        told.contains("Our copy does not have that any more."),
        "{told}"
    );
    assert!(!told.contains("jansen.jpg"), "{told}");
}

#[test]
fn report_sends_nothing_if_a_file_cannot_be_cleaned() {
    let server = a_server(6);
    let folder = tempfile::tempdir().unwrap();
    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    let archive = write(folder.path(), "archive.rar", b"Rar!\x1a\x07\0");
    let command = bellrope(&server, &["report", "--from", &from, "--attach", &archive]);
    let ended = run(command, &[""]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("We cannot clean file 1 of --attach."),
        "{}",
        ended.stderr
    );
    let seen = server.take_seen();
    assert!(seen.iter().all(|seen| seen.head[0].starts_with("GET ")));
}

#[test]
fn report_stores_attachments_before_the_letter_and_resumes_a_broken_block() {
    let server = a_server(6);
    let folder = tempfile::tempdir().unwrap();
    let photo = write(folder.path(), "foto.jpg", &vec![7; 600_000]);
    server.break_after(100_000);
    file_a_report(&server, &["--keep-metadata", "--attach", &photo]);
    let seen = server.take_seen();
    let puts = seen
        .iter()
        .filter(|seen| seen.head[0].starts_with("PUT "))
        .count();
    assert_eq!(puts, 4);
    assert!(seen.last().unwrap().head[0].ends_with("/letters HTTP/1.1"));
    let mut world = server.world();
    world.seal_epoch();
    let hash = world
        .intake
        .entries
        .iter()
        .map(|entry| entry.body)
        .find(|hash| world.opens_as_report(hash))
        .unwrap();
    let (content, _) = world.open_letter(&hash);
    let key = content.parcel.unwrap().key;
    let stored: Vec<String> = world
        .blocks
        .iter()
        .map(|(address, _)| address.clone())
        .collect();
    let named: Vec<String> = key.addresses().map(|address| address.to_string()).collect();
    assert_eq!(stored, named);
}
