"""The pictures by name: every kind that is drawn, the languages by turns."""

from collections.abc import Mapping

from bot.blocks import charts
from bot.blocks.message import Chart
from bot.charts import looks
from bot.charts.looks import Spec
from bot.wording import voice
from tests.golden import numbers

EN, NL = voice("en"), voice("nl")


def specs() -> Mapping[str, Spec]:
    """Give what is to be drawn, by the name of its file."""
    drawn: Mapping[str, Chart | None] = {
        "weeks": charts.trend(NL, numbers.csat()),
        "limits": charts.trend(EN, numbers.signalling()),
        "months": charts.months(NL, numbers.month()),
        "minutes": charts.trend(EN, numbers.frt()),
        "hours": charts.trend(NL, numbers.art()),
        "net": charts.trend(EN, numbers.nps()),
        "spread": charts.distribution(NL, numbers.csat()),
        "groups": charts.distribution(EN, numbers.nps()),
    }
    return {name: looks.of(chart.picture) for name, chart in drawn.items() if chart}


DRAWN = ("limits", "spread")
"""Those that are drawn to be compared, a line with all it may have and bars; each takes a while."""
