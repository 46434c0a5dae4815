//! What is known about one person.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evidence::{
    Attestation, CredentialEntry, Decision, DocumentEntry, Event, Exam, FeeEntry, HoursEntry,
    ReferenceEntry, ResidenceEntry, Schooling, Screening, Section, Span,
};
use super::text::Text;
use crate::document::{self, Day, Described, described};
use crate::error::{Code, Error, Place, Problems};

/// The evidence on one person, well-formed.
///
/// A section that is not listed in `complete` may lack entries: what is absent from it is
/// unknown. In a section that is complete, what is absent is not so. A copy is cheap.
///
/// ```
/// let dossier = peerpath::Dossier::from_json(r#"{
///     "format": "peerpath/dossier/1", "person": "p-17", "born": "1988-05-02",
///     "hours": [{"id": "e3", "of": "training", "amount": 50, "to": "2026-03-13",
///                "approved": true}],
///     "complete": ["hours"] }"#)?;
/// assert_eq!(dossier.person(), Some("p-17"));
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Dossier(Arc<DossierDocument>);

described! { DossierDocument = "dossier" }

/// The document of a dossier, `peerpath/dossier/1`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DossierDocument {
    pub(crate) format: DossierFormat,
    /// Who it is about: a name that means something to whoever asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) person: Option<String>,
    /// The day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) born: Option<Day>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) events: Vec<Event>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) attestations: Vec<Attestation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) education: Vec<Schooling>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) hours: Vec<HoursEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) spans: Vec<Span>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) exams: Vec<Exam>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) screenings: Vec<Screening>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) credentials: Vec<CredentialEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) references: Vec<ReferenceEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) documents: Vec<DocumentEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) residence: Vec<ResidenceEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) decisions: Vec<Decision>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) fees: Vec<FeeEntry>,
    /// The sections in which everything there is has been recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) complete: Vec<Section>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) enum DossierFormat {
    #[serde(rename = "peerpath/dossier/1")]
    One,
}

impl Dossier {
    /// Reads a dossier document.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON, [`Code::Document`] with every problem
    /// where it is not a dossier: unknown keys, values of the wrong type, dates that do not
    /// exist or run backwards, ids used twice.
    pub fn from_json(text: &str) -> Result<Dossier, Error> {
        Dossier::of(document::parse_directly(text, "dossier")?)
    }

    /// The dossier of a document, or every problem with it that its types allow.
    pub(crate) fn of(document: DossierDocument) -> Result<Dossier, Error> {
        let subject = match &document.person {
            Some(person) => format!("dossier {person}"),
            None => "dossier".to_owned(),
        };
        document.problems().finish(Code::Document, subject)?;
        Ok(Dossier(Arc::new(document)))
    }

    /// Reads a batch of dossiers, one JSON document a line (JSON Lines). Blank lines are
    /// passed over; every other line gives one result, and a bad line does not stop the rest.
    /// The subject of an error names the line, counted from 1.
    ///
    /// ```
    /// let lines = "{\"format\": \"peerpath/dossier/1\", \"person\": \"a\"}\n\nnonsense\n";
    /// let dossiers = peerpath::Dossier::from_json_lines(lines);
    /// assert_eq!(dossiers.len(), 2);
    /// assert!(dossiers[1].as_ref().unwrap_err().subject().starts_with("line 3: "));
    /// ```
    #[must_use]
    pub fn from_json_lines(text: &str) -> Vec<Result<Dossier, Error>> {
        text.lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(index, line)| {
                Dossier::from_json(line).map_err(|error| {
                    let subject = format!("line {}: {}", index + 1, error.subject());
                    error.with_subject(subject)
                })
            })
            .collect()
    }

    /// Who the dossier is about, where it says.
    #[must_use]
    pub fn person(&self) -> Option<&str> {
        self.0.person.as_deref()
    }

    /// The day of birth, where it is known.
    #[must_use]
    pub fn born(&self) -> Option<Date> {
        self.0.born.map(|born| born.0)
    }

    /// The sections declared complete, in which what is absent is not so.
    #[must_use]
    pub fn complete(&self) -> &[Section] {
        &self.0.complete
    }

    /// The number of entries in a section.
    #[must_use]
    pub fn count(&self, section: Section) -> usize {
        self.0.count(section)
    }

    /// The dossier as a document again.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&*self.0).unwrap_or_default()
    }

    /// The JSON Schema (draft 2020-12) of a dossier document.
    #[must_use]
    pub fn json_schema() -> serde_json::Value {
        DossierDocument::schema()
    }

    pub(crate) fn document(&self) -> &DossierDocument {
        &self.0
    }
}

