"""Messages with more of everything than they can hold: Slack takes each, and none is too long."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.blocks import (
    Message,
    against_clock,
    campaigns,
    charts,
    definitions,
    digest,
    digest_list,
    exports,
    kpi,
    ledger,
    own_answers,
    remarks,
    room,
    silence,
    targets,
    trend,
    views,
    why,
)
from bot.blocks.room import Part
from bot.blocks.targets import Listed
from bot.blocks.views import Kept
from bot.wording import voice
from kpi import service_definitions
from kpi.metrics import ASKED, SERVICE, Metric
from kpi.query import View
from kpi.reasons import Reason
from kpi.store.comments import Page
from kpi.store.ledger import Count, Outcome
from kpi.store.origins import OfService, OfSurvey
from kpi.summary import Summary
from tests.bot.blocks import test_campaigns, test_digest_list, test_ledger, test_targets
from tests.bot.blocks.reading import checked
from tests.bot.blocks.summaries import query, said, summary
from tests.bot.blocks.surveys import a_survey
from tests.bot.blocks.test_against_clock import CASE
from tests.bot.blocks.test_against_clock import found as against
from tests.bot.blocks.test_home import OWN
from tests.bot.blocks.test_silence import found as unheard
from tests.bot.blocks.times import times

MOST = 13_000
"""Characters of blocks and text together; Slack's own count, which is lower, ends at 13,200."""
BLOCKS = 50
MANY = 50
LONG = "Afdeling Werkplekondersteuning en Netwerkbeheer Noord-Holland-Noord, gebouw "
SUBJECT = "s" * 300
URL = f"https://desk.example/{'x' * 200}"
SAID = [said("w" * 3000, subject=SUBJECT, team=LONG, name="n" * 100, url=URL)] * 20
KINDS = ("team", "account", "channel")
KEPT = Kept(
    "N" * 40, f'csat,ces,nps last week team:"{LONG}" by account {"q" * 200}', f'"{"N" * 40}"'
)


def of_many(metric: Metric, kinds: tuple[str, ...] = ("team",)) -> Summary:
    """A metric with a target and fifty parts of each kind, with long names."""
    whole = times(metric) if metric in SERVICE else summary(metric, weeks=({5: 1000, 1: 200},) * 26)
    aimed = replace(whole, target=3600.0 if metric in SERVICE else 85.0)
    parts = [
        replace(aimed, segment=kind, name=f"{LONG}{at:02}") for kind in kinds for at in range(MANY)
    ]
    return replace(aimed, segments=tuple(parts))


def numbers(language: str) -> Mapping[str, Message]:
    one, six = [of_many(Metric.CSAT)], [of_many(metric) for metric in Metric]
    drawn = {"one": one, "art": [of_many(Metric.ART)], "six": six}
    told = {"language": language, "leads": True}
    shown: dict[str, Message] = {}
    for name, found in drawn.items():
        asked = query(
            "week", metrics=tuple(one.metric for one in found), by="team", filters={"account": LONG}
        )
        by_kinds = [of_many(summary.metric, KINDS) for summary in found]
        lines = trend.private(found, replace(asked, view=View.TREND), **told)  # type: ignore[arg-type] # by name
        weekly = digest.main(found, SAID, filters={"team": LONG}, language=language, title=SUBJECT)
        shown |= {
            f"{name} by team": kpi.summaries(found, asked, agents=True, **told),  # type: ignore[arg-type] # by name
            f"{name} by team, shared": kpi.shared(found, asked, language=language),
            f"{name}, trend": lines,
            f"{name}, trend in words": charts.words(lines),
            f"{name}, why": why.private(found, replace(asked, view=View.WHY), **told),  # type: ignore[arg-type] # by name
            f"{name}, digest": weekly,
            f"{name}, digest in words": charts.words(weekly),
            f"{name}, thread": digest.detail(found, by=["team"], filters={}, language=language),
            f"{name}, thread of kinds": digest.detail(
                by_kinds, by=KINDS, filters={"team": LONG}, language=language
            ),
        }
    return shown


