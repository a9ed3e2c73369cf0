//! From a number to its indicator: what it counts, what was done with it, whether it is promised, of what it is a part.

use std::ops::Range;

use super::context::Context;
use super::mention::{Bound, Intro, Mention};
use super::numbers::{Number, Value, numbers};
use super::percent::{Kind, Stated};
use super::phrases::{Class, Cue, Phrases, TOTAL};
use super::sentence::Clause;
use super::words::Shape;

/// Reads the figures of one sentence after those before it.
pub(super) fn read(
    phrases: &Phrases,
    clause: &Clause<'_>,
    sentence: usize,
    context: &mut Context,
    all: &mut Vec<Mention>,
) {
    if clause.is_row() {
        return context.row(phrases, clause, sentence, all);
    }
    context.leave_table();
    let found = numbers(clause);
    let counted: Vec<Counted> = found
        .iter()
        .map(|number| counted(phrases, clause, &found, number))
        .collect();
    let deeds = deeds_after(clause, &found, &counted);
    let first = all.len();
    let mut reader = Reader {
        phrases,
        clause,
        sentence,
        context,
        first,
        all,
    };
    let mut taken = 0;
    for ((number, counted), deed) in found.iter().zip(&counted).zip(deeds) {
        if taken <= number.tokens.start {
            taken = reader.mention(number, counted, deed);
        }
    }
    reader.context.remember(clause);
}

/// What stands beside a number.
#[derive(Clone, Debug)]
struct Counted {
    class: Option<usize>,
    /// Tokens of what is counted, when it stands after the number.
    after: Option<Range<usize>>,
    /// No word the checker knows stands there, and the number ends what it counts.
    is_bare: bool,
}

fn counted(phrases: &Phrases, clause: &Clause<'_>, found: &[Number], number: &Number) -> Counted {
    let end = number.tokens.end;
    if let Some((class, tokens)) = clause.class_at(end) {
        return Counted {
            class: Some(class),
            after: Some(tokens),
            is_bare: false,
        };
    }
    // `phát triển 7/35 đạt 20% đảng viên mới`: the percent stands before what is counted.
    if let Some((class, _)) = past_percent(clause, end).and_then(|end| clause.class_at(end)) {
        return Counted {
            class: Some(class),
            after: Some(end..end),
            is_bare: false,
        };
    }
    // `13 là nữ`
    if let Some(link) = clause.hit_at(end).filter(|hit| hit.meaning.is(Cue::Link))
        && let Some((class, tokens)) = clause.class_at(link.tokens.end)
        && phrases.classes.get(class).is_some_and(|row| row.tag.is_some())
    {
        return Counted {
            class: Some(class),
            after: Some(tokens),
            is_bare: false,
        };
    }
    // `lần lượt kết nạp 5, 4 và 2 đảng viên`: numbers in a row share what the last one counts.
    let next = found
        .iter()
        .find(|next| next.tokens.start >= end && matches!(next.value, Value::Count(_)));
    if let Some(next) = next.filter(|next| next.tokens.start > end && clause.only_joins(end..next.tokens.start))
        && (clause.follows_deed(number.tokens.start) || is_joined(clause, found, number))
        && let Some(class) = counted(phrases, clause, found, next).class
    {
        return Counted {
            class: Some(class),
            after: Some(end..end),
            is_bare: false,
        };
    }
    let is_fraction = matches!(number.value, Value::Fraction(..));
    let is_bare = is_fraction || ends_there(clause, end);
    let class = if is_fraction || is_bare && leads_there(clause, number.tokens.start) {
        let beside = classes_before(phrases, clause, found, number.tokens.start);
        let speaks = |class: &&usize| {
            let row = phrases.classes.get(**class);
            row.is_some_and(|row| matches!(row.loose.as_deref(), None | Some("org" | "member")))
        };
        beside.iter().find(speaks).or(beside.first()).copied()
    } else {
        None
    };
    Counted {
        class,
        after: None,
        is_bare,
    }
}

