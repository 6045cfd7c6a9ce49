"""Time zones by the names that people give them."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from kpi.errors import WrongSetting

_NEAR = 0.7
"""How alike a name must be to be meant, 0 to 1."""


def read(text: str) -> str:
    """Read the IANA name of a time zone, capitals and spaces aside, such as Europe/Amsterdam.

    Raises:
        WrongSetting: there is none of that name; with the nearest, where something comes near.
    """
    known, wanted = _names(), _folded(text)
    if wanted in known:
        return known[wanted]
    every = {**_cities(), **known}
    if nearest := get_close_matches(wanted, every, n=1, cutoff=_NEAR):
        meant = every[nearest[0]]
        raise WrongSetting(
            "I know no time zone {zone}. Did you mean {nearest}?", zone=text, nearest=meant
        )
    raise WrongSetting("I know no time zone {zone}. Try Europe/Amsterdam.", zone=text)


def _folded(text: str) -> str:
    return "_".join(text.split()).casefold()


@cache
def _names() -> Mapping[str, str]:
    """Give the names that have a place in them, and UTC, by how they are compared."""
    places = (name for name in available_timezones() if "/" in name)
    return {_folded(name): name for name in sorted({*places, "UTC"})}


@cache
def _cities() -> Mapping[str, str]:
    return {folded.rpartition("/")[2]: name for folded, name in _names().items()}
