//! What someone who meets one standard still needs for another.

mod report;
mod routes;
mod text;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

pub use report::{CredentialHeld, Route, RouteKind, Transfer, TransferItem, TransferStatus};

use super::assess::judge;
use super::compare::{RequirementName, StandardName, related, units};
use super::coverage::Field;
use super::definition::Standard;
use super::dossier::Dossier;
use super::entail::{Formulas, Prover};
use super::facts::Facts;
use super::rule::{Holds, Kind};
use super::verdict::Verdict;
use crate::error::Error;

impl Standard {
    /// What a holder of this standard's credential, or someone who meets it, still needs for
    /// another standard.
    ///
    /// The dossier is assessed by the other standard. What it meets there is met; where a
    /// requirement of this standard that is met asks for at least as much, that is named.
    /// Where the dossier does not say, but a credential of this standard in good standing rests
    /// on a requirement that asks for at least as much, the requirement was shown once and
    /// stays unknown: a credential is not evidence, and nothing unknown becomes met. The
    /// routes of the other document for those who hold a credential are listed with what each
    /// still needs; a document without one has a gap, and does not say no.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use peerpath::{Dossier, Standard};
    ///
    /// let (nc, va) = (Standard::builtin("us-nc/cpss")?, Standard::builtin("us-va/cprs")?);
    /// let dossier = Dossier::from_json(r#"{"format": "peerpath/dossier/1", "credentials": [
    ///     {"credential": "us-nc/cpss", "issued": "2025-02-01", "status": "active"}]}"#)?;
    /// let transfer = nc.transfer(&va, &dossier, date(2026, 11, 21))?;
    /// assert_eq!(transfer.verdict, peerpath::Verdict::Unknown);
    /// assert_eq!(transfer.items[0].certified_as[0].id, "schooling");
    /// println!("{transfer}");
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`crate::Code::NotInForce`] where the other standard does not hold on the day.
    pub fn transfer(
        &self,
        other: &Standard,
        dossier: &Dossier,
        as_of: Date,
    ) -> Result<Transfer, Error> {
        let assessment = other.assess(dossier, as_of)?;
        let facts = Facts::new(dossier.document(), as_of);
        let held = held(self, &facts);
        let own = judge(self.requirements(), &facts);
        let mut formulas = Formulas::default();
        formulas.add(self.requirements());
        formulas.add(other.requirements());
        let mut prover = Prover::new(&formulas);
        let (own_units, other_units) = (units(self.requirements()), units(other.requirements()));
        let judged = judge(other.requirements(), &facts);
        let mut items = Vec::new();
        for unit in &other_units {
            let goal = formulas.met(1, unit.index);
            let asks = own_units.iter().filter(|own| {
                related(own, unit).is_some()
                    && formulas
                        .met(0, own.index)
                        .zip(goal)
                        .is_some_and(|(given, goal)| prover.proves(given, goal))
            });
            let (met, not_met): (Vec<_>, Vec<_>) =
                asks.partition(|asks| own.verdict(asks.index) == Verdict::Met);
            let names = |units: Vec<&super::compare::Unit<'_>>| -> Vec<RequirementName> {
                units.iter().filter_map(|unit| RequirementName::of(self, unit.index)).collect()
            };
            let verdict = judged.verdict(unit.index);
            let certified = verdict == Verdict::Unknown && held.verdict == Verdict::Met;
            let status = match verdict {
                Verdict::Met if met.is_empty() => TransferStatus::Met,
                Verdict::Met => TransferStatus::MetAs,
                Verdict::Unknown if certified && !not_met.is_empty() => TransferStatus::ShownOnce,
                Verdict::Unknown => TransferStatus::Unknown,
                Verdict::Unmet => TransferStatus::Missing,
            };
            let Some(requirement) = RequirementName::of(other, unit.index) else { continue };
            let finding = assessment.requirement(unit.id);
            let missing = finding.as_ref().and_then(|finding| finding.missing);
            items.push(TransferItem {
                status,
                verdict,
                found: finding.map_or_else(String::new, |finding| finding.found),
                missing: missing.filter(|_| verdict != Verdict::Met),
                still_needed: routes::needed(other, &judged, &facts, unit.index),
                already_met_as: names(met),
                certified_as: if certified { names(not_met) } else { Vec::new() },
                requirement,
            });
        }
        let routes = routes::routes(other, self, &judged, &facts);
        let notes = notes(self, other, &held, &routes, as_of);
        let first = self.in_force(dossier.document(), as_of).ok().map(|()| own.verdict(0));
        Ok(Transfer {
            format: "peerpath/transfer/1",
            from: StandardName::of(self),
            to: StandardName::of(other),
            person: dossier.person().map(str::to_owned),
            as_of,
            verdict: assessment.verdict(),
            meets_first: first,
            holds_first: held,
            items,
            routes,
            questions: assessment.questions(),
            unverified: assessment.report().unverified,
            notes,
            disclaimer: "Not legal advice.",
        })
    }

    /// The names under which its credential is held.
    pub(super) fn credential_names(&self) -> Vec<&str> {
        [self.id()].into_iter().chain(self.credential()).collect()
    }
}

/// Whether the dossier has a credential of a standard in good standing.
fn held(standard: &Standard, facts: &Facts<'_>) -> CredentialHeld {
    let names = standard.credential_names();
    let rule = json!({"credential": names});
    let mut notes = Vec::new();
    let verdict = Holds::deserialize(&rule)
        .map_or(Verdict::Unknown, |rule| rule.judge(facts, &mut notes).verdict);
    let entries = facts.dossier.credentials.iter().enumerate();
    let entries = entries.filter(|(_, entry)| names.contains(&entry.credential.as_str()));
    let entries = entries.map(|(index, entry)| match &entry.id {
        Some(id) => id.to_string(),
        None => format!("credentials/{index}"),
    });
    CredentialHeld { verdict, entries: entries.collect() }
}

fn notes(
    from: &Standard,
    to: &Standard,
    held: &CredentialHeld,
    routes: &[Route],
    as_of: Date,
) -> Vec<String> {
    let mut notes = Vec::new();
    let (own, other) = (from.id(), to.id());
    let covered = to.document().coverage.as_ref().is_some_and(|coverage| {
        let known = [&coverage.found, &coverage.unverified];
        known.iter().any(|fields| fields.contains(&Field::Reciprocity))
    });
    if !routes.iter().any(|route| route.for_holders) {
        notes.push(match covered {
            true => format!(
                "The document of {other} covers reciprocity and has no route for holders of {own}."
            ),
            false => format!(
                "The document of {other} has no route for holders of {own}: a gap in the document, which does not say that there is none. Ask the certifying body."
            ),
        });
    }
    if held.verdict == Verdict::Met {
        notes.push(format!(
            "What was shown once for {own} is not evidence for {other}: the certifying body decides what it takes over."
        ));
    }
    if held.verdict == Verdict::Unknown && !held.entries.is_empty() {
        notes.push(format!("Whether the credential of {own} is in good standing is not recorded."));
    }
    if !from.holds_on(as_of) {
        notes.push(format!("Version {} of {own} is not in force on {as_of}.", from.version()));
    }
    for gap in &to.document().gaps {
        notes.push(format!("Not covered: {gap}"));
    }
    notes
}

#[cfg(test)]
mod tests;
