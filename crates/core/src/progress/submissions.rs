//! Figures of a unit, a group and a period on their way up: submitted, returned, accepted, closed, opened again.

use super::{Amount, Figure};
use crate::calendar::Day;

/// Says what was done to the figures of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmissionDeed {
    /// The unit signed them.
    Submitted,
    /// The superior sent them back.
    Returned,
    /// The superior took them as they were submitted.
    Accepted,
    /// The superior locked the period.
    Closed,
    /// Somebody asked to open it again until the end of a day.
    OpeningAsked {
        /// Last day on which it is to be open.
        until: Day,
    },
    /// What was asked is not to be.
    OpeningRefused,
    /// A second officer opened it.
    Opened,
    /// It was locked again: by itself after its last day, or before by hand.
    ClosedAgain,
}

/// Holds one deed with who did it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionEvent {
    /// What was done.
    pub deed: SubmissionDeed,
    /// Who did it.
    pub by: String,
    /// The day.
    pub on: Day,
}

/// Says how the figures of a period stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubmissionStanding {
    /// Being entered.
    Draft,
    /// With the superior.
    Submitted,
    /// Sent back.
    Returned,
    /// Taken by the superior.
    Accepted,
    /// Locked.
    Closed,
    /// Open again until the end of a day.
    Opened {
        /// The last day.
        until: Day,
    },
}

/// Says why a deed may not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubmissionRefusal {
    /// Not in this standing.
    NotNow,
    /// Who asks to open a period does not open it too.
    SameOfficer,
    /// The day until which it is to be open has passed.
    UntilPast,
}

/// Holds how the figures of a period stand after all that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionState {
    standing: SubmissionStanding,
    asked: Option<(String, Day)>,
}

impl SubmissionStanding {
    /// Tells whether the unit has still to submit.
    #[must_use]
    pub fn waits(self) -> bool {
        match self {
            SubmissionStanding::Draft | SubmissionStanding::Returned => true,
            SubmissionStanding::Submitted
            | SubmissionStanding::Accepted
            | SubmissionStanding::Closed
            | SubmissionStanding::Opened { .. } => false,
        }
    }

    /// Gives the stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            SubmissionStanding::Draft => "draft",
            SubmissionStanding::Submitted => "submitted",
            SubmissionStanding::Returned => "returned",
            SubmissionStanding::Accepted => "accepted",
            SubmissionStanding::Closed => "closed",
            SubmissionStanding::Opened { .. } => "opened",
        }
    }
}

impl SubmissionDeed {
    /// Gives the stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            SubmissionDeed::Submitted => "submitted",
            SubmissionDeed::Returned => "returned",
            SubmissionDeed::Accepted => "accepted",
            SubmissionDeed::Closed => "closed",
            SubmissionDeed::OpeningAsked { .. } => "opening_asked",
            SubmissionDeed::OpeningRefused => "opening_refused",
            SubmissionDeed::Opened => "opened",
            SubmissionDeed::ClosedAgain => "closed_again",
        }
    }
}

impl Default for SubmissionState {
    fn default() -> Self {
        Self {
            standing: SubmissionStanding::Draft,
            asked: None,
        }
    }
}

impl SubmissionState {
    /// Folds what was done, in its order; what was refused then is not among it.
    #[must_use]
    pub fn of(events: &[SubmissionEvent]) -> Self {
        events.iter().fold(Self::default(), |state, event| {
            state.clone().after(event).unwrap_or(state)
        })
    }

    /// Gives the standing as it is kept: what was opened until a day stays so until it is closed again in writing.
    #[must_use]
    pub fn written(&self) -> SubmissionStanding {
        self.standing
    }

    /// Gives the standing on a day: what was opened until an earlier one is closed again.
    #[must_use]
    pub fn standing_on(&self, day: Day) -> SubmissionStanding {
        if let SubmissionStanding::Opened { until } = self.standing
            && until < day
        {
            return SubmissionStanding::Closed;
        }
        self.standing
    }

