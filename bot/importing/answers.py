"""A record of a file becomes an answer, or the reason why it cannot be one."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.importing import dates, encodings, scores
from bot.importing.columns import Columns
from bot.importing.presets import Preset
from bot.importing.records import BadRow, Record
from bot.importing.scores import NotAScore, quoted
from kpi.errors import KpiError, ScoreOutOfRange
from kpi.metrics import Definition
from kpi.store.imports import Imported

LONGEST_SEGMENT = 120
"""Characters: the databases index segments, and an index has its limits."""
TRIGGERS = frozenset({"", "system", "hand", "campaign"})
EARLIEST_YEAR = 1990


class NotAnAnswer(KpiError):
    """This row is not an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How to read the rows of one file."""

    definition: Definition
    columns: Columns
    date_format: str
    """`dates.ISO`, or a format of `datetime.strptime`."""
    zone: str
    """Of moments that do not name their own."""
    now: datetime
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
        except (NotAnAnswer, NotAScore, ScoreOutOfRange) as error:
            yield BadRow(record.line, str(error).rstrip("."))


def _missing(record: Record, reading: Reading) -> NoAnswer | None:
    """Say that a row holds no answer, where its tool writes such rows; None when it holds one."""
    columns, fields = reading.columns, record.fields
    _check(fields, columns)
    if reading.preset is None:
        return None
    asked = "" if reading.kind is None else fields[reading.kind].strip().casefold()
    if asked and asked != reading.definition.metric:
        return NoAnswer(record.line, is_of_other_survey=True)
    is_empty = fields[columns.score].strip().casefold() in reading.preset.unanswered
    return NoAnswer(record.line) if is_empty else None


def _answer(record: Record, reading: Reading, key_of: Callable[[Record], str]) -> Imported:
    columns, fields = reading.columns, record.fields
    return Imported(
        score=_score(fields[columns.score], reading),
        at=_moment(fields[columns.date], reading),
        comment="" if columns.comment is None else _clean(fields[columns.comment]),
        segments={**_filed(reading), **_segments(fields, columns)},
        external_key=key_of(record),
    )


def _check(fields: list[str], columns: Columns) -> None:
    if len(fields) != columns.width:
        raise NotAnAnswer(
            "{found} fields where the header has {width}", found=len(fields), width=columns.width
        )
    if any(encodings.is_broken(field) for field in fields):
        raise NotAnAnswer("bytes that do not belong to the encoding of the file")


def _score(text: str, reading: Reading) -> int:
    if reading.preset is None:
        return scores.whole(text, reading.definition)
    return scores.labelled(text, reading.preset.words, reading.definition)


def _filed(reading: Reading) -> Mapping[str, str]:
    return {} if reading.preset is None else reading.preset.filed


def _moment(text: str, reading: Reading) -> datetime:
    if not text.strip():
        raise NotAnAnswer("no date")
    found = dates.parse(text, reading.date_format)
    if found is None:
        raise NotAnAnswer(
            "{text} is not a date written as {form}", text=quoted(text), form=reading.date_format
        )
    if found.tzinfo is None and not dates.has_time(reading.date_format, text):
        # Noon keeps a day the same day when the workspace moves to a neighbouring zone.
        found = datetime.combine(found, time(12))
    return _plausible(found, text, reading)


def _plausible(found: datetime, text: str, reading: Reading) -> datetime:
    zone = ZoneInfo(reading.zone)
    local = found.replace(tzinfo=zone) if found.tzinfo is None else found
    if not EARLIEST_YEAR <= local.year <= reading.now.year + 1:
        raise NotAnAnswer("{text} is in the year {year}", text=quoted(text), year=local.year)
    if local.astimezone(zone).date() > reading.now.astimezone(zone).date():
        raise NotAnAnswer("{text} is still to come", text=quoted(text))
    return local.astimezone(UTC)


def _segments(fields: list[str], columns: Columns) -> dict[str, str]:
    found = {kind: _segment(kind, fields[place]) for kind, place in columns.segments.items()}
    return {kind: value for kind, value in found.items() if value}


def _segment(kind: str, text: str) -> str:
    value = " ".join(_clean(text).split())
    if kind == "trigger" and value.casefold() not in TRIGGERS:
        raise NotAnAnswer("{value} is not a trigger: system, hand or campaign", value=quoted(value))
    if kind == "trigger":
        return value.casefold()
    if len(value) > LONGEST_SEGMENT:
        raise NotAnAnswer(
            "a {kind} of more than {most} characters", kind=kind, most=LONGEST_SEGMENT
        )
    return value


def _clean(text: str) -> str:
    # Postgres keeps no NUL in a text.
    return text.replace("\x00", "").strip()


def _ids(place: int) -> Callable[[Record], str]:
    seen: dict[str, int] = {}

    def key_of(record: Record) -> str:
        name = _clean(record.fields[place])
        if not name:
            raise NotAnAnswer("no id")
        first = seen.setdefault(name, record.line)
        if first != record.line:
            raise NotAnAnswer(
                "the id {name} stands on line {line} too", name=quoted(name), line=first
            )
        return f"id:{name}" if len(name) <= LONGEST_SEGMENT else f"id-hash:{_hashed(name)}"

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
