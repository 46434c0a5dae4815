//! The terms for which a credential was good, from what is recorded of it.

use jiff::civil::Date;

use super::document::LifeCycleDocument;
use super::expiry::Calendar;
use crate::order;
use crate::standard::dossier::DossierDocument;
use crate::standard::evidence::{CredentialEntry, CredentialStatus, Event};

/// A time for which a credential was good: both days are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) from: Date,
    /// The last good day, where it is known.
    pub(super) last: Option<Date>,
}

/// What is recorded of a credential up to a day.
#[derive(Clone, Debug, Default)]
pub(super) struct Holding<'a> {
    /// The entry it rests on: the one issued last.
    pub(super) entry: Option<(usize, &'a CredentialEntry)>,
    /// The first day of all.
    pub(super) first_issued: Option<Date>,
    /// The day from which its terms are counted.
    pub(super) counted_from: Option<Date>,
    /// The term at hand.
    pub(super) term: Option<Term>,
    /// The terms before it, from the latest.
    pub(super) earlier: Vec<Term>,
    /// The last renewal that counts.
    pub(super) renewed: Option<Date>,
    pub(super) cautions: Vec<String>,
}

/// How many earlier terms are kept, to see what was carried over.
pub(super) const MOST_EARLIER: usize = 12;

/// What happened to a credential on a day, in the order in which it counts on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    /// It was issued: the number of the entry.
    Issue(usize),
    Renewal,
    Reinstatement,
}

/// The credential of a standard, as a dossier names it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    pub(super) id: &'a str,
    pub(super) credential: Option<&'a str>,
}

impl Named<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        name == self.id || self.credential == Some(name)
    }

    /// Whether an event is about the credential.
    pub(super) fn concerns(&self, event: &Event) -> bool {
        event.credential.as_deref().is_none_or(|name| self.is(name))
    }
}

