"""What somebody chose in the menus of their Home tab, as Slack tells it with every tap there.

It lives in the tab itself, so nothing of it is stored, and any replica can go on from it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from bot.blocks.pickers import ALL, FOR_TEAM, METRIC, PERIOD, PERIODS, SCOPE, SPLIT_BY, Choice
from bot.listeners import payloads
from bot.listeners.payloads import Body
from kpi.metrics import Metric

_FIELDS: Mapping[str, str] = {PERIOD: "period", SCOPE: "scope", METRIC: "metric"}


def kept(choice: Choice) -> str:
    """Give a choice as the tab keeps it."""
    return json.dumps(asdict(choice))


def read(view: Mapping[str, Any] | None) -> Choice | None:
    """Read what a tab shows; None where that is no tab with menus.

    What stands in the menus goes before what the tab was drawn with: of two quick choices the
    second comes before the first is drawn.
    """
    if not view or view.get("type") != "home" or not view.get("private_metadata"):
        return None
    return _choice({**_drawn_with(str(view["private_metadata"])), **dict(_chosen(view))})


def picked(body: Body, action: Body) -> Choice:
    """Read what a tab shows after this tap in one of its menus."""
    before = read(body.get("view")) or Choice()
    field = _FIELDS[str(action["action_id"])]
    return _choice({**asdict(before), field: payloads.chosen(action)})


def _drawn_with(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _chosen(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for actions in payloads.inputs(view).values():
        for action_id, state in actions.items():
            if action_id in _FIELDS and (value := payloads.chosen(state)):
                yield _FIELDS[action_id], value


def _choice(values: Mapping[str, Any]) -> Choice:
    """Make a choice of what may be anything; what is none stays as it is by itself."""
    plain = Choice()
    period, scope = str(values.get("period")), str(values.get("scope"))
    metric = str(values.get("metric"))
    return Choice(
        period=period if period in PERIODS else plain.period,
        scope=scope if scope in {ALL, *SPLIT_BY} or scope.startswith(FOR_TEAM) else plain.scope,
        metric=Metric(metric) if metric in set(Metric) else plain.metric,
    )
