//! Who is at risk at each event time: rows in the order of the times, found once and swept over
//! in every iteration.

use super::super::episodes::{DesignColumn, Episodes};
use crate::threads::on_each;

/// The rows at risk of one transition, sorted by the event times between which they are at risk.
///
/// A **slot** is an event time, or the time before the first one of a stratum: a stratum with
/// three event times has four slots. A row is at risk at the slots above `enter` up to and
/// including `leave`. Rows that are at risk at no event time say nothing and are left out.
///
/// Rows are in order of `leave`, and of those with one `leave` first come those with an event, so
/// that a backward sweep over the slots meets memory in order.
#[derive(Debug)]
pub(crate) struct RiskSets {
    /// For each row its number in the episodes.
    pub(crate) row: Vec<u32>,
    pub(crate) enter: Vec<u32>,
    pub(crate) leave: Vec<u32>,
    /// Empty where each row counts as one.
    pub(crate) weight: Vec<f64>,
    /// Empty where there is none.
    pub(crate) offset: Vec<f64>,
    /// Covariates, less `centre`, divided by their scale.
    pub(crate) columns: Vec<Vec<f64>>,
    /// What was taken from each covariate, in its own unit.
    pub(crate) centre: Vec<f64>,
    /// The largest less the smallest value of each scaled covariate.
    pub(crate) spread: Vec<f64>,
    /// For each column the coefficient that belongs to it.
    pub(crate) coefficient: Vec<usize>,
    /// The slots of each stratum; the first of them is no event time.
    pub(crate) strata: Vec<std::ops::Range<usize>>,
    /// The time of each slot.
    pub(crate) time: Vec<f64>,
    /// Where the rows that leave at each slot begin, and one more for the end.
    first: Vec<u32>,
    /// How many events there are at each slot.
    pub(crate) events: Vec<u32>,
    /// The rows that enter after the first slot of their stratum, in order of `enter`.
    late: Vec<u32>,
    /// Where the late rows of each slot begin, and one more for the end.
    first_late: Vec<u32>,
}

/// The sums of what is observed at the events.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observed {
    /// Of the weighted covariates, for each column.
    pub(crate) covariates: Vec<f64>,
    /// Of the weighted offsets.
    pub(crate) offset: f64,
}

