//! The internal form of histories: one row for each stay in a state.

/// The target of a row that ends without a transition.
pub(crate) const CENSORED: u16 = u16::MAX;

/// Stays in states, in order of person and time, 24 bytes each: person `person` is observed
/// in `origin` on `(start, stop]`, and at `stop` moves to `target` or is no longer observed.
///
/// Invariants: `0 ≤ start < stop`, finite; within a person rows do not overlap; a row that
/// starts when the one before it stops starts where that one led.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rows {
    pub(crate) person: Vec<u32>,
    pub(crate) start: Vec<f64>,
    pub(crate) stop: Vec<f64>,
    pub(crate) origin: Vec<u16>,
    pub(crate) target: Vec<u16>,
}

/// One of [`Rows`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) person: u32,
    pub(crate) start: f64,
    pub(crate) stop: f64,
    pub(crate) origin: u16,
    pub(crate) target: u16,
}

impl Row {
    pub(crate) fn moves(&self) -> bool {
        self.target != CENSORED
    }

    /// Whether this row goes on where `before`, the row above it, stopped: the same person,
    /// the same moment, the state that `before` led to.
    pub(crate) fn continues(&self, before: &Row) -> bool {
        let led_to = if before.moves() { before.target } else { before.origin };
        self.person == before.person && self.start == before.stop && self.origin == led_to
    }
}

impl Rows {
    pub(crate) fn with_capacity(rows: usize) -> Rows {
        Rows {
            person: Vec::with_capacity(rows),
            start: Vec::with_capacity(rows),
            stop: Vec::with_capacity(rows),
            origin: Vec::with_capacity(rows),
            target: Vec::with_capacity(rows),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.person.len()
    }

    pub(crate) fn push(&mut self, row: Row) {
        self.person.push(row.person);
        self.start.push(row.start);
        self.stop.push(row.stop);
        self.origin.push(row.origin);
        self.target.push(row.target);
    }

    /// A row, if it is this person's.
    pub(crate) fn of(&self, row: u32, person: u32) -> Option<Row> {
        let row = row as usize;
        (self.person.get(row) == Some(&person)).then(|| Row {
            person,
            start: self.start[row],
            stop: self.stop[row],
            origin: self.origin[row],
            target: self.target[row],
        })
    }

    /// The rows of a range, in order.
    pub(crate) fn range(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Row> + '_ {
        fn part<'a, T>(column: &'a [T], range: &std::ops::Range<usize>) -> std::slice::Iter<'a, T> {
            column.get(range.clone()).unwrap_or_default().iter()
        }
        part(&self.person, &range)
            .zip(part(&self.start, &range))
            .zip(part(&self.stop, &range))
            .zip(part(&self.origin, &range))
            .zip(part(&self.target, &range))
            .map(|((((&person, &start), &stop), &origin), &target)| Row {
                person,
                start,
                stop,
                origin,
                target,
            })
    }

    /// All rows, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Row> + '_ {
        self.range(0..self.len())
    }

    /// `parts` ranges that together are all rows and cut no person in two.
    pub(crate) fn parts(&self, parts: usize) -> Vec<std::ops::Range<usize>> {
        let mut ranges = Vec::with_capacity(parts);
        let mut from = 0;
        for part in 1..=parts {
            let mut to = (self.len() * part / parts).max(from);
            while to > 0 && to < self.len() && self.person.get(to) == self.person.get(to - 1) {
                to += 1;
            }
            ranges.push(from..to);
            from = to;
        }
        ranges
    }
}

/// The order of rows by person and then time, or `None` where they are in this order already.
/// Rows of a person with equal times keep the order they have.
pub(crate) fn order(person: &[u32], time: &[f64], persons: usize) -> Option<Vec<u32>> {
    let pairs = person.windows(2).zip(time.windows(2));
    let mut steps = pairs.filter_map(|(person, time)| match (person, time) {
        ([p, q], [a, b]) => Some(p < q || (p == q && a <= b)),
        _ => None,
    });
    if steps.all(|in_order| in_order) {
        return None;
    }
    // Counting sort by person, then a sort by time within each.
    let mut next = vec![0usize; persons + 1];
    for &person in person {
        if let Some(count) = next.get_mut(person as usize + 1) {
            *count += 1;
        }
    }
    for i in 1..next.len() {
        next[i] += next[i - 1];
    }
    let ends: Vec<usize> = next.get(1..).unwrap_or_default().to_vec();
    let mut order = vec![0u32; person.len()];
    for (row, &person) in person.iter().enumerate() {
        if let Some(place) = next.get_mut(person as usize) {
            if let Some(slot) = order.get_mut(*place) {
                *slot = row as u32;
            }
            *place += 1;
        }
    }
    let mut from = 0;
    for to in ends {
        let at = |row: u32| time.get(row as usize).copied().unwrap_or(f64::NAN);
        if let Some(rows) = order.get_mut(from..to) {
            rows.sort_by(|&a, &b| at(a).total_cmp(&at(b)));
        }
        from = to;
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn order_is_stable_and_none_where_nothing_is_to_do() {
        assert_eq!(order(&[0, 0, 1], &[1.0, 1.0, 0.0], 2), None);
        assert_eq!(order(&[], &[], 0), None);
        let sorted = order(&[1, 0, 1, 0, 1], &[5.0, 2.0, 1.0, 2.0, 1.0], 2).unwrap();
        assert_eq!(sorted, [1, 3, 2, 4, 0]);
    }

    #[test]
    fn parts_cut_no_person_in_two() {
        let mut rows = Rows::default();
        for person in [0, 0, 0, 1, 2, 2, 2, 2, 3] {
            let start = rows.len() as f64;
            rows.push(Row { person, start, stop: start + 1.0, origin: 0, target: CENSORED });
        }
        for parts in 1..12 {
            let ranges = rows.parts(parts);
            assert_eq!(ranges.len(), parts);
            let mut all: Vec<u32> = Vec::new();
            for range in ranges {
                let persons = rows.person.get(range).unwrap();
                assert!(persons.first().is_none_or(|first| all.last() != Some(first)));
                all.extend(persons);
            }
            assert_eq!(all, rows.person);
        }
    }
}
