from dataclasses import replace

import pytest

from bot.blocks import Message, survey_list
from bot.blocks.survey_list import DOORS, IN_HOME, Card
from bot.sandbox.block_kit.surfaces import checked_home
from bot.wording import voice
from kpi.metrics import Metric
from kpi.store.surveys import MOST
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, checked_form, pieces, read
from tests.bot.blocks.surveys import a_survey

CARD = Card(survey=a_survey(), is_on=True, question="How was it?", asked=12, answered=5)


def drawn(*cards: Card, changes: bool = True, notice: str = "", language: str = "en") -> Message:
    view = survey_list.view(voice(language), cards, changes=changes, notice=notice)
    return Message("x", checked_form(view)["blocks"])


def test_a_survey_says_what_it_asks_whether_it_is_on_and_how_its_week_goes() -> None:
    words = read(drawn(CARD))
    assert "*CSAT* · on\nHow was it?" in words
    assert "12 asked this week, 5 answered · English, Nederlands · version 1" in words
    off = replace(CARD, is_on=False, survey=a_survey(Metric.CES, title="Effort"))
    assert "*Effort* · CES · off" in read(drawn(off))


def test_only_who_may_change_it_has_buttons() -> None:
    assert [one for one in pieces(drawn(CARD).blocks) if "action_id" in one]
    assert not [one for one in pieces(drawn(CARD, changes=False).blocks) if "action_id" in one]


@pytest.mark.parametrize("text", [HOSTILE, LONG])
def test_names_and_questions_do_nothing(text: str) -> None:
    hostile = replace(CARD, survey=a_survey(title=text), question=text)
    assert_inert(drawn(hostile))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_as_many_as_there_can_be_fit_in_the_form_and_some_in_the_home(language: str) -> None:
    many = [CARD] * MOST
    drawn(*many, notice="Done.", language=language)
    section = list(survey_list.section(voice(language), many))
    checked_home({"type": "home", "blocks": section})
    edits = [one for one in pieces(section) if one.get("action_id") == "survey:edit"]
    assert len(edits) == IN_HOME


def test_each_door_has_a_button() -> None:
    found = [one["action_id"] for one in pieces(drawn(CARD).blocks) if "action_id" in one]
    assert {f"survey:door:{name}" for name in DOORS} < set(found)
    assert "connections" in found
