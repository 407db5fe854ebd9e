#!/usr/bin/env bash
# Runs the tests with nextest where it is installed and with cargo test otherwise; then the examples in the documents.
# usage: tests/run.sh [cargo's package selection]
set -euo pipefail
if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked --no-fail-fast "$@"
else
    # Not the benchmarks: clippy compiles them, `make bench` runs them.
    cargo test --locked --no-fail-fast --lib --bins --tests "$@"
fi
cargo test --locked --doc "$@"
