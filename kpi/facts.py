"""What the rules looked at when they decided, kept so that the decision can be replayed.

Values equal to their field's default are left out, so a field that the rules gain later reads back
as what they took for granted before.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from kpi.subjects import Contact, Subject

Seen = TypeVar("Seen", Subject, Contact)
Read = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An interaction and its customer at one moment, as the rules saw them."""

    subject: Subject
    contact: Contact | None
    """None when the interaction names nobody."""
    is_named: bool = False
    """Whether somebody chose the survey, so that no other one could ask."""


def stored(facts: Facts) -> dict[str, Any]:
    """Give facts as JSON holds them; moments in ISO 8601, sets in order, no mail address."""
    contact = None if facts.contact is None else _told(facts.contact)
    return {"subject": _told(facts.subject), "contact": contact, "is_named": facts.is_named}


def read(kept: Mapping[str, Any]) -> Facts:
    """Give back what `stored` made; fields that the rules no longer know are passed over."""
    contact = kept.get("contact")
    return Facts(
        subject=_seen(Subject, _SUBJECT, kept["subject"]),
        contact=None if contact is None else _contact(tuple(contact.items())),
        is_named=bool(kept.get("is_named")),
    )


def _told(seen: Subject | Contact) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, usual in _USUAL[type(seen)].items():
        value = getattr(seen, name)
        if value != usual:
            told[name] = _plain(name, value)
    return told


def _default(one: Field[Any]) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def _plain(name: str, value: Any) -> Any:
    if name == "email" and value:
        # The rules ask for the domain only; whose address it is stays with the interaction.
        return f"@{str(value).rpartition('@')[2]}"
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, set | frozenset) else value


def _seen(kind: type[Seen], readers: Mapping[str, Read], told: Mapping[str, Any]) -> Seen:
    return kind(**{name: readers[name](value) for name, value in told.items() if name in readers})


@lru_cache(maxsize=1_000)
def _contact(told: tuple[tuple[str, Any], ...]) -> Contact:
    # Most people look alike to the rules, and there are many of them in a replay.
    return _seen(Contact, _CONTACT, dict(told))


def _readers(kind: type[Any]) -> Mapping[str, Read]:
    hints = get_type_hints(kind)
    return {one.name: _reader(hints[one.name]) for one in fields(kind)}


def _reader(hint: Any) -> Read:
    if datetime in {hint, *get_args(hint)}:
        return _moment
    return frozenset if get_origin(hint) is frozenset else _as_it_is


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _as_it_is(value: Any) -> Any:
    return value


_SUBJECT, _CONTACT = _readers(Subject), _readers(Contact)
_USUAL: Mapping[type[Any], Mapping[str, Any]] = {
    kind: {one.name: _default(one) for one in fields(kind)} for kind in (Subject, Contact)
}
"""The defaults of all fields, by name."""