impl<'a> Holding<'a> {
    /// What a dossier records of a credential up to a day.
    pub(super) fn of(
        dossier: &'a DossierDocument,
        named: Named<'_>,
        rules: &LifeCycleDocument,
        as_of: Date,
    ) -> Holding<'a> {
        let calendar = rules.calendar();
        let mut holding = Holding::default();
        let mut acts: Vec<(Date, Act)> = Vec::new();
        let entries = dossier.credentials.iter().enumerate();
        let entries = entries.filter(|(_, entry)| {
            named.is(&entry.credential) && entry.issued.is_none_or(|issued| issued.0 <= as_of)
        });
        for (index, entry) in entries {
            let begun = |entry: &CredentialEntry| {
                let from_last = || calendar.length()?.before(entry.expires?.0);
                (entry.issued.map(|day| day.0).or_else(from_last), entry.expires)
            };
            if holding.entry.is_none_or(|(_, other)| begun(other) <= begun(entry)) {
                holding.entry = Some((index, entry));
            }
            let full = !matches!(
                entry.status,
                Some(CredentialStatus::Applied | CredentialStatus::Provisional)
            );
            if let Some(issued) = entry.issued.filter(|_| full) {
                acts.push((issued.0, Act::Issue(index)));
            }
        }
        for event in dossier.events.iter().filter(|event| event.on.0 <= as_of) {
            let act = match event.kind.as_str() {
                "renewal" => Act::Renewal,
                "reinstatement" => Act::Reinstatement,
                _ => continue,
            };
            if named.concerns(event) {
                acts.push((event.on.0, act));
            }
        }
        order::sort(&mut acts, &Ord::cmp);
        for (on, act) in acts {
            match act {
                Act::Issue(index) => {
                    if let Some(entry) = dossier.credentials.get(index) {
                        holding.issue(on, entry.expires.map(|day| day.0), rules);
                    }
                }
                Act::Renewal => holding.renew(on, rules),
                Act::Reinstatement => holding.reinstate(on, &calendar),
            }
        }
        holding.without_issue(rules);
        holding
    }

    /// An entry that says only how long it is good.
    fn without_issue(&mut self, rules: &LifeCycleDocument) {
        let Some((_, entry)) = self.entry else { return };
        let (None, Some(expires)) = (entry.issued, entry.expires) else { return };
        if entry.status == Some(CredentialStatus::Provisional) {
            return;
        }
        let from = rules.calendar().length().and_then(|length| length.before(expires.0));
        if let Some(from) = from.and_then(|before| before.tomorrow().ok()) {
            self.term = Some(Term { from, last: Some(expires.0) });
        } else {
            self.term = Some(Term { from: expires.0, last: Some(expires.0) });
            self.cautions.push("When the term began is not recorded.".to_owned());
        }
    }

    fn issue(&mut self, on: Date, recorded: Option<Date>, rules: &LifeCycleDocument) {
        let calendar = rules.calendar();
        self.first_issued = Some(self.first_issued.map_or(on, |first| first.min(on)));
        let Some(term) = self.term else { return self.begin(on, recorded, &calendar) };
        let Some(last) = term.last else { return self.begin(on, recorded, &calendar) };
        if on > rules.grace_end(last) {
            self.earlier.clear();
            return self.begin(on, recorded, &calendar);
        }
        if on < rules.opens(term.from, last) {
            // A certificate written anew for the same term.
            if recorded.is_some() {
                self.term = Some(Term { last: recorded, ..term });
            }
            return;
        }
        let next = recorded.or_else(|| calendar.next(self.counted_from, last));
        self.follow(on, last, next);
    }

    /// A first term, or the first after a lapse.
    fn begin(&mut self, on: Date, recorded: Option<Date>, calendar: &Calendar<'_>) {
        self.counted_from = Some(on);
        let Some(last) = recorded else {
            self.term = Some(Term { from: on, last: calendar.last_day(on, 1) });
            return;
        };
        // The entry may have been kept up to date at renewals: then the term at hand is the
        // last of several.
        let mut term = Term { from: on, last: Some(last) };
        let mut before = Vec::new();
        while before.len() < MOST_EARLIER {
            let Some(end) = term.last.and_then(|last| calendar.previous(on, last)) else { break };
            let Ok(from) = end.tomorrow() else { break };
            before.push(Term { from, ..term });
            term = Term { from: on, last: Some(end) };
        }
        before.push(term);
        let mut terms = before.into_iter();
        self.term = terms.next();
        self.earlier = terms.collect();
    }

    fn renew(&mut self, on: Date, rules: &LifeCycleDocument) {
        let Some(Term { from, last: Some(last) }) = self.term else { return };
        if on <= from {
            return;
        }
        if on < rules.opens(from, last) {
            let opens = rules.opens(from, last);
            self.cautions.push(format!(
                "The renewal of {on} does not count: renewal for the term to {last} opens {opens}."
            ));
            return;
        }
        if on > rules.grace_end(last) {
            self.cautions.push(format!(
                "The renewal of {on} does not count: the term to {last} could be renewed until {}; \
                 record a `reinstatement` if it was reinstated.",
                rules.grace_end(last)
            ));
            return;
        }
        let next = rules.calendar().next(self.counted_from, last);
        self.follow(on, last, next);
    }

    /// The term after the one that ends on `last`.
    fn follow(&mut self, renewed: Date, last: Date, next: Option<Date>) {
        let Ok(from) = last.tomorrow() else { return };
        if let Some(term) = self.term {
            self.earlier.insert(0, term);
            self.earlier.truncate(MOST_EARLIER);
        }
        self.renewed = Some(renewed);
        self.term = Some(Term { from, last: next });
    }

    /// A reinstatement begins a new term where the old one had run out.
    fn reinstate(&mut self, on: Date, calendar: &Calendar<'_>) {
        let lapsed = self.term.is_some_and(|term| term.last.is_some_and(|last| last < on));
        if lapsed {
            self.earlier.clear();
            self.renewed = None;
            self.begin(on, None, calendar);
        }
    }

    /// Whether the term at hand is the first since the credential was issued.
    pub(super) fn in_first_term(&self) -> bool {
        self.term.is_some_and(|term| Some(term.from) == self.counted_from)
    }
}

impl LifeCycleDocument {
    pub(super) fn calendar(&self) -> Calendar<'_> {
        Calendar { every: self.renew_every, expires: self.expires.as_ref() }
    }

    /// The first day on which a term can be renewed.
    pub(super) fn opens(&self, from: Date, last: Date) -> Date {
        let opens = self.window.map(|window| window.before(last).unwrap_or(Date::MIN));
        opens.map_or(from, |opens| opens.max(from))
    }

    /// The last day on which a term can be renewed.
    pub(super) fn grace_end(&self, last: Date) -> Date {
        self.grace.map_or(last, |grace| grace.after(last).unwrap_or(Date::MAX))
    }
}
