"""What Slack's payloads say, read once: who tapped, when, where, and on which invitation."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from kpi.store import hooks

Body = dict[str, Any]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; a guest of a shared channel belongs to another team than ours."""

    team_id: str
    user_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The message that holds the button."""

    channel_id: str
    message_ts: str
    is_ephemeral: bool
    """Whether only the person who acts can see this message, and until Slack forgets it."""


def actor(body: Mapping[str, Any]) -> Actor:
    """Read who acts; the payload's own team is ours, and only serves when theirs is left out."""
    user = body["user"]
    team_id = user.get("team_id") or (body.get("team") or {}).get("id") or ""
    return Actor(team_id, user["id"])


def place(body: Mapping[str, Any]) -> Place:
    """Read which message a button belongs to."""
    container = body.get("container") or {}
    channel_id = container.get("channel_id") or (body.get("channel") or {}).get("id") or ""
    return Place(
        channel_id=channel_id,
        message_ts=container.get("message_ts") or "",
        is_ephemeral=bool(container.get("is_ephemeral")),
    )


def private_hook(body: Mapping[str, Any]) -> str:
    """Give where a private message changes that a button stands in; empty for any other place."""
    return str(body.get("response_url", "")) if place(body).is_ephemeral else ""


def in_home(body: Mapping[str, Any]) -> bool:
    """Tell whether a button stands in somebody's Home tab."""
    return bool((body.get("view") or {}).get("type") == "home")


def in_form(body: Mapping[str, Any]) -> bool:
    """Tell whether a button stands in a form, over which another can be laid."""
    return "view" in body and not in_home(body)


def is_direct(channel_id: str) -> bool:
    """Tell whether a channel id is that of a direct message between two."""
    return channel_id.startswith("D")


def moment(ts: str) -> datetime:
    """Turn a Slack timestamp, seconds with six decimals, into an exact UTC moment."""
    seconds, _, decimals = ts.partition(".")
    parts = int(seconds) * MICROSECONDS + int(f"{decimals:0<6}"[:6])
    return EPOCH + timedelta(microseconds=parts)


def invitation_id(value: object) -> UUID | None:
    """Read an invitation's id from a button's value; None when it holds none."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def ids(view: Mapping[str, Any]) -> dict[str, str]:
    """Read the ids that a modal carries; empty when there are none."""
    try:
        carried = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return carried if isinstance(carried, dict) else {}


def typed(text: object) -> str:
    """Give what somebody typed, without what no database text can hold."""
    return str(hooks.storable(str(text or "")))


def plain(text: str) -> str:
    """Undo Slack's markup: `&lt;` was typed as a sign, `<@U1|anna>` as a mention of anna."""
    labelled = re.sub(r"<[^>|]*\|([^>]*)>", r"\1", text)
    bare = re.sub(r"<([^>]*)>", lambda found: "" if found[1][:1] in "@#!" else found[1], labelled)
    return " ".join(html.unescape(bare).split())


def chosen(action: Mapping[str, Any]) -> str:
    """Give what a button holds, or the option that was chosen in a menu; empty for nothing."""
    option = action.get("selected_option") or {}
    return str(action.get("value") or option.get("value") or "")


FILLED = (
    "value",
    "selected_conversation",
    "selected_user",
    "selected_time",
    "selected_date",
)
"""Where the state of an input holds what was filled in, by the kind of input."""


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a modal: the block that an error would be shown at, and what was filled in."""

    block_id: str
    state: Mapping[str, Any]

    @property
    def text(self) -> str:
        """What was typed or picked, stripped; empty when nothing was."""
        for key in FILLED:
            if self.state.get(key):
                return typed(self.state[key]).strip()
        option = self.state.get("selected_option") or {}
        return str(option.get("value", ""))

    @property
    def people(self) -> tuple[str, ...]:
        """The user ids picked in a field for one person, or for several."""
        several = self.state.get("selected_users") or (self.state.get("selected_user"),)
        return tuple(user_id for user_id in several if user_id)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of everything ticked or picked in a field with several choices."""
        return tuple(option["value"] for option in self.state.get("selected_options") or ())


def inputs(view: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Give what is filled in, by the ids of block and input; of nothing Slack writes a list."""
    return (view.get("state") or {}).get("values") or {}


def field(view: Mapping[str, Any], action_id: str) -> Field:
    """Find the input with this action id; an empty field when the modal has none."""
    for block_id, actions in inputs(view).items():
        if action_id in actions:
            return Field(block_id, actions[action_id])
    return Field(action_id, {})
