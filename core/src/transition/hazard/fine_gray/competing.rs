//! Persons at competing risks, sorted by the times of the transition of interest.

use super::options::CALL;
use crate::threads::on_each;
use crate::transition::hazard::design::{Design, Rows};
use crate::transition::history::CENSORED;
use crate::{Code, Error, Place, Problem, Problems};

/// What ends a person's time at risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Event,
    Competing,
    Censored,
}

/// A person's time at risk.
#[derive(Clone, Copy, Debug)]
struct Stay {
    /// The row of the episodes that ends it.
    row: usize,
    time: f64,
    end: End,
}

/// Persons in order of the last event time that is not after their own, each with one row.
///
/// Slot 0 is before the first event time; slot k is the k-th event time.
#[derive(Debug)]
pub(super) struct Competing {
    /// The person of each row.
    pub(super) person: Vec<u32>,
    /// The time at which each row's time at risk ends.
    pub(super) stop: Vec<f64>,
    pub(super) end: Vec<End>,
    /// The last slot whose time is not after `stop`.
    pub(super) slot: Vec<u32>,
    /// Empty where each row counts as one.
    pub(super) weight: Vec<f64>,
    /// Covariates, less their mean, divided by their scale.
    pub(super) columns: Vec<Vec<f64>>,
    pub(super) centre: Vec<f64>,
    pub(super) spread: Vec<f64>,
    /// The time of each slot.
    pub(super) time: Vec<f64>,
    /// Where the rows of each slot begin, and one more for the end.
    pub(super) first: Vec<usize>,
    /// The probability of not being censored before each slot's time.
    pub(super) uncensored: Vec<f64>,
    /// The same before the end of each row with a competing event; 1 for others.
    pub(super) uncensored_then: Vec<f64>,
    pub(super) censoring: Censoring,
    pub(super) competing_events: u64,
}

/// The distribution of censoring, by Kaplan and Meier.
#[derive(Clone, Debug, Default)]
pub(super) struct Censoring {
    /// The times at which somebody is censored, ascending.
    pub(super) time: Vec<f64>,
    /// The weight of those censored then, and of all whose time is not before.
    pub(super) censored: Vec<f64>,
    pub(super) at_risk: Vec<f64>,
    /// The probability of not being censored up to and including the time.
    survival: Vec<f64>,
}

impl Censoring {
    /// The probability of not being censored before a time.
    fn before(&self, time: f64) -> f64 {
        match self.time.partition_point(|&known| known < time) {
            0 => 1.0,
            place => self.survival[place - 1],
        }
    }
}

