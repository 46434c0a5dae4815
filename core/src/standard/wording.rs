//! Entries and reasons in words.

use super::dossier::DossierDocument;
use super::evidence::{HoursEntry, Section};
use super::note::{Note, Reason};
use super::rule::dated_in_words;
use crate::document::Day;

/// What an entry says, and its name.
pub(crate) fn named(dossier: &DossierDocument, note: &Note) -> String {
    let index = note.index as usize;
    format!("{} ({})", described(dossier, note.section, index), dossier.label(note.section, index))
}

/// What to record, so that an entry that may count is settled.
pub(crate) fn asked(dossier: &DossierDocument, note: &Note, reason: Reason) -> String {
    let entry = dossier.label(note.section, note.index as usize);
    match reason {
        Reason::Unsaid(key) => format!("record `{key}` of {entry}"),
        Reason::Straddles(day) => format!("split {entry} at {day}"),
        Reason::Contradicted => format!("settle the contradiction about {entry}"),
        _ => format!("settle {entry}"),
    }
}

/// What an entry says.
pub(crate) fn described(dossier: &DossierDocument, section: Section, index: usize) -> String {
    let text = match section {
        Section::Events => {
            dossier.events.get(index).map(|entry| format!("{} on {}", entry.kind, entry.on))
        }
        Section::Attestations => dossier.attestations.get(index).map(|entry| {
            let holds = if entry.holds { "attested" } else { "denied" };
            let proof =
                entry.proof.map_or(String::new(), |proof| format!(", {}", proof.in_words()));
            format!("{holds} {}{proof}", entry.on)
        }),
        Section::Education => dossier.education.get(index).map(|entry| {
            let field = entry.field.as_ref().map_or(String::new(), |field| format!(" in {field}"));
            format!("{}{field}{}", entry.level.in_words(), on(entry.on))
        }),
        Section::Hours => dossier.hours.get(index).map(hours),
        Section::Spans => dossier.spans.get(index).map(|entry| {
            let employer = &entry.employer;
            let by = employer.as_ref().map_or(String::new(), |employer| format!(" by {employer}"));
            format!("{}{by} {}", entry.of, lasting(entry.from, entry.to))
        }),
        Section::Exams => dossier.exams.get(index).map(|entry| {
            let result = match entry.passed {
                Some(true) => "passed ",
                Some(false) => "not passed ",
                None => "",
            };
            let score = entry.score.map_or(String::new(), |score| format!(", score {score}"));
            format!("{} {result}{}{score}", entry.name, entry.on)
        }),
        Section::Screenings => dossier.screenings.get(index).map(|entry| {
            let result = match entry.findings.as_deref() {
                None => "result not recorded".to_owned(),
                Some([]) => "clear".to_owned(),
                Some(findings) => {
                    let found: Vec<&str> =
                        findings.iter().map(|finding| finding.category.as_str()).collect();
                    format!("found {}", found.join(", "))
                }
            };
            format!("{} of {}, {result}", entry.kind, entry.on)
        }),
        Section::Credentials => dossier.credentials.get(index).map(|entry| {
            let status = entry.status.map_or("standing not recorded", |status| status.name());
            let expires =
                entry.expires.map_or(String::new(), |expires| format!(", good to {expires}"));
            let note = entry.note.as_ref().map_or(String::new(), |note| format!("; {note}"));
            format!("{}, {status}{expires}{note}", entry.credential)
        }),
        Section::References => dossier.references.get(index).map(|entry| {
            let from = entry.from.as_deref().unwrap_or("not said whom");
            let known = entry.known_since;
            let known = known.map_or(String::new(), |since| format!(", known since {since}"));
            let about = entry.about.as_ref().filter(|about| !about.is_empty());
            let about = about.map_or(String::new(), |about| format!(", on {}", about.join(", ")));
            format!("from {from}{known}{about}")
        }),
        Section::Documents => dossier.documents.get(index).map(|entry| {
            let version = &entry.version;
            let version = version.as_ref().map_or(String::new(), |version| format!(" {version}"));
            format!("{}{version}{}", entry.kind, on(entry.on))
        }),
        Section::Residence => dossier
            .residence
            .get(index)
            .map(|entry| format!("in {} {}", entry.place, lasting(entry.from, entry.to))),
        Section::Decisions => dossier.decisions.get(index).map(|entry| {
            let outcome = if entry.outcome { "in favour" } else { "against" };
            format!("decided {outcome} by {} {}", entry.by, entry.on)
        }),
        Section::Fees => dossier.fees.get(index).map(|entry| {
            let waived = if entry.waived { ", waived" } else { "" };
            format!("{} fee of {}{waived}{}", entry.kind, entry.amount, on(entry.on))
        }),
    };
    text.unwrap_or_default()
}

fn hours(entry: &HoursEntry) -> String {
    let mut text = match &entry.unit {
        Some(unit) => format!("{} {unit} of {}", entry.amount, entry.of.in_words()),
        None => entry.of.in_words().to_owned(),
    };
    if let Some(course) = &entry.course {
        text += &format!(", course {course}");
    }
    if let Some(topics) = entry.topics.as_ref().filter(|topics| !topics.is_empty()) {
        text += &format!(" on {}", topics.join(", "));
    }
    match entry.approved {
        Some(true) => text += ", approved",
        Some(false) => text += ", not approved",
        None => {}
    }
    format!("{text}, {}", dated_in_words(entry.from, entry.to))
}

fn on(on: Option<Day>) -> String {
    on.map_or(", not dated".to_owned(), |on| format!(" {on}"))
}

fn lasting(from: Day, to: Option<Day>) -> String {
    match to {
        Some(to) => format!("from {from} to {to}"),
        None => format!("since {from}"),
    }
}

/// Why an entry does not count, or may not. The name of a full part is worded by its rule.
pub(crate) fn reason(reason: Reason) -> String {
    match reason {
        Reason::Future => "after the day of assessment".to_owned(),
        Reason::Before(start) => format!("before the window, which begins {start}"),
        Reason::After(end) => format!("after the window, which ends {end}"),
        Reason::NotCountedFrom => {
            "the day from which its window is counted is not recorded".to_owned()
        }
        Reason::NoDay => "the day from which its window is counted has not been".to_owned(),
        Reason::Straddles(day) => format!("lies on both sides of {day}; split it there"),
        Reason::Unsaid(key) => format!("`{key}` is not recorded"),
        Reason::Differs(key) => format!("`{key}` is not what is asked for"),
        Reason::Proof(proof) => format!("proved only by {}", proof.in_words()),
        Reason::Denies => "says that it is not so".to_owned(),
        Reason::Below => "less than asked for".to_owned(),
        Reason::Attempts => "more attempts than allowed".to_owned(),
        Reason::TooSoon => "too soon after the attempt before".to_owned(),
        Reason::Above => "more than allowed".to_owned(),
        Reason::Superseded => "a later entry governs".to_owned(),
        Reason::Contradicted => "contradicted by an entry of the same day".to_owned(),
        Reason::Ended(day) => format!("ended {day}"),
        Reason::Capped(_) => "more than counts".to_owned(),
        Reason::Limited => "more of its period or course than counts".to_owned(),
        Reason::Bars => "a finding bars".to_owned(),
        Reason::Present => "must be absent".to_owned(),
        Reason::Apart => "not part of the run that counts".to_owned(),
        Reason::Surplus => "does not fit beside the others".to_owned(),
    }
}
