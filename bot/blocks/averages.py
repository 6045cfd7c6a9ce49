"""The average of answers in words: in the lead where a definition says so, else in second place."""

from collections.abc import Iterator
from fractions import Fraction

from bot.wording import Voice
from kpi.intervals import Interval
from kpi.scores import Score, rounded

_PLACES = 2


def full(say: Voice, score: Score) -> str:
    """Give an average that leads, in bold, with the scale that it is on."""
    scale, mean = score.definition, say.mean(score.mean)
    return say(
        "*{value}* on average, from {low} to {high}", value=mean, low=scale.low, high=scale.high
    )


def aside(say: Voice, score: Score) -> Iterator[str]:
    """Give in second place the average or, where it leads, the share of good answers.

    Answers in words have none, and a net score is no average.
    """
    scale = score.definition
    if scale.formula == "mean":
        share = Fraction(100 * score.favourable, score.n)
        yield say(
            "{share} chose {first} or more", share=say.percent(share), first=min(scale.favourable)
        )
    elif scale.formula != "net" and (scale.faces or not scale.in_words):
        told = say("Average {mean} of {high}", mean=say.mean(score.mean), high=scale.high)
        lower = say("lower is easier") if scale.low_is_good else ""
        yield " · ".join(filter(None, [told, likely(say, score.mean_interval), lower]))


def likely(say: Voice, found: Interval | None) -> str:
    """Give the range of an average; empty where there is none."""
    if found is None:
        return ""
    return say(
        "likely between {low} and {high}", low=say.mean(found.low), high=say.mean(found.high)
    )


def signed(say: Voice, difference: float | Fraction) -> str:
    """Give by how much an average moved, with its sign; zero has none."""
    shown = say.mean(float(difference))
    return f"+{shown}" if rounded(difference, _PLACES) > 0 else shown


def apart(say: Voice, difference: float | Fraction) -> str:
    """Give how far two averages lie apart; empty where they show as the same."""
    return say.mean(abs(float(difference))) if rounded(difference, _PLACES) else ""
