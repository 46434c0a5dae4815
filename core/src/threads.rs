//! Work on several parts at once.

use std::panic;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::error::Error;
use crate::watch::{Watch, cancelled};

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
    until_told(threads, parts, work, &mut |_| true)
}

/// As [`on_each`], and asks the watch, on the calling thread, before the first part and after each
/// that this thread has done, whether to go on.
///
/// # Errors
/// [`crate::Code::Cancelled`] where the watch stops the work.
pub(crate) fn on_each_watched<P: Send, T: Send>(
    threads: usize,
    parts: Vec<P>,
    subject: &str,
    watch: &mut Watch<'_>,
    work: impl Fn(P) -> T + Sync,
) -> Result<Vec<T>, Error> {
    let total = parts.len() as u64;
    // The calling thread may do no part at all, where others are quick.
    if !watch.goes_on(0, total) {
        return Err(cancelled(subject, 0, total));
    }
    let mut stopped = None;
    let done = until_told(threads, parts, work, &mut |done| {
        let goes_on = watch.goes_on(done, total);
        if !goes_on {
            stopped = Some(done);
        }
        goes_on
    });
    match stopped {
        // Stopped after the last part there is nothing left to stop.
        Some(at) if done.len() as u64 != total => Err(cancelled(subject, at, total)),
        _ => Ok(done),
    }
}

/// Results in the order of the parts; not of all parts where `goes_on`, which is told how many
/// are done, says to stop.
fn until_told<P: Send, T: Send>(
    threads: usize,
    parts: Vec<P>,
    work: impl Fn(P) -> T + Sync,
    goes_on: &mut dyn FnMut(u64) -> bool,
) -> Vec<T> {
    let parts: Vec<Mutex<Option<P>>> =
        parts.into_iter().map(|part| Mutex::new(Some(part))).collect();
    let done: Vec<Mutex<Option<T>>> = parts.iter().map(|_| Mutex::new(None)).collect();
    let one = |place: usize| {
        if let Some((part, done)) = parts.get(place).zip(done.get(place)) {
            let part = part.lock().unwrap_or_else(PoisonError::into_inner).take();
            let result = part.map(&work);
            *done.lock().unwrap_or_else(PoisonError::into_inner) = result;
        }
    };
    share_out(threads.min(parts.len()), parts.len(), &one, goes_on);
    done.into_iter()
        .filter_map(|done| done.into_inner().unwrap_or_else(PoisonError::into_inner))
        .collect()
}

/// Has the work done on each place, by whichever thread is free. What is worked on, and what comes
/// of it, is left to who calls, so that there is one copy of this code.
fn share_out(
    threads: usize,
    places: usize,
    work: &(dyn Fn(usize) + Sync),
    goes_on: &mut dyn FnMut(u64) -> bool,
) {
    let (next, finished) = (AtomicUsize::new(0), AtomicU64::new(0));
    let stopped = AtomicBool::new(false);
    let take = |after: &mut dyn FnMut(u64) -> bool| {
        while !stopped.load(Ordering::Relaxed) {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= places {
                return;
            }
            work(place);
            if !after(finished.fetch_add(1, Ordering::Relaxed) + 1) {
                stopped.store(true, Ordering::Relaxed);
            }
        }
    };
    if threads < 2 {
        return take(goes_on);
    }
    thread::scope(|scope| {
        let take = &take;
        // Where no further thread can be started, those there are do the work.
        let started: Vec<_> = (1..threads)
            .map_while(|_| {
                // The name by which the C boundary knows a panic of ours.
                let thread = thread::Builder::new().name("peerpath-work".to_owned());
                thread.spawn_scoped(scope, move || take(&mut |_| true)).ok()
            })
            .collect();
        take(goes_on);
        for thread in started {
            thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic));
        }
    });
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::{on_each, on_each_watched};
    use crate::error::Code;
    use crate::watch::Watch;

    #[test]
    fn results_are_in_the_order_of_the_parts() {
        for threads in [0, 1, 2, 3, 7, 200] {
            let squares = on_each(threads, (0..100).collect(), |number: u64| number * number);
            assert_eq!(squares, (0..100).map(|number| number * number).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_watch_sees_the_work_and_stops_it() {
        for threads in [1, 3] {
            let mut seen = Vec::new();
            let mut note = |done, total| {
                seen.push((done, total));
                ControlFlow::Continue(())
            };
            let parts: Vec<u64> = (0..40).collect();
            let mut watch = Watch::calling(&mut note);
            let same = on_each_watched(threads, parts.clone(), "test", &mut watch, |part| part);
            assert_eq!(same.ok(), Some(parts.clone()));
            assert!(seen.is_sorted() && seen.iter().all(|(done, total)| done <= total));

            let mut never = |_, _| ControlFlow::Break(());
            let mut watch = Watch::calling(&mut never);
            let stopped = on_each_watched(threads, vec![1], "test", &mut watch, |part| part);
            assert_eq!(stopped.map_err(|error| error.code()), Err(Code::Cancelled));

            let mut stop =
                |done, _| if done < 5 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            let mut watch = Watch::calling(&mut stop);
            let slow = |part| {
                std::thread::sleep(std::time::Duration::from_millis(1));
                part
            };
            let stopped = on_each_watched(threads, parts, "test", &mut watch, slow);
            assert_eq!(stopped.map_err(|error| error.code()), Err(Code::Cancelled));
        }
    }
}
