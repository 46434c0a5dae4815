//! Persons who are followed together through spans of time.

use super::{Course, Estimate, Kept, Member, Span, Sweep};
use crate::transition::history::{CENSORED, Histories, Row};

/// Persons, and how far their influence has been followed.
pub(super) struct Block {
    persons: Vec<Followed>,
    /// The influence of each on each state, as it is at the end of the last span.
    influence: Vec<f64>,
    /// For each reporting time and state, the squares summed over clusters.
    pub(super) squares: Vec<f64>,
    /// The same for two states; empty where they are not kept.
    pub(super) products: Vec<f64>,
    pub(super) values: Vec<f64>,
}

/// A person, as it is at the end of the last span.
struct Followed {
    cluster: u32,
    person: u32,
    /// The row of the stay; between stays, that which comes next.
    row: u32,
    /// The state and the weight of the stay; [`CENSORED`] between stays.
    state: u16,
    weight: f64,
    /// When the stay ends; between stays, when the next begins.
    until: f64,
}

/// At a time within a span a person leaves a state, enters one, or both.
#[derive(Clone, Copy)]
pub(super) struct Event {
    time: f64,
    weight: f64,
    /// The place of the person in the block.
    place: u32,
    /// The state that is left, and for which, and that which is entered; [`CENSORED`] where there
    /// is none.
    leaves: u16,
    target: u16,
    enters: u16,
}

impl Followed {
    /// The person at a time.
    fn at(histories: &Histories, member: &Member, time: f64) -> Followed {
        let (cluster, person) = (member.cluster, member.person);
        let (state, weight, until) = (CENSORED, 0.0, f64::INFINITY);
        let mut here = Followed { cluster, person, row: member.row, state, weight, until };
        while histories.rows().of(here.row, person).is_some_and(|row| row.stop <= time) {
            here.row += 1;
        }
        match histories.rows().of(here.row, person) {
            Some(row) if row.start <= time => here.enter(histories, row),
            next => here.wait(next),
        }
        here
    }

    fn enter(&mut self, histories: &Histories, row: Row) {
        self.state = row.origin;
        self.weight = histories.attributes().weight(self.row as usize, self.person);
        self.until = row.stop;
    }

    fn wait(&mut self, next: Option<Row>) {
        self.state = CENSORED;
        self.until = next.map_or(f64::INFINITY, |row| row.start);
    }

    /// Takes the person to the end of the span, and lists the events until then.
    fn follow(&mut self, histories: &Histories, place: u32, span: &Span, events: &mut Vec<Event>) {
        let first = events.len();
        while self.until <= span.end {
            let Some(row) = histories.rows().of(self.row, self.person) else { return };
            let time = self.until;
            if self.state == CENSORED {
                self.enter(histories, row);
                let (weight, enters) = (self.weight, self.state);
                let last = events[first..].last_mut();
                match last.filter(|last| last.time == time && last.weight == weight) {
                    // It begins with the next span.
                    _ if time >= span.end => {}
                    Some(last) => last.enters = enters,
                    None => {
                        let (leaves, target) = (CENSORED, CENSORED);
                        events.push(Event { time, weight, place, leaves, target, enters });
                    }
                }
            } else {
                let (leaves, target, enters) = (self.state, row.target, CENSORED);
                events.push(Event { time, weight: self.weight, place, leaves, target, enters });
                self.row += 1;
                self.wait(histories.rows().of(self.row, self.person));
            }
        }
    }
}

impl Block {
    pub(super) fn new(
        estimate: &Estimate<'_>,
        course: &Course,
        members: &[Member],
        reports: usize,
        kept: Kept,
    ) -> Block {
        let states = course.p.len();
        let at = |member| Followed::at(estimate.histories, member, estimate.start);
        let persons: Vec<Followed> = members.iter().map(at).collect();
        let mut influence = vec![0.0; members.len() * states];
        let observed = estimate.initial.is_none();
        let starting = persons.iter().zip(influence.chunks_exact_mut(states));
        for (person, influence) in
            starting.filter(|(person, _)| observed && person.state != CENSORED)
        {
            for (state, (value, p)) in influence.iter_mut().zip(&course.p).enumerate() {
                let share = f64::from(u8::from(state == usize::from(person.state))) - p;
                *value = person.weight * share / course.at_risk;
            }
        }
        let room =
            |wanted: Kept, numbers: usize| vec![0.0; if kept == wanted { numbers } else { 0 }];
        Block {
            squares: vec![0.0; reports * states],
            products: room(Kept::Products, reports * states * states),
            values: room(Kept::Values, persons.len() * reports * states),
            persons,
            influence,
        }
    }

