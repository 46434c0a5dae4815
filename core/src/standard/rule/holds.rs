//! `holds`: a credential in good standing.

mod order;

use super::{Check, Kind, Outcome};
use crate::document::Day;
use crate::standard::changes::Changes;
use crate::standard::evidence::{CredentialStatus, Proof, Section};
use crate::standard::facts::Facts;
use crate::standard::names::{OneOrMore, or};
use crate::standard::note::{Key, Note, Reason, Standing};
use crate::standard::text::Text;
use crate::standard::window::{Window, windowed};
use jiff::civil::Date;

windowed! {
    /// A credential is held: issued, in the window where there is one, not past its last day, and
    /// of this standing.
    Holds {
        /// Which credential, any of several.
        credential: OneOrMore<String>,
        /// The standing, any of several; `active` where none is given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<OneOrMore<CredentialStatus>>,
        /// Who issued it, any of several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issued_by: Option<OneOrMore<String>>,
        /// Where it is good, any of several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        jurisdiction: Option<OneOrMore<String>>,
        /// The least kind of proof.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<Proof>,
    }
}

impl Holds {
    fn status(&self) -> &[CredentialStatus] {
        self.status.as_ref().map_or(&[CredentialStatus::Active], OneOrMore::as_slice)
    }
}

impl Kind for Holds {
    fn name(&self) -> &'static str {
        "holds"
    }

    fn check(&self, check: &mut Check<'_>) {
        check.not_empty("credential", Some(self.credential.as_slice()));
        check.not_empty("status", self.status.as_ref().map(OneOrMore::as_slice));
        check.not_empty("issued_by", self.issued_by.as_ref().map(OneOrMore::as_slice));
        check.not_empty("jurisdiction", self.jurisdiction.as_ref().map(OneOrMore::as_slice));
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.own_frame(facts, &[]);
        Outcome::of(facts.any(Section::Credentials, &frame, notes, |index| {
            let entry = facts.dossier.credentials.get(index)?;
            if self.credential.iter().all(|credential| credential != entry.credential) {
                return None;
            }
            let dated = match (entry.issued, entry.expires) {
                (Some(Day(issued)), _) if issued > facts.as_of => Standing::Out(Reason::Future),
                (_, Some(Day(expires))) if expires < facts.as_of => {
                    Standing::Out(Reason::Ended(expires))
                }
                (issued, _) if frame.limits() => match facts.dated(issued, &frame) {
                    Standing::Perhaps(Reason::Unsaid(_)) => {
                        Standing::Perhaps(Reason::Unsaid(Key::Issued))
                    }
                    standing => standing,
                },
                _ => Standing::Counts,
            };
            let status = match entry.status {
                None => Standing::Perhaps(Reason::Unsaid(Key::Status)),
                Some(status) if self.status().contains(&status) => Standing::Counts,
                Some(_) => Standing::Out(Reason::Differs(Key::Status)),
            };
            let one_of = |key, recorded: &Option<Text>, accepted: &Option<OneOrMore<String>>| {
                accepted.as_ref().map_or(Standing::Counts, |accepted| {
                    Standing::among(key, recorded.as_deref(), accepted.iter())
                })
            };
            let issuer = one_of(Key::IssuedBy, &entry.issued_by, &self.issued_by);
            let place = one_of(Key::Jurisdiction, &entry.jurisdiction, &self.jurisdiction);
            let proof = facts.proved(entry.proof, self.proof);
            Some(dated.and(status).and(issuer).and(place).and(proof))
        }))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.own_window().note_changes(Section::Credentials, changes);
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn required(&self, as_of: Date) -> String {
        let status: Vec<&str> = self.status().iter().map(|status| status.name()).collect();
        let mut text = format!("credential {}, {}", self.credential.in_words(), or(&status));
        if let Some(issuers) = &self.issued_by {
            text += &format!(", issued by {}", issuers.in_words());
        }
        if let Some(places) = &self.jurisdiction {
            text += &format!(", good in {}", places.in_words());
        }
        if let Some(proof) = self.proof.filter(|&proof| proof > Proof::Own) {
            text += &format!(", proved by {} or better", proof.in_words());
        }
        let window = self.own_window().in_words(as_of);
        if !window.is_empty() {
            text += &format!(", issued{window}");
        }
        text
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Credentials)
    }
}
