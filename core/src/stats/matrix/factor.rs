//! The factorisation of a symmetric matrix that says which columns it cannot tell apart.

use super::Matrix;

/// `A = L D L'` of a symmetric matrix of which no eigenvalue is below zero, without its
/// dependent columns.
///
/// A column is dependent where next to nothing of it is left once the columns before it are
/// taken out: less than the tolerance of what there was. Solutions have 0 for it, and so do the
/// rows and columns of the inverse: the generalised inverse that leaves the column out.
#[derive(Clone, Debug)]
pub(crate) struct Factor {
    /// L below the diagonal, D on it; 0 on the diagonal for dependent columns.
    factor: Matrix,
    dependent: Vec<usize>,
    definite: bool,
}

/// A column that others make up.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dependence {
    /// The column.
    pub(crate) column: usize,
    /// The columns before it that make it up; none where it is zero itself.
    pub(crate) on: Vec<usize>,
}

impl Factor {
    /// The tolerance that R's survival package takes, `.Machine$double.eps^0.75`.
    pub(crate) const TOLERANCE: f64 = 1.818_989_403_545_856_5e-12;

    /// Factors a symmetric matrix, of which the upper triangle is read.
    pub(crate) fn new(symmetric: &Matrix, tolerance: f64) -> Factor {
        Factor::with_scale(symmetric, &symmetric.diagonal_values(), tolerance)
    }

    /// Factors a symmetric matrix whose diagonal is what is left of `scale`: where it is a
    /// difference, next to nothing is to be measured by what it is the difference of.
    pub(crate) fn with_scale(symmetric: &Matrix, scale: &[f64], tolerance: f64) -> Factor {
        let size = symmetric.rows();
        let mut factor = symmetric.transposed();
        let mut dependent = Vec::new();
        let mut definite = true;
        for (i, &before) in scale.iter().enumerate() {
            let mut pivot = factor.at(i, i);
            for k in 0..i {
                pivot -= factor.at(i, k) * factor.at(i, k) * factor.at(k, k);
            }
            if pivot < -8.0 * tolerance * before.abs() || !pivot.is_finite() {
                definite = false;
            }
            let left = pivot > tolerance * before && pivot.is_finite();
            if !left {
                dependent.push(i);
                pivot = 0.0;
            }
            factor.set(i, i, pivot);
            for j in i + 1..size {
                let mut value = factor.at(j, i);
                for k in 0..i {
                    value -= factor.at(j, k) * factor.at(i, k) * factor.at(k, k);
                }
                factor.set(j, i, if left { value / pivot } else { 0.0 });
            }
        }
        Factor { factor, dependent, definite }
    }

    /// Whether no pivot was below zero: the matrix can be a covariance or an information.
    pub(crate) fn is_definite(&self) -> bool {
        self.definite
    }

    /// The columns that those before them make up.
    pub(crate) fn dependent(&self) -> &[usize] {
        &self.dependent
    }

    /// How many columns are left.
    pub(crate) fn rank(&self) -> usize {
        self.factor.rows() - self.dependent.len()
    }

    /// What each dependent column is made of. `symmetric` is the matrix that was factored.
    pub(crate) fn dependences(&self, symmetric: &Matrix) -> Vec<Dependence> {
        let of = |&column: &usize| {
            let mut share: Vec<f64> =
                (0..symmetric.rows()).map(|i| symmetric.at(i.min(column), i.max(column))).collect();
            share[column..].fill(0.0);
            self.solve(&mut share);
            let size = |i: usize| share[i].abs() * symmetric.at(i, i).abs().sqrt();
            let largest = (0..column).map(size).fold(0.0, f64::max);
            let own = symmetric.at(column, column).abs().sqrt();
            let counts = |&i: &usize| largest > 1e-6 * own && size(i) > 1e-6 * largest;
            Dependence { column, on: (0..column).filter(counts).collect() }
        };
        self.dependent.iter().map(of).collect()
    }

    /// Solves `A x = b` in place.
    pub(crate) fn solve(&self, b: &mut [f64]) {
        let (factor, size) = (&self.factor, self.factor.rows());
        for i in 0..size {
            let known: f64 = (0..i).map(|k| factor.at(i, k) * b[k]).sum();
            b[i] = if factor.at(i, i) > 0.0 { b[i] - known } else { 0.0 };
        }
        for i in (0..size).rev() {
            if factor.at(i, i) > 0.0 {
                let known: f64 = (i + 1..size).map(|k| factor.at(k, i) * b[k]).sum();
                b[i] = b[i] / factor.at(i, i) - known;
            }
        }
    }

    /// The inverse.
    pub(crate) fn inverse(&self) -> Matrix {
        let size = self.factor.rows();
        let mut inverse = Matrix::zeros(size, size);
        for i in 0..size {
            if self.factor.at(i, i) > 0.0 {
                let row = inverse.row_mut(i);
                row[i] = 1.0;
                self.solve(row);
            }
        }
        // Symmetric to the last bit.
        inverse.mirror();
        inverse
    }
}
