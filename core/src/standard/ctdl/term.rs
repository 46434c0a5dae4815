//! Terms of CTDL as JSON-LD.

use serde_json::{Map, Value, json};

/// The context that the Credential Registry asks for.
pub(super) const CONTEXT: &str = "https://credreg.net/ctdl/schema/context/json";

/// What the left side of a constraint begins with.
pub(super) const RULE: &str = "urn:peerpath:rule:";

/// What names the identifier of a standard among the identifiers of a certification.
pub(super) const STANDARD: &str = "Peerpath standard";

/// The name of the identifiers of places (ISO 3166).
pub(super) const PLACE: &str = "ISO 3166";

/// A resource under construction. Nothing is written for what is not there.
pub(super) struct Resource {
    object: Map<String, Value>,
    language: String,
}

impl Resource {
    pub(super) fn new(kind: &str, language: &str) -> Resource {
        let mut object = Map::new();
        object.insert("@type".to_owned(), json!(format!("ceterms:{kind}")));
        Resource { object, language: language.to_owned() }
    }

    pub(super) fn set(&mut self, term: &str, value: impl Into<Option<Value>>) -> &mut Resource {
        if let Some(value) = value.into() {
            let term = match term.contains(['@', ':']) {
                true => term.to_owned(),
                false => format!("ceterms:{term}"),
            };
            self.object.insert(term, value);
        }
        self
    }

    /// A text for people.
    pub(super) fn say(&mut self, term: &str, text: &str) -> &mut Resource {
        let text = json!({ self.language.as_str(): text });
        self.set(term, text)
    }

    /// Texts for people.
    pub(super) fn say_all(&mut self, term: &str, texts: &[String]) -> &mut Resource {
        let some = (!texts.is_empty()).then(|| json!({ self.language.as_str(): texts }));
        self.set(term, some)
    }

    pub(super) fn finish(self) -> Value {
        Value::Object(self.object)
    }
}

/// A concept of one of the vocabularies of CTDL.
pub(super) fn concept(node: &str, name: &str, language: &str) -> Value {
    let mut concept = Resource::new("CredentialAlignmentObject", language);
    concept.set("targetNode", json!(node)).say("targetNodeName", name);
    concept.finish()
}

/// A value of an identification scheme.
pub(super) fn identifier(scheme: &str, code: &str, language: &str) -> Value {
    let mut identifier = Resource::new("IdentifierValue", language);
    identifier.say("identifierTypeName", scheme).set("identifierValueCode", json!(code));
    identifier.finish()
}

/// A place as the jurisdiction that something holds in.
pub(super) fn jurisdiction(place: &str, language: &str) -> Value {
    let mut main = Resource::new("Place", language);
    main.say("name", place).set("identifier", json!([identifier(PLACE, place, language)]));
    let mut profile = Resource::new("JurisdictionProfile", language);
    profile.set("globalJurisdiction", json!(false)).set("mainJurisdiction", json!([main.finish()]));
    profile.finish()
}
