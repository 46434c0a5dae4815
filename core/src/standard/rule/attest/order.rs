//! Comparing rules on statements.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Attest;
use crate::standard::entail::{Keys, Ordered, in_words, oldest};
use crate::standard::evidence::Proof;

impl Ordered for Attest {
    fn against(&self, other: &Attest, keys: &mut Keys) {
        let Attest { statement, proof, within: _, anchor: _, after: _, since: _, from: _, by: _ } =
            self;
        let says = [statement, &other.statement].map(|name| format!("`{name}`"));
        keys.subject("statement", *statement == other.statement, says);
        // The own statement is the least proof there is: asking for it asks for nothing.
        let (first, second) = (least(*proof), least(other.proof));
        let says = [first, second].map(|proof| proof.in_words().to_owned());
        keys.key("proof", [first >= second, second >= first], says);
        // A denial too old for the shorter window leaves that rule open, not unmet.
        let (first, second) = (self.own_window(), other.own_window());
        let stricter = keys.windows(&first, &second);
        keys.key_of_met("window", stricter, [in_words(&first), in_words(&second)]);
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        vec![
            json!({"attestations": [{"statement": self.statement, "on": oldest(self.within_period(), day),
            "holds": true, "proof": least(self.proof)}]}),
        ]
    }
}

fn least(proof: Option<Proof>) -> Proof {
    proof.unwrap_or(Proof::Own)
}
