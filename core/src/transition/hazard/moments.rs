//! Sums over rows of covariates and of their products: where the time goes, row after row in
//! contiguous columns.

use crate::stats::matrix::Matrix;
use crate::threads::on_each;

/// Rows of a piece of work: fixed, so that sums do not depend on the number of threads.
pub(crate) const ROWS: usize = 16_384;
/// Rows that stay in the fastest cache while their products are taken.
const BLOCK: usize = 512;

/// The sums over rows of the columns and of their products (the upper triangle), each row counted
/// `weight(row)` times.
pub(crate) fn moments(
    columns: &[Vec<f64>],
    rows: usize,
    threads: usize,
    weight: impl Fn(usize) -> f64 + Sync,
) -> (Vec<f64>, Matrix) {
    let starts: Vec<usize> = (0..rows).step_by(ROWS).collect();
    let parts = on_each(threads, starts, |start| {
        let mut first = vec![0.0; columns.len()];
        let mut second = Matrix::zeros(columns.len(), columns.len());
        let mut weights = vec![0.0; BLOCK];
        let mut product = vec![0.0; BLOCK];
        let end = (start + ROWS).min(rows);
        for from in (start..end).step_by(BLOCK) {
            let block = from..(from + BLOCK).min(end);
            let weights = &mut weights[..block.len()];
            for (own, row) in weights.iter_mut().zip(block.clone()) {
                *own = weight(row);
            }
            let product = &mut product[..block.len()];
            for (j, column) in columns.iter().enumerate() {
                let column = &column[block.clone()];
                for ((product, value), weight) in product.iter_mut().zip(column).zip(&*weights) {
                    *product = value * weight;
                }
                first[j] += dot(column, weights);
                let row = second.row_mut(j);
                for (sum, other) in row.iter_mut().zip(columns).skip(j) {
                    *sum += dot(product, &other[block.clone()]);
                }
            }
        }
        (first, second)
    });
    let mut first = vec![0.0; columns.len()];
    let mut second = Matrix::zeros(columns.len(), columns.len());
    for (part, products) in parts {
        first.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        let cells = second.values_mut().iter_mut().zip(products.values());
        cells.for_each(|(sum, part)| *sum += part);
    }
    (first, second)
}

/// The sums of products of columns, all with all; an empty column is all zeros.
pub(crate) fn outer(columns: &[&[f64]], threads: usize) -> Matrix {
    let rows = columns.iter().map(|column| column.len()).max().unwrap_or(0);
    let parts = on_each(threads, (0..rows).step_by(ROWS).collect(), |start| {
        let mut sums = Matrix::zeros(columns.len(), columns.len());
        let end = (start + ROWS).min(rows);
        for from in (start..end).step_by(BLOCK) {
            let block = from..(from + BLOCK).min(end);
            for (j, column) in columns.iter().enumerate() {
                let Some(column) = column.get(block.clone()) else { continue };
                for (sum, other) in sums.row_mut(j).iter_mut().zip(columns).skip(j) {
                    *sum += other.get(block.clone()).map_or(0.0, |other| dot(column, other));
                }
            }
        }
        sums
    });
    let mut sums = Matrix::zeros(columns.len(), columns.len());
    for part in parts {
        sums.values_mut().iter_mut().zip(part.values()).for_each(|(sum, part)| *sum += part);
    }
    sums.mirror();
    sums
}

/// The sum of products, in eight sums at once: in this order whatever the machine.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let [s0, s1, s2, s3, s4, s5, s6, s7] = sums;
    ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7)) + rest
}
