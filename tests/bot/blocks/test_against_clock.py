"""Verdict against clock: bands, and the tickets that disagree."""

from dataclasses import replace

from bot.blocks import against_clock as blocks
from kpi import against_clock
from kpi.against_clock import AgainstClock, Asked, Case, Dial
from kpi.metrics import Metric, standard
from tests.bot.blocks.reading import checked
from tests.bot.blocks.summaries import query
from tests.kpi.splits import WEEK
from tests.moments import NOW

COUNTS = {0: {5: 40, 3: 4, 1: 6}, 1: {4: 3, 2: 17}, 2: {5: 1, 1: 9}}
CASE = Case(1, 240, "Network", "VPN keeps dropping", "https://desk.example/T-1", NOW)


def found(
    *, is_target: bool = True, private: bool = False, clock: Metric = Metric.FRT
) -> AgainstClock:
    asked = Asked(definition=standard(Metric.CSAT), period=WEEK, clock=clock)
    return against_clock.of(asked, Dial((600, 1200), 600, is_target=is_target), COUNTS)


def test_fast_and_slow_are_told_with_their_tickets() -> None:
    told = replace(found(), fast_unhappy=(CASE,), slow_happy=(CASE._replace(score=5),))
    shown = checked(blocks.private([told], query("week"), language="en", leads=True))
    assert "First reply: fast is within the target of 10\xa0min." in shown.text
    assert "Fast: 80\xa0% satisfied · 40 of 50 answers" in shown.text
    assert "Fast ones score higher than slow ones: more than chance." in shown.text
    assert "10\xa0min to 20\xa0min: 15\xa0% (20; 5 to 36\xa0%)" in shown.text
    assert "1 of 5 · reply in 4\xa0min · Network · VPN keeps dropping" in shown.text
    assert "https://desk.example/T-1" in str(shown.blocks)
    assert "desk.example" not in str(blocks.shared([told], query("week"), language="en").blocks)


def test_dutch_and_the_usual() -> None:
    told = found(is_target=False, clock=Metric.ART)
    shown = blocks.shared([told, told], query("week", by="team"), language="nl")
    assert "Dit gaat over alles samen. De delen: `/kpi csat 2026-W47 by team`" in shown.text
    assert "snel is binnen de gebruikelijke 10\xa0min, de mediaan" in shown.text
    assert "Snel maar ontevreden: 6 · traag maar tevreden: 4" in shown.text


def test_nothing_to_say_is_one_sentence() -> None:
    asked = query("week", metrics=(Metric.CSAT, Metric.ART))
    nothing = blocks.shared([], asked, language="en")
    assert nothing.text.endswith("Set one: `/kpi target art 1h`")
    few = against_clock.of(
        Asked(definition=standard(Metric.CSAT), period=WEEK, clock=Metric.FRT, private=True),
        Dial((600,), 600, is_target=True),
        {0: {5: 3}},
    )
    assert "stay hidden" in blocks.shared([few], query("week"), language="en").text
    none = replace(few, fast=few.slow)
    assert "No answers about tickets" in blocks.shared([none], query("week"), language="en").text
