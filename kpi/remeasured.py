"""Which lengths are measured again when something is told: others keep the hours they were told in.

Office hours change from then on only, so a reply that was counted before is not counted otherwise
because its ticket is solved after.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from kpi.interaction_event import State
from kpi.reckoning import Reckoned

EVERYTHING = frozenset(one.name for one in fields(State))

_WHOSE_HOURS = ("team", "channel")
_LENGTHS: Mapping[str, frozenset[str]] = {
    "frt_seconds": frozenset({"opened_at", "first_replied_at"}),
    "art_seconds": frozenset({"opened_at", "resolved_at", "first_resolved_at", "waited_seconds"}),
}
"""With the moments that each rests on."""


def without(
    before: Reckoned | None, filed: Mapping[str, str], told: frozenset[str]
) -> Reckoned | None:
    """Leave out of what an interaction counted for the lengths that are to be measured again.

    Args:
        before: what it counted for, None for nothing.
        filed: what it is filed under now: another team or channel may have other hours.
        told: the fields of its state that changed.
    """
    if before is None:
        return None
    is_moved = any(filed[name] != getattr(before, name) for name in _WHOSE_HOURS)
    again = [name for name, moments in _LENGTHS.items() if is_moved or told & moments]
    nothing: dict[str, Any] = dict.fromkeys(again)
    return replace(before, **nothing)
