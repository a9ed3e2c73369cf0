//! The page that takes a report and shows what was read in it.

use axum::extract::{Query, Request};
use axum::response::Response;
use nennep_core::checker::read;
use nennep_core::text::{date_short, whole};

use super::act::{compare, put};
use super::form;
use super::record::Checked;
use super::view::{self, Doubt, Piece, Row};
use crate::store::{Deed, Figures, Source};
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, Group, Typed, fault_lines, sentence};
use crate::web::shell::{Crumb, Shell};
use crate::web::upload::uploaded;
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "checks/form.html")]
struct FormPage {
    shell: Shell,
    faults: Vec<FaultLine>,
    file_faults: String,
    groups: Vec<Group>,
}

#[derive(askama::Template)]
#[template(path = "checks/result.html")]
struct ResultPage {
    shell: Shell,
    sum: String,
    against: String,
    doubts: Vec<Doubt>,
    rows: Vec<Row>,
    lines: Vec<Vec<Piece>>,
}

/// Asks for a report.
pub(super) async fn ask(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    show(&form_page(&visit, &Typed::of(pairs), &[]))
}

fn form_page(visit: &Visit, typed: &Typed, faults: &[Fault]) -> FormPage {
    let groups = form::groups(visit, typed, faults);
    let of_file = faults.iter().filter(|fault| fault.column.as_deref() == Some("file"));
    let file_faults: Vec<String> = of_file.map(|fault| sentence(&visit.words, fault)).collect();
    let file_faults = file_faults.join(" ");
    let mut lines = fault_lines(&visit.words, &groups, faults);
    for (line, fault) in lines.iter_mut().zip(faults) {
        if fault.column.as_deref() == Some("file") {
            line.href = Some("#f-file".to_owned());
        }
    }
    FormPage {
        shell: Shell::of(visit, visit.words.say("checks")),
        faults: lines,
        file_faults,
        groups,
    }
}

/// Reads a report and shows what is in it. The report is not kept.
pub(super) async fn look(visit: Visit, request: Request) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let sent = uploaded(request).await;
    let typed = Typed::of(sent.fields.clone());
    // Reading takes the processor for itself, so it is done where requests do not wait for it.
    let (house, asked_of) = (visit.house.clone(), typed.clone());
    let reading = tokio::task::spawn_blocking(move || {
        let text = form::text(&sent, &asked_of)?;
        let reading = read(&house.catalogs.phrases, &text.words);
        Ok::<_, Vec<Fault>>((text, reading))
    });
    let (text, reading) = match reading.await.map_err(anyhow::Error::new)? {
        Ok(read) => read,
        Err(faults) => return show_faulty(&form_page(&visit, &typed, &faults)),
    };
    let catalog = &visit.house.catalogs.indicators;
    let Some(question) = form::question(&typed) else {
        let checked = put(&reading, &text.words, &visit.words);
        return result(&visit, &text, &checked, String::new());
    };
    visit.unit(&question.unit)?;
    let asked = match question.asked(visit.book(), catalog) {
        Ok(asked) => asked,
        Err(faults) => {
            let faults: Vec<Fault> = faults.into_iter().map(at_field).collect();
            return show_faulty(&form_page(&visit, &typed, &faults));
        }
    };
    let figures = Figures::new(visit.book(), catalog);
    let mut source = Source::Tally(&visit.snapshot.tally);
    let checked = compare(&figures, &mut source, &asked, (&reading, &text.words), &visit.words).await?;
    let name = visit.book().tree.name_on(asked.unit, asked.to);
    let against = visit.words.fill(
        "check-against",
        &[
            ("unit", name.to_owned()),
            ("from", date_short(asked.from)),
            ("to", date_short(asked.to)),
        ],
    );
    result(&visit, &text, &checked, against)
}

fn at_field(fault: Fault) -> Fault {
    let field = fault.column.clone().unwrap_or_default();
    fault.in_field(&field)
}

fn result(visit: &Visit, text: &form::Text, checked: &Checked, against: String) -> Result<Response, WebError> {
    let rows = view::rows(checked, &visit.house.catalogs.indicators, &visit.words);
    let title = if text.name.is_empty() {
        visit.words.say("check-typed")
    } else {
        text.name.clone()
    };
    let mut shell = Shell::of(visit, title);
    shell.crumbs.push(Crumb {
        label: visit.words.say("checks"),
        href: "/checks".to_owned(),
    });
    show(&ResultPage {
        sum: visit.words.fill(
            "check-sum",
            &[
                ("figures", whole(rows.len())),
                ("doubts", whole(checked.findings.len())),
            ],
        ),
        against,
        doubts: view::doubts(checked, &visit.words),
        lines: view::lines(&text.words, checked, &rows),
        rows,
        shell,
    })
}