impl Competing {
    /// # Errors
    /// [`Code::Argument`] where a person is at risk more than once, or only from a later time on.
    pub(super) fn new(
        design: &Design<'_>,
        rows: &Rows,
        threads: usize,
    ) -> Result<Competing, Error> {
        let mut stays = stays(design, rows)?;
        let weight = |row: usize| rows.episodes.weight(row);
        stays.sort_by(|a, b| a.time.total_cmp(&b.time));
        let mut time = vec![f64::NEG_INFINITY];
        for stay in stays.iter().filter(|stay| stay.end == End::Event) {
            if time.last() != Some(&stay.time) {
                time.push(stay.time);
            }
        }
        let mut censoring = Censoring::default();
        let mut at_risk: f64 = stays.iter().map(|stay| weight(stay.row)).sum();
        let mut survival = 1.0;
        for here in stays.chunk_by(|a, b| a.time == b.time) {
            let censored = here.iter().filter(|stay| stay.end == End::Censored);
            let censored: f64 = censored.map(|stay| weight(stay.row)).sum();
            if censored > 0.0 {
                survival *= 1.0 - censored / at_risk;
                censoring.time.push(here[0].time);
                censoring.censored.push(censored);
                censoring.at_risk.push(at_risk);
                censoring.survival.push(survival);
            }
            at_risk -= here.iter().map(|stay| weight(stay.row)).sum::<f64>();
        }
        let mut first = Vec::with_capacity(time.len() + 1);
        let mut slot = Vec::with_capacity(stays.len());
        first.push(0);
        for (place, stay) in stays.iter().enumerate() {
            while first.len() < time.len() && time[first.len()] <= stay.time {
                first.push(place);
            }
            slot.push(first.len() as u32 - 1);
        }
        first.resize(time.len(), stays.len());
        first.push(stays.len());

        let coded: Vec<_> =
            design.coefficients.iter().map(|one| &design.columns[one.column]).collect();
        let sorted = on_each(threads, coded, |coded| {
            let places =
                if coded.column.by_person { &rows.episodes.person } else { &rows.episodes.source };
            let value = |stay: &Stay| coded.column.values[places[stay.row] as usize];
            let mut values: Vec<f64> = stays.iter().map(value).collect();
            let centre = values.iter().sum::<f64>() / values.len().max(1) as f64;
            let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
            for value in &mut values {
                *value = (*value - centre) / coded.scale;
                (least, most) = (least.min(*value), most.max(*value));
            }
            if most - least <= 1e-12 * (centre / coded.scale).abs() {
                values.fill(0.0);
            }
            (values, centre, (most - least).max(0.0))
        });
        let mut columns = Vec::new();
        let (mut centre, mut spread) = (Vec::new(), Vec::new());
        for (values, own_centre, own_spread) in sorted {
            columns.push(values);
            centre.push(own_centre);
            spread.push(own_spread);
        }
        let then = |stay: &Stay| match stay.end {
            End::Competing => censoring.before(stay.time),
            End::Event | End::Censored => 1.0,
        };
        Ok(Competing {
            person: stays.iter().map(|stay| rows.episodes.person[stay.row]).collect(),
            stop: stays.iter().map(|stay| stay.time).collect(),
            end: stays.iter().map(|stay| stay.end).collect(),
            slot,
            weight: match rows.episodes.weight.is_empty() {
                true => Vec::new(),
                false => stays.iter().map(|stay| weight(stay.row)).collect(),
            },
            columns,
            centre,
            spread,
            uncensored: time.iter().map(|&time| censoring.before(time)).collect(),
            uncensored_then: stays.iter().map(then).collect(),
            time,
            first,
            censoring,
            competing_events: stays.iter().filter(|stay| stay.end == End::Competing).count() as u64,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.stop.len()
    }

    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weight.get(row).copied().unwrap_or(1.0)
    }
}

/// Each person's time at risk.
fn stays(design: &Design<'_>, rows: &Rows) -> Result<Vec<Stay>, Error> {
    let episodes = &rows.episodes;
    let mut stays: Vec<Stay> = Vec::new();
    let mut problems = Problems::new();
    let histories = design.histories;
    let mut last: Option<(u32, f64)> = None;
    for row in 0..episodes.len() {
        let person = episodes.person[row];
        let name = || histories.persons().get(person as usize).map_or("", String::as_str);
        let target = histories.rows().target.get(episodes.source[row] as usize).copied();
        let end = match target {
            _ if episodes.event[row] => End::Event,
            None | Some(CENSORED) => End::Censored,
            Some(_) => End::Competing,
        };
        let stay = Stay { row, time: episodes.stop[row], end };
        match (last, stays.last_mut()) {
            // The same stay goes on.
            (Some((before, stop)), Some(open))
                if before == person && stop == episodes.start[row] && open.end == End::Censored =>
            {
                *open = stay;
            }
            (Some((before, _)), _) if before == person => problems.add(|| {
                let found = format!("person `{}`, who enters its origin again", name());
                let expected = "persons who are at risk once: `clock` does not help, but the model \
                                of Cox takes them";
                Problem::new(Place::argument("transition"), found, expected)
            }),
            _ => {
                if episodes.start[row] != 0.0 {
                    problems.add(|| {
                        let found =
                            format!("person `{}`, at risk from {} on", name(), episodes.start[row]);
                        let expected = "persons who are followed from time 0, or `clock` `reset`";
                        Problem::new(Place::argument("transition"), found, expected)
                    });
                }
                stays.push(stay);
            }
        }
        last = Some((person, episodes.stop[row]));
    }
    problems.finish(Code::Argument, CALL)?;
    Ok(stays)
}
