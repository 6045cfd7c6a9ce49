"""Which column is which: the names somebody gave, matched with the header of the file."""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpi.errors import WrongSetting

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The names of the columns to read."""

    score: str
    date: str
    id: str | None = None
    comment: str | None = None
    segments: Mapping[str, str] = field(default_factory=dict)
    """Kind of segment, such as "team" -> name of its column."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that must be there."""
        given = (self.score, self.date, self.id, self.comment, *self.segments.values())
        return tuple(name for name in given if name is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each of them stands, counted from 0."""

    width: int
    score: int
    date: int
    id: int | None
    comment: int | None
    segments: Mapping[str, int]


def place(wanted: Wanted, header: Sequence[str]) -> Columns:
    """Find the columns; capitals and surrounding spaces do not matter.

    Raises:
        WrongSetting: naming the missing column and the one that is most like it, or the column
            that stands there twice.
    """
    return Columns(
        width=len(header),
        score=position(wanted.score, header),
        date=position(wanted.date, header),
        id=None if wanted.id is None else position(wanted.id, header),
        comment=None if wanted.comment is None else position(wanted.comment, header),
        segments={kind: position(name, header) for kind, name in wanted.segments.items()},
    )


def listed(header: Sequence[str]) -> str:
    """Name the columns of a file, the first of many."""
    named = [column.strip() for column in header if column.strip()]
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return ", ".join(named[:_MOST_NAMED]) + more or "none at all"


def position(name: str, header: Sequence[str]) -> int:
    """Find one column, counted from 0. Raises as `place` does."""
    if header.count(name) == 1:
        return header.index(name)
    folded = [_folded(column) for column in header]
    found = Counter(folded)[_folded(name)]
    if found == 1:
        return folded.index(_folded(name))
    if found > 1:
        raise WrongSetting(
            "Column {name} stands in the file {found} times.", name=name, found=found
        )
    raise _missing(name, header)


def _missing(name: str, header: Sequence[str]) -> WrongSetting:
    by_folded = {_folded(column): column for column in header}
    nearest = difflib.get_close_matches(_folded(name), by_folded, n=1, cutoff=0.5)
    if nearest:
        return WrongSetting(
            "There is no column {name}. Did you mean {nearest}?",
            name=name,
            nearest=f'"{by_folded[nearest[0]]}"',
        )
    return WrongSetting(
        "There is no column {name}; the file has {columns}.", name=name, columns=listed(header)
    )


def _folded(name: str) -> str:
    return name.strip().casefold()
