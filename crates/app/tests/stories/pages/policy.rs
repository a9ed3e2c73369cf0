//! Roles × deeds × scope: the sheet of rights, and every route asked by every role inside and outside its scope.
//!
//! A new route needs a line in `policy_routes.rs`, a new deed a route that asks for it; `docs/rights.txt` is the sheet to read.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use nennep::catalogs::Catalogs;
use nennep::store::{Deed, Role};
use nennep_core::register::Line;

use super::policy_routes::{Guard, ROUTES, Route};
use super::sessions::{account_of, base};
use crate::common::House;
use crate::common::browser::Pages;

stories! { every_route_asks_for_its_right }

/// What stands for the places in a path, inside and outside the ward.
struct Things {
    unit: &'static str,
    entry: i64,
    target: i64,
    task: i64,
    paper: i64,
    account: i64,
    role: i64,
    line: i64,
}

impl Things {
    fn path(&self, pattern: &str) -> String {
        pattern
            .replace("{unit}", self.unit)
            .replace("{enterprise}", &format!("e-{}", self.unit))
            .replace("{survey}", &self.task.to_string())
            .replace("{case}", &self.task.to_string())
            .replace("{upload}", &self.task.to_string())
            .replace("{batch}", &self.task.to_string())
            .replace("{entry}", &self.entry.to_string())
            .replace("{target}", &self.target.to_string())
            .replace("{task}", &self.task.to_string())
            .replace("{paper}", &self.paper.to_string())
            .replace("{account}", &self.account.to_string())
            .replace("{role}", &self.role.to_string())
            .replace("{line}", &self.line.to_string())
    }
}

