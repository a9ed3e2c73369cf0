//! Random programmes: a tree with its events, facts and reversals, written as rows; many of them cannot stand.

use nennep_core::calendar::Day;
use proptest::collection::vec;
use proptest::option;
use proptest::strategy::Strategy;

use crate::common::Paper;

/// Days on which things happen; with their neighbours they meet every border.
const DAYS: [&str; 10] = [
    "2023-12-31",
    "2024-01-15",
    "2024-02-29",
    "2024-03-01",
    "2024-04-10",
    "2024-06-30",
    "2024-07-01",
    "2024-09-09",
    "2024-12-31",
    "2025-01-01",
];

const FACTS: [&str; 9] = [
    "party_org_opening",
    "party_org_founded",
    "party_org_ended",
    "party_org_moved",
    "party_member_opening",
    "party_member_admitted",
    "party_member_left",
    "party_member_moved",
    "party_member_moved",
];

const KINDS: [&str; 4] = [
    "district_committee",
    "ward_committee",
    "party_base_cell",
    "party_base_committee",
];

/// Holds one random programme; every number is taken modulo what there is.
#[derive(Clone, Debug)]
pub(super) struct World {
    units: Vec<(Option<usize>, usize, Option<usize>)>,
    events: Vec<(usize, usize, usize, usize)>,
    facts: Vec<(usize, usize, usize, usize, i64, bool)>,
    reversals: Vec<(usize, usize)>,
    pub(super) periods: Vec<(usize, usize)>,
}

/// Gives random programmes of up to 8 units, 10 events, 30 facts and 6 reversals.
pub(super) fn worlds() -> impl Strategy<Value = World> {
    let units = vec(
        (
            option::weighted(0.85, 0..8_usize),
            0..10_usize,
            option::weighted(0.1, 4..10_usize),
        ),
        4..9,
    );
    let events = vec((3..30_usize, 0..12_usize, 0..8_usize, 0..8_usize), 0..11);
    let facts = vec(
        (
            0..30_usize,
            0..FACTS.len(),
            0..8_usize,
            0..8_usize,
            0..6_i64,
            proptest::bool::ANY,
        ),
        4..31,
    );
    let reversals = vec((0..31_usize, 0..30_usize), 0..7);
    let periods = vec((0..30_usize, 0..30_usize), 3);
    (units, events, facts, reversals, periods).prop_map(|(units, events, facts, reversals, periods)| World {
        units,
        events,
        facts,
        reversals,
        periods,
    })
}

/// Gives one of the days or a neighbour of one.
pub(super) fn day(place: usize) -> Day {
    let day: Day = DAYS[place / 3 % DAYS.len()].parse().unwrap();
    match place % 3 {
        0 => day.previous(),
        1 => day,
        _ => day.next(),
    }
}

impl World {
    pub(super) fn codes(&self) -> Vec<String> {
        (0..self.units.len()).map(|place| format!("u{place}")).collect()
    }

    /// Half of the units are there from the beginning; a superior may begin after what hangs below it.
    pub(super) fn unit_rows(&self) -> Vec<String> {
        let row = |(place, (parent, from, to)): (usize, &(Option<usize>, usize, Option<usize>))| {
            let parent = parent
                .filter(|_| place > 0)
                .map(|parent| format!("u{}", parent % place))
                .unwrap_or_default();
            let from = if *from < 6 {
                "2000-01-01".to_owned()
            } else {
                day(from - 4).to_string()
            };
            let to = to
                .filter(|_| !self.is_split(place))
                .map(|to| day(to * 3).to_string())
                .unwrap_or_default();
            format!(
                "u{place}|Đơn vị {place}|{}|{parent}|{from}|{to}",
                KINDS[place % KINDS.len()]
            )
        };
        self.units.iter().enumerate().map(row).collect()
    }

    /// A stated last day is no event, so nothing crosses by it; a unit with heirs ends by one.
    fn is_split(&self, place: usize) -> bool {
        let count = self.units.len();
        self.events
            .iter()
            .any(|(_, _, unit, other)| *unit % count == place || *other % count == place)
    }

    /// Heirs have the higher number, so that no circle of heirs comes about.
    pub(super) fn event_rows(&self) -> Vec<String> {
        let count = self.units.len();
        let row = |(on, word, unit, other): &(usize, usize, usize, usize)| {
            let (unit, other, on) = (unit % count, other % count, day(*on));
            let (low, high) = (unit.min(other), unit.max(other));
            match word {
                0..=4 => format!("{on}|moved|u{unit}||u{other}"),
                5..=7 => format!("{on}|merged|u{low}|u{high}"),
                8 | 9 => format!("{on}|split|u{low}|u{high}"),
                10 => format!("{on}|ended|u{unit}"),
                _ => format!("{on}|renamed|u{unit}|||Tên mới"),
            }
        };
        let mut rows: Vec<String> = self.events.iter().map(row).collect();
        rows.sort();
        rows.dedup_by_key(|row| row.split('|').take(4).map(str::to_owned).collect::<Vec<_>>());
        rows
    }

    pub(super) fn fact_rows(&self) -> Vec<String> {
        let count = self.units.len();
        let row = |(key, (on, fact, unit, to, amount, female)): (usize, &(usize, usize, usize, usize, i64, bool))| {
            let (fact, unit, on) = (FACTS[*fact], unit % count, day(*on));
            let to = if fact.ends_with("moved") {
                format!("u{}", to % count)
            } else {
                String::new()
            };
            let tags = if *female { "female" } else { "" };
            format!("f{key}|{on}|{fact}|u{unit}|{amount}|{to}||{tags}")
        };
        self.facts.iter().enumerate().map(row).collect()
    }

    pub(super) fn reversal_rows(&self) -> Vec<String> {
        let mut rows: Vec<String> = self
            .reversals
            .iter()
            .map(|(fact, on)| format!("f{}|{}|Lý do", fact % self.facts.len(), day(*on)))
            .collect();
        rows.sort();
        rows.dedup_by_key(|row| row.split('|').next().map(str::to_owned));
        rows
    }

    /// The programme in four workbooks; later ones bring events and facts of earlier days.
    pub(super) fn stages(&self) -> Vec<Paper> {
        let (events, facts, reversals) = (self.event_rows(), self.fact_rows(), self.reversal_rows());
        let (early, late) = events.split_at(events.len() / 2);
        let (first, second) = facts.split_at(facts.len() / 2);
        vec![
            Paper::new().units(self.unit_rows()).events(early),
            Paper::new().facts(first),
            Paper::new().events(late).reversals(&reversals),
            Paper::new().facts(second).reversals(&reversals),
        ]
    }
}
