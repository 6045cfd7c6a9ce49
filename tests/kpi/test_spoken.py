"""What is made of remarks: themes with their quotes, words without names, nothing of too few."""

from kpi.changes import Verdict
from kpi.masking import MARK
from kpi.spoken import spoken
from tests.kpi.spoken import heard, told


def test_a_theme_that_grew_comes_first_with_what_it_costs_and_the_low_scores() -> None:
    found = spoken(heard())
    first, second = found.themes
    assert (first.theme, first.n, first.grew.verdict) == ("speed", 14, Verdict.UP)
    assert (second.theme, second.grew.verdict) == ("agent", Verdict.COULD_BE_CHANCE)
    assert (found.remarks, first.share) == (40, 14 / 40)
    assert round(first.costs or 0) == 13  # 58 of 66 others are satisfied, 60 of all 80
    assert {quote.score for quote in found.quotes["speed"]} == {1}
    assert {quote.score for quote in found.quotes["agent"]} == {5}
    assert len(set(found.quotes["speed"])) == 2


def test_names_are_in_no_quote_and_no_word() -> None:
    found = spoken(heard())
    assert MARK in found.quotes["speed"][0].text
    assert "Jansen" not in str(found)
    assert "jansen" not in str([one.keyword for one in found.words])


def test_of_too_few_nothing_is_told_nor_what_is_left_when_others_are_taken_away() -> None:
    assert spoken(heard(fewest=81)).themes == ()
    assert spoken(heard(fewest=81)).remarks == 0
    assert [one.theme for one in spoken(heard(fewest=14)).themes] == ["speed"]
    rest = {"": told({1: 20, 5: 57}, remarks=80)}
    assert [one.theme for one in spoken(heard(rest, fewest=5)).themes] == ["agent"]
    few_before = {"": told({1: 1}, answers={1: 3}, remarks=3)}
    (first, _) = spoken(heard(before=few_before, fewest=5)).themes
    assert first.grew.value is None
    hidden, shown = spoken(heard(fewest=5)).themes
    assert (shown.theme, shown.grew.verdict) == ("agent", Verdict.COULD_BE_CHANCE)
    assert (hidden.theme, hidden.grew.value, hidden.cost_before) == ("speed", None, None)
