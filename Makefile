# `make help` lists the targets.

# Where `make tools` installs tools and tests find them.
export MESHCTL_TOOLS := $(abspath $(or $(MESHCTL_TOOLS),.tools))

.PHONY: help tools build demo test soak test-terraform fuzz-cli fuzz-api fmt lint docs bench clean

help:             ## list the targets
	@sed -n 's/^\([a-z-]*:\).*## \(.*\)/\1 \2/p' Makefile | \
		while read -r target text; do printf '%-16s %s\n' "$${target%:}" "$$text"; done

tools:            ## install the tools of tests and demo into .tools, or MESHCTL_TOOLS
	@.ci/tools

build:            ## build target/release/meshctl
	cargo build --release --locked

demo: tools       ## run the App Mesh tutorial from start to end with real Envoys
	MESHCTL_ENVOY=$(MESHCTL_TOOLS)/py/bin/envoy cargo run --locked -- demo

test: tools       ## run all tests, including those with the real AWS CLI and the real Envoy
	cargo test --locked -- --include-ignored

soak: tools       ## run the random and crash tests with many more cases (about an hour)
	MESHCTL_FUZZ_COUNT=$(or $(MESHCTL_FUZZ_COUNT),20000) \
	MESHCTL_FUZZ_SECONDS=$(or $(MESHCTL_FUZZ_SECONDS),600) \
	MESHCTL_ORACLE_STEPS=$(or $(MESHCTL_ORACLE_STEPS),500000) \
	MESHCTL_CRASH_KILLS=$(or $(MESHCTL_CRASH_KILLS),1000) \
	cargo test --locked --test all -- --include-ignored \
		parity::fuzz api::fuzz api::oracle operations::crash

test-terraform:   ## run Terraform's AWS provider against the server; needs terraform on PATH
	cargo test --locked --test terraform

fuzz-cli: tools   ## compare random calls with the AWS CLI; MESHCTL_FUZZ_COUNT=2000, _SEED, _CASE
	MESHCTL_FUZZ_COUNT=$(or $(MESHCTL_FUZZ_COUNT),2000) \
	cargo test --locked --test all -- --include-ignored parity::fuzz::random --nocapture

fuzz-api:         ## send invalid requests to the API for SECONDS=300
	MESHCTL_FUZZ_SECONDS=$(or $(SECONDS),300) cargo test --locked --test all -- api::fuzz --nocapture

fmt:              ## format the code
	cargo fmt

lint:             ## check formatting and run clippy
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings

docs:             ## write the generated files: types, completions, reference pages
	MESHCTL_GENERATE=1 cargo test --locked generated

bench: tools build ## measure, next to curl, the AWS CLI and moto in the same run
	.ci/bench-tools
	$(MESHCTL_TOOLS)/py/bin/python3 benches/cli.py
	$(MESHCTL_TOOLS)/py/bin/python3 benches/server.py
	cargo bench --profile dev --locked --bench proxies

clean:            ## remove build results and tools
	cargo clean
	rm -rf .tools
