"""What an action did, as a plain sentence: never more than the numbers say.

The number first, then whether it is more than chance, then what else it could be.
"""

from collections.abc import Iterator, Mapping

from bot.blocks import averages, naming
from bot.wording import Voice, sentence
from kpi import effects, goals
from kpi.changes import FEW, Verdict
from kpi.control import Side
from kpi.effects import ENOUGH, Effect, Measured
from kpi.metrics import SERVICE, Definition, Metric
from kpi.store.tables import Action

_MOVED: Mapping[Verdict, str] = {
    Verdict.UP: sentence("more than chance"),
    Verdict.DOWN: sentence("more than chance"),
    Verdict.COULD_BE_CHANCE: sentence("could be chance"),
    Verdict.TOO_FEW: sentence("too few to tell"),
}
_BRIEF: Mapping[bool, str] = {
    True: sentence("got better, by more than chance"),
    False: sentence("got worse, by more than chance"),
}
_SHARED: Mapping[Verdict, str] = {
    Verdict.UP: sentence("The rest rose too, so it may not be this."),
    Verdict.DOWN: sentence("The rest fell too, so it may not be this."),
}
_ASIDE: Mapping[Verdict, str] = {
    Verdict.UP: sentence("The rest rose meanwhile, by more than chance."),
    Verdict.DOWN: sentence("The rest fell meanwhile, by more than chance."),
    Verdict.COULD_BE_CHANCE: sentence("The rest did not move by more than chance."),
}
_SIGNALS: Mapping[Side, str] = {
    Side.ABOVE: sentence("Week by week it is above what is usual since then."),
    Side.BELOW: sentence("Week by week it is below what is usual since then."),
}


def whose(say: Voice, action: Action) -> str:
    """Name the number that an action should move: CSAT of team Network; escaped."""
    metric = naming.metric(Metric(action.metric))
    if not action.segment:
        return metric
    who = naming.scope(say, {action.segment: action.value})
    return say("{metric} of {who}", metric=metric, who=who)


def told(say: Voice, action: Action, effect: Effect) -> str:
    """Tell a verdict whole, in a few sentences, escaped."""
    return " ".join(_sentences(say, action, effect))


def brief(say: Voice, effect: Effect) -> str:
    """Tell a verdict in a few words, for a list."""
    if effect.verdict is Verdict.NO_DATA:
        return say("nothing to compare")
    if not effect.moved:
        return say(_MOVED[effect.verdict])
    text = say(_BRIEF[is_better(effect)])
    return say("{verdict}, but so did the rest", verdict=text) if effect.is_shared else text


def is_better(effect: Effect) -> bool:
    """Whether a number that moved did so for the better; of lengths of time less is better."""
    found = goals.definition(effect.definition)
    is_low = isinstance(found, Definition) and found.unit == "score" and found.low_is_good
    return (effect.verdict is Verdict.UP) is not (is_low or _unit(effect) == "seconds")


def kept(action: Action) -> Effect | None:
    """Give what was found when an action was judged; None while it was not."""
    return effects.read(action.verdict) if action.verdict else None


def _sentences(say: Voice, action: Action, effect: Effect) -> Iterator[str]:
    yield _difference(say, action, effect)
    if effect.moved:
        yield from _range(say, effect)
    yield from _rest(say, effect)
    if effect.signal is not None:
        yield say(_SIGNALS[effect.signal])
    if _leaves_out(action, effect):
        yield say("The days it was begun for are left out.")
    if effect.among > 1:
        yield say(
            "One of {n} judged in a year: about one in twenty looks better or worse by chance"
            " alone.",
            n=say.number(effect.among),
        )


def _leaves_out(action: Action, effect: Effect) -> bool:
    """Whether days it was begun for would have counted before."""
    first, until = action.begun_for_first, action.begun_for_until
    if first is None or until is None:
        return False
    return first < effect.spans.after.first and until > effect.spans.before[0].first


def _difference(say: Voice, action: Action, effect: Effect) -> str:
    before, after = effect.before, effect.after
    number, weeks = whose(say, action), effect.spans.weeks
    ns = [one.n if one else 0 for one in (before, after)]
    if before is None or after is None or min(ns) < FEW:
        return say(
            "{number}: {before} in the {weeks} weeks before and {after} in those after, too few to"
            " tell.",
            number=number,
            before=_counted(say, action, ns[0]),
            after=say.number(ns[1]),
            weeks=weeks,
        )
    text = say(
        "{number} went from {before} ({n}) to {after} ({m}) in the {weeks} weeks before and after:"
        " {verdict}.",
        number=number,
        before=_value(say, effect, before),
        n=_counted(say, action, before.n),
        after=_value(say, effect, after),
        m=say.number(after.n),
        weeks=weeks,
        verdict=say(_MOVED[effect.verdict]),
    )
    if effect.verdict is not Verdict.TOO_FEW:
        return text
    return f"{text} {say('Each side needs {n}.', n=ENOUGH)}"


def _range(say: Voice, effect: Effect) -> Iterator[str]:
    """Give the range of the difference; lengths of time have none."""
    low, high = effect.change.low, effect.change.high
    if low is None or high is None:
        return
    if _unit(effect) == "score":
        ends = averages.signed(say, low), averages.signed(say, high)
        yield say("The difference is likely between {low} and {high}.", low=ends[0], high=ends[1])
    else:
        yield say(
            "The difference is likely between {low} and {high} points.",
            low=say.points(low),
            high=say.points(high),
        )


def _rest(say: Voice, effect: Effect) -> Iterator[str]:
    if effect.rest is None:
        return
    if effect.is_shared:
        yield say(_SHARED[effect.verdict])
    elif effect.rest.verdict in _ASIDE:
        yield say(_ASIDE[effect.rest.verdict])
    else:
        yield say("Of the rest there is too little to compare with.")


def _value(say: Voice, effect: Effect, one: Measured) -> str:
    match _unit(effect):
        case "seconds":
            return say.length(one.value)
        case "score":
            return say.mean(one.value)
        case "points":
            return say.points(one.value)
        case _:
            return say.percent(one.value)


def _counted(say: Voice, action: Action, n: int) -> str:
    if Metric(action.metric) in SERVICE:
        return say.plural("{n} ticket", "{n} tickets", n)
    return say.plural("{n} answer", "{n} answers", n)


def _unit(effect: Effect) -> str:
    found = goals.definition(effect.definition)
    return found.unit if found else "percent"
