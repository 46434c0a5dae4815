//! One credential: what of it is there, and what is wrong with it.

use serde_json::Value;

use super::moment::{self, Moment};
use crate::error::{Place, Problems};

/// A value, and where it is.
#[derive(Clone)]
pub(super) struct At<'a> {
    pub(super) value: &'a Value,
    pub(super) pointer: String,
}

impl<'a> At<'a> {
    pub(super) fn get(&self, key: &str) -> Option<At<'a>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(At { value, pointer: format!("{}/{key}", self.pointer) })
    }

    /// The values of a key: one stands for a list of it.
    pub(super) fn all(&self, key: &str) -> Vec<At<'a>> {
        self.get(key).map_or_else(Vec::new, At::items)
    }

    pub(super) fn items(self) -> Vec<At<'a>> {
        match self.value {
            Value::Array(values) => {
                let numbered = values.iter().enumerate();
                let items = numbered.map(|(index, value)| At {
                    value,
                    pointer: format!("{}/{index}", self.pointer),
                });
                items.collect()
            }
            _ => vec![self],
        }
    }

    pub(super) fn is(&self, kind: &str) -> bool {
        self.all("type").iter().chain(&self.all("@type")).any(|at| at.value.as_str() == Some(kind))
    }

    /// The name of a resource, which is a text or an object with an `id`.
    pub(super) fn id(&self) -> Option<&'a str> {
        let value = match self.value {
            Value::Object(object) => object.get("id").or_else(|| object.get("@id"))?,
            other => other,
        };
        value.as_str().map(str::trim).filter(|id| !id.is_empty())
    }
}

/// What a credential says of one achievement.
pub(super) struct Achieved<'a> {
    pub(super) credential: &'a str,
    pub(super) pointer: String,
    pub(super) issuer: &'a str,
    pub(super) achievement: &'a str,
    pub(super) subject: Option<&'a str>,
    pub(super) from: Moment,
    pub(super) until: Option<Moment>,
}

/// What a credential says, achievement by achievement; what is wrong with it is noted.
pub(super) fn achievements<'a>(at: &At<'a>, problems: &mut Problems) -> Vec<Achieved<'a>> {
    let before = problems.len();
    let credential = required_id(at, "id", "the id of the credential", problems);
    let issuer = match at.get("issuer") {
        Some(issuer) => issuer.id().or_else(|| {
            missing(&issuer, "an issuer without an id", "an id, or an object with one", problems);
            None
        }),
        None => {
            missing(at, "no key `issuer`", "who issued it", problems);
            None
        }
    };
    let from = date(at, &["validFrom", "issuanceDate"], problems);
    if from.is_none() && at.get("validFrom").or_else(|| at.get("issuanceDate")).is_none() {
        missing(at, "neither `validFrom` nor `issuanceDate`", moment::ACCEPTS, problems);
    }
    let until = date(at, &["validUntil", "expirationDate"], problems);
    if let (Some((_, from)), Some((place, until))) = (&from, &until)
        && until.last_day() < from.first_day()
    {
        let found = format!("good to {}, before {}", until.last_day(), from.first_day());
        problems.push(Place::pointer(place.as_str()), found, "a moment after it begins");
    }
    let subjects = at.all("credentialSubject");
    if subjects.is_empty() {
        missing(at, "no `credentialSubject`", "whom it is about", problems);
    }
    let mut found = Vec::new();
    for subject in &subjects {
        let achievements = subject.all("achievement");
        if achievements.is_empty() {
            missing(subject, "no `achievement`", "what was achieved", problems);
        }
        for achievement in achievements {
            let id = required_id(&achievement, "id", "the id of the achievement", problems);
            for (key, wanted) in [("name", "its name"), ("criteria", "how it is achieved")] {
                if achievement.get(key).is_none() {
                    missing(&achievement, &format!("no key `{key}`"), wanted, problems);
                }
            }
            found.push((
                id,
                subject.id().filter(|_| subject.value.is_object()),
                achievement.pointer,
            ));
        }
    }
    let (Some(credential), Some(issuer), Some((_, from)), true) =
        (credential, issuer, from, problems.len() == before)
    else {
        return Vec::new();
    };
    let until = until.map(|(_, until)| until);
    let found = found.into_iter().filter_map(|(id, subject, pointer)| {
        Some(Achieved { credential, pointer, issuer, achievement: id?, subject, from, until })
    });
    found.collect()
}

fn required_id<'a>(
    at: &At<'a>,
    key: &str,
    wanted: &str,
    problems: &mut Problems,
) -> Option<&'a str> {
    match at.get(key) {
        Some(value) => {
            let id = value.value.as_str().map(str::trim).filter(|id| !id.is_empty());
            if id.is_none() {
                missing(&value, &shown(value.value), "a text", problems);
            }
            id
        }
        None => {
            missing(at, &format!("no key `{key}`"), wanted, problems);
            None
        }
    }
}

/// The first of several keys that is there, as a moment.
fn date(at: &At<'_>, keys: &[&str], problems: &mut Problems) -> Option<(String, Moment)> {
    let value = keys.iter().find_map(|key| at.get(key))?;
    let moment = value.value.as_str().and_then(Moment::parse);
    if moment.is_none() {
        missing(&value, &shown(value.value), moment::ACCEPTS, problems);
    }
    moment.map(|moment| (value.pointer, moment))
}

fn missing(at: &At<'_>, found: &str, expected: &str, problems: &mut Problems) {
    problems.push(Place::pointer(at.pointer.as_str()), found, expected);
}

/// What was found, without writing out a large value.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(values) => format!("a list of {}", values.len()),
        Value::Object(object) => format!("an object of {} keys", object.len()),
        other => other.to_string(),
    }
}
