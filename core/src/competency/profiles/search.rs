//! Which starts are run how far: all for a few steps, and only the most likely to the end.

use super::data::Answers;
use super::em::{self, Run, Stop};
use super::parameters::Layout;
use crate::order;
use crate::stats::random::Random;

/// Long enough to tell promising starts from others.
const FEW: Stop = Stop { gain: 1e-8, gradient: f64::INFINITY, steps: 20, past_floor: false };
/// Near enough that runs to one maximum agree to less than [`super::fit::SAME`].
const SOUND: Stop = Stop { gain: 1e-10, gradient: f64::INFINITY, steps: 3000, past_floor: false };
const ANY: Stop = Stop { past_floor: true, ..SOUND };

/// How far a start is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// For a few steps.
    Few,
    /// To the end, or to where a variance touches the floor.
    Sound,
    /// To the end, whatever touches the floor.
    Any,
}

/// What is to be run next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    /// The number of the start: the stream that it draws from.
    start: u32,
    length: Length,
}

/// The starts of one number of classes.
#[derive(Clone, Debug)]
pub(super) struct Search {
    pub(super) layout: Layout,
    seed: u64,
    pub(super) starts: u32,
    finalists: usize,
    /// Per start how far it was run, and where that led.
    found: Vec<(Length, Run)>,
}

impl Search {
    pub(super) fn new(layout: Layout, seed: u64, starts: u32, finalists: Option<u32>) -> Search {
        // A single class has one solution.
        let starts = if layout.classes == 1 { 1 } else { starts };
        let finalists = finalists.unwrap_or_else(|| starts.div_ceil(5).max(10)).min(starts);
        Search { layout, seed, starts, finalists: finalists as usize, found: Vec::new() }
    }

    /// The least number of tasks that there will be.
    pub(super) fn least_tasks(&self) -> u64 {
        u64::from(self.starts) + self.finalists as u64
    }

    /// What to run next, none where the search is over: all starts for a few steps, of those that
    /// have not touched the floor the most likely to the end, more of them while each touches it;
    /// and where all do, the most likely past it.
    pub(super) fn next(&self, answers: &Answers) -> Vec<Task> {
        let task = |length| move |start: usize| Task { start: start as u32, length };
        if self.found.is_empty() {
            return (0..self.starts as usize).map(task(Length::Few)).collect();
        }
        if self.ended().any(|run| run.floored || self.layout.is_sound(&run.theta, answers)) {
            return Vec::new();
        }
        let open = self.likeliest(|(length, run)| *length == Length::Few && !run.floored);
        if !open.is_empty() {
            return open.into_iter().map(task(Length::Sound)).collect();
        }
        let any_ended = self.ended().next().is_some();
        let floored = self.likeliest(|(_, run)| run.floored && !any_ended);
        floored.into_iter().map(task(Length::Any)).collect()
    }

    /// The most likely of those starts, as many as are finalists.
    fn likeliest(&self, of: impl Fn(&(Length, Run)) -> bool) -> Vec<usize> {
        let mut starts: Vec<usize> =
            (0..self.found.len()).filter(|&start| of(&self.found[start])).collect();
        let log_likelihood = |start: &usize| self.found[*start].1.log_likelihood;
        order::sort(&mut starts, &|one, other| {
            log_likelihood(other).total_cmp(&log_likelihood(one))
        });
        starts.truncate(self.finalists);
        starts
    }

    pub(super) fn run(&self, task: Task, answers: &Answers) -> Run {
        let stop = match task.length {
            Length::Few => FEW,
            Length::Sound => SOUND,
            Length::Any => ANY,
        };
        let theta = match self.found.get(task.start as usize) {
            Some((_, run)) => run.theta.clone(),
            None => {
                let stream = (self.layout.classes as u64) << 32 | u64::from(task.start);
                self.layout.start(answers, &mut Random::stream(self.seed, stream))
            }
        };
        em::run(&self.layout, answers, theta, stop)
    }

    /// Takes what a task led to: tasks in the order in which they were given.
    pub(super) fn note(&mut self, task: Task, run: Run) {
        match self.found.get_mut(task.start as usize) {
            Some(found) => *found = (task.length, run),
            None => self.found.push((task.length, run)),
        }
    }

    /// Does all of it, one task after another.
    pub(super) fn finish(mut self, answers: &Answers) -> Search {
        loop {
            let tasks = self.next(answers);
            if tasks.is_empty() {
                return self;
            }
            for task in tasks {
                let run = self.run(task, answers);
                self.note(task, run);
            }
        }
    }

    /// The starts that were run to the end.
    pub(super) fn ended(&self) -> impl Iterator<Item = &Run> {
        let whole = |(length, run): &&(Length, Run)| {
            *length == Length::Any || *length == Length::Sound && !run.floored
        };
        self.found.iter().filter(whole).map(|(_, run)| run)
    }

    /// The runs to the end of which the most likely is the solution: those without an empty class or
    /// two that are the same and, if there is any such, without a variance at the floor.
    pub(super) fn eligible(&self, answers: &Answers) -> Vec<&Run> {
        let sound = |run: &&Run| self.layout.is_sound(&run.theta, answers);
        let kinds: [&dyn Fn(&&Run) -> bool; 3] =
            [&|run| !run.floored && sound(run), &sound, &|_| true];
        let of_kind = |kind: &dyn Fn(&&Run) -> bool| self.ended().filter(kind).collect::<Vec<_>>();
        let mut kinds = kinds.into_iter().map(of_kind);
        kinds.find(|runs| !runs.is_empty()).unwrap_or_default()
    }

    /// The highest log-likelihood of a start with a variance at the floor.
    pub(super) fn highest_at_floor(&self) -> Option<f64> {
        let floored = self.found.iter().filter(|(_, run)| run.floored);
        floored.map(|(_, run)| run.log_likelihood).max_by(f64::total_cmp)
    }
}
