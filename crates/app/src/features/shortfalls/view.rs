//! Targets that are not fulfilled in tables and words.

use std::collections::HashMap;

use nennep_core::calendar::Day;
use nennep_core::progress::{ForecastVerdict, Shortfall, percent};
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short, whole};

use crate::store::{Followed, Outlook};
use crate::web::errors::percent as encoded;
use crate::web::list_query::ListQuery;
use crate::web::names;
use crate::web::outlook_words::{amount, fraction, is_ratio, pace, promise, reasons, standing};
use crate::web::places::unit_path;
use crate::web::table::{Cell, Column, Filter, Pick, TableRow};
use crate::web::unit_choice::unit_choices;
use crate::web::visit::Visit;
use crate::web::words::Words;

/// What every target, short or not, is called in the address; without a group only the short ones are meant.
const ALL: &str = "all";

/// Holds what a list is seen through.
pub(super) struct Scene<'a> {
    pub(super) visit: &'a Visit,
    pub(super) unit: UnitIndex,
    pub(super) code: String,
    pub(super) on: Day,
    /// What was asked last because of a target, by its number.
    pub(super) marks: HashMap<i64, Followed>,
    /// Whether the officer may ask for something at the unit.
    pub(super) may_ask: bool,
}

/// Holds one group as a tab: its words, how many it has, where it leads, and whether it is shown.
pub(super) struct Tab {
    pub(super) label: String,
    pub(super) count: String,
    pub(super) href: String,
    pub(super) is_current: bool,
}

/// Names the columns.
pub(super) fn columns(words: &Words) -> [Column; 12] {
    let head = |key: &str| words.say(&format!("shortfalls-column-{key}"));
    [
        Column::text("indicator", head("indicator")),
        Column::text("receiver", head("receiver")),
        Column::text("giver", head("giver")),
        Column::number("result", head("result")),
        Column::number("promise", head("promise")).unusual(),
        Column::number("rate", head("rate")),
        Column::number("pace", head("pace")),
        Column::number("forecast", head("forecast")),
        Column::number("missing", head("missing")),
        Column::text("state", head("state")),
        Column::text("followed", head("followed")),
        Column::text("why", head("why")).unusual(),
    ]
}

