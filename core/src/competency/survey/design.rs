//! How respondents were drawn: weights, strata, clusters.

use crate::error::{Place, Problem, Problems};
use crate::labels::Labels;

/// How the respondents of a survey were drawn.
#[derive(Clone, Debug)]
pub(super) struct Design {
    pub(super) weights: Vec<f64>,
    /// The rows, unit after unit and units stratum after stratum.
    order: Vec<u32>,
    /// Where each unit's rows end in `order`, and the stratum it is in.
    units: Vec<(usize, usize)>,
    pub(super) strata: Vec<Stratum>,
}

/// A part of the population that was drawn from by itself.
#[derive(Clone, Debug)]
pub(super) struct Stratum {
    pub(super) name: String,
    /// How many units (clusters, or respondents) were drawn.
    pub(super) units: u64,
    /// How many there were to draw from, where that is known.
    population: Option<f64>,
}

impl Stratum {
    /// What the squares of its units count for in a variance: `(1 − n/N) n / (n − 1)`. `None` of
    /// one unit drawn from several.
    pub(super) fn factor(&self) -> Option<f64> {
        let n = self.units as f64;
        let left = self.population.map_or(1.0, |population| 1.0 - n / population);
        if left <= 0.0 {
            return Some(0.0);
        }
        (self.units > 1).then(|| left * n / (n - 1.0))
    }
}

/// The columns that say so, as far as there are any.
#[derive(Clone, Debug, Default)]
pub(super) struct DesignColumns {
    pub(super) weights: Option<(String, Vec<f64>)>,
    pub(super) strata: Option<(String, Labels)>,
    pub(super) clusters: Option<(String, Labels)>,
    pub(super) population: Option<(String, Vec<f64>)>,
}

impl Design {
    /// `None` where no column says anything.
    pub(super) fn of(
        columns: DesignColumns,
        respondents: usize,
        problems: &mut Problems,
    ) -> Option<Design> {
        let DesignColumns { weights, strata, clusters, population } = columns;
        if weights.is_none() && strata.is_none() && clusters.is_none() && population.is_none() {
            return None;
        }
        let weights = match weights {
            None => vec![1.0; respondents],
            Some((name, weights)) => {
                for (row, weight) in weights.iter().enumerate() {
                    if !(*weight >= 0.0 && weight.is_finite()) {
                        problems.add(|| {
                            let expected = "a weight of 0 or more";
                            Problem::new(Place::cell(row, &name), weight.to_string(), expected)
                        });
                    }
                }
                weights
            }
        };
        for (name, labels) in strata.iter().chain(&clusters) {
            for row in (0..labels.len()).filter(|&row| labels.name(row).is_none()) {
                problems.add(|| Problem::new(Place::cell(row, name), "nothing", "a name"));
            }
        }
        if !problems.is_empty() {
            return None;
        }
        let code = |labels: &Option<(String, Labels)>, row: usize| {
            labels.as_ref().map_or(0, |(_, labels)| labels.codes().get(row).copied().unwrap_or(0))
        };
        let unit = |row: u32| {
            let at = row as usize;
            // Without clusters each respondent is a unit.
            let cluster = if clusters.is_some() { code(&clusters, at) } else { row };
            (code(&strata, at), cluster)
        };
        let mut order: Vec<u32> = (0..respondents as u32).collect();
        order.sort_by_key(|&row| unit(row));
        let mut design = Design { weights, order, units: Vec::new(), strata: Vec::new() };
        let mut last = None;
        for (end, &row) in design.order.iter().enumerate() {
            let (stratum, cluster) = unit(row);
            if last.is_none_or(|(earlier, _)| earlier != stratum) {
                let name = strata.as_ref().and_then(|(_, labels)| labels.name(row as usize));
                let of = population.as_ref().and_then(|(_, sizes)| sizes.get(row as usize));
                let name = name.unwrap_or_default().to_owned();
                design.strata.push(Stratum { name, units: 0, population: of.copied() });
            }
            if last != Some((stratum, cluster)) {
                design.units.push((end, design.strata.len() - 1));
                if let Some(stratum) = design.strata.last_mut() {
                    stratum.units += 1;
                }
            }
            if let Some((unit_end, _)) = design.units.last_mut() {
                *unit_end = end + 1;
            }
            last = Some((stratum, cluster));
        }
        if let Some((name, sizes)) = &population {
            design.check_population(name, sizes, problems);
        }
        Some(design)
    }

    fn check_population(&self, name: &str, sizes: &[f64], problems: &mut Problems) {
        for (rows, stratum) in self.units() {
            let Some(stratum) = self.strata.get(stratum) else { continue };
            let of = stratum.population.unwrap_or(0.0);
            for &row in rows {
                let size = sizes.get(row as usize).copied().unwrap_or(0.0);
                // Exactly equal: both were read from the same column.
                if size.to_bits() != of.to_bits() {
                    let expected = format!("{of}, as in other rows of the stratum");
                    let place = Place::cell(row as usize, name);
                    problems.add(|| Problem::new(place, size.to_string(), expected));
                } else if size < stratum.units as f64 {
                    let expected = format!("{} or more: so many were drawn", stratum.units);
                    let place = Place::cell(row as usize, name);
                    problems.add(|| Problem::new(place, size.to_string(), expected));
                }
            }
        }
    }

    /// The rows of each unit, with the stratum it is in.
    pub(super) fn units(&self) -> impl Iterator<Item = (&[u32], usize)> {
        let mut from = 0;
        self.units.iter().map(move |&(end, stratum)| {
            let rows = self.order.get(from..end).unwrap_or_default();
            from = end;
            (rows, stratum)
        })
    }
}
