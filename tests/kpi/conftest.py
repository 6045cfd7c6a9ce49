"""The packages our figures are held against: seconds to import, so only where they are asked."""

from importlib import import_module
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def scipy() -> ModuleType:
    """The statistics of scipy."""
    return import_module("scipy.stats")


@pytest.fixture(scope="session")
def proportions() -> ModuleType:
    """What statsmodels knows of shares."""
    return import_module("statsmodels.stats.proportion")


@pytest.fixture(scope="session")
def tables() -> ModuleType:
    """What statsmodels knows of tables of counts."""
    return import_module("statsmodels.stats.contingency_tables")
