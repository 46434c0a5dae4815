//! The mergeable summary of a survey: who answered what, counted.

use crate::order;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::columns::Scale;
use super::{Item, MISSING, SUBJECT, Survey};
use crate::document::{self, described, hint};
use crate::error::{Code, Error, Place, Problems};

/// For each group and item, how many gave each answer: all that [`SurveySummary::coverage`]
/// and [`SurveySummary::binomial`] need, in a size that does not depend on the number of
/// respondents.
///
/// [`SurveySummary::merge`] is associative and commutative, and exact: summaries of parts of
/// the respondents, merged in any order, equal the summary of all, to the bit.
///
/// ```
/// use peerpath::Labels;
/// use peerpath::competency::{Survey, SurveyColumns, SurveyRows, SurveySummary};
/// let columns = SurveyColumns {
///     items: [("crisis".to_owned(), None)].into(),
///     ..SurveyColumns::default()
/// };
/// let survey = |ratings: Vec<Option<f64>>| {
///     let rows = SurveyRows { ratings: vec![("crisis".to_owned(), ratings)], ..Default::default() };
///     Survey::from_rows(&rows, &columns)
/// };
/// let mut summary = survey(vec![Some(5.0), None])?.summarise(None)?;
/// summary.update(&survey(vec![Some(3.0)])?)?;
/// let again = SurveySummary::from_bytes(&summary.to_bytes())?;
/// assert_eq!(again.coverage(&Default::default())?.rows()[0].mean, Some(4.0));
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveySummary {
    pub(super) scale: Scale,
    pub(super) items: Vec<Item>,
    pub(super) by: Option<String>,
    /// One group named "" where there is no `by`.
    pub(super) groups: BTreeMap<String, Group>,
    /// Respondents in no group, for want of a value.
    pub(super) left_out: u64,
}

/// The counts of one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) respondents: u64,
    /// Per item, per level: how many gave that answer. Who gave none is the difference to
    /// `respondents`.
    pub(super) counts: Vec<Vec<u64>>,
}

impl Group {
    fn empty(items: usize, levels: usize) -> Group {
        Group { respondents: 0, counts: vec![vec![0; levels]; items] }
    }

    fn add(&mut self, other: &Group) {
        self.respondents += other.respondents;
        let cells = self.counts.iter_mut().flatten().zip(other.counts.iter().flatten());
        cells.for_each(|(own, others)| *own += others);
    }
}

impl SurveySummary {
    pub(super) fn of(survey: &Survey, by: Option<&str>) -> Result<SurveySummary, Error> {
        let (items, levels) = (survey.items.len(), survey.scale.levels());
        let mut summary = SurveySummary {
            scale: survey.scale.clone(),
            items: survey.items.clone(),
            by: by.map(str::to_owned),
            groups: BTreeMap::new(),
            left_out: 0,
        };
        let Some(by) = by else {
            let mut group = Group::empty(items, levels);
            group.respondents = survey.respondents as u64;
            for (counts, answers) in group.counts.iter_mut().zip(&survey.levels) {
                // Counted over every possible byte: no branch per answer.
                let mut all = [0_u64; 256];
                answers.iter().for_each(|&level| all[usize::from(level)] += 1);
                counts.iter_mut().zip(all).for_each(|(count, found)| *count = found);
            }
            summary.groups.insert(String::new(), group);
            return Ok(summary);
        };
        let Some((_, labels)) = survey.groups.iter().find(|(name, _)| name == by) else {
            let names: Vec<&str> = survey.group_columns().collect();
            let expected = match names.as_slice() {
                [] => "nothing: the survey was read without group columns".to_owned(),
                names => format!("one of `{}`{}", names.join("`, `"), hint(by, names)),
            };
            return Err(Error::argument(SUBJECT, "by", format!("`{by}`"), expected));
        };
        // The last one is for those without a group.
        let mut groups = vec![Group::empty(items, levels); labels.names().len() + 1];
        let last = groups.len() - 1;
        let at: Vec<usize> = labels.codes().iter().map(|&code| (code as usize).min(last)).collect();
        for &at in &at {
            groups[at].respondents += 1;
        }
        for (item, answers) in survey.levels.iter().enumerate() {
            for (&at, &level) in at.iter().zip(answers) {
                if level != MISSING {
                    groups[at].counts[item][usize::from(level)] += 1;
                }
            }
        }
        summary.left_out = groups.pop().map_or(0, |group| group.respondents);
        summary.groups = labels.names().iter().cloned().zip(groups).collect();
        Ok(summary)
    }

    /// Takes in more respondents.
    ///
    /// # Errors
    /// As [`SurveySummary::merge`].
    pub fn update(&mut self, survey: &Survey) -> Result<(), Error> {
        *self = self.merge(&SurveySummary::of(survey, self.by.as_deref())?)?;
        Ok(())
    }

    /// The summary of the respondents of both, of whom none may be in both.
    ///
    /// # Errors
    /// [`Code::Argument`] where the two do not have the same items in the same order, the same
    /// scale and the same group column.
    pub fn merge(&self, other: &SurveySummary) -> Result<SurveySummary, Error> {
        let mut problems = Problems::new();
        let mut same = |what: &str, same: bool| {
            if !same {
                let place = Place::argument("other");
                let expected = format!("a summary with the same {what}");
                problems.push(place, format!("another {what}"), expected);
            }
        };
        same("scale", self.scale == other.scale);
        same("list of items", self.items == other.items);
        same("group column", self.by == other.by);
        problems.finish(Code::Argument, "survey summary")?;
        let mut merged = self.clone();
        merged.left_out += other.left_out;
        for (name, group) in &other.groups {
            match merged.groups.get_mut(name) {
                Some(own) => own.add(group),
                None => {
                    merged.groups.insert(name.clone(), group.clone());
                }
            }
        }
        Ok(merged)
    }

