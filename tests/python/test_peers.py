"""Hundreds of random small data sets, through Peerpath and through R's survival and etm.

They have what makes curves hard: ties, late entry, weights, states that are left and entered again,
risk sets that run empty; but no gaps, which R refuses. R runs once for all of them with each package
(`tests/peers/`). What R itself refuses is counted, and too much of it fails.
"""

from __future__ import annotations

import csv
import math
import os
import random
import shutil
import subprocess
import warnings
from collections import defaultdict
from pathlib import Path
from typing import Any

import peerpath as pp
import pytest

SCRIPTS = Path(__file__).resolve().parents[1] / "peers"
SETS = 300
STATES = "abc"
Row = dict[str, Any]


def has_package(name: str) -> bool:
    """Whether R and this package are here."""
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", f"quit(status = !requireNamespace('{name}', quietly = TRUE))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def drawn(number: int) -> list[Row]:
    """The rows of one data set, which depends on its number alone."""
    choose = random.Random(number)
    grain = choose.choice([1.0, 0.5, 0.25])
    weighted, late, ties = choose.random() < 0.4, choose.random() < 0.6, choose.random() < 0.7
    rows: list[Row] = []
    for person in range(choose.randint(2, 30)):
        time = choose.randint(0, 4) * grain if late else 0.0
        state = choose.choice(STATES)
        weight = round(choose.uniform(0.3, 3), 2) if weighted else 1.0
        group = choose.choice("gh")
        for _ in range(choose.randint(1, 6)):
            step = choose.randint(1, 5) * grain if ties else choose.uniform(0.1, 5)
            stop = time + step
            target = choose.choice(STATES) if choose.random() < 0.8 else ""
            target = "" if target == state else target
            rows.append(
                {
                    "set": number,
                    "person": person,
                    "start": time,
                    "stop": stop,
                    "origin": state,
                    "target": target,
                    "weight": weight,
                    "group": group,
                    "x": round(choose.gauss(0, 1), 1),
                }
            )
            if not target:
                break
            time, state = stop, target
    return rows


def read(path: Path) -> dict[int, list[dict[str, str]]]:
    """A file of R's, by data set."""
    found = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[int(row["set"])].append(row)
    return found


def number(text: str) -> float:
    return math.nan if text in ("NA", "NaN") else float(text)


def close(ours: float | None, theirs: str) -> bool:
    """Whether two numbers agree to 1e-9. R says nothing of the error of a certainty."""
    expected = number(theirs)
    if math.isnan(expected):
        return ours is None or ours == 0
    return ours is not None and math.isclose(ours, expected, rel_tol=1e-9, abs_tol=1e-10)