/// Tells whether a number stands in a row of numbers, another directly before it.
fn is_joined(clause: &Clause<'_>, found: &[Number], number: &Number) -> bool {
    let before = found.iter().rev().find(|other| other.tokens.end <= number.tokens.start);
    before.is_some_and(|other| {
        let gap = other.tokens.end..number.tokens.start;
        !gap.is_empty() && clause.only_joins(gap) && matches!(other.value, Value::Count(_))
    })
}

/// Tells whether a number ends what is said of it: no noun the checker does not know follows.
fn ends_there(clause: &Clause<'_>, at: usize) -> bool {
    clause.tokens.get(at).is_none_or(|token| {
        token.shape != Shape::Word && !token.is('%')
            || token.tabs > 0
            || clause.hit_at(at).is_some_and(|hit| {
                let ends = [
                    Cue::Change,
                    Cue::Base,
                    Cue::Beyond,
                    Cue::Share,
                    Cue::Target,
                    Cue::Result,
                    Cue::Part,
                    Cue::Host,
                ];
                hit.meaning.class.is_none()
                    && (!hit.meaning.deeds.is_empty() || ends.iter().any(|cue| hit.meaning.is(*cue)))
            })
            || matches!(token.folded.as_str(), "va" | "thi" | "nen" | "con")
    })
}

/// Tells whether the words before a number can lead from a class to it: `số đảng viên là 12`, `đảng viên: 12`.
fn leads_there(clause: &Clause<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| clause.tokens.get(before)) else {
        return false;
    };
    let is_joint = before.is(':') || before.is('(') || before.is('-') || before.is('–') || before.is('=');
    let is_cell = clause.tokens.get(at).is_some_and(|token| token.tabs > 0);
    is_joint
        || is_cell
        || clause.hit_ending(at).is_some()
        || matches!(before.folded.as_str(), "la" | "len" | "dat" | "duoc" | "con" | "toi")
}

/// Gives the classes before a number with no other number between, the nearest first.
fn classes_before(phrases: &Phrases, clause: &Clause<'_>, found: &[Number], at: usize) -> Vec<usize> {
    let last = found
        .iter()
        .filter(|number| number.tokens.end <= at && number.value != Value::Noise)
        .map(|number| number.tokens.end)
        .max()
        .unwrap_or(0);
    let hits = clause
        .hits
        .iter()
        .rev()
        .filter(|hit| last <= hit.tokens.start && hit.tokens.end <= at);
    // What hosts and where things are is not what is counted.
    let counted = hits.filter(|hit| !clause.ends_cue(hit.tokens.start, &[Cue::Host]));
    let known = counted.filter_map(|hit| hit.meaning.class);
    known
        .filter(|class| phrases.classes.get(*class).is_some_and(|row| row.id != "place"))
        .collect()
}

fn is_plain(phrases: &Phrases, class: usize) -> bool {
    phrases.classes.get(class).is_some_and(|class| class.loose.is_none())
}

/// Gives the place after `đạt 20%`.
fn past_percent(clause: &Clause<'_>, at: usize) -> Option<usize> {
    let steps = if clause.reads(at, &["đạt"]) { 1 } else { 0 };
    let digits = clause.tokens.get(at + steps)?;
    (digits.shape == Shape::Digits && clause.tokens.get(at + steps + 1)?.is('%')).then_some(at + steps + 2)
}

/// Gives for each number the deed that follows what it counts: `có 05 chi bộ được thành lập`; a list shares the one at its end.
fn deeds_after(clause: &Clause<'_>, found: &[Number], counted: &[Counted]) -> Vec<Option<String>> {
    let mut deeds: Vec<Option<String>> = vec![None; found.len()];
    for place in (0..found.len()).rev() {
        let Some(end) = counted
            .get(place)
            .and_then(|counted| counted.after.as_ref())
            .map(|after| after.end)
        else {
            continue;
        };
        let own = deed_at(clause, end);
        let shared = found
            .get(place + 1)
            .filter(|next| end <= next.tokens.start && clause.only_joins(end..next.tokens.start));
        let shared = shared.and_then(|_| deeds.get(place + 1).cloned().flatten());
        if let Some(slot) = deeds.get_mut(place) {
            *slot = own.or(shared);
        }
    }
    deeds
}

