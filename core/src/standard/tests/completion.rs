//! What is met or unmet stays so, however the missing facts are filled in.
//!
//! A world is a complete dossier. What is recorded of it is the same with entries and keys
//! left out and the sections that lack an entry left open. Then every requirement that is met
//! or unmet by the record must be so in the world. That holds as long as the record does not
//! hide a later statement, decision or check that contradicts an earlier one, nor a waiver,
//! nor that an undated entry lies in the future; such entries are single here, or not dated
//! later than the day of assessment.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;

/// Draws choices from random bytes; the first choice when they are used up.
pub(in crate::standard) struct Choices<'a>(pub(in crate::standard) std::slice::Iter<'a, u8>);

impl Choices<'_> {
    pub(in crate::standard) fn below(&mut self, count: usize) -> usize {
        self.0.next().map_or(0, |&byte| usize::from(byte) % count)
    }

    pub(in crate::standard) fn yes(&mut self, of: usize) -> bool {
        self.below(of) == 1
    }

    pub(in crate::standard) fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    pub(in crate::standard) fn day(&mut self) -> String {
        let year = 2023 + self.below(4);
        format!("{year}-{:02}-{:02}", 1 + self.below(12), 1 + self.below(28))
    }
}

pub(in crate::standard) const TODAY: &str = "2026-07-01";
pub(super) const SECTIONS: [&str; 13] = [
    "events",
    "attestations",
    "education",
    "hours",
    "spans",
    "exams",
    "screenings",
    "credentials",
    "references",
    "documents",
    "residence",
    "decisions",
    "fees",
];
const TOPICS: [&str; 3] = ["ethics", "hiv", "children"];

/// Two days in order.
fn days(choices: &mut Choices<'_>) -> (String, String) {
    let (one, other) = (choices.day(), choices.day());
    if one <= other { (one, other) } else { (other, one) }
}

pub(in crate::standard) fn world(choices: &mut Choices<'_>) -> Map<String, Value> {
    let mut lists: Map<String, Value> = Map::new();
    let mut add = |section: &str, entry: Value| {
        let list = lists.entry(section.to_owned()).or_insert_with(|| json!([]));
        list.as_array_mut().unwrap().push(entry);
    };
    for statement in ["lived", "ethics"] {
        if choices.yes(2) {
            let proof = choices.one(&["self", "supervisor", "official"]);
            add(
                "attestations",
                json!({"statement": statement, "on": choices.day(),
                "holds": choices.yes(2), "proof": proof}),
            );
        }
    }
    for _ in 0..choices.below(3) {
        let level = choices.one(&["primary", "secondary", "bachelor"]);
        let mut entry = json!({"level": level, "on": choices.day(),
            "field": choices.one(&["law", "psychology"])});
        // Only college gives credits.
        if level == "bachelor" {
            entry["credits"] = json!(choices.below(40));
        }
        add("education", entry);
    }
    for _ in 0..choices.below(6) {
        let (from, to) = days(choices);
        let topics: Vec<&str> = TOPICS.into_iter().filter(|_| choices.yes(2)).collect();
        let mut entry = json!({"of": choices.one(&["training", "work"]), "from": from, "to": to,
            "amount": choices.below(12) as f64 / 2.0, "topics": topics,
            "approved": choices.yes(2), "mode": choices.one(&["online", "in-person"]),
            "course": choices.one(&["x", "y"])});
        // What is not in hours counts only where it is converted.
        if choices.yes(5) {
            entry["unit"] = json!("ceu");
        }
        add("hours", entry);
    }
    for _ in 0..choices.below(4) {
        let (from, to) = days(choices);
        add(
            "spans",
            json!({"of": choices.one(&["recovery", "prison", "employment"]),
            "from": from, "to": to, "employer": choices.one(&["state", "clinic"])}),
        );
    }
    // One event of a kind: a second would move the days that windows are counted from.
    for kind in ["application", "start"] {
        if choices.yes(2) {
            add("events", json!({"kind": kind, "on": choices.day()}));
        }
    }
    for _ in 0..choices.below(3) {
        let amount = choices.below(3) * 50;
        add(
            "fees",
            json!({"kind": "application", "amount": amount, "on": choices.day(),
            "waived": choices.yes(4)}),
        );
    }
    for _ in 0..choices.below(2) {
        add("events", json!({"kind": "prison", "on": choices.day()}));
    }
    for _ in 0..choices.below(3) {
        add(
            "exams",
            json!({"name": choices.one(&["a", "b"]), "on": choices.day(),
            "passed": choices.yes(2), "score": choices.below(100)}),
        );
    }
    for _ in 0..choices.below(3) {
        add(
            "references",
            json!({"from": choices.one(&["employer", "family"]),
            "known_since": choices.day(), "about": ["recovery"], "on": choices.day()}),
        );
    }
    for credential in ["c", "d"] {
        if choices.yes(2) {
            continue;
        }
        add(
            "credentials",
            json!({"credential": credential, "issued": choices.day(),
            "status": choices.one(&["active", "lapsed"]), "issued_by": choices.one(&["x", "y"])}),
        );
    }
    for _ in 0..choices.below(2) {
        add(
            "documents",
            json!({"kind": "plan", "version": choices.one(&["1", "2"]),
            "on": choices.day()}),
        );
    }
    if choices.yes(2) {
        add(
            "screenings",
            json!({"kind": "check", "on": choices.day(),
            "findings": [{"category": "theft", "on": choices.day()}]}),
        );
    }
    if choices.yes(2) {
        add(
            "decisions",
            json!({"by": "board", "about": "fit", "outcome": choices.yes(2),
            "on": choices.day()}),
        );
    }
    number_attempts(&mut lists);
    lists.insert("born".to_owned(), json!(choices.one(&["2010-01-01", "1990-01-01"])));
    lists
}