    /// Gives who asked to open the period again and until when, while nobody has answered.
    #[must_use]
    pub fn asked(&self) -> Option<(&str, Day)> {
        self.asked.as_ref().map(|(by, until)| (by.as_str(), *until))
    }

    /// Gives the state after a deed.
    ///
    /// # Errors
    /// Why the deed may not happen.
    pub fn after(self, event: &SubmissionEvent) -> Result<Self, SubmissionRefusal> {
        let standing = self.standing_on(event.on);
        let to = |standing| Ok(Self { standing, asked: None });
        match (&event.deed, standing) {
            (SubmissionDeed::Submitted, SubmissionStanding::Draft | SubmissionStanding::Returned) => {
                to(SubmissionStanding::Submitted)
            }
            (SubmissionDeed::Returned, SubmissionStanding::Submitted | SubmissionStanding::Accepted) => {
                to(SubmissionStanding::Returned)
            }
            (SubmissionDeed::Accepted, SubmissionStanding::Submitted) => to(SubmissionStanding::Accepted),
            (
                SubmissionDeed::Closed,
                SubmissionStanding::Draft
                | SubmissionStanding::Submitted
                | SubmissionStanding::Returned
                | SubmissionStanding::Accepted,
            ) => to(SubmissionStanding::Closed),
            (SubmissionDeed::OpeningAsked { until }, SubmissionStanding::Closed) => {
                if self.asked.is_some() {
                    return Err(SubmissionRefusal::NotNow);
                }
                if *until < event.on {
                    return Err(SubmissionRefusal::UntilPast);
                }
                Ok(Self {
                    standing,
                    asked: Some((event.by.clone(), *until)),
                })
            }
            (SubmissionDeed::OpeningRefused, SubmissionStanding::Closed) if self.asked.is_some() => to(standing),
            (SubmissionDeed::Opened, SubmissionStanding::Closed) => match &self.asked {
                None => Err(SubmissionRefusal::NotNow),
                Some((by, _)) if *by == event.by => Err(SubmissionRefusal::SameOfficer),
                Some((_, until)) if *until < event.on => Err(SubmissionRefusal::UntilPast),
                Some((_, until)) => to(SubmissionStanding::Opened { until: *until }),
            },
            // By itself it is written after its last day, when it stands as closed already.
            (SubmissionDeed::ClosedAgain, _) if matches!(self.standing, SubmissionStanding::Opened { .. }) => {
                to(SubmissionStanding::Closed)
            }
            _ => Err(SubmissionRefusal::NotNow),
        }
    }
}

/// Holds one figure that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Code of the indicator.
    pub indicator: String,
    /// What was reported.
    pub reported: Amount,
    /// What is known now.
    pub known: Amount,
    /// Whether something else is promised now.
    pub is_promised_anew: bool,
}

/// Compares figures as they were reported with the same as known now, in the order of the catalogue.
///
/// What is claimed elsewhere changes no figure. A figure that is in one list alone is missing in the other.
#[must_use]
pub fn changed(reported: &[Figure], known: &[Figure]) -> Vec<Changed> {
    let of = |figures: &[Figure], code: &str| figures.iter().find(|figure| figure.indicator == code).cloned();
    let gone = reported.iter().filter(|figure| of(known, &figure.indicator).is_none());
    let codes = known.iter().chain(gone).map(|figure| figure.indicator.clone());
    let compare = |code: String| {
        let (then, now) = (of(reported, &code), of(known, &code));
        let value = |figure: &Option<Figure>| {
            figure
                .as_ref()
                .map_or(Amount::Missing(None), |figure| figure.value.clone())
        };
        let promises = |figure: &Option<Figure>| {
            let targets = figure
                .as_ref()
                .map(|figure| figure.targets.as_slice())
                .unwrap_or_default();
            // Not by the giver's name, which a rename of the giver changes and no decision.
            let promise =
                |target: &super::FigureTarget| (target.member.clone(), target.from, target.to, target.min, target.max);
            targets.iter().map(promise).collect::<Vec<_>>()
        };
        let changed = Changed {
            indicator: code,
            reported: value(&then),
            known: value(&now),
            is_promised_anew: promises(&then) != promises(&now),
        };
        (changed.reported != changed.known || changed.is_promised_anew).then_some(changed)
    };
    codes.filter_map(compare).collect()
}

