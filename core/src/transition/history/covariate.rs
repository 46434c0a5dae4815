//! What stays the same of a person.

use crate::{Labels, Place, Problem, Problems};

/// A column of categories that hold for a whole person.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Covariate {
    pub(crate) name: String,
    /// For each person the code of the category, or [`Labels::MISSING`].
    pub(crate) codes: Vec<u32>,
    pub(crate) names: Vec<String>,
}

/// Folds columns with a value for each row into one for each person. A person with two
/// different values is a problem.
pub(crate) fn of_persons(
    columns: &[String],
    values: Vec<Labels>,
    person: &Labels,
    problems: &mut Problems,
) -> Vec<Covariate> {
    let mut covariates = Vec::with_capacity(columns.len());
    for (name, values) in columns.iter().zip(values) {
        let (by_row, names) = values.into_parts();
        /// A person none of whose rows was read yet; no row number is as large.
        const UNSEEN: usize = usize::MAX;
        let mut codes = vec![Labels::MISSING; person.names().len()];
        let mut first_row = vec![UNSEEN; person.names().len()];
        let name_of = |code: u32| match names.get(code as usize) {
            Some(name) => format!("`{name}`"),
            None => "null".to_owned(),
        };
        for (row, (&person_code, &code)) in person.codes().iter().zip(&by_row).enumerate() {
            let index = person_code as usize;
            let (Some(known), Some(first)) = (codes.get_mut(index), first_row.get_mut(index))
            else {
                continue;
            };
            if *first == UNSEEN {
                *known = code;
                *first = row;
            } else if *known != code {
                let (known, first) = (*known, *first);
                problems.add(|| {
                    Problem::new(
                        Place::cell(row, name),
                        format!("{} for {}", name_of(code), named(person, person_code)),
                        format!(
                            "{} as in row {first}: a covariate holds for the whole person",
                            name_of(known)
                        ),
                    )
                });
            }
        }
        covariates.push(Covariate { name: name.clone(), codes, names });
    }
    covariates
}

/// A person, for messages.
pub(crate) fn named(person: &Labels, code: u32) -> String {
    match person.names().get(code as usize) {
        Some(name) => format!("person `{name}`"),
        None => "a missing person".to_owned(),
    }
}
