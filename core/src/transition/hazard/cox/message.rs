//! What is asked of the parts of a model whose rows are in several places, and what they answer.

use super::likelihood::{Detail, Hazards};
use super::options::{CALL, CoxOptions};
use super::risk_sets::Slots;
use crate::document;
use crate::transition::bytes::{Mark, Reader, Writer};
use crate::transition::hazard::design::Design;
use crate::transition::hazard::outline::Outline;
use crate::{Code, Error, Place};

const QUESTION: Mark = Mark { mark: b"PPCOXASK", version: 1, subject: "question to a part" };
const ANSWER: Mark = Mark { mark: b"PPCOXSAY", version: 1, subject: "answer of a part" };

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Step {
    const ALL: [Step; 5] =
        [Step::Outline, Step::Survey, Step::Sums, Step::Moments, Step::Influence];
}

/// A question. Its numbers are, from the step on that asks for sums: the scales of the columns, the
/// [`Layout`] of each transition, the coefficients, and the hazards of each transition where they
/// are needed.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) step: Step,
    pub(super) options: CoxOptions,
    pub(super) outline: Option<Outline>,
    /// Of each transition.
    pub(super) strata: Vec<Vec<Stratum>>,
}

/// A stratum of a transition, and how many event times it has.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stratum {
    pub(super) name: String,
    pub(super) times: usize,
}

/// What a part has of a transition. For each of its coefficients there are three numbers: the sum,
/// the least and the largest value; then for each stratum the event times and how many events
/// there are at each.
#[derive(Clone, Debug, Default)]
pub(super) struct Surveyed {
    pub(super) rows: u64,
    pub(super) persons: u64,
    pub(super) events: u64,
    pub(super) missing: u64,
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

const WHAT: &str = "a question or an answer";

impl Question {
    pub(super) fn write(&self, numbers: &[f64]) -> Vec<u8> {
        let mut writer = QUESTION.write();
        writer.count(self.step as usize);
        // Options hold what JSON can hold.
        writer.text(&serde_json::to_string(&self.options).unwrap_or_default());
        writer.count(usize::from(self.outline.is_some()));
        if let Some(outline) = &self.outline {
            outline.write(&mut writer);
        }
        writer.count(self.strata.len());
        self.strata.iter().for_each(|strata| write_strata(&mut writer, strata));
        writer.numbers(numbers);
        writer.bytes
    }

    pub(super) fn read(bytes: &[u8]) -> Result<(Question, Numbers), Error> {
        let mut reader = QUESTION.read(bytes)?;
        let step = reader.count(WHAT)?;
        let step = Step::ALL.into_iter().find(|known| *known as u64 == step).ok_or_else(wrong)?;
        let options: serde_json::Value =
            serde_json::from_str(reader.text(WHAT)?).map_err(|_| wrong())?;
        let options: CoxOptions = document::parse_value(&options, CALL, Code::Document)?;
        options.check()?;
        let outline = match reader.count(WHAT)? {
            0 => None,
            _ => Some(Outline::read(&mut reader, &options.wanted())?),
        };
        let strata = (0..reader.length(8, WHAT)?).map(|_| read_strata(&mut reader));
        let strata = strata.collect::<Result<_, Error>>()?;
        let numbers = Numbers { numbers: reader.numbers()?, at: 0 };
        Ok((Question { step, options, outline, strata }, numbers))
    }
}

/// An outline as an answer.
pub(super) fn write_outline(outline: &Outline) -> Vec<u8> {
    let mut writer = ANSWER.write();
    outline.write(&mut writer);
    writer.bytes
}

pub(super) fn read_outline(answer: &[u8], options: &CoxOptions) -> Result<Outline, Error> {
    let mut reader = ANSWER.read(answer)?;
    let outline = Outline::read(&mut reader, &options.wanted())?;
    reader.end()?;
    Ok(outline)
}

/// An answer with what a part has of each transition, if that was asked for, and numbers.
pub(super) fn write_answer(surveyed: &[Surveyed], numbers: &[f64]) -> Vec<u8> {
    let mut writer = ANSWER.write();
    writer.count(surveyed.len());
    for one in surveyed {
        for count in [one.rows, one.persons, one.events, one.missing] {
            writer.count(count as usize);
        }
        write_strata(&mut writer, &one.strata);
    }
    writer.numbers(numbers);
    writer.bytes
}

pub(super) fn read_answer(answer: &[u8]) -> Result<(Vec<Surveyed>, Numbers), Error> {
    let mut reader = ANSWER.read(answer)?;
    let mut surveyed = Vec::new();
    for _ in 0..reader.length(8, WHAT)? {
        let mut next = || reader.count(WHAT);
        let (rows, persons, events, missing) = (next()?, next()?, next()?, next()?);
        let strata = read_strata(&mut reader)?;
        surveyed.push(Surveyed { rows, persons, events, missing, strata });
    }
    Ok((surveyed, Numbers { numbers: reader.numbers()?, at: 0 }))
}

fn write_strata(writer: &mut Writer, strata: &[Stratum]) {
    writer.count(strata.len());
    for stratum in strata {
        writer.text(&stratum.name);
        writer.count(stratum.times);
    }
}

fn read_strata(reader: &mut Reader<'_>) -> Result<Vec<Stratum>, Error> {
    let mut strata = Vec::new();
    for _ in 0..reader.length(16, WHAT)? {
        let name = reader.text(WHAT)?.to_owned();
        // As many numbers there must be, each of eight bytes.
        strata.push(Stratum { name, times: reader.length(8, WHAT)? });
    }
    Ok(strata)
}

/// What came from elsewhere is not what belongs here.
pub(super) fn wrong() -> Error {
    let (found, expected) = ("what does not belong to the model", "its questions and answers");
    Error::one(Code::Document, CALL, Place::Whole, found, expected)
}
