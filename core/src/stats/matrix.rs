//! Small dense matrices: a few dozen rows and columns of numbers, row by row.
//!
//! What estimates with covariates need: products, the factorisation of a symmetric matrix that
//! names the columns it cannot tell apart, solutions and inverses, and the eigenvalues of a
//! symmetric matrix.

mod factor;
#[cfg(test)]
mod tests;

pub(crate) use factor::{Dependence, Factor};

use crate::order;

/// A dense matrix, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Matrix {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

impl Matrix {
    /// A matrix of zeros.
    pub(crate) fn zeros(rows: usize, columns: usize) -> Matrix {
        Matrix { rows, columns, values: vec![0.0; rows * columns] }
    }

    /// The identity.
    pub(crate) fn identity(size: usize) -> Matrix {
        Matrix::diagonal(&vec![1.0; size])
    }

    /// A square matrix with these values on its diagonal and zeros elsewhere.
    pub(crate) fn diagonal(values: &[f64]) -> Matrix {
        let mut matrix = Matrix::zeros(values.len(), values.len());
        for (i, value) in values.iter().enumerate() {
            matrix.row_mut(i)[i] = *value;
        }
        matrix
    }

    /// A matrix of values that are given row by row. Values that are missing are 0, and those
    /// too many are left out.
    pub(crate) fn from_values(rows: usize, columns: usize, mut values: Vec<f64>) -> Matrix {
        values.resize(rows * columns, 0.0);
        Matrix { rows, columns, values }
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// All values, row by row.
    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// All values, row by row.
    pub(crate) fn values_mut(&mut self) -> &mut [f64] {
        &mut self.values
    }

    /// The value in a row and column.
    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        self.row(row)[column]
    }

    /// Sets the value in a row and column.
    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.row_mut(row)[column] = value;
    }

    /// Adds to the value in a row and column.
    pub(crate) fn add(&mut self, row: usize, column: usize, value: f64) {
        self.row_mut(row)[column] += value;
    }

    /// A row.
    pub(crate) fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }

    /// A row.
    pub(crate) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.values[row * self.columns..(row + 1) * self.columns]
    }

    /// The values on the diagonal.
    pub(crate) fn diagonal_values(&self) -> Vec<f64> {
        (0..self.rows.min(self.columns)).map(|i| self.at(i, i)).collect()
    }

    /// Rows as columns.
    pub(crate) fn transposed(&self) -> Matrix {
        let mut transposed = Matrix::zeros(self.columns, self.rows);
        for i in 0..self.rows {
            for (j, &value) in self.row(i).iter().enumerate() {
                transposed.set(j, i, value);
            }
        }
        transposed
    }

    /// The product with another matrix, which has as many rows as this one has columns.
    pub(crate) fn times(&self, other: &Matrix) -> Matrix {
        debug_assert_eq!(self.columns, other.rows);
        let mut product = Matrix::zeros(self.rows, other.columns);
        for i in 0..self.rows {
            for (k, &value) in self.row(i).iter().enumerate() {
                add_scaled(product.row_mut(i), value, other.row(k));
            }
        }
        product
    }

    /// The product with a vector.
    pub(crate) fn times_vector(&self, vector: &[f64]) -> Vec<f64> {
        (0..self.rows).map(|i| dot(self.row(i), vector)).collect()
    }

    /// `vector' A vector`, of a square matrix.
    pub(crate) fn quadratic(&self, vector: &[f64]) -> f64 {
        (0..self.rows).map(|i| vector[i] * dot(self.row(i), vector)).sum()
    }

    /// `other A other'`: the covariance of a linear map of what has the covariance A.
    pub(crate) fn sandwiched(&self, other: &Matrix) -> Matrix {
        other.times(self).times(&other.transposed())
    }

    /// The rows and columns of these numbers, in their order.
    pub(crate) fn part(&self, rows: &[usize], columns: &[usize]) -> Matrix {
        let values = rows.iter().flat_map(|&i| columns.iter().map(move |&j| (i, j)));
        let values = values.map(|(i, j)| self.at(i, j)).collect();
        Matrix { rows: rows.len(), columns: columns.len(), values }
    }

    /// Adds `weight · row row'` to the upper triangle of a square matrix.
    pub(crate) fn add_outer(&mut self, weight: f64, row: &[f64]) {
        for i in 0..self.rows {
            let scaled = weight * row[i];
            add_scaled(&mut self.row_mut(i)[i..], scaled, &row[i..]);
        }
    }

    /// Copies the upper triangle of a square matrix into the lower.
    pub(crate) fn mirror(&mut self) {
        for i in 0..self.rows {
            for j in 0..i {
                let value = self.at(j, i);
                self.set(i, j, value);
            }
        }
    }

    /// The eigenvalues of a symmetric matrix, in descending order: cyclic Jacobi rotations
    /// (Golub and Van Loan, Matrix Computations, 8.5), accurate for the small as for the large.
    pub(crate) fn symmetric_eigenvalues(&self) -> Vec<f64> {
        let mut a = self.clone();
        let size = a.rows;
        // Each sweep squares what is left off the diagonal: ten are plenty.
        for _sweep in 0..40 {
            let off: f64 = (0..size)
                .flat_map(|i| (0..i).map(move |j| (i, j)))
                .map(|(i, j)| a.at(i, j) * a.at(i, j))
                .sum();
            let scale: f64 = a.values.iter().map(|value| value * value).sum();
            // A NaN ends it too.
            if off.partial_cmp(&(1e-32 * scale)) != Some(std::cmp::Ordering::Greater) {
                break;
            }
            for p in 0..size {
                for q in p + 1..size {
                    a.rotate(p, q);
                }
            }
        }
        let mut values = a.diagonal_values();
        order::sort(&mut values, &|a, b| b.total_cmp(a));
        values
    }

    /// The Jacobi rotation that makes the values at (p, q) and (q, p) zero.
    fn rotate(&mut self, p: usize, q: usize) {
        let off = self.at(p, q);
        if off == 0.0 {
            return;
        }
        let tau = (self.at(q, q) - self.at(p, p)) / (2.0 * off);
        let tangent = tau.signum() / (tau.abs() + tau.hypot(1.0));
        let cosine = 1.0 / tangent.hypot(1.0);
        let sine = tangent * cosine;
        for k in 0..self.rows {
            let (x, y) = (self.at(k, p), self.at(k, q));
            self.set(k, p, cosine * x - sine * y);
            self.set(k, q, sine * x + cosine * y);
        }
        for k in 0..self.rows {
            let (x, y) = (self.at(p, k), self.at(q, k));
            self.set(p, k, cosine * x - sine * y);
            self.set(q, k, sine * x + cosine * y);
        }
    }
}

/// The sum of products.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Adds `factor · from` to `to`.
pub(crate) fn add_scaled(to: &mut [f64], factor: f64, from: &[f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += factor * from;
    }
}
