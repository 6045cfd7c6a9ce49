"""A verdict of numbers that may still change."""

from kpi import scores, settled
from kpi.changes import Verdict
from kpi.first_contact import AT_ONCE, NOT_AT_ONCE, scale
from kpi.metrics import Metric
from kpi.scores import Score
from kpi.service_definitions import standard
from kpi.settled import Settled

SCALE = scale(standard(Metric.FCR))


def share(at_once: int, n: int) -> Score | None:
    return scores.score(SCALE, {AT_ONCE: at_once, NOT_AT_ONCE: n - at_once})


def test_a_verdict_stands_only_on_what_is_settled() -> None:
    usual = share(70, 100)
    cases = {
        "nothing is settled": (share(90, 100), None, True, Verdict.COULD_BE_CHANCE),
        "what is settled is as usual": (share(90, 100), share(35, 50), True, "could_be_chance"),
        "what is settled rose too": (share(90, 100), share(46, 50), True, Verdict.UP),
        "a fall can only get deeper": (share(50, 100), None, True, Verdict.DOWN),
        "it may still be solved": (share(50, 100), None, False, Verdict.COULD_BE_CHANCE),
        "too few": (share(3, 3), None, True, Verdict.TOO_FEW),
    }
    for name, (now, left, only_falls, verdict) in cases.items():
        found = settled.change(scores.compare(now, usual), Settled(left, only_falls), usual)
        assert found.verdict == verdict, name
        assert found.value == scores.compare(now, usual).value, name


def test_many_are_ranked_by_what_is_settled() -> None:
    now, left, usual = share(90, 100), share(46, 50), share(70, 100)
    found = settled.change(scores.compare(now, usual), Settled(left, only_falls=True), usual)
    assert found.p == scores.compare(left, usual).p
