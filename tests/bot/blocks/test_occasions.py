"""What an action is begun for travels in buttons, whatever the question was."""

from datetime import date

from bot.blocks import kit, occasions
from bot.blocks.occasions import Occasion
from bot.wording import voice
from kpi.metrics import Metric
from tests.bot.blocks.summaries import query

EN = voice("en")


def test_a_question_becomes_what_an_action_is_for() -> None:
    asked = query(
        "2026-W46",
        metrics=(Metric.FRT, Metric.CSAT),
        filters={"agent": "anna", "team": 'Net"work & co'},
    )
    found = occasions.of_query(asked, "speed")
    assert found == Occasion(
        segment="team",
        value='Net"work & co',
        theme="speed",
        first=date(2026, 11, 9),
        until=date(2026, 11, 16),
    )
    assert occasions.read(occasions.written(found)) == found
    assert occasions.of_query(query("week", metrics=(Metric.ART,))).metric is Metric.ART


def test_a_button_always_fits_and_anything_else_is_read_as_nothing() -> None:
    long = Occasion(theme="speed", segment="account", value="x" * 3000)
    button = occasions.button(EN, long, theme="Speed")
    assert (button["action_id"], len(button["value"]) <= kit.VALUE) == ("action:begin:speed", True)
    for text in ("", "{}", "[1]", '{"metric": "csat", "first": 1, "until": ""}', "csat week"):
        assert occasions.read(text) == Occasion(), text
    case = occasions.for_case(EN, "0190")
    assert occasions.read(case["value"]).case_id == "0190"
