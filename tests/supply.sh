#!/usr/bin/env bash
# Supply chain: bills of materials (CycloneDX), licences, sources and known flaws of everything that is built in.
# usage: tests/supply.sh OUT-FOLDER [ADVISORY-DB-FOLDER]
# The tools are built once into target/tools. Without a folder of advisories the database is fetched.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$1
db=${2:-}
tools=$PWD/target/tools
say() { echo "supply: $*" >&2; }

# `tool NAME VERSION`: installs one of cargo's companions if it is not there.
tool() {
    [ -x "$tools/bin/$1" ] && return
    say "building $1 $2 into target/tools (once, some minutes)"
    cargo install --quiet --locked --root "$tools" --target-dir "$tools/build" "$1@$2"
}
tool cargo-cyclonedx 0.5.9
tool cargo-deny 0.20.2
tool cargo-audit 0.22.2
rm -rf "$tools/build"
PATH=$tools/bin:$PATH

mkdir -p "$out"
# The same commit gives the same times.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
say "bills of materials: $out/*.cdx.json"
for tool in relay courier desk reporter-cli auditor; do
    cargo cyclonedx --quiet --format json --spec-version 1.5 --override-filename sbom --manifest-path "crates/$tool/Cargo.toml"
    mv "crates/$tool/sbom.json" "$out/bellrope-$tool.cdx.json"
    find crates tests -name sbom.json -delete
done
# The page: the core that is compiled for browsers, and the npm packages that build it or stand in it.
cargo cyclonedx --quiet --format json --spec-version 1.5 --override-filename sbom --target wasm32-unknown-unknown \
    --manifest-path crates/reporter-web/Cargo.toml
mv crates/reporter-web/sbom.json "$out/page-core.cdx.json"
find crates tests -name sbom.json -delete
# npm lists its lock file since version 10; Debian's is older.
npm=(npm)
npm help sbom >/dev/null 2>&1 || npm=(npm exec --yes npm@11 --)
"${npm[@]}" sbom --prefix crates/reporter-web/build --package-lock-only --sbom-format cyclonedx >"$out/page-build.cdx.json"

say "licences: $out/licences.txt"
cargo deny --offline --config .deny.toml list --format human --layout crate >"$out/licences.txt"
cargo deny --offline --config .deny.toml check bans licenses sources

say "known flaws: $out/advisories.txt"
if [ -n "$db" ]; then
    cargo audit --db "$db" --no-fetch --stale | tee "$out/advisories.txt"
else
    cargo audit | tee "$out/advisories.txt"
fi
