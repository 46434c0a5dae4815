"""The stubs say what the module holds, and a caller's code that uses them type-checks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "python" / "pyproject.toml"


def run(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, check=False, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_stubs_match_the_module() -> None:
    run("mypy.stubtest", "peerpath", "--mypy-config-file", str(CONFIG))


def test_callers_are_checked(tmp_path: Path) -> None:
    good = tmp_path / "good.py"
    good.write_text(
        "import peerpath as pp\n"
        "survey = pp.Survey.from_table({'a': [5, 4]}, items={'a': None}, scale=(1, 5))\n"
        "share: list[float] = survey.coverage(interval='wilson').table['share']\n"
        "try:\n    pp.Table({'a': [1]})\n"
        "except pp.PeerpathError as error:\n    code: str = error.code\n",
        encoding="utf-8",
    )
    run("mypy", "--strict", "--config-file", str(CONFIG), str(good))
    bad = tmp_path / "bad.py"
    bad.write_text(
        "import peerpath as pp\n"
        "pp.Survey.from_table({'a': [5]}, items={'a': None}).coverage(interval='wald')\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(CONFIG), str(bad)],
        capture_output=True, check=False, text=True, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 1 and "arg-type" in done.stdout, done.stdout + done.stderr
