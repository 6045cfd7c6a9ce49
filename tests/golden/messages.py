"""The main answers by name, each drawn in a language."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from bot.blocks import (
    Message,
    against_clock,
    definitions,
    digest,
    home,
    kpi,
    silence,
    targets,
    trend,
    why,
)
from bot.blocks.dashboard import Dashboard
from bot.blocks.home import Page
from bot.blocks.pickers import Choice
from bot.blocks.targets import Listed
from bot.wording import voice
from kpi import service_definitions
from kpi.metrics import ASKED, SERVICE, Metric, standard
from kpi.query import View
from kpi.store.comments import Page as SomeComments
from kpi.store.origins import OfService, OfSurvey
from kpi.store.own_answers import Own
from tests.bot.blocks import test_against_clock, test_silence, test_targets
from tests.bot.blocks.summaries import ZONE, query, said
from tests.bot.blocks.surveys import a_survey
from tests.golden import numbers
from tests.kpi.splits import lengths, split
from tests.moments import NOW

Drawn: TypeAlias = Mapping[str, Any]
"""What Slack gets: a message's text and blocks, or a view."""

SAID = (
    said("Fast and friendly, thank you!", score=5, name="G. Peters", may_contact=False),
    said("Third time this month, and I had to explain it all again."),
    said("The invoice still shows our old address.", score=1, team="Billing", subject="Invoice"),
)
FELL = {
    "Network": ({5: 20, 1: 80}, {5: 80, 1: 20}),
    "Billing": ({5: 90, 1: 10}, {5: 91, 1: 9}),
}


def everything(language: str) -> Message:
    asked = query("week", metrics=tuple(Metric))
    return kpi.summaries(numbers.six(), asked, language=language, leads=True)


def csat_week(language: str) -> Message:
    return kpi.summaries([numbers.csat()], query("week"), language=language, leads=True)


def csat_week_by_team(language: str) -> Message:
    asked = query("week", by="team")
    return kpi.summaries([numbers.by_team()], asked, language=language, leads=True)


def nps_quarter(language: str) -> Message:
    asked = query("quarter", metrics=(Metric.NPS,))
    return kpi.summaries([numbers.nps("quarter")], asked, language=language, leads=True)


def frt_month_by_agent(language: str) -> Message:
    asked = query("month", metrics=(Metric.FRT,), by="agent")
    found = [numbers.by_agent()]
    return kpi.summaries(found, asked, language=language, leads=True, agents=True)


def benchmarks(language: str) -> Message:
    return kpi.summaries([numbers.compared()], query("week"), language=language, leads=True)


def trend_of_csat(language: str) -> Message:
    asked = query("last week", view=View.TREND)
    return trend.private([numbers.signalling()], asked, language=language, leads=True)


def trend_of_several(language: str) -> Message:
    asked = query("week", metrics=tuple(Metric), view=View.TREND)
    return trend.private(numbers.six(), asked, language=language, leads=True)


def why_it_fell(language: str) -> Message:
    asked = query("week", by="team", view=View.WHY)
    return why.private([split(FELL)], asked, language=language, leads=True)


def why_it_took_longer(language: str) -> Message:
    quick, slow = [600 + at for at in range(40)], [3000 + at for at in range(40)]
    took = lengths({"Network": (slow, quick), "Billing": (quick, quick)})
    asked = query("week", metrics=(Metric.FRT,), by="team", view=View.WHY)
    return why.private([took], asked, language=language, leads=True)


def clock(language: str) -> Message:
    happy = test_against_clock.CASE._replace(score=5, seconds=4200, subject="New laptop")
    told = replace(
        test_against_clock.found(),
        fast_unhappy=(test_against_clock.CASE,),
        slow_happy=(happy,),
    )
    asked = query("week", view=View.CLOCK)
    return against_clock.private([told], asked, language=language, leads=True)


def not_heard(language: str) -> Message:
    asked = query("week", view=View.SILENCE)
    return silence.private([test_silence.found()], asked, language=language)


def comments(language: str) -> Message:
    asked = query("week", view=View.COMMENTS)
    return kpi.comments(SomeComments(SAID, 12), asked, language=language, names={})


def definition(language: str) -> Message:
    since = date(2026, 9, 1)
    asked = [OfSurvey(a_survey(metric), since) for metric in ASKED]
    counted = [OfService(service_definitions.standard(metric), since) for metric in SERVICE]
    return definitions.message(asked, counted, language=language)


def targets_list(language: str) -> Message:
    frt = service_definitions.standard(Metric.FRT)
    listed = [
        Listed(test_targets.target(), standard(Metric.CSAT), holds=True),
        Listed(test_targets.target(value="Network", aim=90), standard(Metric.CSAT), holds=False),
        Listed(test_targets.target(Metric.FRT, 1800), frt, holds=True),
    ]
    return targets.listing(voice(language), listed, leads=True)


def digest_of_a_week(language: str) -> Message:
    found = [numbers.signalling(), numbers.ces("last week"), *numbers.six("last week")[2:]]
    return digest.main(found, SAID, filters={}, language=language)


def digest_thread(language: str) -> Message:
    found = [numbers.by_team("last week"), numbers.frt("last week")]
    return digest.detail(found, by=["team"], filters={}, language=language)


def digest_of_a_month(language: str) -> Message:
    return digest.main(
        [numbers.month()],
        SAID,
        filters={"team": "Network"},
        language=language,
        title="Board",
        before={Metric.CSAT: 85.6},
    )


def home_of_a_lead(language: str) -> Drawn:
    asked = query("week", metrics=tuple(Metric))
    found = [replace(numbers.signalling("week")), *numbers.six()[1:]]
    board = Dashboard(
        query=asked, choice=Choice(), teams=[*numbers.TEAMS], found=found, low=SAID[1:]
    )
    own = Own(
        invitation_id=UUID(int=1),
        definition=standard(Metric.CSAT),
        wording={},
        score=4,
        comment="",
        subject="New laptop",
        at=NOW,
        changes_until=NOW + timedelta(days=14),
    )
    page = Page(answers=[own], wants_none=False, zone=ZONE, numbers=board)
    return home.view(page, language=language, now=NOW, charts=True)


LANGUAGES = ("en", "nl")
_MESSAGES: Mapping[str, Callable[[str], Message]] = {
    "everything": everything,
    "csat-week": csat_week,
    "csat-week-by-team": csat_week_by_team,
    "nps-quarter": nps_quarter,
    "frt-month-by-agent": frt_month_by_agent,
    "benchmarks": benchmarks,
    "trend": trend_of_csat,
    "trend-of-several": trend_of_several,
    "why": why_it_fell,
    "why-times": why_it_took_longer,
    "clock": clock,
    "silence": not_heard,
    "comments": comments,
    "definition": definition,
    "targets": targets_list,
    "digest-week": digest_of_a_week,
    "digest-week-thread": digest_thread,
    "digest-month": digest_of_a_month,
}
_VIEWS: Mapping[str, Callable[[str], Drawn]] = {"home-of-a-lead": home_of_a_lead}


@cache
def drawn() -> Mapping[str, Drawn]:
    """Give every answer in every language, by the name of its file."""
    messages = {name: _sent(draw) for name, draw in _MESSAGES.items()}
    return {
        f"{name}.{language}": draw(language)
        for name, draw in {**messages, **_VIEWS}.items()
        for language in LANGUAGES
    }


def _sent(draw: Callable[[str], Message]) -> Callable[[str], Drawn]:
    def sent(language: str) -> Drawn:
        message = draw(language)
        return {"text": message.text.split("\n"), "blocks": message.blocks}

    return sent
