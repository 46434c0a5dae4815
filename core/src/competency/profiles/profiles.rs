//! Profiles of a survey for several numbers of classes.

use std::fmt;
use std::ops::ControlFlow;

use super::SUBJECT;
use super::data::{Answers, Column};
use super::fit::{self, ProfileFit};
#[cfg(feature = "arrow")]
use super::options::ProfilesColumns;
use super::options::{ProfileModel, ProfilesOptions};
use super::parameters::Layout;
use super::search::{Search, Task};
use crate::competency::Survey;
use crate::error::{Code, Error, Place, Problems};
use crate::threads;
use crate::warning::Warning;
use crate::watch::Watch;

/// Latent profiles or classes of the respondents of a survey: a fit for each number of classes
/// asked for. Immutable; it keeps the answers, so that what follows needs no second reading.
///
/// ```
/// use peerpath::{Table, Watch};
/// use peerpath::competency::{ProfilesOptions, Survey, SurveyColumns};
/// let mut csv = "a,b,c\n".to_owned();
/// for row in 0..60 {
///     csv += ["5,5,4\n", "4,5,5\n", "1,2,1\n", "2,1,2\n"][row % 4];
/// }
/// let columns = SurveyColumns {
///     items: ["a", "b", "c"].map(|name| (name.to_owned(), None)).into(),
///     ..SurveyColumns::default()
/// };
/// let survey = Survey::from_table(&Table::from_csv(&csv)?, &columns)?;
/// let options = ProfilesOptions { classes: vec![1, 2], starts: 5, ..ProfilesOptions::default() };
/// let profiles = survey.profiles(&options, &mut Watch::none())?;
/// assert_eq!(profiles.best().classes, 2);
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Profiles {
    pub(super) options: ProfilesOptions,
    pub(super) answers: Answers,
    pub(super) fits: Vec<ProfileFit>,
    pub(super) warnings: Vec<Warning>,
}

