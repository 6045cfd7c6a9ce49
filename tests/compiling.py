"""Test modules compiled once for all test processes, each of which would compile every one.

Pytest rewrites the asserts of what it compiles, so nothing can be compiled before it runs; in a
new checkout that takes twice as long as all the rest of collecting.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


@contextmanager
def compiled_is_kept() -> Iterator[None]:
    """Keep what is compiled, also where the surroundings would rather not have it kept.

    Containers often say so for a small image; here every process would compile everything again,
    each time.
    """
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = False
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def compile_share(config: pytest.Config) -> None:
    """Import this process's share of the test modules, which keeps them compiled for the others.

    Collecting tells of what cannot be imported, so it is not told here.
    """
    worker = getattr(config, "workerinput", None)
    everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if worker is None or not everything:
        return
    number, of = int(worker["workerid"].removeprefix("gw")), int(worker["workercount"])
    for path in sorted(TESTS.rglob("test_*.py"))[number::of]:
        name = ".".join(path.relative_to(TESTS.parent).with_suffix("").parts)
        try:
            import_module(name)
        except Exception:  # noqa: BLE001 - whatever a module does when it is imported
            sys.modules.pop(name, None)
