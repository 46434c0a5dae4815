//! What is asked of the parts of a model whose rows are in several places, and what they answer.

use serde::{Deserialize, Serialize};

use super::likelihood::{Detail, Hazards};
use super::options::{CALL, CoxOptions};
use super::risk_sets::Slots;
use crate::transition::bytes::Mark;
use crate::transition::hazard::design::Design;
use crate::transition::hazard::outline::Outline;
use crate::{Code, Error, Place};

const QUESTION: Mark = Mark { mark: b"PPCOXASK", version: 1, subject: "question to a part" };
const ANSWER: Mark = Mark { mark: b"PPCOXSAY", version: 1, subject: "answer of a part" };

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Step {
    /// The states, transitions and categories there are.
    Outline,
    /// Counts, moments and event times.
    Survey,
    /// The sums over the risk sets at some coefficients.
    Sums,
    /// The moments of the covariates at some hazards.
    Moments,
    /// The products of the influence of persons or clusters.
    Influence,
}

/// A question. Its numbers are, from the step on that asks for sums: the [`Layout`], the
/// coefficients, and the hazards of each transition where they are needed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    pub(super) step: Step,
    pub(super) options: CoxOptions,
    pub(super) outline: Option<Outline>,
    pub(super) strata: Vec<Vec<Stratum>>,
}

/// A stratum of a transition, and how many event times it has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Stratum {
    pub(super) name: String,
    pub(super) times: usize,
}

/// An answer. Its numbers are, of a survey, those that [`Surveyed`] tells; of later steps such as
/// are added up.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    pub(super) outline: Option<Outline>,
    pub(super) survey: Vec<Surveyed>,
}

/// What a part has of a transition. For each of its coefficients there are three numbers: the sum,
/// the least and the largest value; then for each stratum the event times and how many events
/// there are at each.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Surveyed {
    pub(super) rows: u64,
    pub(super) persons: u64,
    pub(super) events: u64,
    pub(super) missing: usize,
    pub(super) strata: Vec<Stratum>,
}

/// Numbers, taken from the beginning to the end.
pub(super) struct Numbers {
    numbers: Vec<f64>,
    at: usize,
}

impl Numbers {
    pub(super) fn take(&mut self, count: usize) -> Result<&[f64], Error> {
        let end = self.at.saturating_add(count);
        let taken = self.numbers.get(self.at..end).ok_or_else(wrong)?;
        self.at = end;
        Ok(taken)
    }

    /// Hazards as [`write_hazards`] writes them.
    pub(super) fn hazards(
        &mut self,
        slots: usize,
        detailed: Option<usize>,
    ) -> Result<Hazards, Error> {
        let mut list = |count: usize| self.take(count).map(<[f64]>::to_vec);
        let (cumulative, relief) = (list(slots)?, list(slots)?);
        let detail = match detailed {
            None => None,
            Some(columns) => {
                let cells = slots.saturating_mul(columns);
                let (drift, spared, mean) = (list(cells)?, list(cells)?, list(cells)?);
                Some(Detail { drift, spared, mean, variance: Vec::new() })
            }
        };
        Ok(Hazards { cumulative, relief, detail })
    }

    /// Adds as many other numbers, one by one.
    pub(super) fn add(&mut self, other: &Numbers) -> Result<(), Error> {
        if self.numbers.len() != other.numbers.len() {
            return Err(wrong());
        }
        self.numbers.iter_mut().zip(&other.numbers).for_each(|(sum, own)| *sum += own);
        Ok(())
    }

    pub(super) fn end(&self) -> Result<(), Error> {
        if self.at == self.numbers.len() { Ok(()) } else { Err(wrong()) }
    }
}

/// Writes hazards, with what influence needs of the details where that is asked for.
pub(super) fn write_hazards(to: &mut Vec<f64>, hazards: &Hazards, detailed: bool) {
    to.extend(&hazards.cumulative);
    to.extend(&hazards.relief);
    if let (true, Some(detail)) = (detailed, &hazards.detail) {
        to.extend(&detail.drift);
        to.extend(&detail.spared);
        to.extend(&detail.mean);
    }
}

/// How the rows of a transition are laid out, the same in all parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// One without a name where there are no strata.
    pub(super) strata: Vec<String>,
    pub(super) slots: Slots,
    /// What is taken from each covariate.
    pub(super) centre: Vec<f64>,
}

impl Layout {
    pub(super) fn write(&self, to: &mut Vec<f64>) -> Vec<Stratum> {
        to.extend(&self.centre);
        let mut strata = Vec::new();
        for (name, slots) in self.strata.iter().zip(&self.slots.strata) {
            let times = &self.slots.time[slots.clone()][1..];
            to.extend(times);
            strata.push(Stratum { name: name.clone(), times: times.len() });
        }
        strata
    }

    pub(super) fn read(
        numbers: &mut Numbers,
        design: &Design<'_>,
        place: usize,
        strata: &[Stratum],
    ) -> Result<Layout, Error> {
        let centre = numbers.take(design.coefficients_of(place).len())?.to_vec();
        let mut times = Vec::with_capacity(strata.len());
        for stratum in strata {
            let own = numbers.take(stratum.times)?;
            if !own.is_sorted_by(|a, b| a < b) || !own.iter().all(|time| time.is_finite()) {
                return Err(wrong());
            }
            times.push(own.to_vec());
        }
        let strata = strata.iter().map(|stratum| stratum.name.clone()).collect();
        Ok(Layout { strata, slots: Slots::new(times), centre })
    }
}

impl Question {
    pub(super) fn write(&self, numbers: &[f64]) -> Vec<u8> {
        written(QUESTION.write(self, 8 * numbers.len()), numbers)
    }

    pub(super) fn read(bytes: &[u8]) -> Result<(Question, Numbers), Error> {
        let (question, mut reader) = QUESTION.read(bytes)?;
        Ok((question, Numbers { numbers: reader.numbers()?, at: 0 }))
    }
}

impl Answer {
    pub(super) fn write(&self, numbers: &[f64]) -> Vec<u8> {
        written(ANSWER.write(self, 8 * numbers.len()), numbers)
    }

    pub(super) fn read(bytes: &[u8]) -> Result<(Answer, Numbers), Error> {
        let (answer, mut reader) = ANSWER.read(bytes)?;
        Ok((answer, Numbers { numbers: reader.numbers()?, at: 0 }))
    }
}

fn written(mut bytes: Vec<u8>, numbers: &[f64]) -> Vec<u8> {
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    bytes
}

/// What came from elsewhere is not what belongs here.
pub(super) fn wrong() -> Error {
    let (found, expected) = ("what does not belong to the model", "its questions and answers");
    Error::one(Code::Document, CALL, Place::Whole, found, expected)
}
