//! Text categories as dense numbers: persons, states, groups.

use std::collections::HashMap;

/// A column of categories: for each row a code, and for each code its name.
///
/// Codes are dense and numbered by first appearance. A missing value has the code
/// [`Labels::MISSING`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    codes: Vec<u32>,
    names: Vec<String>,
}

impl Labels {
    /// The code of a missing value.
    pub const MISSING: u32 = u32::MAX;

    /// Codes a column of names; `None` is missing.
    ///
    /// ```
    /// use peerpath::Labels;
    /// let labels = Labels::from_names([Some("NC"), None, Some("TN"), Some("NC")]);
    /// assert_eq!(labels.codes(), [0, Labels::MISSING, 1, 0]);
    /// assert_eq!(labels.names(), ["NC", "TN"]);
    /// ```
    pub fn from_names<'a>(names: impl IntoIterator<Item = Option<&'a str>>) -> Labels {
        let mut coder = Coder::default();
        for name in names {
            match name {
                Some(name) => coder.push(name),
                None => coder.push_missing(),
            }
        }
        coder.finish()
    }

    /// The codes of each row.
    #[must_use]
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The name of each code.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The name in a row; `None` where it is missing or there is no such row.
    #[must_use]
    pub fn name(&self, row: usize) -> Option<&str> {
        let code = *self.codes.get(row)?;
        self.names.get(usize::try_from(code).ok()?).map(String::as_str)
    }

    /// The codes and the names, taken apart.
    #[must_use]
    pub fn into_parts(self) -> (Vec<u32>, Vec<String>) {
        (self.codes, self.names)
    }
}

/// Builds [`Labels`] row by row.
#[derive(Debug, Default)]
pub(crate) struct Coder {
    labels: Labels,
    by_name: HashMap<String, u32>,
    /// The row before: runs of one person or state are the rule, and then no look-up is needed.
    last: Option<u32>,
}

impl Coder {
    pub(crate) fn push(&mut self, name: &str) {
        if let Some(code) = self.last
            && self.labels.names.get(code as usize).is_some_and(|last| last == name)
        {
            self.labels.codes.push(code);
            return;
        }
        let code = match self.by_name.get(name) {
            Some(&code) => code,
            None => {
                let code = self.add(name.to_owned());
                self.by_name.insert(name.to_owned(), code);
                code
            }
        };
        self.labels.codes.push(code);
        self.last = Some(code);
    }

    /// The code of a name that the caller knows to be new.
    pub(crate) fn add(&mut self, name: String) -> u32 {
        // Names take more than four bytes each: memory runs out before u32 does.
        let code = self.labels.names.len() as u32;
        self.labels.names.push(name);
        code
    }

    /// A row with a code that [`Coder::add`] gave.
    #[cfg(feature = "arrow")]
    pub(crate) fn push_code(&mut self, code: u32) {
        self.labels.codes.push(code);
    }

    pub(crate) fn push_missing(&mut self) {
        self.labels.codes.push(Labels::MISSING);
    }

    pub(crate) fn finish(self) -> Labels {
        self.labels
    }
}
