//! The dict form of a comparison.

use serde::Serialize;
use serde_json::Value;

use super::pairs::Row;
use super::text;
use crate::standard::definition::Standard;
use crate::standard::entail::{Difference, phrase};

/// How what one standard asks for compares with what another asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Whatever meets the one meets the other.
    Same,
    /// Whatever meets that of `a` meets that of `b`, and not the other way round.
    Stricter,
    /// Whatever meets that of `b` meets that of `a`, and not the other way round.
    Looser,
    /// Only `a` asks for it, as far as its document and that of `b` say.
    OnlyInA,
    /// Only `b` asks for it, as far as its document and that of `a` say.
    OnlyInB,
    /// Neither asks for all that the other asks for, or that could not be told.
    Incomparable,
}

impl Relation {
    /// The fixed name, such as `stricter` or `only-in-a`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Relation::Same => "same",
            Relation::Stricter => "stricter",
            Relation::Looser => "looser",
            Relation::OnlyInA => "only-in-a",
            Relation::OnlyInB => "only-in-b",
            Relation::Incomparable => "incomparable",
        }
    }

    /// The relation seen from the other side.
    #[must_use]
    pub fn turned(self) -> Relation {
        match self {
            Relation::Stricter => Relation::Looser,
            Relation::Looser => Relation::Stricter,
            Relation::OnlyInA => Relation::OnlyInB,
            Relation::OnlyInB => Relation::OnlyInA,
            relation => relation,
        }
    }

    const ALL: [Relation; 6] = [
        Relation::Same,
        Relation::Stricter,
        Relation::Looser,
        Relation::OnlyInA,
        Relation::OnlyInB,
        Relation::Incomparable,
    ];
}

/// Whether whatever meets one requirement meets another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entailment {
    /// It is proved.
    Yes,
    /// A dossier shows that it is not so.
    No,
    /// Neither.
    Undecided,
}

impl Entailment {
    /// The fixed name: `yes`, `no` or `undecided`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Entailment::Yes => "yes",
            Entailment::No => "no",
            Entailment::Undecided => "undecided",
        }
    }
}

/// What a comparison says: the same for programs as its text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// `peerpath/comparison/1`.
    pub format: &'static str,
    /// The first standard.
    pub a: StandardName,
    /// The second standard.
    pub b: StandardName,
    /// How the standards compare as a whole: whoever meets the stricter meets the looser.
    pub relation: Relation,
    /// Why.
    pub reason: String,
    /// Whether whoever meets `a` meets `b`.
    pub a_entails_b: Entailment,
    /// Whether whoever meets `b` meets `a`.
    pub b_entails_a: Entailment,
    /// A dossier that meets `a` and not `b`, as of 2030-06-15; where one was found.
    pub meets_only_a: Option<Value>,
    /// A dossier that meets `b` and not `a`, as of 2030-06-15; where one was found.
    pub meets_only_b: Option<Value>,
    /// How many requirements are in each relation.
    pub counts: Vec<RelationCount>,
    /// Requirement by requirement: in the order of `a`, then what only `b` asks for.
    pub requirements: Vec<ComparedRequirement>,
    /// `Not legal advice.`
    pub disclaimer: &'static str,
}

/// A standard by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandardName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// What is known to be missing from its document: what it does not ask for may be among
    /// these.
    pub gaps: Vec<String>,
}

/// How many requirements are in a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RelationCount {
    /// The relation.
    pub relation: Relation,
    /// How many.
    pub count: usize,
}

/// A requirement of one standard and the one of the other that it is compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparedRequirement {
    /// How that of `a` compares with that of `b`.
    pub relation: Relation,
    /// That of `a`.
    pub a: Option<RequirementName>,
    /// That of `b`.
    pub b: Option<RequirementName>,
    /// Why, in words.
    pub reason: String,
    /// Whether whatever meets that of `a` meets that of `b`; none where there is only one.
    pub a_entails_b: Option<Entailment>,
    /// Whether whatever meets that of `b` meets that of `a`; none where there is only one.
    pub b_entails_a: Option<Entailment>,
    /// A dossier that meets that of `a` and not that of `b`, as of 2030-06-15.
    pub meets_only_a: Option<Value>,
    /// A dossier that meets that of `b` and not that of `a`, as of 2030-06-15.
    pub meets_only_b: Option<Value>,
}

