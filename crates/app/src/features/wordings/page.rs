//! Pages of wordings: the list of a committee, the editor with its proof, and the proof alone while somebody types.

use axum::extract::{Form, Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use nennep_core::register::UnitIndex;
use nennep_core::reports::ReportKind;
use nennep_core::text::whole;
use nennep_documents::blocks::{Block, Run};

use super::act;
use super::form::{self, Edited};
use super::view::{Proof, model, over, paper_of};
use crate::store::{Deed, KeptWording, wording_versions, wordings_of};
use crate::web::bar::period_words;
use crate::web::errors::{WebError, percent, show as render, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, FieldMaker, Group, Shape, Typed, fault_lines, sentence};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::pages::ListPage;
use crate::web::reports::{Papers, Shown};
use crate::web::shell::{Crumb, Shell};
use crate::web::table::{Cell, Column, list as listing_of};
use crate::web::visit::Visit;
use crate::web::words::Words;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "wordings/edit.html")]
struct EditPage {
    shell: Shell,
    name: String,
    unit: String,
    seen: i64,
    /// Where its words come from.
    sum: String,
    /// Whether the committee itself has such words, which it may take back.
    is_own: bool,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
    proof: Proof,
    versions: Vec<String>,
    /// What a wording may ask: how it is typed, and what it gives.
    helps: Vec<(String, String)>,
    /// Indicators: code and name.
    indicators: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "wordings/proof.html")]
struct ProofPart {
    words: Words,
    proof: Proof,
}

/// What a wording may ask, in the order of the help.
const HELPS: [&str; 13] = [
    "cau",
    "so",
    "co",
    "co_trong",
    "ten",
    "hua",
    "duoi",
    "con_thieu",
    "chua_co",
    "cham",
    "im_lang",
    "values",
    "include",
];

/// Finds the committee a page is about.
fn unit_of(visit: &Visit, code: &str) -> Result<UnitIndex, WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let home = visit.home_code().unwrap_or_default();
    let code = if code.is_empty() { home.as_str() } else { code };
    let unit = visit.scope.unit(&visit.book().tree, code).ok_or(WebError::NotFound)?;
    visit.needs(Deed::MakePapers, unit)?;
    Ok(unit)
}

fn number_of(visit: &Visit, unit: UnitIndex) -> i64 {
    visit.book().tree.unit(unit).id.0
}

/// The committee and those above it, the nearest first.
fn upward(visit: &Visit, unit: UnitIndex) -> Vec<UnitIndex> {
    let mut chain = visit.book().tree.ancestors_on(unit, visit.now.today());
    chain.push(unit);
    chain.reverse();
    chain
}

/// Says where the words of a name come from for a committee.
fn source_of(visit: &Visit, unit: UnitIndex, nearest: Option<&KeptWording>) -> String {
    let tree = &visit.book().tree;
    match nearest {
        None => visit.words.say("wordings-ours"),
        Some(kept) if kept.unit == number_of(visit, unit) => visit.words.say("wordings-own"),
        Some(kept) => {
            let above = tree.index_of(nennep_core::register::UnitId(kept.unit));
            let name = above.map_or("", |above| tree.name_on(above, visit.now.today()));
            visit.words.with("wordings-of", "unit", name)
        }
    }
}

fn nearest<'a>(
    visit: &Visit,
    chain: &[UnitIndex],
    kept: &'a std::collections::BTreeMap<(i64, String), KeptWording>,
    name: &str,
) -> Option<&'a KeptWording> {
    let of = |unit: &UnitIndex| kept.get(&(number_of(visit, *unit), name.to_owned()));
    chain.iter().filter_map(of).find(|kept| kept.words.is_some())
}

pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    let query = ListQuery::read(&pairs, kept_size(&headers));
    let unit = unit_of(&visit, Typed::of(pairs).get("unit"))?;
    let chain = upward(&visit, unit);
    let mut tx = visit.house.db.read().await?;
    let numbers: Vec<i64> = chain.iter().map(|unit| number_of(&visit, *unit)).collect();
    let kept = wordings_of(&mut tx, &numbers).await?;
    tx.rollback().await?;
    let papers = Papers::embedded().map_err(anyhow::Error::new)?;
    let kinds = ReportKind::ALL.iter().map(|kind| kind.code().to_owned());
    let names: Vec<String> = kinds.chain(papers.parts().keys().cloned()).collect();
    let words = visit.words;
    let code = &visit.book().tree.unit(unit).code;
    let rows: Vec<_> = names
        .iter()
        .map(|name| {
            let found = nearest(&visit, &chain, &kept, name);
            let saved = found.map(|kept| words.instant(&kept.made_at)).unwrap_or_default();
            vec![
                Cell::text(name_words(&words, name)).to(format!("/wordings/{name}?unit={}", percent(code))),
                Cell::text(source_of(&visit, unit, found)),
                Cell::text(found.map(|kept| kept.made_by.clone()).unwrap_or_default()),
                Cell::text(saved),
            ]
        })
        .collect();
    let columns = [
        Column::text("name", words.say("wordings-name")),
        Column::text("source", words.say("wordings-source")),
        Column::text("who", words.say("wordings-who")),
        Column::text("when", words.say("wordings-when")),
    ];
    let sum = words.fill(
        "wordings-sum",
        &[
            ("count", whole(names.len())),
            ("unit", visit.book().tree.name_on(unit, visit.now.today()).to_owned()),
        ],
    );
    let mut listing = listing_of("/wordings", &columns, rows, &query);
    listing.export.clear();
    let page = ListPage {
        shell: Shell::of(&visit, words.say("wordings-title")).about(&visit, unit),
        sum,
        listing,
        is_empty: false,
        actions: Vec::new(),
        none: (String::new(), String::new()),
    };
    Ok(keeping_size(render(&page)?, &query))
}

fn name_words(words: &Words, name: &str) -> String {
    match ReportKind::of(name) {
        Some(_) => words.keyed("papers-kind", name, ""),
        None => words.keyed("wordings-part", name, ""),
    }
}

/// Reads what a request is about: the committee, what is edited, and what it is said with now.
async fn about(visit: &Visit, name: &str, code: &str) -> Result<(UnitIndex, Edited, Papers), WebError> {
    let unit = unit_of(visit, code)?;
    let mut tx = visit.house.db.read().await?;
    let papers = Papers::of(&mut tx, &visit.book().tree, unit, visit.now.today()).await?;
    tx.rollback().await?;
    let edited = Edited::of(name, &papers).ok_or(WebError::NotFound)?;
    Ok((unit, edited, papers))
}

pub(super) async fn edit(
    visit: Visit,
    Path(name): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of(pairs);
    let (unit, edited, papers) = about(&visit, &name, typed.get("unit")).await?;
    match &edited {
        Edited::Kind(kind) => {
            let wording = papers.wording(*kind);
            typed.suggest("opening", wording.opening.clone());
            typed.suggest("summary", wording.summary.join("\n"));
            typed.suggest("recipients", wording.recipients.join("\n"));
            typed.suggest("words", wording.text.trim().to_owned());
        }
        Edited::Part(part) => {
            let text = papers.parts().get(part).map(|text| text.trim().to_owned());
            typed.suggest("words", text.unwrap_or_default());
        }
    }
    let page = edit_page(&visit, unit, &edited, papers, (&typed, &[])).await?;
    render(&page)
}

/// What a wording comes to, and what is wrong with it.
async fn proved(
    visit: &Visit,
    unit: UnitIndex,
    edited: &Edited,
    papers: Papers,
    typed: &Typed,
) -> Result<(Proof, Vec<Fault>), WebError> {
    let period = match form::period(visit, &papers, edited, typed) {
        Ok(period) => period,
        Err(fault) => {
            let proof = Proof {
                shown: None,
                wrong: vec![sentence(&visit.words, &fault)],
                about: String::new(),
            };
            return Ok((proof, vec![fault]));
        }
    };
    let model = model(visit, unit, edited, period, &papers).await?;
    let wording = form::wording(edited, number_of(visit, unit), typed);
    let papers = over(papers, &wording);
    let faults = form::faults((edited, &wording), &papers, &model, &visit.house.catalogs.indicators);
    let paper = if faults.is_empty() {
        paper_of(&papers, &model)
    } else {
        None
    };
    let proof = Proof {
        shown: paper.map(|paper| Shown {
            paper,
            head: model.head,
        }),
        wrong: faults.iter().map(|fault| sentence(&visit.words, fault)).collect(),
        about: visit.words.fill(
            "wordings-proof-of",
            &[
                ("unit", model.unit_name.clone()),
                ("period", period_words(&visit.words, period)),
            ],
        ),
    };
    Ok((proof, faults))
}

