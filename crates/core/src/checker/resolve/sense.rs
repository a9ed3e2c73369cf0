//! From what is counted and what was done to the code of the catalogue.

use super::counted::Counted;
use super::{Reader, Sense, noise};
use crate::checker::numbers::{Number, Value};
use crate::checker::phrases::{Class, Cue, TOTAL};
use crate::checker::words::Shape;

impl Reader<'_, '_> {
    pub(super) fn sense(
        &self,
        number: &Number,
        counted: &Counted,
        after: Option<String>,
        whole: Option<usize>,
    ) -> Sense {
        let Some(class) = counted.class else {
            return self.bare(number, counted);
        };
        let Some(row) = self.phrases.classes.get(class) else {
            return noise();
        };
        if row.world {
            return noise();
        }
        let end = counted.after.as_ref().map_or(number.tokens.end, |after| after.end);
        if let Some(tag) = self.tag_of(row, end).or_else(|| self.tag_before(number, row, counted)) {
            return self.tagged(number, class, tag, after.as_deref(), whole);
        }
        let class = if row.loose.is_some() {
            match self.loose(number, row, after.as_deref(), whole) {
                Some(class) => class,
                None => {
                    return Sense {
                        class: Some(class),
                        ..noise()
                    };
                }
            }
        } else {
            class
        };
        self.by_deed(number, class, after, whole, end)
    }

    pub(super) fn by_deed(
        &self,
        number: &Number,
        class: usize,
        after: Option<String>,
        whole: Option<usize>,
        end: usize,
    ) -> Sense {
        let Some(row) = self.phrases.classes.get(class) else {
            return noise();
        };
        let later = || (row.object == "crowd").then(|| self.admitted_later(number)).flatten();
        let deed = after
            .filter(|deed| self.phrases.indicator(row, deed).is_some())
            .or_else(later)
            .or_else(|| self.deed_of_list(number, row))
            .or_else(|| self.deed_before(number, row, whole.is_some()))
            .or_else(|| whole.and_then(|whole| self.all.get(whole)?.deed.clone()))
            .or_else(|| self.context.deed_for(self.phrases, row, self.clause))
            .unwrap_or_else(|| self.default_deed(number, row, end > number.tokens.end));
        let deed = if deed == TOTAL {
            self.context
                .deed_for(self.phrases, row, self.clause)
                .unwrap_or_else(|| "stock".to_owned())
        } else {
            deed
        };
        let deed = if row.object == "task" && matches!(number.value, Value::Fraction(..)) {
            "done".to_owned()
        } else {
            deed
        };
        let indicator = self
            .phrases
            .indicator(row, &deed)
            .filter(|_| !self.is_rated(number, row));
        let indicator = indicator.map(|code| self.filtered(code, row, end));
        Sense {
            class: Some(class),
            is_noise: false,
            is_tagged: false,
            deed: Some(deed),
            indicator,
        }
    }

    /// Gives the nearest deed before a number that goes with a class.
    pub(super) fn deed_before(&self, number: &Number, row: &Class, is_part: bool) -> Option<String> {
        let start = self.before_about(number.tokens.start);
        for (hit, deed) in self.clause.deeds_before(start) {
            if self.phrases.indicator(row, &deed.id).is_none() {
                continue;
            }
            if !deed.is_weak {
                return Some(deed.id.clone());
            }
            if hit.tokens.end == start && !is_part && !self.clause.ends_cue(hit.tokens.start, &[Cue::Part]) {
                return Some(deed.id.clone());
            }
        }
        None
    }

    /// A number in a list shares the deed of the one before it: `có 30 hợp tác xã và 55 đơn vị sự nghiệp`.
    pub(super) fn deed_of_list(&self, number: &Number, row: &Class) -> Option<String> {
        let before = self
            .all
            .get(self.first..)?
            .iter()
            .rev()
            .find(|mention| !mention.is_noise && mention.value.is_some())?;
        let start = self.before_about(number.tokens.start);
        let joined = before.tokens.end < start && self.clause.only_joins(before.tokens.end..start);
        let deed = before.deed.clone().filter(|deed| joined && !deed.is_empty())?;
        self.phrases.indicator(row, &deed).is_some().then_some(deed)
    }

