//! The rows that answer for a portion of dossiers.

use std::collections::HashSet;
use std::sync::Arc;

use arrow_array::builder::{
    Date32Builder, Float64Builder, Int8Builder, Int32Builder, Int64Builder, StringBuilder,
};
use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{ArrayRef, DictionaryArray, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use jiff::civil::Date;

use super::options::{AssessManyOptions, AssessmentForm, OnError};
use crate::document::Day;
use crate::error::{Code, Error, Place};
use crate::standard::assess::Verdicts;
use crate::standard::definition::Standard;
use crate::standard::requirement::Rule;
use crate::standard::rule::Unit;
use crate::standard::verdict::Verdict;

/// What an answer is made of: the requirements that it speaks of, and its columns.
pub(super) struct Shape {
    pub(super) schema: SchemaRef,
    requirements: Vec<Spoken>,
    ids: ArrayRef,
    form: AssessmentForm,
    pub(super) met_on: bool,
    report: bool,
}

/// A requirement that looks at evidence.
struct Spoken {
    index: usize,
    unit: Option<Unit>,
}

const VERDICTS: [Verdict; 3] = [Verdict::Met, Verdict::Unmet, Verdict::Unknown];
const UNITS: [Unit; 5] = [Unit::Hours, Unit::Credits, Unit::Years, Unit::Days, Unit::References];

fn category(key: DataType) -> DataType {
    DataType::Dictionary(Box::new(key), Box::new(DataType::Utf8))
}

impl Shape {
    pub(super) fn new(standard: &Standard, options: &AssessManyOptions) -> Shape {
        let all = standard.requirements();
        let spoken = all.counted.iter().filter_map(|&index| {
            let requirement = all.all.get(index)?;
            let unit = match &requirement.rule {
                Rule::Leaf(kind) => kind.unit(),
                _ => None,
            };
            Some((requirement.id.as_str(), Spoken { index, unit }))
        });
        let (ids, requirements): (Vec<&str>, Vec<Spoken>) = spoken.unzip();
        let report = options.on_error == OnError::Report;
        let mut fields = vec![Field::new("person", DataType::Utf8, true)];
        match options.form {
            AssessmentForm::Wide => {
                fields.push(Field::new("verdict", category(DataType::Int8), true));
                if options.met_on {
                    fields.push(Field::new("met_on", DataType::Date32, true));
                }
                for name in ["met", "unmet", "unknown", "missing"] {
                    fields.push(Field::new(name, DataType::Int64, true));
                }
                let reserved = fields.iter().map(|field| field.name().clone());
                let mut taken: HashSet<String> = reserved.chain(["error".to_owned()]).collect();
                for (id, spoken) in ids.iter().zip(&requirements) {
                    let name = free(&mut taken, (*id).to_owned());
                    fields.push(Field::new(name, category(DataType::Int8), true));
                    if spoken.unit.is_some() {
                        let name = free(&mut taken, format!("{id}_missing"));
                        fields.push(Field::new(name, DataType::Float64, true));
                    }
                }
            }
            AssessmentForm::Long => {
                fields.push(Field::new("requirement", category(DataType::Int32), true));
                fields.push(Field::new("verdict", category(DataType::Int8), true));
                fields.push(Field::new("missing", DataType::Float64, true));
                fields.push(Field::new("unit", category(DataType::Int8), true));
            }
        }
        if report {
            fields.push(Field::new("error", DataType::Utf8, true));
        }
        let schema = Arc::new(Schema::new(fields));
        let ids = Arc::new(StringArray::from(ids));
        let met_on = options.met_on && options.form == AssessmentForm::Wide;
        Shape { schema, requirements, ids, form: options.form, met_on, report }
    }
}

/// A name that no column has yet.
fn free(taken: &mut HashSet<String>, mut name: String) -> String {
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    name
}

/// Rows under way.
pub(super) struct Answer<'a> {
    shape: &'a Shape,
    person: StringBuilder,
    verdict: Int8Builder,
    met_on: Date32Builder,
    counts: [Int64Builder; 4],
    requirements: Vec<(Int8Builder, Option<Float64Builder>)>,
    requirement: Int32Builder,
    missing: Float64Builder,
    unit: Int8Builder,
    error: StringBuilder,
}

