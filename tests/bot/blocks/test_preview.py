from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import Message, preview
from bot.wording import voice
from kpi.errors import WrongSetting
from kpi.metrics import Metric
from kpi.store.invitations import Question
from kpi.store.tables import Workspace
from kpi.wording import NAMES
from kpi.wording import read as read_words
from tests.bot.blocks.reading import assert_inert, checked_form, pieces, read
from tests.bot.blocks.surveys import a_survey
from tests.drawn import texts
from tests.moments import NOW

WORKSPACE = Workspace(id="T0HOME", name="Compass & Co", created_at=NOW)


def question(language: str = "en", **more: object) -> Question:
    survey = a_survey(Metric.CSAT, **more)
    return preview.example(survey, WORKSPACE, language=language, now=NOW)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "VPN keeps dropping (T-1042) was solved yesterday by Service desk."),
        ("nl", "VPN valt steeds weg (T-1042) is gisteren opgelost door Servicedesk."),
    ],
)
def test_it_is_what_somebody_asked_for_the_first_time_reads(language: str, told: str) -> None:
    shown = read(preview.message(question(language), now=NOW))
    assert told in shown
    assert "Kompas" in shown
    assert "Compass & Co" in shown


def test_nothing_in_it_counts() -> None:
    drawn = preview.message(question(), now=NOW)
    found = [one["action_id"] for one in pieces(drawn.blocks) if "action_id" in one]
    assert found
    assert all(one.startswith(preview.PREFIX) for one in found)


def test_a_question_in_two_languages_fits_in_a_form() -> None:
    both = [question("en"), question("nl")]
    form = checked_form(preview.view(voice("nl"), both, now=NOW))
    assert "submit" not in form
    blocks = [one | {"block_id": str(place)} for place, one in enumerate(form["blocks"])]
    told = {**form, "blocks": blocks}
    for below in (4, 10):
        told = checked_form(preview.noticed(voice("nl"), told, "Niets geteld.", below=str(below)))
        assert "Niets geteld" in str(told["blocks"][below + 1])
        assert len(told["blocks"]) == len(blocks) + 1


def test_a_tap_is_told_what_it_would_have_done() -> None:
    say = voice("en")
    assert "What went wrong?" in preview.told(question(), say, score=2, now=NOW)
    assert "Wat ging goed?" in preview.told(question("nl"), say, score=5, now=NOW)
    for score in (None, 99):
        assert "nothing changed" in preview.told(question(), say, score=score, now=NOW)


@given(st.sampled_from(NAMES), texts(max_size=80))
def test_whatever_words_are_taken_in_can_be_shown(name: str, text: str) -> None:
    try:
        own = {name: read_words(name, text)}
    except WrongSetting:
        return
    drawn = preview.message(question(name.rpartition(".")[2], wording=own), now=NOW)
    assert_inert(drawn)
    assert read(Message("x", drawn.blocks))


def test_it_looks_back_on_yesterday() -> None:
    assert question().invitation.resolved_at == NOW - timedelta(days=1)
