"""Published figures of others, with whom they are about, their date and their source.

They are told beside a number of the same definition and never judge it: others ask other people.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeAlias

CONFIRMED = "fcr/confirmed"
"""What stands for a definition where customers themselves say that all was solved at once."""

_FILE = "benchmarks.toml"
_Words: TypeAlias = Mapping[str, str]  # language code, "en" or "nl" -> words


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A figure that somebody published."""

    definitions: tuple[str, ...]
    """The keys of what is counted in the same way; none where nothing here is."""
    figure: _Words
    scale: str
    """How it was counted, for who edits the file."""
    population: _Words
    """Whose customers were asked."""
    date: _Words
    source: _Words


@cache
def every() -> tuple[Benchmark, ...]:
    """Give all published figures that come with Kompas."""
    text = resources.files("kpi").joinpath(_FILE).read_text(encoding="utf-8")
    return tuple(
        Benchmark(**(one | {"definitions": tuple(one["definitions"])}))
        for one in tomllib.loads(text)["benchmark"]
    )


def beside(*definitions: str) -> tuple[Benchmark, ...]:
    """Give the figures that are counted as one of these definitions counts, by their keys."""
    return tuple(one for one in every() if not set(definitions).isdisjoint(one.definitions))
