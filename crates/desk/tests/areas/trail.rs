//! The trail on its screen.

use crate::a_sitting;

#[test]
fn trail_is_checked_and_written() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/trail");
    sitting.send("/trail/verify", &[]);
    sitting.work();
    sitting.shows("The trail holds");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mid.trail");
    let path = file.to_str().unwrap();
    sitting.get("/trail/export");
    sitting.send("/trail/export", &[("file", path)]);
    sitting.shows("id=\"ground-error\"");
    let whole = [
        ("file", path),
        ("ground", "audit"),
        ("recipient", "auditor"),
    ];
    sitting.send("/trail/export", &whole);
    sitting.shows("Trail exported");
    let trail = std::fs::read(&file).unwrap();
    assert!(bellrope_trail::Untrusted::parse(&trail).is_ok());
    sitting.get("/trail/export");
    sitting.send("/trail/export", &whole);
    sitting.shows("id=\"file-error\"");
    assert_eq!(std::fs::read(&file).unwrap(), trail, "nothing is replaced");
}
