//! What a part of a model answers.

use std::sync::Arc;

use super::cox::{Clusters, count};
use super::likelihood::Sweep;
use super::message::{
    Layout, Numbers, Question, Step, Stratum, Surveyed, write_answer, write_outline, wrong,
};
use super::risk_sets::{RiskSets, Slots};
use crate::transition::hazard::design::{Design, Rows};
use crate::transition::hazard::moments::outer;
use crate::transition::hazard::outline::Outline;
use crate::transition::history::Histories;
use crate::{Error, threads};

impl Histories {
    /// Answers a question of [`Cox::of_parts`](super::Cox::of_parts) about these histories, which
    /// are a part of those of the model: whole persons, and whole clusters where there are.
    ///
    /// # Errors
    /// [`Code::Document`](crate::Code::Document) where the bytes are no question,
    /// [`Code::Argument`](crate::Code::Argument) as [`Histories::cox`].
    pub fn cox_answer(&self, question: &[u8]) -> Result<Vec<u8>, Error> {
        let (question, mut numbers) = Question::read(question)?;
        let wanted = question.options.wanted();
        if question.step == Step::Outline {
            return Ok(write_outline(&Outline::of(self, &wanted)));
        }
        let outline = question.outline.as_ref().ok_or_else(wrong)?;
        let mut design = Design::of(self, &wanted, Arc::new(outline.clone()))?;
        if question.step == Step::Survey {
            return Ok(survey(&design));
        }
        let scales = numbers.take(design.columns.len())?;
        if !scales.iter().all(|scale| *scale > 0.0 && scale.is_finite()) {
            return Err(wrong());
        }
        for (coded, scale) in design.columns.iter_mut().zip(scales) {
            coded.scale = *scale;
        }
        Ok(write_answer(&[], &answer(&design, &question, &mut numbers)?))
    }
}

fn survey(design: &Design<'_>) -> Vec<u8> {
    let mut numbers = Vec::new();
    for coded in &design.columns {
        numbers.extend([coded.moments.count, coded.moments.mean, coded.moments.square]);
    }
    let mut surveyed = Vec::new();
    for place in 0..design.transitions.len() {
        let rows = design.rows(place);
        let counted = count(design, place, &rows);
        for (column, ..) in design.columns_of(place) {
            let of_row =
                if column.by_person { &rows.episodes.person } else { &rows.episodes.source };
            let values = || of_row.iter().map(|&row| column.values[row as usize]);
            numbers.push(values().sum());
            numbers.push(values().fold(f64::INFINITY, f64::min));
            numbers.push(values().fold(f64::NEG_INFINITY, f64::max));
        }
        surveyed.push(Surveyed {
            rows: counted.rows,
            persons: counted.persons,
            events: counted.events,
            missing: rows.missing as u64,
            strata: event_times(&rows, &mut numbers),
        });
    }
    write_answer(&surveyed, &numbers)
}

/// Writes the event times of each stratum, and how many events there are at each.
fn event_times(rows: &Rows, numbers: &mut Vec<f64>) -> Vec<Stratum> {
    let episodes = &rows.episodes;
    let slots = Slots::of(episodes);
    let mut events = vec![0.0; slots.time.len()];
    for row in (0..episodes.len()).filter(|&row| episodes.event[row]) {
        let own = slots.strata[episodes.stratum_of(row)].clone();
        let before = slots.time[own.clone()].partition_point(|&time| time < episodes.stop[row]);
        events[own.start + before] += 1.0;
    }
    let unnamed = [String::new()];
    let names = if rows.strata.is_empty() { &unnamed } else { rows.strata.as_slice() };
    let mut strata = Vec::new();
    for (name, own) in names.iter().zip(slots.strata) {
        let own = own.start + 1..own.end;
        strata.push(Stratum { name: name.clone(), times: own.len() });
        numbers.extend(&slots.time[own.clone()]);
        numbers.extend(&events[own]);
    }
    strata
}

/// The numbers of a part, such as are added up.
fn answer(
    design: &Design<'_>,
    question: &Question,
    numbers: &mut Numbers,
) -> Result<Vec<f64>, Error> {
    let mut layouts = Vec::with_capacity(design.transitions.len());
    for place in 0..design.transitions.len() {
        let strata = question.strata.get(place).ok_or_else(wrong)?;
        layouts.push(Layout::read(numbers, design, place, strata)?);
    }
    let beta = numbers.take(design.coefficients.len())?.to_vec();
    let threads = threads::count(question.options.threads);
    let clusters = Clusters::of(design.histories);
    let mut influence = vec![Vec::new(); design.coefficients.len()];
    let mut sums = Vec::new();
    for (place, layout) in layouts.into_iter().enumerate() {
        let columns = design.columns_of(place);
        let (slots, width) = (layout.slots.time.len(), columns.len());
        let rows = in_strata(design.rows(place), &layout.strata)?;
        let centre = Some(layout.centre.as_slice());
        let sets = RiskSets::between(layout.slots, &rows.episodes, &columns, centre, threads);
        let mut sweep = Sweep::new(&sets, question.options.ties, threads);
        sweep.set_risk(&beta);
        match question.step {
            Step::Sums => {
                sums.extend(sweep.slot_sums());
                sums.extend(&sweep.observed.covariates);
                sums.push(sweep.observed.offset);
            }
            Step::Moments => {
                sweep.hazards = numbers.hazards(slots, None)?;
                let (first, second) = sweep.moments(None);
                sums.extend(first);
                sums.extend(second.values());
            }
            _ => {
                sweep.hazards = numbers.hazards(slots, Some(width))?;
                let cluster = clusters.of_rows(&sets, &rows.episodes);
                sweep.add_influence(&mut influence, &cluster, clusters.count);
            }
        }
    }
    numbers.end()?;
    if question.step == Step::Influence {
        let influence: Vec<&[f64]> = influence.iter().map(Vec::as_slice).collect();
        sums.extend(outer(&influence, threads).values());
    }
    Ok(sums)
}

/// The rows with the numbers that their strata have in all parts.
fn in_strata(mut rows: Rows, all: &[String]) -> Result<Rows, Error> {
    let mut codes = Vec::with_capacity(rows.strata.len());
    for name in &rows.strata {
        let code = all.iter().position(|known| known == name).ok_or_else(wrong)?;
        codes.push(code as u32);
    }
    rows.episodes.stratum.iter_mut().for_each(|code| *code = codes[*code as usize]);
    if all.is_empty() {
        return Err(wrong());
    }
    Ok(rows)
}
