//! Entries and reasons in words.

use std::fmt::{self, Display, Formatter};

use super::dossier::DossierDocument;
use super::evidence::{HoursEntry, Proof, Section};
use super::note::{Note, Reason};
use crate::document::Day;

/// An entry, whose `Display` is what it says, and its name.
pub(crate) struct Named<'a>(pub(crate) Entry<'a>);

impl Display for Named<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Named(entry) = self;
        write!(f, "{entry} ({})", entry.dossier.label(entry.section, entry.index))
    }
}

/// What to record, so that an entry that may count is settled.
pub(crate) fn asked(dossier: &DossierDocument, note: &Note, reason: Reason) -> String {
    let entry = dossier.label(note.section, note.index as usize);
    match reason {
        Reason::Unsaid(key) => format!("record `{}` of {entry}", key.name()),
        Reason::Straddles(day) => format!("split {entry} at {}", Day(day)),
        Reason::Contradicted => format!("settle the contradiction about {entry}"),
        _ => format!("settle {entry}"),
    }
}

/// An entry, whose `Display` is what it says.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) dossier: &'a DossierDocument,
    pub(crate) section: Section,
    pub(crate) index: usize,
}

impl<'a> Entry<'a> {
    /// The entry that a note is about.
    pub(crate) fn of(dossier: &'a DossierDocument, note: &Note) -> Entry<'a> {
        Entry { dossier, section: note.section, index: note.index as usize }
    }
}

impl Display for Entry<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let &Entry { dossier, section, index } = self;
        match section {
            Section::Events => {
                each(dossier.events.get(index), |entry| write!(f, "{} on {}", entry.kind, entry.on))
            }
            Section::Attestations => each(dossier.attestations.get(index), |entry| {
                let holds = if entry.holds { "attested" } else { "denied" };
                write!(f, "{holds} {}", entry.on)?;
                after(f, ", ", entry.proof.map(Proof::in_words))
            }),
            Section::Education => each(dossier.education.get(index), |entry| {
                f.write_str(entry.level.in_words())?;
                after(f, " in ", entry.field.as_ref())?;
                on(f, entry.on)
            }),
            Section::Hours => each(dossier.hours.get(index), |entry| hours(f, entry)),
            Section::Spans => each(dossier.spans.get(index), |entry| {
                f.write_str(&entry.of)?;
                after(f, " by ", entry.employer.as_ref())?;
                lasting(f, entry.from, entry.to)
            }),
            Section::Exams => each(dossier.exams.get(index), |entry| {
                let result = match entry.passed {
                    Some(true) => "passed ",
                    Some(false) => "not passed ",
                    None => "",
                };
                write!(f, "{} {result}{}", entry.name, entry.on)?;
                after(f, ", score ", entry.score)
            }),
            Section::Screenings => each(dossier.screenings.get(index), |entry| {
                write!(f, "{} of {}, ", entry.kind, entry.on)?;
                match entry.findings.as_deref() {
                    None => f.write_str("result not recorded"),
                    Some([]) => f.write_str("clear"),
                    Some(findings) => {
                        f.write_str("found ")?;
                        listed(f, findings.iter().map(|finding| finding.category.as_str()))
                    }
                }
            }),
            Section::Credentials => each(dossier.credentials.get(index), |entry| {
                let status = entry.status.map_or("standing not recorded", |status| status.name());
                write!(f, "{}, {status}", entry.credential)?;
                after(f, ", good to ", entry.expires)?;
                after(f, "; ", entry.note.as_ref())
            }),
            Section::References => each(dossier.references.get(index), |entry| {
                write!(f, "from {}", entry.from.as_deref().unwrap_or("not said whom"))?;
                after(f, ", known since ", entry.known_since)?;
                match entry.about.as_deref() {
                    None | Some([]) => Ok(()),
                    Some(about) => {
                        f.write_str(", on ")?;
                        listed(f, about.iter().map(|topic| &**topic))
                    }
                }
            }),
            Section::Documents => each(dossier.documents.get(index), |entry| {
                f.write_str(&entry.kind)?;
                after(f, " ", entry.version.as_ref())?;
                on(f, entry.on)
            }),
            Section::Residence => each(dossier.residence.get(index), |entry| {
                write!(f, "in {}", entry.place)?;
                lasting(f, entry.from, entry.to)
            }),
            Section::Decisions => each(dossier.decisions.get(index), |entry| {
                let outcome = if entry.outcome { "in favour" } else { "against" };
                write!(f, "decided {outcome} by {} {}", entry.by, entry.on)
            }),
            Section::Fees => each(dossier.fees.get(index), |entry| {
                let waived = if entry.waived == Some(true) { ", waived" } else { "" };
                write!(f, "{} fee of {}{waived}", entry.kind, entry.amount)?;
                on(f, entry.on)
            }),
        }
    }
}

