# The two commands are `make demo` and `make test`; both set up what they need.

.PHONY: tools build test test-terraform fuzz-cli fuzz-api demo fmt lint docs bench clean

tools:            ## install what tests and demo need into .tools/
	@.ci/tools

build:            ## build the program: target/release/meshctl
	cargo build --release --locked

demo: tools       ## the App Mesh tutorial, end to end, with real Envoys
	cargo build --locked
	MESHCTL_ENVOY=$(CURDIR)/.tools/py/bin/envoy target/debug/meshctl demo

test: tools       ## every test, those with the real AWS CLI and the real Envoy included
	cargo test --locked

test-terraform:   ## Terraform's provider for AWS against the server; bring your own `terraform`
	cargo test --locked --test terraform

fuzz-cli: tools   ## more random calls beside the AWS CLI: MESHCTL_FUZZ_COUNT=2000, _SEED, _CASE
	MESHCTL_FUZZ_COUNT=$(or $(MESHCTL_FUZZ_COUNT),2000) cargo test --locked --test all -- parity::fuzz::random --nocapture

fuzz-api:         ## throw broken requests at the API for SECONDS=300, with seeds of its own
	MESHCTL_FUZZ_SECONDS=$(or $(SECONDS),300) cargo test --locked --test all -- api::fuzz --nocapture

fmt:              ## format the code
	cargo fmt

lint:             ## what a review refuses, as far as a machine can see it
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings

docs:             ## write what is generated: types, completions, reference pages
	MESHCTL_GENERATE=1 cargo test --locked generated

bench: tools build ## measure, beside curl, the AWS CLI and moto in the same run
	.ci/bench-tools
	.tools/py/bin/python3 benches/cli.py
	.tools/py/bin/python3 benches/server.py
	cargo bench --profile dev --locked --bench proxies

clean:            ## remove what was built and installed
	cargo clean
	rm -rf .tools
