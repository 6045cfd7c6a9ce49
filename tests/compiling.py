"""Test modules compiled once for all test processes, each of which would compile every one.

Pytest rewrites the asserts of what it compiles, so nothing can be compiled before it runs; in a
new checkout that takes as long as all the rest of collecting.
"""

import sys
from importlib import import_module
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


def compile_share(config: pytest.Config) -> None:
    """Import this process's share of the test modules, which keeps them compiled for the others.

    Collecting tells of what cannot be imported, so it is not told here.
    """
    worker = getattr(config, "workerinput", None)
    everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if worker is None or not everything or sys.dont_write_bytecode:
        return
    number, of = int(worker["workerid"].removeprefix("gw")), int(worker["workercount"])
    for path in sorted(TESTS.rglob("test_*.py"))[number::of]:
        name = ".".join(path.relative_to(TESTS.parent).with_suffix("").parts)
        try:
            import_module(name)
        except Exception:  # noqa: BLE001 - whatever a module does when it is imported
            sys.modules.pop(name, None)
