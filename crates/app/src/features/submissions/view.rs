//! What the page of a place says and offers.

use std::collections::HashMap;

use nennep_core::calendar::Day;
use nennep_core::progress::{SubmissionDeed, SubmissionStanding};
use nennep_core::text::{date_short, whole};

use super::page::action;
use super::record::{Sheet, word_of};
use crate::store::{Submission, SubmissionDone};
use crate::web::clock::local;
use crate::web::faults::Fault;
use crate::web::fields::{FieldMaker, Group, Shape, Typed};
use crate::web::names;
use crate::web::submitted::{Place, due_words, standing, standing_words};
use crate::web::visit::Visit;

/// One sentence on how things stand; and whether it is late.
pub(super) fn sentence(visit: &Visit, place: &Place, standing: SubmissionStanding, sheet: &Sheet) -> (String, bool) {
    let words = &visit.words;
    let state = standing_words(visit, standing);
    let missing = words.fill(
        "submissions-recorded",
        &[
            ("recorded", whole(sheet.rows.len() - sheet.missing)),
            ("all", whole(sheet.rows.len())),
        ],
    );
    let due = place.owed(visit).filter(|_| standing.waits());
    let (due, is_late) = due.map_or((String::new(), false), |owed| due_words(visit, owed.due_on));
    let said = [state, due, missing].into_iter().filter(|part| !part.is_empty());
    (format!("{}.", said.collect::<Vec<_>>().join("; ")), is_late)
}

/// What must be read before anything else: words, and whether somebody must act.
pub(super) fn notices(
    visit: &Visit,
    place: &Place,
    (submission, reminded): (Option<&Submission>, Option<Day>),
    sheet: &Sheet,
    names: &HashMap<String, String>,
) -> Vec<(String, bool)> {
    let words = &visit.words;
    let mut notices = Vec::new();
    let waits = standing(submission, visit.now.today()).waits();
    if let Some(day) = reminded.filter(|_| waits) {
        notices.push((words.with("submissions-reminded-why", "on", date_short(day)), true));
    }
    let Some(submission) = submission else { return notices };
    let state = submission.state();
    let last = submission.done.last();
    match state.standing_on(visit.now.today()) {
        SubmissionStanding::Returned => {
            if let Some(said) = last.and_then(|done| done.words.as_ref()) {
                notices.push((words.with("submissions-returned-why", "words", said.clone()), true));
            }
        }
        SubmissionStanding::Closed => notices.push((words.say("submissions-closed-why"), false)),
        SubmissionStanding::Opened { until } => {
            notices.push((words.with("submissions-opened-why", "until", date_short(until)), true));
        }
        SubmissionStanding::Draft | SubmissionStanding::Submitted | SubmissionStanding::Accepted => {}
    }
    if let Some((by, until)) = state.asked() {
        let name = names.get(by).cloned().unwrap_or_else(|| by.to_owned());
        let values = [("name", name), ("until", date_short(until))];
        notices.push((words.fill("submissions-asked-why", &values), true));
    }
    if sheet.changed > 0 && sheet.is_said {
        let is_closed = standing(Some(submission), visit.now.today()) == SubmissionStanding::Closed;
        let key = if is_closed {
            "submissions-changed-closed"
        } else {
            "submissions-changed"
        };
        notices.push((words.with(key, "count", whole(sheet.changed)), true));
    }
    if visit.now.today() <= place.key.period.last_day() {
        let last = date_short(place.key.period.last_day());
        notices.push((words.with("submissions-runs", "last", last), false));
    }
    notices
}

/// Holds one deed that may be done.
pub(super) struct DeedForm {
    pub(super) action: String,
    pub(super) word: &'static str,
    pub(super) title: String,
    pub(super) hint: String,
    pub(super) button: String,
    pub(super) is_main: bool,
    pub(super) groups: Vec<Group>,
}

/// Holds what may be done, and for what may not yet, why and who can.
pub(super) struct Deeds {
    pub(super) forms: Vec<DeedForm>,
    pub(super) reasons: Vec<String>,
    /// Whether the officer asks to open the period.
    is_own_request: bool,
}

impl Deeds {
    pub(super) fn of(
        visit: &Visit,
        place: &Place,
        submission: Option<&Submission>,
        sheet: &Sheet,
        typing: (&Typed, &[Fault], &str),
    ) -> Self {
        let state = submission.map(Submission::state).unwrap_or_default();
        let today = visit.now.today();
        let mut deeds = Self {
            forms: Vec::new(),
            reasons: Vec::new(),
            is_own_request: state.asked().is_some_and(|(by, _)| by == visit.stamp().officer),
        };
        let is_over = today > place.key.period.last_day();
        match state.standing_on(today) {
            SubmissionStanding::Draft | SubmissionStanding::Returned if !is_over => {}
            SubmissionStanding::Draft | SubmissionStanding::Returned => {
                deeds.offer(visit, place, &SubmissionDeed::Submitted, typing, true);
                deeds.offer(visit, place, &SubmissionDeed::Closed, typing, false);
            }
            SubmissionStanding::Submitted => {
                deeds.offer(visit, place, &SubmissionDeed::Accepted, typing, true);
                deeds.offer(visit, place, &SubmissionDeed::Closed, typing, false);
            }
            SubmissionStanding::Accepted if sheet.changed > 0 => {
                let changed = whole(sheet.changed);
                deeds
                    .reasons
                    .push(visit.words.with("submissions-not-closed", "count", changed));
            }
            SubmissionStanding::Accepted => deeds.offer(visit, place, &SubmissionDeed::Closed, typing, true),
            SubmissionStanding::Closed => match state.asked() {
                None => deeds.offer(
                    visit,
                    place,
                    &SubmissionDeed::OpeningAsked { until: today },
                    typing,
                    false,
                ),
                Some((by, _)) => {
                    if by == visit.stamp().officer {
                        deeds.reasons.push(visit.words.say("submissions-second-officer"));
                    } else {
                        deeds.offer(visit, place, &SubmissionDeed::Opened, typing, true);
                    }
                    deeds.offer(visit, place, &SubmissionDeed::OpeningRefused, typing, false);
                }
            },
            SubmissionStanding::Opened { .. } => {
                deeds.offer(visit, place, &SubmissionDeed::ClosedAgain, typing, true);
            }
        }
        deeds
    }

