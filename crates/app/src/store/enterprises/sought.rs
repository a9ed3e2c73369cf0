//! Reading the list of enterprises: some of it, in an order, from a place on; or what fits words, the nearest first.

use nennep_core::calendar::Day;
use nennep_core::ledger::HostKind;

use super::within::Within;
use crate::store::{Row, StoreError, Tx, Value};

/// Enterprises up to which a search reads and counts; whoever wants fewer writes more.
pub const SOUGHT_MAX: usize = 500;

/// Rows up to which a list is counted exactly.
pub const COUNTED_MAX: i64 = 10_000;

/// Letters by which the index of names finds.
const LETTERS_FOUND: usize = 3;

/// Digits of a phone number that is sought whole.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 9..=11;

/// Names what a list is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// By name, as a Vietnamese reader has it.
    #[default]
    Name,
    /// By tax code.
    Code,
    /// By workers; those not counted are the fewest.
    Workers,
}

impl Order {
    fn column(self) -> &'static str {
        match self {
            Order::Name => "name_key",
            Order::Code => "tax_code",
            Order::Workers => "coalesce(seen_workers, workers, -1)",
        }
    }

    fn key(self, row: &ListRow) -> Value {
        match self {
            Order::Name => row.name_key.as_str().into(),
            Order::Code => row.tax_code.as_str().into(),
            Order::Workers => row.workers.unwrap_or(-1).into(),
        }
    }
}

/// Says which enterprises are asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Of which units.
    pub within: Within,
    /// Of this kind alone.
    pub kind: Option<HostKind>,
    /// Of this activity alone.
    pub activity: Option<&'static str>,
    /// With at least so many workers.
    pub workers_min: Option<i64>,
    /// With at least one Party member; or with none.
    pub has_members: Option<bool>,
    /// Those alone that wait for a kind or a committee.
    pub is_waiting: bool,
    /// By what.
    pub order: Order,
    /// Whether the last comes first.
    pub is_descending: bool,
}

/// Says where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// At the first.
    Start,
    /// After the enterprise of this number.
    After(i64),
    /// Before it.
    Before(i64),
}

/// Holds an enterprise as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Its number in the list.
    pub id: i64,
    /// Its tax code.
    pub tax_code: String,
    /// Its name.
    pub name: String,
    name_key: String,
    /// Its kind; nobody has told it when absent.
    pub kind: Option<HostKind>,
    /// The committee in charge; nobody has told it when absent.
    pub unit: Option<i64>,
    /// Ward or commune as told.
    pub ward: Option<String>,
    /// What is done with it.
    pub activity: String,
    /// Workers.
    pub workers: Option<i64>,
    /// Party members.
    pub party_members: Option<i64>,
    /// Members of the trade union.
    pub union_members: Option<i64>,
    /// Day the heads were counted.
    pub counted_on: Option<Day>,
    /// Whether it is counted in the book.
    pub is_listed: bool,
}

const COLUMNS: &str = "cast(id as bigint), tax_code, name, name_key, kind, unit_id, ward, activity, \
    coalesce(seen_workers, workers), coalesce(seen_party_members, party_members), \
    coalesce(seen_union_members, union_members), coalesce(seen_on, counted_on), cast(case when listed_no is null then 0 else 1 end as bigint)";

impl ListRow {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.int(0)?,
            tax_code: row.text(1)?,
            name: row.text(2)?,
            name_key: row.text(3)?,
            kind: row.optional_text(4)?.as_deref().and_then(HostKind::parse),
            unit: row.optional_int(5)?,
            ward: row.optional_text(6)?,
            activity: row.text(7)?,
            workers: row.optional_int(8)?,
            party_members: row.optional_int(9)?,
            union_members: row.optional_int(10)?,
            counted_on: row.optional_day(11, ("enterprise", row.int(0)?))?,
            is_listed: row.int(12)? == 1,
        })
    }
}

impl Wanted {
    /// Asks for all of some units, by name.
    #[must_use]
    pub fn all(within: Within) -> Self {
        Self {
            within,
            kind: None,
            activity: None,
            workers_min: None,
            has_members: None,
            is_waiting: false,
            order: Order::Name,
            is_descending: false,
        }
    }

    fn conditions(&self, values: &mut Vec<Value>) -> String {
        let mut conditions = vec![self.within.condition()];
        let mut with = |text: &str, value: Value| {
            values.push(value);
            conditions.push(format!("{text} ${}", values.len()));
        };
        if let Some(kind) = self.kind {
            with("kind =", kind.code().into());
        }
        if let Some(activity) = self.activity {
            with("activity =", activity.into());
        }
        if let Some(workers) = self.workers_min {
            with("coalesce(seen_workers, workers) >=", workers.into());
        }
        if let Some(has_members) = self.has_members {
            let text = if has_members {
                "coalesce(seen_party_members, party_members) >="
            } else {
                "coalesce(seen_party_members, party_members) <"
            };
            with(text, 1.into());
        }
        if self.is_waiting {
            conditions.push("listed_no is null".to_owned());
        }
        conditions.join(" and ")
    }
}

