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
mod size;
mod visit;

mod unit {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    use crate::node::finish;

    // R035, R049, R062, R181, R184 among them: beside the scripts, in `*.test.mjs`.
    #[test]
    fn scripts_keep_their_own_tests() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/reporter-web/page/js");
        let mut node = Command::new("node");
        node.args(["--test", "--test-reporter=tap"]);
        let output = finish(node.current_dir(&folder), "node --test");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("\n# fail 0\n"), "{text}");
        let files = harness::files_below(&folder).into_iter();
        let files = files.filter(|file| file.to_string_lossy().ends_with(".test.mjs"));
        let sources: Vec<String> = files
            .map(|file| fs::read_to_string(file).unwrap())
            .collect();
        assert!(sources.len() >= 5, "the scripts have tests");
        for source in &sources {
            let names = source.split("\ntest(\"").skip(1);
            let names: Vec<&str> = names.filter_map(|rest| rest.split('"').next()).collect();
            assert!(!names.is_empty());
            for name in names {
                assert!(text.contains(&format!(" - {name}\n")), "{name} was not run");
            }
        }
    }
}
