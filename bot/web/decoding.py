"""From bytes to values: JSON, and Slack's forms around JSON, read by compiled code."""

import json
import math
from typing import Any, NoReturn

from yarl import query_to_pairs

MOST_FIELDS = 100


class Unreadable(ValueError):
    """The body is not what its sender should send."""


def json_object(raw: bytes | str) -> dict[str, Any]:
    """Return the object that JSON in UTF-8 describes.

    Raises:
        Unreadable: not UTF-8, not JSON, too deep, or something else than an object.
    """
    try:
        text = raw.decode() if isinstance(raw, bytes) else raw
        value = json.loads(text, parse_float=_finite, parse_constant=_not_json)
    except (ValueError, RecursionError):
        raise Unreadable("The body is not JSON in UTF-8.") from None
    if not isinstance(value, dict):
        raise Unreadable("The body is not a JSON object.")
    return value


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


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _not_json(_constant: str) -> NoReturn:
    raise ValueError
