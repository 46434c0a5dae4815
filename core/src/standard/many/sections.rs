//! The sections of dossiers in columns.

use std::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field, Schema};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::{Day, Described, described, hint};
use crate::error::{Code, Error, Place, Problems};
use crate::order;
use crate::standard::dossier::{DossierDocument, DossierFormat};
use crate::standard::evidence::{
    Attestation, CredentialEntry, Decision, DocumentEntry, Event, Exam, FeeEntry, HoursEntry,
    ReferenceEntry, ResidenceEntry, Schooling, Screening, Section, Span,
};
use crate::table::{Cell, FieldValue, Records, Refused, field_values, fields, record};

/// Says once which type and which key each section has.
macro_rules! sections {
    ($($section:ident: $entry:ty => $key:ident,)*) => {
        /// The entries of one section.
        enum Entries<'a> {
            $($section(Box<Records<'a, $entry>>),)*
        }

        impl<'a> Entries<'a> {
            fn new(
                section: Section,
                columns: impl IntoIterator<Item = (&'a Field, &'a ArrayRef)>,
                untyped: bool,
                rows: Range<usize>,
            ) -> Entries<'a> {
                match section {
                    $(Section::$section => {
                        Entries::$section(Box::new(Records::new(columns, untyped, rows)))
                    })*
                }
            }

            /// Makes the next entries those of a dossier, and notes which cannot be read.
            fn read(
                &mut self,
                count: usize,
                dossier: &mut DossierDocument,
                note: &mut dyn FnMut(usize, Error),
            ) {
                match self {
                    $(Entries::$section(records) => records.fill(count, &mut dossier.$key, note),)*
                }
            }
        }

        /// Every section, in the order of a dossier.
        pub(super) const SECTIONS: &[Section] = &[$(Section::$section),*];

        /// The columns that the table of a section must have, and all that it may have.
        pub(super) fn keys_of(section: Section) -> (Vec<String>, &'static [&'static str]) {
            match section {
                $(Section::$section => keys::<$entry>(),)*
            }
        }

        /// A dossier of which nothing is known.
        pub(super) fn empty() -> DossierDocument {
            DossierDocument {
                format: DossierFormat::One,
                person: None,
                born: None,
                $($key: Vec::new(),)*
                complete: Vec::new(),
            }
        }

    };
}

sections! {
    Events: Event => events,
    Attestations: Attestation => attestations,
    Education: Schooling => education,
    Hours: HoursEntry => hours,
    Spans: Span => spans,
    Exams: Exam => exams,
    Screenings: Screening => screenings,
    Credentials: CredentialEntry => credentials,
    References: ReferenceEntry => references,
    Documents: DocumentEntry => documents,
    Residence: ResidenceEntry => residence,
    Decisions: Decision => decisions,
    Fees: FeeEntry => fees,
}

described! {
    Person = "person-row",
    Complete = "complete-row",
    Head = "head-row",
    Span = "duration-entry",
    Screening = "screening-entry",
    Schooling = "education-entry",
    ResidenceEntry = "residence-entry",
    ReferenceEntry = "reference-entry",
    HoursEntry = "hours-entry",
    FeeEntry = "fee-entry",
    Exam = "exam-entry",
    Event = "event-entry",
    DocumentEntry = "document-entry",
    Decision = "decision-entry",
    CredentialEntry = "credential-entry",
    Attestation = "attestation-entry",
}

record!(Person { born: Option<Day> });
record!(Complete { section: Section });
record!(Head { format: Option<DossierFormat>, born: Option<Day>, complete: Vec<Section> });
field_values! {
    Section = Section::Events;
    DossierFormat = DossierFormat::One;
}

impl FieldValue for Vec<Section> {
    const BLANK: Vec<Section> = Vec::new();
    const OPTIONAL: bool = true;

    fn read(cell: Cell<'_, '_>) -> Result<Vec<Section>, Refused> {
        Deserialize::deserialize(cell)
    }
}

/// What a row of persons says beside their name.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Person {
    #[serde(default)]
    pub(super) born: Option<Day>,
}

/// A section that is complete.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Complete {
    pub(super) section: Section,
}

/// What a row says of a dossier beside its sections.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Head {
    #[serde(default)]
    format: Option<DossierFormat>,
    #[serde(default)]
    pub(super) born: Option<Day>,
    #[serde(default)]
    pub(super) complete: Vec<Section>,
}

/// The columns that rows of a type must have, and all that they may have.
pub(super) fn keys<T: Described>() -> (Vec<String>, &'static [&'static str]) {
    let schema = T::schema();
    let required = schema.get("required").and_then(serde_json::Value::as_array);
    let required = required.into_iter().flatten().filter_map(serde_json::Value::as_str);
    (required.map(str::to_owned).collect(), fields::<T>())
}

/// The section of a name.
pub(super) fn section_of(name: &str) -> Option<Section> {
    SECTIONS.iter().copied().find(|section| section.name() == name)
}

