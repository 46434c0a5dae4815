//! Work on several parts at once.

use std::panic;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// As many threads as asked for, else as many as the machine has to spare.
pub(crate) fn count(asked: Option<usize>) -> usize {
    let available = || thread::available_parallelism().map_or(1, usize::from);
    asked.unwrap_or_else(available).max(1)
}

/// Does the work on each part, on at most so many threads, which have ended when this returns: a
/// pool that outlives the call does not survive a fork, nor a host that unloads the library. The
/// results are in the order of the parts, whoever worked on them.
pub(crate) fn on_each<P: Send, T: Send>(
    threads: usize,
    parts: Vec<P>,
    work: impl Fn(P) -> T + Sync,
) -> Vec<T> {
    let threads = threads.min(parts.len());
    if threads < 2 {
        return parts.into_iter().map(work).collect();
    }
    let waiting = Mutex::new(parts.into_iter().enumerate());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let take = || {
        let mut done = Vec::new();
        while let Some((place, part)) = next() {
            done.push((place, work(part)));
        }
        done
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        // Where no further thread can be started, those there are do the work.
        let started: Vec<_> = (1..threads)
            .map_while(|_| {
                // The name by which the C boundary knows a panic of ours.
                let thread = thread::Builder::new().name("peerpath-work".to_owned());
                thread.spawn_scoped(scope, take).ok()
            })
            .collect();
        let mut done = take();
        for thread in started {
            done.extend(thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::on_each;

    #[test]
    fn results_are_in_the_order_of_the_parts() {
        for threads in [0, 1, 2, 3, 7, 200] {
            let squares = on_each(threads, (0..100).collect(), |number: u64| number * number);
            assert_eq!(squares, (0..100).map(|number| number * number).collect::<Vec<_>>());
        }
    }
}
