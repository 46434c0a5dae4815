//! From badges to entries of a dossier.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::Value;

use super::credential::{At, achievements};
use super::jwt;
use super::options::OpenBadgeOptions;
use crate::document::{self, Day};
use crate::error::{Code, Error, Place, Problems};
use crate::standard::Dossier;
use crate::standard::evidence::{CredentialEntry, Proof};

/// What every reading says.
const NOTICE: &str = "no signature was checked and no status list was asked: \
                      each entry proves no more than the person's own statement";

/// What every entry says of itself.
const NOTE: &str = "from an Open Badge, signature not checked";

/// How many credentials one document holds at most.
const MOST_CREDENTIALS: usize = 10_000;

/// How deep credentials are looked for inside each other.
const MOST_DEEP: usize = 8;

/// Credentials read from badges. **No signature was checked.**
#[derive(Clone, Debug, Serialize)]
pub struct OpenBadgeReading {
    credentials: Vec<CredentialEntry>,
    left_out: Vec<LeftOut>,
    notice: &'static str,
}

/// Something in a badge that did not become part of the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Where it is in the document, as a JSON pointer.
    pub pointer: String,
    /// What is there.
    pub found: String,
    /// Why it is left out.
    pub why: String,
}

impl OpenBadgeReading {
    /// How many entries there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.credentials.len()
    }

    /// What was left out, in the order of the document.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// What the entries do not prove.
    #[must_use]
    pub fn notice(&self) -> &'static str {
        self.notice
    }

    /// All of it as JSON: `credentials` as they stand in a dossier, `left_out`, `notice`.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Dossier {
    /// Reads badges as entries of a dossier, without a dossier. See
    /// [`crate::standard::open_badge`] for what is and what is not checked: **no signature
    /// is**.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON; [`Code::Document`] with every problem where
    /// it is not a credential, or a JWT without leave to read one unverified.
    pub fn credentials_from_open_badge(
        text: &str,
        options: &OpenBadgeOptions,
    ) -> Result<OpenBadgeReading, Error> {
        let root = match jwt::is_jwt(text.trim()) {
            true => unverified(text.trim(), "", options)?,
            false => document::parse(text, "Open Badge")?,
        };
        let mut reader = Reader {
            options,
            problems: Problems::new(),
            entries: Vec::new(),
            left_out: Vec::new(),
            seen: 0,
            ids: HashSet::new(),
        };
        reader.visit(&At { value: &root, pointer: String::new() }, 0);
        if reader.seen == 0 && reader.problems.is_empty() {
            reader.problems.push(
                Place::Whole,
                "no credential",
                "an `AchievementCredential`, or a list or a record of them",
            );
        }
        reader.problems.finish(Code::Document, "Open Badge")?;
        Ok(OpenBadgeReading {
            credentials: reader.entries,
            left_out: reader.left_out,
            notice: NOTICE,
        })
    }

    /// The dossier with the credentials of badges beside its own, and what was read. An entry
    /// whose id the dossier has already is left out. **No signature is checked.**
    ///
    /// ```
    /// use jiff::civil::date;
    /// use peerpath::{Dossier, document};
    /// use peerpath::standard::OpenBadgeOptions;
    ///
    /// let badge = r#"{"@context": ["https://www.w3.org/ns/credentials/v2"],
    ///     "id": "urn:uuid:1", "type": ["VerifiableCredential", "AchievementCredential"],
    ///     "issuer": "did:web:example.org", "validFrom": "2024-02-01T09:00:00Z",
    ///     "credentialSubject": {"achievement": {"id": "https://example.org/cprs",
    ///         "name": "CPRS", "criteria": {"narrative": "…"}}}}"#;
    /// let options = OpenBadgeOptions {
    ///     achievements: [("https://example.org/cprs".into(), "us-tn/cprs".into())].into(),
    ///     ..OpenBadgeOptions::default()
    /// };
    /// let dossier = Dossier::from_json(r#"{"format": "peerpath/dossier/1"}"#)?;
    /// let (dossier, reading) = dossier.with_open_badge(badge, &options)?;
    /// assert_eq!(reading.count(), 1);
    /// assert!(reading.notice().starts_with("no signature was checked"));
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Dossier::credentials_from_open_badge`].
    pub fn with_open_badge(
        &self,
        text: &str,
        options: &OpenBadgeOptions,
    ) -> Result<(Dossier, OpenBadgeReading), Error> {
        let mut reading = Dossier::credentials_from_open_badge(text, options)?;
        let mut document = self.document().clone();
        let known: HashSet<String> = document.ids().map(str::to_owned).collect();
        let entries = std::mem::take(&mut reading.credentials);
        for entry in entries {
            match entry.id.as_ref().filter(|id| known.contains(id.as_str())) {
                Some(id) => reading.left_out.push(LeftOut {
                    pointer: String::new(),
                    found: id.to_string(),
                    why: "the dossier has an entry of this id".to_owned(),
                }),
                None => {
                    document.credentials.push(entry.clone());
                    reading.credentials.push(entry);
                }
            }
        }
        Ok((Dossier::of(document)?, reading))
    }
}

/// The payload of a JWT, where the caller allows it.
fn unverified(text: &str, pointer: &str, options: &OpenBadgeOptions) -> Result<Value, Error> {
    let refused = |found: &str, expected: &str| {
        Error::one(Code::Document, "Open Badge", Place::pointer(pointer), found, expected)
    };
    if !options.read_unverified_jwt {
        return Err(refused(
            "a JWT, whose signature is not checked here",
            "JSON, or `read_unverified_jwt` to read what it says without checking it",
        ));
    }
    jwt::payload(text)
        .ok_or_else(|| refused("a JWT without a JSON object in it", "a JWT of a credential"))
}

/// Credentials read so far.
struct Reader<'o> {
    options: &'o OpenBadgeOptions,
    problems: Problems,
    entries: Vec<CredentialEntry>,
    left_out: Vec<LeftOut>,
    seen: usize,
    ids: HashSet<String>,
}

impl Reader<'_> {
    fn visit(&mut self, at: &At<'_>, depth: usize) {
        if depth > MOST_DEEP || self.seen >= MOST_CREDENTIALS {
            let why = format!("more than {MOST_DEEP} levels or {MOST_CREDENTIALS} credentials");
            return self.leave_out(at, "credentials", &why);
        }
        match at.value {
            Value::Array(_) => {
                for item in at.clone().items() {
                    self.visit(&item, depth + 1);
                }
            }
            Value::String(text) if jwt::is_jwt(text) => {
                match unverified(text, &at.pointer, self.options) {
                    Ok(payload) => {
                        let inside = At { value: &payload, pointer: at.pointer.clone() };
                        self.visit(&inside, depth + 1);
                    }
                    Err(error) => {
                        for problem in error.problems() {
                            self.problems.push(
                                problem.place().clone(),
                                problem.found(),
                                problem.expected(),
                            );
                        }
                    }
                }
            }
            Value::Object(_) if at.is("AchievementCredential") || at.is("OpenBadgeCredential") => {
                self.seen += 1;
                self.credential(at);
            }
            Value::Object(_) if at.is("EndorsementCredential") => {
                self.seen += 1;
                self.leave_out(at, "an endorsement", "it is about a credential, not a credential");
            }
            Value::Object(_) => self.bundle(at, depth),
            other => {
                let found = match other {
                    Value::String(_) => "a text that is not a JWT".to_owned(),
                    other => other.to_string(),
                };
                self.problems.push(Place::pointer(at.pointer.as_str()), found, "a credential");
            }
        }
    }

    /// What holds credentials: a learner record, a presentation, an answer of a service.
    fn bundle(&mut self, at: &At<'_>, depth: usize) {
        let mut inside = at.all("verifiableCredential");
        inside.extend(at.all("credential"));
        inside.extend(at.all("compactJwsString"));
        for subject in at.all("credentialSubject") {
            inside.extend(subject.all("verifiableCredential"));
        }
        if inside.is_empty() {
            let kinds: Vec<&str> =
                at.all("type").iter().filter_map(|at| at.value.as_str()).take(5).collect();
            let found = match kinds.is_empty() {
                true => "an object without a `type`".to_owned(),
                false => format!("a {}", kinds.join(", ")),
            };
            return self.problems.push(
                Place::pointer(at.pointer.as_str()),
                found,
                "an `AchievementCredential`, or a list or a record of them",
            );
        }
        for credential in inside {
            self.visit(&credential, depth + 1);
        }
    }

    fn credential(&mut self, at: &At<'_>) {
        for (key, why) in [
            ("proof", "signatures are not checked"),
            ("credentialStatus", "status lists are not asked: whether it is revoked is not known"),
        ] {
            for part in at.all(key) {
                let kind = part.value.get("type").and_then(Value::as_str).unwrap_or(key);
                self.leave_out(&part, kind, why);
            }
        }
        for endorsement in at.all("endorsement") {
            self.leave_out(
                &endorsement,
                "an endorsement",
                "it is about a credential, not a credential",
            );
        }
        let achieved = achievements(at, &mut self.problems);
        let several = achieved.len() > 1;
        for (index, one) in achieved.iter().enumerate() {
            let place = At { value: at.value, pointer: one.pointer.clone() };
            if let Some(wanted) = self.options.subject.as_deref()
                && one.subject != Some(wanted)
            {
                let found = one.subject.unwrap_or("a subject without an id");
                self.leave_out(&place, found, "it is about someone else than `subject`");
                continue;
            }
            let Some(credential) = self.options.achievements.get(one.achievement) else {
                self.leave_out(&place, one.achievement, "`achievements` has no credential for it");
                continue;
            };
            let issuer = self.options.issuers.get(one.issuer).map_or(one.issuer, String::as_str);
            let id = match several {
                true => format!("{}#{index}", one.credential),
                false => one.credential.to_owned(),
            };
            if !self.ids.insert(id.clone()) {
                self.leave_out(&place, &id, "there is another credential of this id");
                continue;
            }
            self.entries.push(CredentialEntry {
                id: Some(id.into()),
                credential: credential.into(),
                issued: Some(Day(one.from.first_day())),
                expires: one.until.map(|until| Day(until.last_day())),
                status: self.options.status,
                issued_by: Some(issuer.into()),
                jurisdiction: None,
                proof: Some(Proof::Own),
                note: Some(NOTE.into()),
            });
        }
    }

    fn leave_out(&mut self, at: &At<'_>, found: &str, why: &str) {
        let found = found.chars().take(120).collect();
        self.left_out.push(LeftOut { pointer: at.pointer.clone(), found, why: why.to_owned() });
    }
}
