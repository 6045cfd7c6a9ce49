"""What customers say of being helped the first time, beside what the system counted."""

from bot.wording import Voice
from kpi.changes import FEW, Share
from kpi.confirmed import Confirmed
from kpi.intervals import wilson
from kpi.scores import MANY


def line(say: Voice, found: Confirmed) -> str:
    """Say it in a line: both shares of the same tickets, their ranges, where they disagree."""
    if found.hidden:
        return say(
            "Fewer than {few} customers said whether it was solved the first time.",
            few=found.fewest,
        )
    apart, n = say.number(found.apart.favourable), say.number(found.n)
    disagree = say("they disagree on {few} of {n}", few=apart, n=n)
    if found.n < FEW:
        return say(
            "Customers say {few} of {n}, the system says {system}: {disagree}",
            few=found.by_customers.favourable,
            n=n,
            system=found.by_system.favourable,
            disagree=disagree,
        )
    told = say(
        "Customers say {share}, the system says {system} of the same tickets: {disagree}",
        share=f"{say.percent(found.by_customers.percent)} ({_answers(say, found.n)}; "
        f"{_likely(say, found.by_customers)})",
        system=f"{say.percent(found.by_system.percent)} ({_likely(say, found.by_system)})",
        disagree=f"{disagree} ({_likely(say, found.apart)})",
    )
    return told if found.n >= MANY else f"{told} · {say('indicative')}"


def _answers(say: Voice, n: int) -> str:
    return say.plural("{n} answer", "{n} answers", n)


def _likely(say: Voice, share: Share) -> str:
    found = wilson(*share)
    return say("likely {low} to {high} %", low=say.whole(found.low), high=say.whole(found.high))
