"""What every browser test is: on one event loop for the whole run."""

import pytest

BROWSER = pytest.mark.asyncio(loop_scope="session")
"""A browser belongs to the loop it was started on."""
