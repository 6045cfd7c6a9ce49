"""The header of an export is read as somebody reads it who knows the tool."""

from bot.importing import headers
from kpi.metrics import ASKED, Metric

INTERCOM = ["Conversation ID", "Updated at (America/New_York)", "Conversation rating", "Note (x)"]
QUESTION = "How likely is it that you would recommend us to a friend?"


def test_a_zone_in_brackets_belongs_to_the_moments() -> None:
    assert headers.column(INTERCOM, ("Rated at", "updated AT")) == INTERCOM[1]
    assert headers.zone(INTERCOM[1]) == "America/New_York"
    assert headers.column(INTERCOM, ("Note",)) is None
    assert headers.zone(INTERCOM[3]) is None


def test_a_tool_is_known_by_all_of_its_marks() -> None:
    known = headers.recognised(INTERCOM)
    assert known is not None
    assert known.name == "intercom"
    assert headers.recognised(INTERCOM[:2]) is None
    assert headers.recognised([*INTERCOM, "Respondent ID", "Collector ID"]) is None


def test_questions_and_the_words_behind_them_are_found() -> None:
    header = ["Respondent ID", QUESTION, "Why?", "How satisfied are you?"]
    below = ["", "", "Open-Ended Response", "Response"]
    assert headers.questions(header, ASKED) == {
        Metric.NPS: [QUESTION],
        Metric.CSAT: ["How satisfied are you?"],
    }
    assert headers.open_answer(header, below, QUESTION) == "Why?"
    assert headers.open_answer(header, below, "How satisfied are you?") is None
