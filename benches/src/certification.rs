//! A standard of the size of a real one, and applicants to it.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder, StringDictionaryBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, RecordBatch, StringArray};
use arrow_schema::{Field, Schema};
use peerpath::{Error, Table};

use crate::random::Random;

/// A standard of 22 nodes, as a document.
pub const STANDARD: &str = include_str!("standard.json");

/// A dossier of thirty entries for it, as a document.
pub const DOSSIER: &str = include_str!("dossier.json");

/// A yes/no rule over eight facts, as a document: what `peers/assess` asks of everyone.
pub const EIGHT: &str = include_str!("eight.json");

/// Section tables of so many applicants, eight facts each, for [`EIGHT`]: born, schooled, trained
/// twice, supervised, attested, examined and screened.
///
/// # Errors
/// None: the columns are of one length.
pub fn applicants(persons: u32) -> Result<Vec<(&'static str, Table)>, Error> {
    let mut random = Random::new(7 + u64::from(persons));
    let rows = persons as usize;
    let mut day = |first: i32, days: f64| -> ArrayRef {
        let days = (0..rows).map(|_| first + (days * random.uniform()) as i32);
        Arc::new(Date32Array::from_iter_values(days))
    };
    let (born, schooled) = (day(0, 16_000.0), day(11_000, 9_000.0));
    let (attested, examined, screened) =
        (day(20_000, 700.0), day(19_800, 900.0), day(20_200, 500.0));
    let (trained, worked) = (day(19_600, 1_100.0), day(19_600, 1_100.0));
    let ids: Vec<String> = (0..persons).map(|person| format!("p-{person:07}")).collect();
    let person: ArrayRef = Arc::new(StringArray::from_iter_values(&ids));
    let categories = |names: &[&str], random: &mut Random| -> ArrayRef {
        let mut column = StringDictionaryBuilder::<Int32Type>::new();
        for _ in 0..rows {
            let chosen = (random.uniform() * names.len() as f64) as usize;
            column.append_option(names.get(chosen));
        }
        Arc::new(column.finish())
    };
    let always = |name: &str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(std::iter::repeat_n(name, rows)))
    };
    let flags = |share: f64, random: &mut Random| -> ArrayRef {
        Arc::new(BooleanArray::from_iter((0..rows).map(|_| Some(random.uniform() < share))))
    };
    let amounts = |least: f64, more: f64, random: &mut Random| -> Vec<f64> {
        (0..rows).map(|_| (least + more * random.uniform()).floor()).collect()
    };
    let levels = categories(&["primary", "secondary", "bachelor", "master"], &mut random);
    let passed = flags(0.9, &mut random);
    let mut findings = ListBuilder::new(StringBuilder::new());
    for _ in 0..rows {
        findings.append(true);
    }
    // Two entries of hours a person: training, then supervised work.
    let training = amounts(20.0, 60.0, &mut random);
    let work = amounts(100.0, 900.0, &mut random);
    let twice = |row: usize| row / 2;
    let persons_twice =
        StringArray::from_iter_values((0..2 * rows).filter_map(|row| ids.get(twice(row))));
    let of = (0..2 * rows).map(|row| if row % 2 == 0 { "training" } else { "supervised-work" });
    let of = StringDictionaryBuilder::<Int32Type>::from_iter_of(of);
    let amount = training.iter().zip(&work).flat_map(|(training, work)| [*training, *work]);
    let to = |column: &ArrayRef| -> Vec<i32> {
        use arrow_array::cast::AsArray;
        column.as_primitive::<arrow_array::types::Date32Type>().values().to_vec()
    };
    let (trained, worked) = (to(&trained), to(&worked));
    let ended = trained.iter().zip(&worked).flat_map(|(trained, worked)| [*trained, *worked]);
    let ended: Vec<i32> = ended.collect();
    let began = ended.iter().map(|day| day - 30);
    Ok(vec![
        ("persons", table(vec![("person", person.clone()), ("born", born)])?),
        (
            "education",
            table(vec![("person", person.clone()), ("level", levels), ("on", schooled)])?,
        ),
        (
            "hours",
            table(vec![
                ("person", Arc::new(persons_twice)),
                ("of", of),
                ("amount", Arc::new(Float64Array::from_iter_values(amount))),
                ("from", Arc::new(Date32Array::from_iter_values(began))),
                ("to", Arc::new(Date32Array::from(ended.clone()))),
            ])?,
        ),
        (
            "attestations",
            table(vec![
                ("person", person.clone()),
                ("statement", always("lived-experience")),
                ("on", attested),
                ("holds", flags(0.95, &mut random)),
            ])?,
        ),
        (
            "exams",
            table(vec![
                ("person", person.clone()),
                ("name", always("icrc-pr")),
                ("on", examined),
                ("passed", passed),
            ])?,
        ),
        (
            "screenings",
            table(vec![
                ("person", person.clone()),
                ("kind", always("criminal-record")),
                ("on", screened),
                ("findings", Arc::new(findings.finish())),
            ])?,
        ),
        ("documents", table(vec![("person", person), ("kind", always("code-of-ethics"))])?),
    ])
}

/// The dossiers of [`applicants`] in JSON Lines, without the tables.
#[must_use]
pub fn lines(persons: u32) -> String {
    let mut random = Random::new(11);
    let mut text = String::new();
    for person in 0..persons {
        let (hours, work) =
            (20 + (60.0 * random.uniform()) as u32, 100 + (900.0 * random.uniform()) as u32);
        text += &format!(
            r#"{{"format":"peerpath/dossier/1","person":"p-{person:07}","born":"1988-05-02","education":[{{"level":"secondary","on":"2006-06-10"}}],"hours":[{{"of":"training","amount":{hours},"from":"2026-03-02","to":"2026-03-13"}},{{"of":"supervised-work","amount":{work},"from":"2026-03-02","to":"2026-04-13"}}],"attestations":[{{"statement":"lived-experience","on":"2026-01-02","holds":true}}],"exams":[{{"name":"icrc-pr","on":"2026-02-01","passed":true}}],"screenings":[{{"kind":"criminal-record","on":"2026-03-01","findings":[]}}],"documents":[{{"kind":"code-of-ethics"}}]}}"#
        );
        text.push('\n');
    }
    text
}

fn table(columns: Vec<(&str, ArrayRef)>) -> Result<Table, Error> {
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, column)| Field::new(*name, column.data_type().clone(), true))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns)
        .unwrap_or_else(|_| RecordBatch::new_empty(Arc::clone(&schema)));
    Table::from_batches(schema, vec![batch])
}

trait FromTexts {
    fn from_iter_of<'a>(texts: impl Iterator<Item = &'a str>) -> ArrayRef;
}

impl FromTexts for StringDictionaryBuilder<Int32Type> {
    fn from_iter_of<'a>(texts: impl Iterator<Item = &'a str>) -> ArrayRef {
        let mut column = StringDictionaryBuilder::<Int32Type>::new();
        for text in texts {
            column.append_option(Some(text));
        }
        Arc::new(column.finish())
    }
}