impl Scene<'_> {
    fn words(&self) -> &Words {
        &self.visit.words
    }

    fn receiver(&self, unit: UnitIndex) -> String {
        self.visit.book().tree.name_on(unit, self.on).to_owned()
    }

    /// Tells whether a target is asked for; without a group, whether something is to be done about it.
    pub(super) fn fits(&self, outlook: &Outlook<'_>, query: &ListQuery) -> bool {
        let shortfall = outlook.shortfall();
        let group = match query.other("group") {
            ALL => true,
            group => Shortfall::parse(group).map_or(shortfall.is_short(), |group| group == shortfall),
        };
        let is = |field: &str, value: &str| query.other(field).is_empty() || query.other(field) == value;
        let code = &self.visit.book().tree.unit(outlook.unit).code;
        group && is("receiver", code) && is("giver", &outlook.giver) && is("indicator", &outlook.target.indicator)
    }

    /// Counts every target once, by its group; there is no total of the results, for a part lies inside its whole.
    pub(super) fn summary(&self, outlooks: &[Outlook<'_>]) -> String {
        let number = |group: Shortfall| whole(outlooks.iter().filter(|one| one.shortfall() == group).count());
        let values = [
            ("unit", self.receiver(self.unit)),
            ("on", date_short(self.on)),
            ("head", count(self.visit.book().head)),
            ("all", whole(outlooks.len())),
            ("overdue", number(Shortfall::Overdue)),
            ("will_miss", number(Shortfall::WillMiss)),
            ("slow", number(Shortfall::Slow)),
            ("missing", number(Shortfall::Missing)),
            ("unjudged", number(Shortfall::Unjudged)),
            ("well", number(Shortfall::Well)),
        ];
        self.words().fill("shortfalls-sum", &values)
    }

    /// Says by which rule forecasts are made.
    pub(super) fn rule(&self) -> String {
        let Some(rule) = self.visit.house.catalogs.forecasts.on(self.on) else {
            return String::new();
        };
        let values = [
            ("least", whole(rule.season_years_min)),
            ("most", whole(rule.season_years_max)),
            ("days", count(rule.ended_days)),
            ("basis", rule.basis.clone()),
            ("mark", rule.mark.clone()),
        ];
        self.words().fill("shortfalls-rule", &values)
    }

    /// Gives every group, with what it holds under the other filters.
    pub(super) fn tabs(&self, outlooks: &[Outlook<'_>], query: &ListQuery) -> Vec<Tab> {
        let mut open = query.clone();
        let tab = |group: &str, label: String, open: &ListQuery| Tab {
            label,
            count: whole(outlooks.iter().filter(|outlook| self.fits(outlook, open)).count()),
            href: query.address("/shortfalls", &[("group", group), ("page", "")]),
            is_current: query.other("group") == group,
        };
        open.others.remove("group");
        let mut tabs = vec![tab("", self.words().say("shortfalls-short"), &open)];
        for group in Shortfall::ALL {
            open.others.insert("group".to_owned(), group.code().to_owned());
            let label = self.words().keyed("shortfall", group.code(), "");
            tabs.push(tab(group.code(), label, &open));
        }
        open.others.insert("group".to_owned(), ALL.to_owned());
        tabs.push(tab(ALL, self.words().say("shortfalls-all"), &open));
        tabs
    }

    /// Gives the fields above the table: the unit and the day, then what narrows the list down.
    pub(super) fn filters(&self, outlooks: &[Outlook<'_>], query: &ListQuery) -> Vec<Filter> {
        let tree = &self.visit.book().tree;
        let mut receivers: Vec<(String, String)> = Vec::new();
        let (mut givers, mut indicators) = (receivers.clone(), receivers.clone());
        let add = |choices: &mut Vec<(String, String)>, value: &str, label: String| {
            if choices.iter().all(|(known, _)| known != value) {
                choices.push((value.to_owned(), label));
            }
        };
        for outlook in outlooks {
            add(
                &mut receivers,
                &tree.unit(outlook.unit).code,
                self.receiver(outlook.unit),
            );
            add(&mut givers, &outlook.giver, outlook.giver.clone());
            let name = names::indicator(self.words(), &outlook.measure);
            add(&mut indicators, &outlook.target.indicator, name);
        }
        let filter = |name: &'static str, value: &str, mut choices: Vec<(String, String)>| {
            choices.sort_by_cached_key(|(_, label)| nennep_core::text::fold(label));
            Filter {
                name,
                label: self.words().keyed("shortfalls-filter", name, ""),
                kind: "text",
                value: value.to_owned(),
                choices,
            }
        };
        let typed = query.other("on");
        let on = if typed.is_empty() || crate::web::days::read_day(typed).is_ok() {
            self.on.to_string()
        } else {
            typed.to_owned()
        };
        vec![
            filter("unit", &self.code, unit_choices(self.visit)),
            Filter {
                kind: "date",
                ..filter("on", &on, Vec::new())
            },
            filter("receiver", query.other("receiver"), receivers),
            filter("indicator", query.other("indicator"), indicators),
            filter("giver", query.other("giver"), givers),
        ]
    }

    /// Writes one row; a workbook has no second lines, so it gets a column of reasons.
    pub(super) fn row(&self, outlook: &Outlook<'_>, is_export: bool) -> TableRow {
        let (words, target) = (self.words(), outlook.target);
        let why = reasons(words, outlook).join(" ");
        let state = Cell::text(standing(words, outlook)).classed(if is_late(outlook) { "late" } else { "" });
        let dash = || Cell::text("–");
        let mut receiver = Cell::text(self.receiver(outlook.unit)).to(self.board(outlook));
        if let Some(member) = &target.member {
            receiver = if is_export {
                Cell::text(format!("{}, {member}", receiver.text))
            } else {
                receiver.noting(member.clone())
            };
        }
        let days = words.fill(
            "shortfalls-days",
            &[("from", date_short(target.from)), ("to", date_short(target.to))],
        );
        let ways = outlook.forecast.as_ref().and_then(|forecast| forecast.ways.as_ref());
        vec![
            self.named(outlook).noting(days),
            receiver,
            Cell::text(outlook.giver.clone()),
            self.result(outlook, is_export),
            Cell::number(target.min, promise(is_ratio(outlook), (target.min, target.max))),
            self.rate(outlook, is_export),
            match (pace(outlook), is_export) {
                (Some((tenths, text)), false) => Cell::number(tenths, text),
                (Some((_, text)), true) => Cell::text(text),
                (None, _) => dash(),
            },
            ways.map_or_else(dash, |ways| Cell::number(ways.estimate(), count(ways.estimate()))),
            outlook.missing().map_or_else(dash, |missing| {
                Cell::number(missing, amount(is_ratio(outlook), missing))
            }),
            if is_export || why.is_empty() {
                state
            } else {
                state.noting(why.clone())
            },
            self.mark(outlook),
            Cell::text(why),
        ]
    }

    /// The result beside its promise, which leads to its entries; a workbook has a column for each.
    fn result(&self, outlook: &Outlook<'_>, is_export: bool) -> Cell {
        let result = outlook.measured.result();
        match (result, is_export) {
            (Some(result), true) => Cell::number(result, amount(is_ratio(outlook), result)),
            (None, true) => Cell::text("–"),
            (_, false) => Cell {
                order: result,
                ..Cell::text(fraction(outlook))
            }
            .to(self.trace(outlook)),
        }
    }

    /// The whole percent of one promised number; none of a range, nor of what is in percent itself.
    fn rate(&self, outlook: &Outlook<'_>, is_export: bool) -> Cell {
        let target = outlook.target;
        let is_range = target.max.is_some_and(|max| max != target.min);
        let result = outlook.measured.result().filter(|_| !is_range && !is_ratio(outlook));
        let rate = result.and_then(|result| percent(result, target.min));
        match rate.map(|rate| rate.whole_percent()) {
            Some(rate) if !is_export => Cell::number(rate, format!("{rate}%")),
            Some(rate) => Cell::text(format!("{rate}%")),
            None => Cell::text("–"),
        }
    }

    /// Names the indicator; the row can be picked where somebody below is to answer for what is short.
    fn named(&self, outlook: &Outlook<'_>) -> Cell {
        let name = names::indicator(self.words(), &outlook.measure);
        let cell = Cell::text(name.clone());
        if !(self.may_ask && outlook.may_be_followed(self.unit)) {
            return cell;
        }
        let values = [("indicator", name), ("receiver", self.receiver(outlook.unit))];
        cell.picked(Pick {
            form: "picks",
            name: "rows",
            value: outlook.target.no.0.to_string(),
            label: self.words().fill("follow-ups-pick", &values),
        })
    }

    /// Says what was asked last because of it.
    fn mark(&self, outlook: &Outlook<'_>) -> Cell {
        let Some(mark) = self.marks.get(&outlook.target.no.0) else {
            return Cell::default();
        };
        let key = format!("follow-up-mark-{}", mark.kind);
        let said = self.words().with(&key, "day", date_short(mark.made_on));
        Cell::text(said).to(format!("/follow-ups/{}", mark.id))
    }

    fn path(&self, outlook: &Outlook<'_>) -> String {
        unit_path(&self.visit.book().tree.unit(outlook.unit).code)
    }

    fn board(&self, outlook: &Outlook<'_>) -> String {
        format!(
            "{}/board?from={}&to={}",
            self.path(outlook),
            outlook.target.from,
            outlook.judged_on
        )
    }

    /// The entries of a result are those of the target's own days.
    fn trace(&self, outlook: &Outlook<'_>) -> String {
        format!(
            "{}/trace?indicator={}&from={}&to={}",
            self.path(outlook),
            encoded(&outlook.target.indicator),
            outlook.target.from,
            outlook.judged_on
        )
    }
}

/// Somebody must act on what is over or will fall short; what is merely slow is told in words alone.
fn is_late(outlook: &Outlook<'_>) -> bool {
    match outlook.forecast.as_ref().map(|forecast| forecast.verdict) {
        Some(ForecastVerdict::Missed | ForecastVerdict::WillMiss | ForecastVerdict::AtRisk) => true,
        Some(
            ForecastVerdict::WillReach
            | ForecastVerdict::Reached
            | ForecastVerdict::NotRecorded
            | ForecastVerdict::NotBegun,
        )
        | None => outlook.judged.is_late(),
    }
}
