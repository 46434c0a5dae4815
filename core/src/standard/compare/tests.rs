#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::standard::catalog::shipped;

fn standard(id: &str, requirement: &str) -> Standard {
    Standard::from_json(&format!(
        r#"{{"format": "peerpath/standard/1", "id": "{id}", "version": "1", "title": "T", "requirement": {requirement}}}"#
    ))
    .unwrap()
}

/// The comparison the other way round.
fn turned(mut comparison: Comparison) -> Comparison {
    std::mem::swap(&mut comparison.a, &mut comparison.b);
    std::mem::swap(&mut comparison.a_entails_b, &mut comparison.b_entails_a);
    std::mem::swap(&mut comparison.meets_only_a, &mut comparison.meets_only_b);
    comparison.relation = comparison.relation.turned();
    for row in &mut comparison.requirements {
        std::mem::swap(&mut row.a, &mut row.b);
        std::mem::swap(&mut row.a_entails_b, &mut row.b_entails_a);
        std::mem::swap(&mut row.meets_only_a, &mut row.meets_only_b);
        row.relation = row.relation.turned();
    }
    comparison
}

/// What is the same in either order, whatever the order of rows and the letters in reasons.
fn bare(comparison: &Comparison) -> (Relation, Vec<String>) {
    let id = |name: &Option<RequirementName>| name.as_ref().map(|name| name.id.clone());
    let mut rows: Vec<String> = comparison
        .requirements
        .iter()
        .map(|row| {
            format!("{:?} {:?} {:?} {:?}", id(&row.a), id(&row.b), row.relation, row.a_entails_b)
        })
        .collect();
    rows.sort();
    (comparison.relation, rows)
}

#[test]
fn every_two_shipped_standards_compare_the_same_in_both_orders() {
    let standards: Vec<Standard> = shipped().step_by(7).take(8).collect();
    for one in &standards {
        for other in &standards {
            let there = compare(one, other);
            let back = turned(compare(other, one));
            assert_eq!(bare(&there), bare(&back), "{one:?} {other:?}");
            if there.a == there.b {
                assert_eq!(there.relation, Relation::Same);
                assert!(there.requirements.iter().all(|row| row.relation == Relation::Same
                    && row.a.as_ref().unwrap().id == row.b.as_ref().unwrap().id));
            }
        }
    }
}

#[test]
fn requirements_are_paired_by_what_they_are_about() {
    let one = standard(
        "x",
        r#"{"id": "all", "all": [
        {"id": "t1", "hours": {"of": "training", "at_least": 60}},
        {"id": "w1", "hours": {"of": ["work", "volunteering"], "at_least": 500}},
        {"id": "lived", "attest": {"statement": "lived-experience"}},
        {"id": "age", "age": {"at_least": 18}},
        {"id": "school", "any": [{"id": "s1", "education": {"at_least": "secondary"}},
            {"id": "s2", "document": {"kind": "waiver"}}]}]}"#,
    );
    let two = standard(
        "y",
        r#"{"id": "all", "all": [
        {"id": "school", "education": {"at_least": "secondary"}},
        {"id": "w2", "hours": {"of": "work", "at_least": 500}},
        {"id": "t2", "hours": {"of": "training", "at_least": 40, "parts": [
            {"where": {"topic": "ethics"}, "at_least": 3}]}},
        {"id": "own", "any": [{"id": "o1", "attest": {"statement": "lived-experience"}},
            {"id": "o2", "attest": {"statement": "family"}}]},
        {"id": "exam", "exam": {}}]}"#,
    );
    let comparison = compare(&one, &two);
    let id = |name: &Option<RequirementName>| {
        name.as_ref().map_or("-".to_owned(), |name| name.id.clone())
    };
    let rows: Vec<String> = comparison
        .requirements
        .iter()
        .map(|row| format!("{} {} {}", id(&row.a), id(&row.b), row.relation.name()))
        .collect();
    assert_eq!(
        rows,
        [
            "t1 t2 incomparable",
            "w1 w2 looser",
            "lived own stricter",
            "age - only-in-a",
            "school school looser",
            "- exam only-in-b"
        ]
    );
    assert_eq!(comparison.relation, Relation::Incomparable);
    assert!(comparison.explain().contains("age | -"), "{comparison}");
}

#[test]
fn what_is_asked_beside_other_things_is_not_alone() {
    let one = standard(
        "x",
        r#"{"id": "all", "all": [
        {"id": "t", "hours": {"of": "training", "at_least": 60}},
        {"id": "e", "hours": {"of": "training", "at_least": 3, "where": {"topic": "ethics"}}}]}"#,
    );
    let two = standard(
        "y",
        r#"{"id": "t", "hours": {"of": "training", "at_least": 60, "parts": [
        {"where": {"topic": "ethics"}, "at_least": 3}]}}"#,
    );
    let comparison = compare(&one, &two);
    assert_eq!(comparison.relation, Relation::Incomparable);
    assert_eq!(comparison.b_entails_a, Entailment::Yes);
    let relations: Vec<Relation> = comparison.requirements.iter().map(|row| row.relation).collect();
    assert_eq!(relations, [Relation::Looser, Relation::Looser]);
}

#[test]
fn references_in_long_chains_and_many_requirements_end() {
    let chain: Vec<String> = (0..340)
        .map(|number| match number {
            339 => r#"{"id": "r339", "any": [{"id": "x", "age": {"at_least": 18}}]}"#.to_owned(),
            _ => format!(r#"{{"id": "r{number}", "any": [{{"id": "a{number}", "refer": "r{}"}}, {{"id": "b{number}", "refer": "r{}"}}]}}"#, number + 1, number + 1),
        })
        .collect();
    let deep = standard("x", &format!(r#"{{"id": "all", "all": [{}]}}"#, chain.join(",")));
    let other = standard("y", r#"{"id": "all", "all": [{"id": "x", "age": {"at_least": 21}}]}"#);
    let comparison = compare(&deep, &other);
    assert_eq!(comparison.requirements.len(), 340);
}
