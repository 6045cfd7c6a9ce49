"""Files of tests that only the process imports which runs them.

With several processes each would first import and collect every file, so that all speak of the
same tests; here they speak of the same files, and a file's tests are found when its turn comes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import override


def is_everything(config: pytest.Config) -> bool:
    """Tell whether this is one of several processes that together run the whole suite."""
    chosen = any(config.getoption(one, default=None) for one in ("keyword", "markexpr", "lf"))
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    return hasattr(config, "workerinput") and not (chosen or named)


class Unread(pytest.File):
    """A file that is not imported yet."""

    @override
    def collect(self) -> Iterator["Whole"]:
        yield Whole.from_parent(self, name="whole")


class Whole(pytest.Item):
    """All tests of a file, as what a process is told to run."""

    def tests(self) -> list[pytest.Item]:
        """Import the file and give its tests; why it could not be imported is told as always."""
        assert self.parent is not None
        module: pytest.Module = pytest.Module.from_parent(self.parent.parent, path=self.path)
        found = list(self.session.genitems(module))
        self.ihook.pytest_collection_modifyitems(
            session=self.session, config=self.config, items=found
        )
        return found

    @override
    def runtest(self) -> None:
        """Do not run it as a test: it is many."""
        raise NotImplementedError

    def run(self, nextitem: pytest.Item | None) -> None:
        """Run its tests one by one, each in the place of the whole, by which xdist knows it."""
        tests, place = self.tests(), self.session.items.index(self)
        for test, following in zip(tests, [*tests[1:], nextitem], strict=True):
            self.session.items[place] = test
            test.ihook.pytest_runtest_protocol(item=test, nextitem=following)
        self.session.items[place] = self


def unread(path: Path, parent: pytest.Collector) -> Unread | None:
    """Give a file as it is collected, None where its tests are wanted at once."""
    return Unread.from_parent(parent, path=path) if is_everything(parent.config) else None


def run_whole(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a file that was collected so; None for a test, which runs as always."""
    if not isinstance(item, Whole):
        return None
    item.run(nextitem)
    return True
