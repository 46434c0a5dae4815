//! The model of Cox where the rows are in several places: what one process adds up, and asks.
//!
//! The first question is what states and categories there are, the second how many rows, at which
//! event times. Then, for each step of Newton's method, one asks for the sums over the risk sets
//! at the event times of all, from which the hazards follow, and one for the moments of the
//! covariates at these hazards: as many numbers as there are event times, whatever the number of
//! rows. The last one, for robust errors, is for the products of the influence of persons.

use std::sync::Arc;

use super::baseline::Baseline;
use super::cox::{Cox, CoxTransition, Group, is_robust};
use super::likelihood::{Hazards, SlotSums};
use super::message::{
    Layout, Numbers, Question, Step, Stratum, Surveyed, read_answer, read_outline, write_hazards,
    wrong,
};
use super::options::{CALL, CoxOptions};
use super::risk_sets::Slots;
use crate::order;
use crate::stats::matrix::Matrix;
use crate::transition::hazard::coding::Moments;
use crate::transition::hazard::design::{Design, Wanted};
use crate::transition::hazard::newton::{Likelihood, Stop, climb};
use crate::transition::hazard::outline::Outline;
use crate::transition::history::{Attributes, Column, Covariate, Histories, Rows, Values};
use crate::{Code, Error, Labels, Place};

#[cfg(test)]
mod tests;

/// Asks all parts a question, and gives the answers of those that have rows.
type Ask<'a> = dyn FnMut(&[u8]) -> Result<Vec<Vec<u8>>, Error> + 'a;

struct Parts<'a, 'b> {
    options: &'a CoxOptions,
    ask: &'a mut Ask<'b>,
    /// How many parts answered at first, as all must do each time.
    count: Option<usize>,
    outline: Option<Outline>,
    strata: Vec<Vec<Stratum>>,
    /// The scales and layouts, once they are known: with these numbers every question begins.
    laid_out: Vec<f64>,
}

/// A transition, of which all parts have some rows.
struct Gathered {
    coefficient: Vec<usize>,
    layout: Layout,
    /// How many events there are at each slot.
    events: Vec<u32>,
    hazards: Hazards,
}

