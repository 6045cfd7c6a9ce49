"""Databases that are opened again and again: the SQL compiled for one test serves the next."""

from functools import lru_cache

from kpi.store.database import Database, engines

_engines = lru_cache(maxsize=4)(engines)
"""They keep the SQL they have compiled, which is half of what a short test costs."""


def opened(url: str) -> Database:
    """Give the database at an address; a second one that is used at the same time is not for here.

    Closing it lets go of all connections.
    """
    return Database(*_engines(url))
