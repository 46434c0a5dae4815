"""Aalen-Johansen with standard errors beside its peers, on the same data, in one run.

    python benches/peers/aalen_johansen.py [persons] [days|continuous] [seconds]

Makes the employment histories of `benches/src/employment.rs` in spirit (six recurrent states,
delayed entry, censoring) with numpy, writes them as Parquet and CSV, and times each of these
that is installed, as a whole process and in it: this package, `survival` of PyPI, and in R
`survfit` of survival and `etm`. Prints seconds, and how many times this package each takes.
The errors here are Greenwood's, those of both `survfit` robust (infinitesimal jackknife), those of
`etm` Greenwood's with all covariances; this package's robust ones are timed at 36 times beside
them. A peer that takes longer than the seconds given (1200) is stopped. First comes what numpy
takes only to count whole days into a table, or to sort the times: no estimate can be much quicker.
Without numpy and pyarrow there is nothing to make the data with, and it says so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RATES = [
    [0.0, 0.1020, 0.0408, 0.0136, 0.0068, 0.0068],
    [0.0034, 0.0, 0.0544, 0.0340, 0.0102, 0.0068],
    [0.0, 0.0136, 0.0, 0.0082, 0.0068, 0.0027],
    [0.0020, 0.0204, 0.0170, 0.0, 0.0082, 0.0041],
    [0.0, 0.0136, 0.0034, 0.0068, 0.0, 0.0034],
    [0.0, 0.0272, 0.0102, 0.0102, 0.0054, 0.0],
]


def employment(persons: int, days: bool):
    """The columns person, start, stop, origin, target (-1: censored), by person and time."""
    import numpy as np

    draw = np.random.Generator(np.random.PCG64(20_240 + persons))
    rates = np.array(RATES)
    total = rates.sum(1)
    cumulative = (rates / total[:, None]).cumsum(1)
    month = 30.4375 if days else 1.0
    whole = np.ceil if days else (lambda times: times)
    factor = np.exp(draw.uniform(-0.3, 0.3, persons))
    end = whole(draw.uniform(24, 132, persons) * month)
    late = draw.random(persons) < 0.1
    entry = np.where(late, whole(draw.uniform(0.5, 12, persons) * month), 0.0)
    now, state = np.zeros(persons), np.zeros(persons, int)
    alive, parts = np.arange(persons), []
    while len(alive):
        here = state[alive]
        wait = whole(draw.exponential(size=len(alive)) / (total[here] * factor[alive]) * month)
        target = (draw.random(len(alive))[:, None] > cumulative[here]).sum(1).clip(0, 5)
        until = now[alive] + wait
        censored = until >= end[alive]
        until = np.where(censored, end[alive], until)
        start = np.maximum(now[alive], entry[alive])
        keep = until > start
        to = np.where(censored, -1, target)
        parts.append(np.column_stack([alive, start, until, here, to])[keep])
        now[alive], state[alive] = until, np.where(censored, here, target)
        alive = alive[~censored]
    rows = np.concatenate(parts)
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


def write(folder: Path, persons: int, days: bool) -> int:
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    rows = employment(persons, days)
    target = rows[:, 4].astype(np.int8)
    table = pa.table(
        {
            "person": rows[:, 0].astype(np.int32),
            "start": rows[:, 1],
            "stop": rows[:, 2],
            "origin": rows[:, 3].astype(np.int8),
            "target": pa.array(target, mask=target < 0),
        }
    )
    pyarrow.parquet.write_table(table, folder / "data.parquet")
    pyarrow.csv.write_csv(table, folder / "data.csv")
    return len(rows)


PEERPATH = """
import sys, time, pyarrow.parquet as pq, peerpath as pp
table = pq.read_table(sys.argv[1] + "/data.parquet")
begin = time.perf_counter()
histories = pp.Histories.from_intervals(table)
read = time.perf_counter()
curves = histories.aalen_johansen()
result = curves.at([12, 24, 36, 60])
end = time.perf_counter()
print("INSIDE", end - begin)
print("reading and checking", read - begin)
print("curve with errors", end - read)
"""

ROBUST = """
import sys, time, numpy as np, pyarrow.parquet as pq, peerpath as pp
table = pq.read_table(sys.argv[1] + "/data.parquet")
last = np.max(table["stop"])
histories = pp.Histories.from_intervals(table)
begin = time.perf_counter()
histories.aalen_johansen(se="robust").at([last * month / 37 for month in range(1, 37)])
print("INSIDE", time.perf_counter() - begin)
"""

FLOOR = """
import sys, time, numpy as np, pyarrow.parquet as pq
table = pq.read_table(sys.argv[1] + "/data.parquet")
start, stop, origin = (np.asarray(table[name]) for name in ("start", "stop", "origin"))
target = np.asarray(table["target"].fill_null(6))
begin = time.perf_counter()
if (stop == np.rint(stop)).all():
    days = int(stop.max()) + 1
    np.bincount((stop.astype(np.int32) * 6 + origin) * 7 + target, minlength=days * 42)
    np.bincount(start.astype(np.int32) * 6 + origin, minlength=days * 6)
