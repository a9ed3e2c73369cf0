//! Papers that were made, and the words officers gave them.

use nennep_core::calendar::{Day, Period};
use nennep_core::reports::{ReportKind, Signer};

use super::{Act, Row, SIGNED_NUMBER, StoreError, Tx, Value, next_id};

/// Says which paper is asked for, in a form that can be kept and made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperAsked {
    /// The unit, by its number in the book.
    pub unit: i64,
    /// Which report.
    pub report: ReportKind,
    /// The period.
    pub period: Period,
    /// Day of the paper; the last day of the period when left out.
    pub dated: Option<Day>,
    /// Number of the paper.
    pub number: Option<String>,
    /// Who signs.
    pub signer: Option<Signer>,
    /// The paper a review looks back on, as it is cited.
    pub basis: Option<String>,
    /// The report whose figures a paper of the same conference says.
    pub figures_of: Option<i64>,
    /// Last entry the paper knows.
    pub head: i64,
}

/// Holds one paper that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadePaper {
    /// Its number among papers.
    pub id: i64,
    /// What was asked for.
    pub asking: PaperAsked,
    /// The instant it was made.
    pub made_at: String,
    /// Name of who made it.
    pub made_by: String,
    /// Whether its number was cancelled.
    pub is_cancelled: bool,
}

/// Keeps a paper that is asked for; gives its number.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn keep_paper(act: &mut Act, asking: &PaperAsked) -> Result<i64, StoreError> {
    let (made_at, made_by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let tx = act.tx();
    let id = next_id(tx, "paper").await?;
    let values: Vec<Value> = vec![
        id.into(),
        asking.unit.into(),
        asking.report.code().into(),
        asking.period.to_string().into(),
        asking.dated.map(|day| day.to_string()).into(),
        asking.number.clone().into(),
        asking.signer.as_ref().map(|signer| signer.title.clone()).into(),
        asking.signer.as_ref().map(|signer| signer.name.clone()).into(),
        asking.head.into(),
        made_at.into(),
        made_by.into(),
        asking.basis.clone().into(),
        asking.figures_of.into(),
    ];
    tx.execute(
        "insert into paper (id, unit_id, report, period, dated_on, number, signer_title, signer_name, head, made_at, made_by, \
        basis, figures_of) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        &values,
    )
    .await?;
    Ok(id)
}

fn papers() -> String {
    format!(
        "select p.id, p.unit_id, p.report, p.period, p.dated_on, coalesce({SIGNED_NUMBER}, p.number), p.signer_title, p.signer_name, \
        p.head, p.made_at, coalesce(a.name, p.made_by), p.basis, p.figures_of, c.reason from paper p left join account a on a.sign_in = p.made_by left join signing s on s.paper_id = p.id \
        left join signing_cancelled c on c.paper_id = p.id"
    )
}

/// Finds a paper by its number; whose scope it lies in is asked by the page.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn find_any_paper(tx: &mut Tx, id: i64) -> Result<Option<MadePaper>, StoreError> {
    let sql = format!("{} where p.id = $1", papers());
    tx.row(&sql, &[id.into()]).await?.map(|row| made(&row)).transpose()
}

/// Lists all papers, the newest first; whose scope each lies in is asked by the page.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn list_any_papers(tx: &mut Tx) -> Result<Vec<MadePaper>, StoreError> {
    let sql = format!("{} order by p.id desc", papers());
    tx.rows(&sql, &[]).await?.iter().map(made).collect()
}

/// Lists the papers that say the figures of a report; their unit is the report's.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn list_companions(tx: &mut Tx, report: i64) -> Result<Vec<MadePaper>, StoreError> {
    let sql = format!("{} where p.figures_of = $1 order by p.id", papers());
    tx.rows(&sql, &[report.into()]).await?.iter().map(made).collect()
}

fn made(row: &Row) -> Result<MadePaper, StoreError> {
    let id = row.int(0)?;
    let bad = |column| StoreError::BadRow {
        table: "paper",
        no: id,
        column,
    };
    let signer = row.optional_text(6)?.zip(row.optional_text(7)?);
    Ok(MadePaper {
        id,
        asking: PaperAsked {
            unit: row.int(1)?,
            report: ReportKind::of(&row.text(2)?).ok_or(bad("report"))?,
            period: kept_period(&row.text(3)?).ok_or(bad("period"))?,
            dated: row.optional_text(4)?.and_then(|day| day.parse().ok()),
            number: row.optional_text(5)?,
            signer: signer.map(|(title, name)| Signer { title, name }),
            head: row.int(8)?,
            basis: row.optional_text(11)?,
            figures_of: row.optional_int(12)?,
        },
        made_at: row.text(9)?,
        made_by: row.text(10)?,
        is_cancelled: row.optional_text(13)?.is_some(),
    })
}

/// Reads a period as it is kept: one of the shapes, or two days with two points between.
pub(super) fn kept_period(text: &str) -> Option<Period> {
    let days = text.split_once("..").map(|(from, to)| (from.parse(), to.parse()));
    match days {
        Some((Ok(from), Ok(to))) => Period::range(from, to).ok(),
        Some(_) | None => text.parse().ok(),
    }
}

/// Holds the words an officer gave one paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperText {
    /// 1 for the first saving.
    pub place: i64,
    /// The words, with fenced numbers; none where the wording says the paper again.
    pub words: Option<String>,
    /// The instant they were saved.
    pub made_at: String,
    /// Name of who saved them.
    pub made_by: String,
}

/// Lists the words a paper was given, the newest first.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn texts_of(tx: &mut Tx, paper: i64) -> Result<Vec<PaperText>, StoreError> {
    let sql = "select t.place, t.words, t.made_at, coalesce(a.name, t.made_by) from paper_text t \
        left join account a on a.sign_in = t.made_by where t.paper_id = $1 order by t.place desc";
    let text = |row: &Row| {
        Ok(PaperText {
            place: row.int(0)?,
            words: row.optional_text(1)?,
            made_at: row.text(2)?,
            made_by: row.text(3)?,
        })
    };
    tx.rows(sql, &[paper.into()]).await?.iter().map(text).collect()
}

/// Keeps the words of a paper as its newest; gives their place.
///
/// # Errors
/// When the database refuses.
pub async fn keep_text(act: &mut Act, paper: i64, words: Option<&str>) -> Result<i64, StoreError> {
    let (made_at, made_by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let tx = act.tx();
    let last = texts_of(tx, paper).await?.first().map_or(0, |text| text.place);
    let values: Vec<Value> = vec![
        paper.into(),
        (last + 1).into(),
        words.map(str::to_owned).into(),
        made_at.into(),
        made_by.into(),
    ];
    let sql = "insert into paper_text (paper_id, place, words, made_at, made_by) values ($1, $2, $3, $4, $5)";
    tx.execute(sql, &values).await?;
    Ok(last + 1)
}
