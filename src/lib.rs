//! meshctl: App Mesh without AWS. The command line, the API and the Envoy control plane.
//!
//! Start here, then read `docs/architecture.md`; `docs/glossary.md` defines the terms. A module may only
//! use modules above it in this table (`tests/layering.rs`):
//!
//! | module | contents |
//! |---|---|
//! | [`error`] | errors at the edge: exit codes, hints, the only place that prints them |
//! | [`metrics`] | counters and gauges, and their Prometheus exposition |
//! | [`digest`] | SHA-256 digests in hexadecimal |
//! | [`fs`] | writing files atomically |
//! | [`signals`] | SIGINT and SIGTERM |
//! | [`value_parser`] | values of command-line flags: integers, durations, addresses |
//! | [`output`] | the only code that writes to stdout; columns and progress bars |
//! | [`model`] | **what App Mesh is**: operations, shapes, kinds, names; `appmesh.json` |
//! | [`aws_cli`] | everything that imitates AWS CLI v2; complete and frozen |
//! | [`mesh`] | **what a mesh means**: references, order, differences, the traffic graph of a workload |
//! | [`store`] | where resources live: memory, SQLite; one write path |
//! | [`sources`] | what proxies are configured from: meshes, endpoints; each with its own versions |
//! | [`manifest`] | files people already have → desired resources |
//! | [`xds`] | **from mesh to Envoy**: watcher, translation, snapshot, session, server |
//! | [`client`] | speaking to an App Mesh API: where it is, and how to get there |
//! | [`iam`] | IAM policies and their evaluation |
//! | [`auth`] | **authentication**: accounts, principals, keys, signatures |
//! | [`api`] | **the App Mesh API**: one path for all 38 operations |
//! | [`commands`] | workflow commands: apply, backup, auth, canary, cleanup, demo, envoy, history, iam, proxy, rollback |
//! | [`admin`], [`serve`] | wiring of `meshctl serve` |
//! | [`cli`] | from the argument list to a call, and from its response to the screen |
//!
//! # Where new things go
//!
//! Paths are relative to `src/`; `tests/source_map.rs` checks them.
//!
//! | to add | change |
//! |---|---|
//! | an operation, a field, a limit of the service's model | `model/appmesh.json`; a choice that the model does not mark: `model/check/one_of.rs` |
//! | a rule about one spec | a row and a function in `model/check/rules.rs` |
//! | an API limit (quota) | `model/quotas.rs`; where it is counted: `api/rules/quota.rs`, for proxies `xds/proxies.rs` |
//! | a rule between resources | `api/rules/`, `mesh/references.rs` |
//! | a canary gate | `commands/canary/gate.rs` *planned*; today a canary is one shift: `commands/canary/mod.rs` |
//! | an Envoy filter or field | `xds/translate/filters.rs`; what it needs to know of the mesh: `mesh/topology/` |
//! | an output format | for operations, `aws_cli/output/mod.rs`; for workflow commands, `commands/report.rs` |
//! | a store | `store/mod.rs` has the trait, `store/memory.rs` a small implementation; opened in `serve/storage.rs` |
//! | a source of endpoints | a file in `sources/`, merged in `xds/watcher.rs` |
//! | a workflow command | a module in `commands/`, and a line each in `cli/tree.rs` and `cli/command.rs` |
//! | a manifest format | `manifest/mod.rs` |
//! | a Kubernetes reconciler | `kubernetes/` *planned*; it reads `manifest/kubernetes.rs` |
//! | an exporter | `export/` *planned*; it reads `mesh/topology/` |
//! | a console page | `console/` *planned*; health and metrics pages are in `admin.rs` |
//!
//! # Request flows
//!
//! Each flow goes in one direction.
//!
//! * **`meshctl canary --service jazz --to v2 --weight 10`**: [`cli`] → [`commands::canary`] reads
//!   through [`client`] → [`commands::canary::plan`] (pure) → [`client`] writes one change set and waits
//!   for the proxies → [`output`].
//! * **`PUT /v20190125/meshes/dj-app/virtualNodes`**: [`api`] authenticates the caller, finds the
//!   operation in the [`model`], checks the input, authorizes it, and evaluates its rules into guards and
//!   writes → [`store::Store::commit`] → the response.
//! * **that commit reaches Envoy**: [`store::Store::watch`] → [`sources`] → [`xds::watcher`] merges
//!   them once per change → per workload [`mesh::topology`] → [`xds::translate()`] → [`xds::snapshot`] (same hash:
//!   nothing to send) → [`xds::session`] → the stream.

pub mod admin;
pub mod api;
pub mod auth;
pub mod aws_cli;
pub mod cli;
pub mod client;
pub mod commands;
pub mod digest;
pub mod error;
pub mod fs;
pub mod iam;
pub mod manifest;
pub mod mesh;
pub mod metrics;
pub mod model;
pub mod output;
pub mod serve;
pub mod signals;
pub mod sources;
pub mod store;
pub mod value_parser;
pub mod xds;
