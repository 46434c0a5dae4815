//! What respondents need most, and how sure that order is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::suppression::{self, Cell, cells, hidden};
use super::{MISSING, Survey};
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::order::{self, arrange};
use crate::stats::proportion::Interval;
use crate::stats::random::Random;
use crate::threads;
use crate::warning::Warning;
use crate::watch::Watch;

/// Which answers say that something is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Needed {
    /// Those at or above the threshold: items ask what is needed.
    #[default]
    High,
    /// Those below it: items ask what was covered.
    Low,
}

/// How to rank needs.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NeedsOptions {
    /// A group column: then each group has its ranks. Default none.
    pub by: Option<String>,
    /// The rating that splits answers in two. Default the highest of the scale.
    pub threshold: Option<i64>,
    /// Which of the two say that something is needed. Default `high`.
    pub needed: Needed,
    /// The probability with which intervals should hold the true share or rank. Default 0.95.
    pub level: f64,
    /// How many of the first ranks `top_probability` is about. Default 3.
    pub top: u32,
    /// How many samples are drawn with replacement from the respondents of each group. Default
    /// 1000.
    pub draws: u32,
    /// The seed from which they are drawn. Default 0.
    pub seed: u64,
    /// On how many threads; no result depends on it. Default as many as there are.
    pub threads: Option<usize>,
    /// Rows that tell on fewer persons than this are hidden. Default none.
    pub min_cell: Option<u64>,
}

described! { NeedsOptions = "needs-options" }

impl Default for NeedsOptions {
    fn default() -> NeedsOptions {
        NeedsOptions {
            by: None,
            threshold: None,
            needed: Needed::High,
            level: 0.95,
            top: 3,
            draws: 1000,
            seed: 0,
            threads: None,
            min_cell: None,
        }
    }
}

/// One need in one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NeedsRow {
    /// The group; `None` without `by`.
    pub group: Option<String>,
    /// The item.
    pub item: String,
    /// The id of the competency that it asks about.
    pub competency: Option<String>,
    /// How many answered; 0 where the row is hidden.
    pub n: u64,
    /// How many did not; 0 where the row is hidden.
    pub missing: u64,
    /// The share, of those who answered, who need it.
    pub share: Option<f64>,
    /// The lower end of Wilson's interval of the share.
    pub lower: Option<f64>,
    /// The upper end of it.
    pub upper: Option<f64>,
    /// The place in the group by share, from 1; equal shares have the better place.
    pub rank: Option<u64>,
    /// The lower end of the interval of the rank: a quantile of its ranks in the samples.
    pub rank_lower: Option<u64>,
    /// The upper end of it.
    pub rank_upper: Option<u64>,
    /// In which share of the samples it is among the first `top`.
    pub top_probability: Option<f64>,
    /// Whether the row is hidden because it tells on too few.
    pub suppressed: bool,
}

/// What [`Survey::needs`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Needs {
    options: NeedsOptions,
    rows: Vec<NeedsRow>,
    warnings: Vec<Warning>,
}

impl Needs {
    /// A row for each item in each group: groups in order, and in them items by rank.
    #[must_use]
    pub fn rows(&self) -> &[NeedsRow] {
        &self.rows
    }

    /// What to say beside the result: `missing-group`, `unanswered-item`, `weights-not-used`,
    /// `suppressed`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The rows as a table: `group` (where there is a `by`), `item`, `competency`, `n`,
    /// `missing`, `share`, `lower`, `upper`, `rank`, `rank_lower`, `rank_upper`,
    /// `top_probability`, and `suppressed` where there is a `min_cell`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        let mut table = crate::Table::builder();
        if self.options.by.is_some() {
            table = table.optional_text("group", rows.iter().map(|row| row.group.as_deref()));
        }
        let shown = |row: &NeedsRow, count: u64| (!row.suppressed).then_some(count);
        table = table
            .text("item", rows.iter().map(|row| &row.item))
            .optional_text("competency", rows.iter().map(|row| row.competency.as_deref()))
            .optional_count("n", rows.iter().map(|row| shown(row, row.n)))
            .optional_count("missing", rows.iter().map(|row| shown(row, row.missing)))
            .optional_number("share", rows.iter().map(|row| row.share))
            .optional_number("lower", rows.iter().map(|row| row.lower))
            .optional_number("upper", rows.iter().map(|row| row.upper))
            .optional_count("rank", rows.iter().map(|row| row.rank))
            .optional_count("rank_lower", rows.iter().map(|row| row.rank_lower))
            .optional_count("rank_upper", rows.iter().map(|row| row.rank_upper))
            .optional_number("top_probability", rows.iter().map(|row| row.top_probability));
        if self.options.min_cell.is_some() {
            table = table.flag("suppressed", rows.iter().map(|row| row.suppressed));
        }
        table.finish()
    }
}

