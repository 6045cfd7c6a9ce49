"""Which tests run in the same test process: those with a browser share one, the others any."""

from typing_extensions import override
from xdist.scheduler import LoadScopeScheduling

HERE = "tests/browser/"


class OneBrowser(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Keeps the browser's tests together, and begins with them since they take longest."""

    @override
    def _split_scope(self, nodeid: str) -> str:
        return HERE if nodeid.startswith(HERE) else nodeid
