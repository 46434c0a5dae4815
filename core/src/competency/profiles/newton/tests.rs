use super::*;
use crate::competency::profiles::data::Column;
use crate::stats::random::Random;

/// Answers from 0 to 3 of so many to three items, some of them missing.
fn answers(persons: usize) -> Answers {
    let mut random = Random::stream(4, 0);
    let values: Vec<f64> = (0..4).map(f64::from).collect();
    let mut levels = vec![Vec::new(); 3];
    for person in 0..persons {
        let mean = if person % 3 == 0 { 2.4 } else { 0.8 };
        for level in &mut levels {
            let rating = (mean + 0.9 * random.normal()).round().clamp(0.0, 3.0) as u32;
            level.push((random.uniform() > 0.1).then_some(rating));
        }
    }
    let of = |(name, levels)| Column { name, values: values.clone(), levels };
    let columns: Vec<Column<'_>> = ["a", "b", "c"].into_iter().zip(levels).map(of).collect();
    Answers::new(&columns, false, &mut Vec::new()).ok().unwrap_or_else(|| unreachable!())
}

fn layouts() -> impl Iterator<Item = Layout> {
    let kinds = [
        (ProfileModel::Gaussian, Variances::Free),
        (ProfileModel::Gaussian, Variances::Equal),
        (ProfileModel::Categorical, Variances::Free),
    ];
    let of = |(model, variances)| Layout { model, variances, classes: 2, floor: 0.01_f64.ln() };
    kinds.into_iter().map(of)
}

/// After a few steps: at no maximum, and the same variances where they should be.
fn underway(layout: &Layout, answers: &Answers) -> Vec<f64> {
    let stop = em::Stop { gain: 0.0, gradient: 0.0, steps: 5, past_floor: true };
    em::run(layout, answers, layout.start(answers, &mut Random::stream(1, 1)), stop).theta
}

#[test]
fn derivatives_are_those_of_the_likelihood() {
    let answers = answers(90);
    for layout in layouts() {
        let theta = underway(&layout, &answers);
        let coordinates = Coordinates::of(&layout, &answers);
        let exact = coordinates.derivatives(&theta);
        let near = |one: f64, other: f64| (one - other).abs() < 2e-4 * (1.0 + one.abs());
        let step = 1e-5;
        for place in 0..coordinates.size() {
            let mut direction = vec![0.0; coordinates.size()];
            direction[place] = step;
            let [up, down] = [1.0, -1.0]
                .map(|sign| coordinates.derivatives(&coordinates.moved(&theta, &direction, sign)));
            let slope = (up.log_likelihood - down.log_likelihood) / (2.0 * step);
            assert!(near(exact.gradient[place], slope), "{layout:?} {place}");
            for other in 0..coordinates.size() {
                let curve = (up.gradient[other] - down.gradient[other]) / (2.0 * step);
                let found = exact.hessian.at(place, other);
                assert!(near(found, curve), "{layout:?} {place} {other}: {found} {curve}");
            }
        }
    }
}

#[test]
fn a_few_steps_reach_the_maximum() {
    let answers = answers(200);
    for layout in layouts() {
        let before = underway(&layout, &answers);
        let after = polish(&layout, &answers, before.clone());
        let at = |theta: &[f64]| em::memberships(&layout, &answers, theta).1;
        assert!(at(&after) > at(&before), "{layout:?}");
        let stop = em::Stop { gain: 0.0, gradient: 1e-9, steps: 1, past_floor: true };
        let there = em::run(&layout, &answers, after, stop);
        let vanishing = layout.model == ProfileModel::Categorical;
        assert!(there.gradient < if vanishing { 1e-6 } else { 1e-9 }, "{layout:?} {there:?}");
    }
}
