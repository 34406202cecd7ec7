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
    find(".tools/bin/aws")
}

/// A program of the system's packages: a shell, groff, man.
pub(crate) fn system(name: &str) -> PathBuf {
    let path = PathBuf::from("/usr/bin").join(name);
    assert!(path.is_file(), "{} is not there: run `make tools`", path.display());
    path
}

/// The folder of the AWS CLI's examples for App Mesh.
pub(crate) fn aws_examples() -> PathBuf {
    let folder = in_project(".tools/aws-examples");
    assert!(folder.is_dir(), "{} is not there: run `make tools`", folder.display());
    folder
}

fn find(path: &str) -> PathBuf {
    let path = in_project(path);
    assert!(path.is_file(), "{} is not there: run `make tools`", path.display());
    path
}
