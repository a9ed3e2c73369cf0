//! Roles × deeds × scope: every route asked by every role inside and outside its scope.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nennep::store::{Deed, Role};
use nennep_core::register::Line;

use super::policy_routes::{Guard, ROUTES, Route};
use super::sessions::{account_of, base};
use crate::common::House;
use crate::common::browser::Pages;
use crate::common::forms::docx_of;

stories! { every_route_asks_for_its_right }

/// What stands for the places in a path or a form, inside and outside the ward.
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
    fn put_into(&self, pattern: &str) -> String {
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
            .replace("{form}", &self.task.to_string())
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
    let form = STANDARD.encode(docx_of(&["{don_vi}"]));
    tx.execute(
        "insert into report_form (id, unit_id, name, file_name, content, bytes, made_at, made_by) values ($1, $2, 'x', 'x', $3, $4, $5, 'x')",
        &[place.into(), row.into(), "0".repeat(64).into(), form.into(), at.as_str().into()],
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
                let (path, form) = (things.put_into(route.1), things.put_into(route.3));
                if !is_inside && path == route.1 && form == route.3 {
                    continue;
                }
                let mut browser = pages.signed_in(&name).await;
                browser.peer.set_ip([192, 0, 2, host].into());
                let page = match route.0 {
                    "GET" => browser.get(&path).await,
                    _ => browser.post(&path, &fields(&form)).await,
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
        let (path, form) = (inside.put_into(route.1), inside.put_into(route.3));
        let page = match route.0 {
            "GET" => visitor.get(&path).await,
            _ => visitor.post(&path, &fields(&form)).await,
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
