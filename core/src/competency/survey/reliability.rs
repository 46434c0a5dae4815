//! Whether items measure one thing, and how well together.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::{in_group, listed};
use super::{MISSING, Survey};
use crate::document::{described, hint};
use crate::error::{Code, Error, Place, Problems};
use crate::stats::one_factor::OneFactor;
use crate::stats::quantile;
use crate::warning::Warning;

/// Which items make the scale.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReliabilityOptions {
    /// The items of the scale. Default all.
    pub items: Vec<String>,
    /// Those of them that are worded the other way round: the highest rating counts as the
    /// lowest. Default none.
    pub reverse: Vec<String>,
    /// A group column: then each group has its scale. Default none.
    pub by: Option<String>,
    /// The probability with which the interval should hold the true alpha. Default 0.95.
    pub level: f64,
}

described! { ReliabilityOptions = "reliability-options" }

impl Default for ReliabilityOptions {
    fn default() -> ReliabilityOptions {
        ReliabilityOptions { items: Vec::new(), reverse: Vec::new(), by: None, level: 0.95 }
    }
}

/// How reliable the sum of the items is, in one group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReliabilityRow {
    /// The group; `None` without `by`.
    pub group: Option<String>,
    /// How many items vary, and so make the scale.
    pub items: u64,
    /// How many answered all items of the scale: those counted.
    pub n: u64,
    /// How many did not.
    pub missing: u64,
    /// Cronbach's alpha, of covariances.
    pub alpha: Option<f64>,
    /// The lower end of Feldt's interval of alpha.
    pub lower: Option<f64>,
    /// The upper end of it.
    pub upper: Option<f64>,
    /// Alpha of correlations.
    pub standardised_alpha: Option<f64>,
    /// The mean correlation of two items.
    pub mean_correlation: Option<f64>,
    /// McDonald's omega of one common factor, of covariances.
    pub omega: Option<f64>,
    /// Omega of correlations.
    pub standardised_omega: Option<f64>,
}

/// One item of the scale, in one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemTotalRow {
    /// The group; `None` without `by`.
    pub group: Option<String>,
    /// The item.
    pub item: String,
    /// Whether it was turned round.
    pub reversed: bool,
    /// How many of those who answered all items: those counted.
    pub n: u64,
    /// The mean rating, after turning round.
    pub mean: Option<f64>,
    /// The standard deviation.
    pub sd: Option<f64>,
    /// The correlation with the sum of all items.
    pub item_total: Option<f64>,
    /// The correlation with the sum of all other items.
    pub item_rest: Option<f64>,
    /// Alpha of the other items.
    pub alpha_if_dropped: Option<f64>,
    /// The loading on the one common factor, in units of the standard deviation.
    pub loading: Option<f64>,
}

/// What [`Survey::reliability`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    options: ReliabilityOptions,
    rows: Vec<ReliabilityRow>,
    items: Vec<ItemTotalRow>,
    warnings: Vec<Warning>,
}

impl Reliability {
    /// A row for each group.
    #[must_use]
    pub fn rows(&self) -> &[ReliabilityRow] {
        &self.rows
    }

    /// A row for each item in each group.
    #[must_use]
    pub fn items(&self) -> &[ItemTotalRow] {
        &self.items
    }

    /// What to say beside the result: `missing-group`, `weights-not-used`, `constant-item`,
    /// `too-few-items`, `too-few-answers`, `negative-item`, `heywood-case`, `not-converged`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The groups as a table: `group` (where there is a `by`), `items`, `n`, `missing`, `alpha`,
    /// `lower`, `upper`, `standardised_alpha`, `mean_correlation`, `omega`, `standardised_omega`.
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
        table
            .count("items", rows.iter().map(|row| row.items))
            .count("n", rows.iter().map(|row| row.n))
            .count("missing", rows.iter().map(|row| row.missing))
            .optional_number("alpha", rows.iter().map(|row| row.alpha))
            .optional_number("lower", rows.iter().map(|row| row.lower))
            .optional_number("upper", rows.iter().map(|row| row.upper))
            .optional_number("standardised_alpha", rows.iter().map(|row| row.standardised_alpha))
            .optional_number("mean_correlation", rows.iter().map(|row| row.mean_correlation))
            .optional_number("omega", rows.iter().map(|row| row.omega))
            .optional_number("standardised_omega", rows.iter().map(|row| row.standardised_omega))
            .finish()
    }

    /// The items as a table: `group` (where there is a `by`), `item`, `reversed`, `n`, `mean`,
    /// `sd`, `item_total`, `item_rest`, `alpha_if_dropped`, `loading`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn items_to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.items;
        let mut table = crate::Table::builder();
        if self.options.by.is_some() {
            table = table.optional_text("group", rows.iter().map(|row| row.group.as_deref()));
        }
        table
            .text("item", rows.iter().map(|row| &row.item))
            .flag("reversed", rows.iter().map(|row| row.reversed))
            .count("n", rows.iter().map(|row| row.n))
            .optional_number("mean", rows.iter().map(|row| row.mean))
            .optional_number("sd", rows.iter().map(|row| row.sd))
            .optional_number("item_total", rows.iter().map(|row| row.item_total))
            .optional_number("item_rest", rows.iter().map(|row| row.item_rest))
            .optional_number("alpha_if_dropped", rows.iter().map(|row| row.alpha_if_dropped))
            .optional_number("loading", rows.iter().map(|row| row.loading))
            .finish()
    }
}

