"""A record of a file becomes an answer, or the reason why it cannot be one."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.importing import fields, moments, scores
from bot.importing.columns import Columns
from bot.importing.moments import Calendar
from bot.importing.presets import Preset
from bot.importing.records import BadRow, NotUsable, Record
from bot.importing.scores import NotAScore, quoted
from kpi.details import LONGEST
from kpi.errors import ScoreOutOfRange
from kpi.metrics import Definition
from kpi.store.imports import ID, Imported

TRIGGERS = frozenset({"", "system", "hand", "campaign"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How to read the rows of one file."""

    definition: Definition
    columns: Columns
    calendar: Calendar
    preset: Preset | None = None
    """Whose export it is, where that is known."""
    kind: int | None = None
    """Place of the column that says of each row what was asked."""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """A row of somebody who did not answer."""

    line: int
    is_of_other_survey: bool = False
    """Whether there is an answer, to something else."""


def understand(
    records: Iterable[Record | BadRow], reading: Reading
) -> Iterator[Imported | BadRow | NoAnswer]:
    """Yield the answer of each record, or why there is none, in the order of the file.

    Every answer gets a key that is the same when the file is read again: its id, or its whole
    text and how often that text came before.
    """
    key_of = _ids(reading.columns.id) if reading.columns.id is not None else _texts()
    for record in records:
        if isinstance(record, BadRow):
            yield record
            continue
        try:
            yield _missing(record, reading) or _answer(record, reading, key_of)
        except (NotUsable, NotAScore, ScoreOutOfRange) as error:
            yield BadRow(record.line, str(error).rstrip("."))


def _missing(record: Record, reading: Reading) -> NoAnswer | None:
    """Say that a row holds no answer, where its tool writes such rows; None when it holds one."""
    columns, row = reading.columns, record.fields
    fields.check(row, columns.width)
    if reading.preset is None:
        return None
    asked = "" if reading.kind is None else row[reading.kind].strip().casefold()
    if asked and asked != reading.definition.metric:
        return NoAnswer(record.line, is_of_other_survey=True)
    is_empty = row[columns.score].strip().casefold() in reading.preset.unanswered
    return NoAnswer(record.line) if is_empty else None


def _answer(record: Record, reading: Reading, key_of: Callable[[Record], str]) -> Imported:
    columns, row = reading.columns, record.fields
    return Imported(
        score=_score(row[columns.score], reading),
        at=moments.day_or_moment(row[columns.date], reading.calendar),
        comment="" if columns.comment is None else fields.clean(row[columns.comment]),
        segments={**_filed(reading), **_segments(row, columns)},
        external_key=key_of(record),
    )


def _score(text: str, reading: Reading) -> int:
    if reading.preset is None:
        return scores.whole(text, reading.definition)
    return scores.labelled(text, reading.preset.words, reading.definition)


def _filed(reading: Reading) -> Mapping[str, str]:
    return {} if reading.preset is None else reading.preset.filed


def _segments(row: list[str], columns: Columns) -> dict[str, str]:
    found = {kind: _segment(kind, row[place]) for kind, place in columns.segments.items()}
    return {kind: value for kind, value in found.items() if value}


def _segment(kind: str, text: str) -> str:
    value = fields.segment(kind, text)
    if kind != "trigger":
        return value
    if value.casefold() not in TRIGGERS:
        raise NotUsable("{value} is not a trigger: system, hand or campaign", value=quoted(value))
    return value.casefold()


def _ids(place: int) -> Callable[[Record], str]:
    id_of = fields.unique(place)

    def key_of(record: Record) -> str:
        name = id_of(record)
        return f"{ID}{name}" if len(name) <= LONGEST else f"id-hash:{_hashed(name)}"

    return key_of


def _texts() -> Callable[[Record], str]:
    seen: Counter[str] = Counter()

    def key_of(record: Record) -> str:
        text = _hashed("\x1f".join(record.fields))
        seen[text] += 1
        return f"row:{text}:{seen[text]}"

    return key_of


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
