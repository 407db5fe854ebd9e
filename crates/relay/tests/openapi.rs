//! The committed OpenAPI document is the one that the code makes, and tells the truth.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

use std::path::PathBuf;

use bellrope_relay::http::{Problem, openapi};
use serde_json::Value;

fn committed() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn committed_document_is_the_generated_one() {
    assert!(
        committed() == openapi().unwrap(),
        "run `make openapi` and commit docs/openapi.json"
    );
}

#[test]
fn document_is_openapi_3_1() {
    let document: Value = serde_json::from_str(&committed()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
}

/// Every status that a route documents as a problem is one that a problem has.
#[test]
fn documented_problems_exist() {
    let document: Value = serde_json::from_str(&committed()).unwrap();
    let statuses: Vec<String> = Problem::ALL
        .iter()
        .map(|problem| problem.status().as_str().to_owned())
        .collect();
    let mut checked = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let is_problem = response["content"]
                    .get("application/problem+json")
                    .is_some();
                assert!(
                    !is_problem || statuses.contains(status),
                    "{method} {path}: {status}"
                );
                checked += usize::from(is_problem);
            }
        }
    }
    assert!(checked > 40, "{checked} problems are documented");
}
