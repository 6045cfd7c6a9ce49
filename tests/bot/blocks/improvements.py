"""Actions to draw, and what they did."""

from datetime import date
from typing import Any
from uuid import UUID

from kpi import effects
from kpi.changes import Change, Share, share_change
from kpi.effects import Effect, Measured, spans
from kpi.store.tables import Action
from tests.moments import NOW

LIVE = date(2026, 10, 5)


def action(**changes: Any) -> Action:
    """An action for team Network, an idea."""
    values: dict[str, Any] = {
        "workspace_id": "T1",
        "id": UUID(int=1),
        "title": "Call back within a day",
        "metric": "csat",
        "segment": "team",
        "value": "Network",
        "owner_id": "U1",
        "created_at": NOW,
    }
    return Action(**{**values, **changes})


def effect(before: Share, after: Share, **changes: Any) -> Effect:
    """What became of a share."""
    values: dict[str, Any] = {
        "definition": "csat/1-5/top2/v1",
        "spans": spans(LIVE, 4),
        "before": Measured(value=float(before.percent), n=before.n) if before.n else None,
        "after": Measured(value=float(after.percent), n=after.n) if after.n else None,
        "change": share_change(after, before),
        "rest": steady(),
        "signal": None,
        "among": 1,
    }
    return Effect(**{**values, **changes})


def judged(found: Effect, **changes: Any) -> Action:
    """The same action with its verdict."""
    return action(
        state="judged", live_on=LIVE, judged_at=NOW, verdict=effects.told(found), **changes
    )


def steady() -> Change:
    return share_change(Share(70, 100), Share(70, 100))