#[cfg(test)]
mod tests {
    use super::{SubmissionDeed, SubmissionEvent, SubmissionState};

    /// Reads `deed by day` words: `ask:4 an 3` asks on day 3 to open until day 4.
    fn event(text: &str) -> SubmissionEvent {
        let words: Vec<&str> = text.split(' ').collect();
        let day = |number: &str| format!("2024-04-{number:0>2}").parse().unwrap();
        let deed = match words[0] {
            "submit" => SubmissionDeed::Submitted,
            "return" => SubmissionDeed::Returned,
            "accept" => SubmissionDeed::Accepted,
            "close" => SubmissionDeed::Closed,
            "refuse" => SubmissionDeed::OpeningRefused,
            "open" => SubmissionDeed::Opened,
            "again" => SubmissionDeed::ClosedAgain,
            ask => SubmissionDeed::OpeningAsked {
                until: day(ask.strip_prefix("ask:").unwrap()),
            },
        };
        SubmissionEvent {
            deed,
            by: words[1].to_owned(),
            on: day(words[2]),
        }
    }

    #[test]
    fn figures_climb_step_by_step() {
        // What was done, then the standing on day 9, or why the last deed was refused.
        let cases = [
            ("", "draft"),
            ("submit an 1", "submitted"),
            ("submit an 1, submit an 2", "NotNow"),
            ("accept ba 1", "NotNow"),
            ("return ba 1", "NotNow"),
            ("submit an 1, return ba 2", "returned"),
            ("submit an 1, return ba 2, accept ba 2", "NotNow"),
            ("submit an 1, return ba 2, submit an 3, accept ba 4", "accepted"),
            ("submit an 1, accept ba 2, submit an 3", "NotNow"),
            ("submit an 1, accept ba 2, return ba 3", "returned"),
            ("submit an 1, accept ba 2, close ba 3", "closed"),
            ("close ba 3", "closed"),
            ("close ba 3, close ba 4", "NotNow"),
            ("close ba 3, submit an 4", "NotNow"),
            ("close ba 3, return ba 4", "NotNow"),
            ("close ba 3, open ba 4", "NotNow"),
            ("close ba 3, ask:5 ba 4", "closed"),
            ("close ba 3, ask:3 ba 4", "UntilPast"),
            ("close ba 3, ask:5 ba 4, ask:6 an 4", "NotNow"),
            ("close ba 3, ask:5 ba 4, open ba 4", "SameOfficer"),
            ("close ba 3, ask:5 ba 4, open an 6", "UntilPast"),
            ("close ba 3, ask:5 ba 4, refuse ba 4, open an 4", "NotNow"),
            ("close ba 3, ask:9 ba 4, open an 4", "opened"),
            ("close ba 3, ask:8 ba 4, open an 4", "closed"),
            ("close ba 3, ask:9 ba 4, open an 4, again ba 5", "closed"),
            ("close ba 3, ask:5 ba 4, open an 4, again ba 6", "closed"),
            ("close ba 3, ask:5 ba 4, open an 4, ask:9 ba 6, open an 6", "opened"),
            ("close ba 3, again ba 5", "NotNow"),
            ("close ba 3, ask:9 ba 4, open an 4, submit an 5", "NotNow"),
        ];
        for (done, expected) in cases {
            let mut state = Ok(SubmissionState::default());
            for text in done.split(", ").filter(|text| !text.is_empty()) {
                state = state.and_then(|state: SubmissionState| state.after(&event(text)));
            }
            let told = match state {
                Ok(state) => state.standing_on("2024-04-09".parse().unwrap()).code().to_owned(),
                Err(refusal) => format!("{refusal:?}"),
            };
            assert_eq!(told, expected, "{done}");
        }
    }
}
