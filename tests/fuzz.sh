#!/usr/bin/env bash
# Fuzzes every parser of outside bytes for SECONDS_EACH (default 60) with cargo-fuzz on the nightly toolchain.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "fuzz: installing cargo-fuzz (some minutes)" >&2
    cargo install --quiet --locked cargo-fuzz
fi
for target in $(cargo +nightly fuzz list --fuzz-dir tests/fuzz); do
    cargo +nightly fuzz run --fuzz-dir tests/fuzz "$target" -- -max_total_time="${SECONDS_EACH:-60}"
done
