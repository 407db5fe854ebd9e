#!/usr/bin/env bash
# Every benchmark, each beside its peer or limit in the same run. Quiet the machine first; half an hour with the builds.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$PWD/build/bench-tools
if [ ! -x "$tools/bin/rage" ]; then
    echo "bench: installing rage as the peer of parcels (some minutes)" >&2
    cargo install --quiet --locked --root "$tools" rage
fi
export PATH="$tools/bin:$PATH"
cargo bench --locked -p bellrope-protocol --bench letter
cargo bench --locked -p bellrope-protocol --bench parcel
cargo bench --locked -p bellrope-protocol --bench stock
cargo bench --locked -p bellrope-relay --bench load
cargo bench --locked -p bellrope-reporter --bench check
cargo bench --locked -p bellrope-desk --bench import
cargo bench --locked -p bellrope-witness --bench cosign
cargo bench --locked -p bellrope-auditor --bench log