def insights(language: str) -> Mapping[str, Message]:
    asked = query("week", metrics=ASKED, filters={"team": LONG})
    case = CASE._replace(subject=SUBJECT, team=LONG, url=URL)
    clock = replace(against(), fast_unhappy=(case,) * 10, slow_happy=(case,) * 10)
    return {
        "clock": against_clock.private([clock] * 3, asked, language=language, leads=True),
        "silence": silence.private([unheard(silent=LONG * 2)] * 3, asked, language=language),
        "comments": remarks.comments(Page(SAID, 99), asked, language=language, names={}),
        "export": exports.too_large(voice(language), asked, 50),
        "own answers": own_answers.message(
            [replace(OWN, comment="w" * 3000, subject=SUBJECT)] * 12,
            language=language,
            zone="Europe/Amsterdam",
        ),
    }


def lists(language: str) -> Mapping[str, Message]:
    say, since = voice(language), date(2026, 9, 1)
    asked = [OfSurvey(a_survey(one, title=LONG, version=12), since) for one in ASKED]
    counted = [OfService(service_definitions.standard(one), since) for one in SERVICE]
    target = Listed(test_targets.target(value=LONG[:80]), test_targets.CSAT, holds=False)
    reasons = {reason.value: 1234 for reason in Reason}
    card = test_campaigns.card(replace(test_campaigns.HALF, not_asked=reasons), name=LONG)
    counts = [Count(Outcome.NOT_ASKED, reason, 1234) for reason in Reason]
    rows = [test_ledger.row(subject=SUBJECT, team=LONG, external_id=LONG, url=URL)] * 10
    page = replace(test_ledger.page(*rows, reminders=3), counts=counts)
    schedule = test_digest_list.digest(title=LONG, channel_id="C0WEEKLY01")
    return {
        "definitions": definitions.message(asked, counted, language=language),
        "views": views.listing(say, [KEPT] * MANY, leads=True),
        "views of others": views.listing(say, [KEPT] * MANY, leads=False),
        "targets": targets.listing(say, [target] * MANY, leads=True, notice=LONG),
        "digests": digest_list.listing(say, [schedule] * MANY, LONG),
        "campaigns": campaigns.listing(say, [card] * MANY, zone="Europe/Amsterdam"),
        "ledger": ledger.page(page, language=language),
    }


def test_whatever_there_is_fits_into_a_message() -> None:
    for language in ("en", "nl"):
        for drawn in (numbers, insights, lists):
            for name, message in drawn(language).items():
                size = len(json.dumps(message.blocks, ensure_ascii=False)) + len(message.text)
                if message.blocks:
                    checked(message)
                assert size < MOST, (name, language, size)
                assert len(message.blocks) <= BLOCKS, name


def test_what_does_not_fit_is_counted() -> None:
    say = voice("nl")
    team = kpi.shared([of_many(Metric.CSAT)], query("week", by="team"), language="nl")
    (table,) = (block for block in team.blocks if block["type"] == "table")
    shown = len(table["rows"]) - 1
    assert shown >= 20
    assert f"Er zijn er nog {MANY - shown}, die hier niet staan." in str(team.blocks[-1])
    few = views.listing(say, [KEPT] * 3, leads=True)
    assert "die hier niet" not in str(few.blocks)


def test_parts_are_shown_whole_until_one_does_not_fit() -> None:
    parts = [Part([{"type": "divider"}], "x" * length) for length in (10, 20, 500, 1)]
    size = room.taken(parts[0].blocks, parts[0].line)
    assert size == len('[{"type": "divider"}]') + 10
    assert room.fitting(parts, 200) == parts[:2]
    assert room.fitting(parts, size) == []
    assert room.fitting_lines(["a" * 40, "b" * 40], 60) == ["a" * 40]
