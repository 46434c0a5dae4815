"""How the shipped documents are laid out: what fits a line stands on one."""

from __future__ import annotations

import json
from typing import Any

WIDTH = 160


def text(value: Any) -> str:
    """A document as text."""
    return laid_out(value, "", 0) + "\n"


def laid_out(value: Any, indent: str, before: int) -> str:
    line = flat(value)
    if indent and len(indent) + before + len(line) <= WIDTH:
        return line
    deeper = indent + "  "
    if isinstance(value, dict) and value:
        parts = []
        for key, inside in value.items():
            name = json.dumps(key) + ": "
            parts.append(f"{deeper}{name}{laid_out(inside, deeper, len(name))}")
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        parts = [deeper + laid_out(inside, deeper, 0) for inside in value]
        return "[\n" + ",\n".join(parts) + f"\n{indent}]"
    return line


def flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