/// The entries of one section, and whose they are. They are read dossier by dossier, in order.
pub(super) struct Reader<'a> {
    pub(super) section: Section,
    entries: Entries<'a>,
    /// For each dossier the first of its rows; and the end of the last.
    starts: &'a [usize],
}

impl<'a> Reader<'a> {
    /// `starts` are of the dossiers to read; `base` is the row that is the first in the columns.
    pub(super) fn new(
        section: Section,
        columns: impl IntoIterator<Item = (&'a Field, &'a ArrayRef)>,
        untyped: bool,
        starts: &'a [usize],
        base: usize,
    ) -> Reader<'a> {
        let (first, last) = (starts.first(), starts.last());
        let rows = first.zip(last).map(|(first, last)| first - base..last - base);
        let entries = Entries::new(section, columns, untyped, rows.unwrap_or_default());
        Reader { section, entries, starts }
    }

    /// Puts the entries of the next dossier in place of those of the last, and notes by number which
    /// cannot be read.
    pub(super) fn read(
        &mut self,
        dossier: &mut DossierDocument,
        note: &mut dyn FnMut(usize, Error),
    ) {
        let [start, rest @ ..] = self.starts else { return };
        let [end, ..] = rest else { return };
        self.starts = rest;
        self.entries.read(end - start, dossier, note);
    }

    /// Passes over the entries of the next dossier, which has none.
    pub(super) fn skip(&mut self, dossier: &mut DossierDocument) {
        self.read(dossier, &mut |_, _| {});
        self.entries.read(0, dossier, &mut |_, _| {});
    }
}

/// Notes the columns of rows that hold whole dossiers and are none, or are of a wrong type.
pub(super) fn check_rows(columns: &Schema) -> Result<(), Error> {
    let mut problems = Problems::new();
    let head = fields::<Head>().iter().copied().chain(["person"]);
    let known: Vec<&str> = head.chain(SECTIONS.iter().map(|section| section.name())).collect();
    for field in columns.fields() {
        let name = field.name().as_str();
        if !known.contains(&name) {
            note_unknown(&mut problems, name, name, &known);
        } else if let Some(section) = section_of(name) {
            match field.data_type() {
                DataType::List(member) | DataType::LargeList(member) => match member.data_type() {
                    DataType::Struct(keys) => {
                        let keys: Vec<&str> = keys.iter().map(|key| key.name().as_str()).collect();
                        let (required, known) = keys_of(section);
                        check_columns(name, &keys, &required, known, &mut problems);
                    }
                    DataType::Null => {}
                    other => problems.push(
                        Place::column(name),
                        format!("lists of {other}"),
                        "lists of objects, the entries of the section",
                    ),
                },
                DataType::Null => {}
                other => problems.push(
                    Place::column(name),
                    format!("a column of type {other}"),
                    "lists of objects, the entries of the section",
                ),
            }
        }
    }
    problems.finish(Code::Table, "dossiers")
}

/// Notes the columns of a table that are unknown and those that are missing.
pub(super) fn check_columns(
    table: &str,
    columns: &[&str],
    required: &[String],
    known: &[&str],
    problems: &mut Problems,
) {
    for name in columns {
        if !known.contains(name) {
            note_unknown(problems, &format!("{table}.{name}"), name, known);
        }
    }
    for name in required {
        if !columns.contains(&name.as_str()) {
            let place = Place::column(format!("{table}.{name}"));
            problems.push(place, "no such column", "the column");
        }
    }
}

fn note_unknown(problems: &mut Problems, place: &str, name: &str, known: &[&str]) {
    let mut sorted = known.to_vec();
    order::sort(&mut sorted, &Ord::cmp);
    let listed: Vec<String> = sorted.iter().map(|name| format!("`{name}`")).collect();
    let expected = format!("one of {}{}", listed.join(", "), hint(name, known));
    problems.push(Place::column(place), "an unknown column", expected);
}

/// Where the lists of a column begin and end in the members, and the columns of these; of a list
/// that is missing there are none.
pub(super) struct Lists<'a> {
    pub(super) starts: Vec<usize>,
    pub(super) columns: Vec<(&'a Field, &'a ArrayRef)>,
}

impl<'a> Lists<'a> {
    /// `None` where the column has no objects.
    pub(super) fn new(column: &'a ArrayRef) -> Option<Lists<'a>> {
        let (starts, members): (Vec<usize>, &ArrayRef) = match column.data_type() {
            DataType::List(_) => {
                let lists = column.as_list::<i32>();
                let starts = lists.value_offsets().iter().map(|&start| start as usize);
                (starts.collect(), lists.values())
            }
            DataType::LargeList(_) => {
                let lists = column.as_list::<i64>();
                let starts = lists.value_offsets().iter().map(|&start| start as usize);
                (starts.collect(), lists.values())
            }
            _ => return None,
        };
        let objects = members.as_struct_opt()?;
        let fields = objects.fields().iter().map(|field| &**field);
        Some(Lists { starts, columns: fields.zip(objects.columns()).collect() })
    }
}