/// Says of each examination which attempt it was.
fn number_attempts(lists: &mut Map<String, Value>) {
    let Some(exams) = lists.get_mut("exams").and_then(Value::as_array_mut) else { return };
    let keys: Vec<(String, String, usize)> = exams
        .iter()
        .enumerate()
        .map(|(index, exam)| (exam["name"].to_string(), exam["on"].to_string(), index))
        .collect();
    for (exam, key) in exams.iter_mut().zip(&keys) {
        let earlier = keys.iter().filter(|other| other.0 == key.0 && *other < key).count();
        exam["attempt"] = json!(earlier + 1);
        exam["parts"] = json!([{"name": "oral", "score": earlier * 40}]);
    }
}

/// What is recorded of a world: some entries, and of those some keys.
pub(in crate::standard) fn recorded(
    world: &Map<String, Value>,
    choices: &mut Choices<'_>,
) -> Map<String, Value> {
    const OPTIONAL: [&str; 16] = [
        "proof",
        "on",
        "credits",
        "field",
        "topics",
        "approved",
        "mode",
        "employer",
        "passed",
        "score",
        "known_since",
        "about",
        "version",
        "course",
        "attempt",
        "parts",
    ];
    const MAY_BE_UNDATED: [&str; 4] = ["education", "references", "documents", "fees"];
    let mut record = Map::new();
    let mut complete = Vec::new();
    for section in [
        "events",
        "attestations",
        "education",
        "hours",
        "spans",
        "exams",
        "screenings",
        "credentials",
        "references",
        "documents",
        "decisions",
        "fees",
    ] {
        let entries = world.get(section).and_then(Value::as_array).cloned().unwrap_or_default();
        let count = entries.len();
        let mut kept = Vec::new();
        for mut entry in entries {
            if choices.yes(4) {
                continue;
            }
            let fields = entry.as_object_mut().unwrap();
            for key in OPTIONAL.into_iter().chain(["status", "issued_by", "from", "to"]) {
                let past = fields.get(key).and_then(Value::as_str).is_some_and(|day| day <= TODAY);
                let may = match key {
                    "on" => MAY_BE_UNDATED.contains(&section) && past,
                    "from" | "to" => section == "hours" && past,
                    "about" => section == "references",
                    _ => true,
                };
                let may = may || (key == "from" && section == "references");
                if may && choices.yes(4) {
                    fields.remove(key);
                }
            }
            if section == "screenings" && choices.yes(2) {
                fields.remove("findings");
            }
            kept.push(entry);
        }
        if kept.len() == count && !choices.yes(3) {
            complete.push(section);
        }
        record.insert(section.to_owned(), kept.into());
    }
    if !choices.yes(4) {
        record.insert("born".to_owned(), world["born"].clone());
    }
    record.insert("complete".to_owned(), json!(complete));
    record
}

