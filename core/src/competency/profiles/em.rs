//! Expectation–maximisation, sped up by squared extrapolation.

use super::data::Answers;
use super::parameters::Layout;

/// The most classes: the widest lane below.
pub(super) const MOST_CLASSES: usize = 16;

/// Where a run ended.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) theta: Vec<f64>,
    pub(super) log_likelihood: f64,
    /// The largest derivative per respondent.
    pub(super) gradient: f64,
    pub(super) converged: bool,
    /// Whether a variance is at the floor.
    pub(super) floored: bool,
}

/// When a run ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// A cycle gains less than this in log-likelihood, relative to 1 plus its size, ...
    pub(super) gain: f64,
    /// ... and no derivative per respondent is larger than this.
    pub(super) gradient: f64,
    /// Or after so many steps, without convergence.
    pub(super) steps: usize,
    /// Or, without convergence, where a step leaves a variance at the floor; unless it may.
    pub(super) past_floor: bool,
}

/// Runs from these parameters.
pub(super) fn run(layout: &Layout, answers: &Answers, theta: Vec<f64>, stop: Stop) -> Run {
    // Few widths, so that the innermost loop has a fixed length.
    match layout.classes {
        ..=2 => run_in::<2>(layout, answers, theta, stop),
        3..=4 => run_in::<4>(layout, answers, theta, stop),
        5..=6 => run_in::<6>(layout, answers, theta, stop),
        7..=8 => run_in::<8>(layout, answers, theta, stop),
        _ => run_in::<MOST_CLASSES>(layout, answers, theta, stop),
    }
}

/// The probability of each class for each different row, row by row.
pub(super) fn posterior(layout: &Layout, answers: &Answers, theta: &[f64]) -> Vec<Vec<f64>> {
    let (lanes, _) = memberships(layout, answers, theta);
    lanes.iter().map(|lanes| lanes.iter().take(layout.classes).copied().collect()).collect()
}

/// The probability of each class for each different row, and the log-likelihood of all.
pub(super) fn memberships(
    layout: &Layout,
    answers: &Answers,
    theta: &[f64],
) -> (Vec<[f64; MOST_CLASSES]>, f64) {
    let table = layout.table::<MOST_CLASSES>(theta, answers);
    let logs = layout.log_shares::<MOST_CLASSES>(theta);
    let mut log_likelihood = 0.0;
    let each = |(row, weight): (&[u32], f64)| {
        let (lanes, log) = share_out(row, &table, logs);
        log_likelihood += weight * log;
        lanes
    };
    let lanes = answers.weighted().map(each).collect();
    (lanes, log_likelihood)
}

/// The probability of each class for one row, and the logarithm of that of the row.
fn share_out<const W: usize>(row: &[u32], table: &[[f64; W]], logs: [f64; W]) -> ([f64; W], f64) {
    let mut lanes = logs;
    for &slot in row {
        if let Some(terms) = table.get(slot as usize) {
            for (lane, term) in lanes.iter_mut().zip(terms) {
                *lane += term;
            }
        }
    }
    let most = lanes.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for lane in &mut lanes {
        // Lanes without a class, and classes out of reach, cost no exponential.
        let below = *lane - most;
        *lane = if below > -45.0 { below.exp() } else { 0.0 };
        sum += *lane;
    }
    for lane in &mut lanes {
        *lane /= sum;
    }
    (lanes, most + sum.ln())
}

/// How many of each class gave each answer, if these are the parameters; and the log-likelihood.
fn expect<const W: usize>(
    layout: &Layout,
    answers: &Answers,
    theta: &[f64],
    counts: &mut [[f64; W]],
) -> f64 {
    let table = layout.table::<W>(theta, answers);
    let logs = layout.log_shares::<W>(theta);
    counts.fill([0.0; W]);
    let mut log_likelihood = 0.0;
    for (row, weight) in answers.weighted() {
        let (mut lanes, log) = share_out(row, &table, logs);
        log_likelihood += weight * log;
        lanes.iter_mut().for_each(|lane| *lane *= weight);
        for &slot in row {
            if let Some(counts) = counts.get_mut(slot as usize) {
                for (count, lane) in counts.iter_mut().zip(&lanes) {
                    *count += lane;
                }
            }
        }
    }
    log_likelihood
}

fn run_in<const W: usize>(layout: &Layout, answers: &Answers, theta: Vec<f64>, stop: Stop) -> Run {
    let mut counts = vec![[0.0; W]; answers.slots];
    let mut step = |theta: &[f64]| {
        let log_likelihood = expect::<W>(layout, answers, theta, &mut counts);
        let moments = layout.moments(&counts, answers);
        let next = layout.maximise(&counts, &moments, theta, answers);
        let gradient = layout.gradient(&counts, &moments, theta, &next, answers);
        (log_likelihood, gradient, next)
    };
    let mut here = theta;
    let (mut log_likelihood, mut gradient, mut next) = step(&here);
    let mut steps = 1;
    let at_floor = |theta: &[f64]| layout.is_floored(theta, answers);
    loop {
        // Where a jump took a variance to the floor and the step from there leads away, it is not.
        let floored = at_floor(&here) && at_floor(&next);
        if gradient <= 1e-13 || floored && !stop.past_floor {
            let converged = gradient <= 1e-13;
            return Run { theta: here, log_likelihood, gradient, converged, floored };
        }
        // The two steps from here, and where they lead if the second is to the first as all that
        // follow to theirs.
        let (log_next, gradient_next, after) = step(&next);
        let mut jump = here.clone();
        let (mut squares, mut curve) = (0.0, 0.0);
        for ((here, next), after) in here.iter().zip(&next).zip(&after) {
            let (first, bend) = (next - here, after - 2.0 * next + here);
            squares += first * first;
            curve += bend * bend;
        }
        let far: f64 = if curve > 0.0 { (squares / curve).sqrt().max(1.0) } else { 1.0 };
        for (jump, (next, after)) in jump.iter_mut().zip(next.iter().zip(&after)) {
            let (first, bend) = (next - *jump, after - 2.0 * next + *jump);
            *jump += 2.0 * far * first + far * far * bend;
        }
        layout.restrict(&mut jump, answers);
        let (log_jump, gradient_jump, after_jump) = step(&jump);
        steps += 2;
        let before = log_likelihood;
        if log_jump >= log_next {
            (here, log_likelihood, gradient, next) = (jump, log_jump, gradient_jump, after_jump);
        } else {
            // The jump went too far: two plain steps count, which never lose.
            (here, log_likelihood, gradient, next) = (next, log_next, gradient_next, after);
        }
        let small = log_likelihood - before <= stop.gain * (1.0 + log_likelihood.abs());
        let converged = small && gradient <= stop.gradient;
        if converged || steps >= stop.steps {
            let floored = at_floor(&here) && at_floor(&next);
            return Run { theta: here, log_likelihood, gradient, converged, floored };
        }
    }
}
