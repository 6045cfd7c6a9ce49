"""How a journey is told: by both ways to Slack, or where the kind of database does not matter."""

import pytest

both_ways = pytest.mark.parametrize("way", ["http", "socket"], indirect=True)
by_socket = pytest.mark.parametrize("way", ["socket"], indirect=True)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what is decided before the database, or after it; the rest is told on each kind."""
on_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
