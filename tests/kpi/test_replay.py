from dataclasses import replace

import pytest

from kpi.facts import Facts
from kpi.metrics import Metric
from kpi.resolutions import Fate, Question, Seen, Verdict
from kpi.subjects import Contact, Subject, lot
from tests.each import each
from tests.kpi.decided import (
    ANNA,
    CES,
    CSAT,
    DAY,
    DELAY,
    HOUR,
    UNTIL,
    replayed,
    resolution,
    rules,
    turned_away,
)
from tests.moments import NOW


def fates(verdicts: list[Verdict]) -> list[tuple[Fate, str]]:
    return [(one.fate, one.reason) for one in verdicts]


def test_the_policy_in_force_gives_what_happened() -> None:
    asked, later = resolution(), turned_away(NOW + DAY, "cooldown")
    assert replayed(asked, later) == [asked.outcome, later.outcome]


def test_a_cool_down_follows_what_the_replay_itself_sent() -> None:
    resolutions = (
        resolution(),
        turned_away(NOW + DAY, "cooldown"),
        turned_away(NOW + 2 * DAY, "cooldown"),
    )
    short = rules(Metric.CSAT, (NOW - DAY, {"cooldown": 2 * DAY, "cooldown_any": 2 * DAY}))
    assert fates(replayed(*resolutions, by=(short,))) == [
        (Fate.ASKED, ""),
        (Fate.NOT_ASKED, "cooldown"),
        (Fate.ASKED, ""),
    ]


def test_a_question_sent_before_the_cases_counts() -> None:
    before = Question(ANNA, resolution().interaction, CSAT, NOW - DAY)
    assert fates(replayed(resolution(), history=[before])) == [(Fate.NOT_ASKED, "cooldown")]


def test_a_change_of_policy_holds_from_its_moment_on() -> None:
    off = rules(Metric.CSAT, (NOW + HOUR / 2, {"enabled": False}))
    early = resolution(NOW - DAY)
    assert fates(replayed(early, resolution(person=None), by=(off,)))[0] == (Fate.ASKED, "")
    assert fates(replayed(resolution(), by=(off,))) == [(Fate.NOT_ASKED, "survey_off")]


@each(
    ("field", "reason"),
    [("reopened_at", "reopened"), ("superseded_at", "superseded"), ("opted_out_at", "opted_out")],
)
def test_a_longer_delay_meets_what_happened_meanwhile(field: str, reason: str) -> None:
    slow = rules(Metric.CSAT, (NOW - DAY, {"delay": DAY}))
    met = resolution(**{field: NOW + 2 * HOUR})
    assert fates(replayed(met)) == [(Fate.ASKED, "")]
    assert fates(replayed(met, by=(slow,))) == [(Fate.NOT_ASKED, reason)]
    assert replayed(resolution(), by=(slow,))[0].asked_at == NOW + DAY


def test_a_shorter_delay_does_not_know_what_came_later() -> None:
    quick = rules(Metric.CSAT, (NOW - DAY, {"delay": 0 * DAY}))
    gone = Facts(subject=Subject(resolved_at=NOW), contact=Contact(opted_out=True))
    called_off = Verdict(fate=Fate.NOT_ASKED, survey=CSAT, reason="opted_out")
    left = resolution(rechecked=Seen(NOW + DELAY, gone), outcome=called_off)
    assert replayed(left) == [called_off]
    assert replayed(left, by=(quick,))[0].asked_at == NOW


@pytest.mark.parametrize("fate", [Fate.UNDELIVERABLE, Fate.HELD])
def test_what_was_not_delivered_keeps_its_outcome_when_it_would_have_been_sent(fate: Fate) -> None:
    kept = Verdict(fate=fate, survey=CSAT, reason="timeout")
    off = rules(Metric.CSAT, (NOW - DAY, {"enabled": False}))
    assert replayed(resolution(outcome=kept)) == [kept]
    assert fates(replayed(resolution(outcome=kept), by=(off,))) == [(Fate.NOT_ASKED, "survey_off")]


