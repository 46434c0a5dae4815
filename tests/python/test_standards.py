"""Standards and dossiers as Python sees them; the rules themselves are tested by vectors."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from pathlib import Path
from typing import Any

import pandas as pd
import peerpath as pp
import pytest

DOSSIER = {
    "format": "peerpath/dossier/1",
    "person": "p-<17>",
    "born": "1988-05-02",
    "hours": [{"id": "e1", "of": "training", "amount": 50, "to": "2026-03-13", "approved": True}],
    "complete": ["hours"],
}


@pytest.fixture
def assessment() -> pp.Assessment:
    standard = pp.Standard.builtin("us-nc/cpss")
    return standard.assess(pp.Dossier.from_json(DOSSIER), as_of="2026-11-21")


def test_every_shipped_standard_assesses() -> None:
    table = pp.catalog()
    dossier = pp.Dossier.from_json(DOSSIER)
    rows = zip(table["kind"], table["id"], table["version"], strict=True)
    standards = [(name, version) for kind, name, version in rows if kind == "standard"]
    assert len(standards) > 80
    for name, version in standards:
        standard = pp.Standard.builtin(f"{name}@{version}")
        assert (standard.id, standard.version) == (name, version)
        again = pickle.loads(pickle.dumps(standard))
        assert again.to_dict() == standard.to_dict() == json.loads(standard.to_json())
        day = standard.effective_until or standard.effective_from or dt.date(2026, 11, 21)
        found = standard.assess(dossier, as_of=day)
        assert found.verdict in ("met", "unmet", "unknown")
        assert standard.id in found.explain()
        assert repr(found) and found._repr_html_()


def test_an_assessment_says_the_same_in_every_form(assessment: pp.Assessment) -> None:
    found = assessment.to_dict()
    assert found == json.loads(assessment.to_json())
    assert found["verdict"] == assessment.verdict
    assert found["unmet"] == [finding["id"] for finding in assessment.unmet]
    assert found["unknown"] == [finding["id"] for finding in assessment.unknown]
    assert found["questions"] == assessment.questions
    assert assessment.as_of == dt.date(2026, 11, 21)
    assert assessment.person == "p-<17>"
    assert str(assessment) == assessment.explain()
    for finding in assessment.unmet:
        assert assessment.requirement(finding["id"]) == finding
    assert assessment.requirement("no-such-requirement") is None


def test_the_tree_in_a_notebook_is_escaped(assessment: pp.Assessment) -> None:
    html = assessment._repr_html_()
    assert "p-&lt;17&gt;" in html and "<17>" not in html
    assert html.count("<details") == html.count("</details>") > 3
    assert "Not legal advice" in html
    # All that the text says below the tree stands there too.
    for line in assessment.explain().splitlines():
        if line.startswith(("Question: ", "Caution: ", "Not covered: ", "[")):
            assert line.replace("&", "&amp;").replace("'", "&#39;") in html


@pytest.mark.parametrize(
    "day",
    ["2026-11-21", dt.date(2026, 11, 21), dt.datetime(2026, 11, 21), pd.Timestamp("2026-11-21")],
)
def test_days(day: Any, assessment: pp.Assessment) -> None:
    standard = pp.Standard.builtin("us-nc/cpss")
    found = standard.assess(pp.Dossier.from_json(DOSSIER), as_of=day)
    assert found.to_dict() == assessment.to_dict()


@pytest.mark.parametrize(
    "day",
    ["2026-02-30", "21.11.2026", "2026-11-21T00:00", "", 20261121, None, [], pd.NaT,
     dt.datetime(2026, 11, 21, 12), dt.datetime(2026, 11, 21, tzinfo=dt.UTC), "\ud800"],
)  # fmt: skip
def test_what_is_no_day_is_refused(day: Any) -> None:
    standard = pp.Standard.builtin("us-nc/cpss")
    with pytest.raises(pp.PeerpathError) as caught:
        standard.assess(pp.Dossier.from_json(DOSSIER), as_of=day)
    assert caught.value.code == "argument"
    assert caught.value.problems[0].argument == "as_of"


def test_a_file_of_dossiers(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.jsonl"
    good = json.dumps(DOSSIER)
    path.write_text(f"{good}\n\n{good}\n", encoding="utf-8")
    assert [dossier.person for dossier in pp.Dossier.read_json_lines(path)] == ["p-<17>"] * 2
    assert len(pp.Dossier.read_json_lines(str(path))) == 2
    path.write_text(f'{good}\n{{"format": 1}}\n{good[:-1]}\n', encoding="utf-8")
    with pytest.raises(pp.PeerpathError) as caught:
        pp.Dossier.read_json_lines(path)
    places = [(problem.pointer, problem.position) for problem in caught.value.problems]
    assert caught.value.code == "document" and str(path) in str(caught.value)
    assert ("/1/format", None) in places and places[-1][1][0] == 3
    with pytest.raises(pp.PeerpathError) as caught:
        pp.Dossier.read_json_lines(tmp_path / "none.jsonl")
    assert caught.value.code == "file"


def test_a_summary_counts_what_single_assessments_say() -> None:
    standard = pp.Standard.builtin("us-nc/cpss")
    child = pp.Dossier.from_json({**DOSSIER, "born": "2015-01-01"})
    dossiers = [pp.Dossier.from_json(DOSSIER), child, child]
    summary = standard.summarise(iter(dossiers), as_of="2026-11-21")
    verdicts = [standard.assess(each, as_of="2026-11-21").verdict for each in dossiers]
    assert summary.n == 3
    for verdict in ("met", "unmet", "unknown"):
        assert getattr(summary, verdict) == verdicts.count(verdict)
    part = standard.summarise(dossiers[:1], as_of="2026-11-21")
    assert part.merge(standard.summarise(dossiers[1:], as_of="2026-11-21")) == summary
    with pytest.raises(pp.PeerpathError, match="2026-11-22"):
        part.merge(standard.summarise([], as_of="2026-11-22"))
    with pytest.raises(TypeError):
        standard.summarise([DOSSIER], as_of="2026-11-21")  # type: ignore[list-item]


def test_a_version_that_is_not_in_force_is_refused() -> None:
    standard = pp.Standard.from_json(
        {
            "format": "peerpath/standard/1", "id": "xx", "version": "1", "title": "T",
            "effective": {"from": "2025-07-01"},
            "requirement": {"id": "age", "age": {"at_least": 18}},
        }
    )  # fmt: skip
    assert standard.effective_from == dt.date(2025, 7, 1) and standard.effective_until is None
    with pytest.raises(pp.PeerpathError) as caught:
        standard.assess(pp.Dossier.from_json(DOSSIER), as_of="2025-06-30")
    assert caught.value.code == "not_in_force"


def test_every_shipped_standard_lints_clean() -> None:
    shipped = pp.catalog().to_dict()
    kinds = shipped.get("kind", ["standard"] * len(shipped["id"]))
    rows = zip(shipped["id"], shipped["version"], kinds, strict=True)
    names = [f"{id}@{version}" for id, version, kind in rows if kind == "standard"]
    assert names
    for name in names:
        worse = [one for one in pp.Standard.builtin(name).lint() if one["severity"] != "info"]
        assert not worse, name


def test_a_standard_that_refers_to_others_can_be_pickled() -> None:
    base = {
        "format": "peerpath/standard/1",
        "id": "us-xx/base",
        "version": "1",
        "title": "Base",
        "requirement": {"id": "age", "age": {"at_least": 18}},
    }
    text = {
        "format": "peerpath/standard/1",
        "id": "us-xx/senior",
        "version": "1",
        "title": "Senior",
        "requirement": {"id": "base", "refer": {"standard": "us-xx/base"}},
    }
    for given in (base, json.dumps(base), pp.Standard.from_json(base)):
        standard = pp.Standard.from_json(text, [given])
        assert [document["id"] for document in standard.beside()] == ["us-xx/base"]
        again = pickle.loads(pickle.dumps(standard))
        assert again.beside() == standard.beside()
    # What a standard that is given refers to comes with it.
    over = {
        **text,
        "id": "us-xx/over",
        "requirement": {"id": "o", "refer": {"standard": "us-xx/senior"}},
    }
    assert len(pp.Standard.from_json(over, [standard]).beside()) == 2
    with pytest.raises(pp.PeerpathError) as refused:
        pp.Standard.from_json(text, [{**base, "title": 7}])
    assert refused.value.problems[0].pointer == "/0/title"
