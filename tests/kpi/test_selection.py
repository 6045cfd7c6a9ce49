"""Which interactions a survey asks about."""

from dataclasses import replace

import pytest

from kpi.metrics import Metric
from kpi.policy import Policy, defaults
from kpi.reasons import Reason
from kpi.selection import turned_away
from kpi.subjects import Subject
from tests.each import each

CSAT = defaults(Metric.CSAT)
SUBJECT = Subject(
    team="Network",
    channel="chat",
    account="Acme",
    priority="high",
    moment="support",
    tags=frozenset({"vpn", "urgent"}),
    email="j.jansen@mail.example.com",
)


def policy(**settings: str) -> Policy:
    found = CSAT
    for name, value in settings.items():
        found = found.changed(name.replace("__", "."), value)
    return found


@each(
    ("settings", "expected"),
    [
        ({}, None),
        ({"include__team": "network,sales"}, None),
        ({"include__team": "Sales"}, Reason.NOT_INCLUDED),
        ({"include__tag": "VPN"}, None),
        ({"include__tag": "printer"}, Reason.NOT_INCLUDED),
        ({"include__moment": "delivery"}, Reason.NOT_INCLUDED),
        ({"include__priority": "high", "include__channel": "phone"}, Reason.NOT_INCLUDED),
        ({"include__account": "Acme", "exclude__tag": "urgent"}, Reason.EXCLUDED),
        ({"exclude__priority": "HIGH"}, Reason.EXCLUDED),
    ],
)
def test_what_is_included_and_excluded(settings: dict[str, str], expected: Reason | None) -> None:
    assert turned_away(policy(**settings), SUBJECT) is expected


def test_what_is_not_known_is_not_among_those_included() -> None:
    assert turned_away(policy(include__team="Network"), Subject()) is Reason.NOT_INCLUDED


@each(
    ("setting", "subject", "expected"),
    [
        ("exclude__internal", replace(SUBJECT, internal=True), Reason.INTERNAL),
        ("exclude__auto_resolved", replace(SUBJECT, auto_resolved=True), Reason.AUTO_RESOLVED),
        ("exclude__no_reply", replace(SUBJECT, replied=False), Reason.NO_REPLY),
    ],
)
def test_rules_that_are_off_until_somebody_turns_them_on(
    setting: str, subject: Subject, expected: Reason
) -> None:
    assert turned_away(CSAT, subject) is None
    assert turned_away(policy(**{setting: "yes"}), subject) is expected
    assert turned_away(policy(**{setting: "yes"}), SUBJECT) is None


def test_a_share_asks_about_the_lowest_lots() -> None:
    quarter = policy(sample="25%")
    lots = [at / 1000 for at in range(1000)]
    asked = [one for one in lots if turned_away(quarter, replace(SUBJECT, lot=one)) is None]
    assert asked == lots[:250]
    assert turned_away(quarter, replace(SUBJECT, lot=0.25)) is Reason.SAMPLED_OUT


@pytest.mark.parametrize(
    "named", [replace(SUBJECT, by_hand=True), replace(SUBJECT, by_campaign=True)]
)
def test_whoever_is_named_need_not_be_selected_but_stays_excluded(named: Subject) -> None:
    named = replace(named, lot=0.99, auto_resolved=True)
    chosen = policy(sample="1%", include__team="Sales", exclude__auto_resolved="yes")
    assert turned_away(chosen, named) is None
    assert turned_away(chosen.changed("exclude.tag", "vpn"), named) is Reason.EXCLUDED
