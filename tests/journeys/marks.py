"""How a journey is told: by both ways to Slack, or where the kind of database does not matter."""

import pytest

both_ways = pytest.mark.parametrize("way", ["http", "socket"], indirect=True)
by_socket = pytest.mark.parametrize("way", ["socket"], indirect=True)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what is decided before or after the database; each of its statements is tested on each."""
each_once = pytest.mark.parametrize(
    ("way", "database_url"), [("http", "postgres"), ("socket", "sqlite")], indirect=True
)
"""Both ways and both kinds, by two journeys: no way depends on the kind."""
on_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
