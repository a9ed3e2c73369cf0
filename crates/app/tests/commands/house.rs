//! A folder with a database of its own, and the program run in it.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Holds the folder; it is gone when the test is over.
#[derive(Debug)]
pub(crate) struct House {
    folder: tempfile::TempDir,
}

impl House {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a folder of `.csv` files and gives its path.
    pub(crate) fn csv(&self, name: &str, files: &[(&str, &str)]) -> String {
        let folder = self.path(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            std::fs::write(folder.join(file), text).unwrap();
        }
        folder.display().to_string()
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nennep"));
        let database = format!("sqlite:{}", self.path("book.db").display());
        command.args(["--database", &database]).args(words).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs a command with `--json`; standard output must hold one document and nothing besides.
    pub(crate) fn json(&self, words: &[&str]) -> (i32, Value) {
        let output = self.run(&[words, &["--json"]].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{words:?}: {error}: {text}{errors}"));
        (output.status.code().unwrap(), value)
    }
}

pub(crate) const UNITS: &str = "code,name,kind,parent,from
c,Thành ủy,city_committee,,2000-01-01
d,Quận ủy,district_committee,c,2000-01-01
";

pub(crate) const FACTS: &str = "key,on,fact,unit,count
a,2024-02-01,party_org_founded,d,2
b,2024-03-01,party_member_admitted,d,7
";

pub(crate) const TARGETS: &str = "indicator,giver,unit,from,to,min,max
party_org_founded,Thành ủy,d,2024-01-01,2024-12-31,5,
party_member_admitted,c,d,2024-01-01,2024-12-31,30,40
women_org_founded,c,d,2024-01-01,2024-12-31,3,
";

/// A house with two units, two facts and three targets in it.
pub(crate) fn furnished() -> House {
    let house = House::new();
    let folder = house.csv(
        "good",
        &[("units.csv", UNITS), ("facts.csv", FACTS), ("targets.csv", TARGETS)],
    );
    let (code, answer) = house.json(&["import", &folder]);
    assert_eq!((code, answer["accepted"].as_i64()), (0, Some(7)), "{answer}");
    house
}
