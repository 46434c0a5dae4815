//! A part of many dossiers, read one after the other into the same memory.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::RecordBatch;

use super::sections::{Complete, Head, Lists, Person, Reader, empty, section_of};
use super::tables::{Name, SectionTables, name};
use crate::error::{Code, Error, Place, Problem, Problems};
use crate::standard::dossier::{Dossier, DossierDocument};
use crate::standard::evidence::Section;
use crate::table::{Column, Record, Records};

/// Some dossiers, not yet read.
pub(super) enum Portion {
    /// Lines by their number from 0.
    Lines(Vec<(usize, Vec<u8>)>),
    Dossiers {
        first: usize,
        dossiers: Vec<Result<Dossier, Error>>,
    },
    Tables {
        tables: Arc<SectionTables>,
        rows: Range<usize>,
    },
    Rows {
        first: usize,
        batch: RecordBatch,
        untyped: bool,
    },
}

/// Who a dossier is about, and the dossier or what is wrong with it.
pub(super) type Read<'r> = (Option<&'r str>, Result<&'r DossierDocument, Error>);

impl Portion {
    /// How many dossiers there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Portion::Lines(lines) => lines.len(),
            Portion::Dossiers { dossiers, .. } => dossiers.len(),
            Portion::Tables { rows, .. } => rows.len(),
            Portion::Rows { batch, .. } => batch.num_rows(),
        }
    }

    /// Hands on each dossier in turn. Places of problems are those in the whole.
    pub(super) fn each(&self, visit: &mut dyn FnMut(Read<'_>)) {
        match self {
            Portion::Lines(lines) => {
                for (number, line) in lines {
                    match of_line(line) {
                        Ok(dossier) => visit((dossier.person(), Ok(dossier.document()))),
                        Err(error) => {
                            let person = person_of(line);
                            visit((person.as_deref(), Err(in_line(&error, *number))));
                        }
                    }
                }
            }
            Portion::Dossiers { first, dossiers } => {
                for (number, dossier) in (*first..).zip(dossiers) {
                    match dossier {
                        Ok(dossier) => visit((dossier.person(), Ok(dossier.document()))),
                        Err(error) => visit((None, Err(in_line(error, number)))),
                    }
                }
            }
            Portion::Tables { tables, rows } => each_of_tables(tables, rows, visit),
            Portion::Rows { first, batch, untyped } => each_row(*first, batch, *untyped, visit),
        }
    }

    /// The place of a dossier in the whole, for what is wrong with all of it.
    pub(super) fn place(&self, number: usize) -> Place {
        let pointer = |number: usize| Place::pointer(format!("/{number}"));
        match self {
            Portion::Lines(lines) => pointer(lines.get(number).map_or(0, |(line, _)| *line)),
            Portion::Dossiers { first, .. } | Portion::Rows { first, .. } => {
                pointer(first + number)
            }
            Portion::Tables { rows, .. } => Place::cell(rows.start + number, "persons.person"),
        }
    }
}

fn of_line(line: &[u8]) -> Result<Dossier, Error> {
    match std::str::from_utf8(line) {
        Ok(line) => Dossier::from_json(line),
        Err(error) => {
            let found = format!("a byte that is not UTF-8 after {} good ones", error.valid_up_to());
            let place = Place::Position { line: 1, column: error.valid_up_to() + 1 };
            Err(Error::one(Code::Syntax, "dossier", place, found, "UTF-8"))
        }
    }
}

/// Who a line is about that is no dossier.
fn person_of(line: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(line).ok()?;
    Some(value.get("person")?.as_str()?.to_owned())
}

/// An error of one dossier at its place among all.
fn in_line(error: &Error, number: usize) -> Error {
    let place = |place: &Place| match place {
        Place::Position { column, .. } => Place::Position { line: number + 1, column: *column },
        Place::Pointer(pointer) => Place::Pointer(format!("/{number}{pointer}")),
        _ => Place::Pointer(format!("/{number}")),
    };
    moved(error, place)
}

