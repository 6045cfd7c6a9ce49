"""Views as a list: within Slack's limits, and inert whatever they are called."""

import json

from bot.blocks import views
from bot.blocks.views import Kept
from bot.wording import voice
from kpi.store.views import MOST
from tests.bot.blocks.reading import HOSTILE, assert_inert, checked, read

EN, NL = voice("en"), voice("nl")
MONDAY = Kept("Monday", "csat week by team", "Monday")


def test_a_kept_question_says_how_to_ask_it() -> None:
    shown = read(views.saved(EN, MONDAY, before="nps week"))
    assert shown.splitlines() == [
        "*Monday* is kept: csat week by team",
        "Until now it was: nps week",
        "Whoever may read these numbers can ask it:  /kpi Monday",
        "[ Show ]",
    ]
    assert "/kpi save Monday csat week by team" in views.removed(EN, MONDAY).text
    assert "Er zijn nog geen weergaven" in views.listing(NL, [], leads=True).text


def test_the_longest_list_fits_into_a_message() -> None:
    long = Kept("N" * 40, "q" * 300, f'"{"N" * 40}"')
    message = checked(views.listing(EN, [long] * MOST, leads=True))
    assert len(message.blocks) < 50
    assert len(message.text) < 13_000
    assert len(json.dumps(message.blocks)) < 20_000


def test_names_and_questions_of_people_do_nothing() -> None:
    kept = Kept(HOSTILE[:40], HOSTILE[:300], f'"{HOSTILE[:40]}"')
    assert_inert(views.listing(EN, [kept], leads=True))
    assert_inert(views.saved(EN, kept, before=HOSTILE))
    assert_inert(views.removed(EN, kept))
