//! The cheapest modules that cover what is asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::{is_within, leaves};
use super::{Curriculum, Depth};
use crate::competency::{Competency, Framework};
use crate::document::{described, hint};
use crate::error::{Code, Error, Place, Problems};
use crate::order::arrange;

/// What a module costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SelectionCost {
    /// Its hours.
    #[default]
    Hours,
    /// Its price.
    Price,
    /// One, whatever it takes.
    Modules,
}

/// What is to be covered, and what must not be too much.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SelectionOptions {
    /// How deep a module must go. Default `introduced`.
    pub depth: Depth,
    /// The whole ids of the competencies to cover, with all their parts. Default all that the
    /// curriculum covers.
    pub competencies: Vec<String>,
    /// What is to be least. Default `hours`.
    pub cost: SelectionCost,
    /// Modules that are taken anyway. Default none.
    pub with_modules: Vec<String>,
    /// Modules that cannot be taken. Default none.
    pub without: Vec<String>,
    /// After how many steps to stop with what was found so far. Default 1,000,000.
    pub steps: u64,
}

described! { SelectionOptions = "selection-options" }

impl Default for SelectionOptions {
    fn default() -> SelectionOptions {
        SelectionOptions {
            depth: Depth::Introduced,
            competencies: Vec::new(),
            cost: SelectionCost::Hours,
            with_modules: Vec::new(),
            without: Vec::new(),
            steps: 1_000_000,
        }
    }
}

/// What [`Curriculum::smallest_selection`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Selection {
    /// The ids of the modules, in the order of the curriculum.
    pub modules: Vec<String>,
    /// What they cost together.
    pub cost: f64,
    /// No selection costs less than this: the cost itself where it is proved to be least.
    pub bound: f64,
    /// Whether the selection is proved to cost least.
    pub optimal: bool,
    /// How many competencies without parts are to be covered.
    pub wanted: u64,
    /// Those of them that no module that can be taken covers.
    pub uncovered: Vec<String>,
}

impl Selection {
    /// The selection as a JSON document.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Curriculum {
    /// The cheapest modules that together cover every competency asked for: weighted set cover,
    /// solved exactly by branch and bound. Stopped early, it says how little the least could cost
    /// at best.
    ///
    /// The bound is that of dual ascent: each competency in turn takes what is left of the cost
    /// of the cheapest module that covers it. J. E. Beasley, *An algorithm for set covering
    /// problem*, European Journal of Operational Research 31 (1987) 85–93.
    ///
    /// # Errors
    /// [`Code::Document`] as [`Curriculum::coverage`]; [`Code::Argument`] where an option names
    /// what is not there, or modules have no price to count.
    pub fn smallest_selection(
        &self,
        framework: &Framework,
        options: &SelectionOptions,
    ) -> Result<Selection, Error> {
        self.check_against(framework)?;
        self.check_selection(framework, options)?;
        let reaches = |module: &super::Module, leaf: &str| {
            let mut touched = module.touches();
            touched.any(|(id, depth)| depth >= options.depth && is_within(framework, leaf, id))
        };
        let mut wanted: Vec<String> = Vec::new();
        let roots: Vec<&str> = if options.competencies.is_empty() {
            framework.roots().map(Competency::id).collect()
        } else {
            options.competencies.iter().map(String::as_str).collect()
        };
        for leaf in roots.into_iter().flat_map(|root| leaves(framework, root)) {
            let asked = !options.competencies.is_empty()
                || self.modules().iter().any(|module| reaches(module, &leaf));
            if asked && !wanted.contains(&leaf) {
                wanted.push(leaf);
            }
        }
        let allowed = |id: &String| !options.without.contains(id);
        let cost = |module: &super::Module| match options.cost {
            SelectionCost::Hours => module.hours,
            SelectionCost::Price => module.price.unwrap_or(0.0),
            SelectionCost::Modules => 1.0,
        };
        let mut taken: Vec<usize> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut uncovered = Vec::new();
        let covering: Vec<Vec<usize>> = wanted
            .iter()
            .map(|leaf| {
                let modules = self.modules().iter().enumerate();
                let modules = modules.filter(|(_, module)| allowed(&module.id));
                modules.filter(|(_, module)| reaches(module, leaf)).map(|(at, _)| at).collect()
            })
            .collect();
        for (at, module) in self.modules().iter().enumerate() {
            if options.with_modules.contains(&module.id) {
                taken.push(at);
            }
        }
        for (leaf, modules) in covering.iter().enumerate() {
            if modules.is_empty() {
                uncovered.push(wanted[leaf].clone());
            } else if !modules.iter().any(|module| taken.contains(module)) {
                open.push(leaf);
            }
        }
        let costs: Vec<f64> = self.modules().iter().map(cost).collect();
        let mut search = Search {
            costs: &costs,
            covering: &covering,
            best: None,
            steps_left: options.steps,
            left_open: f64::INFINITY,
        };
        let sure: f64 = taken.iter().map(|&module| costs[module]).sum();
        search.greedy(&open, &taken, sure);
        search.branch(&open, &mut taken, sure, &mut vec![false; costs.len()]);
        let (cost, mut modules) = search.best.unwrap_or((sure, taken));
        modules.sort_unstable();
        let bound = search.left_open.min(cost);
        Ok(Selection {
            modules: modules.iter().map(|&at| self.modules()[at].id.clone()).collect(),
            cost,
            bound,
            optimal: bound >= cost - tolerance(cost),
            wanted: wanted.len() as u64,
            uncovered,
        })
    }

