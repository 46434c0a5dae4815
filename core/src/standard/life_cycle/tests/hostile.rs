//! Documents that are wrong or meant to break.

use super::*;

#[test]
fn every_problem_is_listed_at_its_place() {
    let node = |id: &str| json!({"id": id, "attest": {"statement": "x"}});
    let found = problems(json!({
        "renew_every": "P18M", "expires": {"on": "02-30"}, "window": "P10D", "due": "P20D",
        "provisional": {"lasts": "P6M", "extend_by": "P6M"},
        "fees": [{"for": "renewal", "amount": 5, "over": "P1D"}],
        "carry_over": {"at_most": 8},
        "first_period": [{"at_most": "P2Y"}, {"at_most": "P1Y"}],
        "after_lapse": [{"over": "P30D"}, {"over": "P30D"}],
        "choices": [{"renew_for": "P1Y", "requires": node("age")}],
        "deadlines": [{"id": "d", "requires": node("d1")},
                      {"id": "e", "by": "2026-07-01", "after": "x", "requires": node("e1")}]}));
    let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        [
            "/life_cycle/expires/on",
            "/life_cycle/renew_every",
            "/life_cycle/choices",
            "/life_cycle/first_period/1",
            "/life_cycle/after_lapse/1",
            "/life_cycle/provisional/extend_by",
            "/life_cycle/fees/0/over",
            "/life_cycle/deadlines/0",
            "/life_cycle/deadlines/1",
            "/life_cycle/due",
            "/life_cycle/carry_over",
            "/life_cycle/choices/0/requires/id",
        ],
        "{found:?}"
    );
}

#[test]
fn problems_of_a_requirement_are_at_its_place() {
    let found = problems(json!({"renewal": {"id": "ce", "all": [
        {"id": "a", "refer": "nobody"},
        {"id": "b", "cite": "s9", "hours": {"of": "training"}},
        {"refer": "training"}]}}));
    let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places.len(), 3, "{found:?}");
    for place in [
        "/life_cycle/renewal/all/0/refer",
        "/life_cycle/renewal/all/1/cite",
        "/life_cycle/renewal/all/1/hours",
    ] {
        assert!(places.contains(&place), "{place} in {found:?}");
    }
}

#[test]
fn references_in_a_circle_are_refused() {
    let found = problems(json!({
        "renewal": {"id": "ce", "refer": "back"},
        "after_lapse": [{"requires": {"id": "back", "refer": "ce"}}]}));
    assert!(found.iter().any(|(_, found)| found.contains("depends on this")), "{found:?}");
}

#[test]
fn the_windows_of_a_life_cycle_are_only_in_it() {
    let document = json!({
        "format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "1", "title": "t",
        "requirement": {"id": "ce", "hours": {
            "of": "training", "at_least": 1, "within": "cycle",
            "parts": [{"within": "lapse", "at_least": 1}]}}});
    let error = Standard::from_json(&document.to_string()).unwrap_err();
    let mut places: Vec<String> =
        error.problems().iter().map(|problem| problem.place().to_string()).collect();
    places.sort_unstable();
    assert_eq!(places, ["/requirement/hours/parts/0/within", "/requirement/hours/within"]);
}

/// A chain of references as long as the document, and a document all of whose deadlines
/// refer to all of it.
#[test]
fn what_is_referred_to_without_end_is_refused_in_time() {
    let chain: Vec<Value> = (0..2000)
        .map(|at| json!({"id": format!("r{at}"), "refer": format!("r{}", at + 1)}))
        .chain([json!({"id": "r2000", "age": {"at_least": 18}})])
        .collect();
    let document = |requirement: Value, life_cycle: Value| {
        json!({"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "t",
               "requirement": requirement, "life_cycle": life_cycle})
        .to_string()
    };
    let text = document(
        json!({"id": "all", "all": chain}),
        json!({"renewal": {"id": "ce", "refer": "r0"}}),
    );
    assert!(Standard::from_json(&text).is_err());
    let many: Vec<Value> =
        (0..5000).map(|at| json!({"id": format!("a{at}"), "age": {"at_least": 18}})).collect();
    let deadlines: Vec<Value> = (0..32)
        .map(|at| json!({"id": format!("d{at}"), "by": "2026-01-01", "requires": {"refer": "all"}}))
        .collect();
    let text = document(json!({"id": "all", "all": many}), json!({"deadlines": deadlines}));
    let error = Standard::from_json(&text).unwrap_err();
    assert!(error.problems().iter().any(|problem| problem.found() == "too much"), "{error}");
}

#[test]
fn lists_have_an_end() {
    let rungs: Vec<Value> = (1..=33).map(|days| json!({"over": format!("P{days}D")})).collect();
    let found = problems(json!({"after_lapse": rungs}));
    assert_eq!(found, [("/life_cycle/after_lapse".to_owned(), "a list of 33".to_owned())]);
}

/// Days at both ends of the calendar and periods of any length are answered.
#[test]
fn the_ends_of_the_calendar_are_no_trouble() {
    for every in ["P1D", "P1M", "P19000Y"] {
        for on in ["0001-01-01", "2024-02-29", "9999-12-31"] {
            for as_of in ["0001-01-01", "2026-01-01", "9999-12-31"] {
                for starts in ["issue", "calendar-year", "next-calendar-year"] {
                    let rules = json!({
                        "renew_every": every, "window": "P19000Y", "grace": "P19000Y",
                        "cycle": {"every": every, "starts": starts},
                        "longer_cycles": [{"every": every, "requires": {"refer": "ce"}}],
                        "carry_over": {"at_most": 8},
                        "keep_proof": "P19000Y",
                        "renewal": {"id": "ce", "hours": {
                            "of": "continuing-education", "at_least": 20, "within": "cycle"}}});
                    let mut holder = issued(on);
                    holder["events"] = json!([{"kind": "renewal", "on": "2026-01-01"}]);
                    let renewal = renewal(rules, holder, as_of);
                    assert!(!renewal.explain().is_empty());
                }
            }
        }
    }
}