impl Survey {
    /// How reliable the sum of several items is, over the respondents who answered all of them.
    ///
    /// - Alpha: `k/(k−1) (1 − Σ variances / variance of the sum)`. L. J. Cronbach, *Coefficient
    ///   alpha and the internal structure of tests*, Psychometrika 16 (1951) 297–334. Its
    ///   interval: L. S. Feldt, D. J. Woodruff and F. A. Salih, *Statistical inference for
    ///   coefficient alpha*, Applied Psychological Measurement 11 (1987) 93–103.
    /// - Omega: `(Σ loadings)² / ((Σ loadings)² + Σ unique variances)` of one factor fitted by
    ///   maximum likelihood. R. P. McDonald, *Test theory* (1999).
    ///
    /// In R, `psych::alpha`, `psych::alpha.ci` and `factanal(x, 1)`; unlike them, who left an item
    /// out is left out here, and counted in `missing`.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range.
    pub fn reliability(&self, options: &ReliabilityOptions) -> Result<Reliability, Error> {
        let chosen = self.scale_items(options)?;
        let summary = self.summarise(options.by.as_deref())?;
        let mut warnings = Vec::from_iter(summary.left_out_warning());
        warnings.extend(self.unweighted_warning());
        let (mut rows, mut items) = (Vec::new(), Vec::new());
        let mut cautions = Cautions::default();
        for (name, group) in summary.ordered() {
            let label = options.by.is_some().then(|| name.to_owned());
            let scores = self.complete(&chosen, options, name);
            let scale = ItemScale::of(&scores, &chosen);
            let mut row = scale.row(options.level);
            row.missing = group.respondents - row.n;
            row.group.clone_from(&label);
            for &(item, reversed) in &chosen {
                let mut total = scale.item(item, self.scale.lowest());
                total.group.clone_from(&label);
                total.item.clone_from(&self.items[item].name);
                total.reversed = reversed;
                if total.sd == Some(0.0) {
                    cautions.constant.push(in_group(&total.item, name));
                }
                if total.item_rest.is_some_and(|rest| rest < 0.0) {
                    cautions.negative.push(in_group(&total.item, name));
                }
                items.push(total);
            }
            let here = if name.is_empty() { "the scale".to_owned() } else { format!("`{name}`") };
            if row.n < 2 {
                cautions.few_answers.push(here);
            } else if row.items < 2 {
                cautions.few_items.push(here);
            } else if let Some(factor) = &scale.factor {
                if factor.at_floor {
                    cautions.heywood.push(here.clone());
                }
                if !factor.converged {
                    cautions.not_converged.push(here);
                }
            }
            rows.push(row);
        }
        warnings.extend(cautions.warnings());
        Ok(Reliability { options: options.clone(), rows, items, warnings })
    }

    /// The places of the items of the scale, and whether each is reversed.
    fn scale_items(&self, options: &ReliabilityOptions) -> Result<Vec<(usize, bool)>, Error> {
        let mut problems = Problems::new();
        if !(options.level > 0.0 && options.level < 1.0) {
            let expected = "a probability between 0 and 1, as 0.95";
            problems.push(Place::argument("level"), options.level.to_string(), expected);
        }
        let known: Vec<&str> = self.items.iter().map(|item| item.name.as_str()).collect();
        for (argument, names) in [("items", &options.items), ("reverse", &options.reverse)] {
            for (place, name) in names.iter().enumerate() {
                let chosen = argument == "items" || options.items.is_empty();
                if !known.contains(&name.as_str()) {
                    let expected = format!("an item of the survey{}", hint(name, &known));
                    problems.push(Place::argument(argument), format!("`{name}`"), expected);
                } else if names.iter().take(place).any(|earlier| earlier == name) {
                    let found = format!("`{name}` twice");
                    problems.push(Place::argument(argument), found, "each item once");
                } else if !chosen && !options.items.contains(name) {
                    let found = format!("`{name}`");
                    problems.push(Place::argument(argument), found, "one of `items`");
                }
            }
        }
        problems.finish(Code::Argument, "reliability")?;
        let all = known.iter().enumerate();
        let wanted =
            |name: &str| options.items.is_empty() || options.items.iter().any(|item| item == name);
        let reversed = |name: &str| options.reverse.iter().any(|item| item == name);
        Ok(all.filter(|(_, name)| wanted(name)).map(|(at, name)| (at, reversed(name))).collect())
    }

