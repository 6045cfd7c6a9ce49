"""Keeps a number on one line with what it counts: at a no-break space no line ends."""

import re
from functools import cache

NO_BREAK = "\N{NO-BREAK SPACE}"

_UNITS = (
    r"%|MB|h|min|hours?|minutes?|days?|weeks?|months?|points?"
    r"|uur|uren|minuut|minuten|dag|dagen|week|weken|maand|maanden|punt|punten"
)
_BEFORE_UNIT = re.compile(rf"(?<=[0-9}}]) (?=(?:{_UNITS})(?!\w))")


@cache
def measured(template: str) -> str:
    """Bind the numbers and fields of a template to the units behind them.

    Only the template is touched: what fills its fields may be somebody's own words.
    """
    return _BEFORE_UNIT.sub(NO_BREAK, template)


def percent(number: str) -> str:
    """Write a number with the sign of percent behind it."""
    return f"{number}{NO_BREAK}%"


def breaking(text: str) -> str:
    """Give a text as it is typed, for screens on which lines are found by what is typed."""
    return text.replace(NO_BREAK, " ")
