use proptest::prelude::*;

use super::{Dependence, Factor, Matrix};

fn gram(rows: usize, columns: usize, values: &[f64]) -> Matrix {
    let x = Matrix::from_values(rows, columns, values.to_vec());
    x.transposed().times(&x)
}

#[test]
fn a_column_made_of_others_is_named_with_them() {
    // Columns 1, x, noise, 2x - 1, 0.
    let mut values = Vec::new();
    for (x, noise) in [(1.0, 0.3), (2.0, -0.2), (4.0, 0.9), (5.0, 0.1), (7.0, -1.0), (9.0, 0.4)] {
        values.extend([1.0, x, noise, 2.0 * x - 1.0, 0.0]);
    }
    let gram = gram(6, 5, &values);
    let factor = Factor::new(&gram, Factor::TOLERANCE);
    assert_eq!(factor.dependent(), [3, 4]);
    assert!(factor.is_definite());
    assert_eq!(factor.rank(), 3);
    let found = factor.dependences(&gram);
    assert_eq!(found[0], Dependence { column: 3, on: vec![0, 1] });
    assert_eq!(found[1], Dependence { column: 4, on: vec![] });
    // The generalised inverse leaves them out.
    let inverse = factor.inverse();
    assert!(inverse.row(3).iter().chain(inverse.row(4)).all(|&value| value == 0.0));
}

#[test]
fn what_cannot_be_a_covariance_is_seen() {
    let indefinite = Matrix::from_values(2, 2, vec![1.0, 2.0, 2.0, 1.0]);
    assert!(!Factor::new(&indefinite, Factor::TOLERANCE).is_definite());
    let nan = Matrix::from_values(1, 1, vec![f64::NAN]);
    assert!(!Factor::new(&nan, Factor::TOLERANCE).is_definite());
    assert!(Factor::new(&Matrix::zeros(0, 0), Factor::TOLERANCE).is_definite());
}

#[test]
fn eigenvalues_of_a_known_matrix() {
    // The second difference matrix: 2 - 2 cos(k π / (n + 1)).
    let size = 7;
    let mut matrix = Matrix::diagonal(&vec![2.0; size]);
    for i in 1..size {
        matrix.set(i, i - 1, -1.0);
        matrix.set(i - 1, i, -1.0);
    }
    let found = matrix.symmetric_eigenvalues();
    for (i, value) in found.iter().enumerate() {
        let k = (size - i) as f64;
        let exact = 2.0 - 2.0 * (k * std::f64::consts::PI / (size as f64 + 1.0)).cos();
        assert!((value - exact).abs() < 1e-13, "{value} {exact}");
    }
    assert_eq!(Matrix::identity(3).symmetric_eigenvalues(), [1.0; 3]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn inverse_and_eigenvalues_belong_to_the_matrix(
        values in proptest::collection::vec(-3.0..3.0f64, 7 * 4)
    ) {
        let mut gram = gram(7, 4, &values);
        for i in 0..4 {
            gram.add(i, i, 0.1);
        }
        let factor = Factor::new(&gram, Factor::TOLERANCE);
        prop_assert_eq!(factor.rank(), 4);
        let product = gram.times(&factor.inverse());
        for i in 0..4 {
            for j in 0..4 {
                prop_assert!((product.at(i, j) - f64::from(i == j)).abs() < 1e-8);
            }
        }
        let eigenvalues = gram.symmetric_eigenvalues();
        let trace: f64 = gram.diagonal_values().iter().sum();
        prop_assert!((eigenvalues.iter().sum::<f64>() - trace).abs() < 1e-10 * trace);
        let vector = [0.5, -1.0, 2.0, 0.25];
        let mut solved = gram.times_vector(&vector);
        prop_assert!((gram.quadratic(&vector) - super::dot(&solved, &vector)).abs() < 1e-9);
        factor.solve(&mut solved);
        for (found, wanted) in solved.iter().zip(vector) {
            prop_assert!((found - wanted).abs() < 1e-8);
        }
    }
}
