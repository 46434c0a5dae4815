//! A certification standard.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::assess;
use super::assessment::Assessment;
use super::catalog;
use super::day_name::{DayName, Named};
use super::document::{Confidence, StandardDocument};
use super::dossier::{Dossier, DossierDocument};
use super::facts::Facts;
use super::life_cycle::{LifeCycle, note_windows_outside};
use super::requirement::{Requirements, Rule};
use super::standards::Standards;
use super::verdict::Verdict;
use super::within::CycleFacts;
use crate::document::Described;
use crate::error::{Code, Error, Place, Problems};

/// A certification standard: who qualifies, by which rules, from which sources, and when.
///
/// It can only exist well-formed. A copy is cheap.
///
/// ```
/// use jiff::civil::date;
/// use peerpath::{Dossier, Standard, Verdict};
///
/// let standard = Standard::from_json(r#"{
///     "format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "2025-07",
///     "title": "Certified Peer Support Specialist", "jurisdiction": "US-XX",
///     "sources": [{"id": "s1", "title": "Rule 7", "year": 2025}],
///     "requirement": {"id": "all", "cite": "s1", "all": [
///         {"id": "age", "age": {"at_least": 18}},
///         {"id": "training", "hours": {"of": "training", "at_least": 60, "within": "P2Y"}}]} }"#)?;
/// let dossier = Dossier::from_json(r#"{
///     "format": "peerpath/dossier/1", "person": "p-17", "born": "1988-05-02",
///     "hours": [{"id": "e3", "of": "training", "amount": 50, "to": "2026-03-13"}],
///     "complete": ["hours"] }"#)?;
/// let assessment = standard.assess(&dossier, date(2026, 11, 21))?;
/// assert_eq!(assessment.verdict(), Verdict::Unmet);
/// println!("{assessment}");
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone)]
pub struct Standard(Arc<Inner>);

struct Inner {
    document: StandardDocument,
    requirements: Requirements,
    life_cycle: Option<LifeCycle>,
}

impl Standard {
    /// Reads a standard document.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON, [`Code::Document`] with every problem
    /// where it is not a standard: unknown keys, values of the wrong type, ids used twice,
    /// sources cited or requirements referred to that are not there, references in a circle,
    /// bounds that contradict each other.
    pub fn from_json(text: &str) -> Result<Standard, Error> {
        Standard::from_json_with(text, &Standards::new())
    }