impl Cox {
    /// Fits the model of Cox to histories whose persons are in several places: `ask` is called
    /// with a question, which every part is to answer with [`Histories::cox_answer`], and gives
    /// their answers, in the same order each time. A part that has no rows gives none.
    ///
    /// The model is that of [`Histories::cox`] of all persons together but for rounding: sums are
    /// taken part by part. All transitions climb together, so that there may be another number
    /// of iterations. It predicts as any model does; what needs its rows, such as residuals, it
    /// refuses. All rows of a person, and all persons of a cluster, must be in one part.
    ///
    /// ```
    /// use peerpath::Labels;
    /// use peerpath::transition::{
    ///     CovariateValues, Cox, CoxOptions, Histories, IntervalColumns, IntervalRows, RowAttributes, Term,
    /// };
    ///
    /// // Two of those who look for a job here, and two there; the first of each is trained.
    /// let part = |persons: [&str; 2], stop: [f64; 2]| {
    ///     let rows = IntervalRows {
    ///         person: Labels::from_names(persons.map(Some)),
    ///         start: vec![0.0, 0.0],
    ///         stop: stop.to_vec(),
    ///         origin: Labels::from_names([Some("seeking"); 2]),
    ///         target: Labels::from_names([Some("peer-job"); 2]),
    ///         attributes: RowAttributes {
    ///             covariates: vec![CovariateValues::Numbers(vec![1.0, 0.0])],
    ///             ..RowAttributes::default()
    ///         },
    ///     };
    ///     let columns =
    ///         IntervalColumns { covariates: vec!["trained".into()], ..IntervalColumns::default() };
    ///     Histories::from_interval_rows(rows, &columns, None)
    /// };
    /// let parts = [part(["Ann", "Ben"], [3.0, 5.0])?, part(["Cho", "Dan"], [7.0, 9.0])?];
    /// let options = CoxOptions { covariates: vec![Term::from("trained")], ..CoxOptions::default() };
    /// let cox = Cox::of_parts(&options, &mut |question| {
    ///     parts.iter().map(|part| part.cox_answer(question)).collect()
    /// })?;
    /// assert_eq!(cox.fit().transitions[0].events, 4);
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Histories::cox`]; those of `ask`; [`Code::Empty`] where nobody answers,
    /// [`Code::Argument`] where parts do not fit together or one ceases to answer, [`Code::Document`] where an answer is
    /// none.
    pub fn of_parts(options: &CoxOptions, ask: &mut Ask<'_>) -> Result<Cox, Error> {
        options.check()?;
        let wanted = options.wanted();
        let (strata, laid_out) = (Vec::new(), Vec::new());
        let mut parts = Parts { options, ask, count: None, outline: None, strata, laid_out };
        let outline = parts.outline(&wanted)?;
        parts.outline = Some(outline.clone());
        let histories = without_rows(&outline, &wanted);
        let mut design = Design::of(&histories, &wanted, Arc::new(outline))?;
        let Survey { moments, transitions } = parts.survey(&design)?;
        for (coded, moments) in design.columns.iter_mut().zip(moments) {
            coded.scale = moments.scale();
            parts.laid_out.push(coded.scale);
        }
        let count = design.coefficients.len();
        let mut spread = vec![0.0f64; count];
        let mut counts = Vec::new();
        let mut missing = 0;
        let mut gathered = Vec::new();
        for (place, found) in transitions.into_iter().enumerate() {
            missing += found.counted.missing as usize;
            counts.push((place, found.transition(&design, place)?));
            let coefficient = design.coefficients_of(place);
            for (&one, values) in coefficient.iter().zip(&found.values) {
                let scale = design.columns[design.coefficients[one].column].scale;
                spread[one] = spread[one].max((values.most - values.least) / scale);
            }
            let one = found.gathered(coefficient);
            parts.strata.push(one.layout.write(&mut parts.laid_out));
            gathered.push(one);
        }
        let stop = Stop { iterations: options.iterations, tolerance: options.tolerance };
        let fit = climb(&spread, stop, &mut |beta| parts.likelihood(&mut gathered, beta))?;
        for one in &mut gathered {
            one.hazards = Hazards::none(one.events.len(), Some(one.coefficient.len()));
        }
        parts.set_hazards(&mut gathered, &fit.beta, None)?;
        let meat = match is_robust(&design, options) {
            false => None,
            true => {
                let numbers = asked_at(&gathered, &fit.beta, true);
                let mut sums = parts.added(Step::Influence, &numbers)?;
                let meat = Matrix::from_values(count, count, sums.take(count * count)?.to_vec());
                sums.end()?;
                Some(meat)
            }
        };
        let coefficients = (0..count).collect();
        let group = Group { coefficients, fit, transitions: counts, missing };
        let mut cox = Cox::of(&design, options, &[group], meat);
        let places = gathered.into_iter().enumerate();
        let baseline = |(place, one): (usize, Gathered)| {
            let named = design.strata_names().next().is_some();
            Baseline {
                name: design.transition_name(place),
                coefficient: one.coefficient,
                centre: one.layout.centre,
                strata: if named { one.layout.strata } else { Vec::new() },
                slots: one.layout.slots,
                hazards: one.hazards,
            }
        };
        cox.baselines = Some(places.map(baseline).collect());
        Ok(cox)
    }
}

impl Parts<'_, '_> {
    fn answers(&mut self, step: Step, numbers: &[f64]) -> Result<Vec<Vec<u8>>, Error> {
        let question = Question {
            step,
            options: self.options.clone(),
            outline: self.outline.clone(),
            strata: self.strata.clone(),
        };
        let numbers = [self.laid_out.as_slice(), numbers].concat();
        let answers = (self.ask)(&question.write(&numbers))?;
        if answers.is_empty() {
            let (found, expected) = ("no answer", "those of parts that have rows");
            return Err(Error::one(Code::Empty, CALL, Place::argument("parts"), found, expected));
        }
        // Else the rows of a part would be in some sums and not in others.
        let count = *self.count.get_or_insert(answers.len());
        if answers.len() != count {
            let (found, expected) =
                (format!("{} answers", answers.len()), format!("{count}, as at first"));
            return Err(Error::argument(CALL, "parts", found, expected));
        }
        Ok(answers)
    }

    /// The sums of the numbers of all parts, one by one.
    fn added(&mut self, step: Step, numbers: &[f64]) -> Result<Numbers, Error> {
        let mut all: Option<Numbers> = None;
        for answer in self.answers(step, numbers)? {
            let own = read_answer(&answer)?.1;
            match &mut all {
                None => all = Some(own),
                Some(all) => all.add(&own)?,
            }
        }
        all.ok_or_else(wrong)
    }

    fn outline(&mut self, wanted: &Wanted<'_>) -> Result<Outline, Error> {
        let mut all: Option<Outline> = None;
        for answer in self.answers(Step::Outline, &[])? {
            let own = read_outline(&answer, self.options)?;
            all = Some(match all {
                None => own,
                Some(all) => all.united(&own, wanted)?,
            });
        }
        all.ok_or_else(wrong)
    }

    fn survey(&mut self, design: &Design<'_>) -> Result<Survey, Error> {
        let mut survey = Survey {
            moments: vec![Moments::default(); design.columns.len()],
            transitions: vec![Found::default(); design.transitions.len()],
        };
        for answer in self.answers(Step::Survey, &[])? {
            let (surveyed, mut numbers) = read_answer(&answer)?;
            for moments in &mut survey.moments {
                let own = numbers.take(3)?;
                let own = Moments { count: own[0], mean: own[1], square: own[2] };
                *moments = moments.united(own);
            }
            if surveyed.len() != survey.transitions.len() {
                return Err(wrong());
            }
            let all = survey.transitions.iter_mut().enumerate();
            for ((place, found), own) in all.zip(surveyed) {
                found.add(own, design.coefficients_of(place).len(), &mut numbers)?;
            }
            numbers.end()?;
        }
        Ok(survey)
    }

    /// The likelihood at `beta`, which has all coefficients of the scaled covariates.
    fn likelihood(&mut self, gathered: &mut [Gathered], beta: &[f64]) -> Result<Likelihood, Error> {
        let mut likelihood = Likelihood::zero(beta.len());
        let mut squares = Vec::new();
        likelihood.value = self.set_hazards(gathered, beta, Some(&mut squares))?;
        if !likelihood.value.is_finite() {
            return Ok(likelihood);
        }
        let mut moments = self.added(Step::Moments, &asked_at(gathered, beta, false))?;
        for (one, squares) in gathered.iter().zip(&squares) {
            let columns = one.coefficient.len();
            let first = moments.take(columns)?.to_vec();
            let second = moments.take(columns * columns)?.to_vec();
            let second = Matrix::from_values(columns, columns, second);
            likelihood.add(&one.coefficient, &first, &second, squares);
        }
        moments.end()?;
        Ok(likelihood)
    }

    /// Sets the hazards at `beta`, and gives the logarithm of the likelihood, with the squares of
    /// the means of each transition.
    fn set_hazards(
        &mut self,
        gathered: &mut [Gathered],
        beta: &[f64],
        mut squares: Option<&mut Vec<Matrix>>,
    ) -> Result<f64, Error> {
        let ties = self.options.ties;
        let mut sums = self.added(Step::Sums, beta)?;
        let mut value = 0.0;
        for one in gathered {
            let columns = one.coefficient.len();
            let width = SlotSums::width(columns);
            let mut own = squares.as_ref().map(|_| Matrix::zeros(columns, columns));
            let at_slots = sums.take(one.events.len() * width)?;
            for (slot, (numbers, &events)) in at_slots.chunks(width).zip(&one.events).enumerate() {
                if events > 0 {
                    let sums = SlotSums::read(numbers);
                    value -= one.hazards.set(slot, events, ties, &sums, None, own.as_mut());
                }
            }
            one.hazards.add_up(&one.layout.slots.strata, columns);
            let observed = sums.take(columns + 1)?;
            let betas = one.coefficient.iter().map(|&coefficient| beta[coefficient]);
            value += observed.iter().zip(betas).map(|(sum, beta)| sum * beta).sum::<f64>();
            value += observed[columns];
            if let (Some(squares), Some(own)) = (squares.as_deref_mut(), own) {
                squares.push(own);
            }
        }
        sums.end()?;
        Ok(value)
    }
}

/// The numbers of a question that needs the hazards.
fn asked_at(gathered: &[Gathered], beta: &[f64], detailed: bool) -> Vec<f64> {
    let mut numbers = beta.to_vec();
    gathered.iter().for_each(|one| write_hazards(&mut numbers, &one.hazards, detailed));
    numbers
}

/// Histories that have the states and the covariates, and nobody.
fn without_rows(outline: &Outline, wanted: &Wanted<'_>) -> Histories {
    let terms = wanted.covariates.iter().map(|term| term.chosen().covariate);
    let others = wanted.strata.iter().cloned().chain(wanted.offset.map(str::to_owned));
    let covariate = |name| Covariate { name, values: Values::Numbers(Column::Person(Vec::new())) };
    let covariates = terms.chain(others).map(covariate).collect();
    let attributes = Attributes { covariates, ..Attributes::default() };
    let (space, rows) = (outline.space.clone(), Rows::default());
    Histories::new(space, outline.unit, Labels::default(), rows, attributes, Vec::new())
}

/// What all parts have.
struct Survey {
    /// Of each column of the design.
    moments: Vec<Moments>,
    transitions: Vec<Found>,
}

/// What all parts have of a transition.
#[derive(Clone, Debug, Default)]
struct Found {
    counted: Surveyed,
    values: Vec<Valued>,
    /// In the order of the names of the strata.
    times: Vec<Timed>,
}

/// The event times of a stratum, in no order, and how many events there are at each.
#[derive(Clone, Debug)]
struct Timed {
    name: String,
    times: Vec<f64>,
    events: Vec<f64>,
}

/// The values of a covariate.
#[derive(Clone, Copy, Debug)]
struct Valued {
    sum: f64,
    least: f64,
    most: f64,
}

impl Found {
    fn add(&mut self, own: Surveyed, columns: usize, numbers: &mut Numbers) -> Result<(), Error> {
        self.counted.rows = self.counted.rows.saturating_add(own.rows);
        self.counted.persons = self.counted.persons.saturating_add(own.persons);
        self.counted.events = self.counted.events.saturating_add(own.events);
        self.counted.missing = self.counted.missing.saturating_add(own.missing);
        let nothing = Valued { sum: 0.0, least: f64::INFINITY, most: f64::NEG_INFINITY };
        self.values.resize(columns, nothing);
        for values in &mut self.values {
            let own = numbers.take(3)?;
            values.sum += own[0];
            values.least = values.least.min(own[1]);
            values.most = values.most.max(own[2]);
        }
        for stratum in own.strata {
            let times = numbers.take(stratum.times)?.to_vec();
            let events = numbers.take(stratum.times)?;
            let happen = events.iter().sum::<f64>();
            if !times.iter().all(|time| time.is_finite())
                || !events.iter().all(|&events| events >= 1.0)
                || happen > own.rows as f64
            {
                return Err(wrong());
            }
            let place = self.times.partition_point(|known| known.name < stratum.name);
            if self.times.get(place).is_none_or(|known| known.name != stratum.name) {
                let new = Timed { name: stratum.name, times: Vec::new(), events: Vec::new() };
                self.times.insert(place, new);
            }
            self.times[place].times.extend(times);
            self.times[place].events.extend(events);
        }
        Ok(())
    }

    /// The counts, as the model tells them.
    fn transition(&self, design: &Design<'_>, place: usize) -> Result<CoxTransition, Error> {
        let transition = CoxTransition {
            transition: design.transition_name(place),
            rows: self.counted.rows,
            persons: self.counted.persons,
            events: self.counted.events,
        };
        transition.with_events()
    }

    fn gathered(self, coefficient: Vec<usize>) -> Gathered {
        let mut times = Vec::new();
        let mut events = Vec::new();
        let mut strata = Vec::new();
        for found in self.times {
            strata.push(found.name);
            events.push(0);
            let mut own: Vec<f64> = Vec::new();
            for place in order::of_numbers(&found.times) {
                if own.last() != Some(&found.times[place]) {
                    own.push(found.times[place]);
                    events.push(0);
                }
                if let Some(events) = events.last_mut() {
                    *events += found.events[place] as u32;
                }
            }
            times.push(own);
        }
        let rows = self.counted.rows.max(1) as f64;
        let centre = self.values.iter().map(|values| values.sum / rows).collect();
        let layout = Layout { strata, slots: Slots::new(times), centre };
        let hazards = Hazards::none(events.len(), None);
        Gathered { coefficient, layout, events, hazards }
    }
}
