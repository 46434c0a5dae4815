//! Comparing rules on credentials held.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Holds;
use crate::standard::entail::{Keys, Ordered, each, within};
use crate::standard::evidence::Proof;
use crate::standard::names::or;

impl Ordered for Holds {
    fn against(&self, other: &Holds, keys: &mut Keys) {
        let Holds {
            credential,
            status: _,
            issued_by,
            jurisdiction,
            proof,
            within: _,
            anchor: _,
            after: _,
            since: _,
            from: _,
            by: _,
        } = self;
        keys.window(&self.own_window(), &other.own_window());
        // The own statement is the least proof there is: asking for it asks for nothing.
        let [first, second] = [*proof, other.proof].map(|proof| proof.unwrap_or(Proof::Own));
        let says = [first, second].map(|proof| proof.in_words().to_owned());
        keys.key("proof", [first >= second, second >= first], says);
        keys.names("credential", Some(credential), Some(&other.credential));
        keys.unrelated_unless(
            credential.iter().any(|one| other.credential.iter().any(|two| one == two)),
        );
        let (first, second) = (self.status(), other.status());
        let stricter = [within(Some(first), Some(second)), within(Some(second), Some(first))];
        let words = |status: &[super::CredentialStatus]| {
            or(&status.iter().map(|status| status.name()).collect::<Vec<_>>())
        };
        keys.key("standing", stricter, [words(first), words(second)]);
        keys.names("issuer", issued_by.as_ref(), other.issued_by.as_ref());
        keys.names("place", jurisdiction.as_ref(), other.jurisdiction.as_ref());
    }

    fn examples(&self, _: Date) -> Vec<Value> {
        let mut examples = Vec::new();
        for credential in self.credential.iter() {
            for status in self.status() {
                for issuer in each(self.issued_by.as_ref()) {
                    for place in each(self.jurisdiction.as_ref()) {
                        examples.push(json!({"credentials": [{"credential": credential,
                            "status": status, "issued_by": issuer, "jurisdiction": place,
                            "proof": self.proof}]}));
                    }
                }
            }
        }
        examples
    }
}

impl Holds {
    /// The credentials that count.
    pub(in crate::standard) fn credentials(&self) -> impl Iterator<Item = &str> {
        self.credential.iter()
    }
}
