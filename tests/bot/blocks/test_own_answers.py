from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from bot.blocks import own_answers
from kpi.metrics import Metric, standard
from kpi.store.own_answers import Own
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, checked, read
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
OWN = Own(
    invitation_id=UUID(int=1),
    definition=standard(Metric.CSAT),
    wording={},
    score=2,
    comment="Too slow",
    subject="VPN keeps dropping",
    at=NOW,
    changes_until=NOW + timedelta(days=14),
)


def test_answers_with_their_day_and_words() -> None:
    both = [OWN, replace(OWN, definition=standard(Metric.NPS), score=9, comment="", subject="")]
    assert read(own_answers.message(both, language="en", zone=ZONE)) == (
        "*Your last answers*\n"
        "2 of 5 · 18 November · VPN keeps dropping\n"
        "> Too slow\n"
        "9 of 10 · 18 November"
    )


def test_without_answers_it_says_so() -> None:
    shown = own_answers.message([], language="nl", zone=ZONE)
    assert read(shown) == "U hebt hier geen antwoorden."


def test_ten_hostile_answers_fit_and_stay_inert() -> None:
    for text in (HOSTILE, LONG):
        many = [replace(OWN, comment=text, subject=text)] * 12
        shown = checked(own_answers.message(many, language="en", zone=ZONE))
        assert_inert(shown)
        assert len(shown.blocks) == 11
