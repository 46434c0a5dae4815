#![allow(clippy::unwrap_used, reason = "tests")]

use std::borrow::Cow;

use super::fit::fit;
use super::likelihood::Sweep;
use super::options::Ties;
use super::risk_sets::RiskSets;
use crate::stats::matrix::Matrix;
use crate::transition::hazard::episodes::{DesignColumn, Episodes};
use crate::transition::hazard::newton::{Fit, Stop};

const STOP: Stop = Stop { iterations: 50, tolerance: 1e-16 };

/// The numbers of a column of `tests/data/surv300.csv`.
fn surv300(name: &str) -> Vec<f64> {
    surv300_text(name).iter().filter_map(|cell| cell.parse::<f64>().ok()).collect()
}

fn surv300_text(name: &str) -> Vec<&str> {
    let text = include_str!("../../../../../tests/data/surv300.csv");
    let mut lines = text.lines();
    let place = lines.next().unwrap_or("").split(',').position(|column| column == name);
    lines.filter_map(|line| line.split(',').nth(place?)).collect()
}

fn column(values: &[f64]) -> DesignColumn<'_> {
    DesignColumn { values: Cow::Borrowed(values), by_person: false }
}

fn episodes(late: bool) -> Episodes {
    let stop = surv300("time");
    let rows = 0..stop.len() as u32;
    Episodes {
        source: rows.clone().collect(),
        person: rows.collect(),
        start: if late { surv300("entry") } else { vec![0.0; stop.len()] },
        stop,
        event: surv300_text("event").iter().map(|event| !event.is_empty()).collect(),
        ..Episodes::default()
    }
}

struct Fitted {
    fit: Fit,
    coefficients: Vec<f64>,
    errors: Vec<f64>,
    robust: Vec<f64>,
}

fn fitted(episodes: &Episodes, names: &[&str], ties: Ties, cluster: &[u32]) -> Fitted {
    let values: Vec<Vec<f64>> = names.iter().map(|name| surv300(name)).collect();
    let columns: Vec<DesignColumn<'_>> = values.iter().map(|values| column(values)).collect();
    let scale = [0.5, 1.5, 3.0];
    let columns: Vec<_> =
        columns.iter().enumerate().map(|(i, column)| (column, scale[i], i)).collect();
    let sets = RiskSets::new(episodes, &columns, 1);
    let fit = fit(&[&sets], names.len(), ties, STOP, 1).unwrap();
    let mut sweep = Sweep::new(&sets, ties, 1);
    sweep.detailed(&fit.beta);
    let own: Vec<u32> = sets.row.iter().map(|&row| cluster[row as usize]).collect();
    let clusters = cluster.iter().max().map_or(0, |&last| last as usize + 1);
    let influence = sweep.by_cluster(&own, clusters);
    let mut meat = Matrix::zeros(names.len(), names.len());
    for i in 0..clusters {
        let row: Vec<f64> = influence.iter().map(|column| column[i]).collect();
        meat.add_outer(1.0, &row);
    }
    meat.mirror();
    let robust = meat.sandwiched(&fit.covariance);
    let root = |matrix: &Matrix| -> Vec<f64> {
        matrix.diagonal_values().iter().zip(scale).map(|(v, scale)| v.sqrt() / scale).collect()
    };
    Fitted {
        coefficients: fit.beta.iter().zip(scale).map(|(beta, scale)| beta / scale).collect(),
        errors: root(&fit.covariance),
        robust: root(&robust),
        fit,
    }
}

#[track_caller]
fn near(found: &[f64], wanted: &[f64]) {
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() <= 1e-9 * wanted.abs(), "{found} {wanted}");
    }
    assert_eq!(found.len(), wanted.len());
}

#[test]
fn is_that_of_r() {
    let mut episodes = episodes(true);
    let cluster: Vec<u32> = surv300("cluster").iter().map(|&code| code as u32).collect();
    let stratum: Vec<u32> = surv300("stratum").iter().map(|&code| code as u32 - 1).collect();
    let names = ["x1", "x2", "x3"];
    let found = fitted(&episodes, &names, Ties::Efron, &cluster);
    near(&found.coefficients, &[0.200982158585355, -0.174457678128411, 0.00788556552247219]);
    near(&found.errors, &[0.130725025782359, 0.0730063935819474, 0.0228124722047873]);
    near(&found.robust, &[0.127872818044579, 0.0837671909775385, 0.0175787694113647]);
    near(&[found.fit.null, found.fit.log_likelihood], &[-1124.27561290666, -1120.47162439112]);

    episodes.stratum = stratum;
    let found = fitted(&episodes, &names, Ties::Efron, &cluster);
    near(&found.coefficients, &[0.195417265922237, -0.171236905575272, 0.0107041290227469]);
    near(&found.errors, &[0.131901956445443, 0.0732782023622125, 0.0235475213441636]);
    episodes.weight = surv300("weight");
    let found = fitted(&episodes, &names[..2], Ties::Efron, &cluster);
    near(&found.coefficients, &[0.166719813508834, -0.143934740466301]);
    near(&found.robust, &[0.124081377893937, 0.0799398533511178]);
}
