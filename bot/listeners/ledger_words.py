"""The words after `/survey ledger`: a period and an outcome, in any order, English or Dutch."""

from dataclasses import dataclass
from datetime import date

from kpi import periods
from kpi.errors import UnknownPeriod
from kpi.periods import Period
from kpi.store.ledger import Outcome

DEFAULT = "week"

_OUTCOMES = {
    "answered": Outcome.ANSWERED,
    "beantwoord": Outcome.ANSWERED,
    "waiting": Outcome.WAITING,
    "wacht": Outcome.WAITING,
    "wachtend": Outcome.WAITING,
    "expired": Outcome.EXPIRED,
    "verlopen": Outcome.EXPIRED,
    "not_asked": Outcome.NOT_ASKED,
    "not asked": Outcome.NOT_ASKED,
    "niet gevraagd": Outcome.NOT_ASKED,
    "niet_gevraagd": Outcome.NOT_ASKED,
    "undeliverable": Outcome.UNDELIVERABLE,
    "onbestelbaar": Outcome.UNDELIVERABLE,
    "niet te bezorgen": Outcome.UNDELIVERABLE,
    "held": Outcome.HELD,
    "aangehouden": Outcome.HELD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to see of the ledger."""

    words: str
    """The period as it was written."""
    period: Period
    outcome: Outcome | None
    """None for all of them."""


def parse(text: str, *, today: date, zone: str) -> Wish:
    """Read what was typed after `/survey ledger`; this week when nothing was.

    Args:
        text: a period, an outcome, both or neither.
        today: the local day it is.
        zone: the IANA zone of the workspace.

    Raises:
        UnknownPeriod: what is left when the outcome is taken away is no period.
    """
    words, outcome = _apart(" ".join(text.casefold().split()))
    period = periods.parse(words or DEFAULT, today=today, zone=zone)
    if period is None:
        raise UnknownPeriod(
            "Which period do you mean? Try  /survey ledger week  or  /survey ledger month not_asked"
        )
    return Wish(words=words or DEFAULT, period=period, outcome=outcome)


def _apart(words: str) -> tuple[str, Outcome | None]:
    """Take the outcome off the front or the end."""
    for name, outcome in _OUTCOMES.items():
        if words == name or words.startswith(f"{name} "):
            return words.removeprefix(name).strip(), outcome
        if words.endswith(f" {name}"):
            return words.removesuffix(name).strip(), outcome
    return words, None
