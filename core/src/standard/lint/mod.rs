//! What is doubtful in the document of a standard, beyond what its reader refuses.
//!
//! `tree` lists the requirements of a document with their pointers; `logic` finds what can never
//! decide anything, with the help of `formula`; `bounds` finds bounds that contradict each
//! other; `citation` holds requirements and sources against each other; `naming` looks at names;
//! `life_cycle` at what of a life cycle can never come about.
//! All work on the JSON of the document, so that one that cannot be read is looked at as far as
//! it goes.

mod bounds;
mod citation;
mod finding;
mod formula;
mod life_cycle;
mod logic;
mod naming;
mod tree;

pub use finding::{LintFinding, LintKind, Severity};

use serde_json::Value;

use super::definition::Standard;
use super::document::MOST_BYTES;
use super::requirement::{BESIDE, IN_THAT, IN_THIS, NO_CIRCLE};
use super::standards::Standards;
use crate::error::{Error, Place};
use finding::Findings;
use tree::Tree;

impl Standard {
    /// What is doubtful in the standard, the worst first and then by place: see [`LintKind`] for
    /// what is looked at. A clean standard has no finding but such as are for information.
    ///
    /// ```
    /// use peerpath::Standard;
    /// use peerpath::standard::LintKind;
    ///
    /// let standard = Standard::from_json(r#"{
    ///     "format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "1", "title": "X",
    ///     "sources": [{"id": "s1", "title": "Rule 7", "year": 2025}],
    ///     "requirement": {"id": "all", "cite": "s1", "all": [
    ///         {"id": "adult", "age": {"at_least": 18}},
    ///         {"id": "young", "age": {"at_most": 17}}]} }"#)?;
    /// let findings = standard.lint();
    /// assert_eq!(findings[0].kind, LintKind::NeverMet);
    /// assert_eq!(findings[0].place, "/requirement");
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    #[must_use]
    pub fn lint(&self) -> Vec<LintFinding> {
        serde_json::to_value(self.document())
            .map_or_else(|_| Vec::new(), |value| look(&value, None))
    }

    /// What is wrong or doubtful in a text that should be the document of a standard: every
    /// problem for which [`Standard::from_json`] refuses it, and what [`Standard::lint`] finds in
    /// it. No text is refused; whatever it is, lint ends in bounded time.
    ///
    /// ```
    /// use peerpath::Standard;
    /// use peerpath::standard::LintKind;
    ///
    /// let findings = Standard::lint_document(r#"{
    ///     "format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
    ///     "requirement": {"id": "a", "refer": "b"}}"#);
    /// assert_eq!(findings[0].kind, LintKind::DanglingReference);
    /// ```
    #[must_use]
    pub fn lint_document(text: &str) -> Vec<LintFinding> {
        Standard::lint_document_with(text, &Standards::new())
    }

    /// As [`Standard::lint_document`], of a text that refers to requirements of other standards: of
    /// those given beside it, else of the shipped ones. A reference to what they do not have is
    /// found, and so is a circle that leads through them, at the reference with which it begins.
    ///
    /// ```
    /// use peerpath::standard::LintKind;
    /// use peerpath::{Standard, Standards};
    ///
    /// let document = |id: &str, other: &str| format!(r#"{{
    ///     "format": "peerpath/standard/1", "id": "{id}", "version": "1", "title": "X",
    ///     "requirement": {{"id": "all", "refer": {{"standard": "{other}"}}}}}}"#);
    /// let mut beside = Standards::new();
    /// beside.add_json(&document("us-xx/base", "us-xx/senior"))?;
    /// let findings = Standard::lint_document_with(&document("us-xx/senior", "us-xx/base"), &beside);
    /// assert_eq!(findings[0].kind, LintKind::Circle);
    /// let findings = Standard::lint_document(&document("us-xx/senior", "us-xx/base"));
    /// assert_eq!(findings[0].kind, LintKind::DanglingReference);
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    #[must_use]
    pub fn lint_document_with(text: &str, beside: &Standards) -> Vec<LintFinding> {
        let refusal = Standard::from_json_with(text, beside).err();
        let value = match text.len() {
            0..=MOST_BYTES => serde_json::from_str::<Value>(text).ok(),
            _ => None,
        };
        match value {
            Some(value) => look(&value, refusal),
            None => {
                let mut findings = Findings::default();
                refused(&mut findings, refusal);
                findings.in_order()
            }
        }
    }
}

fn look(document: &Value, refusal: Option<Error>) -> Vec<LintFinding> {
    let mut findings = Findings::default();
    let tree = Tree::of(document);
    tree.note_references(&mut findings);
    bounds::note(&tree, &mut findings);
    logic::note(&tree, &mut findings);
    citation::note(&tree, &mut findings);
    naming::note(&tree, &mut findings);
    life_cycle::note(&tree, &mut findings);
    refused(&mut findings, refusal);
    findings.in_order()
}

/// The problems of a refusal that are not findings already.
fn refused(findings: &mut Findings, refusal: Option<Error>) {
    let Some(error) = refusal else { return };
    for problem in error.problems() {
        let (place, prefix) = match problem.place() {
            Place::Pointer(pointer) => (pointer.clone(), String::new()),
            Place::Whole => (String::new(), String::new()),
            other => (String::new(), format!("{other}: ")),
        };
        if !findings.has_error_at(&place) {
            let kind = match problem.expected() {
                NO_CIRCLE => LintKind::Circle,
                IN_THIS | IN_THAT | BESIDE => LintKind::DanglingReference,
                _ => LintKind::Unreadable,
            };
            let message =
                format!("{prefix}found {}, expected {}", problem.found(), problem.expected());
            findings.push(kind, &place, None, message);
        }
    }
}

#[cfg(test)]
mod tests;
