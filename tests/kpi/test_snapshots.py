from dataclasses import replace

from kpi import snapshots
from kpi.metrics import Metric
from tests.bot.blocks.summaries import summary

WEEK = summary(period="2026-W46", counts={5: 41, 1: 9}, before={5: 40, 1: 10})
EARLIER = summary(period="2026-W45", counts={5: 39, 1: 11})


def test_a_snapshot_holds_what_is_told_and_nothing_else() -> None:
    hidden = summary(Metric.CES, period="2026-W46", counts={7: 2}, private=True)
    few = summary(Metric.NPS, period="2026-W46", counts={9: 2})
    assert snapshots.taken([WEEK, hidden, few], {"team": "Network"}) == {
        "period": "2026-W46",
        "filters": {"team": "Network"},
        "numbers": {"csat": {"definition": "csat/1-5/top2/v1", "value": 82.0, "n": 50}},
    }


def test_the_next_week_knows_what_the_one_before_told() -> None:
    kept = snapshots.taken([EARLIER], {})
    assert snapshots.before(kept, [WEEK], {}) == {Metric.CSAT: 78.0}
    unnamed = {name: value for name, value in kept.items() if name != "filters"}
    assert snapshots.before(unnamed, [WEEK], {}) == {Metric.CSAT: 78.0}


def test_what_was_told_of_other_customers_is_left_out() -> None:
    kept = snapshots.taken([EARLIER], {"team": "Network"})
    assert snapshots.before(kept, [WEEK], {}) == {}
    assert snapshots.before(kept, [WEEK], {"team": "Billing"}) == {}
    assert snapshots.before(kept, [WEEK], {"team": "Network"}) == {Metric.CSAT: 78.0}


def test_another_week_definition_or_what_must_stay_hidden_is_left_out() -> None:
    kept = snapshots.taken([EARLIER], {})
    assert snapshots.before({}, [WEEK], {}) == {}
    assert snapshots.before(snapshots.taken([WEEK], {}), [WEEK], {}) == {}
    otherwise = {"numbers": {"csat": {"definition": "csat/1-5/mean/v1", "value": 4.1, "n": 50}}}
    assert snapshots.before(kept | otherwise, [WEEK], {}) == {}
    assert snapshots.before(kept, [replace(WEEK, private=True, fewest=60)], {}) == {}
    assert snapshots.before(kept, [replace(WEEK, previous=None)], {}) == {}
