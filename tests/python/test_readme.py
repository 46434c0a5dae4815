"""What the README shows is run as it stands (its Rust is run by the documentation tests of core)."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_there_is_something_to_run() -> None:
    assert (len(blocks("python")), len(blocks("c")), len(blocks("rust"))) == (3, 1, 1)


@pytest.mark.parametrize("code", blocks("python"))
def test_python(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102


def test_c(tmp_path: Path) -> None:
    prefix = Path(os.environ["PEERPATH_PREFIX"])
    source = tmp_path / "assess.c"
    source.write_text(blocks("c")[0], encoding="utf-8")
    environment = os.environ | {
        "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig"),
        "LD_LIBRARY_PATH": str(prefix / "lib"),
        "DYLD_LIBRARY_PATH": str(prefix / "lib"),
    }
    flags = subprocess.run(
        ["pkgconf", "--cflags", "--libs", "peerpath"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    compiler = os.environ.get("CC", "cc")
    program = tmp_path / "assess"
    subprocess.run(
        [
            compiler,
            "-std=c11",
            "-Wall",
            "-Werror",
            str(source),
            *shlex.split(flags),
            "-o",
            str(program),
        ],
        check=True,
    )
    run = subprocess.run([program], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("us-nc/cpss")
    assert "Not legal advice." in run.stdout
