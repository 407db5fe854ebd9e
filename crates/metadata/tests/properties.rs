//! What holds for every file, whole or mangled: nothing panics, a clean copy stays as it is, and says
//! only what was named.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test: what should not happen ends it"
)]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bellrope_metadata::{Kind, What, clean, inspect};
use proptest::prelude::*;
use proptest::sample::Index;
use support::corpus;

static CORPUS: LazyLock<Vec<(Kind, Vec<u8>)>> = LazyLock::new(corpus);

/// Checks what must hold for whatever comes in.
fn check(file: &[u8]) {
    let said = inspect(file);
    assert!(said.findings.len() <= 200);
    let Ok(cleaned) = clean(file) else {
        return;
    };
    assert!(cleaned.bytes.len() <= 4 * file.len() + (2 << 20));
    let again = clean(&cleaned.bytes).unwrap_or_else(|err| panic!("{:?}: {err}", said.kind));
    assert!(again == cleaned, "{:?}: a clean copy changed", said.kind);
    let left: BTreeSet<What> = cleaned.left.iter().map(|left| left.what).collect();
    for finding in inspect(&cleaned.bytes).findings {
        assert!(
            left.contains(&finding.what),
            "{:?} still says {finding:?}",
            said.kind
        );
    }
}

/// One change to a file.
#[derive(Debug, Clone)]
enum Change {
    Set(Index, u8),
    Cut(Index),
    Repeat(Index, Index),
    Drop(Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        6 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        1 => any::<Index>().prop_map(Change::Cut),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Repeat(from, to)),
        1 => (any::<Index>(), 1..20_usize).prop_map(|(at, len)| Change::Drop(at, len)),
    ]
}

fn changed(mut file: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let len = file.len().max(1);
        match change {
            Change::Set(at, byte) => {
                if let Some(place) = file.get_mut(at.index(len)) {
                    *place = *byte;
                }
            }
            Change::Cut(at) => file.truncate(at.index(len)),
            Change::Repeat(from, to) => {
                let (from, to) = (
                    from.index(len).min(to.index(len)),
                    from.index(len).max(to.index(len)),
                );
                let piece = file
                    .get(from..to.min(from + 600))
                    .unwrap_or_default()
                    .to_vec();
                file.splice(from..from, piece);
            }
            Change::Drop(at, count) => {
                let at = at.index(len).min(file.len());
                file.drain(at..(at + count).min(file.len()));
            }
        }
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn clean_is_stable_for_mangled_files(
        which in any::<Index>(),
        changes in prop::collection::vec(change(), 0..6),
    ) {
        let (_, file) = which.get(&CORPUS);
        check(&changed(file.clone(), &changes));
    }

    #[test]
    fn clean_is_stable_for_any_bytes_behind_a_known_beginning(
        which in any::<Index>(),
        kept in any::<Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let (_, file) = which.get(&CORPUS);
        let kept = &file[..kept.index(file.len())];
        check(&[kept, &bytes].concat());
    }
}

#[test]
fn clean_takes_every_file_cut_anywhere() {
    for (_, file) in CORPUS.iter() {
        for len in (0..file.len()).step_by(17) {
            check(&file[..len]);
        }
    }
}
