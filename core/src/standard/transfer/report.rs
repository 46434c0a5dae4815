//! The dict form of a transfer.

use jiff::civil::Date;
use serde::Serialize;

use super::text;
use crate::standard::compare::{RequirementName, StandardName};
use crate::standard::report::{MissingAmount, Question};
use crate::standard::verdict::Verdict;

/// What someone who meets one standard still needs for another: the same for programs as its
/// text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Transfer {
    /// `peerpath/transfer/1`.
    pub format: &'static str,
    /// The standard come from.
    pub from: StandardName,
    /// The standard gone to.
    pub to: StandardName,
    /// Who, where the dossier says.
    pub person: Option<String>,
    /// The day.
    pub as_of: Date,
    /// The verdict on the dossier by the standard gone to.
    pub verdict: Verdict,
    /// The verdict by the standard come from; none where it is not in force on the day.
    pub meets_first: Option<Verdict>,
    /// Whether its credential is held in good standing.
    pub holds_first: CredentialHeld,
    /// Requirement by requirement of the standard gone to.
    pub items: Vec<TransferItem>,
    /// The routes for those who hold a credential.
    pub routes: Vec<Route>,
    /// The facts that could change the verdict, most decisive first.
    pub questions: Vec<Question>,
    /// The ids of the requirements of the standard gone to whose values are not verified.
    pub unverified: Vec<String>,
    /// What to keep in mind, in sentences.
    pub notes: Vec<String>,
    /// `Not legal advice.`
    pub disclaimer: &'static str,
}

/// Whether a credential is held in good standing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CredentialHeld {
    /// Whether it is.
    pub verdict: Verdict,
    /// The entries of the dossier that record it.
    pub entries: Vec<String>,
}

/// A requirement of the standard gone to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TransferItem {
    /// The requirement.
    pub requirement: RequirementName,
    /// How it stands.
    pub status: TransferStatus,
    /// The verdict on it.
    pub verdict: Verdict,
    /// What was found, as a phrase.
    pub found: String,
    /// How much is missing, where that is a number.
    pub missing: Option<MissingAmount>,
    /// What is still needed, a phrase for each rule; what is asked for where that is unknown.
    pub still_needed: Vec<String>,
    /// Requirements of the standard come from that are met and ask for at least as much.
    pub already_met_as: Vec<RequirementName>,
    /// Requirements of the standard come from that ask for at least as much, which the holder
    /// of its credential has shown once; only where this one is unknown.
    pub certified_as: Vec<RequirementName>,
}

/// How a requirement of the standard gone to stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransferStatus {
    /// The dossier meets it.
    Met,
    /// The dossier meets it, as a requirement of the standard come from that asks for at least
    /// as much.
    MetAs,
    /// The dossier does not say. The credential rests on a requirement that asks for at least
    /// as much, so it was shown once.
    ShownOnce,
    /// The dossier does not say.
    Unknown,
    /// The dossier does not meet it.
    Missing,
}

impl TransferStatus {
    /// The fixed name, such as `met-as`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TransferStatus::Met => "met",
            TransferStatus::MetAs => "met-as",
            TransferStatus::ShownOnce => "shown-once",
            TransferStatus::Unknown => "unknown",
            TransferStatus::Missing => "missing",
        }
    }
}

/// A route for those who hold a credential: a part of the standard gone to in which a
/// credential counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    /// What kind of route it is.
    pub kind: RouteKind,
    /// The part of the standard.
    pub requirement: RequirementName,
    /// The credentials that count.
    pub credentials: Vec<String>,
    /// Whether that of the standard come from is among them.
    pub for_holders: bool,
    /// The requirements in whose place it stands.
    pub instead_of: Vec<RequirementName>,
    /// Whether the route is open: the verdict on the part.
    pub verdict: Verdict,
    /// What it still needs, a phrase for each rule.
    pub still_needed: Vec<String>,
}

/// What kind of route it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RouteKind {
    /// The credential, and a decision where there must be one, takes the place of something.
    Endorsement,
    /// The credential takes the place of something together with other requirements, such as
    /// study and an examination.
    WithConditions,
    /// The credential must be held, and takes the place of nothing.
    Prerequisite,
}

impl RouteKind {
    /// The fixed name: `endorsement`, `with-conditions` or `prerequisite`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RouteKind::Endorsement => "endorsement",
            RouteKind::WithConditions => "with-conditions",
            RouteKind::Prerequisite => "prerequisite",
        }
    }
}

impl Transfer {
    /// The transfer in text, for people.
    #[must_use]
    pub fn explain(&self) -> String {
        text::text(self)
    }

    /// The transfer as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl std::fmt::Display for Transfer {
    /// Writes what [`Transfer::explain`] gives.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.explain())
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::{Transfer, TransferItem};
    use crate::error::Error;
    use crate::standard::compare::RequirementName;
    use crate::table::Table;

    impl Transfer {
        /// The requirements of the standard gone to as a table: `requirement`, `title`,
        /// `required`, `status`, `verdict`, `found`, `missing`, `unit`, `still_needed`,
        /// `already_met_as`, `certified_as`, `confidence`.
        ///
        /// # Errors
        /// None in practice.
        pub fn to_table(&self) -> Result<Table, Error> {
            let items = || self.items.iter();
            let names = |of: fn(&TransferItem) -> &[RequirementName]| {
                items().map(move |item| {
                    let ids: Vec<&str> = of(item).iter().map(|name| name.id.as_str()).collect();
                    (!ids.is_empty()).then(|| ids.join(", "))
                })
            };
            let needed = items().map(|item| item.still_needed.join("; "));
            Table::builder()
                .text("requirement", items().map(|item| &item.requirement.id))
                .optional_text("title", items().map(|item| item.requirement.title.as_ref()))
                .text("required", items().map(|item| &item.requirement.required))
                .text("status", items().map(|item| item.status.name()))
                .text("verdict", items().map(|item| item.verdict.name()))
                .text("found", items().map(|item| &item.found))
                .optional_number(
                    "missing",
                    items().map(|item| item.missing.map(|missing| missing.amount.to_f64())),
                )
                .optional_text("unit", items().map(|item| item.missing.map(|missing| missing.unit)))
                .text("still_needed", needed)
                .optional_text("already_met_as", names(|item| &item.already_met_as))
                .optional_text("certified_as", names(|item| &item.certified_as))
                .text("confidence", items().map(|item| item.requirement.confidence))
                .finish()
        }
    }
}
