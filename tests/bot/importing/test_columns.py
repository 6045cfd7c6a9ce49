"""Columns are found by name; a missing one is named with the one most like it."""

import pytest

from bot.importing import columns
from bot.importing.columns import Wanted
from kpi.errors import WrongSetting

HEADER = ["ID", "Market", "Survey date", "NPS"]


def test_columns_are_placed() -> None:
    wanted = Wanted(score="NPS", date="Survey date", id="ID", segments={"team": "Market"})
    placed = columns.place(wanted, HEADER)
    assert (placed.width, placed.score, placed.date, placed.id) == (4, 3, 2, 0)
    assert placed.comment is None
    assert placed.segments == {"team": 1}


def test_capitals_and_spaces_do_not_matter() -> None:
    placed = columns.place(Wanted(score="nps", date="survey DATE"), [" Survey date ", "Nps"])
    assert (placed.score, placed.date) == (1, 0)


def test_an_exact_name_wins_from_one_in_other_capitals() -> None:
    assert columns.place(Wanted(score="NPS", date="d"), ["nps", "NPS", "d"]).score == 1


def test_a_missing_column_is_named_with_the_nearest() -> None:
    with pytest.raises(WrongSetting) as caught:
        columns.place(Wanted(score="NPS", date="Surveydate"), HEADER)
    assert str(caught.value) == 'There is no column Surveydate. Did you mean "Survey date"?'


def test_without_a_near_one_all_columns_are_named() -> None:
    with pytest.raises(WrongSetting, match="the file has ID, Market, Survey date, NPS"):
        columns.place(Wanted(score="rating", date="Survey date"), HEADER)


def test_a_name_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(WrongSetting, match="2 times"):
        columns.place(Wanted(score="NPS", date="d"), ["NPS", "NPS", "d"])


def test_every_wanted_name_is_listed() -> None:
    wanted = Wanted(score="s", date="d", comment="c", segments={"team": "t"})
    assert wanted.names == ("s", "d", "c", "t")
