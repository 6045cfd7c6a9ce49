import random
from collections import Counter
from collections.abc import Mapping

import pytest

from kpi import metrics, theme_scores
from kpi.changes import Verdict
from kpi.definition import Metric
from kpi.theme_scores import Told

CSAT, NPS = metrics.standard(Metric.CSAT), metrics.standard(Metric.NPS)
THEMES = tuple("abcdefgh")
USUAL: Mapping[str, float] = dict.fromkeys(THEMES, 0.15)
LOW = 0.5
"""How often who speaks of a theme is dissatisfied; others are one time in ten."""


def drawn(chance: random.Random, n: int, rates: Mapping[str, float]) -> Told:
    """Draw answers of which each has a remark, with each theme as often as its rate says."""
    answers: Counter[int] = Counter()
    by_theme: dict[str, Counter[int]] = {theme: Counter() for theme in rates}
    for _ in range(n):
        themes = [theme for theme, rate in rates.items() if chance.random() < rate]
        score = 2 if chance.random() < (LOW if themes else 0.1) else 5
        answers[score] += 1
        for theme in themes:
            by_theme[theme][score] += 1
    return Told(answers, n, by_theme)


def test_a_theme_costs_what_the_headline_would_gain_without_it() -> None:
    told = Told({1: 10, 5: 30}, 20, {"speed": {1: 8, 5: 2}, "agent": {5: 5}})
    speed, agent = theme_scores.of(CSAT, {"": told}, {"": Told({5: 9, 1: 1}, 5, {})})
    assert (speed.theme, speed.n, speed.share) == ("speed", 10, 0.5)
    assert speed.with_it.value == pytest.approx(20)
    assert speed.without_it is not None
    assert speed.without_it.value == pytest.approx(100 * 28 / 30)
    assert speed.costs == pytest.approx(100 * 28 / 30 - 75)
    assert speed.cost_before == 0
    assert agent.costs == pytest.approx(100 * 25 / 35 - 75)


def test_net_scores_cost_points_of_their_own() -> None:
    told = Told({10: 6, 0: 4}, 10, {"price": {0: 2}})
    (price,) = theme_scores.of(NPS, {"": told}, {})
    assert price.costs == pytest.approx(100 * (6 - 2) / 8 - 20)
    assert price.cost_before is None


def test_where_all_answers_speak_of_it_there_are_no_others() -> None:
    (only,) = theme_scores.of(CSAT, {"": Told({1: 3}, 3, {"speed": {1: 3}, "price": {}})}, {})
    assert (only.without_it, only.costs, only.theme) == (None, None, "speed")


def test_few_remarks_are_not_compared() -> None:
    now, before = Told({1: 9}, 9, {"speed": {1: 9}}), Told({1: 90, 5: 9}, 99, {"speed": {}})
    (speed,) = theme_scores.of(CSAT, {"": now}, {"": before})
    assert speed.grew.verdict is Verdict.NO_DATA
    assert theme_scores.changed([speed]) == ()


def test_a_planted_shift_surfaces_first_and_alone() -> None:
    chance, found = random.Random(6), Counter[str]()
    for _ in range(40):
        now = drawn(chance, 300, {**USUAL, "d": 0.35})
        ranked = theme_scores.of(CSAT, {"": now}, {"": drawn(chance, 300, USUAL)})
        found[ranked[0].theme] += 1
        found["others"] += len(theme_scores.changed(ranked)) - 1
    assert found["d"] == 40
    assert found["others"] <= 5


def test_without_a_shift_nothing_is_named() -> None:
    chance = random.Random(7)
    named = sum(
        bool(theme_scores.changed(theme_scores.of(CSAT, {"": now}, {"": before})))
        for now, before in (
            (drawn(chance, 200, USUAL), drawn(chance, 200, USUAL)) for _ in range(100)
        )
    )
    assert named <= 10


def test_a_mere_change_of_mix_is_not_blamed_on_a_theme() -> None:
    chance, named, pooled = random.Random(8), 0, 0
    waiting = {**USUAL, "a": 0.6}
    for _ in range(30):
        now = {"slow": drawn(chance, 240, waiting), "quick": drawn(chance, 60, USUAL)}
        before = {"slow": drawn(chance, 60, waiting), "quick": drawn(chance, 240, USUAL)}
        named += bool(theme_scores.changed(theme_scores.of(CSAT, now, before)))
        whole = [{"": joined(side)} for side in (now, before)]
        pooled += bool(theme_scores.changed(theme_scores.of(CSAT, *whole)))
    assert named <= 5
    assert pooled == 30


def joined(side: Mapping[str, Told]) -> Told:
    first, second = side.values()
    return Told(
        Counter(first.answers) + Counter(second.answers),
        first.remarks + second.remarks,
        {one: Counter(first.by_theme[one]) + Counter(second.by_theme[one]) for one in THEMES},
    )