impl<'a> Answer<'a> {
    pub(super) fn new(shape: &'a Shape, persons: usize) -> Answer<'a> {
        let wide = shape.form == AssessmentForm::Wide;
        let rows = if wide { persons } else { 0 };
        let requirements = shape.requirements.iter().map(|spoken| {
            let missing = spoken.unit.map(|_| Float64Builder::with_capacity(rows));
            (Int8Builder::with_capacity(rows), missing)
        });
        Answer {
            shape,
            person: StringBuilder::new(),
            verdict: Int8Builder::new(),
            met_on: Date32Builder::new(),
            counts: Default::default(),
            requirements: if wide { requirements.collect() } else { Vec::new() },
            requirement: Int32Builder::new(),
            missing: Float64Builder::new(),
            unit: Int8Builder::new(),
            error: StringBuilder::new(),
        }
    }

    /// What was made of one person; and when they meet the standard, where that is asked.
    pub(super) fn push(&mut self, person: Option<&str>, verdicts: &Verdicts, met_on: Option<Date>) {
        let made = self.shape.requirements.iter().map(|spoken| verdicts.of(spoken.index));
        match self.shape.form {
            AssessmentForm::Wide => {
                let mut counts = [0_i64; 4];
                for ((column, amounts), (verdict, missing)) in
                    self.requirements.iter_mut().zip(made)
                {
                    column.append_value(code(verdict));
                    if let Some(count) = counts.get_mut(code(verdict) as usize) {
                        *count += 1;
                    }
                    counts[3] += i64::from(missing.is_some());
                    if let Some(amounts) = amounts {
                        amounts.append_option(missing.map(|missing| missing.amount.to_f64()));
                    }
                }
                self.person.append_option(person);
                self.verdict.append_value(code(verdicts.of(0).0));
                if self.shape.met_on {
                    self.met_on.append_option(met_on.map(|day| Day(day).since_1970()));
                }
                for (column, count) in self.counts.iter_mut().zip(counts) {
                    column.append_value(count);
                }
                if self.shape.report {
                    self.error.append_null();
                }
            }
            AssessmentForm::Long => {
                for (number, (verdict, missing)) in (0..).zip(made) {
                    self.person.append_option(person);
                    self.requirement.append_value(number);
                    self.verdict.append_value(code(verdict));
                    self.missing.append_option(missing.map(|missing| missing.amount.to_f64()));
                    let unit = missing.map(|missing| missing.unit);
                    let unit = unit.and_then(|unit| UNITS.iter().position(|one| *one == unit));
                    self.unit.append_option(unit.map(|unit| unit as i8));
                    if self.shape.report {
                        self.error.append_null();
                    }
                }
            }
        }
    }

    /// What is wrong with the dossier of one person.
    pub(super) fn report(&mut self, person: Option<&str>, error: &Error) {
        self.person.append_option(person);
        self.verdict.append_null();
        self.error.append_value(error.message());
        match self.shape.form {
            AssessmentForm::Wide => {
                if self.shape.met_on {
                    self.met_on.append_null();
                }
                self.counts.iter_mut().for_each(Int64Builder::append_null);
                for (verdicts, amounts) in &mut self.requirements {
                    verdicts.append_null();
                    amounts.iter_mut().for_each(Float64Builder::append_null);
                }
            }
            AssessmentForm::Long => {
                self.requirement.append_null();
                self.missing.append_null();
                self.unit.append_null();
            }
        }
    }

    pub(super) fn finish(mut self) -> Result<RecordBatch, Error> {
        let verdicts = names(VERDICTS.map(Verdict::name));
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.person.finish())];
        match self.shape.form {
            AssessmentForm::Wide => {
                columns.push(small(&mut self.verdict, &verdicts)?);
                if self.shape.met_on {
                    columns.push(Arc::new(self.met_on.finish()));
                }
                for column in &mut self.counts {
                    columns.push(Arc::new(column.finish()));
                }
                for (column, amounts) in &mut self.requirements {
                    columns.push(small(column, &verdicts)?);
                    if let Some(amounts) = amounts {
                        columns.push(Arc::new(amounts.finish()));
                    }
                }
            }
            AssessmentForm::Long => {
                let ids = Arc::clone(&self.shape.ids);
                let requirement = self.requirement.finish();
                columns.push(Arc::new(
                    DictionaryArray::<Int32Type>::try_new(requirement, ids).map_err(defect)?,
                ));
                columns.push(small(&mut self.verdict, &verdicts)?);
                columns.push(Arc::new(self.missing.finish()));
                columns.push(small(&mut self.unit, &names(UNITS.map(Unit::name)))?);
            }
        }
        if self.shape.report {
            columns.push(Arc::new(self.error.finish()));
        }
        RecordBatch::try_new(Arc::clone(&self.shape.schema), columns).map_err(defect)
    }
}

fn names<const N: usize>(names: [&'static str; N]) -> ArrayRef {
    Arc::new(StringArray::from(names.to_vec()))
}

fn small(codes: &mut Int8Builder, names: &ArrayRef) -> Result<ArrayRef, Error> {
    let column = DictionaryArray::<Int8Type>::try_new(codes.finish(), Arc::clone(names));
    Ok(Arc::new(column.map_err(defect)?))
}

/// The place of a verdict among the three.
fn code(verdict: Verdict) -> i8 {
    match verdict {
        Verdict::Met => 0,
        Verdict::Unmet => 1,
        Verdict::Unknown => 2,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn defect(error: arrow_schema::ArrowError) -> Error {
    Error::one(Code::Internal, "assessments", Place::Whole, error.to_string(), "columns")
}