def run_by(package: str, folder: Path) -> Path:
    """What a package of R says of all data sets, in a folder."""
    if not has_package(package):
        reason = f"R with its package {package} is not here"
        assert not os.environ.get("PEERPATH_NO_SKIP"), reason
        pytest.skip(f"{reason}: nothing to compare with")
    rows = [row for number in range(SETS) for row in drawn(number)]
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        # 17 digits, so that R reads the same numbers.
        writer.writerows(
            {**row, "start": repr(row["start"]), "stop": repr(row["stop"])} for row in rows
        )
    done = subprocess.run(
        ["Rscript", str(SCRIPTS / f"{package}.R"), str(folder)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_by("survival", tmp_path_factory.mktemp("survival"))


@pytest.fixture(scope="module")
def of_etm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_by("etm", tmp_path_factory.mktemp("etm"))


def histories(rows: list[Row]) -> pp.Histories:
    columns = {name: [row[name] or None for row in rows] for name in ("origin", "target")}
    others = ("person", "start", "stop", "group", "x")
    columns |= {name: [row[name] for row in rows] for name in others}
    weight = {}
    if any(row["weight"] != 1 for row in rows):
        columns["weight"] = [row["weight"] for row in rows]
        weight = {"weight": "weight"}
    return pp.Histories.from_intervals(columns, covariates=["group", "x"], **weight)


def quietly(call: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pp.PeerpathWarning)
        return call()


def test_curves_and_robust_errors(theirs: Path) -> None:
    answers = read(theirs / "curves.csv")
    assert len(answers) > SETS * 0.9, "R refuses too many data sets"
    for number, rows in answers.items():
        data = drawn(number)
        if not any("a" in (row["origin"], row["target"]) for row in data):
            continue
        start = min(row["start"] for row in data)
        times = sorted({float(row["time"]) for row in rows})
        known = {"se": "robust", "start_time": start, "start_state": "a"}
        curves = quietly(lambda: histories(data).aalen_johansen(**known))  # noqa: B023
        ours = quietly(lambda: curves.at(times))  # noqa: B023
        found = {
            (time, state): (p, e)
            for time, state, p, e in zip(
                ours["time"], ours["state"], ours["probability"], ours["std_err"], strict=True
            )
        }
        for row in rows:
            p, e = found.get((float(row["time"]), row["state"]), (0.0, 0.0))
            assert close(p, row["probability"]), f"set {number}: {row}, ours {p}"
            assert close(e, row["std_err"]), f"set {number}: {row}, ours {e}"


def test_staying_and_hazards(theirs: Path) -> None:
    answers = read(theirs / "hazards.csv")
    assert len(answers) > SETS * 0.8, "R refuses too many data sets"
    for number, rows in answers.items():
        data = drawn(number)
        read_in = histories(data)
        if not any(row["origin"] == "a" and row["target"] for row in data):
            continue
        times = [float(row["time"]) for row in rows]
        stays = [row for row in data if row["origin"] == "a"]
        known = [time for time in times if min(row["start"] for row in stays) <= time]
        curve = quietly(lambda: read_in.kaplan_meier("a").at(known))  # noqa: B023
        by_time = dict(
            zip(
                curve["time"][::2],
                zip(curve["probability"][::2], curve["std_err"][::2], strict=True),
                strict=True,
            )
        )
        last = max(row["stop"] for row in stays)
        for row in rows:
            time = float(row["time"])
            if time not in by_time or time > last:
                continue
            survival, error = by_time[time]
            assert close(survival, row["survival"]), f"set {number}: {row}, ours {survival}"
            # Where all have left, weights leave R a rest of rounding, of which it takes the error.
            if survival:
                assert close(error, row["std_err"]), f"set {number}: {row}, ours {error}"


def test_matrices_and_their_errors_by_greenwood(of_etm: Path) -> None:
    answers = read(of_etm / "matrices.csv")
    assert len(answers) > SETS * 0.5 and not read(of_etm / "refused.csv")
    compared = 0
    for number, rows in answers.items():
        curves = quietly(histories(drawn(number)).aalen_johansen)
        cells: dict[tuple[float, float], list[dict[str, str]]] = defaultdict(list)
        for row in rows:
            cells[float(row["start"]), float(row["time"])].append(row)
        for (start, time), own in cells.items():
            ours = quietly(lambda: curves.transition_matrix(start, time))  # noqa: B023
            pairs = zip(ours["origin"], ours["target"], strict=True)
            values = zip(ours["probability"], ours["std_err"], strict=True)
            found = dict(zip(pairs, values, strict=True))
            for row in own:
                # A state that nobody is ever in is none of ours.
                p, e = found.get((row["origin"], row["target"]), (None, None))
                if p is None:
                    continue
                error = math.sqrt(max(float(row["variance"]), 0.0))
                assert math.isclose(p, float(row["probability"]), abs_tol=1e-10), f"{number}: {row}"
                # Of a certainty etm keeps the rounding, of which this is the root.
                assert math.isclose(e, error, rel_tol=1e-9, abs_tol=1e-8), (
                    f"{number}: {row}, ours {e}"
                )
                compared += 1
    assert compared > SETS * 10


def test_models_of_hazards(theirs: Path) -> None:
    compared = 0
    for number, rows in read(theirs / "models.csv").items():
        for ties in ("efron", "breslow"):
            own = {row["term"]: row for row in rows if row["ties"] == ties}
            if not own:
                continue
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always", pp.PeerpathWarning)
                cox = histories(drawn(number)).cox(
                    "a -> b", ["x", "group"], ties=ties, robust=True, tolerance=1e-20
                )
            # Where the likelihood has no maximum, R gives the place where it stopped.
            if said:
                continue
            fit = cox.describe()
            for place, term in enumerate(cox.table["term"]):
                row = own[term]
                for name in ("coef", "std_err", "robust_std_err"):
                    ours, expected = cox.table[name][place], float(row[name])
                    about = f"set {number}, {ties}: {row}, ours {name} {ours}"
                    assert math.isclose(ours, expected, rel_tol=1e-6, abs_tol=1e-8), about
                assert math.isclose(fit["null_log_likelihood"], float(row["null"]), rel_tol=1e-9)
                found = fit["log_likelihood"]
                assert math.isclose(found, float(row["log_likelihood"]), rel_tol=1e-9)
            compared += 1
    assert compared > SETS * 0.5


def test_log_rank(theirs: Path) -> None:
    answers = read(theirs / "tests.csv")
    compared = 0
    for number, rows in answers.items():
        first: dict[int, Row] = {}
        for row in drawn(number):
            first.setdefault(row["person"], row)
        stays = [
            {**row, "start": 0.0, "stop": row["stop"] - row["start"]}
            for row in first.values()
            if row["origin"] == "a"
        ]
        for row in rows:
            if (
                not any(stay["target"] for stay in stays)
                or len({stay["group"] for stay in stays}) < 2
            ):
                continue
            test = quietly(lambda: histories(stays).log_rank("group", "a", rho=float(row["rho"])))  # noqa: B023
            if test.df == 0:
                continue
            assert close(test.statistic, row["statistic"]), f"set {number}: {row}, ours {test}"
            compared += 1
    assert compared > SETS * 0.3


def test_what_r_refuses_is_counted(theirs: Path) -> None:
    refused = read(theirs / "skipped.csv")
    count = sum(len(rows) for rows in refused.values())
    print(f"R refused {count} of its calls on {SETS} data sets")
    assert count < SETS * 0.4
