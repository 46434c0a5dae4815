//! Persons for whom a model predicts: what their covariates are.

use super::design::{Design, JOINT};
use crate::stats::matrix::Matrix;
use crate::transition::history::CovariateValues;
use crate::{Code, Error, Place, Problem, Problems};

/// Persons for whom a model predicts, a row each, with a column for each covariate.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    columns: Vec<(String, CovariateValues)>,
    count: usize,
}

/// Profiles as a model sees them.
pub(crate) struct Resolved {
    /// For each profile and coefficient the value of its column.
    pub(crate) values: Matrix,
    /// For each profile its stratum.
    pub(crate) strata: Vec<String>,
    pub(crate) offset: Vec<f64>,
}

impl Profiles {
    /// Profiles of columns that have a value for each of `count` profiles.
    ///
    /// # Errors
    /// [`Code::Table`] where a column has another length.
    pub fn new(count: usize, columns: Vec<(String, CovariateValues)>) -> Result<Profiles, Error> {
        let mut problems = Problems::new();
        for (name, values) in &columns {
            let length = match values {
                CovariateValues::Numbers(numbers) => numbers.len(),
                CovariateValues::Categories(labels) => labels.len(),
            };
            if length != count {
                problems.push(Place::column(name), format!("{length} rows"), format!("{count}"));
            }
        }
        problems.finish(Code::Table, "profiles")?;
        Ok(Profiles { columns, count })
    }

    /// The number of profiles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(crate) fn resolve(&self, design: &Design<'_>) -> Result<Resolved, Error> {
        let mut problems = Problems::new();
        let mut values = Matrix::zeros(self.count, design.coefficients.len());
        for (place, coefficient) in design.coefficients.iter().enumerate() {
            let coded = &design.columns[coefficient.column];
            let Some(given) = self.column(&coefficient.covariate, &mut problems) else { continue };
            match (&coded.category, given) {
                (None, CovariateValues::Numbers(numbers)) => {
                    for (row, &number) in numbers.iter().enumerate() {
                        if !number.is_finite() {
                            problems.add(|| {
                                let cell = Place::cell(row, &coefficient.covariate);
                                Problem::new(cell, "nothing", "a finite number")
                            });
                        }
                        values.set(row, place, number);
                    }
                }
                (None, CovariateValues::Categories(_)) => {
                    let column = Place::column(&coefficient.covariate);
                    problems.push(column, "categories", "numbers, as in the model");
                }
                (Some(category), given) => {
                    let known = design.outline.levels[coefficient.term].as_deref();
                    let known = known.unwrap_or_default();
                    for row in 0..self.count {
                        let name = name_in(given, row);
                        match name {
                            Some(name) if known.contains(&name) => {
                                values.set(row, place, f64::from(&name == category));
                            }
                            found => problems.add(|| {
                                let cell = Place::cell(row, &coefficient.covariate);
                                let found =
                                    found.map_or("nothing".to_owned(), |n| format!("`{n}`"));
                                Problem::new(cell, found, format!("one of {}", known.join(", ")))
                            }),
                        }
                    }
                }
            }
        }
        let mut strata = vec![Vec::new(); self.count];
        for name in design.strata_names() {
            let Some(given) = self.column(name, &mut problems) else { continue };
            for (row, parts) in strata.iter_mut().enumerate() {
                parts.push(name_in(given, row).unwrap_or_default());
            }
        }
        let mut offset = vec![0.0; self.count];
        if let Some(name) = design.offset_name() {
            match self.column(name, &mut problems) {
                Some(CovariateValues::Numbers(numbers)) => offset.clone_from(numbers),
                Some(CovariateValues::Categories(_)) => {
                    problems.push(Place::column(name), "categories", "numbers");
                }
                None => {}
            }
        }
        problems.finish(Code::Table, "profiles")?;
        let strata = strata.into_iter().map(|parts| parts.join(JOINT)).collect();
        Ok(Resolved { values, strata, offset })
    }

    fn column(&self, name: &str, problems: &mut Problems) -> Option<&CovariateValues> {
        let found = self.columns.iter().find(|(own, _)| own == name).map(|(_, values)| values);
        if found.is_none() {
            let expected = "this column: it is a covariate of the model";
            problems.push(Place::column(name), "no column", expected);
        }
        found
    }
}

/// What a category is called in a row; numbers go by their digits.
fn name_in(values: &CovariateValues, row: usize) -> Option<String> {
    match values {
        CovariateValues::Categories(labels) => labels.name(row).map(str::to_owned),
        CovariateValues::Numbers(numbers) => {
            numbers.get(row).filter(|number| number.is_finite()).map(ToString::to_string)
        }
    }
}

/// Profiles without covariates, for models that have none.
impl From<usize> for Profiles {
    fn from(count: usize) -> Profiles {
        Profiles { columns: Vec::new(), count }
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::{CovariateValues, Profiles};
    use crate::Error;
    use crate::table::Table;

    impl Profiles {
        /// Profiles of the rows of a table; every column may be a covariate.
        ///
        /// # Errors
        /// [`crate::Code::Table`] where a column is neither numbers nor texts.
        pub fn from_table(table: &Table) -> Result<Profiles, Error> {
            let mut reader = table.reader();
            let mut columns = Vec::new();
            for name in table.column_names() {
                let values = if reader.is_numeric(name) {
                    let numbers = reader.optional_numbers(name);
                    let or_nan = |number: Option<f64>| number.unwrap_or(f64::NAN);
                    CovariateValues::Numbers(numbers.into_iter().map(or_nan).collect())
                } else {
                    CovariateValues::Categories(reader.optional_labels(name))
                };
                columns.push((name.to_owned(), values));
            }
            reader.finish("profiles")?;
            Profiles::new(table.row_count(), columns)
        }
    }
}
