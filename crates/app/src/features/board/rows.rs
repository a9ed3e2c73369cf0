//! What a board reads besides figures: what is late or waits, enterprises nobody surveyed, entries that came late.

use nennep_core::calendar::Day;
use nennep_core::progress::{FigureSet, Percent, percent};
use nennep_core::register::UnitIndex;

use super::act::{Scene, len};
use super::record::Owing;
use super::view::{Card, TargetRow};
use crate::store::{Row, STEP_WAITS, StoreError, Tx, VISITED, Value};
use crate::web::errors::{WebError, percent as encoded};

/// Holds a part and the whole it is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) part: i64,
    pub(super) whole: i64,
}

/// Counts the year's tasks that are past their day and not done, of all.
pub(super) async fn late_tasks(tx: &mut Tx, units: &[i64], year: i32, today: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when done_no is null and due_on < $1 then 1 else 0 end), 0), count(*) \
        from task where year = $2";
    share(
        tx,
        sql,
        "unit_id",
        units,
        &[today.to_string().into(), i64::from(year).into()],
    )
    .await
}

/// Counts the enterprises to be visited that no survey names, of all.
pub(super) async fn never_surveyed(tx: &mut Tx, units: &[i64]) -> Result<Share, StoreError> {
    let sql = format!(
        "select coalesce(sum(case when not exists (select 1 from fact f where f.enterprise = p.tax_code \
        and f.fact = 'enterprise_surveyed' and not exists (select 1 from reversal r where r.fact_no = f.no)) \
        then 1 else 0 end), 0), count(*) from enterprise p where {VISITED}"
    );
    share(tx, &sql, "p.unit_id", units, &[]).await
}

/// Counts the facts recorded by hand since an instant for days before the period, of all so recorded since; what an import
/// carried in from before the records is no news. The trail knows what was recorded by hand, and its index keeps a whole
/// import out of the count.
pub(super) async fn came_late(tx: &mut Tx, units: &[i64], since_at: &str, first_on: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when e.happened_on < $1 then 1 else 0 end), 0), count(*) \
        from audit a join entry e on e.no = cast(a.subject as bigint) where a.deed = 'fact-recorded' and a.at >= $2";
    let values = [first_on.to_string().into(), since_at.into()];
    share(tx, sql, "a.unit_id", units, &values).await
}

/// Counts the open cases of which a step is past its day, of all open ones; none is late while another body has the file.
pub(super) async fn late_cases(tx: &mut Tx, units: &[i64], today: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when due_on < $1 then 1 else 0 end), 0), count(*) \
        from procedure_case where standing in ('open', 'out')";
    share(tx, sql, "unit_id", units, &[today.to_string().into()]).await
}

/// Counts the next steps of surveys whose day has passed and that nobody took up, of all that wait.
pub(super) async fn due_steps(tx: &mut Tx, units: &[i64], today: Day) -> Result<Share, StoreError> {
    let sql = format!(
        "select coalesce(sum(case when s.next_on < $1 then 1 else 0 end), 0), count(*) \
        from survey s join enterprise p on p.id = s.enterprise_id left join reversal r on r.fact_no = s.entry_no \
        where s.next_on is not null and r.no is null and {STEP_WAITS}"
    );
    share(tx, &sql, "p.unit_id", units, &[today.to_string().into()]).await
}

/// Counts the visits of running campaigns past their day that were not made, of all visits of running campaigns.
pub(super) async fn late_visits(tx: &mut Tx, units: &[i64], today: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when c.until_on < $1 and (s.id is null or r.no is not null) then 1 else 0 end), 0), \
        count(*) from campaign c join campaign_part p on p.campaign_id = c.id left join survey s on s.id = p.survey_id \
        left join reversal r on r.fact_no = s.entry_no where c.closed_at is null";
    share(tx, sql, "c.unit_id", units, &[today.to_string().into()]).await
}

/// Counts the difficulties and proposals whose answer is past its day, of all not answered.
pub(super) async fn late_matters(tx: &mut Tx, units: &[i64], today: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when due_on < $1 then 1 else 0 end), 0), count(*) \
        from matter where answered_on is null";
    share(tx, sql, "unit_id", units, &[today.to_string().into()]).await
}

/// Sums both numbers over the units, some at a time: an engine takes only so long a list.
async fn share(
    tx: &mut Tx,
    sql: &str,
    column: &'static str,
    units: &[i64],
    values: &[Value],
) -> Result<Share, StoreError> {
    let mut sum = Share::default();
    for some in units.chunks(500) {
        let first = values.len() + 1;
        let places: Vec<String> = (first..first + some.len()).map(|place| format!("${place}")).collect();
        let values: Vec<Value> = values
            .iter()
            .cloned()
            .chain(some.iter().map(|unit| (*unit).into()))
            .collect();
        let sql = format!("{sql} and {column} in ({})", places.join(", "));
        if let Some(row) = tx.row(&sql, &values).await? {
            let one = read(&row)?;
            sum.part += one.part;
            sum.whole += one.whole;
        }
    }
    Ok(sum)
}