    /// What was rated.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The answers that are possible.
    #[must_use]
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// The column that makes the groups, where there are groups.
    #[must_use]
    pub fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }

    /// The number of respondents, with or without answers, with or without a group.
    #[must_use]
    pub fn respondents(&self) -> u64 {
        self.left_out + self.groups.values().map(|group| group.respondents).sum::<u64>()
    }

    /// The groups in order: of number where every name is a whole number, else of text.
    pub(super) fn ordered(&self) -> Vec<(&str, &Group)> {
        let mut groups: Vec<(&str, &Group)> =
            self.groups.iter().map(|(name, group)| (name.as_str(), group)).collect();
        if groups.iter().all(|(name, _)| name.parse::<i64>().is_ok()) {
            let number = |name: &str| name.parse::<i64>().unwrap_or(0);
            order::sort(&mut groups, &|(one, _), (other, _)| number(one).cmp(&number(other)));
        }
        groups
    }

    /// The summary as bytes, the same for the same summary: a JSON document
    /// (`peerpath/survey-summary/1`) in UTF-8.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let groups = self.groups.iter().map(|(name, group)| {
            let (respondents, counts) = (group.respondents, group.counts.clone());
            WireGroup { name: name.clone(), respondents, counts }
        });
        let items = self.items.iter();
        let document = Wire {
            format: WireFormat::One,
            scale: self.scale.clone(),
            items: items
                .map(|item| WireItem {
                    name: item.name.clone(),
                    competency: item.competency.clone(),
                    label: item.label.clone(),
                })
                .collect(),
            by: self.by.clone(),
            groups: groups.collect(),
            left_out: self.left_out,
        };
        serde_json::to_vec(&document).unwrap_or_default()
    }

    /// The summary in bytes that [`SurveySummary::to_bytes`] made.
    ///
    /// # Errors
    /// [`Code::InvalidText`], [`Code::Syntax`] or [`Code::Document`] where they are not such.
    pub fn from_bytes(bytes: &[u8]) -> Result<SurveySummary, Error> {
        const SUBJECT: &str = "survey summary";
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let found = format!("bytes that are not UTF-8 from byte {}", error.valid_up_to());
            Error::one(Code::InvalidText, SUBJECT, Place::Whole, found, "UTF-8")
        })?;
        let document: Wire = document::parse(text, SUBJECT)?;
        let mut problems = Problems::new();
        document.scale.check(&mut problems);
        document.check_counts(&mut problems);
        problems.finish(Code::Document, SUBJECT)?;
        let group = |group: WireGroup| {
            (group.name, Group { respondents: group.respondents, counts: group.counts })
        };
        let items = document.items.into_iter();
        Ok(SurveySummary {
            scale: document.scale,
            items: items
                .map(|item| Item {
                    name: item.name,
                    competency: item.competency,
                    label: item.label,
                })
                .collect(),
            by: document.by,
            groups: document.groups.into_iter().map(group).collect(),
            left_out: document.left_out,
        })
    }
}

described! { Wire = "survey-summary" }

/// The document of a summary.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wire {
    format: WireFormat,
    scale: Scale,
    items: Vec<WireItem>,
    by: Option<String>,
    groups: Vec<WireGroup>,
    left_out: u64,
}

#[derive(Deserialize, Serialize, JsonSchema)]
enum WireFormat {
    #[serde(rename = "peerpath/survey-summary/1")]
    One,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WireItem {
    name: String,
    competency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WireGroup {
    name: String,
    respondents: u64,
    counts: Vec<Vec<u64>>,
}

impl Wire {
    /// The most respondents that a summary read from bytes may hold in one group: enough for
    /// any survey, and sums of squared ratings stay exact.
    const MOST: u64 = 1 << 40;

    fn check_counts(&self, problems: &mut Problems) {
        if self.left_out > Wire::MOST {
            let place = Place::pointer("/left_out");
            problems.push(place, self.left_out.to_string(), "2^40 at most");
        }
        for (index, group) in self.groups.iter().enumerate() {
            let at = |key: &str| Place::pointer(format!("/groups/{index}/{key}"));
            if self.groups.iter().take(index).any(|earlier| earlier.name == group.name) {
                problems.push(at("name"), format!("`{}` again", group.name), "each group once");
            }
            if self.by.is_none() && !group.name.is_empty() {
                problems.push(at("name"), format!("`{}`", group.name), "no name without `by`");
            }
            if group.respondents > Wire::MOST {
                problems.push(at("respondents"), group.respondents.to_string(), "2^40 at most");
            }
            let whole = group.counts.len() == self.items.len()
                && group.counts.iter().all(|counts| counts.len() == self.scale.levels());
            if !whole {
                problems.push(at("counts"), "counts of another shape", "items by levels");
            }
            for (item, counts) in group.counts.iter().enumerate() {
                let total = counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
                if total.is_none_or(|total| total > group.respondents) {
                    let place = at(&format!("counts/{item}"));
                    problems.push(place, "more answers than respondents", "as many at most");
                }
            }
        }
    }
}
