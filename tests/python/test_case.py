"""CASE packages: every export held against the rules of CASE 1.1 by an independent validator.

`tests/case/package.schema.json` says where the rules come from.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import jsonschema
import peerpath as pp
import pytest
import vectors
from hypothesis import given
from hypothesis import strategies as st

TESTS = Path(__file__).resolve().parents[1]
SCHEMA = json.loads((TESTS / "case" / "package.schema.json").read_text(encoding="utf-8"))
FRAMEWORKS = sorted(path.stem for path in (TESTS.parent / "core/catalog/frameworks").glob("*.json"))
OPTIONS: list[dict[str, str]] = [
    {},
    {"base": "https://example.org/ims/case/v1p1/", "changed": "2025-03-01", "language": "en-US"},
    *(
        {"adoption_status": status}
        for status in ("Private Draft", "Draft", "Adopted", "Deprecated")
    ),
]


def check(package: dict[str, Any]) -> None:
    """What a schema can say of a package, and what only the package as a whole shows."""
    jsonschema.Draft202012Validator(SCHEMA).validate(package)
    document = package["CFDocument"]
    items, associations = package["CFItems"], package["CFAssociations"]
    named = [document, *items, *associations]
    identifiers = [one["identifier"] for one in named]
    assert len(set(identifiers)) == len(identifiers)
    address = {one["identifier"]: one["uri"] for one in named}
    assert all(uri.endswith(identifier) for identifier, uri in address.items())
    places: dict[str, list[int]] = {}
    for association in associations:
        for end in (association["originNodeURI"], association["destinationNodeURI"]):
            assert address[end["identifier"]] == end["uri"]
        parent = association["destinationNodeURI"]["identifier"]
        places.setdefault(parent, []).append(association["sequenceNumber"])
    children = [association["originNodeURI"]["identifier"] for association in associations]
    assert sorted(children) == sorted(item["identifier"] for item in items)
    for numbers in places.values():
        assert numbers == list(range(1, len(numbers) + 1))


def identifiers(package: dict[str, Any]) -> dict[str, str]:
    """The identifier of each item by its code."""
    return {item["humanCodingScheme"]: item["identifier"] for item in package["CFItems"]}


def test_the_rules_are_a_schema_and_refuse() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for change in (
        {"adoptionStatus": "adopted"},
        {"caseVersion": "1.0"},
        {"creator": None},
        {"identifier": "I"},
        {"uri": "I"},
        {"lastChangeDateTime": "2025-03-01"},
        {"CFPackageURI": {}},
    ):
        package = pp.Framework.builtin("icrc-pr").to_case()["document"]
        package["CFDocument"].update(change)
        with pytest.raises(jsonschema.ValidationError):
            check(package)
    package["CFDocument"] = pp.Framework.builtin("icrc-pr").to_case()["document"]["CFDocument"]
    package["CFAssociations"][0]["associationType"] = "childOf"
    with pytest.raises(jsonschema.ValidationError):
        check(package)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_shipped_framework_is_exported_by_the_rules(
    name: str, options: dict[str, Any]
) -> None:
    check(pp.Framework.builtin(name).to_case(**options)["document"])


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_identifiers_are_the_same_in_every_export(name: str) -> None:
    framework = pp.Framework.builtin(name)
    exported = framework.to_case()["document"]
    known = identifiers(exported)
    assert known == identifiers(framework.to_case(base="https://example.org")["document"])
    # By a published rule, so that others can compute them too.
    for code, identifier in known.items():
        by_rule = uuid.uuid5(uuid.NAMESPACE_URL, f"peerpath/competency/{name}/{code}")
        assert identifier == str(by_rule)
    # A later version in another order and other words.
    later = framework.to_dict()
    later["version"], later["title"] = "later", "In other words"
    later["competencies"].reverse()
    again = pp.Framework.from_json(later).to_case()["document"]
    assert identifiers(again) == known
    assert again["CFDocument"]["identifier"] == exported["CFDocument"]["identifier"]
    # Out, in and out again.
    reading = pp.Framework.from_case(exported, id=name)
    assert not reading.repairs
    back = reading.framework.to_case()["document"]
    check(back)
    assert identifiers(back) == known
    links = "identifier", "associationType", "sequenceNumber", "originNodeURI"
    assert [[one[key] for key in links] for one in back["CFAssociations"]] == [
        [one[key] for key in links] for one in exported["CFAssociations"]
    ]


def imported() -> list[Any]:
    cases = [case for case in vectors.cases() if case.call == "framework.from_case"]
    return [case for case in cases if case.error is None]


@pytest.mark.parametrize("case", imported(), ids=lambda case: case.name)
def test_what_was_mended_goes_out_by_the_rules(case: Any) -> None:
    framework = pp.Framework.from_case(case.input["case"], id="read").framework
    check(framework.to_case()["document"])


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(title=WORDS, label=WORDS, issuer=WORDS, note=WORDS, url=WORDS, year=st.integers(0, 65535))
def test_no_words_break_an_export(
    title: str, label: str, issuer: str, note: str, url: str, year: int
) -> None:
    framework = pp.Framework.from_json(
        {
            "format": "peerpath/framework/1",
            "id": "f",
            "version": "1",
            "title": title,
            "issuer": issuer,
            "year": year,
            "note": note,
            "sources": [{"id": "s", "title": "S", "url": url}],
            "competencies": [{"id": "A", "label": f"{label}\n\tlistens", "note": note}],
        }
    )
    check(framework.to_case()["document"])


@pytest.mark.parametrize(
    "options",
    [{"base": "httpsexample.org"}, {"base": "https://a b"}, {"base": ""}, {"language": "english!"}],
    ids=str,
)
def test_what_cannot_stand_in_a_package_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(pp.PeerpathError) as refused:
        pp.Framework.builtin("icrc-pr").to_case(**options)
    assert refused.value.code == "argument"