    /// The levels of those in a group who answered all items, respondent by respondent.
    fn complete(
        &self,
        chosen: &[(usize, bool)],
        options: &ReliabilityOptions,
        group: &str,
    ) -> Vec<u8> {
        let labels = self.groups.iter().find(|(name, _)| Some(name) == options.by.as_ref());
        let highest = (self.scale.levels() - 1) as u8;
        let mut scores = Vec::new();
        for row in 0..self.respondents {
            if labels.is_some_and(|(_, labels)| labels.name(row) != Some(group)) {
                continue;
            }
            let levels = chosen.iter().map(|&(item, reversed)| {
                let level = self.levels[item].get(row).copied().unwrap_or(MISSING);
                if reversed && level != MISSING { highest - level } else { level }
            });
            let start = scores.len();
            scores.extend(levels);
            if scores[start..].contains(&MISSING) {
                scores.truncate(start);
            }
        }
        scores
    }
}

/// Covariances of the items of a scale.
struct ItemScale {
    n: u64,
    /// For each item of the survey that is in the scale, its place in `means`.
    places: Vec<usize>,
    means: Vec<f64>,
    covariances: Vec<Vec<f64>>,
    /// The places of items that vary.
    varying: Vec<usize>,
    factor: Option<OneFactor>,
}

impl ItemScale {
    fn of(scores: &[u8], chosen: &[(usize, bool)]) -> ItemScale {
        let size = chosen.len();
        let n = scores.len() / size.max(1);
        // Whole numbers: exact, whatever the order of respondents.
        let mut sums = vec![0_i128; size];
        let mut products = vec![vec![0_i64; size]; size];
        for row in scores.chunks_exact(size.max(1)) {
            for (i, &one) in row.iter().enumerate() {
                sums[i] += i128::from(one);
                for (product, &other) in products[i].iter_mut().zip(row).take(i + 1) {
                    *product += i64::from(one) * i64::from(other);
                }
            }
        }
        let whole = n as i128;
        let covariance = |i: usize, j: usize| {
            let (i, j) = (i.max(j), i.min(j));
            let numerator = whole * i128::from(products[i][j]) - sums[i] * sums[j];
            if n > 1 { numerator as f64 / (whole * (whole - 1)) as f64 } else { 0.0 }
        };
        let covariances: Vec<Vec<f64>> =
            (0..size).map(|i| (0..size).map(|j| covariance(i, j)).collect()).collect();
        let varying: Vec<usize> = (0..size).filter(|&i| covariances[i][i] > 0.0).collect();
        let correlations: Vec<Vec<f64>> = varying
            .iter()
            .map(|&i| {
                let scale = |j: usize| (covariances[i][i] * covariances[j][j]).sqrt();
                let of = |&j: &usize| if i == j { 1.0 } else { covariances[i][j] / scale(j) };
                varying.iter().map(of).collect()
            })
            .collect();
        ItemScale {
            n: n as u64,
            places: chosen.iter().map(|(item, _)| *item).collect(),
            means: sums.iter().map(|&sum| sum as f64 / n as f64).collect(),
            factor: OneFactor::fit(&correlations),
            covariances,
            varying,
        }
    }

    /// Alpha of some items: `None` of fewer than two, or where their sum does not vary.
    fn alpha(&self, items: &[usize]) -> Option<f64> {
        let count = items.len() as f64;
        let variances: f64 = items.iter().map(|&i| self.covariances[i][i]).sum();
        let total = self.covariance_with_sum(items, items);
        let exists = items.len() > 1 && total > 0.0;
        exists.then(|| count / (count - 1.0) * (1.0 - variances / total))
    }

    fn covariance_with_sum(&self, some: &[usize], others: &[usize]) -> f64 {
        let pairs = some.iter().flat_map(|&i| others.iter().map(move |&j| (i, j)));
        pairs.map(|(i, j)| self.covariances[i][j]).sum()
    }

