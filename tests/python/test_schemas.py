"""The published JSON Schemas, held by an independent validator against every shipped document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "core" / "catalog"
# What the documents are made of: see docs/catalog.md.
MADE_OF = ("facts", "refinements")
# Written into the crate, and read by no one else.
INTERNAL = ("models",)
SAMPLE = ROOT / "sample"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def validator(name: str) -> Any:
    schema = read(ROOT / "schemas" / name)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def documents() -> list[tuple[str, Path]]:
    kinds = {"peerpath/standard/1": "standard.json", "peerpath/framework/1": "framework.json"}
    paths = [
        path
        for path in sorted(CATALOG.rglob("*.json"))
        if path.parent.name not in (*MADE_OF, *INTERNAL)
    ]
    return [(kinds[read(path)["format"]], path) for path in paths]


@pytest.mark.parametrize(("schema", "path"), documents(), ids=lambda value: Path(value).stem)
def test_shipped_documents_are_valid(schema: str, path: Path) -> None:
    validator(schema).validate(read(path))


def test_sample_dossiers_are_valid() -> None:
    check = validator("dossier.json")
    lines = (SAMPLE / "dossiers.synthetic.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 240
    for line in lines:
        check.validate(json.loads(line))


def test_published_margins_are_valid() -> None:
    validator("published-margins.json").validate(read(SAMPLE / "published_margins.json"))


@pytest.mark.parametrize(
    "dossier",
    [
        {"format": "peerpath/dossier/1", "exms": []},
        {"format": "peerpath/dossier/1", "hours": [{"of": "training", "amount": "fifty"}]},
        {"format": "peerpath/dossier/9"},
    ],
)
def test_bad_dossiers_are_not(dossier: dict[str, Any]) -> None:
    assert not validator("dossier.json").is_valid(dossier)
