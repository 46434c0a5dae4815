//! Long calls: the interpreter is released, Ctrl-C stops them, and a callback sees how far they are.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use peerpath::{Error, Watch};
use pyo3::prelude::*;

use crate::error::run;

/// How often the interpreter is asked at most: more often would slow the work.
const EVERY: Duration = Duration::from_millis(50);

/// Does a long piece of work without holding the interpreter. Every so often it takes it back, to
/// see whether the user pressed Ctrl-C and to call `progress(done, total)`, which stops the work
/// where it returns `False` or raises.
pub(crate) fn run_watched<T: Send>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&mut Watch<'_>) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let progress =
        progress.filter(|progress| !progress.is_none()).map(|given| given.clone().unbind());
    let mut raised: Option<PyErr> = None;
    let result = {
        let raised = &mut raised;
        run(py, move || {
            let mut last = Instant::now();
            let mut step = |done: u64, total: u64| {
                if done < total && last.elapsed() < EVERY {
                    return ControlFlow::Continue(());
                }
                last = Instant::now();
                let goes_on = Python::attach(|py| {
                    py.check_signals()?;
                    match &progress {
                        Some(progress) => {
                            let answer = progress.bind(py).call1((done, total))?;
                            Ok(answer.is_none() || answer.is_truthy()?)
                        }
                        None => Ok(true),
                    }
                });
                match goes_on {
                    Ok(true) => ControlFlow::Continue(()),
                    Ok(false) => ControlFlow::Break(()),
                    Err(error) => {
                        *raised = Some(error);
                        ControlFlow::Break(())
                    }
                }
            };
            work(&mut Watch::calling(&mut step))
        })
    };
    match raised {
        Some(error) => Err(error),
        None => result,
    }
}