fn deed_at(clause: &Clause<'_>, at: usize) -> Option<String> {
    // `mười bốn công đoàn cơ sở yếu được củng cố`: a word or two may stand before the passive.
    let mut at = (at..=at + ADJECTIVES)
        .find(|at| {
            clause
                .tokens
                .get(*at)
                .is_some_and(|token| matches!(token.folded.as_str(), "duoc" | "bi"))
        })
        .filter(|passive| {
            clause
                .tokens
                .get(at..*passive)
                .unwrap_or_default()
                .iter()
                .all(|token| token.shape == Shape::Word)
        })
        .unwrap_or(at);
    let mut is_passive = false;
    while let Some(token) = clause.tokens.get(at).filter(|token| {
        matches!(
            token.folded.as_str(),
            "duoc" | "bi" | "moi" | "da" | "phai" | "nay" | "tren"
        )
    }) {
        is_passive |= token.folded != "da";
        at += 1;
    }
    // `127 người trong số đó đã được …`
    if let Some(part) = clause.hit_at(at).filter(|hit| hit.meaning.is(Cue::Part) && !is_passive) {
        return deed_at(clause, part.tokens.end);
    }
    let hit = clause.hit_at(at)?;
    let deed = hit.meaning.deeds.iter().find(|deed| !deed.is_weak)?;
    let next = clause.tokens.get(hit.tokens.end);
    let takes_object =
        next.is_some_and(|next| next.shape == Shape::Digits) || clause.class_at(hit.tokens.end).is_some();
    (is_passive || !takes_object).then(|| deed.id.clone())
}

struct Reader<'a, 'b> {
    phrases: &'a Phrases,
    clause: &'a Clause<'a>,
    sentence: usize,
    context: &'b mut Context,
    /// Where the mentions of this sentence begin.
    first: usize,
    all: &'b mut Vec<Mention>,
}

/// What was found out of a number's meaning.
#[derive(Default)]
struct Sense {
    class: Option<usize>,
    deed: Option<String>,
    indicator: Option<String>,
    is_noise: bool,
    is_tagged: bool,
}

impl Reader<'_, '_> {
    /// Takes a number in, and gives the place up to which tokens were used.
    fn mention(&mut self, number: &Number, counted: &Counted, after: Option<String>) -> usize {
        if let Value::Percent(stated) = &number.value {
            self.percent(number, stated);
            return number.tokens.end;
        }
        let (value, of) = match number.value {
            Value::Count(value) | Value::Range(value) => (Some(value), None),
            Value::Fraction(value, of) => (Some(value), Some(of)),
            Value::Percent(_) | Value::Noise => (None, None),
        };
        let end = counted.after.as_ref().map_or(number.tokens.end, |after| after.end);
        let (end, of) = match self.over_after(end).filter(|_| of.is_none()) {
            Some((end, over)) => (end, Some(over)),
            None => (end, of),
        };
        let whole = self.whole(number);
        let sense = if number.value == Value::Noise || self.is_multiple(number) {
            noise()
        } else {
            self.sense(number, counted, after, whole.map(|(whole, _)| whole))
        };
        let part = whole.filter(|(whole, _)| !sense.is_noise && self.is_part(*whole, &sense));
        let early = of.and_then(|_| self.early_percent(number));
        let is_promised =
            of.is_none() && self.is_promised(number, &sense) || sense.indicator.as_deref() == Some("task_planned");
        let is_promised = is_promised && !(sense.deed.as_deref() == Some("done"));
        self.all.push(Mention {
            span: number.span,
            value,
            of,
            stated: early.into_iter().collect(),
            is_target: sense.indicator.is_some() && is_promised,
            indicator: sense.indicator,
            is_noise: sense.is_noise,
            sentence: self.sentence,
            tokens: number.tokens.start..end,
            class: sense.class,
            deed: sense.deed,
            part_of: part.map(|(whole, _)| whole),
            intro: part.map(|(_, intro)| intro),
            is_tagged: sense.is_tagged,
            bound: self.bound(number.tokens.start),
        });
        end
    }