def test_what_may_have_been_sent_counts_for_the_next_question_only() -> None:
    held = resolution(outcome=Verdict(fate=Fate.HELD, survey=CSAT, reason="timeout"))
    (_, at_once), (_, undelivered) = (
        replayed(replace(held, outcome=replace(held.outcome, fate=fate)), resolution(NOW + DAY))
        for fate in (Fate.HELD, Fate.UNDELIVERABLE)
    )
    assert (at_once.fate, at_once.reason) == (Fate.NOT_ASKED, "cooldown")
    assert undelivered.fate is Fate.ASKED


def test_a_daily_cap_counts_the_replays_own_questions_of_the_local_day() -> None:
    capped = rules(Metric.CSAT, (NOW - DAY, {"daily_cap": 1}))
    several = [resolution(NOW + number * HOUR, person=resolution().id) for number in (0, 1, 24)]
    assert fates(replayed(*several, by=(capped,))) == [
        (Fate.ASKED, ""),
        (Fate.NOT_ASKED, "daily_cap"),
        (Fate.ASKED, ""),
    ]


def test_a_person_is_asked_once_about_an_interaction_where_that_is_the_rule() -> None:
    fields = {"once_per_person": True, "cooldown": 0 * DAY, "cooldown_any": 0 * DAY}
    first, again = resolution(), resolution(NOW + DAY)
    again = replace(again, interaction=first.interaction)
    found = replayed(first, again, by=(rules(Metric.CSAT, (NOW - DAY, fields)),))
    assert fates(found)[1] == (Fate.NOT_ASKED, "asked_before")


def test_the_lot_decides_who_is_drawn() -> None:
    half = rules(Metric.CSAT, (NOW - DAY, {"sample": 50.0}))
    resolutions = [resolution(person=resolution().id) for _ in range(40)]
    found = replayed(*resolutions, by=(half,))
    drawn = [lot(one.interaction, CSAT) < 0.5 for one in resolutions]
    assert [one.fate is Fate.ASKED for one in found] == drawn
    assert {one.reason for one in found if one.fate is not Fate.ASKED} == {"sampled_out"}


def test_another_survey_takes_over_where_the_first_may_not() -> None:
    off = rules(Metric.CSAT, (NOW - DAY, {"enabled": False}))
    (found,) = replayed(resolution(), by=(off, rules(Metric.CES)))
    assert (found.fate, found.survey) == (Fate.ASKED, CES)


def test_a_survey_that_was_named_is_the_only_one() -> None:
    off = rules(Metric.CSAT, (NOW - DAY, {"enabled": False}))
    asked = resolution()
    assert asked.decided
    named = replace(asked, decided=Seen(NOW, replace(asked.decided.facts, is_named=True)))
    assert fates(replayed(named, by=(off, rules(Metric.CES)))) == [(Fate.NOT_ASKED, "survey_off")]


def test_what_is_due_after_the_end_still_waits() -> None:
    assert fates(replayed(resolution(UNTIL))) == [(Fate.WAITING, "planned")]
    reopened = resolution(UNTIL, reopened_at=UNTIL)
    assert fates(replayed(reopened)) == [(Fate.NOT_ASKED, "reopened")]


def test_whom_nobody_looked_up_would_be_looked_up() -> None:
    nameless = turned_away(NOW, "excluded", person=None)
    assert fates(replayed(nameless)) == [(Fate.WAITING, "looking_up")]
    reopened = replace(nameless, reopened_at=NOW + HOUR)
    assert fates(replayed(reopened)) == [(Fate.NOT_ASKED, "reopened")]
    given_up = Verdict(fate=Fate.UNDELIVERABLE, survey=CSAT, reason="fatal_error")
    assert replayed(replace(nameless, outcome=given_up)) == [given_up]


def test_without_facts_an_outcome_stays_and_its_question_counts() -> None:
    old = resolution(decided=None, rechecked=None)
    off = rules(Metric.CSAT, (NOW - DAY, {"enabled": False}), (NOW + HOUR, {"enabled": True}))
    assert fates(replayed(old, resolution(NOW + DAY), by=(off,))) == [
        (Fate.ASKED, ""),
        (Fate.NOT_ASKED, "cooldown"),
    ]
