"""Comparisons, transfers and alignments: what the vectors do not show."""

from __future__ import annotations

import json

import peerpath as pp
import pytest


def standard(hours: int, id: str = "us-xx/cps") -> pp.Standard:
    return pp.Standard.from_json(
        {
            "format": "peerpath/standard/1",
            "id": id,
            "version": str(hours),
            "title": "<CPS>",
            "requirement": {
                "id": "training",
                "title": "<training>",
                "hours": {"of": "training", "at_least": hours},
            },
        }
    )


def test_a_comparison_says_the_same_in_all_its_forms() -> None:
    comparison = pp.compare(standard(60), standard(40))
    assert comparison.relation == "stricter"
    assert comparison.to_dict() == json.loads(comparison.to_json())
    assert comparison.table["relation"] == ["stricter"]
    assert comparison.table["reason"][0] in comparison.explain() == str(comparison)
    html = comparison._repr_html_()
    assert "&lt;training&gt;" in html and "<training>" not in html
    assert repr(comparison).startswith("Comparison('us-xx/cps'")
    # A witness meets the one and not the other.
    witness = pp.Dossier.from_json(pp.compare(standard(40), standard(60)).to_dict()["meets_only_a"])
    assert standard(40).assess(witness, as_of="2030-06-15").verdict == "met"
    assert standard(60).assess(witness, as_of="2030-06-15").verdict != "met"


def test_a_transfer_says_the_same_in_all_its_forms() -> None:
    who = pp.Dossier.from_json(
        {
            "format": "peerpath/dossier/1",
            "person": "<p>",
            "hours": [{"of": "training", "amount": 70}],
        }
    )
    transfer = standard(60).transfer(standard(40, "us-yy/cps"), who, as_of="2026-11-21")
    assert transfer.verdict == "met"
    assert transfer.items[0]["status"] == transfer.table["status"][0] == "met-as"
    assert transfer.routes == [] and len(transfer.notes) == 1
    assert transfer.to_dict() == json.loads(transfer.to_json())
    assert "already met as training" in transfer.explain() == str(transfer)
    html = transfer._repr_html_()
    assert "&lt;p&gt;" in html and "<p>&lt;" not in html.split("<table>")[1][:3]
    with pytest.raises(pp.PeerpathError, match="2026-02-30"):
        standard(60).transfer(standard(40), who, as_of="2026-02-30")


def test_the_whole_catalog_aligns_in_both_forms() -> None:
    rows, wide = pp.alignment(), pp.alignment(form="wide")
    criteria = sorted(set(rows["criterion"]))
    assert sorted(wide.columns) == sorted(["standard", "version", *criteria])
    assert len(rows["status"]) == len(wide["standard"]) * len(criteria)
    assert set(rows["status"]) <= {"met", "exceeded", "short", "silent", "undecided"}
    for status, theirs in zip(rows["status"], rows["theirs"], strict=True):
        assert (status == "silent") == (theirs is None)
    with pytest.raises(pp.PeerpathError) as refused:
        pp.alignment(model="none")
    assert refused.value.code == "unknown_name"
    with pytest.raises(pp.PeerpathError) as refused:
        pp.alignment(form="square")
    assert refused.value.code == "argument"
