"""The house keeps its shape: what stands at the top, who mirrors whom, how long things get."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bot.config import Settings, variable
from tests.each import each

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "kpi")
AT_THE_TOP = {
    *PACKAGES,
    "tests",
    "manifests",
    "pyproject.toml",
    "uv.lock",
    "Dockerfile",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
}
LONGEST_FILE = 260
LONG_FUNCTION = 20
SHARE_OF_SHORT_FUNCTIONS = 0.95
FREE_TESTS = {"browser", "journeys", "benchmarks", "golden", "test_house.py"}
"""Tests that follow a story or a figure instead of a file."""


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if "versions" not in path.parts:
                yield path


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function below its signature and docstring."""
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    return (function.end_lineno or 0) - first.lineno + 1


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)  # noqa: PLW1510, S607 - outside a checkout there is nothing to list
    return listing.stdout.splitlines()


def test_nothing_else_stands_at_the_top() -> None:
    shown = {name.partition("/")[0] for name in tracked()}
    assert {name for name in shown if not name.startswith(".")} <= AT_THE_TOP


@each("name", ["utils", "helpers", "manager", "base", "common", "misc"])
def test_no_file_is_called_after_nothing(name: str) -> None:
    assert [path for path in sources() if path.stem == name] == []


def test_every_file_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(ROOT)
        for path in sources()
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert silent == []


def test_files_stay_one_idea_long() -> None:
    exempt = {ROOT / "kpi/store/tables.py"}  # a list of tables is as long as there are tables
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if path not in exempt
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_functions_stay_short() -> None:
    lengths = [length(function) for path in sources() for function in functions(path)]
    short = sum(lines <= LONG_FUNCTION for lines in lengths)
    assert short / len(lengths) >= SHARE_OF_SHORT_FUNCTIONS


def test_every_test_mirrors_a_source() -> None:
    astray = [
        path.relative_to(ROOT)
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.relative_to(ROOT / "tests").parts[0] not in FREE_TESTS and not mirrored(path)
    ]
    assert astray == []


def mirrored(test: Path) -> bool:
    """Tell whether a source stands where its test says; `test_x_more.py` may go on about `x`."""
    place = ROOT / test.relative_to(ROOT / "tests").parent
    words = test.stem.removeprefix("test_").split("_")
    names = ["_".join(words[:count]) for count in range(1, len(words) + 1)]
    names += [f"__{name}__" for name in names]
    return any((place / f"{name}.py").exists() or (place / name).is_dir() for name in names)


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [
        variable(name) for name in Settings.model_fields if f"`{variable(name)}`" not in readme
    ]
    assert missing == []


def test_the_picture_of_the_house_names_every_room() -> None:
    picture = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = [ROOT / "kpi", ROOT / "kpi/store", ROOT / "bot"]
    names = {path.stem for room in rooms for path in room.iterdir() if is_room(path)}
    names |= {path.parent.name for path in (ROOT / "bot").rglob("__init__.py")}
    assert {name for name in names if not re.search(rf"\b{name}\b", picture)} == set()


def is_room(path: Path) -> bool:
    if path.is_dir():
        return (path / "__init__.py").exists()
    return path.suffix == ".py" and path.stem != "__init__"
