//! The page's core as it is built (`make web`), both kinds of it, driven through the page's own door
//! by node: against the real relay and desk, against a lying one, and by stock age.
//!
//! `node --jitless` stands in for a browser without WebAssembly and without a compiler, as Tor
//! Browser's "Safer": there the page must choose the plain JavaScript core by itself.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../interop/node.rs"]
mod node;
mod rebuild;
mod visit;

mod unit {
    use std::path::Path;
    use std::process::Command;

    use crate::node::finish;

    #[test]
    fn scripts_keep_their_own_tests() {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/reporter-web/page/js/test");
        let output = finish(
            Command::new("node").arg("--test").current_dir(folder),
            "node --test",
        );
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            text.contains("\n# fail 0\n") && !text.contains("\n# pass 0\n"),
            "{text}"
        );
    }
}
