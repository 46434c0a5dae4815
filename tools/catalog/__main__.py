"""Makes the shipped standards from their facts: `python tools/catalog [--check]`.

Reads `core/catalog/facts/` and `core/catalog/refinements/`, writes the documents, the list by
which the crate finds them, and the table in `docs/catalog.md`. With `--check` writes nothing,
names what is not as it would be written, and fails where anything is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import layout
import register
from check import problems
from facts import CATALOG, ROOT, Facts, read_facts, read_sources
from skeleton import document


def refinements() -> dict[str, Any]:
    """What was written by hand, by `id@version`."""
    result: dict[str, Any] = {}
    for path in sorted((CATALOG / "refinements").glob("*.json")):
        for name, refinement in json.loads(path.read_text(encoding="utf-8")).items():
            if name in result:
                raise SystemExit(f"{name} is refined twice, the second time in {path.name}")
            result[name] = refinement
    return result


def path_of(facts: Facts, refinement: dict[str, Any]) -> Path:
    superseded = "superseded_by" in refinement.get("effective", {})
    return CATALOG / f"{facts.id}{f'-{facts.version}' if superseded else ''}.json"


def main() -> int:
    checking = "--check" in sys.argv[1:]
    found: list[str] = []
    written: dict[Path, str] = {}
    sources = read_sources()
    by_hand = refinements()
    for facts in read_facts():
        refinement = by_hand.pop(facts.name, {})
        path = path_of(facts, refinement)
        if refinement.get("by_hand"):
            made = json.loads(path.read_text(encoding="utf-8"))
        else:
            made = document(facts, refinement, sources)
            written[path] = layout.text(made)
        found += [f"{facts.name}: {problem}" for problem in problems(facts, made, refinement)]
    found += [f"{name}: refined, but there are no facts of this name" for name in by_hand]
    if not checking:
        write(written)
        written = {}
    documents = register.documents()
    written[ROOT / "core/src/standard/catalog/documents.rs"] = register.rust(documents)
    vector = ROOT / "tests/vectors/standard/catalog.json"
    written[vector] = layout.text(register.vector(documents))
    guide = ROOT / "docs/catalog.md"
    written[guide] = register.with_table(guide.read_text(encoding="utf-8"), documents)
    if checking:
        for path, text in written.items():
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                found.append(f"{path.relative_to(ROOT)} is not what `python tools/catalog` writes")
    else:
        write(written)
    for problem in found:
        print(problem)
    return 1 if found else 0


def write(texts: dict[Path, str]) -> None:
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
