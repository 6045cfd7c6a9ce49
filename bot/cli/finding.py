"""One thing the doctor looked at."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do about it."""

    what: str
    good: bool
    found: str
    advice: str = ""
    """What to do; empty when there is nothing to do."""


def good(what: str, found: str, advice: str = "") -> Finding:
    """Report something that is as it should be; advice is then an idea."""
    return Finding(what, good=True, found=found, advice=advice)


def wrong(what: str, found: str, advice: str) -> Finding:
    """Report something that somebody has to mend."""
    return Finding(what, good=False, found=found, advice=advice)


def minute(moment: datetime) -> str:
    """Write a moment for an operator."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"
