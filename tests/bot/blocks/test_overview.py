from dataclasses import replace

from bot.blocks import overview
from bot.wording import voice
from kpi.histograms import Histogram
from kpi.measured import Desk
from kpi.metrics import Metric
from kpi.summary import Funnel
from tests.bot.blocks.summaries import summary
from tests.bot.blocks.times import MEASURED, times
from tests.kpi.series import csat, rated

ENGLISH = voice("en")


def test_what_has_nothing_to_tell_shares_a_line_behind_the_others() -> None:
    silent = [
        summary(one, counts={}, before={}, funnel=Funnel()) for one in (Metric.CES, Metric.NPS)
    ]
    told = [*overview.paragraphs(ENGLISH, [*silent, summary()])]
    assert told[0].startswith("*CSAT*  *84\xa0%* satisfied")
    assert told[1:] == ["*CES*, *NPS*  Nobody was asked."]


def test_who_waits_is_told_where_there_is_no_number_yet() -> None:
    waiting = times(now=Histogram(), before=MEASURED[Metric.FRT].before)
    waiting = replace(waiting, desk=Desk(waiting=4))
    (told,) = overview.paragraphs(ENGLISH, [waiting])
    assert told == "*FRT*  No first replies.\n4 have no reply yet"


def test_a_week_that_is_not_as_usual_is_told_as_in_its_trend() -> None:
    (told,) = overview.paragraphs(ENGLISH, [rated(csat(20), usual=csat(42))])
    assert "lower than chance explains: usual is 84\xa0%." in told


def test_a_note_that_holds_for_several_is_told_once() -> None:
    art = times(Metric.ART)
    frt = replace(times(), desk=Desk(assumes_hours=True))
    (note,) = overview.notes(ENGLISH, [summary(), frt, art])
    assert note.startswith("FRT, ART · Counted in office hours")
