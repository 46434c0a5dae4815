//! `screening`: a background or registry check.

mod order;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::attest::not_older;
use super::{Check, Decide, Kind, Outcome, Seen};
use crate::document::{Day, Period};
use crate::standard::changes::Changes;
use crate::standard::evidence::{Screening, ScreeningFinding, Section};
use crate::standard::facts::Facts;
use crate::standard::note::{Key, Note, Reason, Standing};
use crate::standard::verdict::Verdict;
use crate::standard::window::{Window, windowed};

windowed! {
    /// A check of a kind that is fresh enough, without a finding that bars. All fresh checks of
    /// the kind are looked at; a finding in any of them bars.
    ScreeningClear {
        /// The kind of check.
        kind: String,
        /// Which findings bar; a finding of another category does not.
        bars: Vec<Bar>,
    }
}

/// A category of findings that bars: for good, for a time, or unless a person decides
/// otherwise.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bar {
    /// The category.
    category: String,
    /// For how long after the finding's day; for good where not given. On the day on which
    /// the time has passed it no longer bars.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    lasts: Option<Period>,
    /// The decision that lifts the bar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unless: Option<Decide>,
}

impl Bar {
    /// Whether the bar stands against a finding.
    fn stands(&self, finding: &ScreeningFinding, facts: &Facts<'_>) -> Verdict {
        let lasting = match (self.lasts, finding.on) {
            (None, _) => Verdict::Met,
            (Some(_), None) => Verdict::Unknown,
            (Some(lasts), Some(Day(on))) => {
                lasts.after(on).is_none_or(|end| end > facts.as_of).into()
            }
        };
        let lifted = match &self.unless {
            // A lift has effect from when it is on file: none recorded is none.
            Some(decide) => (decide.verdict(facts, &mut Vec::new()) == Verdict::Met).into(),
            None => Verdict::Unmet,
        };
        lasting.and(lifted.negated())
    }
}

impl ScreeningClear {
    /// Whether a check is clear of findings that bar.
    fn clear(&self, screening: &Screening, facts: &Facts<'_>) -> Verdict {
        let Some(findings) = &screening.findings else { return Verdict::Unknown };
        findings.iter().fold(Verdict::Met, |clear, finding| {
            let bars = self.bars.iter().filter(|bar| bar.category == finding.category);
            bars.fold(clear, |clear, bar| clear.and(bar.stands(finding, facts).negated()))
        })
    }
}

/// The conjunction of what has been seen and one more.
fn with(seen: Option<Verdict>, clear: Verdict) -> Option<Verdict> {
    Some(seen.map_or(clear, |seen| seen.and(clear)))
}

impl Kind for ScreeningClear {
    fn name(&self) -> &'static str {
        "screening"
    }

    fn check(&self, check: &mut Check<'_>) {
        for (index, bar) in self.bars.iter().enumerate() {
            if self.bars.iter().take(index).any(|earlier| earlier.category == bar.category) {
                let key = format!("bars/{index}/category");
                check.note(&key, format!("`{}` again", bar.category), "each category once");
            }
        }
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.own_frame(facts, &[]);
        let (mut verdict, mut perhaps) = (None, None);
        for (index, entry) in facts.dossier.screenings.iter().enumerate() {
            if entry.kind != self.kind {
                continue;
            }
            let mut standing = facts.dated(Some(entry.on), &frame);
            if let Standing::Perhaps(_) = standing {
                perhaps = with(perhaps, self.clear(entry, facts));
            }
            if standing == Standing::Counts {
                let clear = self.clear(entry, facts);
                verdict = with(verdict, clear);
                standing = match clear {
                    Verdict::Met => Standing::Counts,
                    Verdict::Unmet => Standing::Out(Reason::Bars),
                    Verdict::Unknown => Standing::Perhaps(Reason::Unsaid(Key::Findings)),
                };
            }
            facts.note(notes, Note::new(Section::Screenings, index, standing));
        }
        let closed = facts.closed(Section::Screenings) || frame.is_never();
        Outcome::of(match (verdict, perhaps) {
            (Some(verdict), None) => verdict,
            // A check that may be too old or too late counts, or is as if it were not there.
            (Some(verdict), Some(perhaps)) if verdict.and(perhaps) == verdict => verdict,
            (None, None | Some(Verdict::Unmet)) => Verdict::absent(closed),
            _ => Verdict::Unknown,
        })
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.own_window().note_changes(Section::Screenings, changes);
        let findings =
            changes.dossier.screenings.iter().flat_map(|entry| &entry.findings).flatten();
        for finding in findings {
            for lasts in self.bars.iter().filter_map(|bar| bar.lasts) {
                if let Some(end) = finding.on.and_then(|on| lasts.after(on.0)) {
                    changes.on(end);
                }
            }
        }
    }

    fn can_be_mended(&self, seen: &Seen<'_>) -> bool {
        // A decision can lift a bar where it may; a new check finds the same again.
        let barring = seen.notes.iter().filter(|note| note.standing == Standing::Out(Reason::Bars));
        let entries =
            barring.filter_map(|note| seen.facts.dossier.screenings.get(note.index as usize));
        entries.flat_map(|entry| entry.findings.iter().flatten()).all(|finding| {
            let mut bars = self.bars.iter().filter(|bar| bar.category == finding.category);
            bars.all(|bar| bar.unless.is_some() || bar.stands(finding, seen.facts) != Verdict::Met)
        })
    }

    fn required(&self, as_of: Date) -> String {
        let text = format!("check `{}` without a finding that bars", self.kind);
        text + &self.own_window().worded(as_of, &not_older)
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        let bars = seen.notes.iter().any(|note| note.standing == Standing::Out(Reason::Bars));
        if bars { "a finding bars".to_owned() } else { seen.entries(self.section()) }
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Screenings)
    }
}
