//! Days that a rule names instead of giving.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::evidence::{Activity, CredentialStatus, Section};
use super::facts::Facts;
use crate::document::Day;

/// A day by its name: the day of assessment, a fixed day, or a day that the dossier records.
///
/// A recorded day is the latest up to the day of assessment (for `first-…` the earliest) of
/// the events of that kind and of the first days of the spans of that name. For
/// `certification` the days on which this standard's credential was issued count too. Where no
/// event gives `training-end`, `accrual-start` or `activity`, the entries of hours do, once
/// they are complete: the last day of training, the first day of the hours that are counted,
/// the last day of any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum DayName {
    /// The day of assessment.
    #[default]
    AsOf,
    /// A fixed day.
    Fixed(Day),
    /// The latest day of a kind.
    Latest(String),
    /// The earliest day of a kind.
    First(String),
}

/// What a dossier says about a named day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The day.
    On(Date),
    /// It is not recorded.
    Unknown,
    /// There is no such day up to the day of assessment.
    Never,
}

impl DayName {
    pub(crate) const ACCEPTS: &str =
        "`as-of`, `application` or another kind of event, or a date that exists, as YYYY-MM-DD";

    /// The name that a text is. What is not a name is one all the same, until
    /// [`DayName::is_named`] is asked, so that a refusal can say where it stands.
    fn parse(text: &str) -> DayName {
        match (Day::parse(text), text.strip_prefix("first-")) {
            (Some(day), _) => DayName::Fixed(day),
            (None, Some(kind)) => DayName::First(kind.to_owned()),
            (None, None) if text == "as-of" => DayName::AsOf,
            (None, None) => DayName::Latest(text.to_owned()),
        }
    }

    /// Whether it names a day: an empty text does not, nor a date that does not exist.
    pub(crate) fn is_named(&self) -> bool {
        match self {
            DayName::AsOf | DayName::Fixed(_) => true,
            DayName::Latest(kind) | DayName::First(kind) => {
                !kind.trim().is_empty() && !kind.starts_with(|first: char| first.is_ascii_digit())
            }
        }
    }

    /// The day in a dossier. `of` are the activities whose hours are counted, any where none
    /// is named.
    pub(crate) fn find(&self, facts: &Facts<'_>, of: &[Activity]) -> Named {
        let (kind, first) = match self {
            DayName::AsOf => return Named::On(facts.as_of),
            DayName::Fixed(Day(day)) if *day <= facts.as_of => return Named::On(*day),
            DayName::Fixed(_) => return Named::Never,
            DayName::Latest(kind) => (kind.as_str(), false),
            DayName::First(kind) => (kind.as_str(), true),
        };
        let mut best: Option<Date> = None;
        let mut undated = false;
        each_day(facts, kind, first, |_, _, day| match day {
            None => undated = true,
            Some(day) if day > facts.as_of => {}
            Some(day) => {
                best = Some(match best {
                    Some(best) if first => best.min(day),
                    Some(best) => best.max(day),
                    None => day,
                });
            }
        });
        match best {
            Some(day) => Named::On(day),
            None if undated => Named::Unknown,
            None => {
                let closed = facts.closed(Section::Events) && facts.closed(Section::Spans);
                match (kind, closed) {
                    ("training-end" | "accrual-start" | "activity", _) => {
                        of_hours(facts, kind, of, closed)
                    }
                    ("certification", true) if !facts.closed(Section::Credentials) => {
                        Named::Unknown
                    }
                    (_, true) => Named::Never,
                    (_, false) => Named::Unknown,
                }
            }
        }
    }

    /// What to record, where the day is not known.
    pub(crate) fn asked(&self) -> String {
        format!("record the day of `{self}` (an event of that kind)")
    }
}

/// Every recorded day of a kind, with its entry: of events and spans, and for `certification`
/// of this standard's credential. An event may itself be of the kind `first-…`.
pub(crate) fn each_day(
    facts: &Facts<'_>,
    kind: &str,
    first: bool,
    mut see: impl FnMut(Section, usize, Option<Date>),
) {
    let named = |name: &str| {
        name == kind || (first && name.strip_prefix("first-").is_some_and(|name| name == kind))
    };
    for (index, event) in facts.dossier.events.iter().enumerate() {
        if named(&event.kind) {
            see(Section::Events, index, Some(event.on.0));
        }
    }
    for (index, span) in facts.dossier.spans.iter().enumerate() {
        if named(&span.of) {
            see(Section::Spans, index, Some(span.from.0));
        }
    }
    if kind == "certification" {
        for (index, entry) in facts.dossier.credentials.iter().enumerate() {
            let given = entry.status != Some(CredentialStatus::Applied);
            if given && facts.is_credential(&entry.credential) {
                see(Section::Credentials, index, entry.issued.map(|issued| issued.0));
            }
        }
    }
}

/// A day that the hours give, where they are complete.
fn of_hours(facts: &Facts<'_>, kind: &str, of: &[Activity], others_closed: bool) -> Named {
    if !facts.closed(Section::Hours) {
        return Named::Unknown;
    }
    let hours = facts.dossier.hours.iter();
    let counted = hours.filter(|entry| match kind {
        "training-end" => entry.of == Activity::Training,
        "accrual-start" => of.is_empty() || of.contains(&entry.of),
        _ => true,
    });
    let mut best: Option<Date> = None;
    for entry in counted {
        let (from, to) = (entry.from.map(|day| day.0), entry.to.map(|day| day.0));
        if from.is_some_and(|from| from > facts.as_of) {
            continue;
        }
        let start = kind == "accrual-start";
        let Some(day) = (if start { from } else { to }) else { return Named::Unknown };
        match kind {
            "training-end" if day > facts.as_of => {}
            "accrual-start" => best = Some(best.map_or(day, |best| best.min(day))),
            _ => {
                let day = day.min(facts.as_of);
                best = Some(best.map_or(day, |best| best.max(day)));
            }
        }
    }
    match best {
        Some(day) => Named::On(day),
        None if others_closed => Named::Never,
        None => Named::Unknown,
    }
}

impl fmt::Display for DayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DayName::AsOf => f.write_str("as-of"),
            DayName::Fixed(day) => day.fmt(f),
            DayName::Latest(kind) => f.write_str(kind),
            DayName::First(kind) => write!(f, "first-{kind}"),
        }
    }
}

impl<'de> Deserialize<'de> for DayName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DayName, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Ok(DayName::parse(&text))
    }
}

impl Serialize for DayName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for DayName {
    fn schema_name() -> Cow<'static, str> {
        "DayName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "x-accepts": DayName::ACCEPTS,
            "description": "A day by its name: `as-of`, a kind of event such as `application` \
                (the latest), `first-` and a kind (the earliest), or a fixed day."
        })
    }
}