/// Writes what there is.
fn each<T>(entry: Option<T>, write: impl FnOnce(T) -> fmt::Result) -> fmt::Result {
    entry.map_or(Ok(()), write)
}

/// What is known, after some words.
fn after(f: &mut Formatter<'_>, words: &str, known: Option<impl Display>) -> fmt::Result {
    each(known, |known| write!(f, "{words}{known}"))
}

fn listed<'a>(f: &mut Formatter<'_>, names: impl Iterator<Item = &'a str>) -> fmt::Result {
    for (index, name) in names.enumerate() {
        f.write_str(if index > 0 { ", " } else { "" })?;
        f.write_str(name)?;
    }
    Ok(())
}

fn hours(f: &mut Formatter<'_>, entry: &HoursEntry) -> fmt::Result {
    if let Some(unit) = &entry.unit {
        write!(f, "{} {unit} of ", entry.amount)?;
    }
    f.write_str(entry.of.in_words())?;
    after(f, ", course ", entry.course.as_ref())?;
    if let Some(topics) = entry.topics.as_ref().filter(|topics| !topics.is_empty()) {
        f.write_str(" on ")?;
        listed(f, topics.iter().map(|topic| &**topic))?;
    }
    match entry.approved {
        Some(true) => f.write_str(", approved")?,
        Some(false) => f.write_str(", not approved")?,
        None => {}
    }
    match (entry.from, entry.to) {
        (_, Some(to)) => write!(f, ", ended {to}"),
        (Some(from), None) => write!(f, ", began {from}"),
        (None, None) => f.write_str(", not dated"),
    }
}

fn on(f: &mut Formatter<'_>, on: Option<Day>) -> fmt::Result {
    match on {
        None => f.write_str(", not dated"),
        Some(on) => write!(f, " {on}"),
    }
}

fn lasting(f: &mut Formatter<'_>, from: Day, to: Option<Day>) -> fmt::Result {
    match to {
        Some(to) => write!(f, " from {from} to {to}"),
        None => write!(f, " since {from}"),
    }
}

/// Why an entry does not count, or may not. The name of a full part is worded by its rule.
pub(crate) fn reason(reason: Reason) -> String {
    match reason {
        Reason::Future => "after the day of assessment".to_owned(),
        Reason::Before(start) => format!("before the window, which begins {}", Day(start)),
        Reason::After(end) => format!("after the window, which ends {}", Day(end)),
        Reason::NotCountedFrom => {
            "the day from which its window is counted is not recorded".to_owned()
        }
        Reason::NoDay => "the day from which its window is counted has not been".to_owned(),
        Reason::Straddles(day) => format!("lies on both sides of {}; split it there", Day(day)),
        Reason::Unsaid(key) => format!("`{}` is not recorded", key.name()),
        Reason::Differs(key) => format!("`{}` is not what is asked for", key.name()),
        Reason::Proof(proof) => format!("proved only by {}", proof.in_words()),
        Reason::Denies => "says that it is not so".to_owned(),
        Reason::Below => "less than asked for".to_owned(),
        Reason::Attempts => "more attempts than allowed".to_owned(),
        Reason::TooSoon => "too soon after the attempt before".to_owned(),
        Reason::Above => "more than allowed".to_owned(),
        Reason::Superseded => "a later entry governs".to_owned(),
        Reason::Contradicted => "contradicted by an entry of the same day".to_owned(),
        Reason::Ended(day) => format!("ended {}", Day(day)),
        Reason::Capped(_) => "more than counts".to_owned(),
        Reason::Limited => "more of its period or course than counts".to_owned(),
        Reason::Bars => "a finding bars".to_owned(),
        Reason::Present => "must be absent".to_owned(),
        Reason::Apart => "not part of the run that counts".to_owned(),
        Reason::Surplus => "does not fit beside the others".to_owned(),
    }
}