impl Survey {
    /// Looks for patterns among the respondents: a mixture of each number of classes asked for.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range, or there are more classes than
    /// different rows of answers; [`Code::Empty`] where no item varies; [`Code::Cancelled`] where
    /// the watch stops the work.
    pub fn profiles(
        &self,
        options: &ProfilesOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Profiles, Error> {
        options.check()?;
        let mut warnings = Vec::new();
        let lowest = self.scale().lowest();
        let values: Vec<f64> =
            (0..self.scale().levels()).map(|level| lowest as f64 + level as f64).collect();
        let columns: Vec<Column<'_>> = self
            .levels_by_item()
            .map(|(name, levels)| {
                let levels = levels.map(|level| level.map(u32::from)).collect();
                Column { name, values: values.clone(), levels }
            })
            .collect();
        let answers = Answers::new(&columns, false, &mut warnings)?;
        Profiles::fit(options, answers, warnings, watch)
    }
}

impl Profiles {
    /// Looks for patterns among the rows of a table by columns of numbers, such as the scores of
    /// scales: latent profile analysis by the Gaussian model. The table has a row for each
    /// respondent.
    ///
    /// # Errors
    /// As [`Profiles::of_numbers`], and [`Code::Table`] where a column is missing or does not hold
    /// numbers.
    #[cfg(feature = "arrow")]
    pub fn from_table(
        table: &crate::Table,
        columns: &ProfilesColumns,
        options: &ProfilesOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Profiles, Error> {
        let mut reader = table.reader();
        let each = columns.items.iter();
        let columns: Vec<(String, Vec<Option<f64>>)> =
            each.map(|name| (name.clone(), reader.optional_numbers(name))).collect();
        reader.finish(SUBJECT)?;
        Profiles::of_numbers(&columns, options, watch)
    }

    /// Looks for patterns among respondents by columns of numbers, one for each respondent, some
    /// missing.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range, the model is not the Gaussian one,
    /// a column is named twice, or there are more classes than different rows; [`Code::Table`]
    /// where columns are not of one length or a number is not finite; [`Code::Empty`] where no
    /// column varies; [`Code::Cancelled`] where the watch stops the work.
    pub fn of_numbers(
        columns: &[(String, Vec<Option<f64>>)],
        options: &ProfilesOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Profiles, Error> {
        options.check()?;
        let mut problems = Problems::new();
        if options.model != ProfileModel::Gaussian {
            problems.push(Place::argument("model"), "categorical", "gaussian: these are numbers");
        }
        for (place, (name, _)) in columns.iter().enumerate() {
            if columns.iter().take(place).any(|(other, _)| other == name) {
                problems.push(Place::argument("items"), format!("`{name}` twice"), "it once");
            }
        }
        problems.finish(Code::Argument, SUBJECT)?;
        let mut problems = Problems::new();
        let rows = columns.first().map_or(0, |(_, numbers)| numbers.len());
        for (name, numbers) in columns {
            if numbers.len() != rows {
                let found = format!("{} rows", numbers.len());
                let expected = format!("{rows}, as in the first column");
                problems.push(Place::column(name), found, expected);
            }
            for (row, number) in numbers.iter().enumerate() {
                // Of larger ones the squares would be infinite.
                let refused = |number: &f64| number.is_nan() || number.abs() > 1e100;
                if let Some(number) = number.filter(refused) {
                    let expected = "a number from -1e100 to 1e100, or nothing";
                    problems.push(Place::cell(row, name), number.to_string(), expected);
                }
            }
        }
        problems.finish(Code::Table, SUBJECT)?;
        let columns: Vec<Column<'_>> =
            columns.iter().map(|(name, numbers)| Column::of_numbers(name, numbers)).collect();
        let mut warnings = Vec::new();
        let answers = Answers::new(&columns, true, &mut warnings)?;
        Profiles::fit(options, answers, warnings, watch)
    }

    fn fit(
        options: &ProfilesOptions,
        answers: Answers,
        mut warnings: Vec<Warning>,
        watch: &mut Watch<'_>,
    ) -> Result<Profiles, Error> {
        let mut classes = options.classes.clone();
        classes.sort_unstable();
        classes.dedup();
        let mut problems = Problems::new();
        for &classes in &classes {
            if classes as usize > answers.distinct() {
                let found = format!("{classes} classes of {} different rows", answers.distinct());
                let expected = "no more classes than different rows of answers";
                problems.push(Place::argument("classes"), found, expected);
            }
        }
        problems.finish(Code::Argument, SUBJECT)?;
        // The larger numbers, which take longest, come first.
        let mut searches: Vec<Search> = classes
            .iter()
            .rev()
            .map(|&classes| {
                let layout = Layout::of(options, classes);
                Search::new(layout, options.seed, options.starts, options.finalists)
            })
            .collect();
        let threads = threads::count(options.threads);
        let total = searches.iter().map(Search::least_tasks).sum();
        let mut done = 0;
        loop {
            let tasks: Vec<(usize, Task)> = (0..)
                .zip(&searches)
                .flat_map(|(which, search)| {
                    search.next(&answers).into_iter().map(move |task| (which, task))
                })
                .collect();
            if tasks.is_empty() {
                break;
            }
            let work = |(which, task): (usize, Task)| {
                let search: &Search = searches.get(which)?;
                Some(search.run(task, &answers))
            };
            let round = tasks.len() as u64;
            // Where every variance of a round ends at the floor there are more tasks than foreseen.
            let mut step =
                |of_round: u64, _: u64| match watch.goes_on((done + of_round).min(total), total) {
                    true => ControlFlow::Continue(()),
                    false => ControlFlow::Break(()),
                };
            let mut watch = Watch::calling(&mut step);
            let runs = threads::on_each_watched(threads, tasks.clone(), SUBJECT, &mut watch, work)?;
            done += round;
            for ((which, task), run) in tasks.into_iter().zip(runs) {
                if let Some((search, run)) = searches.get_mut(which).zip(run) {
                    search.note(task, run);
                }
            }
        }
        let fitted: Vec<(Option<ProfileFit>, Vec<Warning>)> =
            threads::on_each(threads, searches.iter().collect(), |search| {
                let mut warnings = Vec::new();
                (fit::best(search, &answers, &mut warnings), warnings)
            });
        let mut fits = Vec::new();
        for (fit, more) in fitted.into_iter().rev() {
            fits.extend(fit);
            warnings.extend(more);
        }
        Ok(Profiles { options: options.clone(), answers, fits, warnings })
    }

    /// The fits, in the order of the numbers of classes.
    #[must_use]
    pub fn fits(&self) -> &[ProfileFit] {
        &self.fits
    }

    /// The fit with the least Bayesian criterion; of the Gaussian model with free variances,
    /// of those without a variance at the floor where there are any.
    ///
    /// # Panics
    /// Never: there is a fit for each number of classes, of which there is one.
    #[must_use]
    pub fn best(&self) -> &ProfileFit {
        let key = |fit: &&ProfileFit| (!fit.at_floor.is_empty(), fit.bic);
        let by = |one: &&ProfileFit, other: &&ProfileFit| {
            let (one, other) = (key(one), key(other));
            one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
        };
        static NONE: ProfileFit = ProfileFit::none();
        self.fits.iter().min_by(by).unwrap_or(&NONE)
    }

    /// The fit of a number of classes; the best one where none is named.
    ///
    /// # Errors
    /// [`Code::Argument`] where there is none of this number.
    pub fn of(&self, classes: Option<u32>) -> Result<&ProfileFit, Error> {
        let Some(classes) = classes else { return Ok(self.best()) };
        self.fits.iter().find(|fit| fit.classes == classes).ok_or_else(|| {
            let fitted: Vec<String> = self.fits.iter().map(|fit| fit.classes.to_string()).collect();
            let expected = format!("one that was fitted: {}", fitted.join(", "));
            Error::argument(SUBJECT, "classes", classes.to_string(), expected)
        })
    }

    /// The items that vary, in the order of the survey.
    pub fn items(&self) -> impl Iterator<Item = &str> {
        self.answers.items.iter().map(|item| item.name.as_str())
    }

    /// How many respondents answered anything.
    #[must_use]
    pub fn respondents(&self) -> usize {
        self.answers.of_person.iter().flatten().count()
    }

    /// How it was fitted.
    #[must_use]
    pub fn options(&self) -> &ProfilesOptions {
        &self.options
    }

    /// What to say beside the result: `constant-item`, `empty-class`, `floor-passed-over`,
    /// `not-converged`, `not-replicated`, `silent-respondent`, `variance-floor`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    pub(super) fn layout(&self, fit: &ProfileFit) -> Layout {
        Layout::of(&self.options, fit.classes)
    }
}

impl fmt::Display for Profiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (respondents, items) = (self.respondents(), self.answers.items.len());
        let classes: Vec<String> = self.fits.iter().map(|fit| fit.classes.to_string()).collect();
        write!(f, "{respondents} respondents, {items} items, {} classes", classes.join(", "))
    }
}
