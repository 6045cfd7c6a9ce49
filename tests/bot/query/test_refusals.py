from datetime import date

import pytest

from bot import query, wording
from bot.query import refusals
from kpi.metrics import Metric
from kpi.query import NotUnderstood


@pytest.mark.parametrize(
    "refusal",
    [
        refusals.unknown_word("csta", "csat"),
        refusals.unknown_word("weke", "week"),
        refusals.unknown_word("blurb", ""),
        refusals.unknown_segment("tem", "team"),
        refusals.empty_filter("team"),
        refusals.empty_split(),
        refusals.bare_segment("teams", "team"),
        refusals.second_period("month"),
        refusals.second_split("channel"),
        refusals.second_view("help"),
        refusals.twice_filtered("team"),
        refusals.split_by_time("week"),
        refusals.scales_of_their_own(Metric.CSAT, Metric.NPS, "csat nps week"),
        refusals.side_by_side("team", "csat week by team"),
        refusals.target_beside("csat week"),
    ],
)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_refusal_ends_in_an_example_that_works(refusal: NotUnderstood, language: str) -> None:
    told = wording.voice(language).explain(refusal)
    assert f"/kpi {refusal.example}" in told
    query.parse(refusal.example, today=date(2026, 11, 18), zone="Europe/Amsterdam")


def test_a_long_word_is_repeated_only_in_part() -> None:
    assert len(refusals.shortened("x" * 500)) == 40
