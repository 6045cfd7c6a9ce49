"""What lies behind a number, for machines."""

import json
from dataclasses import replace

import pytest

from kpi import against_clock, insight_json, silence
from kpi.against_clock import Asked, Dial
from kpi.answerers import Reached
from kpi.measured import Funnel
from kpi.metrics import Metric, standard
from kpi.silence import Heard
from kpi.spoken import spoken
from tests.kpi.splits import WEEK, split
from tests.kpi.spoken import heard


def test_effects_add_up_and_hidden_parts_are_marked() -> None:
    summary = split({"a": ({5: 20}, {5: 10, 1: 10}), "b": ({5: 3}, {5: 9})}, private=True)
    told = insight_json.why(summary)["why"]
    assert sum(part["mix"] + part["level"] for part in told["parts"]) == pytest.approx(
        told["difference"]
    )
    assert {part["name"]: part["hidden"] for part in told["parts"]} == {"a": True, "b": True}
    nothing = insight_json.why(split({}))["why"]
    assert nothing == {"by": None, "difference": None, "parts": []}


def test_themes_are_written_down_beside_the_parts_with_their_quotes() -> None:
    told = insight_json.why(split({}), spoken(heard()))["themes"]
    first = told["found"][0]
    assert (told["remarks"], first["theme"], first["n"]) == (40, "speed", 14)
    assert first["change"]["verdict"] == "up"
    assert [quote["score"] for quote in first["quotes"]] == [1, 1]
    json.dumps(told)
    assert insight_json.why(split({}))["themes"] is None


def test_the_clock_and_silence_can_be_written_down() -> None:
    asked = Asked(definition=standard(Metric.CSAT), period=WEEK, clock=Metric.FRT)
    found = against_clock.of(asked, Dial((600,), 600, is_target=True), {0: {5: 4, 1: 6}})
    (told,) = insight_json.clock([found])
    assert (told["fast"]["n"], told["fast"]["unhappy"], told["slow"]["value"]) == (10, 6, None)
    heard = insight_json.silence(silence.of(Heard(summary=split({}))))
    assert heard["silence"]["still_needed"] is None
    assert heard["silence"]["weighted"] is None
    json.dumps([told, heard])


def test_a_weighted_score_and_the_bounds_can_be_written_down() -> None:
    parts = {"channel": {"chat": Reached(50, 50, 40), "mail": Reached(50, 40, 10)}}
    summary = split({"a": ({5: 45, 1: 5}, {})})
    told = insight_json.silence(
        silence.of(
            Heard(
                summary=replace(summary, funnel=Funnel(delivered=90, answered=50)),
                parts=parts,
                weighed_by="channel",
                cells={"chat": {5: 40}, "mail": {5: 5, 1: 5}},
            )
        )
    )
    weighted = told["silence"]["weighted"]
    assert (weighted["by"], weighted["value"], weighted["capped"]) == ("channel", 75, False)
    assert told["bounds"] == {"silent": 40, "worst": 50, "best": pytest.approx(850 / 9)}
    json.dumps(told)
