from datetime import date

from bot.blocks import steps
from bot.wording import voice
from kpi import periods
from kpi.metrics import Metric
from kpi.periods import Unit

NL = voice("nl")


def test_weeks_and_months_have_names_of_their_own() -> None:
    month = periods.month_of(date(2026, 3, 1), "Europe/Amsterdam")
    week = periods.week_of(date(2026, 3, 4), "Europe/Amsterdam")
    assert (steps.label(NL, month), steps.label(NL, week)) == ("mrt 2026", "wk 10")
    assert (steps.named(NL, month, month), steps.named(NL, week, week)) == ("maart 2026", "week 10")
    assert steps.title(NL, Unit.MONTH, Metric.CSAT, 13) == "CSAT, laatste 13\xa0maanden"
    assert steps.axis(NL, Unit.MONTH, Metric.FRT, lacks=True) == "Maand, en aantal tickets"
    assert steps.short_axis(NL, Unit.WEEK, Metric.CSAT, lacks=False) == "Week (antwoorden)"