    /// Reads a standard document that refers to requirements of other standards: of those
    /// given beside it, else of the shipped ones.
    ///
    /// ```
    /// use peerpath::{Standard, Standards};
    ///
    /// let mut beside = Standards::new();
    /// beside.add_json(r#"{
    ///     "format": "peerpath/standard/1", "id": "us-xx/base", "version": "1", "title": "Base",
    ///     "requirement": {"id": "age", "age": {"at_least": 18}}}"#)?;
    /// let senior = Standard::from_json_with(r#"{
    ///     "format": "peerpath/standard/1", "id": "us-xx/senior", "version": "1", "title": "Senior",
    ///     "requirement": {"id": "all", "all": [
    ///         {"id": "base", "refer": {"standard": "us-xx/base"}},
    ///         {"id": "work", "hours": {"of": "work", "at_least": 2000}}]}}"#, &beside)?;
    /// assert_eq!(senior.id(), "us-xx/senior");
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Standard::from_json`].
    pub fn from_json_with(text: &str, beside: &Standards) -> Result<Standard, Error> {
        let document = StandardDocument::read(text)?;
        let mut problems = Problems::new();
        note_windows_outside(&document, &mut problems);
        Standard::of(document, beside, problems)
    }

    /// The standard of a document of which these problems are known.
    pub(crate) fn of(
        document: StandardDocument,
        beside: &Standards,
        mut problems: Problems,
    ) -> Result<Standard, Error> {
        note_problems(&document, &mut problems);
        let requirements = Requirements::of(&document, beside, &mut problems);
        let rules = document.life_cycle.as_ref().filter(|_| problems.is_empty());
        let life_cycle = rules.map(|rules| LifeCycle::of(rules, &document, beside, &mut problems));
        problems.finish(Code::Document, format!("standard {}", document.id))?;
        Ok(Standard(Arc::new(Inner { document, requirements, life_cycle })))
    }

    /// The documents of the other standards to whose requirements this one refers, each once,
    /// those of the catalog not among them: what [`Standard::from_json_with`] needs beside
    /// [`Standard::to_json`] to make the same standard again.
    #[must_use]
    pub fn beside(&self) -> Vec<String> {
        let beside = self.0.requirements.beside.iter();
        beside.map(|document| serde_json::to_string(&**document).unwrap_or_default()).collect()
    }

    /// A standard of the shipped catalog, by its id such as `us-nc/cpss`; of several versions
    /// the one that no other supersedes. `us-nc/cpss@2020` asks for a version by name.
    ///
    /// # Errors
    /// [`Code::UnknownName`] where the catalog has no such standard; the error lists those
    /// that it has.
    pub fn builtin(id: &str) -> Result<Standard, Error> {
        catalog::standard(id)
    }

    /// The name of the standard, the same in all its versions.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.document.id
    }

    /// The name of the version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.0.document.version
    }

    /// The title for people.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.document.title
    }

    /// Where it holds, such as `US-NC`.
    #[must_use]
    pub fn jurisdiction(&self) -> Option<&str> {
        self.0.document.jurisdiction.as_deref()
    }

    /// The short name of the credential.
    #[must_use]
    pub fn credential(&self) -> Option<&str> {
        self.0.document.credential.as_deref()
    }

    /// The first day on which the version holds, where it is known.
    #[must_use]
    pub fn effective_from(&self) -> Option<Date> {
        self.0.document.effective.from.map(|day| day.0)
    }

    /// The last day on which the version holds, where it is known.
    #[must_use]
    pub fn effective_until(&self) -> Option<Date> {
        self.0.document.effective.until.map(|day| day.0)
    }

    /// The standard as a document again.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0.document).unwrap_or_default()
    }

    /// The JSON Schema (draft 2020-12) of a standard document.
    #[must_use]
    pub fn json_schema() -> serde_json::Value {
        StandardDocument::schema()
    }

    /// Assesses a dossier as it stands on one day: what is dated later does not count.
    ///
    /// # Errors
    /// [`Code::NotInForce`] where the version does not hold on the day that selects it.
    pub fn assess(&self, dossier: &Dossier, as_of: Date) -> Result<Assessment, Error> {
        self.in_force(dossier.document(), as_of)?;
        Ok(Assessment::new(self.clone(), dossier.clone(), as_of, CycleFacts::default()))
    }

    /// The verdict on a dossier as it stands on one day, for those who need no explanation: the
    /// verdict of [`Standard::assess`], a few times sooner.
    ///
    /// # Errors
    /// As [`Standard::assess`].
    pub fn verdict(&self, dossier: &Dossier, as_of: Date) -> Result<Verdict, Error> {
        self.in_force(dossier.document(), as_of)?;
        let facts = Facts::unexplained(dossier.document(), as_of);
        Ok(assess::verdict(&self.0.requirements, facts))
    }

    pub(crate) fn document(&self) -> &StandardDocument {
        &self.0.document
    }

    pub(crate) fn requirements(&self) -> &Requirements {
        &self.0.requirements
    }

    /// Of each requirement that looks at evidence: whether its values were seen in a source.
    pub(crate) fn leaf_confidences(&self) -> Vec<bool> {
        let all = self.requirements().all.iter();
        let leaves = all.filter(|requirement| matches!(requirement.rule, Rule::Leaf(_)));
        leaves.map(|leaf| leaf.confidence == Confidence::Found).collect()
    }

    pub(crate) fn life_cycle(&self) -> Option<&LifeCycle> {
        self.0.life_cycle.as_ref()
    }

    /// How many of its rules take hours carried over from the cycle before.
    pub(crate) fn carrying(&self) -> usize {
        let rules = self.0.requirements.all.iter().map(|requirement| &requirement.rule);
        rules.filter(|rule| matches!(rule, Rule::Leaf(kind) if kind.carries())).count()
    }

    /// That another version has taken the place of this one, in a sentence.
    pub(crate) fn superseded(&self) -> Option<String> {
        let version = self.0.document.effective.superseded_by.as_ref()?;
        Some(format!("Version {version} has taken the place of this one; when is not known."))
    }

    /// Whether the version holds on a day.
    #[inline(always)]
    pub(crate) fn holds_on(&self, day: Date) -> bool {
        let begun = self.effective_from().is_none_or(|from| from <= day);
        begun && self.effective_until().is_none_or(|until| day <= until)
    }

    /// The day that chooses the version.
    #[inline(always)]
    pub(crate) fn selecting_day(&self, dossier: &DossierDocument, as_of: Date) -> Date {
        match &self.0.document.effective.selected_by {
            Some(name) => self.named_day(name, dossier, as_of),
            None => as_of,
        }
    }

    fn named_day(&self, name: &DayName, dossier: &DossierDocument, as_of: Date) -> Date {
        let facts = Facts::new(dossier, as_of);
        let facts = facts.of_credential(self.0.requirements.credential(0));
        match name.find(&facts, &[]) {
            Named::On(day) => day,
            Named::Unknown | Named::Never => as_of,
        }
    }

    #[inline(always)]
    pub(crate) fn in_force(&self, dossier: &DossierDocument, as_of: Date) -> Result<(), Error> {
        let day = self.selecting_day(dossier, as_of);
        if self.holds_on(day) { Ok(()) } else { Err(self.not_in_force(day)) }
    }

    fn not_in_force(&self, day: Date) -> Error {
        let bound = |name: &str, day: Option<Date>| {
            day.map_or(String::new(), |day| format!(" {name} {day}"))
        };
        let mut expected = format!(
            "a day{}{}",
            bound("from", self.effective_from()),
            bound("to", self.effective_until())
        );
        if let Some(other) = catalog::in_force(self.id(), day) {
            expected += &format!("; version {} of {} is in force", other.version(), other.id());
        }
        let subject = format!("standard {} {}", self.id(), self.version());
        let place = Place::argument("as_of");
        Error::one(Code::NotInForce, subject, place, day.to_string(), expected)
    }
}

/// What is wrong beside the requirements.
fn note_problems(document: &StandardDocument, problems: &mut Problems) {
    for (key, text) in [("id", &document.id), ("version", &document.version)] {
        if text.trim().is_empty() {
            problems.push(Place::pointer(format!("/{key}")), "an empty text", "a name");
        }
    }
    let effective = &document.effective;
    if let (Some(from), Some(until)) = (effective.from, effective.until)
        && until < from
    {
        problems.push(
            Place::pointer("/effective/until"),
            format!("{until}, before `from` {from}"),
            "a day on or after `from`",
        );
    }
    if let Some(coverage) = &document.coverage {
        coverage.note_problems(problems);
    }
    if let Some(day) = effective.selected_by.as_ref().filter(|day| !day.is_named()) {
        let place = Place::pointer("/effective/selected_by");
        problems.push(place, format!("`{day}`"), DayName::ACCEPTS);
    }
    for (index, source) in document.sources.iter().enumerate() {
        if source.year.is_none() && source.dated.is_none() {
            problems.push(
                Place::pointer(format!("/sources/{index}")),
                "neither `year` nor `dated`",
                "the year of the source, or what is known of its age",
            );
        }
    }
}

impl fmt::Debug for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Standard({} {})", self.id(), self.version())
    }
}