/// An error with other places.
fn moved(error: &Error, place: impl Fn(&Place) -> Place) -> Error {
    let mut problems = Problems::new();
    for problem in error.problems() {
        problems.add(|| Problem::new(place(problem.place()), problem.found(), problem.expected()));
    }
    for _ in error.problems().len()..error.count() {
        problems.push(Place::Whole, "more", "fewer");
    }
    problems.into_error(error.code(), error.subject())
}

fn subject(person: Option<&str>) -> String {
    person.map_or("dossier".to_owned(), |person| format!("dossier {person}"))
}

/// The name of a person as text.
fn written<'t>(name: Option<Name<'t>>, digits: &'t mut String) -> Option<&'t str> {
    match name? {
        Name::Text(text) => Some(text),
        Name::Number(number) => {
            use std::fmt::Write as _;
            digits.clear();
            let _ = write!(digits, "{number}");
            Some(digits)
        }
    }
}

/// Reads the dossiers of some persons from their rows in the tables.
fn each_of_tables(tables: &SectionTables, persons: &Range<usize>, visit: &mut dyn FnMut(Read<'_>)) {
    let (people, _) = tables.people.of(persons);
    let schema = people.schema();
    let columns = || schema.fields().iter().map(|field| &**field);
    let everybody = 0..people.num_rows();
    let mut heads =
        Records::<Person>::new(columns().zip(people.columns()), tables.people.untyped(), everybody);
    let names = people.column_by_name("person").map(|column| Column::new(column, false));
    let names = names.as_ref().unwrap_or(&Column::NOTHING);
    let cut: Vec<_> = tables.sections.iter().map(|(_, rows)| rows.of(persons)).collect();
    let schemas: Vec<_> = cut.iter().map(|(batch, _)| batch.schema()).collect();
    let readers = tables.sections.iter().zip(&cut).zip(&schemas);
    let mut readers: Vec<Reader<'_>> = readers
        .map(|(((section, rows), (batch, base)), schema)| {
            let columns = schema.fields().iter().map(|field| &**field).zip(batch.columns());
            Reader::new(*section, columns, rows.untyped(), rows.starts(persons), *base)
        })
        .collect();
    let complete = tables.complete.as_ref().map(|rows| (rows, rows.of(persons)));
    let complete_schema = complete.as_ref().map(|(_, (batch, _))| batch.schema());
    let complete = complete.as_ref().zip(complete_schema.as_ref());
    let mut complete = complete.map(|((rows, (batch, _)), schema)| {
        let columns = schema.fields().iter().map(|field| &**field).zip(batch.columns());
        (*rows, Records::<Complete>::new(columns, rows.untyped(), 0..batch.num_rows()))
    });
    let mut dossier = empty();
    let (mut head, mut closed) = (Person::BLANK, Complete::BLANK);
    let mut digits = String::new();
    for (number, person) in persons.clone().enumerate() {
        dossier.complete.clear();
        let mut problems = Problems::new();
        let mut note = |table: &str, row: usize, error: Error| {
            let noted = moved(&error, |place| cell(table, row, place));
            noted.problems().iter().for_each(|problem| problems.add(|| problem.clone()));
        };
        match heads.read(&mut head) {
            Ok(()) => dossier.born = head.born,
            Err(error) => note("persons", person, error),
        }
        for (reader, (section, rows)) in readers.iter_mut().zip(&tables.sections) {
            reader.read(&mut dossier, &mut |index, error| {
                note(section.name(), rows.given(rows.first(person) + index), error);
            });
        }
        if let Some((rows, records)) = &mut complete {
            let (start, end) = (rows.first(person), rows.first(person + 1));
            for row in start..end {
                match records.read(&mut closed) {
                    Ok(()) => dossier.complete.push(closed.section),
                    Err(error) => note("complete", rows.given(row), error),
                }
            }
        }
        let name = written(name(names, number), &mut digits);
        if problems.is_empty() {
            let contradictions = dossier.problems();
            if !contradictions.is_empty() {
                let error = contradictions.into_error(Code::Table, "dossier");
                let error = moved(&error, |place| in_tables(tables, person, place));
                error.problems().iter().for_each(|problem| problems.add(|| problem.clone()));
            }
        }
        visit(match problems.is_empty() {
            true => (name, Ok(&dossier)),
            false => (name, Err(problems.into_error(Code::Table, subject(name)))),
        });
    }
}

/// The cell of a key of a row.
fn cell(table: &str, row: usize, place: &Place) -> Place {
    let key = match place {
        Place::Pointer(pointer) => pointer.split('/').nth(1).unwrap_or_default(),
        _ => "",
    };
    match key {
        "" => Place::cell(row, table),
        key => Place::cell(row, format!("{table}.{key}")),
    }
}

/// The cell of a place in a dossier, such as `/hours/2/to`.
fn in_tables(tables: &SectionTables, person: usize, place: &Place) -> Place {
    let Place::Pointer(pointer) = place else { return place.clone() };
    let mut keys = pointer.split('/').skip(1);
    let (table, index) = (keys.next().unwrap_or_default(), keys.next().unwrap_or_default());
    let rows = match section_of(table) {
        Some(section) => {
            tables.sections.iter().find(|(other, _)| *other == section).map(|(_, rows)| rows)
        }
        None => tables.complete.as_ref(),
    };
    let Some(rows) = rows else { return place.clone() };
    let row = rows.given(rows.first(person) + index.parse::<usize>().unwrap_or_default());
    let key = match keys.next() {
        Some(key) => key,
        None if table == "complete" => "section",
        None => return Place::cell(row, table),
    };
    Place::cell(row, format!("{table}.{key}"))
}

/// Reads dossiers that are rows.
fn each_row(first: usize, batch: &RecordBatch, untyped: bool, visit: &mut dyn FnMut(Read<'_>)) {
    let schema = batch.schema();
    let columns = || schema.fields().iter().map(|field| &**field).zip(batch.columns());
    let mut heads = Records::<Head>::new(columns(), untyped, 0..batch.num_rows());
    let names = batch.column_by_name("person").map(|column| Column::new(column, false));
    let names = names.as_ref().unwrap_or(&Column::NOTHING);
    let lists: Vec<(Section, Lists<'_>)> = columns()
        .filter_map(|(field, column)| Some((section_of(field.name())?, Lists::new(column)?)))
        .collect();
    let mut readers: Vec<(Reader<'_>, &arrow_array::ArrayRef)> = lists
        .iter()
        .filter_map(|(section, lists)| {
            let columns = lists.columns.iter().copied();
            let reader = Reader::new(*section, columns, untyped, &lists.starts, 0);
            Some((reader, batch.column_by_name(section.name())?))
        })
        .collect();
    let mut dossier = empty();
    let mut head = Head::BLANK;
    let mut digits = String::new();
    for row in 0..batch.num_rows() {
        dossier.complete.clear();
        let mut problems = Problems::new();
        let mut note = |within: &str, error: &Error| {
            for problem in error.problems() {
                let pointer = match problem.place() {
                    Place::Pointer(pointer) => pointer,
                    _ => "",
                };
                let place = Place::pointer(format!("/{}{within}{pointer}", first + row));
                problems.add(|| Problem::new(place, problem.found(), problem.expected()));
            }
        };
        match heads.read(&mut head) {
            Ok(()) => {
                dossier.born = head.born;
                dossier.complete.extend_from_slice(&head.complete);
            }
            Err(error) => note("", &error),
        }
        for (reader, column) in &mut readers {
            // A list that is missing may have members all the same.
            if arrow_array::Array::is_null(*column, row) {
                reader.skip(&mut dossier);
                continue;
            }
            let section = reader.section.name();
            reader.read(&mut dossier, &mut |index, error| {
                note(&format!("/{section}/{index}"), &error);
            });
        }
        if problems.is_empty() {
            let contradictions = dossier.problems();
            if !contradictions.is_empty() {
                let error = contradictions.into_error(Code::Document, "dossier");
                let error = in_line(&error, first + row);
                error.problems().iter().for_each(|problem| problems.add(|| problem.clone()));
            }
        }
        let name = written(name(names, row), &mut digits);
        visit(match problems.is_empty() {
            true => (name, Ok(&dossier)),
            false => (name, Err(problems.into_error(Code::Document, subject(name)))),
        });
    }
}
