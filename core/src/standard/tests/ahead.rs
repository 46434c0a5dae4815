//! The days on which verdicts change, against looking at every day.

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::completion::{Choices, base, dossier, node, recorded, second, world};
use super::*;
use crate::standard::assess::judge;
use crate::standard::facts::Facts;

fn verdicts(standard: &Standard, dossier: &Dossier, day: Date) -> Vec<Verdict> {
    let judgement = judge(standard.requirements(), &Facts::new(dossier.document(), day));
    (0..standard.requirements().all.len()).map(|index| judgement.verdict(index)).collect()
}

/// Every requirement has on each day the verdict of the day before, except on the days named,
/// and the first days of being met and of being so no longer are those of looking at each day.
fn check(standard: &Standard, dossier: &Dossier, from: Date, days: usize) {
    let assessment = standard.assess(dossier, from).unwrap();
    let last = from.checked_add((days as i32).days()).unwrap();
    let changes: Vec<Date> = assessment.changes(from).take_while(|&day| day <= last).collect();
    assert!(changes.is_sorted() && changes.iter().all(|&day| day > from));
    let (mut before, mut day) = (verdicts(standard, dossier, from), from);
    let whole = |verdicts: &[Verdict]| verdicts.first() == Some(&Verdict::Met);
    let (mut met_on, mut met_until) = (whole(&before).then_some(from), None);
    while day < last {
        let eve = day;
        day = day.tomorrow().unwrap();
        let now = verdicts(standard, dossier, day);
        for (index, requirement) in standard.requirements().all.iter().enumerate() {
            assert!(
                now[index] == before[index] || changes.contains(&day),
                "{} becomes {} on {day}\n{}\n{}",
                requirement.id,
                now[index],
                standard.to_json(),
                dossier.to_json()
            );
        }
        if met_on.is_none() && whole(&now) {
            met_on = Some(day);
        }
        if met_on.is_some() && met_until.is_none() && !whole(&now) {
            met_until = Some(eve);
        }
        before = now;
    }
    let within = |found: Option<Date>| found.filter(|&found| found < last);
    assert_eq!(within(assessment.met_on()), within(met_on), "{}", standard.to_json());
    assert_eq!(within(assessment.met_until()), within(met_until), "{}", standard.to_json());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn verdicts_change_on_the_days_named(
        bytes in prop::collection::vec(any::<u8>(), 500), later in 0_i32..1500,
    ) {
        let mut choices = Choices(bytes.iter());
        let mut ids = 0;
        let mut parts: Vec<Value> = (0..5).map(|_| node(&mut choices, 1, &mut ids)).collect();
        parts.extend([base(), second()]);
        let standard = standard(&json!({"id": "all", "any": parts}));
        let world = world(&mut choices);
        let mut record = recorded(&world, &mut choices);
        if choices.below(2) == 1 {
            record = world;
            let sections: Vec<&str> = Section::ALL.iter().map(|section| section.name()).collect();
            record.insert("complete".to_owned(), json!(sections));
        }
        let from = date(2023, 1, 1).checked_add(later.days()).unwrap();
        check(&standard, &dossier(&record), from, 600);
    }

    /// Times in sum and in a row, in and out of windows, at the ends of months.
    #[test]
    fn lengths_change_on_the_days_named(
        spans in prop::collection::vec((0_i64..900, 0_i64..90, any::<bool>()), 0..5),
        rules in prop::collection::vec((0_usize..3, 0_usize..9, 0_usize..10), 1..4),
        later in 0_i32..900,
    ) {
        const LENGTHS: [&str; 9] =
            ["P1M", "P30D", "P31D", "P2M", "P59D", "P1Y", "P12M", "P1M10D", "P100D"];
        let start = date(2023, 1, 15);
        let day = |days: i64| start.checked_add(days.days()).unwrap().to_string();
        let spans: Vec<Value> = spans.into_iter().map(|(from, length, ends)| {
            let mut span = json!({"of": "recovery", "from": day(from)});
            if ends {
                span["to"] = json!(day(from + length));
            }
            span
        }).collect();
        let parts: Vec<Value> = rules.iter().enumerate().map(|(index, &(how, least, within))| {
            let mut rule = json!({"of": "recovery", "at_least": LENGTHS[least]});
            if how > 0 {
                rule["consecutive"] = json!(["", "now", "anywhere"][how]);
            }
            if let Some(within) = LENGTHS.get(within) {
                rule["within"] = json!(within);
            }
            json!({"id": format!("n{index}"), "duration": rule})
        }).collect();
        let standard = standard(&json!({"id": "any", "any": parts}));
        let mut document = serde_json::Map::new();
        document.insert("spans".to_owned(), json!(spans));
        let from = start.checked_add(later.days()).unwrap();
        check(&standard, &dossier(&document), from, 500);
    }

    #[test]
    fn birthdays_are_named(born in 0_i32..20_000, least in 0_u16..60, more in 0_u16..3) {
        let born = date(1960, 1, 1).checked_add(born.days()).unwrap();
        let age = json!({"at_least": least, "at_most": least + more});
        let standard = standard(&json!({"id": "age", "age": age}));
        let document = json!({"format": "peerpath/dossier/1", "born": born.to_string()});
        let dossier = Dossier::from_json(&document.to_string()).unwrap();
        let birthday = born.checked_add(i32::from(least).years()).unwrap();
        check(&standard, &dossier, birthday.checked_sub(30.days()).unwrap(), 1200);
    }
}

