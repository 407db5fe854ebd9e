//! Vectors of what a log posts to a witness.

use bellrope_transparency::tree::{ConsistencyProof, Frontier, Hash, LeafHashes};

use super::{BASE, Folder, edit, key, sign};
use crate::vector::Input;

const EXAMPLE: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

fn leaf(name: &str) -> Hash {
    Hash::of_leaf(name.as_bytes())
}

fn root(leaves: &[Hash]) -> Hash {
    leaves.iter().copied().collect::<Frontier>().root()
}

/// A request from `old` leaves to all of them.
fn request(leaves: &[Hash], old: u64) -> String {
    let size = leaves.len() as u64;
    let proof = ConsistencyProof::make(&LeafHashes(leaves), old, size).unwrap();
    let mut text = format!("old {old}\n");
    for hash in proof.0 {
        text.push_str(&format!("{hash}\n"));
    }
    let checkpoint = sign(
        &format!("{BASE}/intake\n{size}\n{}\n", root(leaves)),
        "intake",
    );
    format!("{text}\n{checkpoint}")
}

pub(crate) fn write_add_checkpoints() {
    let leaves: Vec<Hash> = (0..7).map(|i| leaf(&format!("leaf {i}"))).collect();
    let mut forked = leaves.clone();
    forked[1] = leaf("another");
    let good = Input {
        keys: vec![key("intake").verifier().to_string()],
        last_size: 3,
        last_root: root(&leaves[..3]).to_string(),
        text: Some(request(&leaves, 3)),
        ..Input::default()
    };
    let proof = ConsistencyProof::make(&LeafHashes(&leaves), 3, 7).unwrap();
    let first = proof.0[0].to_string();
    let folder = Folder("add-checkpoint", good);
    let text = |from: &str, to: &str| {
        let (from, to) = (from.to_owned(), to.to_owned());
        move |input: &mut Input| edit(&mut input.text, &from, &to)
    };
    let with = |request: String| move |input: &mut Input| input.text = Some(request);
    let seen = |input: &mut Input, leaves: &[Hash]| {
        input.last_size = leaves.len() as u64;
        input.last_root = root(leaves).to_string();
    };

    folder.good("good", "from 3 to 7 leaves", |_| (), "cosign size 7");
    folder.good(
        "good-first",
        "a log that the witness has not seen",
        |input| {
            seen(input, &[]);
            input.text = Some(request(&leaves, 0));
        },
        "cosign size 7",
    );
    folder.good(
        "good-again",
        "the same checkpoint again, for a fresh time",
        |input| {
            seen(input, &leaves);
            input.text = Some(request(&leaves, 7));
        },
        "cosign size 7",
    );
    folder.good(
        "good-empty-log",
        "a log without entries",
        |input| {
            seen(input, &[]);
            input.text = Some(request(&[], 0));
        },
        "cosign size 0",
    );
    let id = key("intake").verifier().id();
    folder.bad(
        "example",
        "the request of the specification: well-formed, of a log that is not ours",
        with(EXAMPLE.to_owned()),
        &format!("checkpoint is not signed by the log: checkpoint is of log example.com/behind-the-sofa, expected {BASE}/intake"),
    );
    folder.bad(
        "rollback",
        "the witness has seen 7 leaves, the log goes from 3 to 7 again",
        |input| seen(input, &leaves),
        "request does not start from size 7, which was cosigned last",
    );
    folder.bad(
        "shrinks",
        "an old size above that of the checkpoint",
        text("old 3", "old 8"),
        "checkpoint has size 7, smaller than the old size 8",
    );
    folder.bad(
        "fork-same-size",
        "another root at the size that was cosigned",
        |input| {
            seen(input, &leaves);
            input.text = Some(request(&forked, 7));
        },
        "log has another root at size 7 than the one that was cosigned",
    );
    folder.bad(
        "fork-grown",
        "a larger tree that does not begin with the one that was cosigned",
        with(request(&forked, 3)),
        "checkpoint does not extend the one that was cosigned last: proof does not lead to the root of the log",
    );
    folder.bad(
        "hash-missing",
        "one hash too few",
        text(&format!("{first}\n"), ""),
        "checkpoint does not extend the one that was cosigned last: proof has 3 hashes, expected 4",
    );
    folder.bad(
        "hash-needless",
        "a proof although the old size is zero",
        |input| {
            seen(input, &[]);
            edit(&mut input.text, "old 3", "old 0");
        },
        "checkpoint does not extend the one that was cosigned last: proof has 4 hashes, expected 0",
    );
    folder.bad(
        "hash-short",
        "a hash of one byte",
        text(&first, "AQ=="),
        "request has a malformed hash",
    );
    folder.bad(
        "hash-carriage-return",
        "lines that end as on Windows",
        text(&first, &format!("{first}\r")),
        "request has a malformed hash",
    );
    folder.bad(
        "hashes-64",
        "one hash more than any proof has",
        text(&first, &vec![first.clone(); 61].join("\n")),
        "request has 64 hashes, at most 63 are allowed",
    );
    folder.bad(
        "old-missing",
        "no old size",
        text("old 3\n", ""),
        "request has no valid old size",
    );
    folder.bad(
        "old-leading-zero",
        "a second spelling of the old size",
        text("old 3", "old 03"),
        "request has no valid old size",
    );
    folder.bad(
        "old-sign",
        "a sign before the old size",
        text("old 3", "old +3"),
        "request has no valid old size",
    );
    folder.bad(
        "old-two-spaces",
        "two spaces before the old size",
        text("old 3", "old  3"),
        "request has no valid old size",
    );
    folder.bad(
        "no-empty-line",
        "nothing but the first line",
        with("old 3\n".to_owned()),
        "request has no empty line before a checkpoint",
    );
    folder.bad(
        "checkpoint-unsigned",
        "a checkpoint without a signature",
        |input| {
            let text = input.text.take().unwrap();
            let end = text.rfind("\n\n").unwrap();
            input.text = Some(format!("{}\n\n", &text[..end]));
        },
        "request has a malformed checkpoint: checkpoint is not a signed note: note has no signature",
    );
    folder.bad(
        "checkpoint-changed",
        "a checkpoint whose size was changed",
        text("intake\n7\n", "intake\n8\n"),
        &format!("checkpoint is not signed by the log: checkpoint is not signed by its log: signature of {BASE}/intake ({id}) does not verify"),
    );
    folder.bad(
        "other-log",
        "the checkpoint of the desk's other log",
        |input| {
            let root = root(&leaves);
            let other = sign(&format!("{BASE}/replies\n7\n{root}\n"), "replies");
            input.text = Some(format!("old 0\n\n{other}"));
        },
        &format!("checkpoint is not signed by the log: checkpoint is of log {BASE}/replies, expected {BASE}/intake"),
    );
}
