//! What the viewer does with a child that lies, hangs, floods or dies. The child is a shell that runs
//! the file it is given; none of it is in the way of the real one.

#![allow(
    clippy::cast_possible_truncation,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bellrope_preview::answer::AnswerError;
use bellrope_preview::{Kind, Page, Preview, PreviewError, Viewer, Warning};

fn shown(script: &str) -> Result<Preview, PreviewError> {
    Viewer::at(PathBuf::from("/bin/sh"))
        .unwrap()
        .preview(script.as_bytes())
}

/// An answer about a text (kind 10) so far.
const BEGIN: &str = r"printf 'BRVIEW1\n\001\012'";

#[test]
fn missing_program_is_named() {
    let path = Path::new("/nowhere/bellrope-preview");
    let missing = Viewer::at(path.to_owned()).unwrap_err();
    assert_eq!(missing.to_string(), "/nowhere/bellrope-preview is missing");
    assert_eq!(missing.code(), "missing");
    // Nothing of ours is in the folder of a test.
    let beside = Viewer::beside_current_exe();
    assert!(matches!(beside, Err(PreviewError::Missing { .. })));
}

#[test]
fn program_that_cannot_be_started_is_named() {
    let result = Viewer::at(PathBuf::from("/etc/passwd"))
        .unwrap()
        .preview(b"x");
    assert!(
        matches!(result, Err(PreviewError::Start { .. })),
        "{result:?}"
    );
}

#[test]
fn whole_answer_counts_however_the_child_ends() {
    let preview = shown(&format!(
        r"{BEGIN}; printf '\004\002\000\000\000hi\005'; kill -9 $$"
    ))
    .unwrap();
    assert_eq!(preview.kind(), Kind::Text);
    assert!(matches!(preview.pages(), [Page::Text(text)] if text.as_str() == "hi"));
    assert!(preview.warnings().is_empty());
}

#[test]
fn child_that_hangs_is_killed_in_time() {
    let viewer = Viewer::at(PathBuf::from("/bin/sh")).unwrap();
    let start = Instant::now();
    let result = viewer
        .within(Duration::from_millis(200))
        .preview(b"exec sleep 1000");
    assert!(matches!(result, Err(PreviewError::TooSlow)), "{result:?}");
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn child_that_reads_nothing_holds_nobody_up() {
    let file = format!("exit 0\n{}", " ".repeat(8 << 20));
    assert!(matches!(shown(&file), Err(PreviewError::Died { .. })));
}

#[test]
fn child_that_closes_its_answer_and_stays_is_killed() {
    let result = shown("exec >&-; exec sleep 1000");
    assert!(
        matches!(result, Err(PreviewError::Died { .. })),
        "{result:?}"
    );
}

#[test]
fn child_that_floods_is_cut_off() {
    let frames = r"while :; do printf '\004\001\000\000\000x'; done";
    let result = shown(&format!("{BEGIN}; {frames}"));
    let Err(PreviewError::Malformed { source }) = result else {
        panic!("{result:?}");
    };
    assert_eq!(source, AnswerError::TooMany { max: 20 });
    assert!(matches!(
        shown("exec yes"),
        Err(PreviewError::Malformed {
            source: AnswerError::Beginning
        })
    ));
}

#[test]
fn child_that_dies_is_named_with_how() {
    let died = shown("kill -SEGV $$").unwrap_err();
    assert!(died.to_string().contains("signal: 11"), "{died}");
    assert!(matches!(shown("kill -XCPU $$"), Err(PreviewError::TooSlow)));
    assert!(matches!(shown("exit 3"), Err(PreviewError::Unprotected)));
    assert!(matches!(shown("exit 0"), Err(PreviewError::Died { .. })));
    // Not even a page came.
    assert!(matches!(shown(BEGIN), Err(PreviewError::Died { .. })));
}

#[test]
fn pages_before_the_end_are_kept_and_said_to_be_not_all() {
    let preview = shown(&format!(
        r"{BEGIN}; printf '\004\002\000\000\000hi\003'; kill -9 $$"
    ))
    .unwrap();
    assert_eq!(preview.pages().len(), 1);
    assert_eq!(preview.warnings(), [Warning::Stopped]);
}

#[test]
fn nothing_of_the_parent_reaches_the_child() {
    // The shell sets some of its own; PATH is what the parent of this test surely has.
    let script = r#"n=$(env | grep -c -v -E '^(PWD|OLDPWD|_|SHLVL)=')
        case $n,$(pwd) in 0,/) printf 'BRVIEW1\n\001\012\005';; esac"#;
    assert!(shown(script).is_ok());
}