/// A rule of some kind in a window that is counted from a named day.
fn windowed(choices: &mut Choices<'_>) -> Value {
    let (name, mut rule) = match choices.below(9) {
        0 => ("exam", json!({"name": "a"})),
        1 => ("document", json!({"kind": "plan"})),
        2 => ("hours", json!({"of": "training", "at_least": 5})),
        3 => ("hours", json!({"of": "work", "at_least": 5})),
        4 => ("duration", json!({"of": "recovery", "at_least": "P6M"})),
        5 => ("duration", json!({"of": "recovery", "at_least": "P3M", "consecutive": "now"})),
        6 => ("absent", json!({"of": "prison"})),
        7 => ("event", json!({"kind": "employment"})),
        _ => ("education", json!({"at_least": "secondary"})),
    };
    let days = ["application", "first-application", "training-end", "2024-02-29", "prison"];
    let mut key = |key: &str, value: &str| rule[key] = json!(value);
    let day = choices.one(&days);
    match choices.below(6) {
        0 => key("anchor", day),
        1 => key("after", day),
        2 => key("since", day),
        3 => key("by", "2024-08-31"),
        4 => key("from", "2024-01-31"),
        _ => key("anchor", "as-of"),
    }
    if choices.below(2) == 1 {
        key("within", choices.one(&["P1M", "P6M", "P1Y", "P45D"]));
    }
    json!({"id": "n", name: rule})
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Windows that are counted from days that the dossier or the rule names.
    #[test]
    fn windows_from_named_days_change_on_the_days_named(
        bytes in prop::collection::vec(any::<u8>(), 300), later in 0_i32..500,
    ) {
        let mut choices = Choices(bytes.iter());
        let parts: Vec<Value> = (0..6).map(|index| {
            let mut part = windowed(&mut choices);
            part["id"] = json!(format!("n{index}"));
            part
        }).collect();
        let standard = standard(&json!({"id": "all", "any": parts}));
        let mut world = world(&mut choices);
        let events: Vec<Value> = (0..choices.below(5)).map(|_| {
            json!({"kind": choices.one(&["application", "prison", "employment"]), "on": choices.day()})
        }).collect();
        world.insert("events".to_owned(), json!(events));
        if choices.below(2) == 1 {
            let sections: Vec<&str> = Section::ALL.iter().map(|section| section.name()).collect();
            world.insert("complete".to_owned(), json!(sections));
        }
        let from = date(2024, 1, 1).checked_add(later.days()).unwrap();
        check(&standard, &dossier(&world), from, 400);
    }
}

#[test]
fn what_never_changes_is_met_now_or_never() {
    let standard = standard(&json!({"id": "lived", "attest": {"statement": "lived"}}));
    let read = |text: &str| Dossier::from_json(text).unwrap();
    let assess = |dossier: &Dossier, day| standard.assess(dossier, day).unwrap();
    let nothing = read(r#"{"format": "peerpath/dossier/1"}"#);
    for day in [Date::MIN, date(2026, 7, 1), Date::MAX] {
        assert_eq!(assess(&nothing, day).met_on(), None);
        assert_eq!(assess(&nothing, day).met_until(), None);
    }
    let stated = read(
        r#"{"format": "peerpath/dossier/1",
        "attestations": [{"statement": "lived", "on": "9999-12-31", "holds": true}]}"#,
    );
    assert_eq!(assess(&stated, date(2026, 7, 1)).met_on(), Some(Date::MAX));
    assert_eq!(assess(&stated, Date::MAX).met_on(), Some(Date::MAX));
    assert_eq!(assess(&stated, date(2026, 7, 1)).met_until(), None);
}

