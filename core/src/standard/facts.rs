//! A dossier as seen on one day.

use jiff::civil::Date;

use super::Amount;
use super::dossier::DossierDocument;
use super::evidence::{Proof, Section};
use super::note::{Key, Note, Reason, Standing};
use super::verdict::Verdict;
use super::window::Frame;
use super::within::{CycleFacts, Opening};
use crate::document::{Day, Period};

/// A dossier as seen on one day.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) dossier: &'a DossierDocument,
    pub(crate) as_of: Date,
    /// What a life cycle tells the rules inside it.
    cycle: CycleFacts,
    /// The sections declared complete, one bit each.
    closed: u16,
    /// Whether an explanation may be asked for: without one a rule need only find its verdict
    /// and what is missing, and may leave out what became of the entries.
    pub(crate) explained: bool,
    /// Of the requirements on hours that count apart from the one that is judged: those that may
    /// have to be met beside it, and those that surely must.
    pub(crate) beside: [u8; 2],
    /// What the credential is called by the standard whose requirement is judged.
    pub(crate) credential: &'a [String],
}

impl<'a> Facts<'a> {
    pub(crate) fn new(dossier: &'a DossierDocument, as_of: Date) -> Facts<'a> {
        let closed = dossier.complete.iter().fold(0, |closed, &section| closed | bit(section));
        Facts {
            dossier,
            as_of,
            cycle: CycleFacts::default(),
            closed,
            explained: true,
            beside: [u8::MAX; 2],
            credential: &[],
        }
    }

    /// The same as seen inside a life cycle.
    pub(crate) fn in_cycle(self, cycle: CycleFacts) -> Facts<'a> {
        Facts { cycle, ..self }
    }

    /// The same for a verdict that nobody asks to explain.
    pub(crate) fn unexplained(dossier: &'a DossierDocument, as_of: Date) -> Facts<'a> {
        Facts { explained: false, ..Facts::new(dossier, as_of) }
    }

    /// The same, for a requirement of the standard whose credential has these names.
    pub(crate) fn of_credential(self, credential: &'a [String]) -> Facts<'a> {
        Facts { credential, ..self }
    }

    /// Whether a credential is that of the standard whose requirement is judged.
    pub(crate) fn is_credential(&self, name: &str) -> bool {
        self.credential.iter().any(|own| own == name)
    }

    /// The day of the life cycle from which on things count, where it is known.
    pub(crate) fn opening(&self, opening: Opening) -> Option<Date> {
        opening.day(self.cycle)
    }

    /// The hours carried over into the cycle.
    pub(crate) fn carried(&self) -> Amount {
        self.cycle.carried
    }

    /// Whether what is absent from a section is not so.
    pub(crate) fn closed(&self, section: Section) -> bool {
        self.closed & bit(section) != 0
    }

    /// Whether what happened on one day is not after the day of assessment, as far as is known.
    #[inline(always)]
    pub(crate) fn is_past(&self, on: Option<Day>) -> bool {
        on.is_none_or(|on| on.0 <= self.as_of)
    }

    /// Whether what happened on one day counts by its day.
    pub(crate) fn dated(&self, on: Option<Day>, frame: &Frame) -> Standing {
        match on {
            Some(Day(on)) if on > self.as_of => Standing::Out(Reason::Future),
            Some(Day(on)) => frame.holds(on),
            None => match frame.settled() {
                Standing::Counts if frame.limits() => Standing::Perhaps(Reason::Unsaid(Key::On)),
                standing => standing,
            },
        }
    }

    /// Whether what happened on one day is not after the day of assessment.
    pub(crate) fn past(&self, on: Option<Day>) -> Standing {
        match on {
            Some(Day(on)) if on > self.as_of => Standing::Out(Reason::Future),
            _ => Standing::Counts,
        }
    }

    /// Whether a proof is at least as good as the one demanded.
    pub(crate) fn proved(&self, proof: Option<Proof>, demanded: Option<Proof>) -> Standing {
        match (proof, demanded) {
            (_, None) => Standing::Counts,
            (None, Some(Proof::Own)) => Standing::Counts,
            (None, Some(_)) => Standing::Perhaps(Reason::Unsaid(Key::Proof)),
            (Some(proof), Some(demanded)) if proof < demanded => {
                Standing::Out(Reason::Proof(proof))
            }
            _ => Standing::Counts,
        }
    }

    /// Notes what became of an entry, where an explanation may be asked for.
    #[inline]
    pub(crate) fn note(&self, notes: &mut Vec<Note>, note: Note) {
        if self.explained {
            notes.push(note);
        }
    }

    /// Whether at least one entry of a section counts. `standing` says nothing of an entry
    /// that is about something else. Where the window can hold nothing, what is not recorded
    /// does not matter.
    pub(crate) fn any(
        &self,
        section: Section,
        frame: &Frame,
        notes: &mut Vec<Note>,
        standing: impl Fn(usize) -> Option<Standing>,
    ) -> Verdict {
        let mut verdict = Verdict::absent(self.closed(section) || frame.is_never());
        for index in 0..self.dossier.count(section) {
            let Some(standing) = standing(index) else { continue };
            match standing {
                Standing::Counts => verdict = Verdict::Met,
                Standing::Perhaps(_) if verdict != Verdict::Met => verdict = Verdict::Unknown,
                _ => {}
            }
            self.note(notes, Note::new(section, index, standing));
        }
        verdict
    }
}

/// The first day of a window of this length that ends on `end`. Windows are counted back on the
/// calendar and hold both their ends: what happened exactly two years ago is within two years.
/// A month end that does not exist becomes the last day of its month.
pub(crate) fn start_of(within: Period, end: Date) -> Date {
    within.before(end).unwrap_or(Date::MIN)
}

fn bit(section: Section) -> u16 {
    1 << section as u16
}
