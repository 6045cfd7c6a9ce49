"""What lies behind a number for machines: why it moved, how it goes with the clock, who is silent.

Each is the summary of `kpi.summary_json` with one object more, unrounded, with None for what is
not known.
"""

from collections.abc import Sequence
from typing import Any

from kpi import causes, summary_json
from kpi.against_clock import AgainstClock, Case, Stretch
from kpi.answerers import Gap
from kpi.causes import Causes, Row
from kpi.decomposition import Total
from kpi.silence import Silence, SilentAccount
from kpi.spoken import Spoken
from kpi.summary import Summary
from kpi.theme_scores import ThemeScore
from kpi.weighting import Weighted
from kpi.worth import Worth


def why(summary: Summary, heard: Spoken | None = None) -> dict[str, Any]:
    """Give a summary and, under "why", the effects of its parts, hidden ones included.

    The effects add up to the difference: of lengths of time that of the means. Under "themes" is
    what remarks speak of, which adds up to nothing; None of what nobody is asked about.
    """
    return {**_why(summary), "themes": heard and themes(heard)}


def themes(heard: Spoken) -> dict[str, Any]:
    """Give what remarks speak of; shares from 0 to 1, costs in the unit of the metric."""
    return {
        "remarks": heard.remarks,
        "found": [_theme(heard, one) for one in heard.themes],
        "words": [
            {
                "words": one.keyword.words,
                "low": one.keyword.low,
                "high": one.keyword.high,
                "weight": one.keyword.weight,
                "quotes": [quote._asdict() for quote in one.quotes],
            }
            for one in heard.words
        ],
    }


def _theme(heard: Spoken, one: ThemeScore) -> dict[str, Any]:
    return {
        "theme": one.theme,
        "n": one.n,
        "share": one.share,
        "value": float(one.with_it.exact),
        "value_without": one.without_it and float(one.without_it.exact),
        "costs": one.costs,
        "costs_before": one.cost_before,
        "change": summary_json.change(one.grew),
        "quotes": [quote._asdict() for quote in heard.quotes.get(one.theme, ())],
    }


def _why(summary: Summary) -> dict[str, Any]:
    found = causes.of(summary, open_=True)
    told = summary_json.as_json(summary)
    by = summary.segments[0].segment if summary.segments else None
    hidden = {one.name or "" for one in summary.segments if one.hidden}
    if not isinstance(found, Causes):
        return {**told, "why": {"by": by, "difference": None, "parts": []}}
    split = found.split
    sums = {"difference": split.value, "mix": split.mix, "level": split.level}
    return {
        **told,
        "why": {
            "by": by,
            **{name: float(value) for name, value in sums.items()},
            "parts": [_row(one, hidden=one.name in hidden) for one in found.rows],
        },
    }


def clock(found: Sequence[AgainstClock]) -> list[dict[str, Any]]:
    """Give for each metric its answers in bands of how long tickets took, in seconds."""
    return [
        {
            "metric": one.metric.value,
            "definition": one.definition.key,
            "clock": one.clock.value,
            "divide": {"seconds": one.dial.divide, "is_target": one.dial.is_target},
            "n": one.n,
            "hidden": one.hidden,
            "fast": {**_stretch(one.fast), "unhappy": one.unhappy},
            "slow": {**_stretch(one.slow), "happy": one.happy},
            "change": summary_json.change(one.change),
            "bands": [_stretch(band) for band in one.bands],
            "fast_unhappy": [_case(case) for case in one.fast_unhappy],
            "slow_happy": [_case(case) for case in one.slow_happy],
        }
        for one in found
    ]


def silence(found: Silence) -> dict[str, Any]:
    """Give a summary and, under "silence", who is not heard."""
    summary, funnel = found.summary, found.summary.funnel
    return {
        **summary_json.as_json(summary),
        "silence": {
            "helped": funnel.helped,
            "asked": funnel.asked,
            "coverage": funnel.coverage,
            "delivered": funnel.delivered,
            "answered": funnel.answered,
            "open": funnel.open,
            "gaps": [_gap(one) for one in found.gaps],
            "weighted": _weighted(found.weighted),
            "silent_accounts": [_silent(one) for one in found.silent],
            "accounts_never_asked": found.unasked,
            "leaders": found.leaders and found.leaders._asdict(),
            "loudest": found.loudest and {"name": found.loudest[0], "answers": found.loudest[1]},
            **_worth(found.worth),
        },
    }


def _row(row: Row, *, hidden: bool) -> dict[str, Any]:
    return {
        "name": row.name,
        "hidden": hidden,
        "value": _level(row.now),
        "n": row.now.n,
        "previous": {"value": _level(row.before), "n": row.before.n},
        "mix": float(row.mix),
        "level": float(row.level),
        "verdicts": {"mix": row.grew.value, "level": row.rose.value},
    }


def _level(total: Total) -> float | None:
    return float(total.level) if total.n else None


def _stretch(band: Stretch) -> dict[str, Any]:
    told = summary_json.as_json(band.answers)
    kept = ("value", "unit", "n", "interval", "counts", "hidden")
    return {"over": band.over, "upto": band.upto, **{name: told[name] for name in kept}}


def _case(case: Case) -> dict[str, Any]:
    return {**case._asdict(), "at": case.at.isoformat()}


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "segment": gap.segment,
        "name": gap.name,
        "helped": float(gap.helped.percent),
        "answered": float(gap.answered.percent),
        "points": float(gap.points),
        "could_be_chance": gap.is_chance,
    }


def _weighted(found: Weighted | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "by": found.by,
        "value": float(found.exact),
        "interval": summary_json.interval(found.interval),
        "n": found.n,
        "effective_n": found.effective,
        "heaviest": float(found.heaviest),
        "capped": found.is_capped,
        "parts_without_answers": [
            {"name": name, "helped": helped} for name, helped in found.unheard
        ],
        "answers_left_out": found.left_out,
    }


def _silent(account: SilentAccount) -> dict[str, Any]:
    return {"name": account.name, **account.reached._asdict()}


def _worth(worth: Worth | None) -> dict[str, Any]:
    if worth is None:
        return {"effective_n": None, "still_needed": None, "detectable": None}
    return {
        "effective_n": worth.effective,
        "still_needed": worth.still_needed,
        "detectable": worth.detectable,
    }