fn read(row: &Row) -> Result<Share, StoreError> {
    Ok(Share {
        part: row.int(0)?,
        whole: row.int(1)?,
    })
}

/// Cards a board shows; what comes after has its own page.
const CARDS_MAX: usize = 6;

/// Seconds back in which a late entry is news.
const NEWS_SECONDS: i64 = 30 * 24 * 3600;

impl Scene<'_> {
    /// What calls for a deed, the first first; at most as many as a glance takes in.
    pub(super) async fn cards(
        &self,
        tx: &mut Tx,
        set: &FigureSet,
        targets: &[TargetRow],
        (children, owing): (&[UnitIndex], &Owing),
    ) -> Result<Vec<Card>, WebError> {
        let targets: Vec<&TargetRow> = targets.iter().filter(|row| !row.is_of_seat).collect();
        let whole = len(targets.len());
        let share = |wanted: &dyn Fn(&TargetRow) -> bool| Share {
            part: len(targets.iter().filter(|row| wanted(row)).count()),
            whole,
        };
        let units: Vec<i64> = {
            let tree = &self.figures.book().tree;
            let inside = self.figures.planner().placement(self.asked.to).inside(self.asked.unit);
            inside.members().map(|unit| tree.unit(unit).id.0).collect()
        };
        let year = self.asked.to.year();
        let late = late_tasks(tx, &units, year, self.visit.now.today()).await?;
        let unsurveyed = never_surveyed(tx, &units).await?;
        let news = came_late(tx, &units, &self.visit.now.at_plus(-NEWS_SECONDS), self.asked.from).await?;
        let silent = if owing.asks() {
            (Share::default(), String::new())
        } else {
            self.silent(children)
        };
        let calendar = |code: &str| format!("/submissions?unit={}&period={}", encoded(code), self.bar.period);
        let (own, unsubmitted, changed) = (owing.own(), owing.unsubmitted(), owing.changed());
        let (escalated, superiors, first) = owing.escalated(self.visit);
        let told_of = first.unwrap_or_else(|| self.code.clone());
        let claims: Vec<_> = set.figures.iter().flat_map(|figure| &figure.claims).collect();
        let apart = Share {
            part: len(claims
                .iter()
                .filter(|claim| claim.difference.is_some_and(|by| by != 0))
                .count()),
            whole: len(claims.len()),
        };
        let code = encoded(&self.code);
        let record = format!("/facts/new?unit={code}");
        let elapsed = percent(
            i64::from(self.day().ordinal() - Day::new(year, 1, 1).unwrap_or(self.day()).ordinal()) + 1,
            if Day::new(year, 2, 29).is_some() { 366 } else { 365 },
        );
        let elapsed = elapsed.map_or(0, Percent::whole_percent).to_string();
        let today = self.visit.now.today();
        let (cases, steps) = (
            late_cases(tx, &units, today).await?,
            due_steps(tx, &units, today).await?,
        );
        let (visits, matters) = (
            late_visits(tx, &units, today).await?,
            late_matters(tx, &units, today).await?,
        );
        // What it is, how many of how many, what is told besides, where it leads, and whether it is late.
        let offers = [
            (
                "late",
                self.at_risk(whole),
                self.at_risk_words(elapsed),
                self.shortfalls(),
                true,
            ),
            ("own", own.0, own.1, calendar(&self.code), true),
            ("unsubmitted", unsubmitted.0, unsubmitted.1, calendar(&self.code), true),
            ("escalated", escalated, superiors, calendar(&told_of), true),
            (
                "changed",
                changed.0,
                changed.1,
                format!("{}&state=changed", calendar(&self.code)),
                true,
            ),
            ("missing", share(&|row| row.is_missing), String::new(), record, false),
            ("silent", silent.0, silent.1, "#units".to_owned(), false),
            (
                "tasks",
                late,
                String::new(),
                format!("/tasks?unit={code}&year={year}&state=late"),
                true,
            ),
            ("cases", cases, String::new(), "/cases?sort=due".to_owned(), true),
            ("steps", steps, String::new(), "/surveys#due".to_owned(), true),
            ("visits", visits, String::new(), "/campaigns".to_owned(), true),
            ("matters", matters, String::new(), "/matters".to_owned(), true),
            (
                "surveys",
                unsurveyed,
                String::new(),
                format!("/campaigns/new?unit={code}"),
                false,
            ),
            ("claims", apart, String::new(), "#claims".to_owned(), false),
            (
                "news",
                news,
                String::new(),
                format!("/entries?unit={code}&until={}", self.asked.from.previous()),
                false,
            ),
        ];
        Ok(offers
            .into_iter()
            .filter_map(|(kind, share, detail, href, is_late)| {
                let card = self.card(kind, share, &detail, href)?;
                Some(Card { is_late, ..card })
            })
            .take(CARDS_MAX)
            .collect())
    }
}
