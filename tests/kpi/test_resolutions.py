import pytest

from kpi import resolutions
from kpi.facts import Facts
from kpi.metrics import Metric
from kpi.resolutions import Seen
from kpi.subjects import Contact, Subject
from tests.kpi.decided import DAY, DELAY, HOUR, resolution, rules
from tests.moments import NOW


def test_each_policy_holds_until_the_next_one() -> None:
    two = rules(Metric.CSAT, (NOW, {"daily_cap": 7}))
    caps = [two.at(at).daily_cap for at in (NOW - 900 * DAY, NOW - HOUR, NOW, NOW + DAY)]
    assert caps == [0, 0, 7, 7]


def test_a_look_is_trusted_at_its_own_moment_and_holds_until_the_next() -> None:
    again = Facts(subject=Subject(team="Billing"), contact=Contact(deactivated=True))
    looked = resolution(rechecked=Seen(NOW + DELAY, again), opted_out_at=NOW)
    assert looked.decided
    assert resolutions.facts_at(looked, NOW) == looked.decided.facts
    between = resolutions.facts_at(looked, NOW + DELAY / 2)
    assert between.subject == looked.decided.facts.subject
    assert between.contact == Contact(opted_out=True)
    assert resolutions.facts_at(looked, NOW + DELAY) == again


def test_what_happened_since_is_seen_later() -> None:
    met = resolution(reopened_at=NOW + HOUR * 2, superseded_at=NOW + HOUR * 3)
    seen = [resolutions.facts_at(met, NOW + HOUR * hours).subject for hours in (1, 2, 3)]
    assert [one.reopened for one in seen] == [False, True, True]
    assert [one.superseded for one in seen] == [False, False, True]


def test_nothing_is_known_of_what_was_never_looked_at() -> None:
    with pytest.raises(ValueError, match="not kept"):
        resolutions.facts_at(resolution(decided=None, rechecked=None), NOW)
