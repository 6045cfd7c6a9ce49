"""What buttons and forms do to a case, as deeds that can be judged on the case as it stands."""

from datetime import datetime
from functools import partial

from kpi import cases as life
from kpi.cases import Outcome, Standing, Step
from kpi.store.cases import Deed


def simple(name: str, by: str, at: datetime) -> Deed:
    """Give the deed of a button that asks nothing more.

    Args:
        name: claim, release, contacted, not_ours or reopen.
        by: the Slack user who does it.
        at: aware.
    """
    match name:
        case "claim":
            return Deed(step=Step.CLAIMED, doing=partial(life.claimed, by=by, at=at), by=by)
        case "release":
            return Deed(step=Step.RELEASED, doing=life.released, by=by)
        case "contacted":
            return Deed(step=Step.CONTACTED, doing=partial(_contacted, by=by, at=at), by=by)
        case "not_ours":
            return done(Outcome.NOT_OURS, "", by, at)
        case _:
            return Deed(step=Step.REOPENED, doing=partial(life.reopened, at=at), by=by)


def assign(to: str, by: str, at: datetime) -> Deed:
    """Give the deed that makes a case somebody's, whoever had it."""
    doing = partial(life.assigned, to=to, at=at)
    return Deed(step=Step.ASSIGNED, doing=doing, by=by, detail={"to": to})


def snooze(until: datetime, by: str, at: datetime) -> Deed:
    """Give the deed that lets a case rest."""
    doing = partial(life.snoozed, until=until, at=at)
    return Deed(step=Step.SNOOZED, doing=doing, by=by, detail={"until": until.isoformat()})


def done(outcome: Outcome, note: str, by: str, at: datetime) -> Deed:
    """Give the deed that ends a case."""
    doing = partial(_done, outcome=outcome, note=note, by=by, at=at)
    return Deed(step=Step.DONE, doing=doing, by=by, detail={"outcome": outcome.value})


def _contacted(case: Standing, *, by: str, at: datetime) -> Standing:
    return life.contacted(_taken(case, by, at), at)


def _done(case: Standing, *, outcome: Outcome, note: str, by: str, at: datetime) -> Standing:
    """Who helped a customer whom nobody had claimed had the case; who sends it on had not."""
    going = case if outcome is Outcome.NOT_OURS else _taken(case, by, at)
    return life.done(going, outcome, note, at)


def _taken(case: Standing, by: str, at: datetime) -> Standing:
    return case if case.owner else life.claimed(case, by, at)