impl DossierDocument {
    /// The ids of all entries that have one.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        Section::ALL.into_iter().flat_map(move |section| {
            (0..self.count(section)).filter_map(move |index| self.id(section, index))
        })
    }

    pub(crate) fn count(&self, section: Section) -> usize {
        match section {
            Section::Events => self.events.len(),
            Section::Attestations => self.attestations.len(),
            Section::Education => self.education.len(),
            Section::Hours => self.hours.len(),
            Section::Spans => self.spans.len(),
            Section::Exams => self.exams.len(),
            Section::Screenings => self.screenings.len(),
            Section::Credentials => self.credentials.len(),
            Section::References => self.references.len(),
            Section::Documents => self.documents.len(),
            Section::Residence => self.residence.len(),
            Section::Decisions => self.decisions.len(),
            Section::Fees => self.fees.len(),
        }
    }

    /// The number of entries in all sections.
    pub(crate) fn entries(&self) -> usize {
        Section::ALL.into_iter().map(|section| self.count(section)).sum()
    }

    /// The id of an entry, or its place such as `hours/2` where it has none.
    pub(crate) fn label(&self, section: Section, index: usize) -> Cow<'_, str> {
        match self.id(section, index) {
            Some(id) => Cow::Borrowed(id),
            None => Cow::Owned(format!("{}/{index}", section.name())),
        }
    }

    fn id(&self, section: Section, index: usize) -> Option<&str> {
        fn nth<T>(entries: &[T], index: usize, id: impl Fn(&T) -> &Option<Text>) -> Option<&str> {
            entries.get(index).and_then(|entry| id(entry).as_deref())
        }
        match section {
            Section::Events => nth(&self.events, index, |entry| &entry.id),
            Section::Attestations => nth(&self.attestations, index, |entry| &entry.id),
            Section::Education => nth(&self.education, index, |entry| &entry.id),
            Section::Hours => nth(&self.hours, index, |entry| &entry.id),
            Section::Spans => nth(&self.spans, index, |entry| &entry.id),
            Section::Exams => nth(&self.exams, index, |entry| &entry.id),
            Section::Screenings => nth(&self.screenings, index, |entry| &entry.id),
            Section::Credentials => nth(&self.credentials, index, |entry| &entry.id),
            Section::References => nth(&self.references, index, |entry| &entry.id),
            Section::Documents => nth(&self.documents, index, |entry| &entry.id),
            Section::Residence => nth(&self.residence, index, |entry| &entry.id),
            Section::Decisions => nth(&self.decisions, index, |entry| &entry.id),
            Section::Fees => nth(&self.fees, index, |entry| &entry.id),
        }
    }

    /// What the types alone cannot rule out.
    pub(crate) fn problems(&self) -> Problems {
        let mut problems = Problems::new();
        let entries = self.entries();
        if entries > MOST_ENTRIES {
            let expected = format!("at most {MOST_ENTRIES}: a dossier is of one person");
            problems.push(Place::Whole, format!("{entries} entries"), expected);
            return problems;
        }
        self.note_repeated_ids(&mut problems);
        for (index, hours) in self.hours.iter().enumerate() {
            note_reversed(&mut problems, "hours", index, ("from", hours.from), ("to", hours.to));
        }
        for (index, span) in self.spans.iter().enumerate() {
            note_reversed(
                &mut problems,
                "spans",
                index,
                ("from", Some(span.from)),
                ("to", span.to),
            );
        }
        for (index, credential) in self.credentials.iter().enumerate() {
            let (issued, expires) = (credential.issued, credential.expires);
            note_reversed(
                &mut problems,
                "credentials",
                index,
                ("issued", issued),
                ("expires", expires),
            );
        }
        for (index, stay) in self.residence.iter().enumerate() {
            note_reversed(
                &mut problems,
                "residence",
                index,
                ("from", Some(stay.from)),
                ("to", stay.to),
            );
            if let Some(share) = stay.share.filter(|share| !(0.0..=1.0).contains(share)) {
                let place = Place::pointer(format!("/residence/{index}/share"));
                problems.push(place, share.to_string(), "a share from 0 to 1");
            }
        }
        let mut seen = Vec::new();
        for (index, section) in self.complete.iter().enumerate() {
            if !seen.contains(section) {
                seen.push(*section);
            } else {
                let place = Place::pointer(format!("/complete/{index}"));
                problems.push(place, format!("`{}` again", section.name()), "each section once");
            }
        }
        problems
    }

    fn note_repeated_ids(&self, problems: &mut Problems) {
        if !self.has_ids() {
            return;
        }
        let mut first: HashMap<&str, (Section, usize)> = HashMap::new();
        for section in Section::ALL {
            for index in 0..self.count(section) {
                let Some(id) = self.id(section, index) else { continue };
                match first.get(id) {
                    None => {
                        first.insert(id, (section, index));
                    }
                    Some(&(earlier, at)) => problems.push(
                        Place::pointer(format!("/{}/{index}/id", section.name())),
                        format!("`{id}`, which is also /{}/{at}", earlier.name()),
                        "an id that no other entry has",
                    ),
                }
            }
        }
    }

    /// Whether an entry has an id, as in most dossiers that come in tables none has.
    fn has_ids(&self) -> bool {
        self.events.iter().any(|entry| entry.id.is_some())
            || self.attestations.iter().any(|entry| entry.id.is_some())
            || self.education.iter().any(|entry| entry.id.is_some())
            || self.hours.iter().any(|entry| entry.id.is_some())
            || self.spans.iter().any(|entry| entry.id.is_some())
            || self.exams.iter().any(|entry| entry.id.is_some())
            || self.screenings.iter().any(|entry| entry.id.is_some())
            || self.credentials.iter().any(|entry| entry.id.is_some())
            || self.references.iter().any(|entry| entry.id.is_some())
            || self.documents.iter().any(|entry| entry.id.is_some())
            || self.residence.iter().any(|entry| entry.id.is_some())
            || self.decisions.iter().any(|entry| entry.id.is_some())
            || self.fees.iter().any(|entry| entry.id.is_some())
    }
}

/// Some rules look at entries in pairs of days: what one person can have done in a life is judged in
/// a moment, and no document takes longer than a few seconds.
const MOST_ENTRIES: usize = 50_000;

#[inline]
fn note_reversed(
    problems: &mut Problems,
    section: &str,
    index: usize,
    (first, from): (&str, Option<Day>),
    (last, to): (&str, Option<Day>),
) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        note_days(problems, &format!("/{section}/{index}/{last}"), (first, from), to);
    }
}

fn note_days(problems: &mut Problems, place: &str, (first, from): (&str, Day), to: Day) {
    let found = format!("{to}, before `{first}` {from}");
    problems.push(Place::pointer(place), found, format!("a day on or after `{first}`"));
}