    fn check_selection(
        &self,
        framework: &Framework,
        options: &SelectionOptions,
    ) -> Result<(), Error> {
        let mut problems = Problems::new();
        for id in options.competencies.iter().filter(|id| framework.find(id).is_none()) {
            let place = Place::argument("competencies");
            problems.push(place, format!("`{id}`"), framework.expected(id));
        }
        let known: Vec<&str> = self.modules().iter().map(|module| module.id.as_str()).collect();
        for (argument, ids) in
            [("with_modules", &options.with_modules), ("without", &options.without)]
        {
            for id in ids {
                if !known.contains(&id.as_str()) {
                    let expected = format!("a module of the curriculum{}", hint(id, &known));
                    problems.push(Place::argument(argument), format!("`{id}`"), expected);
                } else if argument == "without" && options.with_modules.contains(id) {
                    let found = format!("`{id}`, which is also in `with_modules`");
                    problems.push(Place::argument(argument), found, "a module in one of them");
                }
            }
        }
        if options.cost == SelectionCost::Price {
            for module in self.modules().iter().filter(|module| module.price.is_none()) {
                let found = format!("the module `{}` without a price", module.id);
                problems.push(Place::argument("cost"), found, "prices of all modules, or `hours`");
            }
        }
        problems.finish(Code::Argument, format!("curriculum {}", self.id()))
    }
}

/// Costs closer than this are one: sums in another order.
fn tolerance(cost: f64) -> f64 {
    1e-9 * (1.0 + cost.abs())
}

struct Search<'a> {
    costs: &'a [f64],
    /// For each competency wanted, the modules that cover it.
    covering: &'a [Vec<usize>],
    best: Option<(f64, Vec<usize>)>,
    steps_left: u64,
    /// The least bound of what was left unexplored.
    left_open: f64,
}

impl Search<'_> {
    /// A first selection: again and again the module that covers most for its cost.
    fn greedy(&mut self, open: &[usize], taken: &[usize], sure: f64) {
        let (mut open, mut taken, mut cost) = (open.to_vec(), taken.to_vec(), sure);
        while !open.is_empty() {
            let gain = |module: usize| {
                open.iter().filter(|&&leaf| self.covering[leaf].contains(&module)).count()
            };
            let worth = |module: usize| self.costs[module] / gain(module) as f64;
            let candidates = (0..self.costs.len()).filter(|&module| gain(module) > 0);
            let Some(next) = candidates.min_by(|&a, &b| worth(a).total_cmp(&worth(b))) else {
                return;
            };
            taken.push(next);
            cost += self.costs[next];
            open.retain(|&leaf| !self.covering[leaf].contains(&next));
        }
        self.note(cost, &taken);
    }

    fn note(&mut self, cost: f64, taken: &[usize]) {
        let mut taken = taken.to_vec();
        taken.sort_unstable();
        let better = match &self.best {
            None => true,
            Some((best, modules)) => {
                let same = (cost - best).abs() <= tolerance(*best);
                cost < best - tolerance(*best) || (same && taken < *modules)
            }
        };
        if better {
            self.best = Some((cost, taken));
        }
    }

    /// What covering the open competencies costs at least.
    fn bound(&self, open: &[usize], refused: &[bool]) -> f64 {
        let mut left = self.costs.to_vec();
        let mut order: Vec<usize> = open.to_vec();
        // Those that few modules cover have least to share.
        arrange(&mut order, &|one, other| {
            self.covering[one].len().cmp(&self.covering[other].len())
        });
        let mut bound = 0.0;
        for leaf in order {
            let modules = self.covering[leaf].iter().filter(|&&module| !refused[module]);
            let share = modules.clone().map(|&module| left[module]).fold(f64::INFINITY, f64::min);
            if share.is_infinite() {
                return share;
            }
            bound += share;
            modules.for_each(|&module| left[module] -= share);
        }
        bound
    }

    fn branch(
        &mut self,
        open: &[usize],
        taken: &mut Vec<usize>,
        cost: f64,
        refused: &mut Vec<bool>,
    ) {
        if open.is_empty() {
            self.note(cost, taken);
            return;
        }
        let bound = cost + self.bound(open, refused);
        let best = self.best.as_ref().map_or(f64::INFINITY, |(best, _)| *best);
        if bound >= best - tolerance(best) {
            return;
        }
        if self.steps_left == 0 {
            self.left_open = self.left_open.min(bound);
            return;
        }
        self.steps_left -= 1;
        // The competency that fewest modules cover: each of them in turn, and then never again.
        let choices = |leaf: usize| {
            self.covering[leaf]
                .iter()
                .copied()
                .filter(|&module| !refused[module])
                .collect::<Vec<_>>()
        };
        let Some(leaf) = open.iter().copied().min_by_key(|&leaf| choices(leaf).len()) else {
            return;
        };
        let mut choices = choices(leaf);
        let costs = self.costs;
        arrange(&mut choices, &|one, other| {
            costs[one].total_cmp(&costs[other]).then(one.cmp(&other))
        });
        for &module in &choices {
            let rest: Vec<usize> = open
                .iter()
                .copied()
                .filter(|&leaf| !self.covering[leaf].contains(&module))
                .collect();
            taken.push(module);
            self.branch(&rest, taken, cost + self.costs[module], refused);
            taken.pop();
            refused[module] = true;
        }
        choices.iter().for_each(|&module| refused[module] = false);
    }
}