impl Survey {
    /// Ranks items by the share who need them, with the uncertainty of each rank: respondents are
    /// drawn with replacement from each group, ranks are taken anew, and their quantiles are the
    /// interval (P. Hall and H. Miller, *Using the bootstrap to quantify the authority of an
    /// empirical ranking*, Annals of Statistics 37 (2009) 3929–3959, who also say that such
    /// intervals are rough where many items are nearly tied). The same seed gives the same ranks,
    /// on any number of threads. The watch is asked after each few samples.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range; [`Code::Cancelled`] where the watch
    /// stops the work.
    pub fn needs(&self, options: &NeedsOptions, watch: &mut Watch<'_>) -> Result<Needs, Error> {
        let summary = self.summarise(options.by.as_deref())?;
        let threshold = options.threshold.unwrap_or_else(|| self.scale.highest());
        let mut problems = Problems::new();
        summary.check(options.by.as_deref(), threshold, options.level, &mut problems);
        suppression::check(options.min_cell, &mut problems);
        for (name, value, most) in
            [("draws", options.draws, 1_000_000), ("top", options.top, u32::MAX)]
        {
            if value == 0 || value > most {
                let expected = format!("1 to {most}");
                problems.push(Place::argument(name), value.to_string(), expected);
            }
        }
        problems.finish(Code::Argument, "needs")?;
        let groups = summary.ordered();
        let mut cells = cells(&summary, &groups, threshold);
        if options.needed == Needed::Low {
            for cell in cells.iter_mut().flatten() {
                cell.successes = cell.n - cell.successes;
            }
        }
        let hidden = hidden(&cells, options.min_cell);
        let answers: Vec<Vec<u8>> =
            groups.iter().map(|(name, _)| self.answers(options, threshold, name)).collect();
        let drawn = drawn(&answers, self.items.len(), options, watch)?;
        let mut rows = Vec::new();
        for (place, ((name, group), drawn)) in groups.iter().zip(&drawn).enumerate() {
            let cells = &cells[place];
            let ranks = ranks(cells);
            let any_hidden = hidden[place].contains(&true);
            let mut of_group: Vec<NeedsRow> = (0..self.items.len())
                .map(|item| {
                    let cell = cells[item];
                    let suppressed = hidden[place][item];
                    let shown = cell.n > 0 && !suppressed;
                    let ranked = shown && !any_hidden;
                    let (lower, upper) = Interval::Wilson.of(cell.successes, cell.n, options.level);
                    let drawn = &drawn[item];
                    NeedsRow {
                        group: options.by.is_some().then(|| (*name).to_owned()),
                        item: self.items[item].name.clone(),
                        competency: self.items[item].competency.clone(),
                        n: if suppressed { 0 } else { cell.n },
                        missing: if suppressed { 0 } else { group.respondents - cell.n },
                        share: shown.then(|| cell.successes as f64 / cell.n as f64),
                        lower: shown.then_some(lower),
                        upper: shown.then_some(upper),
                        rank: ranked.then_some(ranks[item]),
                        rank_lower: ranked.then_some(drawn.rank_lower),
                        rank_upper: ranked.then_some(drawn.rank_upper),
                        top_probability: ranked.then_some(drawn.top_probability),
                        suppressed,
                    }
                })
                .collect();
            if !any_hidden {
                // Of equal rank in the order of the survey; what nobody answered comes last.
                let rank = |row: &NeedsRow| row.rank.unwrap_or(u64::MAX);
                order::sort(&mut of_group, &|one, other| rank(one).cmp(&rank(other)));
            }
            rows.extend(of_group);
        }
        let mut warnings = summary.warnings();
        warnings.extend(self.unweighted_warning());
        warnings.extend(suppression::warning(&hidden, options.min_cell));
        Ok(Needs { options: options.clone(), rows, warnings })
    }