else:
    np.sort(stop)
print("INSIDE", time.perf_counter() - begin)
"""

SURVIVAL = """
import sys, time, pandas as pd, pyarrow.parquet as pq, survival
d = pq.read_table(sys.argv[1] + "/data.parquet").to_pandas()
states = ["s%d" % state for state in range(1, 7)]
to = ["censor" if pd.isna(to) else states[int(to)] for to in d.target]
d["to"] = pd.Categorical(to, ["censor", *states])
d["from"] = [states[state] for state in d.origin]
begin = time.perf_counter()
survival.survfit("Surv(start, stop, to) ~ 1", data=d, id="person", istate="from", se_fit=SE)
print("INSIDE", time.perf_counter() - begin)
"""

READ_R = """
folder <- commandArgs(TRUE)[1]
d <- read.csv(file.path(folder, "data.csv"))
d$to <- factor(ifelse(is.na(d$target), 0, d$target + 1), 0:6, c("censor", paste0("s", 1:6)))
d$from <- factor(d$origin + 1, 1:6, paste0("s", 1:6))
"""

SURVFIT = (
    READ_R
    + """
suppressPackageStartupMessages(library(survival))
spent <- system.time(survfit(Surv(start, stop, to) ~ 1, data = d, id = person, istate = from,
                             se.fit = SE))
cat("INSIDE", spent[["elapsed"]], "\\n")
"""
)

ETM = (
    READ_R
    + """
suppressPackageStartupMessages(library(etm))
x <- data.frame(id = d$person, from = as.character(d$from), entry = d$start, exit = d$stop,
                to = ifelse(is.na(d$target), "cens", paste0("s", d$target + 1)))
states <- paste0("s", 1:6)
possible <- matrix(FALSE, 6, 6, dimnames = list(states, states))
possible[as.matrix(unique(x[x$to != "cens", c("from", "to")]))] <- TRUE
spent <- system.time(etm(x, states, possible, "cens", s = 0, covariance = TRUE))
cat("INSIDE", spent[["elapsed"]], "\\n")
"""
)


def measure(name: str, command: list[str], limit: float) -> tuple[float, float] | None:
    """Seconds of the whole process and inside it; None where it is not to be had."""
    begin = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        print(f"{name:34} more than {limit:.0f} s")
        return None
    whole = time.perf_counter() - begin
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        reason = next((line for line in lines if line.startswith("Error")), lines[-1])
        print(f"{name:34} skipped: {reason}")
        return None
    inside = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("INSIDE")]
    for line in done.stdout.splitlines():
        if not line.startswith("INSIDE"):
            what, seconds = line.rsplit(" ", 1)
            print(f"  {what:32} {'':9}   {float(seconds):9.3f}")
    return whole, float(inside[0])


def measure_alone(name: str, command: list[str], limit: float) -> None:
    spent = measure(name, command, limit)
    if spent is not None:
        print(f"{name:34} {spent[0]:9.2f} / {spent[1]:9.3f}")


def main() -> None:
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    days = len(sys.argv) < 3 or sys.argv[2] == "days"
    limit = float(sys.argv[3]) if len(sys.argv) > 3 else 1200.0
    try:
        import numpy  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as missing:
        sys.exit(f"skipped: {missing}; the data are made with numpy and pyarrow")
    with tempfile.TemporaryDirectory() as folder:
        rows = write(Path(folder), persons, days)
        kind = "whole days" if days else "continuous times"
        print(f"{persons} persons, {rows} intervals, {kind}; seconds whole process / inside")
        python, r = sys.executable, shutil.which("Rscript")
        jobs = [("peerpath, with errors", [python, "-c", PEERPATH, folder])]
        for errors in (False, True):
            job = f"survfit of PyPI, {'with' if errors else 'without'} errors"
            jobs.append((job, [python, "-c", SURVIVAL.replace("SE", str(errors)), folder]))
        if r:
            for errors in (False, True):
                job = f"survfit of R, {'with' if errors else 'without'} errors"
                code = SURVFIT.replace("SE", str(errors).upper(), 1)
                jobs.append((job, [r, "-e", code, folder]))
            jobs.append(("R etm, with covariance", [r, "-e", ETM, folder]))
        else:
            print("R is not installed: survfit and etm are skipped")
        floor = "numpy, counting only" if days else "numpy, sorting only"
        measure_alone(floor, [python, "-c", FLOOR, folder], limit)
        measure_alone("peerpath, robust at 36 times", [python, "-c", ROBUST, folder], limit)
        own: tuple[float, float] | None = None
        for name, command in jobs:
            spent = measure(name, command, limit)
            if spent is None:
                continue
            own = own or spent
            ratio = f"{spent[0] / own[0]:7.1f} / {spent[1] / own[1]:7.1f} times"
            print(f"{name:34} {spent[0]:9.2f} / {spent[1]:9.2f}   {ratio}")


if __name__ == "__main__":
    main()
