//! Where the other programs are that tests run. A missing one fails the test: what is not run
//! proves nothing.

use std::path::PathBuf;

use super::in_project;

/// A Python that has boto3.
pub(crate) fn python() -> PathBuf {
    find(".tools/py/bin/python3")
}

/// A real Envoy.
pub(crate) fn envoy() -> PathBuf {
    std::env::var_os("MESHCTL_ENVOY").map_or_else(|| find(".tools/py/bin/envoy"), PathBuf::from)
}

/// AWS as far as moto imitates it.
pub(crate) fn moto_server() -> PathBuf {
    find(".tools/py/bin/moto_server")
}

/// The real AWS CLI, version 2.
pub(crate) fn aws() -> PathBuf {
    // Its own links point to where its package is made to be unpacked, so they may lead nowhere.
    let versions = std::fs::read_dir(in_project(".tools/aws-cli/awscli/v2"));
    let programs = versions.into_iter().flatten().flatten().map(|it| it.path().join("dist/aws"));
    let found = programs.into_iter().find(|program| program.is_file());
    found.unwrap_or_else(|| find(".tools/aws-cli/awscli/aws"))
}

fn find(path: &str) -> PathBuf {
    let path = in_project(path);
    assert!(path.is_file(), "{} is not there: run `make tools`", path.display());
    path
}
