//! The API asked by schemathesis; `cargo xtask fuzz` installs it and runs this.

use std::path::Path;
use std::process::Command;

use crate::house::House;
use crate::server::{Server, token};

#[expect(
    clippy::disallowed_methods,
    reason = "cargo xtask fuzz tells by these variables what it installed and how long to ask"
)]
fn told(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; remedy: run cargo xtask fuzz"))
}

#[test]
#[ignore = "needs schemathesis; cargo xtask fuzz, a step of the gate, installs and runs it"]
fn no_answer_is_another_than_the_document_says() {
    let house = House::new();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = here.join("../../samples/programme").display().to_string();
    let (code, answer) = house.json(&["import", &samples]);
    assert_eq!(code, 0, "{answer}");
    let top = "lg";
    let token = token(&house, top);
    let server = Server::over(&house);
    let asked = Command::new(told("NENNEP_SCHEMATHESIS"))
        .arg("--config-file")
        .arg(here.join("tests/commands/schemathesis.toml"))
        .args(["run", &format!("http://{}/api/v1/openapi.json", server.address)])
        .args(["--header", &token, "--max-examples", &told("NENNEP_FUZZ_EXAMPLES")])
        .current_dir(house.path("."))
        .status()
        .unwrap();
    assert!(asked.success(), "the lines above say which answer was another");
    assert_eq!(server.get("/readyz", "x: y").text, "ready");
}
