//! Words that count whatever was spoken of last, and words for parts of it: `12 đồng chí`, `05 nữ`.

use super::counted::{Counted, classes_before};
use super::{NEAR_MAX, Reader, Sense, unfiltered};
use crate::checker::mention::Mention;
use crate::checker::numbers::Number;
use crate::checker::phrases::{Class, Cue};
use crate::checker::sentence::Hit;

impl Reader<'_, '_> {
    /// `05 nữ`, `08 đồng chí là chủ doanh nghiệp`.
    pub(super) fn tag_of(&self, row: &Class, end: usize) -> Option<String> {
        if row.tag.is_some() {
            return row.tag.clone();
        }
        let member = row.loose.is_some() || row.object == "party_member" || row.object == "member";
        if !member {
            return None;
        }
        let link = self.clause.hit_at(end);
        let at = match link {
            Some(link) if link.meaning.is(Cue::Link) => link.tokens.end,
            Some(_) if matches!(row.loose.as_deref(), Some("person" | "member")) => end,
            Some(_) | None => return None,
        };
        let (class, _) = self.clause.class_at(at)?;
        let tag = self.phrases.classes.get(class)?.tag.clone()?;
        // All members of the women's union are women.
        let is_women = self.context.line(self.clause, end).as_deref() == Some("women");
        (tag != "female" || !is_women).then_some(tag)
    }

    /// `nữ 13 đồng chí`, `số đoàn viên nữ là 3.874 người`.
    pub(super) fn tag_before(&self, number: &Number, row: &Class, counted: &Counted) -> Option<String> {
        if counted.after.is_some() && row.loose.as_deref() != Some("person") {
            return None;
        }
        let start = number.tokens.start;
        let end = if self.clause.reads(start.saturating_sub(1), &["là"]) {
            start - 1
        } else {
            start
        };
        let class = self.clause.hit_ending(end)?.meaning.class?;
        self.phrases.classes.get(class)?.tag.clone()
    }

    pub(super) fn tagged(
        &self,
        number: &Number,
        class: usize,
        tag: String,
        after: Option<&str>,
        whole: Option<usize>,
    ) -> Sense {
        let is_member = |mention: &Mention| mention.indicator.as_deref().is_some_and(|code| code.contains("member"));
        let near = || self.recent(|mention| mention.sentence + NEAR_MAX >= self.sentence && is_member(mention));
        let mut before = self.clause.hits.iter().rev();
        let linked = before.find(|hit| hit.tokens.end <= number.tokens.start && hit.meaning.class == Some(class));
        let linked = linked.is_some_and(|hit| self.clause.ends_cue(hit.tokens.start, &[Cue::Link]));
        let links = linked
            || self
                .clause
                .hit_at(number.tokens.end + 1)
                .is_some_and(|hit| hit.meaning.is(Cue::Link));
        // Workers are spoken of everywhere; they are members only where the text says of whom they are a part.
        let recent = whole.or_else(|| if tag == "worker" && !links { None } else { near() });
        let named = self.named_member(number);
        let base = named.or_else(|| recent.and_then(|place| self.all.get(place)?.indicator.clone()));
        let base = base.map(|code| unfiltered(&code).to_owned());
        let base = base.filter(|code| code.contains("member"));
        let owner = tag == "owner" && (after.is_some() || self.clause.follows_deed(number.tokens.start));
        let base = if owner || base.is_none() && tag == "owner" {
            Some("party_member_admitted".to_owned())
        } else {
            base
        };
        Sense {
            class: Some(class),
            deed: None,
            is_noise: base.is_none(),
            indicator: base.map(|code| format!("{code}:{tag}")),
            is_tagged: true,
        }
    }

    /// `trong số đảng viên mới kết nạp có 16 nữ`: members named in the sentence without a number of their own.
    pub(super) fn named_member(&self, number: &Number) -> Option<String> {
        let before = |hit: &&Hit<'_>| hit.tokens.end <= number.tokens.start;
        let hit = self.clause.hits.iter().rev().filter(before).find(|hit| {
            let row = hit.meaning.class.and_then(|class| self.phrases.classes.get(class));
            let bears = self
                .all
                .get(self.first..)
                .unwrap_or_default()
                .iter()
                .any(|mention| mention.tokens.end == hit.tokens.end);
            row.is_some_and(|row| row.object.contains("member")) && !bears
        })?;
        let row = self.phrases.classes.get(hit.meaning.class?)?;
        let after = self
            .clause
            .hit_at(hit.tokens.end)
            .and_then(|hit| hit.meaning.deeds.first());
        let is_among = self.clause.ends_cue(hit.tokens.start, &[Cue::Naming])
            || self.clause.reads(hit.tokens.start.saturating_sub(1), &["số"])
            || self
                .clause
                .hit_at(hit.tokens.end)
                .is_some_and(|next| next.meaning.is(Cue::Link));
        let deed = after.map_or_else(|| "admit".to_owned(), |deed| deed.id.clone());
        self.phrases.indicator(row, &deed).filter(|_| is_among)
    }

