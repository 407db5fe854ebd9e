#!/usr/bin/env bash
# Runs the tests with nextest where it is installed and with cargo test otherwise; then the examples in the documents.
# usage: tests/run.sh [cargo's package selection]
set -euo pipefail
if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked --no-fail-fast "$@"
else
    cargo test --locked --no-fail-fast --all-targets "$@"
fi
cargo test --locked --doc "$@"
