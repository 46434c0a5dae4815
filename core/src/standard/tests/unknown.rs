//! What is unknown can still come to be met and to be unmet.
//!
//! For every kind of rule a record is completed at random: keys that an entry leaves out are filled
//! in, entries are added to sections that are open (such as would meet the rule, such as would be in
//! its way, and others), and every section is closed. Where the verdict on the record is unknown,
//! one of the completions must be met and one unmet. Where that does not hold is said in
//! [`crate::standard`]; the rules drawn here are others.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::completion::{Choices, SECTIONS, TODAY, base, dossier, node, recorded, second, world};
use super::*;
use crate::standard::assess::judge;
use crate::standard::entail::{examples, spoilers};
use crate::standard::facts::Facts;
use crate::standard::requirement::Rule;

/// How many completions are tried.
const MOST: usize = 1200;

/// How many rules and records are tried.
const CASES: u64 = 300;

/// Bytes without end from a few.
struct Bytes(u64);

impl Bytes {
    fn take(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(count);
        for _ in 0..count {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            bytes.push((self.0 >> 24) as u8);
        }
        bytes
    }
}

/// Values that a key can have which an entry leaves out.
fn filling(section: &str, key: &str, days: &[String], choices: &mut Choices<'_>) -> Option<Value> {
    let past = |choices: &mut Choices<'_>| json!(choices.one(days));
    Some(match (section, key) {
        ("attestations" | "hours", "proof") => {
            json!(choices.one(&["self", "supervisor", "official"]))
        }
        ("education", "field") => json!(choices.one(&["law", "psychology"])),
        ("education", "credits") => json!(choices.below(60)),
        ("education" | "references" | "documents" | "fees", "on") => past(choices),
        ("hours", "from" | "to") | ("references", "known_since") => past(choices),
        ("hours", "topics") => {
            let topics: Vec<&str> =
                ["ethics", "hiv", "children"].into_iter().filter(|_| choices.yes(2)).collect();
            json!(topics)
        }
        ("hours", "approved") | ("exams", "passed") => json!(choices.yes(2)),
        ("hours", "mode") => json!(choices.one(&["online", "in-person"])),
        ("hours", "course") => json!(choices.one(&["x", "y", "z", "v", "w"])),
        ("spans", "employer") => json!(choices.one(&["state", "clinic"])),
        ("exams", "score") => json!(choices.below(101)),
        ("exams", "attempt") => json!(1 + choices.below(3)),
        ("exams", "parts") => json!([{"name": "oral", "score": choices.below(101)}]),
        ("references", "about") => choices.one(&[json!(["recovery"]), json!(["work"])]),
        ("references", "from") => json!(choices.one(&["employer", "family"])),
        ("documents", "version") => json!(choices.one(&["1", "2"])),
        ("credentials", "status") => json!(choices.one(&["active", "lapsed"])),
        ("credentials", "issued_by") => json!(choices.one(&["x", "y"])),
        ("screenings", "findings") => match choices.yes(2) {
            true => json!([]),
            false => json!([{"category": "theft", "on": choices.one(days)}]),
        },
        _ => return None,
    })
}

const KEYS: [&str; 21] = [
    "proof",
    "field",
    "credits",
    "on",
    "from",
    "to",
    "topics",
    "approved",
    "mode",
    "course",
    "employer",
    "passed",
    "score",
    "attempt",
    "parts",
    "known_since",
    "about",
    "version",
    "status",
    "issued_by",
    "findings",
];

/// Hours that were done over several days, as hours of single days.
fn split(entry: &Value, days: &[String], choices: &mut Choices<'_>) -> Vec<Value> {
    let (from, to) = (entry["from"].as_str().unwrap(), entry["to"].as_str().unwrap());
    if entry["of"] != "work" || from == to {
        return vec![entry.clone()];
    }
    let inside: Vec<&str> =
        days.iter().map(String::as_str).filter(|&day| from <= day && day <= to).collect();
    let all: Vec<&str> = inside.into_iter().chain([from, to]).collect();
    let amount = entry["amount"].as_f64().unwrap();
    let first = (amount * choices.one(&[0.0, 0.5, 1.0]) * 1000.0).round() / 1000.0;
    [first, amount - first]
        .into_iter()
        .map(|amount| {
            let mut part = entry.clone();
            let day = choices.one(&all);
            part["from"] = json!(day);
            part["to"] = json!(day);
            part["amount"] = json!((amount * 1000.0).round() / 1000.0);
            part
        })
        .collect()
}

