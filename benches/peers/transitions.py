"""Models of Cox of all transitions at once beside R's, on the same data, in one run.

    python benches/peers/transitions.py [persons] [seconds]

Makes the employment histories of `aalen_johansen.py` on whole days, with two covariates of each
person, and fits to every transition coefficients of its own with Breslow's ties: this package, and
in R `coxph` of survival, which takes gigabytes and has no other ties for several states. Prints the
seconds of the fit, the most memory that the whole process held, and how far the coefficients are
apart. R is stopped after the seconds given (600). Without numpy and pyarrow there is nothing to
make the data with, and it says so.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OURS = """
import csv, resource, sys, time, pyarrow.parquet as pq, peerpath as pp
table = pq.read_table(sys.argv[1] + "/data.parquet")
histories = pp.Histories.from_intervals(table, covariates=["x1", "x2"])
del table
begin = time.perf_counter()
model = histories.cox(covariates=["x1", "x2"], ties="breslow", robust=False)
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
found = model.table
with open(sys.argv[1] + "/ours.csv", "w") as file:
    for row in zip(found["transition"], found["term"], found["coef"]):
        csv.writer(file).writerow(row)
"""

THEIRS = """
suppressPackageStartupMessages(library(survival))
folder <- commandArgs(TRUE)[1]
d <- read.csv(file.path(folder, "data.csv"))
d$to <- factor(ifelse(is.na(d$target), 0, d$target + 1), 0:6, c("censor", 0:5))
d$from <- factor(d$origin, 0:5)
spent <- system.time(f <- coxph(Surv(start, stop, to) ~ x1 + x2, data = d, id = person,
                                istate = from, ties = "breslow", robust = FALSE))
held <- grep("VmHWM", readLines("/proc/self/status"), value = TRUE)
cat(spent[["elapsed"]], gsub("[^0-9]", "", held), "\\n")
m <- f$cmap; s <- f$states
for (column in colnames(m)) for (term in c("x1", "x2")) {
  at <- as.integer(strsplit(column, ":")[[1]])
  cat(sprintf('"%s -> %s",%s,%.17g\\n', s[at[1]], s[at[2]], term, coef(f)[[m[term, column]]]),
      file = file.path(folder, "theirs.csv"), append = TRUE)
}
"""


def write(folder: Path, persons: int) -> int:
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet
    from aalen_johansen import employment

    rows = employment(persons, days=True)
    person = rows[:, 0].astype(np.int32)
    target = rows[:, 4].astype(np.int8)
    draw = np.random.Generator(np.random.PCG64(persons))
    columns = {
        "person": person,
        "start": rows[:, 1],
        "stop": rows[:, 2],
        "origin": rows[:, 3].astype(np.int8),
        "target": pa.array(target, mask=target < 0),
        "x1": draw.normal(size=persons)[person],
        "x2": (draw.random(persons) < 0.4).astype(float)[person],
    }
    table = pa.table(columns)
    pyarrow.parquet.write_table(table, folder / "data.parquet")
    pyarrow.csv.write_csv(table, folder / "data.csv")
    return len(rows)


def fit(name: str, command: list[str], limit: float) -> None:
    """Prints the seconds of the fit, and the megabytes held at most."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        print(f"{name:20} more than {limit:.0f} s")
        return
    if done.returncode != 0:
        print(f"{name:20} skipped: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
        return
    seconds, held = done.stdout.split()
    print(f"{name:20} {float(seconds):9.2f} s {int(held) / 1024:9.0f} MB")


def coefficients(file: Path) -> dict[tuple[str, str], float]:
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {(row[0], row[1]): float(row[2]) for row in csv.reader(lines)}


def main() -> None:
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    limit = float(sys.argv[2]) if len(sys.argv) > 2 else 600.0
    try:
        import numpy  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as missing:
        sys.exit(f"skipped: {missing}; the data are made with numpy and pyarrow")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = write(folder, persons)
        print(f"{persons} persons, {rows} intervals; seconds of the fit, memory of the process")
        fit("peerpath", [sys.executable, "-c", OURS, name], limit)
        if r := shutil.which("Rscript"):
            fit("coxph of R", [r, "-e", THEIRS, name], limit)
        else:
            print("R is not installed: coxph is skipped")
        own, other = coefficients(folder / "ours.csv"), coefficients(folder / "theirs.csv")
        both = own.keys() & other.keys()
        apart = max((abs(own[key] - other[key]) for key in both), default=float("nan"))
        print(f"{len(own)} and {len(other)} coefficients, {len(both)} of both; apart {apart:.1e}")


if __name__ == "__main__":
    main()
