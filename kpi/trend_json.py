"""The weeks of a summary for machines, beside what is usual: only of a trend."""

from collections.abc import Mapping
from typing import Any

from kpi import periods, usual
from kpi.control import Week
from kpi.periods import Period
from kpi.summary import Figure, Summary


def as_json(summary: Summary) -> Mapping[str, Any]:
    """Give what `kompas summary "csat trend" --json` has more: nothing for other questions."""
    if not summary.earlier:
        return {}
    weeks, found = summary.weeks, usual.of(summary)
    judged = found.weeks[-len(weeks) :] if found else (None,) * len(weeks)
    lately = periods.weeks_before(summary.period, len(weeks))
    return {
        "usual": found.centre if found else None,
        "weeks": [_week(*one) for one in zip(lately, weeks, judged, strict=True)],
    }


def _week(week: Period, figure: Figure | None, judged: Week | None) -> dict[str, Any]:
    signal = judged.signal if judged else None
    return {
        "week": week.label,
        "value": figure.value if figure else None,
        "n": figure.n if figure else 0,
        "limits": {"low": judged.low, "high": judged.high} if judged else None,
        "signal": signal.side.value if signal else None,
        "weeks_on_one_side": signal.run if signal else None,
    }
