//! Portion after portion, assessed on several threads.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::num::NonZeroUsize;
use std::path::Path;

use jiff::civil::Date;

use super::answer::{Answer, Shape};
use super::options::{AssessManyOptions, OnError};
use super::portion::Portion;
use super::source::Dossiers;
use crate::error::{Code, Error, Place, Problem, Problems};
use crate::standard::assess::Verdicts;
use crate::standard::definition::Standard;
use crate::standard::dossier::Dossier;
use crate::standard::facts::Facts;
use crate::table::Table;
use crate::threads;

/// The answers of [`Standard::assess_batches`], portion by portion.
pub struct AssessmentBatches<'a> {
    standard: Standard,
    dossiers: Dossiers<'a>,
    as_of: Date,
    options: AssessManyOptions,
    shape: Shape,
    ready: VecDeque<Result<Table, Refusal>>,
    ended: bool,
}

/// Portions that a thread takes before results are given out: enough that none waits long for
/// another.
const PORTIONS_A_THREAD: usize = 4;

/// Why a portion, or reading on, is refused.
enum Refusal {
    /// What is wrong with dossiers of the portion.
    Dossiers { problems: Problems, only_not_in_force: bool },
    /// Reading failed.
    Reading(Error),
}

impl<'a> AssessmentBatches<'a> {
    pub(super) fn new(
        standard: &Standard,
        dossiers: Dossiers<'a>,
        as_of: Date,
        options: &AssessManyOptions,
    ) -> AssessmentBatches<'a> {
        AssessmentBatches {
            standard: standard.clone(),
            dossiers,
            as_of,
            shape: Shape::new(standard, options),
            options: options.clone(),
            ready: VecDeque::new(),
            ended: false,
        }
    }

    /// The columns of the tables.
    #[must_use]
    pub fn schema(&self) -> arrow_schema::SchemaRef {
        self.shape.schema.clone()
    }

    /// Writes every row to a file as it is made: CSV where its name ends in `.csv`, JSON Lines where
    /// it ends in `.jsonl` or `.ndjson`. Gives the number of rows. What was written before an error
    /// stays.
    ///
    /// # Errors
    /// [`Code::Argument`] for a file of another name, [`Code::File`] where it cannot be written, and
    /// those of the items.
    pub fn write(self, path: impl AsRef<Path>) -> Result<usize, Error> {
        let path = path.as_ref();
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        let csv = ending == "csv";
        if !csv && !["jsonl", "ndjson"].contains(&ending) {
            let expected = "a name that ends in `.csv`, `.jsonl` or `.ndjson`";
            let found = format!("`{}`", path.display());
            return Err(Error::argument("assessments", "path", found, expected));
        }
        let refused = |error: io::Error| {
            let subject = path.display().to_string();
            Error::one(Code::File, subject, Place::Whole, error.to_string(), "a file to write")
        };
        let mut file = BufWriter::new(File::create(path).map_err(refused)?);
        let empty = Table::from_batches(self.schema(), Vec::new())?;
        if csv {
            empty.write_csv(&mut file, true).map_err(refused)?;
        }
        let mut rows = 0;
        for table in self {
            let table = table?;
            rows += table.row_count();
            match csv {
                true => table.write_csv(&mut file, false),
                false => table.write_json_lines(&mut file),
            }
            .map_err(refused)?;
        }
        file.flush().map_err(refused)?;
        Ok(rows)
    }

    /// All the tables in one.
    pub(super) fn into_table(mut self) -> Result<Table, Error> {
        let mut batches = Vec::new();
        let mut problems = Problems::new();
        let mut only_not_in_force = true;
        while let Some(answer) = self.answer() {
            match answer {
                Ok(table) if problems.is_empty() => batches.extend_from_slice(table.batches()),
                Ok(_) => {}
                Err(Refusal::Reading(error)) => return Err(error),
                Err(Refusal::Dossiers { problems: noted, only_not_in_force: only }) => {
                    problems.append(noted);
                    only_not_in_force &= only;
                    batches.clear();
                }
            }
        }
        if !problems.is_empty() {
            return Err(self.refused(problems, only_not_in_force));
        }
        Table::from_batches(self.shape.schema, batches)
    }

    fn refused(&self, problems: Problems, only_not_in_force: bool) -> Error {
        let code = if only_not_in_force { Code::NotInForce } else { self.dossiers.code() };
        problems.into_error(code, self.dossiers.subject())
    }

    fn answer(&mut self) -> Option<Result<Table, Refusal>> {
        if self.ready.is_empty() && !self.ended {
            let threads = threads::count(self.options.threads.map(NonZeroUsize::get));
            let most = threads.saturating_mul(PORTIONS_A_THREAD);
            let mut portions = Vec::new();
            let mut failed = None;
            while portions.len() < most && !self.ended {
                match self.dossiers.next_portion(self.options.batch_rows()) {
                    Some(Ok(portion)) => portions.push(portion),
                    Some(Err(error)) => {
                        failed = Some(Err(Refusal::Reading(error)));
                        self.ended = true;
                    }
                    None => self.ended = true,
                }
            }
            let (standard, as_of) = (&self.standard, self.as_of);
            let (shape, report) = (&self.shape, self.options.on_error == OnError::Report);
            self.ready.extend(threads::on_each(threads, portions, |portion| {
                assess(standard, as_of, shape, report, &portion)
            }));
            self.ready.extend(failed);
        }
        self.ready.pop_front()
    }
}

