//! Persons with covariates, for regressions of hazards.

use peerpath::transition::{
    CovariateValues, Histories, IntervalColumns, IntervalRows, RowAttributes,
};
use peerpath::{Error, Labels};

use crate::random::Random;

/// So many persons who seek a peer job on whole days, with ten covariates `x1` to `x10`, five of
/// them yes or no. About half of them find one; where `competing` is asked for, a third of those
/// leave for school instead.
///
/// # Errors
/// None: the rows keep every rule.
pub fn seekers(persons: u32, competing: bool) -> Result<Histories, Error> {
    const EFFECTS: [f64; 10] = [0.3, -0.2, 0.1, 0.0, 0.15, 0.4, -0.3, 0.2, 0.0, 0.25];
    let mut random = Random::new(77 + u64::from(persons));
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); EFFECTS.len()];
    let (mut stop, mut target) = (Vec::new(), Vec::new());
    for _ in 0..persons {
        let mut effect = 0.0;
        for (number, (column, beta)) in columns.iter_mut().zip(EFFECTS).enumerate() {
            let value = if number < 5 {
                // Near enough to normal.
                (0..12).map(|_| random.uniform()).sum::<f64>() - 6.0
            } else {
                f64::from(random.uniform() < 0.3)
            };
            effect += beta * value;
            column.push(value);
        }
        let time = 1500.0 * (random.exponential() / effect.exp()).powf(1.0 / 1.2);
        let end = 30.0 + 1795.0 * random.uniform();
        let school = competing && random.uniform() < 0.33;
        stop.push(time.min(end).ceil());
        target.push((time <= end).then_some(if school { "school" } else { "peer-job" }));
    }
    let names: Vec<String> = (0..persons).map(|person| person.to_string()).collect();
    let rows = IntervalRows {
        person: Labels::from_names(names.iter().map(|name| Some(name.as_str()))),
        start: vec![0.0; stop.len()],
        origin: Labels::from_names(stop.iter().map(|_| Some("seeking"))),
        target: Labels::from_names(target),
        stop,
        attributes: RowAttributes {
            covariates: columns.into_iter().map(CovariateValues::Numbers).collect(),
            ..RowAttributes::default()
        },
    };
    let covariates = (1..=EFFECTS.len()).map(|number| format!("x{number}")).collect();
    let columns = IntervalColumns { covariates, ..IntervalColumns::default() };
    Histories::from_interval_rows(rows, &columns, None)
}
