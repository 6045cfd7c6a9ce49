"""Charts are drawn and posted the same whatever the database is."""

import pytest


@pytest.fixture
def database_url(clean_sqlite: str) -> str:
    return clean_sqlite
