"""Who is not heard."""

from dataclasses import replace

from kpi import silence
from kpi.answerers import Reached
from kpi.silence import Heard
from tests.kpi.splits import split

ACCOUNTS = {
    "Acme": Reached(helped=30, asked=30, answered=20),
    "Umbra": Reached(helped=12, asked=7),
    "Delta": Reached(helped=15, asked=2, open=2),
    "Sigma": Reached(helped=4),
    "": Reached(helped=9, asked=9),
}


def heard(*, private: bool = False) -> Heard:
    answers = {"Acme": {5: 20}, "Omega": {5: 3}, "Kappa": {5: 3}, "Tau": {4: 2}}
    summary = split({"a": ({5: 26, 4: 2}, {})}, private=private)
    return Heard(summary=summary, parts={"account": ACCOUNTS}, answers=answers)


def test_an_account_is_silent_when_its_time_to_answer_is_over() -> None:
    found = silence.of(heard())
    assert [(one.name, one.reached.asked) for one in found.silent] == [("Umbra", 7)]
    assert found.unasked == 1


def test_one_account_that_gives_most_answers_is_named() -> None:
    found = silence.of(heard())
    assert found.leaders is not None
    assert (found.leaders.accounts, found.loudest) == (1, ("Acme", 20))
    few = [replace(heard(), answers={"Acme": {5: times}, "Omega": {5: 2}}) for times in (7, 8)]
    assert [silence.of(one).loudest for one in few] == [None, ("Acme", 8)]


def test_answers_are_weighed_by_what_shows_the_widest_gap_or_as_chosen() -> None:
    parts = {
        "channel": {"chat": Reached(50, 50, 40), "mail": Reached(50, 40, 10)},
        "language": {"nl": Reached(50, 45, 5), "en": Reached(50, 45, 45)},
        "team": {"a": Reached(50, 45, 25), "b": Reached(50, 45, 25)},
    }
    summary = split({"a": ({5: 45, 1: 5}, {})})
    chosen = [silence.weighed_by(parts, summary, one) for one in (None, "team", "account")]
    assert chosen == ["channel", "team", "channel"]
    assert silence.weighed_by({"team": parts["team"]}, summary, None) is None


def test_an_anonymous_survey_tells_nothing_by_account() -> None:
    found = silence.of(heard(private=True))
    assert found.hides_accounts
    assert (found.silent, found.leaders, found.unasked) == ((), None, 0)
    assert found.worth is not None
    assert found.worth.effective is None
