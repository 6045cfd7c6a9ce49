from dataclasses import replace
from typing import Any

from kpi import what_if
from kpi.metrics import Metric
from kpi.resolutions import Fate, Resolution
from kpi.what_if import Change, Comparison, Expected, Pair, TeamChange
from tests.each import each
from tests.kpi.decided import CSAT, DAY, UNTIL, ZONE, resolution, rules, turned_away
from tests.moments import NOW


def compared(*resolutions: Resolution, **fields: Any) -> Comparison:
    """Compare with another policy of CSAT, which is in force from the beginning."""
    policy = replace(rules().policies[0][1], **fields)
    known = what_if.with_policy([rules(), rules(Metric.CES)], CSAT, policy)
    return what_if.compared(
        resolutions, known, changed=known[0], history=[], zone=ZONE, until=UNTIL
    )


def test_each_side_adds_up_to_the_cases() -> None:
    found = compared(
        resolution(),
        turned_away(NOW + DAY, "cooldown", team="Billing"),
        turned_away(NOW + 2 * DAY, "no_requester", person=None),
        cooldown=0 * DAY,
        cooldown_any=0 * DAY,
    )
    assert found.asked == Pair(1, 2)
    assert found.outcomes == [
        Change(Fate.ASKED, "csat", Pair(1, 2)),
        Change(Fate.WAITING, "looking_up", Pair(0, 1)),
        Change(Fate.NOT_ASKED, "cooldown", Pair(1, 0)),
        Change(Fate.NOT_ASKED, "no_requester", Pair(1, 0)),
    ]
    assert found.teams == [TeamChange("Billing", Pair(0, 1))]
    assert (found.resolutions, found.as_they_were) == (3, 0)


def test_what_another_survey_asks_instead_is_not_counted_as_this_ones() -> None:
    found = compared(resolution(), enabled=False)
    assert found.asked == Pair(1, 0)
    assert found.outcomes == [
        Change(Fate.ASKED, "ces", Pair(0, 1)),
        Change(Fate.ASKED, "csat", Pair(1, 0)),
    ]
    assert found.teams == [TeamChange("Network", Pair(1, 0))]


def test_resolutions_without_facts_are_counted_as_such() -> None:
    found = compared(resolution(decided=None, rechecked=None), enabled=False)
    assert (found.asked, found.as_they_were) == (Pair(1, 1), 1)


@each(
    ("counts", "expected"),
    [((200, 41, 49), Expected(167, 142, 183)), ((0, 1, 2), Expected(0, 0, 0)), ((9, 0, 0), None)],
)
def test_answers_are_estimated_with_a_range(
    counts: tuple[int, int, int], expected: Expected | None
) -> None:
    assert what_if.expected(*counts) == expected