impl Iterator for AssessmentBatches<'_> {
    type Item = Result<Table, Error>;

    fn next(&mut self) -> Option<Result<Table, Error>> {
        let answer = self.answer()?;
        Some(answer.map_err(|refusal| {
            self.ended = true;
            self.ready.clear();
            match refusal {
                Refusal::Reading(error) => error,
                Refusal::Dossiers { problems, only_not_in_force } => {
                    self.refused(problems, only_not_in_force)
                }
            }
        }))
    }
}

impl std::fmt::Debug for AssessmentBatches<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AssessmentBatches({:?}, {})", self.standard, self.as_of)
    }
}

/// Assesses the dossiers of one portion.
fn assess(
    standard: &Standard,
    as_of: Date,
    shape: &Shape,
    report: bool,
    portion: &Portion,
) -> Result<Table, Refusal> {
    let mut answer = Answer::new(shape, portion.len());
    let mut verdicts = Verdicts::default();
    let mut problems = Problems::new();
    let mut only_not_in_force = true;
    let mut number = 0;
    portion.each(&mut |(person, dossier)| {
        let judged = dossier.and_then(|dossier| {
            standard.in_force(dossier, as_of)?;
            verdicts.renew(standard.requirements(), Facts::unexplained(dossier, as_of));
            if !shape.met_on {
                return Ok(None);
            }
            Ok(standard.assess(&Dossier::of(dossier.clone())?, as_of)?.met_on())
        });
        match judged {
            Ok(met_on) if problems.is_empty() => answer.push(person, &verdicts, met_on),
            Ok(_) => {}
            Err(error) if report => answer.report(person, &error),
            Err(error) => {
                let not_in_force = error.code() == Code::NotInForce;
                only_not_in_force &= not_in_force;
                for problem in error.problems() {
                    problems.add(|| match not_in_force {
                        true => {
                            let place = portion.place(number);
                            Problem::new(place, problem.found(), problem.expected())
                        }
                        false => problem.clone(),
                    });
                }
            }
        }
        number += 1;
    });
    if !problems.is_empty() {
        return Err(Refusal::Dossiers { problems, only_not_in_force });
    }
    let table = answer.finish().and_then(|batch| Table::from_batches(batch.schema(), vec![batch]));
    table.map_err(Refusal::Reading)
}
