"""Who is not heard: how answerers differ from everybody helped, and which accounts say nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kpi import answerers, effective, weighting, worth
from kpi.answerers import FEWEST, Gap, Parts, Reached
from kpi.effective import Leaders
from kpi.scores import Counts
from kpi.summary import Summary
from kpi.weighting import Cell, Weighted
from kpi.worth import Worth

WEIGHED = ("team", "channel", "priority")
"""What answers can be weighed by: known of everybody helped and of every answer."""


class SilentAccount(NamedTuple):
    """An account that was asked and never answered."""

    name: str
    reached: Reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What one survey did not hear in a period."""

    summary: Summary
    """The number itself, with how many were asked."""
    is_compared: bool = False
    """Whether enough answered to say who they are."""
    gaps: tuple[Gap, ...] = ()
    """The widest first."""
    weighted: Weighted | None = None
    """The number, had every part answered as often as it occurs."""
    silent: tuple[SilentAccount, ...] = ()
    """Those with most interactions first."""
    unasked: int = 0
    """Accounts that were helped and never asked."""
    leaders: Leaders | None = None
    loudest: tuple[str, int] | None = None
    """The account with most answers, and how many these are, where few give most of them."""
    worth: Worth | None = None
    hides_accounts: bool = False
    """Whether the survey is anonymous, so that nothing is told by account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was counted for one survey."""

    summary: Summary
    parts: Parts = field(default_factory=dict)
    """By all of `answerers.COMPARED` and by account."""
    answers: Mapping[str, Counts] = field(default_factory=dict)
    """Answers of the period per score by account; "" is nobody's."""
    weighed_by: str | None = None
    """One of WEIGHED; None where nothing is to be weighed."""
    cells: Mapping[str, Counts] = field(default_factory=dict)
    """Answers of the period per score by that."""


def of(heard: Heard) -> Silence:
    """Say what is missing in what was heard.

    Of an anonymous survey nothing is told by account, and nothing of parts in which so few were
    helped, or answered, that they would be recognised.
    """
    summary, accounts = heard.summary, heard.parts.get("account", {})
    found = Silence(
        summary=summary,
        is_compared=answerers.is_compared(heard.parts),
        gaps=answerers.gaps(heard.parts, summary),
        weighted=_weighted(heard),
        worth=worth.of(summary, heard.answers),
        hides_accounts=summary.private,
    )
    if summary.private:
        return found
    return _with_accounts(found, accounts, heard.answers)


def weighed_by(parts: Parts, summary: Summary, chosen: str | None) -> str | None:
    """Say by what answers are to be weighed: as was chosen, else by what shows the widest gap."""
    if chosen in WEIGHED:
        return chosen
    wide = (gap.segment for gap in answerers.gaps(parts, summary) if gap.segment in WEIGHED)
    return next(wide, None)


def _weighted(heard: Heard) -> Weighted | None:
    by = heard.weighed_by
    if by is None or not answerers.is_compared(heard.parts):
        return None
    parts = heard.parts.get(by, {})
    names = {*parts, *heard.cells}
    cells = [
        Cell(name, parts[name].helped if name in parts else 0, heard.cells.get(name, {}))
        for name in sorted(names)
    ]
    return weighting.of(heard.summary, by, cells)


def _with_accounts(
    found: Silence, accounts: Mapping[str, Reached], answers: Mapping[str, Counts]
) -> Silence:
    named = {name: one for name, one in accounts.items() if name}
    given = {name: sum(counts.values()) for name, counts in answers.items() if name}
    silent = [
        SilentAccount(name, one)
        for name, one in named.items()
        if one.silent > 0 and not one.answered and not given.get(name)
    ]
    leaders = effective.leaders(given) if sum(given.values()) >= FEWEST else None
    loudest = max(given.items(), key=lambda one: one[1]) if leaders else None
    return replace(
        found,
        silent=tuple(sorted(silent, key=lambda one: (-one.reached.helped, one.name))),
        unasked=sum(one.helped > 0 and not one.asked for one in named.values()),
        leaders=leaders,
        loudest=loudest,
    )