    /// `đạt 83,3% kế hoạch (05/06 chi bộ)`: a percent that stood alone belongs to the fraction behind it.
    fn early_percent(&mut self, number: &Number) -> Option<Stated> {
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

    /// `33 đảng viên/30 chỉ tiêu`: the promise behind what is counted.
    fn over_after(&self, at: usize) -> Option<(usize, i64)> {
        let of = self
            .clause
            .tokens
            .get(at + 1)
            .filter(|of| of.shape == Shape::Digits && of.is_glued)?;
        let over = self.clause.tokens.get(at).filter(|stroke| stroke.is('/'))?;
        let count = crate::text::parse_count(&of.text)?;
        (over.shape == Shape::Mark).then_some((at + 2, count))
    }

    /// `gấp 3 lần`, `tăng 05 so với`: it compares figures and is none.
    fn is_multiple(&self, number: &Number) -> bool {
        let next = self.clause.tokens.get(number.tokens.end);
        let at = self.before_about(number.tokens.start);
        next.is_some_and(|next| next.folded == "lan") || self.clause.ends_cue(at, &[Cue::Change, Cue::Beyond])
    }

    fn before_about(&self, at: usize) -> usize {
        self.clause
            .hit_ending(at)
            .filter(|hit| hit.meaning.is(Cue::About))
            .map_or(at, |hit| hit.tokens.start)
    }

    fn sense(&self, number: &Number, counted: &Counted, after: Option<String>, whole: Option<usize>) -> Sense {
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

    fn by_deed(&self, number: &Number, class: usize, after: Option<String>, whole: Option<usize>, end: usize) -> Sense {
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

    /// `31 quần chúng là công nhân, kỹ sư … được kết nạp`
    fn admitted_later(&self, number: &Number) -> Option<String> {
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
    fn default_deed(&self, number: &Number, row: &Class, is_before: bool) -> String {
        let grows = ["found", "admit"]
            .into_iter()
            .find(|deed| self.phrases.indicator(row, deed).is_some());
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

    /// A number in a list shares the deed of the one before it: `có 30 hợp tác xã và 55 đơn vị sự nghiệp`.
    fn deed_of_list(&self, number: &Number, row: &Class) -> Option<String> {
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

    /// `loại tốt 18/31 chi bộ`: organizations told by their rating.
    fn is_rated(&self, number: &Number, row: &Class) -> bool {
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
    fn filtered(&self, code: String, row: &Class, end: usize) -> String {
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
    fn speaks_of_base(&self) -> bool {
        (0..self.clause.tokens.len()).any(|at| self.clause.reads(at, &["cơ", "sở"]))
    }

    /// `… ở doanh nghiệp FDI`.
    fn host(&self, at: usize) -> Option<String> {
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

    /// `05 nữ`, `08 đồng chí là chủ doanh nghiệp`.
    fn tag_of(&self, row: &Class, end: usize) -> Option<String> {
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
    fn tag_before(&self, number: &Number, row: &Class, counted: &Counted) -> Option<String> {
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

    fn tagged(&self, number: &Number, class: usize, tag: String, after: Option<&str>, whole: Option<usize>) -> Sense {
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
        let base = base.map(|code| code.split(':').next().unwrap_or_default().to_owned());
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
    fn named_member(&self, number: &Number) -> Option<String> {
        let before = |hit: &&super::sentence::Hit<'_>| hit.tokens.end <= number.tokens.start;
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

    /// Gives the last figure before, which satisfies a condition.
    fn recent(&self, holds: impl Fn(&Mention) -> bool) -> Option<usize> {
        self.all
            .iter()
            .rposition(|mention| !mention.is_noise && mention.indicator.is_some() && holds(mention))
    }

    /// A number with nothing it counts beside it: `năm 2021 khảo sát 11`, `chỉ tiêu giao là 5.800`.
    fn bare(&self, number: &Number, counted: &Counted) -> Sense {
        let start = self.before_about(number.tokens.start);
        let fraction = matches!(number.value, Value::Fraction(..));
        let colon = start
            .checked_sub(1)
            .filter(|at| self.clause.tokens.get(*at).is_some_and(|token| token.is(':')));
        let led = self.clause.follows_deed(colon.unwrap_or(start)) || self.leads_target(start) || fraction;
        let hosted = self.host(number.tokens.end).is_some();
        if let Some(whole) = self.broken_down(number).filter(|_| counted.is_bare && !led && !hosted) {
            return whole;
        }
        if !counted.is_bare || !(led || hosted) {
            return noise();
        }
        let hit = self
            .clause
            .deeds_before(start)
            .find(|(hit, deed)| !deed.is_weak && start - hit.tokens.end <= BARE_REACH);
        let near = self.recent(|mention| {
            let class = mention.class.and_then(|class| self.phrases.classes.get(class));
            mention.sentence + NEAR_MAX >= self.sentence
                && class.is_some_and(|class| {
                    !mention.is_tagged && hit.is_none_or(|(_, deed)| self.phrases.indicator(class, &deed.id).is_some())
                })
        });
        let Some(near) = near.and_then(|near| self.all.get(near)) else {
            return noise();
        };
        let class_of = |mention: &Mention| mention.class.and_then(|class| self.phrases.classes.get(class));
        let deed = hit
            .map(|(_, deed)| deed.id.clone())
            .filter(|deed| deed != TOTAL)
            .or_else(|| near.deed.clone());
        let grows = class_of(near).and_then(|row| {
            ["found", "admit"]
                .into_iter()
                .find(|deed| self.phrases.indicator(row, deed).is_some())
        });
        let deed = match grows {
            Some(grows) if hit.is_none() && deed.as_deref() == Some("stock") && self.leads_target(start) => {
                Some(grows.to_owned())
            }
            Some(_) | None => deed,
        };
        let deed = if fraction && deed.as_deref() == Some("plan") {
            Some("done".to_owned())
        } else {
            deed
        };
        let class = near.class.and_then(|class| self.phrases.classes.get(class));
        let indicator = class
            .zip(deed.as_ref())
            .and_then(|(class, deed)| self.phrases.indicator(class, deed));
        let host = self
            .host(number.tokens.end)
            .zip(indicator.as_ref())
            .map(|(host, code)| format!("{code}:{host}"));
        Sense {
            class: near.class,
            deed,
            indicator: host.or(indicator),
            is_noise: false,
            is_tagged: false,
        }
    }

    /// `612 đoàn viên: khối dệt may 244, khối thủy sản 187`: labels with numbers behind a figure break it down.
    fn broken_down(&self, number: &Number) -> Option<Sense> {
        let start = number.tokens.start;
        let label = self
            .clause
            .tokens
            .get(start.checked_sub(1)?)
            .filter(|before| before.shape == Shape::Word)?;
        let ends = self
            .clause
            .tokens
            .get(number.tokens.end)
            .is_none_or(|after| after.shape == Shape::Mark && !after.is('%'));
        let opened = self.clause.cue_before(start, &[Cue::Part]).map(|cue| cue.tokens.start);
        let colon = self.clause.tokens.iter().take(start).rposition(|token| token.is(':'));
        let opened = opened.or(colon)?;
        let own = self.all.get(self.first..)?;
        let whole = own
            .iter()
            .rev()
            .find(|mention| mention.tokens.end <= opened && mention.indicator.is_some() && !mention.is_tagged)?;
        let deeds = self
            .clause
            .deeds_before(start)
            .find(|(hit, deed)| !deed.is_weak && hit.tokens.start > opened);
        (ends && deeds.is_none() && !label.folded.is_empty()).then(|| Sense {
            class: whole.class,
            deed: whole.deed.clone(),
            indicator: whole.indicator.clone(),
            is_noise: false,
            is_tagged: false,
        })
    }

    fn leads_target(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.clause.tokens.get(before));
        let is_led = before.is_some_and(|before| before.is(':') || before.folded == "la");
        let cue = self.clause.cue_before(at, &[Cue::Target, Cue::Result]);
        cue.is_some_and(|cue| cue.tokens.end == at || is_led && at - cue.tokens.end <= TARGET_REACH)
    }

    /// Finds what a loose word counts.
    fn loose(&self, number: &Number, row: &Class, after: Option<&str>, whole: Option<usize>) -> Option<usize> {
        let start = number.tokens.start;
        let kind = row.loose.as_deref()?;
        if kind == "member" && after == Some("admit") && self.joins_party(number, whole) {
            return self.phrases.class_of("member", "party");
        }
        if kind == "member" || kind == "org" {
            let line = self.context.line(self.clause, start)?;
            return self.phrases.class_of(kind, &line);
        }
        let found = numbers(self.clause);
        let before = classes_before(self.phrases, self.clause, &found, start);
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
                mention.sentence + 1 >= self.sentence && class.is_some_and(|class| self.fits(kind, class))
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
    fn joins_party(&self, number: &Number, whole: Option<usize>) -> bool {
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
        let says = deed.is_some_and(|at| self.clause.reads(at, &["đảng"]) || self.clause.reads(at, &["vào", "đảng"]));
        says || of_crowd
    }

    fn fits(&self, kind: &str, class: &Class) -> bool {
        match kind {
            "person" => class.object.contains("member") || matches!(class.object.as_str(), "crowd" | "confirmed"),
            _ => {
                class.object.contains("org") || self.phrases.stands_alone(class) || class.object.contains("enterprise")
            }
        }
    }

    /// People admitted, confirmed or struck off without saying of what are those of the Party.
    fn is_party(&self, number: &Number, after: Option<&str>) -> bool {
        let is_personal = |deed: &str| matches!(deed, "admit" | "confirm" | "leave");
        let mut before = self.clause.deeds_before(number.tokens.start);
        after.is_some_and(is_personal)
            || before
                .find(|(_, deed)| !deed.is_weak)
                .is_some_and(|(_, deed)| is_personal(&deed.id))
    }

    /// Gives the nearest deed before a number that goes with a class.
    fn deed_before(&self, number: &Number, row: &Class, is_part: bool) -> Option<String> {
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

    fn is_promised(&self, number: &Number, sense: &Sense) -> bool {
        let start = self.before_about(number.tokens.start);
        // `đạt 105% chỉ tiêu giao (60 đảng viên)`
        if let Some(opened) = start
            .checked_sub(1)
            .filter(|at| self.clause.tokens.get(*at).is_some_and(|token| token.is('(')))
            && let Some(cue) = self.clause.cue_before(opened, &[Cue::Target, Cue::Part])
            && cue.meaning.is(Cue::Target)
            && opened - cue.tokens.end <= BRACKET_REACH
        {
            return true;
        }
        if self.clause.reads(start.saturating_sub(2), &["kế", "hoạch"]) {
            return true;
        }
        let mut end = start;
        while let Some(cue) = self.clause.cue_before(end, &[Cue::Target, Cue::Result]) {
            if cue.meaning.is(Cue::Result) {
                return false;
            }
            let spent = self.clause.mark_between(cue.tokens.end..start, &['('])
                && self.clause.mark_between(cue.tokens.end..start, &[')']);
            let stands = sense.deed.as_deref() == Some("stock") && start - cue.tokens.end > STOCK_REACH;
            if !self.is_base(cue.tokens.start) && !spent && !stands {
                return true;
            }
            end = cue.tokens.start;
        }
        let is_done = self.clause.cue_before(start, &[Cue::Result]).is_some();
        self.context.is_planned(self.clause) && !is_done
    }

    /// `đạt 35% chỉ tiêu`, `vượt kế hoạch năm`: the promise is what a result is measured by.
    fn is_base(&self, at: usize) -> bool {
        let near = (at.saturating_sub(BASE_REACH)..=at).any(|at| self.clause.ends_cue(at, &[Cue::Base]));
        let before = self
            .clause
            .tokens
            .get(at.saturating_sub(BASE_WORDS)..at)
            .unwrap_or_default();
        let since = before.iter().rev().take_while(|token| token.shape != Shape::Digits);
        let mut since = since.skip_while(|token| token.shape == Shape::Word);
        near || since.next().is_some_and(|mark| mark.is('%'))
    }

    /// Gives what a number is a part of and how that is said.
    fn whole(&self, number: &Number) -> Option<(usize, Intro)> {
        let start = number.tokens.start;
        let opened = self.clause.tokens.iter().take(start).rposition(|token| token.is('('));
        let opened = opened.filter(|opened| !self.clause.mark_between(*opened..start, &[')']));
        let cue = self
            .clause
            .cue_before(start, &[Cue::Part])
            .filter(|cue| !self.is_closed_off(cue.tokens.start, start));
        let (at, intro) = match (cue, opened) {
            (Some(cue), _) => (
                cue.tokens.start,
                if cue.meaning.is(Cue::WholeOf) {
                    Intro::Whole
                } else {
                    Intro::Some
                },
            ),
            (None, Some(opened)) => (opened, Intro::Some),
            (None, None) => return None,
        };
        let own = self.all.get(self.first..).unwrap_or_default();
        let whole = own.iter().rposition(|mention| {
            mention.tokens.end <= at && !mention.is_noise && mention.value.is_some() && mention.part_of.is_none()
        });
        let whole = whole.map(|whole| whole + self.first).or_else(|| {
            // A sentence that begins with `Trong đó` speaks of the last figure before it.
            (at == 0)
                .then(|| self.recent(|mention| mention.part_of.is_none()))
                .flatten()
        })?;
        Some((whole, intro))
    }

    /// Tells whether a place stands in a bracket that closed before another place.
    fn is_closed_off(&self, at: usize, before: usize) -> bool {
        let opened = self.clause.tokens.iter().take(at).rposition(|token| token.is('('));
        let opened = opened.filter(|opened| !self.clause.mark_between(*opened..at, &[')']));
        opened.is_some() && self.clause.mark_between(at..before, &[')'])
    }

    /// Tells whether what a number counts can be a part of the whole before it.
    fn is_part(&self, whole: usize, sense: &Sense) -> bool {
        if sense.is_tagged {
            return true;
        }
        let Some(whole) = self.all.get(whole) else {
            return false;
        };
        let (Some(part), Some(of)) = (sense.class, whole.class) else {
            return false;
        };
        let (Some(part), Some(of)) = (self.phrases.classes.get(part), self.phrases.classes.get(of)) else {
            return false;
        };
        let base = |code: &Option<String>| {
            code.as_ref()
                .map(|code| code.split(':').next().unwrap_or_default().to_owned())
        };
        let same = base(&sense.indicator) == base(&whole.indicator) && sense.indicator.is_some();
        let survey = part.group.as_deref() == Some("survey") && of.object.contains("enterprise");
        let mass = of.id == "mass_org" && part.object == "org" && part.line.as_deref() != Some("party");
        let control = part.group.as_deref() == Some("control") && of.id == "control";
        same || survey || control || mass
    }

    fn bound(&self, at: usize) -> Bound {
        let hit = self.clause.hit_ending(at);
        let is = |cue| hit.is_some_and(|hit| hit.meaning.is(cue));
        if is(Cue::AtLeast) {
            Bound::AtLeast
        } else if is(Cue::AtMost) {
            Bound::AtMost
        } else if is(Cue::About) {
            Bound::About
        } else {
            Bound::Exact
        }
    }

    /// A percent belongs to the figure it follows; alone it is a figure without its count.
    fn percent(&mut self, number: &Number, stated: &str) {
        let at = self.before_about(number.tokens.start);
        let Some(kind) = super::percent::kind(self.clause, at) else {
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

    fn lone(&mut self, number: &Number, stated: Option<Stated>, is_noise: bool) {
        let found = numbers(self.clause);
        let mut beside = classes_before(self.phrases, self.clause, &found, number.tokens.start);
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
    fn class_following(&self, at: usize) -> Option<usize> {
        let mut hits = self
            .clause
            .hits
            .iter()
            .filter(|hit| at <= hit.tokens.start && hit.tokens.start <= at + FOLLOW_REACH);
        hits.find_map(|hit| hit.meaning.class)
    }
}

fn noise() -> Sense {
    Sense {
        is_noise: true,
        ..Sense::default()
    }
}

const NEAR_MAX: usize = 1;
const ADJECTIVES: usize = 2;
const BASE_WORDS: usize = 6;
const LATE_PERCENT: usize = 10;
const TARGET_REACH: usize = 10;
const FOLLOW_REACH: usize = 8;
const BASE_REACH: usize = 2;
const BARE_REACH: usize = 3;
const BRACKET_REACH: usize = 6;
const STOCK_REACH: usize = 4;
const RATING_REACH: usize = 4;
