"""What is said about a file names what is in it, in the reader's language."""

from bot.blocks import exports
from bot.wording import voice
from kpi import periods
from kpi.metrics import Metric
from kpi.query import Query, View
from tests.moments import NOW

ASKED = Query(
    metrics=(Metric.CSAT,),
    period=periods.week_of(NOW.date(), "Europe/Amsterdam"),
    view=View.EXPORT,
)


def test_the_question_and_the_number_of_rows_stand_over_the_file() -> None:
    assert "CSAT" in exports.done(voice("en"), ASKED, 1234)
    assert "1,234 rows." in exports.done(voice("en"), ASKED, 1234)
    assert "1 rij. " in exports.done(voice("nl"), ASKED, 1)
    assert "direct bericht" in exports.begun(voice("nl"), ASKED).text


def test_too_large_says_what_to_do_instead() -> None:
    told = exports.too_large(voice("en"), ASKED, 50).text
    assert "larger than 50\xa0MB" in told
    assert f"`kompas export '{exports.plain(ASKED)}'`" in told
    assert "export'" not in told


def test_nothing_and_failure_are_told_apart() -> None:
    assert "nothing to export" in exports.nothing(voice("en"), ASKED).text
    assert "ask again" in exports.failed(voice("en"), ASKED).text
