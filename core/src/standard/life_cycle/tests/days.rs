//! Days to the day.

use super::*;
use crate::standard::Status;

fn status(life_cycle: &Value, sections: &Value, as_of: &str) -> Status {
    renewal(life_cycle.clone(), sections.clone(), as_of).status()
}

#[test]
fn last_days_are_good_days() {
    let rules = json!({"renew_every": "P2Y", "window": "P90D", "due": "P14D", "grace": "P30D"});
    let holder = issued("2024-02-01");
    for (as_of, expected) in [
        ("2025-11-02", Status::Active),
        ("2025-11-03", Status::RenewalWindow),
        ("2026-01-18", Status::RenewalWindow),
        ("2026-01-19", Status::Overdue),
        ("2026-02-01", Status::Overdue),
        ("2026-02-02", Status::Grace),
        ("2026-03-03", Status::Grace),
        ("2026-03-04", Status::Lapsed),
    ] {
        assert_eq!(status(&rules, &holder, as_of), expected, "{as_of}");
    }
    let report = renewal(rules, holder, "2024-03-01").report().clone();
    let changes: Vec<String> =
        report.changes.iter().map(|change| format!("{} {}", change.on, change.status)).collect();
    assert_eq!(
        changes,
        [
            "2025-11-03 renewal-window",
            "2026-01-19 overdue",
            "2026-02-02 grace",
            "2026-03-04 lapsed"
        ]
    );
}

#[test]
fn thirty_days_are_not_a_month() {
    let ends = |grace: &str, issued_on: &str| {
        let rules = json!({"renew_every": "P1Y", "grace": grace});
        renewal(rules, issued(issued_on), issued_on).report().grace_until.unwrap()
    };
    assert_eq!(ends("P30D", "2025-01-31"), day("2026-03-02"));
    assert_eq!(ends("P1M", "2025-01-31"), day("2026-02-28"));
    assert_eq!(ends("P1M", "2023-01-31"), day("2024-02-29"));
}

#[test]
fn terms_from_29_february_do_not_drift() {
    let mut ends = Vec::new();
    let rules = json!({"renew_every": "P1Y"});
    let mut holder = issued("2024-02-29");
    for year in 2025..=2028 {
        let as_of = format!("{year}-02-20");
        let renewal = renewal(rules.clone(), holder.clone(), &as_of);
        ends.push(renewal.expires().unwrap().to_string());
        let event = json!({"kind": "renewal", "on": as_of});
        match holder["events"].as_array_mut() {
            Some(events) => events.push(event),
            None => holder["events"] = json!([event]),
        }
    }
    assert_eq!(ends, ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]);
}

#[test]
fn the_last_day_follows_from_the_rule() {
    let last = |expires: Value, every: &str, issued_on: &str| {
        let rules = json!({"renew_every": every, "expires": expires});
        let renewal = renewal(rules, issued(issued_on), issued_on);
        let day = |day: Option<Date>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
        format!("{} {}", day(renewal.expires()), day(renewal.next_expires()))
    };
    for (expires, every, issued_on, expected) in [
        (json!("anniversary"), "P2Y", "2024-02-10", "2026-02-10 2028-02-10"),
        (json!("day-before"), "P2Y", "2024-02-10", "2026-02-09 2028-02-09"),
        (json!("day-before"), "P1Y", "2024-02-29", "2025-02-28 2026-02-28"),
        (json!("day-before"), "P1Y", "2024-01-01", "2024-12-31 2025-12-31"),
        (json!("end-of-month"), "P2Y", "2024-02-10", "2026-02-28 2028-02-29"),
        (json!("first-of-month"), "P2Y", "2024-02-10", "2026-02-01 2028-02-01"),
        (json!({"on": "09-01", "years": "odd"}), "P2Y", "2024-02-10", "2025-09-01 2027-09-01"),
        (json!({"on": "09-01", "years": "odd"}), "P2Y", "2025-08-31", "2025-09-01 2027-09-01"),
        (json!({"on": "09-01", "years": "odd"}), "P2Y", "2025-09-01", "2027-09-01 2029-09-01"),
        (json!({"on": "09-01", "years": "even"}), "P2Y", "2025-09-01", "2026-09-01 2028-09-01"),
        (json!({"on": "12-31"}), "P3Y", "2024-02-10", "2027-12-31 2030-12-31"),
        (json!({"on": "02-29"}), "P1Y", "2026-02-10", "2027-02-28 2028-02-29"),
    ] {
        assert_eq!(last(expires.clone(), every, issued_on), expected, "{expires} {issued_on}");
    }
}

#[test]
fn a_recorded_last_day_governs() {
    let holder = json!({"credentials": [{"credential": "CPSS", "issued": "2018-02-01",
        "expires": "2026-05-31", "status": "active"}]});
    let renewal = renewal(json!({"renew_every": "P2Y"}), holder, "2026-03-01");
    assert_eq!(renewal.expires(), Some(day("2026-05-31")));
    assert_eq!(renewal.next_expires(), Some(day("2028-05-31")));
    assert_eq!(renewal.report().cycle.unwrap().from, day("2024-06-01"));
}

#[test]
fn what_is_not_recorded_is_unknown_and_asked_for() {
    let rules = json!({"renew_every": "P2Y"});
    let asked = |sections: Value| {
        let renewal = renewal(rules.clone(), sections, "2026-03-01");
        let report = renewal.report();
        assert_eq!(report.status, Status::Unknown);
        assert_eq!(report.in_good_standing, None);
        report.questions[0].ask.clone()
    };
    let entry = |keys: Value| {
        let mut entry = json!({"id": "c1", "credential": "CPSS"});
        entry.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
        json!({"credentials": [entry]})
    };
    assert!(asked(json!({})).starts_with("record the credential us-xx/cpss"));
    let both = "record `issued` or `expires` of c1";
    assert_eq!(asked(entry(json!({"status": "active"}))), both);
    let standing = asked(entry(json!({"issued": "2025-02-01"})));
    assert_eq!(standing, "record `status` of c1");
    let none = renewal(rules.clone(), json!({"complete": ["credentials"]}), "2026-03-01");
    assert_eq!(none.status(), Status::None);
}
