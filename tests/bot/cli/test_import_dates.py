"""How dates are written is given, found out or asked about; without an answer it is refused."""

from pathlib import Path

import pytest

from bot.cli import import_dates
from bot.cli.complaints import WrongUsage
from bot.importing import dates, file
from bot.importing.columns import Wanted
from bot.importing.file import Given, Shape


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dates.csv"


def shape(path: Path, *values: str) -> Shape:
    path.write_text("day,score\n" + "".join(f"{value},5\n" for value in values))
    return file.shape(path, Wanted(score="score", date="day"), Given())


def test_what_is_given_is_not_looked_for(path: Path) -> None:
    assert import_dates.settled(shape(path, "03/04/21"), "%m/%d/%y", may_ask=False) == "%m/%d/%y"
    for given, form in (("iso", dates.ISO), ("Unix", dates.UNIX)):
        assert import_dates.settled(shape(path, "03/04/21"), given, may_ask=False) == form


@pytest.mark.parametrize("given", ["", "dd/mm/yy", "%q", "%d/%m/%"])
def test_what_is_no_format_is_refused(path: Path, given: str) -> None:
    with pytest.raises(WrongUsage, match="is not a date format"):
        import_dates.settled(shape(path, "03/04/21"), given, may_ask=False)


def test_what_the_column_tells_is_believed(path: Path) -> None:
    assert import_dates.settled(shape(path, "25/12/21"), None, may_ask=False) == "%d/%m/%y"


def test_doubt_is_refused_with_both_readings(path: Path) -> None:
    with pytest.raises(WrongUsage, match=r"3 April 2021 .* or 4 March 2021 .*--date-format"):
        import_dates.settled(shape(path, "03/04/21"), None, may_ask=True)


@pytest.mark.parametrize(
    ("value", "words"), [("soon", "soon in column day"), ("", "no date in column day")]
)
def test_a_column_without_dates_is_named(path: Path, value: str, words: str) -> None:
    with pytest.raises(WrongUsage, match=words):
        import_dates.settled(shape(path, value), None, may_ask=False)


def test_a_column_of_many_forms_is_refused_with_what_was_tried(path: Path) -> None:
    found = shape(path, "25/12/2021", "2021-12-26", "28.12.21", "29/12/2021", "30 Dec 2021")
    told = r"column day: of 5 rows %d/%m/%Y reads 2, ISO 8601 reads 1, .*by --date-format"
    with pytest.raises(WrongUsage, match=told):
        import_dates.settled(found, None, may_ask=False)


def test_a_day_is_shown_without_doubt() -> None:
    assert import_dates.shown("03/04/21", "%d/%m/%y") == "3 April 2021"
    assert import_dates.shown("soon", "%d/%m/%y") == "soon"
