"""Which tests run in the same test process: those that need the same dear thing, else a file's."""

from collections.abc import Sequence

import pytest
from typing_extensions import override
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/", "tests/kpi/test_")
"""Those with a browser, and those that are held against packages that take seconds to import."""

FIRST = (*TOGETHER, "tests/journeys/")
"""What takes longest, so that nobody waits for it at the end."""


class SharedPreparation(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Keeps the browser's tests together, and those of a file with what it prepares for all."""

    @override
    def _split_scope(self, nodeid: str) -> str:
        shared = [one for one in TOGETHER if nodeid.startswith(one)]
        return shared[0] if shared else nodeid.partition("::")[0]


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Give the tests in the order in which they begin."""
    return sorted(items, key=lambda item: [not item.nodeid.startswith(one) for one in FIRST])