/// The keys of a window.
fn window(choices: &mut Choices<'_>, mut rule: Value) -> Value {
    let (key, keys) = rule.as_object_mut().unwrap().iter_mut().next().unwrap();
    let keys = keys.as_object_mut().unwrap();
    assert_ne!(key, "all");
    let name = |choices: &mut Choices<'_>| {
        choices.one(&[
            "as-of",
            "application",
            "start",
            "first-certification",
            "training-end",
            "activity",
            "accrual-start",
            "2025-03-31",
            "2027-01-01",
            "first-start",
        ])
    };
    if choices.yes(2) {
        keys.insert("within".to_owned(), json!(choices.one(&["P1Y", "P6M", "P400D"])));
    }
    if choices.yes(2) {
        keys.insert("anchor".to_owned(), json!(name(choices)));
    }
    match choices.below(4) {
        1 => keys.insert("after".to_owned(), json!(name(choices))),
        2 => keys.insert("since".to_owned(), json!(name(choices))),
        _ => None,
    };
    if choices.yes(4) {
        keys.insert("from".to_owned(), json!("2024-02-29"));
    }
    if choices.yes(4) {
        keys.insert("by".to_owned(), json!("2025-08-31"));
    }
    rule
}

/// A rule with a window.
fn windowed(choices: &mut Choices<'_>) -> Value {
    let rule = choices.one(&[
        json!({"attest": {"statement": "lived", "proof": "supervisor"}}),
        json!({"education": {"at_least": "secondary", "field": "law"}}),
        json!({"credits": {"at_least": 30}}),
        json!({"hours": {"of": "training", "at_least": 6, "parts": [
            {"where": {"approved": true}, "at_least": 2}], "convert": [{"unit": "ceu", "hours": 2}]}}),
        json!({"duration": {"of": "recovery", "at_least": "P12M", "consecutive": "now"}}),
        json!({"duration": {"of": "recovery", "at_least": "P12M", "consecutive": "anywhere"}}),
        json!({"duration": {"of": "employment", "at_least": "P12M"}}),
        json!({"absent": {"of": "prison"}}),
        json!({"exam": {"name": "a", "score": 20, "parts": [{"name": "oral", "score": 20}]}}),
        json!({"screening": {"kind": "check", "bars": [{"category": "theft", "for": "P2Y"}]}}),
        json!({"document": {"kind": "plan", "version": "2"}}),
        json!({"references": {"count": 1}}),
        json!({"event": {"kind": ["start", "recovery"]}}),
        json!({"event": {"kind": "certification"}}),
        json!({"fee": {"kind": "application", "at_least": 50, "at_most": 80}}),
    ]);
    window(choices, rule)
}

