//! One common factor behind several variables, by maximum likelihood.

/// How much each variable shares with one common factor.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OneFactor {
    /// The loading of each variable, in units of its standard deviation.
    pub(crate) loadings: Vec<f64>,
    /// The share of each variance that is not common.
    pub(crate) uniquenesses: Vec<f64>,
    /// Whether the iteration came to rest.
    pub(crate) converged: bool,
    /// Whether a uniqueness ended at [`LEAST_UNIQUENESS`]: a Heywood case.
    pub(crate) at_floor: bool,
}

/// No uniqueness goes below this: the likelihood has no bound where one is 0. As in R's
/// `factanal`.
const LEAST_UNIQUENESS: f64 = 0.005;
const MOST_STEPS: usize = 200_000;

impl OneFactor {
    /// The fit to a matrix of correlations, by rows. `None` of fewer than three variables, which do
    /// not determine it.
    ///
    /// By the EM algorithm for factor analysis (D. B. Rubin and D. T. Thayer, *EM algorithms for ML
    /// factor analysis*, Psychometrika 47 (1982) 69–76), each step followed by a doubled one where
    /// that is more likely. In R, `factanal(x, 1)`.
    pub(crate) fn fit(correlations: &[Vec<f64>]) -> Option<OneFactor> {
        let size = correlations.len();
        if size < 3 {
            return None;
        }
        let mut state = State { loadings: vec![0.5; size], uniquenesses: vec![0.75; size] };
        // The signs of a first guess: those of the correlations with the variable that has the
        // largest ones.
        let strength = |row: &Vec<f64>| row.iter().map(|value| value.abs()).sum::<f64>();
        let strongest =
            correlations.iter().max_by(|one, other| strength(one).total_cmp(&strength(other)))?;
        for (loading, correlation) in state.loadings.iter_mut().zip(strongest) {
            *loading = 0.5 * correlation.signum();
        }
        let mut likelihood = state.log_likelihood(correlations);
        let mut converged = false;
        for _ in 0..MOST_STEPS {
            let next = state.step(correlations);
            let change = state.distance(&next);
            // EM creeps along a ridge: try to go on in its direction.
            let mut stride = 8.0;
            let mut best = next;
            let mut best_likelihood = best.log_likelihood(correlations);
            while stride > 1.5 {
                let further = state.beyond(&best, stride);
                let reached = further.log_likelihood(correlations);
                if reached > best_likelihood {
                    (best, best_likelihood) = (further, reached);
                    break;
                }
                stride *= 0.5;
            }
            state = best;
            let gained = best_likelihood - likelihood;
            likelihood = best_likelihood;
            if change < 1e-12 || (change < 1e-9 && gained <= 0.0) {
                converged = true;
                break;
            }
        }
        if state.loadings.iter().sum::<f64>() < 0.0 {
            state.loadings.iter_mut().for_each(|loading| *loading = -*loading);
        }
        let at_floor = state.uniquenesses.iter().any(|&value| value <= LEAST_UNIQUENESS);
        Some(OneFactor {
            loadings: state.loadings,
            uniquenesses: state.uniquenesses,
            converged,
            at_floor,
        })
    }
}

#[derive(Clone)]
struct State {
    loadings: Vec<f64>,
    uniquenesses: Vec<f64>,
}

impl State {
    /// The information about the factor: `Σ loading² / uniqueness`.
    fn information(&self) -> f64 {
        let pairs = self.loadings.iter().zip(&self.uniquenesses);
        pairs.map(|(loading, uniqueness)| loading * loading / uniqueness).sum()
    }

    /// Minus half of `ln |Σ| + tr(Σ⁻¹ R)`, by the formulas for a matrix of rank one and a
    /// diagonal.
    fn log_likelihood(&self, correlations: &[Vec<f64>]) -> f64 {
        let information = self.information();
        let logs: f64 = self.uniquenesses.iter().map(|uniqueness| uniqueness.ln()).sum();
        let scaled: Vec<f64> =
            self.loadings.iter().zip(&self.uniquenesses).map(|(l, u)| l / u).collect();
        let mut trace = 0.0;
        let mut quadratic = 0.0;
        for (i, row) in correlations.iter().enumerate() {
            trace += row[i] / self.uniquenesses[i];
            let product: f64 = row.iter().zip(&scaled).map(|(r, s)| r * s).sum();
            quadratic += scaled[i] * product;
        }
        -0.5 * (logs + information.ln_1p() + trace - quadratic / (1.0 + information))
    }

    fn step(&self, correlations: &[Vec<f64>]) -> State {
        let variance = 1.0 / (1.0 + self.information());
        let scores: Vec<f64> = self
            .loadings
            .iter()
            .zip(&self.uniquenesses)
            .map(|(loading, uniqueness)| variance * loading / uniqueness)
            .collect();
        let with_factor: Vec<f64> = correlations
            .iter()
            .map(|row| row.iter().zip(&scores).map(|(r, score)| r * score).sum())
            .collect();
        let squared: f64 =
            variance + scores.iter().zip(&with_factor).map(|(s, w)| s * w).sum::<f64>();
        let loadings: Vec<f64> = with_factor.iter().map(|value| value / squared).collect();
        let uniquenesses = correlations
            .iter()
            .enumerate()
            .map(|(i, row)| (row[i] - loadings[i] * with_factor[i]).max(LEAST_UNIQUENESS))
            .collect();
        State { loadings, uniquenesses }
    }

    fn beyond(&self, next: &State, stride: f64) -> State {
        let go = |from: &[f64], to: &[f64]| -> Vec<f64> {
            from.iter().zip(to).map(|(from, to)| from + stride * (to - from)).collect()
        };
        let mut further = State {
            loadings: go(&self.loadings, &next.loadings),
            uniquenesses: go(&self.uniquenesses, &next.uniquenesses),
        };
        further.uniquenesses.iter_mut().for_each(|value| *value = value.max(LEAST_UNIQUENESS));
        further
    }

    fn distance(&self, other: &State) -> f64 {
        let all = self.loadings.iter().chain(&self.uniquenesses);
        let others = other.loadings.iter().chain(&other.uniquenesses);
        all.zip(others).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max)
    }
}