/// A version that ends cannot be met after its last day, unless the application selects it.
#[test]
fn nothing_is_met_under_a_version_that_is_over() {
    let of = |selected_by: &str, until: &str| {
        Standard::from_json(&format!(
            r#"{{"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
            "effective": {{"until": "{until}", "selected_by": "{selected_by}"}},
            "requirement": {{"id": "age", "age": {{"at_least": 18}}}}}}"#
        ))
        .unwrap()
    };
    let dossier = Dossier::from_json(
        r#"{"format": "peerpath/dossier/1", "born": "2009-03-01",
        "events": [{"kind": "application", "on": "2026-01-05"}]}"#,
    )
    .unwrap();
    let ahead = |standard: Standard| {
        let assessment = standard.assess(&dossier, date(2026, 7, 1)).unwrap();
        (assessment.met_on(), assessment.met_until())
    };
    let birthday = Some(date(2027, 3, 1));
    assert_eq!(ahead(of("as-of", "2027-02-28")), (None, None));
    assert_eq!(ahead(of("as-of", "2027-03-01")), (birthday, birthday));
    assert_eq!(ahead(of("application", "2026-12-31")), (birthday, None));
}

/// A sum of 365 days is a year only where the year to the day has no more.
#[test]
fn a_sum_is_a_year_in_years_that_are_short_enough() {
    let standard = standard(&json!({"id": "work", "duration": {"of": "work", "at_least": "P1Y"}}));
    let dossier = Dossier::from_json(
        r#"{"format": "peerpath/dossier/1",
        "spans": [{"of": "work", "from": "2023-01-01", "to": "2023-12-31"}]}"#,
    )
    .unwrap();
    let assessment = standard.assess(&dossier, date(2024, 6, 1)).unwrap();
    assert_eq!(assessment.verdict(), Verdict::Unknown);
    assert_eq!(assessment.met_on(), Some(date(2025, 3, 1)));
    assert_eq!(assessment.met_until(), Some(date(2028, 2, 28)));
}

/// Periods of thousands of years, in bounded time.
#[test]
fn times_of_millennia_end() {
    let lasting = json!({"of": "work", "at_least": "P7000Y", "within": "P7900Y"});
    let parts = json!([
        {"id": "sum", "duration": lasting},
        {"id": "named", "duration": {"of": "work", "at_least": "P7000Y", "since": "2020-02-01"}},
        {"id": "row", "duration": {"of": "work", "at_least": "P95000M", "consecutive": "now"}}]);
    let standard = standard(&json!({"id": "all", "all": parts}));
    let dossier = Dossier::from_json(
        r#"{"format": "peerpath/dossier/1", "spans": [{"of": "work", "from": "2020-02-29"}]}"#,
    )
    .unwrap();
    let assessment = standard.assess(&dossier, date(2026, 7, 1)).unwrap();
    assert_eq!(assessment.met_on(), Some(date(9936, 10, 29)));
}

/// Hours that go on may last long enough from the day on which that can be, itself counted.
#[test]
fn hours_that_go_on_last_longer_by_the_day() {
    let spread = json!({"of": "work", "at_least": 4, "spread": {"at_least": "P6M"}});
    let standard = standard(&json!({"id": "all", "hours": spread}));
    for (begun, reached) in
        [(date(2025, 11, 16), date(2026, 5, 15)), (date(2025, 8, 31), date(2026, 2, 28))]
    {
        let dossier = json!({"format": "peerpath/dossier/1", "complete": ["hours"], "hours":
            [{"of": "work", "amount": 5, "from": begun.to_string(), "to": "2026-12-01"}]});
        let dossier = Dossier::from_json(&dossier.to_string()).unwrap();
        check(&standard, &dossier, begun, 400);
        let verdict = |day: Date| verdicts(&standard, &dossier, day)[0];
        assert_eq!(verdict(reached.yesterday().unwrap()), Verdict::Unmet);
        assert_eq!(verdict(reached), Verdict::Unknown);
    }
}
