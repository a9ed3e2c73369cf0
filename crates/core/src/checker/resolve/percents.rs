//! Percents, and the figures they belong to.

use super::counted::{classes_before, is_plain};
use super::{Reader, Sense};
use crate::checker::mention::Mention;
use crate::checker::numbers::Number;
use crate::checker::percent::{self, Kind, Stated};
use crate::checker::phrases::Cue;

impl Reader<'_, '_> {
    /// A percent belongs to the figure it follows; alone it is a figure without its count.
    pub(super) fn percent(&mut self, number: &Number, stated: &str) {
        let at = self.before_about(number.tokens.start);
        let Some(kind) = percent::kind(self.clause, at) else {
            return self.lone(number, None, true);
        };
        let stated = Stated {
            text: stated.to_owned(),
            kind,
            span: number.span,
            bound: self.bound(number.tokens.start),
        };
        let own = self.all.get_mut(self.first..).unwrap_or_default();
        let belongs = own.iter_mut().rev().find(|mention| {
            let is_near = mention.tokens.end <= number.tokens.start;
            is_near && !mention.is_noise && mention.value.is_some() && !mention.is_target
        });
        match belongs {
            Some(mention) if mention.stated.iter().all(|other| other.kind != kind) => mention.stated.push(stated),
            Some(_) | None => self.lone(number, Some(stated), false),
        }
    }

    pub(super) fn lone(&mut self, number: &Number, stated: Option<Stated>, is_noise: bool) {
        let mut beside = classes_before(self.phrases, self.clause, number.tokens.start);
        let kind = stated.as_ref().map(|stated| stated.kind);
        // The subject of a share stands first: `số tổ chức đảng trong các doanh nghiệp chiếm 31%`.
        if kind == Some(Kind::Share) {
            beside.reverse();
        }
        let class = beside.into_iter().find(|class| is_plain(self.phrases, *class));
        let class = class.or_else(|| self.class_following(number.tokens.end));
        let row = class.and_then(|class| self.phrases.classes.get(class));
        let row = row.filter(|row| !row.world && row.loose.is_none());
        let promised = self.clause.hits.iter().any(|hit| {
            let after = number.tokens.end..number.tokens.end + BASE_REACH;
            hit.meaning.is(Cue::Target) && after.contains(&hit.tokens.start)
        });
        let deed = row.map(|row| {
            let before = self.deed_before(number, row, false);
            before.unwrap_or_else(|| {
                if row.object.contains("org") {
                    "stock".to_owned()
                } else {
                    row.otherwise.clone()
                }
            })
        });
        let indicator = row
            .zip(deed.as_ref())
            .and_then(|(row, deed)| self.phrases.indicator(row, deed));
        self.all.push(Mention {
            span: number.span,
            value: None,
            of: None,
            stated: stated.into_iter().collect(),
            is_target: !is_noise && kind != Some(Kind::Beyond) && self.is_promised(number, &Sense::default()),
            indicator: indicator
                .filter(|_| !is_noise && (promised || matches!(kind, Some(Kind::Share | Kind::Beyond)))),
            is_noise: is_noise || row.is_none(),
            sentence: self.sentence,
            tokens: number.tokens.clone(),
            class,
            deed,
            part_of: None,
            intro: None,
            is_tagged: false,
            bound: self.bound(number.tokens.start),
        });
    }

    /// `đạt 85% chỉ tiêu kết nạp đảng viên`.
    pub(super) fn class_following(&self, at: usize) -> Option<usize> {
        let mut hits = self
            .clause
            .hits
            .iter()
            .filter(|hit| at <= hit.tokens.start && hit.tokens.start <= at + FOLLOW_REACH);
        hits.find_map(|hit| hit.meaning.class)
    }

    /// `đạt 83,3% kế hoạch (05/06 chi bộ)`: a percent that stood alone belongs to the fraction behind it.
    pub(super) fn early_percent(&mut self, number: &Number) -> Option<Stated> {
        let last = self.all.last().filter(|_| self.all.len() > self.first)?;
        let is_lone = last.value.is_none() && last.tokens.end + LATE_PERCENT >= number.tokens.start;
        let stated = last
            .stated
            .first()
            .filter(|stated| is_lone && stated.kind == Kind::Rate)?
            .clone();
        self.all.pop();
        Some(stated)
    }
}

const LATE_PERCENT: usize = 10;
const FOLLOW_REACH: usize = 8;
const BASE_REACH: usize = 2;
