"""The list by which the crate finds the shipped documents, and the table in the guide."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from facts import CATALOG
from skeleton import FIELDS

Documents = list[tuple[Path, dict[str, Any]]]


def documents() -> Documents:
    """Every shipped standard by its file, the newest version of a standard before its older ones."""
    result = []
    for path in CATALOG.rglob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.get("format") == "peerpath/standard/1":
            result.append((path, document))
    return sorted(result, key=lambda one: (one[1]["id"], "superseded_by" in one[1]["effective"]))


def rust(documents: Documents) -> str:
    lines = [
        "//! The shipped documents. Written by `python tools/catalog`; not to be edited.",
        "",
        "use super::Shipped;",
        "use crate::document::packed;",
        "",
        "pub(super) const DOCUMENTS: &[Shipped] = &[",
    ]
    for path, document in documents:
        current = "superseded_by" not in document["effective"]
        file = path.relative_to(CATALOG).as_posix()
        lines += [
            "    Shipped {",
            f'        id: "{document["id"]}",',
            f'        version: "{document["version"]}",',
            f"        current: {'true' if current else 'false'},",
            f'        text: packed!("catalog/{file}"),',
            "    },",
        ]
    return "\n".join([*lines, "];", ""])


STRUCTURE = ("all", "any", "at_least", "not", "when", "refer", "for_each")


def leaves(node: Any, confidence: str) -> list[str]:
    """How well each requirement that looks at evidence is known."""
    own = node.get("confidence", confidence)
    parts = [node[key] for key in ("applies", "not") if key in node]
    parts += [part for key in ("all", "any") for part in node.get(key, [])]
    parts += node["when"].values() if "when" in node else []
    parts += node["at_least"]["of"] if "at_least" in node else []
    parts += [node["for_each"]["rule"]] * len(node["for_each"]["of"]) if "for_each" in node else []
    found = [] if any(key in node for key in STRUCTURE) else [own]
    for part in parts:
        found += leaves(part, confidence)
    return found


def vector(documents: Documents) -> dict[str, Any]:
    """What every language must say of the catalog, counted here without the crate."""
    expect = []
    for _, document in documents:
        known = leaves(document["requirement"], document["verified"]["confidence"])
        effective = document["effective"]
        expect.append({
            "kind": "standard", "id": document["id"], "version": document["version"],
            "jurisdiction": document["jurisdiction"], "effective_from": effective["from"],
            "superseded_by": effective.get("superseded_by"), "requirements": len(known),
            "found": known.count("found"), "unverified": known.count("unverified"),
        })  # fmt: skip
    for path in sorted((CATALOG / "frameworks").glob("*.json")):
        framework = json.loads(path.read_text(encoding="utf-8"))
        known = rated(framework["competencies"])
        expect.append({
            "kind": "framework", "id": framework["id"], "version": framework["version"],
            "jurisdiction": None, "effective_from": None, "superseded_by": None,
            "requirements": len(known), "found": known.count("found"),
            "unverified": known.count("unverified"),
        })  # fmt: skip
    return {
        "format": "peerpath/vector/1",
        "about": "Every version of every shipped standard and framework, and how well it is known.",
        "source": "counted in the documents by tools/catalog",
        "call": "catalog", "input": {}, "expect": expect,
    }  # fmt: skip


def rated(competencies: list[Any]) -> list[str]:
    found = []
    for competency in competencies:
        found += [competency.get("confidence", ""), *rated(competency.get("parts", []))]
    return found


BEGIN, END = "<!-- table: written by tools/catalog -->\n", "<!-- end of table -->"


def with_table(guide: str, documents: Documents) -> str:
    """The guide with its table anew."""
    before, rest = guide.split(BEGIN)
    _, after = rest.split(END)
    return before + BEGIN + "\n" + table(documents) + "\n" + END + after


MARKS = {"found": "●", "unverified": "○", "unknown": "·"}


def table(documents: Documents) -> str:
    names = [name.replace("-", " ") for name in FIELDS]
    lines = [
        "| standard | version | " + " | ".join(names) + " |",
        "|---|---|" + ":-:|" * len(names),
    ]
    totals = {name: dict.fromkeys(MARKS, 0) for name in FIELDS}
    covered = [document for _, document in documents if "coverage" in document]
    for document in covered:
        known = {name: how for how, names in document["coverage"].items() for name in names}
        marks = [MARKS[known[name]] for name in FIELDS]
        lines.append(f"| `{document['id']}` | {document['version']} | {' | '.join(marks)} |")
        for name in FIELDS:
            totals[name][known[name]] += 1
    for how in MARKS:
        counts = " | ".join(str(totals[name][how]) for name in FIELDS)
        lines.append(f"| **{how}** | of {len(covered)} | {counts} |")
    return "\n".join(lines) + "\n"
