"""What an interaction is described by, how it is kept, and the names that ids stand for."""

from collections.abc import Mapping
from typing import Any

DETAILS = (
    *("subject", "url", "team", "agent", "channel", "account", "priority", "moment", "trigger"),
    *("requester_email", "requester_name", "requester_role"),
    *("requester_team_id", "requester_user_id"),
    *("tags", "slack_channel_id", "slack_thread_ts", "hook_id"),
)
"""Fields that a newer event replaces and an older one only completes."""

FILED_UNDER = frozenset({"team", "agent", "channel", "account", "priority", "moment", "trigger"})
NAMES = "names"
"""In `extra`: what its source's API said that ids stand for, by field and id."""

LONGEST = 120
"""Characters of what an interaction is filed under; Postgres indexes four of them in one row."""


def normal(name: str, value: str) -> str:
    """Return a detail, other than tags, as it is kept."""
    if name in FILED_UNDER:
        value = value.strip()[:LONGEST]
    # The policy's delays and exclusions know channels and addresses in lower case.
    return value.strip().lower() if name in {"channel", "requester_email"} else value


def name_of(extra: Mapping[str, Any], name: str, value: Any) -> Any:
    """Return what an id is known to stand for in a field; anything else as it is."""
    return names(extra, name).get(value, value) if name in FILED_UNDER else value


def names(extra: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the names of a field by their ids; a source may have put anything there."""
    every = extra.get(NAMES)
    found = every.get(name) if isinstance(every, dict) else None
    return found if isinstance(found, dict) else {}
