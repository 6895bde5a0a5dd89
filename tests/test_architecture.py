"""The rules of the layout: which way imports go, and what every module must have."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    path
    for folder in ("island_server", "scripts")
    for path in (ROOT / folder).rglob("*.py")
    if "static" not in path.parts
)
CLIENT = sorted((ROOT / "client" / "src").rglob("*.ts*"))
MOST_LINES = 400
VAGUE = frozenset({"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"})
GENERATED = "versions"  # migrations are named after their revision


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_keep_to_the_contracts() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{named(path)} begins with no docstring"


@pytest.mark.parametrize("path", [*MODULES, *CLIENT], ids=named)
def test_no_file_is_too_long_or_named_for_nothing(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES, f"{named(path)} has {lines} lines"
    words = set(re.split(r"[._-]", path.name)) | set(path.relative_to(ROOT).parts[:-1])
    assert not words & VAGUE, f"{named(path)}: name the subject"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_modules_keep_no_state(path: Path) -> None:
    """At the top of a module stand constants: nothing there is `global`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global)], named(path)


def test_tests_stand_where_their_sources_stand() -> None:
    packages = {path.parent.name for path in (ROOT / "island_server").glob("*/__init__.py")}
    for package in packages - {"bots"}:
        assert list((ROOT / "tests" / package).glob("**/test_*.py")), f"no tests for {package}"


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("import time", "core"),
        ("import island_server.web", "core"),
        ("import island_server.store", "web"),
        ("import socketio", "web"),
        ("import aiortc", "realtime"),
        ("import sqlalchemy", "access"),
    ],
)
def test_the_contracts_notice_what_they_forbid(tmp_path: Path, line: str, broken: str) -> None:
    ignored = shutil.ignore_patterns("static", "__pycache__")
    shutil.copytree(ROOT / "island_server", tmp_path / "island_server", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("web", "store", "realtime", "access"):
        (tmp_path / "island_server" / package).mkdir(exist_ok=True)
        (tmp_path / "island_server" / package / "__init__.py").touch()
    (tmp_path / "island_server" / broken / "seeded.py").write_text(f"{line}\n", encoding="utf-8")
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [program, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "1 broken" in run.stdout, run.stdout + run.stderr
