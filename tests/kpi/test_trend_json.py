"""The weeks of a trend for machines."""

from dataclasses import replace

from kpi.summary_json import as_json
from tests.kpi.series import csat, rated

STEADY = csat(42)


def test_a_trend_has_its_weeks_beside_what_is_usual() -> None:
    told = as_json(rated({}, csat(20), usual=STEADY))
    assert told["usual"] == 84
    assert len(told["weeks"]) == 13
    nobody, last = told["weeks"][-2:]
    assert (nobody["value"], nobody["n"], nobody["limits"]) == (None, 0, None)
    assert (last["week"], last["value"], last["n"]) == ("2026-W46", 40, 50)
    assert (last["signal"], last["weeks_on_one_side"]) == ("below", 1)
    assert 65 < last["limits"]["low"] < 84 < last["limits"]["high"] <= 100


def test_other_questions_have_no_weeks() -> None:
    assert "weeks" not in as_json(replace(rated(usual=STEADY), earlier=()))
    assert as_json(rated(usual=csat(3, n=4)))["usual"] is None
