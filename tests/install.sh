#!/usr/bin/env bash
# Installs what `make check`, `make web`, `make demo` and `make test` lack, and says what it does.
# usage: tests/install.sh check|web|demo|test
set -euo pipefail
cd "$(dirname "$0")"

say() { echo "install: $*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

# Debian packages: `debian PACKAGE…`
debian() {
    if ! have apt-get; then
        say "please install: $* (no apt-get here)"
        exit 4
    fi
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    say "Debian packages: $*"
    "${root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq "$@" >/dev/null
}

missing=()
# Packages that recommend much more than is needed here.
without_extras=()
have cc || missing+=(gcc libc6-dev)
case "${1:-test}" in check | test)
    # What the desk's window is linked with: 98 MB to fetch, 336 MB on disk, with xvfb and xdotool.
    [ -e "/usr/lib/$(uname -m)-linux-gnu/pkgconfig/webkitgtk-6.0.pc" ] || missing+=(libwebkitgtk-6.0-dev)
    ;;
esac
if [ "${1:-test}" = test ]; then
    have age || missing+=(age)
    # The browser that tests/browser drives, and letters for its screens.
    have chromium || missing+=(chromium fonts-dejavu-core)
    # What looks for redacted words in a file that leaves: text, objects, what a reader of pictures sees.
    have pdftotext || missing+=(poppler-utils)
    have qpdf || missing+=(qpdf)
    have tesseract || missing+=(tesseract-ocr tesseract-ocr-nld)
    # What opens open data as a reader does: 86 MB to fetch, 269 MB on disk, about a minute.
    have soffice || without_extras+=(libreoffice-calc-nogui)
    # A display in memory, a hand on its keyboard, a camera: for the desk's window.
    have Xvfb || missing+=(xvfb)
    have xdotool || missing+=(xdotool)
    have import || missing+=(imagemagick)
fi
if [ "${1:-test}" = web ] || [ "${1:-test}" = test ]; then
    have node || missing+=(nodejs)
    have npm || missing+=(npm)
    # What looks for metadata in the files that crates/metadata cleans.
    have exiftool || missing+=(libimage-exiftool-perl)
    have mat2 || missing+=(mat2)
fi
[ ${#missing[@]} = 0 ] || debian "${missing[@]}"
[ ${#without_extras[@]} = 0 ] || debian --no-install-recommends "${without_extras[@]}"

if ! have cargo; then
    say "no cargo: install Rust from https://rustup.rs, then run this again"
    exit 4
fi

if [ "${1:-test}" = test ] && [ ! -d interop/node_modules/age-encryption ]; then
    say "npm packages of tests/interop (age-encryption, cctv-age)"
    (cd interop && npm ci --silent --no-audit --no-fund)
fi

if [ "${1:-test}" = test ] && ! cmp -s browser/package-lock.json browser/node_modules/.bellrope-lock; then
    say "npm packages of tests/browser (playwright-core, axe-core, @fluent/bundle)"
    (cd browser && npm ci --silent --no-audit --no-fund --ignore-scripts)
    cp browser/package-lock.json browser/node_modules/.bellrope-lock
fi

tools=../crates/reporter-web/build
if [ "${1:-test}" = web ] && ! cmp -s "$tools/package-lock.json" "$tools/node_modules/.bellrope-lock"; then
    say "npm packages of crates/reporter-web/build (binaryen, esbuild, @fluent/bundle)"
    (cd "$tools" && npm ci --silent --no-audit --no-fund --ignore-scripts)
    cp "$tools/package-lock.json" "$tools/node_modules/.bellrope-lock"
fi
