#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn framework(count: usize) -> Framework {
    let parts: Vec<_> =
        (0..count).map(|at| json!({"id": format!("c{at}"), "label": "c"})).collect();
    let text = json!({"format": "peerpath/framework/1", "id": "f", "version": "1", "title": "F",
        "competencies": [{"id": "all", "label": "all", "parts": parts}]});
    Framework::from_json(&text.to_string()).unwrap()
}

fn curriculum(modules: &[(f64, Vec<usize>)]) -> Curriculum {
    let modules: Vec<_> = modules
        .iter()
        .enumerate()
        .map(|(at, (hours, covers))| {
            let covers: Vec<String> = covers.iter().map(|leaf| format!("f/c{leaf}")).collect();
            json!({"id": format!("m{at}"), "title": "m", "hours": hours, "introduces": covers})
        })
        .collect();
    let text = json!({"format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C",
        "modules": modules});
    Curriculum::from_json(&text.to_string()).unwrap()
}

/// The least cost over all selections, one by one.
fn least(modules: &[(f64, Vec<usize>)], leaves: usize) -> f64 {
    let coverable: Vec<usize> = (0..leaves)
        .filter(|leaf| modules.iter().any(|(_, covers)| covers.contains(leaf)))
        .collect();
    (0_u32..1 << modules.len())
        .filter(|chosen| {
            coverable.iter().all(|leaf| {
                modules
                    .iter()
                    .enumerate()
                    .any(|(at, (_, covers))| chosen >> at & 1 == 1 && covers.contains(leaf))
            })
        })
        .map(|chosen| {
            let modules = modules.iter().enumerate();
            modules.filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, (hours, _))| hours).sum()
        })
        .fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn a_selection_is_what_trying_all_gives(
        modules in prop::collection::vec((1_u8..9, prop::collection::vec(0_usize..6, 0..4)), 1..9)
    ) {
        let modules: Vec<(f64, Vec<usize>)> =
            modules.into_iter().map(|(hours, covers)| (f64::from(hours), covers)).collect();
        let selection = curriculum(&modules)
            .smallest_selection(&framework(6), &SelectionOptions::default())
            .unwrap();
        prop_assert!(selection.optimal);
        prop_assert_eq!(selection.cost, least(&modules, 6));
        let bounded = SelectionOptions { steps: 0, ..SelectionOptions::default() };
        let bounded = curriculum(&modules).smallest_selection(&framework(6), &bounded).unwrap();
        prop_assert!(bounded.bound <= selection.cost + 1e-9 && bounded.cost >= selection.cost - 1e-9);
    }
}

#[test]
fn parts_and_wholes_cover_each_other() {
    let framework = framework(2);
    let options = CurriculumOptions::default();
    let both = curriculum(&[(2.0, vec![0]), (3.0, vec![1])]);
    let rows = both.coverage(&framework, &options).unwrap();
    assert!(rows.rows()[0].covered && rows.rows()[0].hours == 5.0);
    let one = curriculum(&[(2.0, vec![0]), (1.0, vec![0])]);
    let rows = one.coverage(&framework, &options).unwrap();
    assert!(!rows.rows()[0].covered && rows.rows()[0].share == 0.5);
    assert_eq!(one.gaps(&framework, &options).unwrap().rows()[0].competency, "f/c1");
    assert_eq!(one.overlaps(&framework, &options).unwrap().rows()[0].competency, "f/c0");
    let compared = both.compare(&one, &framework).unwrap();
    let relations: Vec<&str> = compared.rows().iter().map(|row| row.relation).collect();
    assert_eq!(relations, ["same", "only-here"]);
}
