"""The fields of a record as texts that a database keeps, and the id that must be its own."""

from collections.abc import Callable, Sequence

from bot.importing import encodings
from bot.importing.records import NotUsable, Record
from bot.importing.scores import quoted
from kpi.details import LONGEST


def clean(text: str) -> str:
    """Return a text without what surrounds it."""
    # Postgres keeps no NUL in a text.
    return text.replace("\x00", "").strip()


def check(fields: Sequence[str], width: int) -> None:
    """Raise NotUsable unless a row has as many fields as the header, all of them readable."""
    if len(fields) != width:
        raise NotUsable(
            "{found} fields where the header has {width}", found=len(fields), width=width
        )
    if any(encodings.is_broken(field) for field in fields):
        raise NotUsable("bytes that do not belong to the encoding of the file")


def segment(kind: str, text: str) -> str:
    """Return what a row is filed under. Raises NotUsable where that is too long."""
    value = " ".join(clean(text).split())
    if len(value) > LONGEST:
        raise NotUsable("a {kind} of more than {most} characters", kind=kind, most=LONGEST)
    return value


def unique(place: int) -> Callable[[Record], str]:
    """Return what reads the ids of a file's rows; it raises NotUsable for the second of two."""
    seen: dict[str, int] = {}

    def id_of(record: Record) -> str:
        name = clean(record.fields[place])
        if not name:
            raise NotUsable("no id")
        first = seen.setdefault(name, record.line)
        if first != record.line:
            raise NotUsable(
                "the id {name} stands on line {line} too", name=quoted(name), line=first
            )
        return name

    return id_of