/// A rule on hours with the keys that bound them in time or by other hours.
fn bounded_hours(choices: &mut Choices<'_>) -> Value {
    let mut rule = json!({"of": choices.one(&["training", "work"]), "convert":
        [{"unit": "ceu", "hours": 2}]});
    let keys = rule.as_object_mut().unwrap();
    let mut put = |key: &str, value: Value| keys.insert(key.to_owned(), value);
    if !choices.yes(3) {
        put("at_least", json!(1 + choices.below(10)));
    } else {
        put(
            "buckets",
            json!([{"where": [{"topic": "ethics"}, {"by": "2025-01-31"}], "at_least": 2},
            {"where": {"topic": "hiv"}, "at_least": 1, "at_most": 4}]),
        );
    }
    match choices.below(5) {
        1 => put("spread", json!({"at_least": "P6M"})),
        2 => put("spread", json!({"at_most": "P1Y"})),
        3 => put("spread", json!({"at_least": "P3M", "at_most": "P18M"})),
        _ => None,
    };
    let period = choices.one(&["P1M", "P3M", "P1Y"]);
    match choices.below(6) {
        1 => put("per", json!({"period": period, "at_most": 3})),
        2 => put("per", json!({"period": period, "at_most": 2, "carry_over": 1})),
        3 => put("per", json!({"period": period, "at_least": 1, "in": 2, "carry_over": 1})),
        4 => put("per", json!({"period": period, "at_least": 1})),
        _ => None,
    };
    match choices.below(7) {
        1 => put("ratio", json!({"to": {"of": "work"}, "at_least": 0.5})),
        2 => put("ratio", json!({"to": {"of": "work"}, "at_most": 0.5})),
        3 => put("ratio", json!({"to": "base", "at_least": 0.5})),
        4 => put("ratio", json!({"to": "base", "at_most": 0.75})),
        _ => None,
    };
    if choices.yes(3) {
        put("once_per", json!("course"));
    }
    match choices.below(4) {
        1 => put("credit_for", json!([{"education": {"at_least": "bachelor"}, "hours": 3}])),
        2 => put(
            "credit_for",
            json!([{"education": {"at_least": "secondary"}, "lowers_to": 0.5},
            {"education": {"at_least": "bachelor", "field": "law"}, "hours": 2}]),
        ),
        _ => None,
    };
    if choices.yes(2) {
        put("within", json!("P2Y"));
    }
    json!({"hours": rule})
}

/// The requirement on hours in proportion to which others are asked for.
pub(super) fn base() -> Value {
    json!({"id": "base", "hours": {"of": "work", "at_least": 4, "parts": [
        {"where": {"approved": true}, "at_most": 3}]}})
}

/// Another, which counts apart from it.
pub(super) fn second() -> Value {
    json!({"id": "second", "hours": {"of": ["work", "training"], "at_least": 3,
        "where": {"mode": "online"}, "exclusive": ["base"]},
        "applies": {"id": "second-applies", "attest": {"statement": "ethics"}}})
}

