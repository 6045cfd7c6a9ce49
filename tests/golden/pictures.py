"""The pictures by name: every kind that is drawn, in both languages."""

from collections.abc import Mapping

from bot.blocks import charts
from bot.blocks.message import Chart
from bot.charts import looks
from bot.charts.looks import Spec
from bot.wording import Voice, voice
from tests.golden import numbers

LANGUAGES = ("en", "nl")


def specs() -> Mapping[str, Spec]:
    """Give what is to be drawn, by the name of its file."""
    return {
        f"{name}.{language}": looks.of(chart.picture)
        for language in LANGUAGES
        for name, chart in _charts(voice(language)).items()
        if chart
    }


def _charts(say: Voice) -> Mapping[str, Chart | None]:
    return {
        "weeks": charts.trend(say, numbers.csat()),
        "limits": charts.trend(say, numbers.signalling()),
        "months": charts.months(say, numbers.month()),
        "minutes": charts.trend(say, numbers.frt()),
        "hours": charts.trend(say, numbers.art()),
        "net": charts.trend(say, numbers.nps()),
        "spread": charts.distribution(say, numbers.csat()),
        "groups": charts.distribution(say, numbers.nps()),
    }


DRAWN = tuple(f"{name}.{language}" for name in ("limits", "spread") for language in LANGUAGES)
"""Those that are drawn to be compared, a line with all it may have and bars; each takes a while."""