/// A completion of a record.
fn completed(
    record: &Map<String, Value>,
    pool: &[Value],
    days: &[String],
    choices: &mut Choices<'_>,
) -> Map<String, Value> {
    let mut full = record.clone();
    let closed: Vec<String> = record["complete"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section.as_str().unwrap().to_owned())
        .collect();
    for section in SECTIONS {
        let entries = full.entry(section).or_insert_with(|| json!([])).as_array_mut().unwrap();
        // A decision that is not recorded is still to be taken.
        let open = section == "decisions" || !closed.iter().any(|one| one == section);
        let more: Vec<&Value> =
            pool.iter().flat_map(|part| part[section].as_array().into_iter().flatten()).collect();
        let most = if section == "hours" { 9 } else { 4 };
        for _ in 0..choices.below(if open && !more.is_empty() { most } else { 1 }) {
            entries.push((*more[choices.below(more.len())]).clone());
        }
        for entry in entries.iter_mut() {
            let entry = entry.as_object_mut().unwrap();
            let had_from = entry.contains_key("from");
            for key in KEYS {
                if let (false, Some(value)) =
                    (entry.contains_key(key), filling(section, key, days, choices))
                {
                    entry.insert(key.to_owned(), value);
                }
            }
            // Of two days that were left out the first is the earlier.
            if section == "hours" && entry["from"].as_str() > entry["to"].as_str() {
                let (from, to) = if had_from { ("to", "from") } else { ("from", "to") };
                entry[from] = entry[to].clone();
            }
        }
        if section == "hours" {
            *entries = entries.iter().flat_map(|entry| split(entry, days, choices)).collect();
        }
        for (index, entry) in entries.iter_mut().enumerate() {
            entry["id"] = json!(format!("{section}-{index}"));
        }
    }
    if !full.contains_key("born") {
        full.insert(
            "born".to_owned(),
            json!(choices.one(&["2012-01-01", "1980-01-01", "2000-01-01"])),
        );
    }
    full.insert("complete".to_owned(), json!(SECTIONS));
    full
}

/// What a record of a rule that is unknown can come to: met, and unmet.
fn outcomes(seed: u64) -> Option<(Value, bool, bool, String)> {
    let mut random = Bytes(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let bytes = random.take(700);
    let mut choices = Choices(bytes.iter());
    let rule = node(&mut choices, 0, &mut 0);
    let standard = standard(&json!({"id": "all", "any": [rule, base(), second()]}));
    let whole = world(&mut choices);
    let record = recorded(&whole, &mut choices);
    let today: Date = TODAY.parse().unwrap();
    let id = rule["id"].as_str().unwrap();
    let before = standard.assess(&dossier(&record), today).unwrap();
    if before.requirement(id).unwrap().verdict != Verdict::Unknown {
        return None;
    }
    let leaf = standard.requirements().all.iter().find(|one| one.id == id).unwrap();
    let Rule::Leaf(kind) = &leaf.rule else { return None };
    let (mut pool, mut days) = (Vec::new(), Vec::new());
    for back in [0, 1, 40, 150, 200, 320, 365, 500, 700, 900, 1200, 5000] {
        let day = today.checked_sub(back.days()).unwrap();
        days.push(day.to_string());
        let on = day.to_string();
        let kinds = ["application", "start", "prison", "certification", "first-certification"];
        let events: Vec<Value> = kinds.iter().map(|kind| json!({"kind": kind, "on": on})).collect();
        pool.push(json!({"events": events,
            "spans": [{"of": "start", "from": on}, {"of": "prison", "from": on, "to": on},
                {"of": "first-certification", "from": on}, {"of": "recovery", "from": on},
                {"of": "employment", "from": on, "employer": "state"},
                {"of": "employment", "from": on, "to": on, "employer": "clinic"}],
            "credentials": [{"credential": "c", "issued": on, "status": "active", "issued_by": "x"}],
            "hours": [{"of": "training", "amount": 20}, {"of": "work", "amount": 20},
                {"of": "training", "amount": 2, "from": on, "to": on},
                {"of": "work", "amount": 2, "from": on, "to": on}],
            "education": [{"level": "bachelor"}],
            "decisions": [{"by": "board", "about": "fit", "on": on, "outcome": true},
                {"by": "board", "about": "fit", "on": on, "outcome": false}]}));
        pool.extend(examples(&**kind, day));
        pool.extend(spoilers(&**kind, day));
    }
    for _ in 0..4 {
        let bytes = random.take(300);
        pool.push(Value::Object(world(&mut Choices(bytes.iter()))));
    }
    let (mut met, mut unmet) = (false, false);
    for _ in 0..MOST {
        let bytes = random.take(200);
        let mut full = completed(&record, &pool, &days, &mut Choices(bytes.iter()));
        full.insert("format".to_owned(), json!("peerpath/dossier/1"));
        let Ok(dossier) = Dossier::from_json(&Value::Object(full).to_string()) else { continue };
        let judged = judge(standard.requirements(), &Facts::new(dossier.document(), today));
        let at = standard.requirements().all.iter().position(|one| one.id == id).unwrap();
        met |= judged.verdict(at) == Verdict::Met;
        unmet |= judged.verdict(at) == Verdict::Unmet;
        if met && unmet {
            break;
        }
    }
    Some((rule, met, unmet, format!("{}\n{}", json!(record), before.explain())))
}

#[test]
fn an_unknown_verdict_can_turn_out_both_ways() {
    let wrong: Vec<String> = (1..=CASES)
        .filter_map(outcomes)
        .filter(|(_, met, unmet, _)| !met || !unmet)
        .map(|(rule, met, unmet, record)| format!("met {met}, unmet {unmet}: {rule}\nof {record}"))
        .collect();
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong.join("\n\n"));
}
