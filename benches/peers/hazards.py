"""Regressions of hazards beside their peers, on the same data, in one run.

    python benches/peers/hazards.py [persons]

Makes persons with ten covariates and times on whole days with numpy, and fits to them the model
of Cox (Efron's ties; all covariates) and that of Fine and Gray (two covariates, a tenth of the
persons), with each of these that is installed: this package, `lifelines` of PyPI, and in R `coxph` of
survival and `crr` of cmprsk. Prints the seconds of the fit alone, the best of three, and how many
times this package each takes. Without numpy and pandas there is nothing to make the data with, and
it says so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TERMS = [f"x{number}" for number in range(1, 11)]
EFFECTS = [0.3, -0.2, 0.1, 0.0, 0.15, 0.4, -0.3, 0.2, 0.0, 0.25]

R = """
suppressPackageStartupMessages(library(survival))
d <- read.csv("{csv}"); t <- Inf
for (i in 1:3) t <- min(t, system.time(
  f <- coxph(Surv(time, cause == 1) ~ {terms}, data = d, ties = "efron"))[["elapsed"]])
cat("coxph", t, coef(f)[[1]], "\\n")
if (requireNamespace("cmprsk", quietly = TRUE) && nrow(d) <= 200000) {{
  d <- d[seq_len(nrow(d) %/% 10), ]
  t <- system.time(f <- cmprsk::crr(d$time, d$cause, as.matrix(d[, c("x1", "x2")])))[["elapsed"]]
  cat("crr", t, f$coef[[1]], "\\n")
}}
"""


def people(persons: int):
    """The columns x1 to x10, time, cause (0: censored, 1: peer job, 2: school)."""
    import numpy as np
    import pandas as pd

    draw = np.random.Generator(np.random.PCG64(persons))
    shares = [0.5, 0.3, 0.2, 0.4, 0.1]
    values = np.column_stack(
        [draw.normal(size=(persons, 5)), draw.random((persons, 5)) < shares]
    ).astype(float)
    hazard = np.exp(values @ np.array(EFFECTS))
    until = 1500 * (draw.exponential(size=persons) / hazard) ** (1 / 1.2)
    end = draw.uniform(30, 1825, persons)
    frame = pd.DataFrame(values, columns=TERMS)
    frame["time"] = np.ceil(np.minimum(until, end))
    school = draw.random(persons) < 0.33
    frame["cause"] = np.where(until > end, 0, np.where(school, 2, 1))
    return frame


def best(work: Callable[[], float], times: int = 3) -> tuple[float, float]:
    """The seconds of the quickest run, and its result."""
    seconds, result = float("inf"), 0.0
    for _ in range(times):
        began = time.perf_counter()
        result = work()
        seconds = min(seconds, time.perf_counter() - began)
    return seconds, result


def ours(frame) -> dict[str, tuple[float, float]]:
    import warnings

    import peerpath as pp

    def histories(frame) -> pp.Histories:
        table = frame[TERMS].copy()
        table["person"] = range(len(frame))
        table["start"], table["stop"], table["origin"] = 0.0, frame["time"], "seeking"
        names = {0: None, 1: "peer-job", 2: "school"}
        table["target"] = frame["cause"].map(names)
        return pp.Histories.from_intervals(table, covariates=TERMS)

    warnings.simplefilter("ignore", pp.PeerpathWarning)
    all_of_them, few = histories(frame), histories(frame.head(len(frame) // 10))

    def cox(robust: bool) -> Callable[[], float]:
        def fit() -> float:
            model = all_of_them.cox("seeking -> peer-job", TERMS, robust=robust)
            return float(model.table["coef"][0])

        return fit

    def fine_gray() -> float:
        return float(few.fine_gray("seeking -> peer-job", TERMS[:2]).table["coef"][0])

    return {
        "cox: peerpath": best(cox(False)),
        "cox: peerpath, robust": best(cox(True)),
        "fine-gray: peerpath": best(fine_gray),
    }


def lifelines(frame) -> dict[str, tuple[float, float]]:
    from lifelines import CoxPHFitter

    table = frame[TERMS].copy()
    table["time"], table["event"] = frame["time"], frame["cause"] == 1

    def fit() -> float:
        return float(CoxPHFitter().fit(table, "time", "event").params_["x1"])

    return {"cox: lifelines": best(fit)}


def with_r(frame) -> dict[str, tuple[float, float]]:
    if shutil.which("Rscript") is None:
        raise ImportError("no Rscript")
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(folder) / "people.csv"
        frame.to_csv(csv, index=False)
        script = R.format(csv=csv, terms=" + ".join(TERMS))
        done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True)
    found = {}
    names = {"coxph": "cox: R survival", "crr": "fine-gray: R cmprsk"}
    for line in done.stdout.splitlines():
        name, seconds, coef = line.split()
        found[names[name]] = (float(seconds), float(coef))
    return found


def main() -> None:
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    try:
        frame = people(persons)
    except ImportError as missing:
        sys.exit(f"nothing to make the data with: {missing}")
    found = ours(frame)
    for peer in (lifelines, with_r):
        try:
            found |= peer(frame)
        except (ImportError, subprocess.CalledProcessError) as missing:
            print(f"left out: {peer.__name__}: {missing}")
    for name, (seconds, coef) in sorted(found.items()):
        own = found["cox: peerpath" if name.startswith("cox") else "fine-gray: peerpath"][0]
        print(f"{name:24} {seconds:8.3f} s  {seconds / own:7.1f} x   coef of x1 {coef:.6f}")


if __name__ == "__main__":
    main()
