//! The sheet of rights to read, `docs/rights.txt`, and that it is whole.
//!
//! A new route needs a line in `policy_routes.rs`, a new deed a route that asks for it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use nennep::catalogs::Catalogs;
use nennep::store::Deed;

use super::policy_routes::{Guard, ROUTES};

/// Writes the sheet: what each role may do, then what each route asks for.
fn sheet() -> String {
    let catalogs = Catalogs::embedded().unwrap();
    let mut text =
        String::from("What each role may do at its unit and below; a line of facts where it is bound to one.\n\n");
    let deeds: Vec<&str> = Deed::ALL.iter().map(|deed| deed.code()).collect();
    writeln!(
        text,
        "{:<22}{}",
        "",
        deeds
            .iter()
            .map(|deed| format!("{deed:<17}"))
            .collect::<String>()
            .trim_end()
    )
    .unwrap();
    for role in catalogs.roles.iter() {
        let cells: String = Deed::ALL
            .iter()
            .map(|deed| {
                let lines: Vec<&str> = role.lines.iter().map(|line| line.code()).collect();
                let cell = match (role.deeds.contains(deed), deed) {
                    (false, _) => "-".to_owned(),
                    (
                        true,
                        Deed::Record | Deed::TakeBack | Deed::AssignTargets | Deed::SubmitFigures | Deed::ClosePeriods,
                    ) if !lines.is_empty() => lines.join(" "),
                    (true, _) => "yes".to_owned(),
                };
                format!("{cell:<17}")
            })
            .collect();
        writeln!(text, "{:<22}{}", role.code, cells.trim_end()).unwrap();
    }
    text.push_str("\nWhat each route asks for. Outside the scope the answer is always 404.\n\n");
    for route in ROUTES {
        let guard = match route.2 {
            Guard::Open => "everybody".to_owned(),
            Guard::Own => "signed in".to_owned(),
            Guard::Somewhere(deed) => format!("{} anywhere, else 404", deed.code()),
            Guard::At(deed) => format!("{} at the unit, else 403", deed.code()),
            Guard::AtParty(deed) => format!("{} of the fact's line at the unit, else 403", deed.code()),
            Guard::AtNoLine(deed) => format!("{} of every line at the unit, else 403", deed.code()),
            Guard::NoLine(deed) => format!("{} of every line anywhere, else 404", deed.code()),
            Guard::HiddenNoLine(deed) => format!("{} of every line at the unit, else 404", deed.code()),
            Guard::Hidden(deed) => format!("{} at the unit, else 404", deed.code()),
            Guard::Above(deed) => format!("{} at the unit's superior, else 403", deed.code()),
            Guard::Root => "manage_accounts at a unit without superior, else 403".to_owned(),
        };
        let path = route.1.split('?').next().unwrap();
        writeln!(text, "{:<5}{path:<39} {guard}", route.0).unwrap();
    }
    text
}

#[test]
fn the_sheet_is_the_committed_one() {
    let generated = sheet();
    let committed = include_str!("../../../../../docs/rights.txt");
    if generated != committed {
        let place = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("rights.txt");
        std::fs::write(&place, generated).unwrap();
        panic!(
            "docs/rights.txt is not what the code says; remedy: read and copy {}",
            place.display()
        );
    }
}

#[test]
fn every_deed_is_asked_for_by_a_route() {
    let asked: BTreeSet<Deed> = ROUTES
        .iter()
        .filter_map(|route| match route.2 {
            Guard::Somewhere(deed) | Guard::At(deed) | Guard::Hidden(deed) | Guard::AtParty(deed) => Some(deed),
            Guard::NoLine(deed) | Guard::HiddenNoLine(deed) | Guard::AtNoLine(deed) | Guard::Above(deed) => Some(deed),
            Guard::Open | Guard::Own | Guard::Root => None,
        })
        .collect();
    assert_eq!(asked, Deed::ALL.into_iter().collect());
}

/// Gives what stands before the parenthesis that ends a call.
fn call_of(text: &str) -> &str {
    let mut depth = 1;
    let end = text.find(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    &text[..end.unwrap()]
}

/// Reads the methods and paths that features serve out of their sources: a new one without a row here fails.
#[test]
fn every_route_has_a_row() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/features");
    let mut served = BTreeSet::new();
    for feature in std::fs::read_dir(folder).unwrap() {
        let Ok(text) = std::fs::read_to_string(feature.unwrap().path().join("mod.rs")) else {
            continue;
        };
        for call in text.split(".route(").skip(1).map(call_of) {
            let (path, handlers) = call.split_once(',').unwrap();
            let path = match path.trim() {
                "CALLBACK_PATH" => nennep::web::oidc::CALLBACK_PATH.to_owned(),
                "END_VIEW_PATH" => nennep::web::visit::END_VIEW_PATH.to_owned(),
                path => path.trim_matches('"').to_owned(),
            };
            for (method, handler) in [("GET", "get("), ("POST", "post(")] {
                if handlers.contains(handler) {
                    served.insert((method, path.clone()));
                }
            }
        }
    }
    let shape = |path: &str| -> String {
        let path = path.split('?').next().unwrap();
        let parts = path
            .split('/')
            .map(|part| if part.starts_with('{') { "*" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    let rows: BTreeSet<(&str, String)> = ROUTES.iter().map(|route| (route.0, shape(route.1))).collect();
    let mut without = Vec::new();
    for (method, path) in served {
        let path = shape(&path);
        let fits = |(known, row): &(&str, String)| {
            let (row, path): (Vec<&str>, Vec<&str>) = (row.split('/').collect(), path.split('/').collect());
            let is_path =
                row.len() == path.len() && row.iter().zip(&path).all(|(one, other)| one == other || *other == "*");
            *known == method && is_path
        };
        if !rows.iter().any(fits) {
            without.push(format!("{method} {path}"));
        }
    }
    assert_eq!(without, Vec::<String>::new(), "a row in ROUTES for each");
}
