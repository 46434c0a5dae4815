//! Dossiers in tables, one for each section.

use crate::order;
use std::collections::HashMap;
use std::ops::Range;

use arrow_array::{Array, ArrayRef, RecordBatch, make_array};
use arrow_data::transform::MutableArrayData;

use super::sections::{Complete, Person, SECTIONS, check_columns, keys, keys_of, section_of};
use crate::document::hint;
use crate::error::{Code, Error, Place, Problem, Problems};
use crate::standard::evidence::Section;
use crate::table::{Column, Table};
use crate::threads;

/// Tables whose rows are those of known persons, in their order.
pub(super) struct SectionTables {
    /// The rows of the persons.
    pub(super) people: Rows,
    pub(super) sections: Vec<(Section, Rows)>,
    pub(super) complete: Option<Rows>,
}

/// The rows of a table by person.
pub(super) struct Rows {
    table: Table,
    /// For each person the first of their rows; and the end of the last.
    starts: Vec<usize>,
    /// Where the rows stand in the table that was given, if not where they stand here.
    given: Option<Vec<usize>>,
}

/// The name of a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Name<'a> {
    Number(i64),
    Text(&'a str),
}

impl SectionTables {
    pub(super) fn new(
        tables: impl IntoIterator<Item = (impl AsRef<str>, Table)>,
    ) -> Result<SectionTables, Error> {
        let mut problems = Problems::new();
        let mut people = None;
        let mut complete = None;
        let mut sections = Vec::new();
        for (name, table) in tables {
            let name = name.as_ref();
            let slot = match (name, section_of(name)) {
                ("persons", _) => &mut people,
                ("complete", _) => &mut complete,
                (_, Some(section)) if sections.iter().all(|(other, _)| *other != section) => {
                    sections.push((section, table));
                    continue;
                }
                (_, Some(_)) => {
                    problems.push(Place::column(name), "two tables of this name", "one");
                    continue;
                }
                _ => {
                    let known = SECTIONS.iter().map(|section| section.name());
                    let known: Vec<&str> =
                        ["persons", "complete"].into_iter().chain(known).collect();
                    let listed: Vec<String> =
                        known.iter().map(|name| format!("`{name}`")).collect();
                    let expected = format!("one of {}{}", listed.join(", "), hint(name, &known));
                    problems.push(Place::column(name), "an unknown table", expected);
                    continue;
                }
            };
            if slot.replace(table).is_some() {
                problems.push(Place::column(name), "two tables of this name", "one");
            }
        }
        let Some(people) = people else {
            problems.push(Place::column("persons"), "no such table", "a row for each person");
            return Err(problems.into_error(Code::Table, "dossiers"));
        };
        check("persons", &people, &keys::<Person>(), &mut problems);
        for (section, table) in &sections {
            check(section.name(), table, &keys_of(*section), &mut problems);
        }
        if let Some(complete) = &complete {
            check("complete", complete, &keys::<Complete>(), &mut problems);
        }
        problems.finish(Code::Table, "dossiers")?;
        SectionTables::joined(people, sections, complete)
    }

    /// Finds whose each row is.
    fn joined(
        people: Table,
        sections: Vec<(Section, Table)>,
        complete: Option<Table>,
    ) -> Result<SectionTables, Error> {
        let mut problems = Problems::new();
        let names = columns(&people);
        let persons = Persons::new(&names, &mut problems);
        let parts: Vec<(&str, Table)> = sections
            .iter()
            .map(|(section, table)| (section.name(), table.clone()))
            .chain(complete.iter().map(|table| ("complete", table.clone())))
            .collect();
        let rows = threads::on_each(threads::count(None), parts, |(name, table)| {
            let mut problems = Problems::new();
            let rows = persons.rows(name, table, &mut problems);
            (rows, problems)
        });
        let mut rows: Vec<Rows> = rows
            .into_iter()
            .map(|(rows, noted)| {
                problems.append(noted);
                rows
            })
            .collect();
        let count = people.row_count();
        drop(persons);
        drop(names);
        problems.finish(Code::Table, "dossiers")?;
        let complete = complete.and_then(|_| rows.pop());
        let people = Rows { table: people, starts: (0..=count).collect(), given: None };
        let sections = sections.into_iter().map(|(section, _)| section).zip(rows).collect();
        Ok(SectionTables { people, sections, complete })
    }

