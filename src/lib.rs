//! meshctl: App Mesh without AWS. The command line, the API and the Envoy control plane.
//!
//! A room uses only rooms above it in this list (`tests/layering.rs` holds that):
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
//! | [`mesh`] | **what a mesh means**: references, order, differences, traffic |
//! | [`store`] | where resources live: memory, SQLite; one write path |
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
//! Where new things go:
//!
//! | thing | file |
//! |---|---|
//! | an operation, a member, a limit of the service's model | `model/appmesh.json`; choices that the model does not mark: `model/check/one_of.rs` |
//! | a rule about one spec that the model does not mark | `model/check/rules.rs`, a row of its table and a function beside it; what a string may hold: `model/check/rules/string.rs` |
//! | a quota | `model/quotas.rs`; where it counts: `server/rules/quota.rs` |
//! | a rule of the API between resources | `server/rules/listeners/` for ports, `delete.rs` for refusals, `mesh/references.rs` for who refers to whom |
//! | a condition on which a canary goes on or back | `verbs/canary/mod.rs`, beside `wait` |
//! | an Envoy filter or field | `xds/translate/filters.rs`; what it needs to know of the mesh: `xds/view` |
//! | an output format | `output/mod.rs`, `Format`, and a file beside it |
//! | a verb | `verbs/`, and a line each in `cli/tree.rs` and `cli/verb.rs` |
//!
//! Three ways through it:
//!
//! * **`meshctl canary --service jazz --to v2 --weight 10`**: [`cli`] → [`verbs::canary`] reads
//!   through [`client`] → [`verbs::canary::plan`] (pure) → [`client`] writes → [`output`].
//! * **`PUT /v20190125/meshes/dj-app/virtualNodes`**: [`server`] finds the operation in the
//!   [`model`], checks the input against it, asks its rules for guards and writes, and
//!   [`store::Store::commit`]s both.
//! * **that commit reaches Envoy**: [`store::Store::watch`] ticks → [`xds::watcher`] reads the mesh
//!   once → per proxy [`xds::view`] → [`xds::translate()`] → [`xds::snapshot`] →
//!   [`xds::session`] → the stream.

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
pub mod store;
pub mod value_parser;
pub mod xds;