    fn row(&self, level: f64) -> ReliabilityRow {
        let items = &self.varying;
        let count = items.len() as f64;
        let alpha = self.alpha(items);
        // (1 − alpha) / (1 − estimate) has the F distribution.
        let df = self.n as f64 - 1.0;
        let end = |probability: f64| {
            let quantile = quantile::fisher(probability, df, df * (count - 1.0));
            alpha.map(|alpha| 1.0 - (1.0 - alpha) * quantile).filter(|end| end.is_finite())
        };
        let correlation = |i: usize, j: usize| {
            self.covariances[i][j] / (self.covariances[i][i] * self.covariances[j][j]).sqrt()
        };
        let pairs = items.iter().enumerate();
        let mean: f64 = pairs
            .flat_map(|(at, &i)| items[..at].iter().map(move |&j| correlation(i, j)))
            .sum::<f64>()
            / (0.5 * count * (count - 1.0));
        let mean = (items.len() > 1).then_some(mean);
        let standardised = mean.map(|mean| count * mean / (1.0 + (count - 1.0) * mean));
        ReliabilityRow {
            group: None,
            items: items.len() as u64,
            n: self.n,
            missing: 0,
            alpha,
            lower: end(0.5 + 0.5 * level),
            upper: end(0.5 - 0.5 * level),
            standardised_alpha: standardised.filter(|value| value.is_finite()),
            mean_correlation: mean,
            omega: self.omega(|item| self.covariances[item][item].sqrt()),
            standardised_omega: self.omega(|_| 1.0),
        }
    }

    fn omega(&self, deviation: impl Fn(usize) -> f64) -> Option<f64> {
        let factor = self.factor.as_ref()?;
        let (mut common, mut unique) = (0.0, 0.0);
        for ((&item, loading), uniqueness) in
            self.varying.iter().zip(&factor.loadings).zip(&factor.uniquenesses)
        {
            let deviation = deviation(item);
            common += loading * deviation;
            unique += uniqueness * deviation * deviation;
        }
        Some(common * common / (common * common + unique))
    }

    fn item(&self, item: usize, lowest: i64) -> ItemTotalRow {
        let place = self.places.iter().position(|&known| known == item).unwrap_or(0);
        let variance = self.covariances[place][place];
        let varies = self.varying.contains(&place);
        let others: Vec<usize> =
            self.varying.iter().copied().filter(|&other| other != place).collect();
        let with = |items: &[usize]| {
            let spread = variance * self.covariance_with_sum(items, items);
            let correlation = self.covariance_with_sum(&[place], items) / spread.sqrt();
            (varies && spread > 0.0).then(|| correlation.clamp(-1.0, 1.0))
        };
        let at = self.varying.iter().position(|&known| known == place);
        let loading = at.and_then(|at| self.factor.as_ref()?.loadings.get(at).copied());
        ItemTotalRow {
            group: None,
            item: String::new(),
            reversed: false,
            n: self.n,
            mean: (self.n > 0).then(|| self.means[place] + lowest as f64),
            sd: (self.n > 1).then(|| variance.sqrt()),
            item_total: with(&self.varying),
            item_rest: with(&others),
            alpha_if_dropped: if varies { self.alpha(&others) } else { None },
            loading,
        }
    }
}

/// What to warn of, with the items or groups it is true of.
#[derive(Default)]
struct Cautions {
    constant: Vec<String>,
    few_items: Vec<String>,
    few_answers: Vec<String>,
    negative: Vec<String>,
    heywood: Vec<String>,
    not_converged: Vec<String>,
}

impl Cautions {
    fn warnings(self) -> Vec<Warning> {
        [
            ("constant-item", self.constant, "all answers are alike: the item is not in the scale"),
            ("too-few-answers", self.few_answers, "fewer than two answered all items"),
            ("too-few-items", self.few_items, "fewer than two items vary: there is no scale"),
            (
                "negative-item",
                self.negative,
                "who rates it high rates the others low: if it is worded the other way round, name \
                 it in `reverse`",
            ),
            (
                "heywood-case",
                self.heywood,
                "the common factor leaves an item next to no variance of its own (a Heywood \
                 case): omega is doubtful",
            ),
            ("not-converged", self.not_converged, "the factor did not converge: omega is doubtful"),
        ]
        .into_iter()
        .filter(|(_, named, _)| !named.is_empty())
        .map(|(name, named, says)| Warning::new(name, format!("{}: {says}", listed(&named))))
        .collect()
    }
}
