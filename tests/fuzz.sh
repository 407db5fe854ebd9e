#!/usr/bin/env bash
# Fuzzes every parser of outside bytes for SECONDS_EACH (default 60) with cargo-fuzz on the nightly toolchain.
# Arguments name the targets to fuzz; without any, all of them. What is found goes to tests/fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "fuzz: installing cargo-fuzz (some minutes)" >&2
    cargo install --quiet --locked cargo-fuzz
fi
# libFuzzer ends without clearing up, so what targets write goes where it is cleared up for them.
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
cargo run --quiet --locked -p bellrope-fuzz --example samples -- tests/fuzz/corpus
if [ $# -eq 0 ]; then
    mapfile -t targets < <(cargo +nightly fuzz list --fuzz-dir tests/fuzz)
else
    targets=("$@")
fi
for target in "${targets[@]}"; do
    cargo +nightly fuzz run --fuzz-dir tests/fuzz --features libfuzzer "$target" -- -max_total_time="${SECONDS_EACH:-60}"
done