    /// `31 quần chúng là công nhân, kỹ sư … được kết nạp`
    pub(super) fn admitted_later(&self, number: &Number) -> Option<String> {
        let after = self
            .clause
            .hits
            .iter()
            .filter(|hit| hit.tokens.start >= number.tokens.end);
        let mut deeds = after.filter(|hit| hit.meaning.deeds.iter().any(|deed| !deed.is_weak));
        let deed = deeds.next().filter(|hit| {
            let passive = hit
                .tokens
                .start
                .checked_sub(1)
                .is_some_and(|at| self.clause.reads(at, &["được"]));
            let between = self
                .clause
                .tokens
                .get(number.tokens.end..hit.tokens.start)
                .unwrap_or_default();
            passive
                && between
                    .iter()
                    .all(|token| token.shape != Shape::Digits && !token.is(';'))
        })?;
        deed.meaning
            .deeds
            .iter()
            .find(|deed| deed.id == "admit")
            .map(|deed| deed.id.clone())
    }

    /// What is meant when no deed is named: a promise is of growth, a number behind its class of what stands.
    pub(super) fn default_deed(&self, number: &Number, row: &Class, is_before: bool) -> String {
        let grows = self.phrases.growth(row);
        let asked = Sense {
            deed: grows.map(str::to_owned),
            ..Sense::default()
        };
        match grows {
            Some(deed) if self.is_promised(number, &asked) => deed.to_owned(),
            Some(_) if !is_before && self.clause.reads(number.tokens.start.saturating_sub(1), &["là"]) => {
                "stock".to_owned()
            }
            None if row.otherwise.is_empty() && self.clause.reads(number.tokens.start.saturating_sub(1), &["là"]) => {
                "stock".to_owned()
            }
            Some(_) | None => row.otherwise.clone(),
        }
    }

    /// `loại tốt 18/31 chi bộ`: organizations told by their rating.
    pub(super) fn is_rated(&self, number: &Number, row: &Class) -> bool {
        let start = number.tokens.start;
        let cue = self
            .clause
            .cue_before(start, &[Cue::Rating])
            .filter(|cue| start - cue.tokens.end <= RATING_REACH);
        let end = number.tokens.end;
        let later = self.clause.hits.iter().find(|hit| {
            hit.meaning.is(Cue::Rating) && end <= hit.tokens.start && hit.tokens.start <= end + RATING_REACH
        });
        (cue.is_some() || later.is_some()) && (row.object.contains("org") || row.object.contains("member"))
    }

    /// Gives the code with the filter its words name.
    pub(super) fn filtered(&self, code: String, row: &Class, end: usize) -> String {
        if code.contains(':') {
            return code;
        }
        if let Some(kind) = row
            .kind
            .as_ref()
            .filter(|_| code.ends_with("_stock") && self.speaks_of_base())
        {
            return format!("{code}:{kind}");
        }
        match self.host(end).filter(|_| row.object != "enterprise") {
            Some(host) if code.contains("_org_") || code.contains("_member_") => format!("{code}:{host}"),
            Some(_) | None => code,
        }
    }

    /// Committees are those of the base only where the sentence speaks of the base: `35 đảng bộ, 43 chi bộ cơ sở`.
    pub(super) fn speaks_of_base(&self) -> bool {
        (0..self.clause.tokens.len()).any(|at| self.clause.reads(at, &["cơ", "sở"]))
    }

    /// `… ở doanh nghiệp FDI`.
    pub(super) fn host(&self, at: usize) -> Option<String> {
        let hit = self.clause.hit_at(at).filter(|hit| hit.meaning.is(Cue::Host))?;
        let (class, tokens) = self.clause.class_at(hit.tokens.end)?;
        // Hosts named together are no filter.
        let is_alone = !self
            .clause
            .tokens
            .get(tokens.end)
            .is_some_and(|next| next.is(',') && self.clause.class_at(tokens.end + 1).is_some());
        self.phrases.classes.get(class)?.host.clone().filter(|_| is_alone)
    }
}

const RATING_REACH: usize = 4;
