//! Bundles the stylesheet, scripts and fonts with Node and lists them for `src/lib.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{fs, io};

/// What the bundle is made of; the Rust files beside them do not ask for a new bundle.
const SOURCES: [&str; 9] = [
    "package.json",
    "package-lock.json",
    "build.mjs",
    "src/app.css",
    "src/app.js",
    "src/chart.js",
    "src/icon.svg",
    "src/css",
    "src/js",
];

const REMEDY: &str = "install nodejs and npm (Debian: apt-get install nodejs npm), \
                      or set NENNEP_WITHOUT_UI=1 to build without the pages' look";

fn main() -> ExitCode {
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    println!("cargo::rerun-if-env-changed=NENNEP_WITHOUT_UI");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={}", message.replace('\n', " | "));
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo hands a build script its folder and settings by the environment"
)]
fn run() -> Result<(), String> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo gave no OUT_DIR")?);
    let without_ui = std::env::var_os("NENNEP_WITHOUT_UI").is_some_and(|value| value == "1");
    let dist = out.join("dist");
    if without_ui {
        println!("cargo::warning=NENNEP_WITHOUT_UI=1: pages are built without stylesheet and scripts");
        make_empty(&dist).map_err(|cause| format!("cannot write {}: {cause}", dist.display()))?;
    } else {
        let modules = install(&out.join("npm"))?;
        bundle(&dist, &modules)?;
    }
    let table = table(&dist)?;
    let path = out.join("table.rs");
    fs::write(&path, table).map_err(|cause| format!("cannot write {}: {cause}", path.display()))
}

fn make_empty(dist: &Path) -> io::Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    fs::create_dir_all(dist)?;
    fs::write(dist.join("manifest.json"), "{}\n")
}

/// Installs what the lock file names, once for each lock file, and returns the folder of modules.
fn install(home: &Path) -> Result<PathBuf, String> {
    let modules = home.join("node_modules");
    let stamp = home.join("installed.json");
    let lock = fs::read("package-lock.json").map_err(|cause| format!("cannot read package-lock.json: {cause}"))?;
    if modules.is_dir() && fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(modules);
    }
    let copy = || -> io::Result<()> {
        fs::create_dir_all(home)?;
        fs::copy("package.json", home.join("package.json"))?;
        fs::write(home.join("package-lock.json"), &lock)
    };
    copy().map_err(|cause| format!("cannot write {}: {cause}", home.display()))?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    execute(
        Command::new(npm)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(home),
    )?;
    fs::write(&stamp, &lock).map_err(|cause| format!("cannot write {}: {cause}", stamp.display()))?;
    Ok(modules)
}

fn bundle(dist: &Path, modules: &Path) -> Result<(), String> {
    execute(
        Command::new("node")
            .arg("build.mjs")
            .arg("--out")
            .arg(dist)
            .arg("--modules")
            .arg(modules),
    )
}

fn execute(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let done = match command.output() {
        Ok(done) => done,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Err(format!("{program} is missing: {REMEDY}")),
        Err(cause) => return Err(format!("cannot run {program}: {cause}")),
    };
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    Err(format!("{program} failed ({}): {}", done.status, said.trim()))
}

/// Writes two sorted tables: addresses by plain name, and files with their compressed siblings by address.
fn table(dist: &Path) -> Result<String, String> {
    let path = dist.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(|cause| format!("cannot read {}: {cause}", path.display()))?;
    let manifest: BTreeMap<String, String> =
        serde_json::from_str(&text).map_err(|cause| format!("cannot understand {}: {cause}", path.display()))?;
    let mut code = String::from("pub(crate) static ADDRESSES: &[(&str, &str)] = &[\n");
    for (name, file) in &manifest {
        let address = format!("/assets/{file}");
        let _ = writeln!(code, "    ({name:?}, {address:?}),");
    }
    code.push_str("];\n\npub(crate) static FILES: &[(&str, File)] = &[\n");
    let mut files: Vec<&String> = manifest.values().collect();
    files.sort();
    for file in files {
        let include = |suffix: &str| {
            let path = dist.join(format!("{file}{suffix}"));
            path.is_file()
                .then(|| format!("include_bytes!({:?})", path.display().to_string()))
        };
        let plain = include("").ok_or_else(|| format!("{file} is in the manifest but was not written"))?;
        let br = include(".br").map_or_else(|| "None".to_owned(), |code| format!("Some({code})"));
        let gz = include(".gz").map_or_else(|| "None".to_owned(), |code| format!("Some({code})"));
        let _ = writeln!(code, "    ({file:?}, File {{ plain: {plain}, br: {br}, gz: {gz} }}),");
    }
    code.push_str("];\n");
    Ok(code)
}