    /// Per respondent of a group, per item: 1 for needed, 0 for not, [`MISSING`] for no answer.
    fn answers(&self, options: &NeedsOptions, threshold: i64, group: &str) -> Vec<u8> {
        let labels = self.groups.iter().find(|(name, _)| Some(name) == options.by.as_ref());
        let rows = (0..self.respondents)
            .filter(|&row| labels.is_none_or(|(_, labels)| labels.name(row) == Some(group)));
        let below = threshold - self.scale.lowest();
        let mut answers = Vec::new();
        for row in rows {
            answers.extend(self.levels.iter().map(|levels| match levels.get(row) {
                None | Some(&MISSING) => MISSING,
                Some(&level) => {
                    u8::from((i64::from(level) >= below) == (options.needed == Needed::High))
                }
            }));
        }
        answers
    }
}

/// The place of each by share, from 1, equal ones at the better place; what nobody answered is
/// last.
fn ranks(cells: &[Cell]) -> Vec<u64> {
    let mut order: Vec<usize> = (0..cells.len()).collect();
    // Shares compared without a division, so that equal ones are equal.
    let compare = |one: &Cell, other: &Cell| {
        let product = |one: &Cell, other: &Cell| u128::from(one.successes) * u128::from(other.n);
        (other.n > 0).cmp(&(one.n > 0)).then(product(other, one).cmp(&product(one, other)))
    };
    arrange(&mut order, &|one, other| compare(&cells[one], &cells[other]));
    let mut ranks = vec![0; cells.len()];
    for (place, &item) in order.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| order[before]);
        let tied = before.filter(|&before| compare(&cells[before], &cells[item]).is_eq());
        ranks[item] = tied.map_or(place as u64 + 1, |before| ranks[before]);
    }
    ranks
}

/// How many samples are drawn between two questions to the watch.
const PART: u32 = 32;

/// Where an item stands in the samples.
struct Drawn {
    rank_lower: u64,
    rank_upper: u64,
    top_probability: f64,
}

/// Where each item of each group stands in the samples.
fn drawn(
    answers: &[Vec<u8>],
    items: usize,
    options: &NeedsOptions,
    watch: &mut Watch<'_>,
) -> Result<Vec<Vec<Drawn>>, Error> {
    let firsts = || (0..options.draws).step_by(PART as usize);
    let parts: Vec<(usize, u32)> =
        (0..answers.len()).flat_map(|group| firsts().map(move |first| (group, first))).collect();
    let of_part = |(group, first): (usize, u32)| -> Vec<Vec<u64>> {
        let last = options.draws.min(first.saturating_add(PART));
        let answers = answers.get(group).map_or(&[][..], Vec::as_slice);
        (first..last).map(|draw| sample(answers, items, options.seed, group as u64, draw)).collect()
    };
    let threads = threads::count(options.threads);
    let ranks = threads::on_each_watched(threads, parts, "needs", watch, of_part)?;
    let of_groups = ranks.chunks(firsts().count());
    Ok(of_groups.map(|ranks| intervals(&ranks.concat(), items, options)).collect())
}

/// The ranks of the items in one sample of a group; each draw of each group has a stream of its own.
fn sample(answers: &[u8], items: usize, seed: u64, group: u64, draw: u32) -> Vec<u64> {
    let respondents = answers.len() / items.max(1);
    let mut random = Random::stream(seed, group << 32 | u64::from(draw));
    let mut cells = vec![Cell { n: 0, successes: 0 }; items];
    for _ in 0..respondents {
        let row = random.index(respondents) * items;
        let drawn = answers.get(row..row + items).unwrap_or_default();
        for (cell, &answer) in cells.iter_mut().zip(drawn) {
            if answer != MISSING {
                cell.n += 1;
                cell.successes += u64::from(answer);
            }
        }
    }
    ranks(&cells)
}

fn intervals(ranks: &[Vec<u64>], items: usize, options: &NeedsOptions) -> Vec<Drawn> {
    let tail = 0.5 * (1.0 - options.level) * ranks.len() as f64;
    (0..items)
        .map(|item| {
            let mut own: Vec<u64> = ranks.iter().map(|ranks| ranks[item]).collect();
            own.sort_unstable();
            // The least rank that more than `tail` samples reach, from either side.
            let skipped = (tail.floor() as usize).min(own.len().saturating_sub(1) / 2);
            let top = own.iter().filter(|&&rank| rank <= u64::from(options.top)).count();
            Drawn {
                rank_lower: own.get(skipped).copied().unwrap_or(0),
                rank_upper: own.get(own.len() - 1 - skipped).copied().unwrap_or(0),
                top_probability: top as f64 / own.len() as f64,
            }
        })
        .collect()
}
