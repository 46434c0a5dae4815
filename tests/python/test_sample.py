"""The synthetic sample files: made anew byte for byte, and true to the published figures."""

import csv
import datetime
import itertools
import json
import pathlib
import subprocess
import sys
from collections import defaultdict

import pytest

SAMPLE = pathlib.Path(__file__).parents[2] / "sample"
MARGINS = json.loads((SAMPLE / "published_margins.json").read_text())
PEER = {"peer-job", "advanced-peer-job"}


def rows(name):
    with open(SAMPLE / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def dossiers():
    return [json.loads(line) for line in (SAMPLE / "dossiers.synthetic.jsonl").open()]


def test_the_generator_gives_the_committed_files(tmp_path):
    subprocess.run([sys.executable, SAMPLE / "generate.py", tmp_path], check=True)
    made = sorted(path.name for path in tmp_path.iterdir())
    kept = sorted(
        path.name for path in SAMPLE.iterdir() if path.suffix in {".csv", ".json", ".jsonl"}
    )
    assert made == kept
    for name in made:
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes(), name


def test_everything_about_persons_says_that_it_is_synthetic():
    for path in SAMPLE.iterdir():
        if path.suffix in {".csv", ".jsonl"}:
            assert ".synthetic." in path.name
    assert all(dossier["person"].startswith("synthetic-") for dossier in dossiers())
    for name, column in [
        ("survey.synthetic.csv", "respondent"),
        ("events.synthetic.csv", "person"),
        ("waves.synthetic.csv", "person"),
    ]:
        assert all(row[column].startswith("synthetic-") for row in rows(name))
    assert "SYNTHETIC" in (SAMPLE / "README.md").read_text()


@pytest.mark.parametrize("figure", MARGINS["figures"], ids=lambda figure: figure["name"])
def test_published_figures_are_reproduced(figure):
    recipe = figure["recipe"]
    table = rows(recipe["file"])
    of = [row for row in table if all(row[key] in values for key, values in recipe["of"].items())]
    if figure["mean"] is not None:
        assert sum(float(row[recipe["mean"]]) for row in of) / len(of) == figure["mean"]
        return
    counted = [
        row for row in of if all(row[key] in values for key, values in recipe["where"].items())
    ]
    if figure["numerator"] is not None:
        assert (len(counted), len(of)) == (figure["numerator"], figure["denominator"])
    else:
        # Rounds to the whole percentage printed.
        assert abs(100 * len(counted) / len(of) - figure["percent"]) < 0.5
    assert figure["source"] in MARGINS["sources"]


def test_what_was_published_without_a_number():
    table = rows("survey.synthetic.csv")
    assert len(table) == 667
    assert sum(int(row["age"]) for row in table) / 667 == 45  # "mid-40s"
    for state in ("NC", "VA", "KY", "TN"):
        here = [row for row in table if row["state"] == state]
        assert sum(row["prepared"] == "yes" for row in here) > 0.9 * len(here)
    items = json.loads((SAMPLE / "survey.items.json").read_text())
    assert len(items) == 12
    for column in items:
        values = [row[column] for row in table]
        assert set(values) <= {"", "1", "2", "3", "4", "5"}
        assert 0 < values.count("") < 0.1 * len(values)


def test_histories_run_forward_and_agree_with_the_interviews():
    by_person = defaultdict(list)
    for row in rows("events.synthetic.csv"):
        by_person[row["person"]].append((datetime.date.fromisoformat(row["date"]), row["state"]))
    assert len(by_person) == 591
    for entries in by_person.values():
        days = [day for day, _ in entries]
        assert all(first < second for first, second in itertools.pairwise(days))
        states = [state for _, state in entries]
        assert states[-1] == "" and "" not in states[:-1]
        assert all(first != second for first, second in itertools.pairwise(states))
    last = {}
    waves = rows("waves.synthetic.csv")
    for row in waves:
        day = datetime.date.fromisoformat(row["interviewed"])
        entries = by_person[row["person"]]
        seen = [state for first, state in entries if first <= day and state][-1]
        assert seen == row["state"]
        assert (row["wage"] == "") >= (row["satisfaction"] == "")
        last[row["person"]] = day
    assert all(by_person[person][-1][0] == day for person, day in last.items())
    delayed = {
        row["person"]
        for row in rows("events.synthetic.csv")
        if row["certified"] < min(str(day) for day, _ in by_person[row["person"]])
    }
    assert 0.1 * 591 < len(delayed) < 0.5 * 591
    answered = defaultdict(set)
    for row in waves:
        answered[row["person"]].add(row["wave"])
    assert sum(waves == {"2020", "2022"} for waves in answered.values()) > 20, "some return"


def test_dossiers_have_the_gaps_that_registries_know():
    everyone = dossiers()
    assert len(everyone) == len({dossier["person"] for dossier in everyone}) == 240
    born = {dossier.get("born") for dossier in everyone}
    assert {"1996-02-29", "2008-11-21", "2008-11-22", None} <= born
    hours = [entry for dossier in everyone for entry in dossier.get("hours", [])]
    assert any(entry.get("approved") is False for entry in hours)
    assert any("approved" not in entry for entry in hours)
    assert any(entry["to"] < "2024-11-21" for entry in hours)
    closed = [len(dossier["complete"]) for dossier in everyone]
    assert min(closed) <= 3 and max(closed) == 10
    for dossier in everyone:
        ids = [
            entry["id"]
            for section in dossier.values()
            if isinstance(section, list)
            for entry in section
            if isinstance(entry, dict)
        ]
        assert len(ids) == len(set(ids))
