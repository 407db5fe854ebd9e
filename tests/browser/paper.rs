//! Reports as files: whether everybody can read them.

use serde_json::json;

use crate::stage::{play, repository};

#[test]
fn reports_can_be_read_by_everybody() {
    // The files that `crates/report` writes, byte for byte.
    let folder = repository().join("crates/report/tests/golden");
    let names = ["public-nl", "public-en", "intranet-nl", "intranet-en"];
    let papers: Vec<_> = names
        .map(|name| folder.join(format!("{name}.html")))
        .to_vec();
    let scene = tempfile::tempdir().unwrap();
    let told = play(scene.path(), "paper", json!({ "papers": papers }));
    assert_eq!(told["seen"].as_array().unwrap().len(), names.len());
    // Each asked for itself and for nothing else.
    assert_eq!(told["asked"].as_array().unwrap().len(), names.len());
}
