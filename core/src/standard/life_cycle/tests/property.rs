//! What holds of every life cycle and every dossier.

use jiff::ToSpan;
use proptest::prelude::*;

use super::*;
use crate::standard::Status;

fn any_day() -> impl Strategy<Value = Date> {
    (0..2200_i32).prop_map(|days| day("2023-01-01").saturating_add(days.days()))
}

fn any_period() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["P1D", "P14D", "P30D", "P1M", "P90D", "P6M"])
}

fn any_expiry() -> impl Strategy<Value = (Value, &'static str)> {
    let following = prop::sample::select(vec![
        json!("anniversary"),
        json!("day-before"),
        json!("end-of-month"),
        json!("first-of-month"),
    ]);
    let lengths = prop::sample::select(vec!["P6M", "P1Y", "P2Y", "P3Y"]);
    let fixed = prop::sample::select(vec![
        (json!({"on": "12-31"}), "P1Y"),
        (json!({"on": "02-29"}), "P3Y"),
        (json!({"on": "09-01", "years": "odd"}), "P2Y"),
        (json!({"on": "09-01", "years": "even"}), "P4Y"),
    ]);
    prop_oneof![(following, lengths), fixed]
}

prop_compose! {
    fn any_rules()(
        (expires, every) in any_expiry(),
        window in prop::option::of(any_period()),
        grace in prop::option::of(any_period()),
        after in prop::sample::select(vec!["lapsed", "inactive", "probation"]),
        ends in prop::option::weighted(0.2, any_day()),
    ) -> Value {
        let mut rules = json!({"renew_every": every, "expires": expires, "after_grace": after,
            "renewal": {"id": "ce", "hours": {
                "of": "continuing-education", "at_least": 20, "within": "cycle"}}});
        if let Some(window) = window {
            rules["window"] = json!(window);
            rules["due"] = json!("P1D");
        }
        if let Some(grace) = grace {
            rules["grace"] = json!(grace);
        }
        if let Some(ends) = ends {
            rules["ends"] = json!({"on": ends.to_string()});
        }
        rules
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// The standing is a function of the day that changes on the days listed and on no other.
    #[test]
    fn standing_changes_only_on_the_days_listed(
        rules in any_rules(),
        on in any_day(),
        provisional in prop::bool::weighted(0.2),
        later in prop::collection::vec(0..1500_i32, 4),
    ) {
        let mut rules = rules;
        let mut holder = issued(&on.to_string());
        if provisional {
            rules["provisional"] = json!({"lasts": "P6M", "extensions": 1});
            holder["credentials"][0]["status"] = json!("provisional");
        }
        let standard = with(rules).unwrap();
        let holder = dossier(holder);
        let first = standard.renewal(&holder, on).unwrap();
        let changes = &first.report().changes;
        let expected = |day: Date| {
            let past = changes.iter().rev().find(|change| change.on <= day);
            past.map_or(first.status(), |change| change.status)
        };
        let around = changes.iter().flat_map(|change| {
            [change.on.yesterday().unwrap(), change.on, change.on.tomorrow().unwrap()]
        });
        let further = later.iter().map(|days| on.saturating_add(days.days()));
        for day in around.chain(further).filter(|&day| day >= on) {
            let renewal = standard.renewal(&holder, day).unwrap();
            prop_assert_eq!(renewal.status(), expected(day), "{}", day);
            let rest: Vec<_> = changes.iter().filter(|change| change.on > day).copied().collect();
            prop_assert_eq!(&renewal.report().changes, &rest);
        }
    }

    /// Renewing on any day from the first of the window to the last of grace leads to the
    /// same next term, by an event as by a new certificate, and it is the one foretold.
    #[test]
    fn the_day_of_renewal_does_not_matter(
        rules in any_rules(),
        on in any_day(),
        share in 0.0..=1.0_f64,
        certificate in any::<bool>(),
    ) {
        let mut rules = rules;
        rules.as_object_mut().unwrap().remove("ends");
        let standard = with(rules).unwrap();
        let holder = issued(&on.to_string());
        let first = standard.renewal(&dossier(holder.clone()), on).unwrap();
        let report = first.report();
        let opens = report.window_opens.unwrap_or(report.term_from.unwrap().tomorrow().unwrap());
        let closes = report.grace_until.or(report.expires).unwrap();
        prop_assume!(opens <= closes && opens > on);
        let days = closes.since(opens).unwrap().get_days();
        let renewed = opens.saturating_add(((f64::from(days) * share) as i32).days());
        let mut after = holder;
        if certificate {
            let entry = json!({"credential": "CPSS", "issued": renewed.to_string(), "status": "active"});
            after["credentials"].as_array_mut().unwrap().push(entry);
        } else {
            after["events"] = json!([{"kind": "renewal", "on": renewed.to_string()}]);
        }
        let second = standard.renewal(&dossier(after), renewed).unwrap();
        prop_assert_eq!(second.expires(), first.next_expires());
        prop_assert_eq!(second.report().term_from, report.expires.unwrap().tomorrow().ok());
        prop_assert!(second.report().cautions.is_empty(), "{:?}", second.report().cautions);
    }

    /// The terms of a credential follow each other without a gap, whatever the rule.
    #[test]
    fn terms_follow_each_other(rules in any_rules(), on in any_day()) {
        let mut rules = rules;
        for key in ["ends", "window", "due"] {
            rules.as_object_mut().unwrap().remove(key);
        }
        let standard = with(rules).unwrap();
        let mut holder = issued(&on.to_string());
        holder["events"] = json!([]);
        let mut last: Option<Date> = None;
        for _ in 0..5 {
            let renewal = standard.renewal(&dossier(holder.clone()), day("2090-01-01")).unwrap();
            let report = renewal.report();
            let expires = report.expires.unwrap();
            if let Some(last) = last {
                prop_assert!(expires > last);
                prop_assert_eq!(report.term_from.unwrap(), last.tomorrow().unwrap());
            }
            last = Some(expires);
            let event = json!({"kind": "renewal", "on": expires.to_string()});
            holder["events"].as_array_mut().unwrap().push(event);
        }
    }

    /// What is known stays known, however the missing facts are filled in.
    #[test]
    fn what_is_needed_is_exact(done in prop::collection::vec((1..=8_u32, any_day()), 0..6), on in any_day()) {
        let rules = json!({"renew_every": "P2Y", "renewal": {"id": "ce", "hours": {
            "of": "continuing-education", "at_least": 20, "within": "cycle"}}});
        let mut holder = issued(&on.to_string());
        let hours = done.iter().map(|(amount, to)| json!({
            "of": "continuing-education", "amount": amount, "to": to.to_string()}));
        holder["hours"] = hours.collect();
        let as_of = on.saturating_add(1.year());
        let renewal = with(rules).unwrap().renewal(&dossier(holder), as_of).unwrap();
        prop_assert_eq!(renewal.status(), Status::Active);
        let within = done.iter().filter(|(_, to)| (on..=as_of).contains(to));
        let counted: u32 = within.map(|(amount, _)| amount).sum();
        let needed: f64 = renewal.needed().iter().map(|need| need.amount.to_f64()).sum();
        prop_assert_eq!(needed as u32, 20_u32.saturating_sub(counted));
    }
}