    /// All fields of all forms, for the list of faults.
    pub(super) fn groups(&self) -> Vec<Group> {
        self.forms.iter().flat_map(|form| form.groups.clone()).collect()
    }

    /// Offers a deed to whoever may do it; tells the others who can.
    fn offer(
        &mut self,
        visit: &Visit,
        place: &Place,
        deed: &SubmissionDeed,
        (typed, faults, sent): (&Typed, &[Fault], &str),
        is_main: bool,
    ) {
        let words = &visit.words;
        let word = word_of(deed);
        if !place.may(visit, deed) {
            if is_main {
                self.reasons.push(self::who_can(visit, place, deed));
            }
            return;
        }
        // What was typed and what is wrong stand in the form that was sent.
        let blank = Typed::default();
        let (typed, faults) = if sent == word {
            (typed, faults)
        } else {
            (&blank, &[][..])
        };
        let make = FieldMaker::new(words, "submissions", typed, faults);
        let is_of_another = *deed == SubmissionDeed::Submitted && place.is_of_another(visit);
        let reason = match deed {
            SubmissionDeed::OpeningAsked { .. } | SubmissionDeed::OpeningRefused => make.field("words", Shape::Area),
            SubmissionDeed::Closed if !is_main => make.field("words", Shape::Area),
            SubmissionDeed::Submitted if is_of_another => make.field("words", Shape::Area),
            SubmissionDeed::Submitted
            | SubmissionDeed::Returned
            | SubmissionDeed::Accepted
            | SubmissionDeed::Closed
            | SubmissionDeed::Opened
            | SubmissionDeed::ClosedAgain => make.optional("words", Shape::Area),
        };
        let mut fields = Vec::new();
        if matches!(deed, SubmissionDeed::OpeningAsked { .. }) {
            fields.push(make.field("until_on", Shape::Short));
        }
        fields.push(reason);
        let is_own = *deed == SubmissionDeed::OpeningRefused && self.is_own_request;
        let early = match deed {
            SubmissionDeed::Closed if !is_main => "-early",
            SubmissionDeed::OpeningRefused if is_own => "-own",
            SubmissionDeed::Submitted if is_of_another => "-another",
            SubmissionDeed::Submitted
            | SubmissionDeed::Returned
            | SubmissionDeed::Accepted
            | SubmissionDeed::Closed
            | SubmissionDeed::OpeningAsked { .. }
            | SubmissionDeed::OpeningRefused
            | SubmissionDeed::Opened
            | SubmissionDeed::ClosedAgain => "",
        };
        let say = |part: &str| words.say(&format!("submissions-do-{word}{early}{part}"));
        self.forms.push(DeedForm {
            action: action(visit, place, deed),
            word,
            title: say(""),
            hint: say("-hint"),
            button: say("-button"),
            is_main,
            groups: vec![Group { legend: None, fields }],
        });
    }
}

fn who_can(visit: &Visit, place: &Place, deed: &SubmissionDeed) -> String {
    let tree = &visit.book().tree;
    let unit = match deed {
        SubmissionDeed::Submitted => place.unit,
        SubmissionDeed::Returned
        | SubmissionDeed::Accepted
        | SubmissionDeed::Closed
        | SubmissionDeed::OpeningAsked { .. }
        | SubmissionDeed::OpeningRefused
        | SubmissionDeed::Opened
        | SubmissionDeed::ClosedAgain => place.receiver,
    };
    let name = tree.name_on(unit, visit.now.today()).to_owned();
    let key = format!("submissions-who-{}", word_of(deed));
    visit.words.with(&key, "unit", name)
}

/// Holds one line of what was done.
#[derive(Clone, Debug)]
pub(super) struct History {
    pub(super) what: String,
    pub(super) when: String,
    pub(super) who: String,
    pub(super) words: String,
    pub(super) remarks: Vec<(String, String)>,
}

impl History {
    pub(super) fn of(visit: &Visit, submission: Option<&Submission>, names: &HashMap<String, String>) -> Vec<Self> {
        let words = &visit.words;
        let catalog = &visit.house.catalogs.indicators;
        let line = |done: &SubmissionDone| {
            let until = if let SubmissionDeed::OpeningAsked { until } = done.event.deed {
                date_short(until)
            } else {
                String::new()
            };
            let key = format!("submissions-happened-{}", word_of(&done.event.deed));
            let named = |(code, said): &(String, String)| {
                let measure = catalog.resolve(code);
                let name = measure.map_or_else(|| code.clone(), |measure| names::indicator(words, &measure));
                (name, said.clone())
            };
            Self {
                what: words.with(&key, "until", until),
                when: local(&done.recorded_at).map_or_else(
                    || date_short(done.event.on),
                    |(time, day)| format!("{time} {}", date_short(day)),
                ),
                who: match done.event.by.as_str() {
                    "-" => words.say("submissions-by-itself"),
                    by => names.get(by).cloned().unwrap_or_else(|| by.to_owned()),
                },
                words: done.words.clone().unwrap_or_default(),
                remarks: done.remarks.iter().map(named).collect(),
            }
        };
        submission
            .iter()
            .flat_map(|submission| submission.done.iter().map(line))
            .collect()
    }
}
