"""Targets that nothing is measured against any more, since their metric is counted otherwise."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.blocks import figures, inert, naming, targets
from bot.wording import Voice
from kpi import goals
from kpi.durations import show_duration
from kpi.goals import AnyDefinition
from kpi.metrics import Metric
from kpi.store.tables import Target

_ANOTHER = "\N{HORIZONTAL ELLIPSIS}"


def lines(say: Voice, found: Sequence[Target], now: AnyDefinition) -> Iterator[str]:
    """Name them, each with the order that sets it anew; nothing where there are none.

    Args:
        say: the reader's voice.
        found: targets of one metric that were set under other definitions.
        now: the definition in force.
    """
    if not found:
        return
    yield say("Set for the way it was counted before, so nothing is measured against them now:")
    for target in found:
        set_for = goals.definition(target.definition) or now
        yield say(
            "• {metric} · {place}: {target}. Set it anew:  {order}",
            metric=naming.metric(Metric(target.metric)),
            place=targets.place(say, target.segment, target.value),
            target=figures.number(say, set_for.unit, target.aim),
            order=f"`{_order(target, is_same_unit=set_for.unit == now.unit, unit=now.unit)}`",
        )


def _order(target: Target, *, is_same_unit: bool, unit: str) -> str:
    aim = _typed(target.aim, unit) if is_same_unit else _ANOTHER
    where = f' {target.segment}:"{target.value}"' if target.segment else ""
    return inert.escaped(f"/kpi target {target.metric} {aim}{where}", naming.LONGEST)


def _typed(aim: float, unit: str) -> str:
    return show_duration(timedelta(seconds=aim)) if unit == "seconds" else f"{aim:g}"
