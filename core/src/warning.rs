//! Cautions that come with a result: the result stands, but say this beside it.

use std::fmt;

use serde::Serialize;

/// A caution about a result. In Python it is also raised as a `PeerpathWarning`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    name: &'static str,
    message: String,
}

impl Warning {
    /// A caution. `name` is a fixed word in kebab-case for programs to test; `message` says
    /// what was found and what to do.
    #[must_use]
    pub fn new(name: &'static str, message: impl Into<String>) -> Warning {
        Warning { name, message: message.into() }
    }

    /// The fixed name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What was found, and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
