"""Who may be asked, and why not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.eligibility import Asked, Contact, Reason, Subject, decide, wait
from kpi.metrics import Metric
from kpi.policy import Policy, defaults
from tests.moments import NOW

DAY = timedelta(days=1)
CSAT = defaults(Metric.CSAT)
SUBJECT = Subject(
    team="Network",
    channel="chat",
    account="Acme",
    tags=frozenset({"vpn"}),
    email="j.jansen@mail.example.com",
    resolved_at=NOW,
)
KNOWN = Contact()


def reason(
    subject: Subject = SUBJECT,
    *,
    policy: Policy = CSAT,
    contact: Contact | None = KNOWN,
    history: Sequence[Asked] = (),
) -> Reason | None:
    return decide(policy, Metric.CSAT, subject, contact=contact, history=history, now=NOW)


def asked(metric: Metric, ago: timedelta) -> Asked:
    return Asked(metric, NOW - ago)


def test_somebody_who_was_never_asked_may_be_asked() -> None:
    assert reason() is None


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (None, Reason.NO_REQUESTER),
        (Contact(reachable=False), Reason.NO_SLACK_ACCOUNT),
        (Contact(deactivated=True), Reason.DEACTIVATED),
        (Contact(opted_out=True), Reason.OPTED_OUT),
        (Contact(opted_out=True, reachable=False, deactivated=True), Reason.OPTED_OUT),
    ],
)
def test_people_who_cannot_be_asked(contact: Contact | None, expected: Reason) -> None:
    assert reason(contact=contact) is expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (replace(SUBJECT, reopened=True), Reason.REOPENED),
        (replace(SUBJECT, superseded=True), Reason.SUPERSEDED),
        (replace(SUBJECT, resolved_at=NOW - timedelta(days=14, minutes=15)), None),
        (replace(SUBJECT, resolved_at=NOW - timedelta(days=14, minutes=16)), Reason.TOO_LATE),
        (replace(SUBJECT, resolved_at=None), None),
    ],
)
def test_interactions_that_are_not_asked_about(subject: Subject, expected: Reason | None) -> None:
    assert reason(subject) is expected


@pytest.mark.parametrize(
    ("name", "value", "excluded"),
    [
        ("exclude.team", "Sales,network", True),
        ("exclude.team", "Net", False),
        ("exclude.channel", "CHAT", True),
        ("exclude.account", "Acme", True),
        ("exclude.tag", "spam,VPN", True),
        ("exclude.tag", "spam", False),
        ("exclude.domain", "example.com", True),
        ("exclude.domain", "mail.example.com", True),
        ("exclude.domain", "ample.com", False),
    ],
)
def test_excluded_interactions(name: str, value: str, *, excluded: bool) -> None:
    found = reason(policy=CSAT.changed(name, value))
    assert found is (Reason.EXCLUDED if excluded else None)


def test_exclusions_say_nothing_about_what_is_not_known() -> None:
    policy = CSAT.changed("exclude.team", "Network").changed("exclude.domain", "example.com")
    assert reason(Subject(), policy=policy) is None


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([asked(Metric.CSAT, 14 * DAY)], None),
        ([asked(Metric.CSAT, 14 * DAY - timedelta(seconds=1))], Reason.COOLDOWN),
        ([asked(Metric.NPS, 7 * DAY)], None),
        ([asked(Metric.NPS, 7 * DAY - timedelta(seconds=1))], Reason.COOLDOWN_ANY),
        ([asked(Metric.NPS, DAY), asked(Metric.CSAT, 13 * DAY)], Reason.COOLDOWN),
        ([asked(Metric.CSAT, 80 * DAY), asked(Metric.CES, 8 * DAY)], None),
    ],
)
def test_cool_downs_end_to_the_second(history: list[Asked], expected: Reason | None) -> None:
    assert reason(history=history) is expected


def test_recommendation_rests_for_a_quarter() -> None:
    policy = defaults(Metric.NPS).changed("enabled", "yes")
    for days, expected in [(89, Reason.COOLDOWN), (90, None)]:
        history = [asked(Metric.NPS, days * DAY)]
        found = decide(policy, Metric.NPS, SUBJECT, contact=KNOWN, history=history, now=NOW)
        assert found is expected


def test_a_survey_that_is_off_asks_nobody() -> None:
    policy = CSAT.changed("enabled", "no")
    assert reason(policy=policy, contact=None) is Reason.SURVEY_OFF


def test_a_colleague_need_not_wait_but_opt_out_and_cool_down_hold() -> None:
    by_hand = replace(SUBJECT, by_hand=True)
    assert wait(CSAT, by_hand) == timedelta()
    assert wait(CSAT, SUBJECT) == timedelta(minutes=15)
    assert reason(by_hand, contact=Contact(opted_out=True)) is Reason.OPTED_OUT
    assert reason(by_hand, history=[asked(Metric.CSAT, DAY)]) is Reason.COOLDOWN


@given(st.lists(st.tuples(st.sampled_from(Metric), st.integers(0, 200)), max_size=6))
def test_nobody_is_asked_within_a_cool_down(days_ago: list[tuple[Metric, int]]) -> None:
    history = [asked(metric, days * DAY) for metric, days in days_ago]
    rests = [days >= (14 if metric is Metric.CSAT else 7) for metric, days in days_ago]
    assert (reason(history=history) is None) == all(rests)


def test_every_reason_has_its_own_words() -> None:
    phrases = [one.phrase for one in Reason]
    assert len(set(phrases)) == len(Reason)