    /// The number of persons.
    pub(super) fn persons(&self) -> usize {
        self.people.table.row_count()
    }
}

fn check(
    name: &str,
    table: &Table,
    (required, known): &(Vec<String>, &'static [&'static str]),
    problems: &mut Problems,
) {
    let columns = table.column_names();
    if columns.is_empty() && table.row_count() == 0 {
        return;
    }
    let known: Vec<&str> = ["person"].into_iter().chain(known.iter().copied()).collect();
    let required: Vec<String> =
        ["person".to_owned()].into_iter().chain(required.iter().cloned()).collect();
    check_columns(name, &columns, &required, &known, problems);
}

/// The column of persons, batch by batch.
fn columns(table: &Table) -> Vec<(Column<'_>, usize)> {
    let batches = table.batches().iter();
    let columns = batches.filter_map(|batch| {
        let column = batch.column_by_name("person")?;
        Some((Column::new(column, false), batch.num_rows()))
    });
    columns.collect()
}

fn names<'c>(columns: &'c [(Column<'_>, usize)]) -> impl Iterator<Item = Option<Name<'c>>> {
    columns.iter().flat_map(|(column, rows)| (0..*rows).map(move |row| name(column, row)))
}

pub(super) fn name<'c>(column: &'c Column<'_>, row: usize) -> Option<Name<'c>> {
    let text = column.text(row).map(Name::Text);
    text.or_else(|| column.integer(row).map(Name::Number))
}

/// The persons, in order.
struct Persons<'a> {
    names: Vec<Name<'a>>,
    /// Their places by name, made where rows do not come in the order of persons.
    places: std::sync::OnceLock<HashMap<Name<'a>, usize>>,
    texts: bool,
}

impl<'a> Persons<'a> {
    fn new(columns: &'a [(Column<'_>, usize)], problems: &mut Problems) -> Persons<'a> {
        let mut persons = Persons { names: Vec::new(), places: Default::default(), texts: true };
        let mut ascending = true;
        for (row, name) in names(columns).enumerate() {
            let Some(name) = name else {
                problems.add(|| refused(row, "persons", "nothing", "a text or a whole number"));
                continue;
            };
            ascending &= persons.names.last().is_none_or(|last| *last < name);
            persons.names.push(name);
        }
        persons.texts = persons.names.iter().any(|name| matches!(name, Name::Text(_)));
        // Names that ascend are distinct.
        if !ascending {
            let mut places = HashMap::with_capacity(persons.names.len());
            for (row, name) in persons.names.iter().enumerate() {
                if places.insert(*name, row).is_some() {
                    let found = format!("{} again", shown(*name));
                    problems.add(|| refused(row, "persons", &found, "each person once"));
                }
            }
            let _ = persons.places.set(places);
        }
        persons
    }

    /// The rows of a table by person.
    fn rows(&self, name: &str, table: Table, problems: &mut Problems) -> Rows {
        let columns = columns(&table);
        if let Some(starts) = self.in_order(&columns) {
            drop(columns);
            return Rows { table, starts, given: None };
        }
        let mut owners = Vec::with_capacity(table.row_count());
        for (row, person) in names(&columns).enumerate() {
            let known = person.and_then(|person| self.known(person));
            if known.is_none() {
                let found = person.map_or("nothing".to_owned(), shown);
                problems.add(|| refused(row, name, &found, "a person of the table `persons`"));
            }
            owners.push(known.unwrap_or_default());
        }
        drop(columns);
        let mut given: Vec<usize> = (0..owners.len()).collect();
        order::arrange(&mut given, &|one, other| owners.get(one).cmp(&owners.get(other)));
        let mut starts = vec![0; self.names.len() + 1];
        for owner in owners {
            if let Some(count) = starts.get_mut(owner + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let table = reordered(&table, &given);
        Rows { table, starts, given: Some(given) }
    }

    /// The place of a person; a number is also known by its digits, and the other way round.
    fn known(&self, person: Name<'_>) -> Option<usize> {
        let digits;
        let person = match person {
            Name::Number(number) if self.texts => {
                digits = number.to_string();
                Name::Text(&digits)
            }
            Name::Text(text) if !self.texts => Name::Number(text.parse().ok()?),
            same => same,
        };
        let places = self.places.get_or_init(|| {
            self.names.iter().enumerate().map(|(place, name)| (*name, place)).collect()
        });
        places.get(&person).copied()
    }

    /// Where the rows of each person begin, if they come in the order of persons.
    fn in_order(&self, columns: &[(Column<'_>, usize)]) -> Option<Vec<usize>> {
        let mut starts = Vec::with_capacity(self.names.len() + 1);
        let mut row = 0;
        for name in names(columns) {
            let name = name?;
            while starts.is_empty() || self.names.get(starts.len() - 1) != Some(&name) {
                if starts.len() == self.names.len() {
                    return None;
                }
                starts.push(row);
            }
            row += 1;
        }
        starts.resize(self.names.len() + 1, row);
        Some(starts)
    }
}

impl Rows {
    /// The rows of some persons, and the first of them.
    pub(super) fn of(&self, persons: &Range<usize>) -> (RecordBatch, usize) {
        let (start, end) = (self.first(persons.start), self.first(persons.end));
        (cut(&self.table, start, end), start)
    }

    /// The first row of a person; of none, the end of the last.
    pub(super) fn first(&self, person: usize) -> usize {
        self.starts.get(person).or(self.starts.last()).copied().unwrap_or_default()
    }

    /// The first row of each of some persons, and the end of the last.
    pub(super) fn starts(&self, persons: &Range<usize>) -> &[usize] {
        self.starts.get(persons.start..=persons.end).unwrap_or_default()
    }

    /// The place of a row in the table that was given.
    pub(super) fn given(&self, row: usize) -> usize {
        self.given.as_ref().map_or(row, |given| given.get(row).copied().unwrap_or(row))
    }

    pub(super) fn untyped(&self) -> bool {
        self.table.is_untyped()
    }
}

pub(super) fn shown(name: Name<'_>) -> String {
    match name {
        Name::Number(number) => number.to_string(),
        Name::Text(text) => format!("`{text}`"),
    }
}

fn refused(row: usize, table: &str, found: &str, expected: &str) -> Problem {
    Problem::new(Place::cell(row, format!("{table}.person")), found, expected)
}

/// Some rows of a table as one batch; copied only where they are in several.
fn cut(table: &Table, start: usize, end: usize) -> RecordBatch {
    let mut parts = Vec::new();
    let mut before = 0;
    for batch in table.batches() {
        let after = before + batch.num_rows();
        let (from, to) = (start.max(before), end.min(after));
        if from < to {
            parts.push(batch.slice(from - before, to - from));
        }
        before = after;
        if before >= end {
            break;
        }
    }
    match parts.as_slice() {
        [] => RecordBatch::new_empty(table.schema()),
        [only] => only.clone(),
        _ => {
            let pieces = parts.iter().enumerate();
            let pieces = pieces.map(|(part, batch)| (part, 0, batch.num_rows()));
            gathered(table, &parts, &pieces)
        }
    }
}

/// The rows of a table in another order, as one batch.
fn reordered(table: &Table, rows: &[usize]) -> Table {
    let mut ends = Vec::new();
    for batch in table.batches() {
        ends.push(ends.last().copied().unwrap_or(0) + batch.num_rows());
    }
    let pieces = rows.iter().map(|&row| {
        let part = ends.partition_point(|&end| end <= row);
        let before = part.checked_sub(1).and_then(|part| ends.get(part)).copied();
        (part, row - before.unwrap_or(0), 1)
    });
    let batch = gathered(table, table.batches(), &pieces);
    table.with_batch(batch)
}

/// Pieces of batches, as their number, first row and length, one after the other.
fn gathered(
    table: &Table,
    batches: &[RecordBatch],
    pieces: &(impl Iterator<Item = (usize, usize, usize)> + Clone),
) -> RecordBatch {
    let columns = (0..table.schema().fields().len()).map(|column| {
        let data: Vec<_> = batches.iter().map(|batch| batch.column(column).to_data()).collect();
        let mut all = MutableArrayData::new(data.iter().collect(), false, 0);
        for (part, row, length) in pieces.clone() {
            // It fails only where offsets of 32 bits overflow; then the column is short and the
            // batch refused.
            let _ = all.try_extend(part, row, row + length);
        }
        make_array(all.freeze())
    });
    let columns: Vec<ArrayRef> = columns.collect();
    RecordBatch::try_new(table.schema(), columns)
        .unwrap_or_else(|_| RecordBatch::new_empty(table.schema()))
}
