#!/usr/bin/env bash
# Every benchmark, each beside its peer or limit in the same run. Quiet the machine first; half an hour with the builds.
#   tests/bench.sh [letters|relay|reading|desk|figures|auditor|page …]     only these parts
# BENCH_GIB (6) is how many GiB of bodies the auditor's part makes, in BENCH_DIR (the folder for temporary files).
set -euo pipefail
cd "$(dirname "$0")/.."
gib=${BENCH_GIB:-6}

bench() {
    cargo bench --locked -p "bellrope-$1" --bench "$2" "${@:3}"
}

letters() {
    tools=$PWD/build/bench-tools
    if [ ! -x "$tools/bin/rage" ]; then
        echo "bench: installing rage as the peer of parcels (some minutes)" >&2
        cargo install --quiet --locked --root "$tools" rage
    fi
    bench protocol letter
    bench protocol parcel
    PATH="$tools/bin:$PATH" bench protocol stock
}

relay() { bench relay load; }
reading() { bench reporter check; }
desk() {
    bench desk import
    bench desk practice
    bench desk search
}

figures() { bench figures protect; }

page() {
    make web
    [ -d tests/browser/node_modules ] || (cd tests/browser && npm ci --silent --no-audit --no-fund --ignore-scripts)
    bench reporter-web page
}

auditor() {
    echo "bench: $(nproc) cores, $(uptime | sed 's/.*load/load/')" >&2
    bench auditor log -- --entries 1000000 --gib "$gib"
    bench auditor store -- --gib "$gib"
    bench auditor store -- --alarms "$gib"
    bench witness cosign
}

for part in "${@:-letters relay reading desk figures auditor page}"; do
    for name in $part; do
        case $name in
        letters | relay | reading | desk | figures | auditor | page) "$name" ;;
        *)
            echo "bench: no part $name" >&2
            exit 2
            ;;
        esac
    done
done