/// Reads a page of the list: at most `size` rows in the order asked, and whether there are more beyond its far end.
///
/// # Errors
/// When the database refuses.
pub async fn page(tx: &mut Tx, wanted: &Wanted, from: From, size: usize) -> Result<(Vec<ListRow>, bool), StoreError> {
    let mut values = Vec::new();
    let mut conditions = wanted.conditions(&mut values);
    let column = wanted.order.column();
    let is_backwards = matches!(from, From::Before(_));
    let is_descending = wanted.is_descending != is_backwards;
    if let From::After(id) | From::Before(id) = from {
        let known = by_id(tx, id).await?;
        if let Some(known) = known {
            values.push(wanted.order.key(&known));
            values.push(id.into());
            let sign = if is_descending { "<" } else { ">" };
            conditions = format!(
                "{conditions} and ({column}, id) {sign} (${}, ${})",
                values.len() - 1,
                values.len()
            );
        }
    }
    let turn = if is_descending { " desc" } else { "" };
    values.push(i64::try_from(size.saturating_add(1)).unwrap_or(i64::MAX).into());
    let sql = format!(
        "select {COLUMNS} from enterprise where {conditions} order by {column}{turn}, id{turn} limit ${}",
        values.len()
    );
    let mut rows = read(tx, &sql, &values).await?;
    let has_more = rows.len() > size;
    rows.truncate(size);
    if is_backwards {
        rows.reverse();
    }
    Ok((rows, has_more))
}

async fn by_id(tx: &mut Tx, id: i64) -> Result<Option<ListRow>, StoreError> {
    let sql = format!("select {COLUMNS} from enterprise where id = $1");
    tx.row(&sql, &[id.into()])
        .await?
        .as_ref()
        .map(ListRow::read)
        .transpose()
}

async fn read(tx: &mut Tx, sql: &str, values: &[Value]) -> Result<Vec<ListRow>, StoreError> {
    tx.rows(sql, values).await?.iter().map(ListRow::read).collect()
}

/// Counts the enterprises asked for, up to `COUNTED_MAX` and one more.
///
/// # Errors
/// When the database refuses.
pub async fn counted(tx: &mut Tx, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut values = Vec::new();
    let conditions = wanted.conditions(&mut values);
    let sql = format!(
        "select count(*) from (select 1 from enterprise where {conditions} limit {}) counted",
        COUNTED_MAX + 1
    );
    tx.row(&sql, &values).await?.map_or(Ok(0), |row| row.int(0))
}

/// Finds the enterprises that fit what is sought, folded: the tax code or its beginning, the name or its beginning, a
/// phone number by its mark, then all whose names hold every word. At most `SOUGHT_MAX`, each once, the surer ones first.
///
/// # Errors
/// When the database refuses.
pub async fn sought(
    tx: &mut Tx,
    wanted: &Wanted,
    sought: &str,
    phone_mark: Option<&str>,
) -> Result<Vec<ListRow>, StoreError> {
    let mut found: Vec<ListRow> = Vec::new();
    let code = code_of(sought);
    let plain = || "enterprise".to_owned();
    let mut asked: Vec<(String, String, Vec<Value>)> = Vec::new();
    if let Some(mark) = phone_mark {
        asked.push((plain(), "phone_mark = $1".to_owned(), vec![mark.into()]));
    }
    for (column, begun) in [("tax_code", code.as_str()), ("folded", sought)] {
        if !begun.is_empty() {
            let range = vec![begun.into(), format!("{begun}\u{10ffff}").into()];
            asked.push((plain(), format!("{column} >= $1 and {column} < $2"), range));
        }
    }
    asked.extend(holding(sought, wanted.within.is_few()));
    for (source, condition, mut values) in asked {
        if found.len() >= SOUGHT_MAX {
            break;
        }
        let others = wanted.conditions(&mut values);
        let sql = format!("select {COLUMNS} from {source} where {condition} and {others} limit {SOUGHT_MAX}");
        for row in read(tx, &sql, &values).await? {
            if found.len() < SOUGHT_MAX && found.iter().all(|known| known.id != row.id) {
                found.push(row);
            }
        }
    }
    Ok(found)
}

/// Where to look, and the condition that a name holds every word sought: by the index of letters, whose finds are joined one by
/// one so that a common word stops at the first few hundred, or by a walk through the few there are.
fn holding(sought: &str, is_few: bool) -> Option<(String, String, Vec<Value>)> {
    let words: Vec<&str> = sought
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = Vec::new();
    for word in &words {
        values.push(format!("%{word}%").into());
        conditions.push(format!("folded like ${}", values.len()));
    }
    let mut source = "enterprise".to_owned();
    let is_indexed = |word: &&str| word.chars().count() >= LETTERS_FOUND;
    if !is_few && words.iter().any(is_indexed) {
        let indexed: Vec<String> = words
            .iter()
            .zip(&conditions)
            .filter(|(word, _)| is_indexed(word))
            .map(|(_, condition)| condition.clone())
            .collect();
        source = format!(
            "(select rowid as found from enterprise_search where {}) letters join enterprise on id = found",
            indexed.join(" and ")
        );
    }
    (!conditions.is_empty()).then(|| (source, conditions.join(" and "), values))
}

/// Letters, digits and dashes, so that nothing sought is a sign of a pattern.
fn code_of(sought: &str) -> String {
    let is_code = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    if sought.chars().all(|letter| is_code(&letter)) && sought.chars().any(|letter| letter.is_ascii_digit()) {
        sought.to_uppercase()
    } else {
        String::new()
    }
}

/// Gives the digits of a phone number when nothing else is sought.
#[must_use]
pub fn phone_sought(sought: &str) -> Option<String> {
    let is_phone = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '.' | '-' | '+' | '(' | ')');
    if !sought.chars().all(is_phone) {
        return None;
    }
    let digits: String = sought.chars().filter(char::is_ascii_digit).collect();
    // Written with the country's number, it is the same.
    let digits = match digits.strip_prefix("84") {
        Some(rest) if sought.trim_start().starts_with('+') => format!("0{rest}"),
        Some(_) | None => digits,
    };
    PHONE_DIGITS.contains(&digits.len()).then_some(digits)
}
