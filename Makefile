# One verb each; nothing here that cannot be run by hand. `make` lists the targets.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: web ## the main job with the real binaries: a report goes in, an answer comes out; a practice year (KEEP=1 keeps the relay up)
	@tests/install.sh demo
	@echo "building the five tools and the demo (release)"
	@cargo build --quiet --locked --release --bins -p bellrope-relay -p bellrope-desk -p bellrope-courier -p bellrope-reporter-cli -p bellrope-auditor -p bellrope-e2e
	@cargo run --quiet --locked --release -p bellrope-e2e --bin demo -- $(if $(KEEP),--keep)

.PHONY: web
web: ## build the page into build/web: the same bytes wherever it is built (docs/page.md)
	@tests/install.sh web
	@cargo run --quiet --locked -p xtask -- web

.PHONY: test
test: web ## every test that CI runs
	@tests/install.sh test
	cargo build --locked --workspace --bins
	@tests/run.sh --workspace

.PHONY: test-long
test-long: web ## the same tests with many more rounds (hours)
	@tests/install.sh test
	cargo build --locked --workspace --bins
	@BELLROPE_LONG=1 PROPTEST_CASES=20000 tests/run.sh --workspace

.PHONY: check
check: fmt lint layers doc ## the gate: format, clippy, layers, documents

.PHONY: fmt
fmt: ## format is as rustfmt writes it
	cargo fmt --all --check

.PHONY: lint
lint: ## clippy, warnings denied
	@tests/install.sh check
	cargo clippy --locked --workspace --all-targets -- -D warnings

.PHONY: layers
layers: ## arrows point at what is known; no network code where none may be
	cargo run --quiet --locked -p xtask -- layers

.PHONY: doc
doc: ## rustdoc without warnings
	@tests/install.sh check
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --workspace --no-deps

.PHONY: bench
bench: ## benchmarks beside a peer or a limit (docs/benchmarks.md)
	@tests/install.sh test
	@tests/bench.sh

.PHONY: fuzz
fuzz: ## fuzz every parser of outside bytes, a minute each (nightly, cargo-fuzz)
	@tests/fuzz.sh

.PHONY: supply
supply: ## bills of materials, licences, known flaws into build/supply (ADVISORIES=folder: without a network)
	@tests/supply.sh build/supply $(ADVISORIES)

.PHONY: openapi
openapi: ## write docs/openapi.json from the code
	cargo run --quiet --locked -p bellrope-relay -- openapi > docs/openapi.json

.PHONY: clean
clean: ## remove what was built
	cargo clean
	rm -rf build tests/interop/node_modules tests/browser/node_modules crates/reporter-web/build/node_modules
