"""What lies behind a number, for machines."""

import json

import pytest

from kpi import against_clock, insight_json, silence
from kpi.against_clock import Asked, Dial
from kpi.metrics import Metric, standard
from kpi.silence import Heard
from tests.kpi.splits import WEEK, split


def test_effects_add_up_and_hidden_parts_are_marked() -> None:
    summary = split({"a": ({5: 20}, {5: 10, 1: 10}), "b": ({5: 3}, {5: 9})}, private=True)
    told = insight_json.why(summary)["why"]
    assert sum(part["mix"] + part["level"] for part in told["parts"]) == pytest.approx(
        told["difference"]
    )
    assert {part["name"]: part["hidden"] for part in told["parts"]} == {"a": True, "b": True}
    nothing = insight_json.why(split({}))["why"]
    assert nothing == {"by": None, "difference": None, "parts": []}


def test_the_clock_and_silence_can_be_written_down() -> None:
    asked = Asked(definition=standard(Metric.CSAT), period=WEEK, clock=Metric.FRT)
    found = against_clock.of(asked, Dial((600,), 600, is_target=True), {0: {5: 4, 1: 6}})
    (told,) = insight_json.clock([found])
    assert (told["fast"]["n"], told["fast"]["unhappy"], told["slow"]["value"]) == (10, 6, None)
    heard = insight_json.silence(silence.of(Heard(summary=split({}))))
    assert heard["silence"]["still_needed"] is None
    json.dumps([told, heard])