/// A requirement by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequirementName {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// The kind of its rule.
    pub rule: &'static str,
    /// What is asked for, as a phrase.
    pub required: String,
    /// The ids of its sources.
    pub cite: Vec<String>,
    /// `found` or `unverified`: how well its values are known.
    pub confidence: &'static str,
}

impl StandardName {
    pub(crate) fn of(standard: &Standard) -> StandardName {
        StandardName {
            id: standard.id().to_owned(),
            version: standard.version().to_owned(),
            title: standard.title().to_owned(),
            gaps: standard.document().gaps.clone(),
        }
    }
}

impl RequirementName {
    pub(crate) fn of(standard: &Standard, index: usize) -> Option<RequirementName> {
        let requirements = standard.requirements();
        let requirement = requirements.all.get(index)?;
        let sources = &requirements.sources;
        let cite = requirement.cite.iter().filter_map(|&source| sources.get(source));
        Some(RequirementName {
            id: requirement.id.clone(),
            title: requirement.title.clone(),
            rule: requirement.rule.name(),
            required: phrase(requirements, index),
            cite: cite.map(|source| source.id.clone()).collect(),
            confidence: requirement.confidence.name(),
        })
    }
}

impl Comparison {
    /// The comparison in text, for people.
    #[must_use]
    pub fn explain(&self) -> String {
        text::text(self)
    }

    /// The comparison as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl std::fmt::Display for Comparison {
    /// Writes what [`Comparison::explain`] gives.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.explain())
    }
}

pub(super) fn comparison(standards: [&Standard; 2], whole: &Row, rows: Vec<Row>) -> Comparison {
    let requirements: Vec<ComparedRequirement> =
        rows.into_iter().map(|row| compared(standards, row)).collect();
    let counts = Relation::ALL.into_iter().map(|relation| RelationCount {
        relation,
        count: requirements.iter().filter(|row| row.relation == relation).count(),
    });
    Comparison {
        format: "peerpath/comparison/1",
        a: StandardName::of(standards[0]),
        b: StandardName::of(standards[1]),
        relation: whole.relation,
        reason: reason(whole, ["a", "b"]),
        a_entails_b: whole.entails[0],
        b_entails_a: whole.entails[1],
        meets_only_a: whole.witnesses[0].clone(),
        meets_only_b: whole.witnesses[1].clone(),
        counts: counts.collect(),
        requirements,
        disclaimer: "Not legal advice.",
    }
}

fn compared(standards: [&Standard; 2], row: Row) -> ComparedRequirement {
    let [a, b] = [0, 1]
        .map(|side| row.sides[side].and_then(|index| RequirementName::of(standards[side], index)));
    let both = a.is_some() && b.is_some();
    let mut reason = reason(&row, ["a", "b"]);
    if row.beside
        && let (Some(a), Some(b)) = (&a, &b)
    {
        let asked = if row.relation == Relation::Stricter { a } else { b };
        reason += &format!("; `{}` asks for it beside other things", asked.id);
    }
    let [only_a, only_b] = row.witnesses;
    ComparedRequirement {
        relation: row.relation,
        a,
        b,
        reason,
        a_entails_b: both.then_some(row.entails[0]),
        b_entails_a: both.then_some(row.entails[1]),
        meets_only_a: only_a,
        meets_only_b: only_b,
    }
}

