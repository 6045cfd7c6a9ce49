"""Who may be asked, and why not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.eligibility import Asked, Contact, Reason, Subject, decide, due, wait
from kpi.metrics import ASKED, Metric
from kpi.policy import Policy, defaults
from tests.each import each
from tests.moments import NOW

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
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


@each(
    ("contact", "expected"),
    [
        (None, Reason.NO_REQUESTER),
        (Contact(reachable=False), Reason.NO_SLACK_ACCOUNT),
        (Contact(deactivated=True), Reason.DEACTIVATED),
        (Contact(opted_out=True), Reason.OPTED_OUT),
        (Contact(opted_out=True, reachable=False, deactivated=True), Reason.OPTED_OUT),
        (Contact(by_mail=True, bounced=True), Reason.BOUNCED),
        (Contact(by_mail=True, bounced=True, opted_out=True), Reason.OPTED_OUT),
    ],
)
def test_people_who_cannot_be_asked(contact: Contact | None, expected: Reason) -> None:
    assert reason(contact=contact) is expected


def test_a_survey_may_leave_out_people_who_are_only_reached_by_mail() -> None:
    outsider = Contact(by_mail=True)
    assert reason(contact=outsider) is None
    assert reason(contact=Contact(bounced=True)) is None
    in_slack = replace(CSAT, mail=False)
    assert reason(policy=in_slack, contact=outsider) is Reason.NO_SLACK_ACCOUNT
    assert reason(policy=in_slack) is None


@each(
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


@each(
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


@given(st.lists(st.tuples(st.sampled_from(ASKED), st.integers(0, 200)), max_size=6))
def test_nobody_is_asked_within_a_cool_down(days_ago: list[tuple[Metric, int]]) -> None:
    history = [asked(metric, days * DAY) for metric, days in days_ago]
    rests = [days >= (14 if metric is Metric.CSAT else 7) for metric, days in days_ago]
    assert (reason(history=history) is None) == all(rests)


def test_somebody_is_asked_again_about_the_same_unless_the_survey_asks_each_person_once() -> None:
    again = replace(SUBJECT, asked_before=True)
    assert reason(again) is None
    once = CSAT.changed("ask_per", "person")
    assert reason(again, policy=once) is Reason.ASKED_BEFORE
    assert reason(policy=once) is None


@pytest.mark.parametrize(("sent", "expected"), [(49, None), (50, Reason.DAILY_CAP)])
def test_a_day_has_room_for_so_many(sent: int, expected: Reason | None) -> None:
    policy = CSAT.changed("daily_cap", "50")
    assert reason(replace(SUBJECT, sent_today=sent), policy=policy) is expected
    assert reason(replace(SUBJECT, sent_today=sent)) is None


def at(hour: int, minute: int = 0, *, day: int = 18) -> datetime:
    """A moment in November by the clock in Amsterdam; the 18th is a Wednesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.mark.parametrize(
    ("settings", "resolved_at", "by_hand", "expected"),
    [
        ({}, at(12), False, at(12, 15)),
        ({}, at(19, 50), False, at(8, day=19)),
        ({"quiet": "off"}, at(19, 50), False, at(20, 5)),
        ({"hours": "09:00-17:00"}, at(17), False, at(9, day=19)),
        ({"days": "fri"}, at(12), False, at(0, day=20)),
        ({"hours": "09:00-17:00", "days": "fri"}, at(18), True, at(18)),
        ({}, at(23), True, at(8, day=19)),
    ],
)
def test_when_somebody_would_be_asked(
    settings: dict[str, str], resolved_at: datetime, *, by_hand: bool, expected: datetime
) -> None:
    policy = CSAT.changed("quiet", "20:00-08:00" if "days" not in settings else "off")
    for name, value in settings.items():
        policy = policy.changed(name, value)
    subject = replace(SUBJECT, resolved_at=resolved_at, by_hand=by_hand)
    contact = Contact(zone="Europe/Amsterdam")
    assert due(policy, subject, contact, resolved_at) == expected


def test_a_night_of_waiting_does_not_make_it_too_late() -> None:
    policy = CSAT.changed("expires", "1h")
    subject = replace(SUBJECT, resolved_at=at(20))
    contact = Contact(zone="Europe/Amsterdam")
    asked_at = due(policy, subject, contact, at(20))
    for now, expected in ((asked_at, None), (asked_at + 2 * HOUR, Reason.TOO_LATE)):
        found = decide(policy, Metric.CSAT, subject, contact=contact, history=(), now=now)
        assert found is expected
