//! Comparing rules on documents.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::DocumentOnFile;
use crate::standard::entail::{Keys, Ordered, oldest};

impl Ordered for DocumentOnFile {
    fn against(&self, other: &DocumentOnFile, keys: &mut Keys) {
        let DocumentOnFile {
            kind,
            version,
            within: _,
            anchor: _,
            after: _,
            since: _,
            from: _,
            by: _,
        } = self;
        let says = [kind, &other.kind].map(|name| format!("`{name}`"));
        keys.subject("kind of document", *kind == other.kind, says);
        let stricter = |one: &Option<String>, two: &Option<String>| two.is_none() || one == two;
        let says =
            [version, &other.version].map(|name| name.clone().unwrap_or_else(|| "any".to_owned()));
        let both = [stricter(version, &other.version), stricter(&other.version, version)];
        keys.key("version", both, says);
        keys.window(&self.own_window(), &other.own_window());
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        vec![json!({"documents": [
            {"kind": self.kind, "version": self.version, "on": oldest(self.within_period(), day)}]})]
    }
}