/// Why two requirements are in their relation.
fn reason(row: &Row, [a, b]: [&str; 2]) -> String {
    let order = row.order.as_ref();
    let differences = order.map_or(&[][..], |order| order.differences.as_slice());
    // Keys in which one asks for more; all of them where it is not told which.
    let said = |side: Option<usize>| -> String {
        let wanted = |difference: &&Difference| match side {
            Some(side) => difference.stricter[side] && !difference.stricter[1 - side],
            None => true,
        };
        let words = |difference: &Difference| {
            let Difference { about, says: [one, other], .. } = difference;
            format!("{about} {one} against {other}")
        };
        let words: Vec<String> = differences.iter().filter(wanted).map(words).collect();
        match (words.as_slice(), side) {
            ([], Some(0)) => format!(": whatever meets that of {a} meets that of {b}"),
            ([], Some(_)) => format!(": whatever meets that of {b} meets that of {a}"),
            ([], None) => String::new(),
            (words, _) => format!(": {}", words.join("; ")),
        }
    };
    match (row.relation, row.entails) {
        (Relation::OnlyInA, _) => format!("{b} does not ask for it, as far as its document says"),
        (Relation::OnlyInB, _) => format!("{a} does not ask for it, as far as its document says"),
        (Relation::Same, _) => "both ask for the same".to_owned(),
        (Relation::Stricter, _) => format!("{a} asks for more{}", said(Some(0))),
        (Relation::Looser, _) => format!("{b} asks for more{}", said(Some(1))),
        (_, [Entailment::No, Entailment::No]) => {
            format!("each asks for something that the other does not{}", said(None))
        }
        (_, [Entailment::Yes, _]) => {
            format!("{a} asks for at least as much; whether for more is not decided{}", said(None))
        }
        (_, [_, Entailment::Yes]) => {
            format!("{b} asks for at least as much; whether for more is not decided{}", said(None))
        }
        (_, [Entailment::No, _]) => format!(
            "cannot be ordered: {a} does not ask for all that {b} asks for; the other way round is not decided{}{}",
            undecided(order),
            said(None)
        ),
        (_, [_, Entailment::No]) => format!(
            "cannot be ordered: {b} does not ask for all that {a} asks for; the other way round is not decided{}{}",
            undecided(order),
            said(None)
        ),
        _ => format!("cannot be ordered: not decided{}{}", undecided(order), said(None)),
    }
}

fn undecided(order: Option<&crate::standard::entail::Order>) -> String {
    match order.map_or(&[][..], |order| order.undecided.as_slice()) {
        [] => String::new(),
        keys => format!(" because of {}", keys.join(", ")),
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::{ComparedRequirement, Comparison, Entailment, RequirementName};
    use crate::error::Error;
    use crate::table::Table;

    impl Comparison {
        /// The comparison as a table, a row for each pair or requirement alone:
        /// `requirement_a`, `requirement_b`, `relation`, `reason`, `required_a`, `required_b`,
        /// `a_entails_b`, `b_entails_a`, `confidence_a`, `confidence_b`.
        ///
        /// # Errors
        /// None in practice.
        pub fn to_table(&self) -> Result<Table, Error> {
            let rows = || self.requirements.iter();
            let of = |side: fn(&ComparedRequirement) -> &Option<RequirementName>,
                      what: fn(&RequirementName) -> &str| {
                rows().map(move |row| side(row).as_ref().map(what))
            };
            let answer = |answer: Option<Entailment>| answer.map(Entailment::name);
            Table::builder()
                .optional_text("requirement_a", of(|row| &row.a, |name| &name.id))
                .optional_text("requirement_b", of(|row| &row.b, |name| &name.id))
                .text("relation", rows().map(|row| row.relation.name()))
                .text("reason", rows().map(|row| &row.reason))
                .optional_text("required_a", of(|row| &row.a, |name| &name.required))
                .optional_text("required_b", of(|row| &row.b, |name| &name.required))
                .optional_text("a_entails_b", rows().map(|row| answer(row.a_entails_b)))
                .optional_text("b_entails_a", rows().map(|row| answer(row.b_entails_a)))
                .optional_text("confidence_a", of(|row| &row.a, |name| name.confidence))
                .optional_text("confidence_b", of(|row| &row.b, |name| name.confidence))
                .finish()
        }
    }
}