    /// Finds what a loose word counts.
    pub(super) fn loose(
        &self,
        number: &Number,
        row: &Class,
        after: Option<&str>,
        whole: Option<usize>,
    ) -> Option<usize> {
        let start = number.tokens.start;
        let kind = row.loose.as_deref()?;
        if kind == "member" && after == Some("admit") && self.joins_party(number, whole) {
            return self.phrases.class_of("member", "party");
        }
        if kind == "member" || kind == "org" {
            let line = self.context.line(self.clause, start)?;
            return self.phrases.class_of(kind, &line);
        }
        let before = classes_before(self.phrases, self.clause, start);
        let nearest = before.first().and_then(|class| self.phrases.classes.get(*class));
        if kind == "person" && nearest.is_some_and(|class| class.loose.as_deref() == Some("member")) {
            let line = self.context.line(self.clause, start)?;
            return self.phrases.class_of("member", &line);
        }
        let beside = before.into_iter().find(|class| {
            self.phrases.classes.get(*class).is_some_and(|class| {
                class.loose.is_none() && class.tag.is_none() && !class.world && self.fits(kind, class)
            })
        });
        let recent = || {
            let near = self.recent(|mention| {
                let class = mention.class.and_then(|class| self.phrases.classes.get(class));
                mention.sentence + NEAR_MAX >= self.sentence && class.is_some_and(|class| self.fits(kind, class))
            });
            near.and_then(|near| self.all.get(near)?.class)
        };
        let of_whole = whole.and_then(|whole| self.all.get(whole)?.class);
        let of_whole = of_whole.filter(|class| {
            self.phrases
                .classes
                .get(*class)
                .is_some_and(|class| self.fits(kind, class))
        });
        of_whole
            .or(beside)
            .or_else(|| {
                (kind == "person" && self.is_party(number, after))
                    .then(|| self.phrases.class_of("member", "party"))
                    .flatten()
            })
            .or_else(recent)
    }

    /// `2 đoàn viên được kết nạp Đảng`: members of a mass organization who join the Party.
    pub(super) fn joins_party(&self, number: &Number, whole: Option<usize>) -> bool {
        let later = self
            .clause
            .hits
            .iter()
            .filter(|hit| number.tokens.end <= hit.tokens.start);
        let deed = later
            .filter(|hit| hit.meaning.deeds.iter().any(|deed| deed.id == "admit"))
            .map(|hit| hit.tokens.end)
            .next();
        let of_crowd = whole
            .and_then(|whole| self.phrases.classes.get(self.all.get(whole)?.class?))
            .is_some_and(|row| row.object == "crowd");
        let says = deed.is_some_and(|at| {
            let within = at.checked_sub(1).is_some_and(|last| self.clause.reads(last, &["đảng"]));
            within || self.clause.reads(at, &["đảng"]) || self.clause.reads(at, &["vào", "đảng"])
        });
        says || of_crowd
    }

    pub(super) fn fits(&self, kind: &str, class: &Class) -> bool {
        match kind {
            "person" => class.object.contains("member") || matches!(class.object.as_str(), "crowd" | "confirmed"),
            _ => {
                class.object.contains("org") || self.phrases.stands_alone(class) || class.object.contains("enterprise")
            }
        }
    }

    /// People admitted, confirmed or struck off without saying of what are those of the Party.
    pub(super) fn is_party(&self, number: &Number, after: Option<&str>) -> bool {
        let is_personal = |deed: &str| matches!(deed, "admit" | "confirm" | "leave");
        let mut before = self.clause.deeds_before(number.tokens.start);
        after.is_some_and(is_personal)
            || before
                .find(|(_, deed)| !deed.is_weak)
                .is_some_and(|(_, deed)| is_personal(&deed.id))
    }
}