impl RiskSets {
    /// Sorts the episodes. `columns` are those of this transition, each with its scale and the
    /// number of its coefficient.
    pub(crate) fn new(
        episodes: &Episodes,
        columns: &[(&DesignColumn<'_>, f64, usize)],
        threads: usize,
    ) -> RiskSets {
        RiskSets::between(Slots::of(episodes), episodes, columns, None, threads)
    }

    /// Sorts episodes between slots that may be those of other episodes too. `centre` is what is
    /// taken from each covariate: left out, its mean.
    pub(crate) fn between(
        slots: Slots,
        episodes: &Episodes,
        columns: &[(&DesignColumn<'_>, f64, usize)],
        centre: Option<&[f64]>,
        threads: usize,
    ) -> RiskSets {
        let Slots { strata, time } = slots;
        let slot_count = time.len();
        let mut enter = Vec::with_capacity(episodes.len());
        let mut leave = Vec::with_capacity(episodes.len());
        let places = Places::new(episodes, &strata, &time);
        for row in 0..episodes.len() {
            let stratum = episodes.stratum_of(row);
            enter.push(places.slot(stratum, episodes.start[row]));
            leave.push(places.slot(stratum, episodes.stop[row]));
        }
        // A counting sort: events before others at each slot.
        let key = |row: usize| 2 * leave[row] as usize + usize::from(!episodes.event[row]);
        let mut starts = vec![0u32; 2 * slot_count + 1];
        let counts = (0..episodes.len()).filter(|&row| enter[row] < leave[row]);
        counts.for_each(|row| starts[key(row) + 1] += 1);
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let first: Vec<u32> = starts.iter().step_by(2).copied().collect();
        let events = (0..slot_count).map(|slot| starts[2 * slot + 1] - starts[2 * slot]).collect();
        let mut row = vec![0u32; starts.last().map_or(0, |&end| end as usize)];
        for from in (0..episodes.len()).filter(|&row| enter[row] < leave[row]) {
            let place = &mut starts[key(from)];
            row[*place as usize] = from as u32;
            *place += 1;
        }
        let pick = |from: &[u32]| row.iter().map(|&place| from[place as usize]).collect();
        let (enter, leave): (Vec<u32>, Vec<u32>) = (pick(&enter), pick(&leave));
        let numbers = |from: &[f64]| match from {
            [] => Vec::new(),
            from => row.iter().map(|&place| from[place as usize]).collect(),
        };
        let (weight, offset) = (numbers(&episodes.weight), numbers(&episodes.offset));
        let numbered = columns.iter().enumerate().collect();
        let sorted = on_each(threads, numbered, |(place, &(column, scale, _))| {
            let places = if column.by_person { &episodes.person } else { &episodes.source };
            let mut values: Vec<f64> =
                row.iter().map(|&row| column.values[places[row as usize] as usize]).collect();
            let mean = || values.iter().sum::<f64>() / values.len().max(1) as f64;
            let centre = centre.map_or_else(mean, |centre| centre[place]);
            let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
            for value in &mut values {
                *value = (*value - centre) / scale;
                (least, most) = (least.min(*value), most.max(*value));
            }
            (values, centre, (most - least).max(0.0))
        });
        let mut centre = Vec::with_capacity(sorted.len());
        let mut spread = Vec::with_capacity(sorted.len());
        let mut columns_sorted = Vec::with_capacity(sorted.len());
        for (values, own_centre, own_spread) in sorted {
            columns_sorted.push(values);
            centre.push(own_centre);
            spread.push(own_spread);
        }
        let mut sets = RiskSets {
            row,
            enter,
            leave,
            weight,
            offset,
            columns: columns_sorted,
            centre,
            spread,
            coefficient: columns.iter().map(|(_, _, coefficient)| *coefficient).collect(),
            strata,
            time,
            first,
            events,
            late: Vec::new(),
            first_late: Vec::new(),
        };
        sets.sort_late();
        sets
    }

    fn sort_late(&mut self) {
        let mut is_first = vec![false; self.time.len()];
        self.strata.iter().for_each(|slots| is_first[slots.start] = true);
        let mut starts = vec![0u32; self.time.len() + 1];
        let late = |enter: u32| !is_first[enter as usize];
        self.enter.iter().filter(|&&enter| late(enter)).for_each(|&enter| {
            starts[enter as usize + 1] += 1;
        });
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        self.first_late = starts.clone();
        self.late = vec![0; starts.last().map_or(0, |&end| end as usize)];
        for (row, &enter) in self.enter.iter().enumerate() {
            if late(enter) {
                let place = &mut starts[enter as usize];
                self.late[*place as usize] = row as u32;
                *place += 1;
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.row.len()
    }

    pub(crate) fn weight(&self, row: usize) -> f64 {
        self.weight.get(row).copied().unwrap_or(1.0)
    }

    /// The rows that leave at a slot; those with an event come first.
    pub(crate) fn leaving(&self, slot: usize) -> std::ops::Range<usize> {
        self.first[slot] as usize..self.first[slot + 1] as usize
    }

    /// The rows with an event at a slot.
    pub(crate) fn with_event(&self, slot: usize) -> std::ops::Range<usize> {
        let first = self.first[slot] as usize;
        first..first + self.events[slot] as usize
    }

    /// Whether a row has an event.
    pub(crate) fn has_event(&self, row: usize) -> bool {
        let slot = self.leave[row] as usize;
        row - (self.first[slot] as usize) < self.events[slot] as usize
    }

    /// The rows that enter at a slot that is not the first of its stratum: at risk above it, and
    /// no more at it.
    pub(crate) fn entering(&self, slot: usize) -> &[u32] {
        &self.late[self.first_late[slot] as usize..self.first_late[slot + 1] as usize]
    }

    /// What is observed at the events.
    pub(crate) fn observed(&self) -> Observed {
        let rows = || (0..self.time.len()).flat_map(|slot| self.with_event(slot));
        let sum = |values: &[f64]| rows().map(|row| self.weight(row) * values[row]).sum();
        Observed {
            covariates: self.columns.iter().map(|column| sum(column)).collect(),
            offset: if self.offset.is_empty() { 0.0 } else { sum(&self.offset) },
        }
    }
}

/// The slots of each stratum, and their times.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Slots {
    pub(crate) strata: Vec<std::ops::Range<usize>>,
    pub(crate) time: Vec<f64>,
}

impl Slots {
    pub(crate) fn of(episodes: &Episodes) -> Slots {
        let strata = episodes.stratum.iter().max().map_or(1, |&last| last as usize + 1);
        let mut times: Vec<Vec<f64>> = vec![Vec::new(); strata];
        for (row, &event) in episodes.event.iter().enumerate() {
            let stratum = episodes.stratum_of(row);
            if event && times[stratum].last() != Some(&episodes.stop[row]) {
                times[stratum].push(episodes.stop[row]);
            }
        }
        for own in &mut times {
            own.sort_unstable_by(f64::total_cmp);
            own.dedup();
        }
        Slots::new(times)
    }

    /// The slots of strata with these event times, which are in order.
    pub(crate) fn new(times: Vec<Vec<f64>>) -> Slots {
        let mut slots = Slots::default();
        for own in times {
            let first = slots.time.len();
            slots.time.push(f64::NEG_INFINITY);
            slots.time.extend(own);
            slots.strata.push(first..slots.time.len());
        }
        slots
    }
}

/// The slots of times: looked up where times are whole numbers, searched for elsewhere.
struct Places<'a> {
    strata: &'a [std::ops::Range<usize>],
    time: &'a [f64],
    /// For each stratum the slot of each whole time; empty where times are not whole.
    table: Vec<Vec<u32>>,
}

/// The largest number of cells of a look-up table, for each row.
const CELLS_A_ROW: f64 = 2.0;

impl<'a> Places<'a> {
    fn new(
        episodes: &Episodes,
        strata: &'a [std::ops::Range<usize>],
        time: &'a [f64],
    ) -> Places<'a> {
        let all = || episodes.start.iter().chain(&episodes.stop);
        let largest = all().fold(0.0f64, |largest, &time| largest.max(time));
        let cells = (largest + 1.0) * strata.len() as f64;
        let most = CELLS_A_ROW * episodes.len() as f64 + 4096.0;
        let whole = cells <= most && all().all(|&time| time.fract() == 0.0 && time >= 0.0);
        let mut places = Places { strata, time, table: Vec::new() };
        if whole {
            let times = largest as usize + 1;
            let table = strata.iter().map(|slots| {
                let mut slot = slots.start;
                let next = |time: usize| {
                    while slot + 1 < slots.end && places.time[slot + 1] <= time as f64 {
                        slot += 1;
                    }
                    slot as u32
                };
                (0..times).map(next).collect()
            });
            places.table = table.collect();
        }
        places
    }

    /// The last slot of the stratum whose time is not after this one.
    fn slot(&self, stratum: usize, time: f64) -> u32 {
        if let Some(table) = self.table.get(stratum) {
            return table[time as usize];
        }
        let slots = self.strata[stratum].clone();
        (slots.start + self.time[slots].partition_point(|&known| known <= time) - 1) as u32
    }
}