/// A rule of some kind, or several combined.
pub(in crate::standard) fn node(choices: &mut Choices<'_>, depth: usize, ids: &mut usize) -> Value {
    *ids += 1;
    let id = format!("n{ids}");
    let mut rule = match choices.below(if depth == 0 { 21 } else { 26 }) {
        0 => json!({"age": {"at_least": 18}}),
        1 => json!({"attest": {"statement": "lived", "within": "P2Y", "proof": "supervisor"}}),
        2 => json!({"attest": {"statement": "ethics"}}),
        3 => json!({"education": {"at_least": "secondary"}}),
        4 => json!({"credits": {"at_least": 30, "within": "P2Y", "field": "law"}}),
        5 => json!({"hours": {"of": "training", "at_least": 8, "within": "P2Y", "parts": [
            {"where": {"approved": true}, "at_least": 4},
            {"where": {"topic": "children"}, "at_most": 2},
            {"where": {"mode": "online"}, "share_at_most": 0.5}]}}),
        6 => json!({"hours": {"of": ["training", "work"], "buckets": [
            {"where": {"topic": "ethics"}, "at_least": 3, "at_most": 5},
            {"where": {"topic": "hiv"}, "at_least": 2}]}}),
        7 => json!({"hours": {"of": "work", "at_least": 6, "at_most": 14, "within": "P1Y"}}),
        8 => json!({"duration": {"of": "recovery", "at_least": "P12M", "consecutive":
            choices.one(&["now", "anywhere"]), "within": "P3Y"}}),
        9 => json!({"duration": {"of": "employment", "at_least": "P200D"}}),
        10 => json!({"absent": {"of": "prison", "within": "P2Y"}}),
        11 => json!({"exam": {"name": ["a", "b"], "score": choices.below(100), "within": "P2Y"}}),
        12 => json!({"references": {"count": 2, "not_from": ["family"],
            "of": [{"known_for": "P1Y"}, {"about": "recovery"}]}}),
        13 => choices.one(&[
            json!({"holds": {"credential": ["c", "d"], "issued_by": "x"}}),
            json!({"document": {"kind": "plan", "version": "2", "within": "P2Y"}}),
            json!({"employer": {"kind": "state"}}),
            json!({"exam": {"name": "a"}}),
        ]),
        15 | 16 => windowed(choices),
        17 | 18 => bounded_hours(choices),
        19 => choices.one(&[
            json!({"age": {"at_least": 18, "anchor": "application"}}),
            json!({"age": {"at_most": 30, "anchor": "first-certification"}}),
            json!({"employer": {"kind": "state", "anchor": "2025-01-01"}}),
            json!({"employer": {"kind": "state", "anchor": "start"}}),
        ]),
        20 => choices.one(&[
            json!({"exam": {"name": "a", "attempts": {"at_most": 1}}}),
            json!({"exam": {"name": "a", "attempts": {"at_most": 1, "per": "P1Y"}}}),
            json!({"exam": {"name": "a", "waiting": "P6M"}}),
        ]),
        14 => choices.one(&[
            json!({"decide": {"by": "board", "about": "fit"}}),
            json!({"screening": {"kind": "check", "bars": [{"category": "theft", "for": "P2Y"}]}}),
        ]),
        kind => {
            let mut parts: Vec<Value> = (0..3).map(|_| node(choices, depth - 1, ids)).collect();
            match kind {
                21 => json!({"all": parts}),
                22 => json!({"any": parts}),
                23 => json!({"at_least": {"count": 2, "of": parts}}),
                24 => json!({"not": parts.remove(0)}),
                _ => json!({"when": {"if": parts.remove(0), "then": parts.remove(0),
                    "else": parts.remove(0)}}),
            }
        }
    };
    // No more than four are counted apart from each other.
    if [3, 8].contains(ids) && choices.yes(2) {
        rule = bounded_hours(choices);
        let hours = rule["hours"].as_object_mut().unwrap();
        hours.remove("spread");
        hours.remove("per");
        hours.insert("exclusive".to_owned(), json!([choices.one(&["base", "second"])]));
    }
    rule["id"] = json!(id);
    rule
}

pub(in crate::standard) fn dossier(sections: &Map<String, Value>) -> Dossier {
    let mut document = sections.clone();
    document.insert("format".to_owned(), json!("peerpath/dossier/1"));
    Dossier::from_json(&Value::from(document).to_string()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_known_verdict_stays_when_facts_are_filled_in(
        bytes in prop::collection::vec(any::<u8>(), 600),
    ) {
        let mut choices = Choices(bytes.iter());
        let mut ids = 0;
        let mut parts: Vec<Value> = (0..6).map(|_| node(&mut choices, 2, &mut ids)).collect();
        parts.extend([base(), second()]);
        let standard = standard(&json!({"id": "all", "all": parts}));
        let world = world(&mut choices);
        let record = recorded(&world, &mut choices);
        let mut full = world.clone();
        full.insert("complete".to_owned(), json!(SECTIONS));
        let today = TODAY.parse().unwrap();
        let before = standard.assess(&dossier(&record), today).unwrap();
        let after = standard.assess(&dossier(&full), today).unwrap();
        for requirement in &standard.requirements().all {
            let recorded = before.requirement(&requirement.id).unwrap();
            let true_one = after.requirement(&requirement.id).unwrap();
            if recorded.verdict.is_known() {
                prop_assert_eq!(
                    recorded.verdict, true_one.verdict,
                    "{} {}\n{}\nin {}\nof {}", requirement.id, standard.to_json(), before.explain(),
                    json!(record), json!(full)
                );
            }
        }
    }
}
