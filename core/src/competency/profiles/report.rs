//! Fits as tables.
#![cfg(feature = "arrow")]

use super::em;
use super::fit::modal;
use super::options::ProfileModel;
use super::profiles::Profiles;
use crate::Table;
use crate::error::Error;

impl Profiles {
    /// A row for each number of classes: `classes`, `log_likelihood`, `parameters`, `aic`, `bic`,
    /// `adjusted_bic`, `entropy`, `smallest`, `starts`, `finished`, `replicated`, `converged`,
    /// `gradient`, `at_floor` (how many classes have a variance at the floor).
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    pub fn to_table(&self) -> Result<Table, Error> {
        let fits = &self.fits;
        Table::builder()
            .count("classes", fits.iter().map(|fit| fit.classes.into()))
            .number("log_likelihood", fits.iter().map(|fit| fit.log_likelihood))
            .count("parameters", fits.iter().map(|fit| fit.parameters))
            .number("aic", fits.iter().map(|fit| fit.aic))
            .number("bic", fits.iter().map(|fit| fit.bic))
            .number("adjusted_bic", fits.iter().map(|fit| fit.adjusted_bic))
            .optional_number("entropy", fits.iter().map(|fit| fit.entropy))
            .number("smallest", fits.iter().map(|fit| fit.smallest))
            .count("starts", fits.iter().map(|fit| fit.starts.into()))
            .count("finished", fits.iter().map(|fit| fit.finished.into()))
            .count("replicated", fits.iter().map(|fit| fit.replicated.into()))
            .flag("converged", fits.iter().map(|fit| fit.converged))
            .number("gradient", fits.iter().map(|fit| fit.gradient))
            .count("at_floor", fits.iter().map(|fit| fit.at_floor.len() as u64))
            .finish()
    }

    /// What the classes of one fit look like; of the best one where no number is named. Of the
    /// Gaussian model a row for each item of each class: `class`, `share`, `item`, `mean`, `sd`,
    /// `at_floor`. Of the categorical model one for each rating besides: `class`, `share`, `item`,
    /// `rating`, `probability`.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] where there is no fit of this number.
    pub fn classes(&self, classes: Option<u32>) -> Result<Table, Error> {
        let fit = self.of(classes)?;
        let layout = self.layout(fit);
        let items = self.answers.items.len();
        let gaussian = self.options.model == ProfileModel::Gaussian;
        let mut rows: Vec<(u64, f64, &str, f64, f64, bool)> = Vec::new();
        let of_classes = layout.of_classes(&fit.theta, &self.answers);
        for (class, (own, share)) in (1..).zip(of_classes.zip(&fit.theta)) {
            let own_of = |at: usize| own.get(at).copied().unwrap_or(0.0);
            for (place, item) in self.answers.items.iter().enumerate() {
                if gaussian {
                    let log_variance = own_of(items + place);
                    let mean = item.mean + item.sd * own_of(place);
                    let sd = item.sd * (0.5 * log_variance).exp();
                    let at_floor = log_variance <= layout.floor + 1e-9;
                    rows.push((class, *share, &item.name, mean, sd, at_floor));
                } else {
                    for (level, value) in item.values.iter().enumerate() {
                        let probability = own_of(item.first + level);
                        rows.push((class, *share, &item.name, *value, probability, false));
                    }
                }
            }
        }
        let table = Table::builder()
            .count("class", rows.iter().map(|row| row.0))
            .number("share", rows.iter().map(|row| row.1))
            .text("item", rows.iter().map(|row| row.2));
        if gaussian {
            table
                .number("mean", rows.iter().map(|row| row.3))
                .number("sd", rows.iter().map(|row| row.4))
                .flag("at_floor", rows.iter().map(|row| row.5))
                .finish()
        } else {
            table
                .number("rating", rows.iter().map(|row| row.3))
                .number("probability", rows.iter().map(|row| row.4))
                .finish()
        }
    }

    /// To which class each respondent belongs, in the order of the survey: `class`, the most
    /// probable one, and `class_1`, `class_2`, …, the probability of each; null for who answered
    /// nothing.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] where there is no fit of this number.
    pub fn membership(&self, classes: Option<u32>) -> Result<Table, Error> {
        let fit = self.of(classes)?;
        let posterior = em::posterior(&self.layout(fit), &self.answers, &fit.theta);
        let rows: Vec<Option<&Vec<f64>>> = self
            .answers
            .of_person
            .iter()
            .map(|row| row.and_then(|row| posterior.get(row as usize)))
            .collect();
        let mut table = Table::builder().optional_number(
            "class",
            rows.iter().map(|row| row.map(|row| modal(row) as f64 + 1.0)),
        );
        for class in 0..fit.classes as usize {
            let of_class = |row: &Option<&Vec<f64>>| row.and_then(|row| row.get(class).copied());
            table =
                table.optional_number(&format!("class_{}", class + 1), rows.iter().map(of_class));
        }
        table.finish()
    }
}
