"""Which tests run in the same test process: those that need the same dear thing, else a file's."""

from collections.abc import Sequence

import pytest
from typing_extensions import override
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

TOGETHER = {
    "waiting": (
        "tests/bot/cli/demo/test_playing.py",
        "tests/journeys/test_crashes.py",
        "tests/journeys/test_operator.py",
        "tests/browser/",
    ),
    "packages": ("tests/kpi/test_",),
}
"""Those that wait for a browser or for processes, which `tests.forked` forks from one that has
imported everything, while the others use both cores; and those held against packages that take
seconds to import."""

FIRST = (*(one for shared in TOGETHER.values() for one in shared), "tests/journeys/")
"""What takes longest, so that nobody waits for it at the end."""


class SharedPreparation(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Keeps the browser's tests together, and those of a file with what it prepares for all."""

    @override
    def _split_scope(self, nodeid: str) -> str:
        shared = (name for name, some in TOGETHER.items() if nodeid.startswith(some))
        return next(shared, nodeid.partition("::")[0])

    @override
    def _reschedule(self, node: WorkerController) -> None:
        """Give a process no third file while another may have none."""
        if self._pending_of(self.assigned_work[node]) < 2:
            super()._reschedule(node)


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Give the tests in the order in which they begin."""
    return sorted(items, key=lambda item: (_turn(item.nodeid), -item.path.stat().st_size))


def _turn(nodeid: str) -> list[bool]:
    return [not nodeid.startswith(one) for one in FIRST]
