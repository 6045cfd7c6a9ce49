"""From bytes to values: JSON, and Slack's forms around JSON, read by compiled code."""

import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn

from yarl import query_to_pairs

MOST_FIELDS = 100
DEEPEST = 100
"""How deep JSON may be nested: far below where Python, or a database, gives up."""


class Unreadable(ValueError):
    """The body is not what its sender should send."""


def json_object(raw: bytes | str) -> dict[str, Any]:
    """Return the object that JSON in UTF-8 describes.

    Raises:
        Unreadable: not UTF-8, not JSON, too deep, or something else than an object.
    """
    text, value = _loaded(raw)
    return _object(text, value)


def json_events(raw: bytes) -> dict[str, Any]:
    """Return the object that JSON in UTF-8 describes; a list stands in one under "events".

    Raises:
        Unreadable: not UTF-8, not JSON, too deep, or neither an object nor a list.
    """
    text, value = _loaded(raw)
    return _object(text, {"events": value} if isinstance(value, list) else value)


def slack_payload(raw: bytes) -> dict[str, Any]:
    """Return what Slack tells: an event as JSON, a command's form, or the JSON inside a form.

    Raises:
        Unreadable: it is none of these.
    """
    if raw.startswith(b"{"):
        return json_object(raw)
    try:
        fields = dict(query_to_pairs(raw.decode("ascii"), max_fields=MOST_FIELDS))
    except ValueError:
        raise Unreadable("The body is not a form.") from None
    if "payload" in fields:
        return json_object(fields["payload"])
    if not fields:
        raise Unreadable("The body is empty.")
    return dict(fields)


def _loaded(raw: bytes | str) -> tuple[str, Any]:
    """Return the text, and the value it describes."""
    try:
        text = raw.decode() if isinstance(raw, bytes) else raw
        return text, json.loads(text, parse_float=_finite, parse_constant=_not_json)
    except (ValueError, RecursionError):
        raise Unreadable("The body is not JSON in UTF-8.") from None


def _object(text: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable("The body is not a JSON object.")
    if _may_be_deep(text) and _is_deep(value):
        raise Unreadable(f"The body is nested deeper than {DEEPEST} levels.")
    return value


def _may_be_deep(text: str) -> bool:
    """Look at the text alone, which is quick: most bodies open fewer brackets than that in all."""
    return text.count("[") + text.count("{") > DEEPEST


def _is_deep(value: object) -> bool:
    """Go down level by level, since recursion is what depth would break."""
    level = [value]
    for _ in range(DEEPEST):
        level = [part for parent in level for part in _parts(parent)]
        if not level:
            return False
    return any(isinstance(value, dict | list) for value in level)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _not_json(_constant: str) -> NoReturn:
    raise ValueError
