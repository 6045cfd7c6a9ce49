from datetime import UTC, date, datetime
from random import Random

import pytest

from bot.cli.demo.sample.answers import THE_DROP, Answer, Answers

BEFORE, AFTER = datetime(2026, 10, 1, 9, tzinfo=UTC), datetime(2026, 11, 1, 9, tzinfo=UTC)


def given(team: str, at: datetime, times: int = 400) -> list[Answer | None]:
    answers = Answers(Random(47), drop_from=date(2026, 10, 26))
    return [answers.draw(team, ("nl", "en")[turn % 2], at) for turn in range(times)]


def satisfied(team: str, at: datetime) -> float:
    scores = [answer.score for answer in given(team, at) if answer]
    return sum(score > 3 for score in scores) / len(scores)


@pytest.mark.parametrize("team", ["Network", "Workplace"])
def test_most_teams_stay_as_good_as_they_were(team: str) -> None:
    assert satisfied(team, BEFORE) == satisfied(team, AFTER) > 0.8


def test_one_team_drops_by_half() -> None:
    assert satisfied(THE_DROP, BEFORE) > 0.8
    assert satisfied(THE_DROP, AFTER) < 0.5


def test_some_say_nothing_and_some_say_why() -> None:
    answers = given("Network", BEFORE)
    assert 0.6 < sum(answer is not None for answer in answers) / len(answers) < 0.8
    comments = [answer.comment for answer in answers if answer and answer.comment]
    assert "Snel en vriendelijk geholpen." in comments
    assert "Right first time." in comments


def test_only_who_is_unhappy_and_says_why_may_be_contacted() -> None:
    answers = [answer for answer in given(THE_DROP, AFTER) if answer]
    contacts = [answer for answer in answers if answer.may_contact]
    assert contacts
    assert all(answer.score <= 2 and answer.comment for answer in contacts)


def test_after_the_drop_they_say_what_is_wrong() -> None:
    words = " ".join(answer.comment for answer in given(THE_DROP, AFTER) if answer)
    assert "Could not find my invoice in Facturio." in words
    assert "Ik kan in Facturio mijn factuur niet vinden." in words
    assert "Facturio" not in " ".join(one.comment for one in given(THE_DROP, BEFORE) if one)
