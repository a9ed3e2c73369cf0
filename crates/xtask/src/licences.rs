//! Licences and sources of every dependency, judged by `deny.toml`.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::run::{cargo, read, run, works};
use crate::spdx;

/// Judges all dependencies: by cargo-deny where it is installed, else by our own reading of the same file.
///
/// # Errors
/// When a licence is not allowed or a source is neither the registry nor a folder of ours.
pub(crate) fn check(root: &Path) -> Result<()> {
    let remedy = "choose another dependency, or allow its licence in deny.toml and say why in docs/DECISIONS.md";
    if works(&mut cargo(root, &["deny", "--version"])) {
        eprintln!("advisories are not checked: their database lies outside the package registry");
        return run(
            &mut cargo(root, &["deny", "--workspace", "check", "licenses", "bans", "sources"]),
            remedy,
        );
    }
    eprintln!("cargo-deny is absent: licences and sources are checked by xtask, advisories are not checked");
    let rules = Rules::read(&std::fs::read_to_string(root.join("deny.toml")).context("deny.toml cannot be read")?)?;
    let printed = read(&mut cargo(root, &["metadata", "--format-version", "1"]))?;
    let faults = rules.faults(&serde_json::from_str(&printed)?)?;
    if faults.is_empty() {
        return Ok(());
    }
    bail!(
        "{} dependencies are not allowed\n  {}\n  remedy: {remedy}",
        faults.len(),
        faults.join("\n  ")
    );
}

/// What `deny.toml` allows: licences for all, and further ones for single packages.
struct Rules {
    allowed: Vec<String>,
    exceptions: Vec<(String, Vec<String>)>,
}

impl Rules {
    fn read(text: &str) -> Result<Rules> {
        let file: toml::Table = text.parse()?;
        let licences = file.get("licenses").context("deny.toml has no [licenses]")?;
        let exceptions = licences.get("exceptions").and_then(toml::Value::as_array);
        let exceptions = exceptions.into_iter().flatten().map(|exception| {
            let package = exception.get("crate").and_then(toml::Value::as_str);
            let package = package.context("an exception in deny.toml names no crate")?;
            Ok((package.to_owned(), names(exception)?))
        });
        Ok(Rules {
            allowed: names(licences)?,
            exceptions: exceptions.collect::<Result<_>>()?,
        })
    }

    /// Lists what is not allowed, one line a package.
    fn faults(&self, metadata: &Value) -> Result<Vec<String>> {
        let packages = metadata.get("packages").and_then(Value::as_array);
        let packages = packages.context("cargo metadata lists no packages")?;
        Ok(packages.iter().filter_map(|package| self.fault(package)).collect())
    }

    fn fault(&self, package: &Value) -> Option<String> {
        let text = |key: &str| package.get(key).and_then(Value::as_str);
        let name = text("name").unwrap_or("?");
        // Our own crates lie in a folder and carry no licence.
        let source = text("source")?;
        if !source.starts_with("registry+") && !source.starts_with("sparse+") {
            return Some(format!("{name}: source {source} is neither the registry nor a folder"));
        }
        let Some(expression) = text("license") else {
            return Some(format!("{name}: names no licence"));
        };
        match spdx::satisfied(expression, &|licence| self.allows(name, licence)) {
            Ok(true) => None,
            Ok(false) => Some(format!("{name}: licence {expression}")),
            Err(error) => Some(format!("{name}: licence `{expression}` cannot be read: {error}")),
        }
    }

    fn allows(&self, package: &str, licence: &str) -> bool {
        let of_package = self
            .exceptions
            .iter()
            .filter(|(name, _)| name == package)
            .flat_map(|(_, allowed)| allowed);
        self.allowed.iter().chain(of_package).any(|allowed| allowed == licence)
    }
}

fn names(table: &toml::Value) -> Result<Vec<String>> {
    let list = table
        .get("allow")
        .and_then(toml::Value::as_array)
        .context("`allow` is missing in deny.toml")?;
    Ok(list.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::Rules;

    const DENY: &str = r#"
        [licenses]
        allow = ["MIT"]
        exceptions = [{ crate = "one", allow = ["MPL-2.0"] }]
    "#;

    #[test]
    fn judges_packages() {
        let metadata = serde_json::json!({"packages": [
            {"name": "ours", "source": null, "license": null},
            {"name": "good", "source": "registry+index", "license": "MIT OR Apache-2.0"},
            {"name": "one", "source": "registry+index", "license": "MPL-2.0"},
            {"name": "two", "source": "registry+index", "license": "MPL-2.0"},
            {"name": "three", "source": "registry+index", "license": null},
            {"name": "four", "source": "git+somewhere", "license": "MIT"},
            {"name": "five", "source": "registry+index", "license": "MIT AND"},
        ]});
        let faults = Rules::read(DENY).unwrap().faults(&metadata).unwrap();
        let blamed: Vec<&str> = faults.iter().map(|fault| fault.split(':').next().unwrap()).collect();
        assert_eq!(blamed, ["two", "three", "four", "five"], "{faults:#?}");
    }
}
