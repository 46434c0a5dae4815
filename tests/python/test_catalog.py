"""The shipped standards say what the facts in the repository say."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import peerpath as pp

ROOT = Path(__file__).resolve().parents[2]


def check(root: Path) -> list[str]:
    command = [sys.executable, str(root / "tools" / "catalog"), "--check"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert not found.stderr, found.stderr
    assert found.returncode == bool(found.stdout)
    return found.stdout.splitlines()


def copy(to: Path) -> Path:
    """The part of the repository that the script reads and writes."""
    for part in (
        "tools/catalog",
        "core/catalog",
        "core/src/standard/catalog",
        "tests/vectors/standard",
    ):
        shutil.copytree(ROOT / part, to / part)
    (to / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "catalog.md", to / "docs")
    return to


def test_the_documents_are_what_the_facts_say() -> None:
    assert check(ROOT) == []


def test_a_change_of_the_facts_is_seen(tmp_path: Path) -> None:
    root = copy(tmp_path)
    facts = root / "core" / "catalog" / "facts" / "state_requirements.csv"
    text = facts.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("NC,") and "earlier" in line)
    facts.write_text(text.replace(row, row.replace(",12,60,", ",12,61,")), encoding="utf-8")
    (found,) = check(root)
    assert found.startswith("us-nc/cpss@2020: training_hours: '61'")
    facts.write_text(text.replace("at most 8 of the 20", "at most 9 of the 20"), encoding="utf-8")
    (found,) = check(root)
    assert "read them again" in found and found.startswith("us-nc/cpss@2020")


def test_a_document_changed_by_hand_is_seen(tmp_path: Path) -> None:
    root = copy(tmp_path)
    path = root / "core" / "catalog" / "us-wy" / "cps.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"at_least": 36', '"at_least": 30'), encoding="utf-8")
    assert "core/catalog/us-wy/cps.json is not what `python tools/catalog` writes" in check(root)


def test_every_fact_is_used_or_left_out_with_a_reason() -> None:
    facts = ROOT / "core" / "catalog" / "facts"
    rows = facts.joinpath("state_requirements.csv").read_text(encoding="utf-8").splitlines()[1:]
    names = json.loads(facts.joinpath("names.json").read_text(encoding="utf-8"))["national"]
    national = json.loads(facts.joinpath("national_credentials.json").read_text(encoding="utf-8"))
    versions = [
        f"{credential['id']}: {version['version']}"
        for credential in national["credentials"]
        for version in credential["versions"]
    ]
    assert sorted(versions) == sorted(names)
    reasons = [given["left_out"] for given in names.values() if "left_out" in given]
    assert all(len(reason) > 20 for reason in reasons)
    table = pp.catalog()
    standards = sum(kind == "standard" for kind in table["kind"])
    # The standards of the facts, and the model standards of SAMHSA.
    assert standards == len(rows) + len(versions) - len(reasons) + 1


def test_the_catalog_says_what_is_not_known() -> None:
    table = pp.catalog().to_dict()
    rows = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
    for row in rows:
        fields = row["fields_found"] + row["fields_unverified"] + row["fields_unknown"]
        assert fields == (14 if row["id"].startswith(("us-", "national/")) else 0)
        assert len(row["not_known"].split()) == row["fields_unknown"]
    wyoming = next(row for row in rows if row["id"] == "us-wy/cps")
    assert "fee" in wyoming["not_known"].split()
    assert {row["kind"] for row in rows} == {"standard", "framework"}