async fn edit_page(
    visit: &Visit,
    unit: UnitIndex,
    edited: &Edited,
    papers: Papers,
    (typed, faults): (&Typed, &[Fault]),
) -> Result<EditPage, WebError> {
    let words = visit.words;
    let name = edited.name();
    let chain = upward(visit, unit);
    let numbers: Vec<i64> = chain.iter().map(|unit| number_of(visit, *unit)).collect();
    let mut tx = visit.house.db.read().await?;
    let kept = wordings_of(&mut tx, &numbers).await?;
    let versions = wording_versions(&mut tx, number_of(visit, unit), name).await?;
    tx.rollback().await?;
    let found = nearest(visit, &chain, &kept, name);
    let (proof, _) = proved(visit, unit, edited, papers, typed).await?;
    let make = FieldMaker::new(&words, "wordings", typed, faults);
    let mut fields = Vec::new();
    if edited.is_kind() {
        fields.extend([make.field("summary", Shape::Area), make.field("opening", Shape::Line)]);
    }
    fields.push(make.field("words", Shape::List));
    if edited.is_kind() {
        fields.push(make.field("recipients", Shape::Area));
    }
    let groups = vec![
        Group { legend: None, fields },
        Group {
            legend: Some(words.say("wordings-proof")),
            fields: vec![make.optional("period", Shape::Line)],
        },
    ];
    let mut shell = Shell::of(visit, name_words(&words, name)).about(visit, unit);
    let code = visit.book().tree.unit(unit).code.clone();
    shell.crumbs.insert(
        0,
        Crumb {
            label: words.say("wordings-title"),
            href: format!("/wordings?unit={}", percent(&code)),
        },
    );
    let catalog = &visit.house.catalogs.indicators;
    Ok(EditPage {
        name: name.to_owned(),
        unit: code,
        seen: versions.first().map_or(0, |kept| kept.id),
        sum: source_of(visit, unit, found),
        is_own: versions.first().is_some_and(|kept| kept.words.is_some()),
        faults: fault_lines(&words, &groups, faults),
        groups,
        proof,
        versions: versions
            .iter()
            .map(|kept| {
                let key = if kept.words.is_some() {
                    "paper-text-saved"
                } else {
                    "paper-text-taken-back"
                };
                let when = words.instant(&kept.made_at);
                words.fill(key, &[("who", kept.made_by.clone()), ("when", when)])
            })
            .collect(),
        helps: HELPS
            .iter()
            .map(|help| {
                (
                    words.keyed("wordings-help", help, "typed"),
                    words.keyed("wordings-help", help, ""),
                )
            })
            .collect(),
        indicators: catalog
            .indicators()
            .iter()
            .map(|indicator| (indicator.code.clone(), indicator.name_vi.clone()))
            .collect(),
        shell,
    })
}

/// Saves a wording nothing is wrong with.
pub(super) async fn save(
    visit: Visit,
    Path(name): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let typed = Typed::of(pairs);
    let (unit, edited, papers) = about(&visit, &name, typed.get("unit")).await?;
    let wording = form::wording(&edited, number_of(&visit, unit), &typed);
    let (_, faults) = proved(&visit, unit, &edited, papers, &typed).await?;
    let outcome = if faults.is_empty() {
        act::save(&visit, &wording, typed.get("seen").parse().unwrap_or(0)).await
    } else {
        Err(WebError::Faulty(faults))
    };
    match outcome {
        Ok(()) => Ok(back(&visit, unit, &edited)),
        Err(WebError::Faulty(faults)) => {
            let (unit, edited, papers) = about(&visit, &name, typed.get("unit")).await?;
            show_faulty(&edit_page(&visit, unit, &edited, papers, (&typed, &faults)).await?)
        }
        Err(other) => Err(other),
    }
}

fn back(visit: &Visit, unit: UnitIndex, edited: &Edited) -> Response {
    let code = percent(&visit.book().tree.unit(unit).code);
    Redirect::to(&format!("/wordings/{}?unit={code}", edited.name())).into_response()
}

/// Goes back to how it is said above.
pub(super) async fn withdraw(
    visit: Visit,
    Path(name): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let typed = Typed::of(pairs);
    let (unit, edited, _) = about(&visit, &name, typed.get("unit")).await?;
    let nothing = KeptWording {
        unit: number_of(&visit, unit),
        name: edited.name().to_owned(),
        ..KeptWording::default()
    };
    act::save(&visit, &nothing, typed.get("seen").parse().unwrap_or(0)).await?;
    Ok(back(&visit, unit, &edited))
}

/// Shows what a wording comes to while it is typed; nothing is kept.
pub(super) async fn proof(
    visit: Visit,
    Path(name): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let typed = Typed::of(pairs);
    let (unit, edited, papers) = about(&visit, &name, typed.get("unit")).await?;
    let (proof, _) = proved(&visit, unit, &edited, papers, &typed).await?;
    render(&ProofPart {
        words: visit.words,
        proof,
    })
}
