"""A mapping as an admin writes it: a line of name=path for each field.

Where a field holds what the status says, several values stand with commas between them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.sources import mapping
from bot.sources.mapping import FieldMapping, WrongMapping
from kpi.errors import KpiError, WrongSetting

LONGEST_LINE = 60
_LISTS = frozenset({"opened", "replied", "resolved", "reopened", "followed_up"})


def written(known: FieldMapping) -> list[str]:
    """Return the lines of a mapping, those of empty fields left out."""
    values = known.model_dump(mode="json", exclude_defaults=True)
    return [f"{name}={_text(value)}" for name, value in values.items() if value]


def read(lines: Iterable[str], start: FieldMapping | None = None) -> FieldMapping:
    """Return what lines of name=path describe; a name without a path empties its field.

    Args:
        lines: as an admin wrote them; empty ones mean nothing.
        start: what holds for the names that are not there.

    Raises:
        WrongMapping: lines or fields cannot be used; all of them are named.
    """
    told = [line.strip() for line in lines if line.strip()]
    values = start.model_dump() if start else {}
    values |= {name: _value(name, text) for name, text in _pairs(told)}
    wrong = list(_unreadable(told))
    try:
        found = mapping.read({name: value for name, value in values.items() if value})
    except WrongMapping as refused:
        raise WrongMapping([*wrong, *refused.problems]) from None
    if wrong:
        raise WrongMapping(wrong)
    return found


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, sign, path = line.partition("=")
        if sign and name.strip():
            yield name.strip().casefold(), path.strip()


def _unreadable(lines: list[str]) -> Iterator[KpiError]:
    for line in lines:
        if not line.partition("=")[0].strip() or "=" not in line:
            yield WrongSetting('"{line}" is not a name=path.', line=line[:LONGEST_LINE])
    names = [name for name, _path in _pairs(lines)]
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield WrongSetting("The field {field} stands there twice.", field=name[:LONGEST_LINE])


def _value(name: str, text: str) -> Any:
    if name not in _LISTS:
        return text
    return [one.strip() for one in text.split(",") if one.strip()]


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
