//! Vectors of proofs in text.

use bellrope_transparency::tree::{Frontier, Hash, InclusionProof, LeafHashes};

use super::{BASE, Folder, edit, key, sign};
use crate::vector::Input;

pub(crate) fn write_log_proofs() {
    let leaves: Vec<Hash> = (0..5u8)
        .map(|i| Hash::of_leaf(format!("leaf {i}").as_bytes()))
        .collect();
    let root = leaves.iter().copied().collect::<Frontier>().root();
    let checkpoint = sign(&format!("{BASE}/intake\n5\n{root}\n"), "intake");
    let hashes: Vec<String> = InclusionProof::make(&LeafHashes(&leaves), 2, 5)
        .unwrap()
        .0
        .iter()
        .map(ToString::to_string)
        .collect();
    let first = hashes[0].clone();
    let good = Input {
        keys: vec![key("intake").verifier().to_string()],
        leaf: "leaf 2".to_owned(),
        text: Some(format!(
            "c2sp.org/tlog-proof@v1\nindex 2\n{}\n\n{checkpoint}",
            hashes.join("\n")
        )),
        ..Input::default()
    };
    let folder = Folder("log-proof", good);
    let text = |from: &str, to: &str| {
        let (from, to) = (from.to_owned(), to.to_owned());
        move |input: &mut Input| edit(&mut input.text, &from, &to)
    };

    folder.good("good", "leaf 2 of 5", |_| (), "entry 2 of 5");
    folder.good(
        "good-extra",
        "with extra data",
        text("index", "extra AQI=\nindex"),
        "entry 2 of 5",
    );
    folder.bad(
        "other-version",
        "a header of version 2",
        text("@v1", "@v2"),
        "proof is not a tlog-proof of version 1",
    );
    folder.bad(
        "no-checkpoint",
        "no empty line, no checkpoint",
        |input| {
            let text = input.text.take().unwrap();
            input.text = text.split("\n\n").next().map(ToOwned::to_owned);
        },
        "proof is not a tlog-proof of version 1",
    );
    folder.bad(
        "extra-malformed",
        "extra data that is not base64",
        text("index", "extra AQI\nindex"),
        "proof has no valid extra data",
    );
    folder.bad(
        "extra-after-index",
        "extra data in the wrong place",
        text("index 2\n", "index 2\nextra AQI=\n"),
        "proof has a malformed hash",
    );
    folder.bad(
        "index-missing",
        "no index",
        text("index 2\n", ""),
        "proof has no valid index",
    );
    folder.bad(
        "index-leading-zero",
        "a second spelling of the index",
        text("index 2", "index 02"),
        "proof has no valid index",
    );
    folder.bad(
        "index-beyond",
        "an entry beyond the end",
        text("index 2", "index 5"),
        "proof does not lead from the entry to the checkpoint: log has 5 entries, proof is about 5",
    );
    folder.bad("index-other", "the index of the sibling", text("index 2", "index 3"), "proof does not lead from the entry to the checkpoint: proof does not lead to the root of the log");
    folder.bad(
        "hash-short",
        "a hash of one byte",
        text(&first, "AQ=="),
        "proof has a malformed hash",
    );
    folder.bad(
        "hash-missing",
        "one hash too few",
        text(&format!("{first}\n"), ""),
        "proof does not lead from the entry to the checkpoint: proof has 2 hashes, expected 3",
    );
    folder.bad(
        "hash-twice",
        "one hash too many",
        text(&first, &format!("{first}\n{first}")),
        "proof does not lead from the entry to the checkpoint: proof has 4 hashes, expected 3",
    );
    folder.bad("other-leaf", "another leaf", |input| input.leaf = "leaf 3".to_owned(), "proof does not lead from the entry to the checkpoint: proof does not lead to the root of the log");
    folder.bad("checkpoint-changed", "a checkpoint of another size", text("\n5\n", "\n6\n"), &format!("proof has a checkpoint that does not verify: checkpoint is not signed by its log: signature of {BASE}/intake ({}) does not verify", key("intake").verifier().id()));
}