    /// Who they are.
    pub(super) fn persons(&self) -> impl Iterator<Item = u32> + '_ {
        self.persons.iter().map(|person| person.person)
    }

    /// Takes the influence of these persons to the end of the span, which follows the last.
    /// `events` is room for what happens to them until then.
    pub(super) fn follow(
        &mut self,
        histories: &Histories,
        course: &Course,
        (span, sweep): (&Span, &Sweep),
        events: &mut Vec<Event>,
    ) {
        let states = course.p.len();
        carry(&mut self.influence, &sweep.carry, states);
        events.clear();
        for (place, person) in self.persons.iter_mut().enumerate() {
            // As if every stay went on through the span; its end gives back what is too much.
            if person.state != CENSORED {
                let whole = &sweep.whole[usize::from(person.state) * states..][..states];
                add(&mut self.influence[place * states..][..states], -person.weight, whole);
            }
            if person.until <= span.end {
                person.follow(histories, place as u32, span, events);
            }
        }
        // From the last to the first, as the sweep went.
        events.sort_unstable_by(|a, b| b.time.total_cmp(&a.time));
        self.pass(course, (span, sweep), events);
        if let Some(report) = span.report {
            self.report(states, report);
        }
    }

    /// Adds what the events do, of which the last comes first.
    fn pass(&mut self, course: &Course, (span, sweep): (&Span, &Sweep), events: &[Event]) {
        let states = course.p.len();
        let departures = &course.departures[span.from..span.to];
        let first_move = departures.first().map_or(0, |leave| leave.first as usize);
        // For each state, the first of its departures that are later than the event.
        let mut later = vec![departures.len(); states];
        let mut until = departures.len();
        for event in events {
            while until > 0 && departures[until - 1].time > event.time {
                until -= 1;
                later[usize::from(departures[until].state)] = until;
            }
            let weight = event.weight;
            let influence = &mut self.influence[event.place as usize * states..][..states];
            let rest = |state: u16| {
                later.get(usize::from(state)).map(|later| &sweep.rest[later * states..][..states])
            };
            if let Some(rest) = rest(event.leaves) {
                add(influence, weight, rest);
            }
            if let Some(rest) = rest(event.enters) {
                add(influence, -weight, rest);
            }
            if event.target == CENSORED {
                continue;
            }
            let here = departures[..until].iter().rev();
            let mut here = here.take_while(|leave| leave.time == event.time);
            let Some(leave) = here.find(|leave| leave.state == event.leaves) else { continue };
            let mut moves = leave.moves(&course.moves).iter();
            if let Some(own) = moves.position(|&(target, _)| target == event.target) {
                let own = leave.first as usize + own - first_move;
                add(influence, weight, &sweep.moved[own * states..][..states]);
            }
        }
    }

    /// Adds the squares of what clusters do to the state probabilities at a reporting time, and
    /// the products.
    fn report(&mut self, states: usize, report: usize) {
        let squares = &mut self.squares[report * states..][..states];
        let products = self.products.chunks_exact_mut(states * states).nth(report);
        let products = products.unwrap_or_default();
        let mut sums = vec![0.0; states];
        for (place, person) in self.persons.iter().enumerate() {
            add(&mut sums, 1.0, &self.influence[place * states..][..states]);
            if self.persons.get(place + 1).is_none_or(|next| next.cluster != person.cluster) {
                for (products, &sum) in products.chunks_exact_mut(states).zip(&sums) {
                    add(products, sum, &sums);
                }
                for (square, sum) in squares.iter_mut().zip(&mut sums) {
                    *square += *sum * *sum;
                    *sum = 0.0;
                }
            }
        }
        let reports = self.squares.len() / states;
        let values = self.values.chunks_exact_mut(states).skip(report).step_by(reports);
        for (value, influence) in values.zip(self.influence.chunks_exact(states)) {
            value.copy_from_slice(influence);
        }
    }
}

/// `x ← x + w y`.
#[inline(always)]
fn add(x: &mut [f64], weight: f64, y: &[f64]) {
    let y = &y[..x.len()];
    for state in 0..x.len() {
        x[state] += weight * y[state];
    }
}

/// `x ← x M` for each row of so many numbers.
fn carry(rows: &mut [f64], matrix: &[f64], states: usize) {
    match states {
        2 => carry_few::<2>(rows, matrix),
        3 => carry_few::<3>(rows, matrix),
        4 => carry_few::<4>(rows, matrix),
        5 => carry_few::<5>(rows, matrix),
        6 => carry_few::<6>(rows, matrix),
        7 => carry_few::<7>(rows, matrix),
        8 => carry_few::<8>(rows, matrix),
        _ => {
            let mut before = vec![0.0; states];
            for x in rows.chunks_exact_mut(states) {
                before.copy_from_slice(x);
                x.fill(0.0);
                for (&value, row) in before.iter().zip(matrix.chunks_exact(states)) {
                    add(x, value, row);
                }
            }
        }
    }
}

/// As [`carry`], where the compiler knows the number of states: three times as quick.
fn carry_few<const STATES: usize>(rows: &mut [f64], matrix: &[f64]) {
    let Some(matrix) = matrix.as_chunks::<STATES>().0.first_chunk::<STATES>() else { return };
    for x in rows.as_chunks_mut::<STATES>().0 {
        let mut after = [0.0; STATES];
        for from in 0..STATES {
            for to in 0..STATES {
                after[to] += x[from] * matrix[from][to];
            }
        }
        *x = after;
    }
}