// long: one insert a thing.
/// Lays one of each thing down at a ward.
async fn things(pages: &Pages, house: &House, unit: &'static str, place: i64) -> Things {
    let sign_in = format!("officer-{unit}");
    pages.give(&sign_in, "cell_secretary", unit, "2009-01-01", None).await;
    let account = account_of(pages, &sign_in).await.id;
    let one = async |sql: String| house.numbers(&sql).await[0];
    let row = one(format!("select no from unit where code = '{unit}'")).await;
    let entry = one(format!("select no from entry where identity = 'f{place}'")).await;
    let mut tx = pages.web.db.write().await.unwrap();
    let at = pages.clock.read().at();
    tx.execute(
        "insert into task (id, unit_id, year, place, content, product, lead, helpers, planned_no) values ($1, $2, 2026, 1, 'x', 'x', 'x', 'x', $3)",
        &[place.into(), row.into(), entry.into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into paper (id, unit_id, report, period, head, made_at, made_by) values ($1, $2, 'quarter', '2025-Q4', $3, $4, 'x')",
        &[place.into(), row.into(), entry.into(), at.as_str().into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into enterprise (id, tax_code, name, folded, name_key, unit_id, activity, content) values ($1, $2, 'x', 'x', 'x', $3, 'active', 'x')",
        &[place.into(), format!("e-{unit}").into(), row.into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into survey (id, enterprise_id, surveyed_on, outcome, recorded_at, recorded_by, entry_no) values ($1, $1, '2026-01-01', 'refused', $2, 'x', $3)",
        &[place.into(), at.as_str().into(), entry.into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into procedure_case (id, number, procedure, unit_id, opened_on, made_at, made_by, standing, step) \
        values ($1, 'x', 'found_private_cell', $2, '2026-01-01', $3, 'x', 'open', 0)",
        &[place.into(), row.into(), at.as_str().into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into case_event (case_id, place, happened_on, deed, recorded_at, recorded_by) values ($1, 1, '2026-01-01', 'opened', $2, 'x')",
        &[place.into(), at.as_str().into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into campaign (id, unit_id, name, from_on, until_on, made_at, made_by, key) \
        values ($1, $2, 'x', '2026-01-01', '2026-12-31', $3, 'x', $4)",
        &[
            place.into(),
            row.into(),
            at.as_str().into(),
            format!("campaign-{unit}").into(),
        ],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into dialogue (id, unit_id, audience, held_on, entry_no, made_at, made_by, key) \
        values ($1, $2, 'owners', '2026-01-01', $3, $4, 'x', $5)",
        &[
            place.into(),
            row.into(),
            entry.into(),
            at.as_str().into(),
            format!("dialogue-{unit}").into(),
        ],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into matter (id, unit_id, raised_on, content, answerer, made_at, made_by, key) \
        values ($1, $2, '2026-01-01', 'x', 'x', $3, 'x', $4)",
        &[
            place.into(),
            row.into(),
            at.as_str().into(),
            format!("matter-{unit}").into(),
        ],
    )
    .await
    .unwrap();
    let paper = paper_model();
    tx.execute(
        "insert into letter (id, case_id, kind, unit_id, series, number, number_line, dated_on, model, made_at, made_by, key) \
        values ($1, $1, 'decision', $2, '2025-2030', 1, 'x', '2026-01-01', $3, $4, 'x', $5)",
        &[place.into(), row.into(), paper.into(), at.as_str().into(), format!("letter-{unit}").into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into follow_up (id, unit_id, kind, made_on, due_on, reason, figures_on, head, model, made_at, made_by, key) \
        values ($1, $2, 'review', '2026-01-01', '2026-01-10', 'x', '2026-01-01', 1, $3, $4, 'x', $5)",
        &[place.into(), row.into(), paper_model().into(), at.as_str().into(), format!("follow-{unit}").into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into follow_up_receiver (follow_up_id, place, unit_id) values ($1, 1, $2)",
        &[place.into(), row.into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into import_batch (id, sort, file, encoding, as_of, made_at, made_by, accepted, same, held, skipped, unit_id) \
        values ($1, 'enterprises', 'x', 'utf-8', '2026-01-01', $2, 'x', 0, 0, 0, 0, $3)",
        &[place.into(), at.as_str().into(), row.into()],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into upload (id, account_id, unit_id, list, file, content, made_at) values ($1, $2, $3, 'enterprises', 'x', 'x', $4)",
        &[place.into(), account.into(), row.into(), at.as_str().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut top = pages.signed_in("top").await;
    assert_eq!(top.get(&format!("/units/{unit}/viewers")).await.code.as_u16(), 200);
    Things {
        unit,
        entry,
        target: one(format!("select no from target where unit_id = {row}")).await,
        task: place,
        paper: place,
        account,
        role: one(format!("select id from role_held where account_id = {account}")).await,
        line: one("select max(no) from audit".to_owned()).await,
    }
}

fn paper_model() -> String {
    serde_json::to_string(&nennep_documents::samples::report()).unwrap()
}

/// What a role is answered: codes when granted, else one code.
fn expected(role: &Role, route: &Route, is_inside: bool) -> Vec<u16> {
    let has = |deed: Deed| role.deeds.contains(&deed);
    let granted = |is_granted: bool, otherwise: u16| {
        if is_granted { route.4.to_vec() } else { vec![otherwise] }
    };
    match route.2 {
        Guard::Open | Guard::Own => route.4.to_vec(),
        Guard::Somewhere(deed) => granted(has(deed), 404),
        Guard::At(_) | Guard::AtParty(_) | Guard::AtNoLine(_) | Guard::Above(_) if !is_inside => vec![404],
        // Every role of this story is held at the unit itself.
        Guard::Above(_) => vec![403],
        Guard::AtNoLine(deed) => granted(has(deed) && role.lines.is_empty(), 403),
        Guard::At(deed) => granted(has(deed), 403),
        Guard::AtParty(deed) => granted(
            has(deed) && (role.lines.is_empty() || role.lines.contains(&Line::Party)),
            403,
        ),
        Guard::NoLine(deed) => granted(has(deed) && role.lines.is_empty(), 404),
        Guard::HiddenNoLine(deed) => granted(is_inside && has(deed) && role.lines.is_empty(), 404),
        Guard::Hidden(deed) => granted(is_inside && has(deed), 404),
        Guard::Root => vec![if has(Deed::ManageAccounts) { 403 } else { 404 }],
    }
}

async fn every_route_asks_for_its_right(house: &House) {
    let paper = base().facts([
        "f1|2025-10-01|party_org_founded|w1|1",
        "f2|2025-10-01|party_org_founded|w2|1",
    ]);
    let paper = paper.targets([
        "party_org_founded|Ban Chỉ đạo|w1||2026-01-01|2026-12-31|5||1-QĐ|2025-12-20",
        "party_org_founded|Ban Chỉ đạo|w2||2026-01-01|2026-12-31|5||1-QĐ|2025-12-20",
    ]);
    house.take(&paper).await;
    let pages = Pages::of(house);
    // A session of one's own is asked for every time: some of the deeds asked for end sessions.
    pages.give("top", "inspector", "c", "2009-01-01", None).await;
    pages.give("top", "administrator", "c", "2009-01-01", None).await;
    let inside = things(&pages, house, "w1", 1).await;
    let outside = things(&pages, house, "w2", 2).await;
    let mut wrong = Vec::new();
    let mut visitor = pages.visitor();
    for (host, role) in (10..).zip(pages.web.catalogs.roles.iter()) {
        let name = format!("holds-{}", role.code.replace('_', "-"));
        pages.give(&name, &role.code, "w1", "2009-01-01", None).await;
        for route in ROUTES {
            for (things, is_inside) in [(&inside, true), (&outside, false)] {
                let path = things.path(route.1);
                if !is_inside && path == route.1 {
                    continue;
                }
                let mut browser = pages.signed_in(&name).await;
                browser.peer.set_ip([192, 0, 2, host].into());
                let page = match route.0 {
                    "GET" => browser.get(&path).await,
                    _ => browser.post(&path, &fields(route.3)).await,
                };
                let expected = expected(role, route, is_inside);
                if !expected.contains(&page.code.as_u16()) {
                    wrong.push(format!(
                        "{} {} {path}: {}, not {expected:?}",
                        role.code, route.0, page.code
                    ));
                }
            }
        }
    }
    for route in ROUTES.iter().filter(|route| route.2 != Guard::Open) {
        let path = inside.path(route.1);
        let page = match route.0 {
            "GET" => visitor.get(&path).await,
            _ => visitor.post(&path, &fields(route.3)).await,
        };
        let is_sent = page.code.is_redirection() && page.leads_to().starts_with("/sign-in");
        if !is_sent {
            wrong.push(format!("nobody {} {path}: {}", route.0, page.code));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} answers are not as the sheet says:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn fields(form: &str) -> Vec<(&str, &str)> {
    form.split('&').filter_map(|field| field.split_once('=')).collect()
}

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
        writeln!(text, "{:<5}{path:<40}{guard}", route.0).unwrap();
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

/// Reads the paths that features serve out of their sources: a new one without a row here fails.
#[test]
fn every_route_has_a_row() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/features");
    let mut served = BTreeSet::new();
    for feature in std::fs::read_dir(folder).unwrap() {
        let Ok(text) = std::fs::read_to_string(feature.unwrap().path().join("mod.rs")) else {
            continue;
        };
        for call in text.split(".route(").skip(1) {
            let path = call.split(',').next().unwrap().trim();
            served.insert(match path {
                "CALLBACK_PATH" => nennep::web::oidc::CALLBACK_PATH.to_owned(),
                "END_VIEW_PATH" => nennep::web::visit::END_VIEW_PATH.to_owned(),
                path => path.trim_matches('"').to_owned(),
            });
        }
    }
    let shape = |path: &str| -> String {
        let path = path.split('?').next().unwrap();
        let parts = path
            .split('/')
            .map(|part| if part.starts_with('{') { "*" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    let rows: BTreeSet<String> = ROUTES.iter().map(|route| shape(route.1)).collect();
    for path in served {
        let path = shape(&path);
        let fits = |row: &String| {
            let (row, path): (Vec<&str>, Vec<&str>) = (row.split('/').collect(), path.split('/').collect());
            row.len() == path.len() && row.iter().zip(&path).all(|(one, other)| one == other || *other == "*")
        };
        assert!(rows.iter().any(fits), "{path} has no row in ROUTES");
    }
}
