"""What a request from Slack must hold: only the parts that Bolt and our listeners rely on.

A signature says who sent a request, not that it makes sense. What is not whole is refused before
anybody works with it, so that nothing of it is stored and nobody stumbles over it half-way. What
is not named here may be anything: Slack adds fields whenever it likes.
"""

from collections.abc import Mapping
from typing import Annotated, Any, NotRequired, TypeAlias

from pydantic import Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict  # pydantic takes no other before Python 3.12

from bot.payload_parts import (
    Action,
    Closed,
    Container,
    Form,
    Id,
    Name,
    Named,
    State,
    Surface,
    Text,
    Ts,
    User,
)


class _Interaction(TypedDict):
    user: User
    team: NotRequired[Named | None]
    container: NotRequired[Container | None]
    response_url: NotRequired[str]
    trigger_id: NotRequired[str]
    """An answer is taken without one; only forms cannot be opened."""


class _Tap(_Interaction):
    channel: NotRequired[Named | None]
    actions: Annotated[list[Action], Field(min_length=1)]
    view: NotRequired[Surface | None]


class _Submission(_Interaction):
    view: Form


class _Closing(_Interaction):
    view: Closed


class _Shortcut(_Interaction):
    callback_id: str
    view: NotRequired[None]


class _Message(TypedDict):
    ts: str
    user: NotRequired[Name]


class _MessageAction(_Shortcut):
    message: _Message
    channel: Named


class _Command(TypedDict):
    command: str
    user_id: Id
    text: NotRequired[Text]
    team_id: NotRequired[Name]
    channel_id: NotRequired[str]
    trigger_id: NotRequired[str]
    response_url: NotRequired[str]


class _Event(TypedDict):
    type: str


class _Authorization(TypedDict, total=False):
    team_id: Name


class _EventCallback(TypedDict):
    event: _Event
    team_id: NotRequired[Name]
    authorizations: NotRequired[list[_Authorization] | None]
    function_execution_id: NotRequired[Id]
    bot_access_token: NotRequired[Id | None]


class _Limited(TypedDict):
    """Events were withheld, since there were too many."""

    user: NotRequired[None]
    view: NotRequired[None]


class _Seen(TypedDict, total=False):
    """A tab as it stood when it was opened again; one without menus says little of itself."""

    type: str
    private_metadata: Name
    state: State | None


class _HomeOpened(TypedDict):
    user: Id
    view: NotRequired[_Seen | None]


class _Marked(TypedDict, total=False):
    """What a reaction stands at: a message, or a file, which has neither channel nor moment."""

    channel: Id
    ts: Ts


class _Reaction(TypedDict):
    user: Id
    item: _Marked
    item_user: NotRequired[Name]
    event_ts: NotRequired[Ts]


class _ChannelShared(TypedDict):
    channel: Id


class _Function(TypedDict):
    callback_id: str


class _Step(TypedDict):
    function: _Function
    function_execution_id: Id
    bot_access_token: NotRequired[Id | None]
    inputs: NotRequired[dict[str, Any] | None]


Shape: TypeAlias = TypeAdapter[Any]

_COMMAND: Shape = TypeAdapter(_Command)
_KINDS: Mapping[str, Shape] = {
    "app_rate_limited": TypeAdapter(_Limited),
    "block_actions": TypeAdapter(_Tap),
    "event_callback": TypeAdapter(_EventCallback),
    "message_action": TypeAdapter(_MessageAction),
    "shortcut": TypeAdapter(_Shortcut),
    "view_closed": TypeAdapter(_Closing),
    "view_submission": TypeAdapter(_Submission),
}
_EVENTS: Mapping[str, Shape] = {
    "app_home_opened": TypeAdapter(_HomeOpened),
    "channel_shared": TypeAdapter(_ChannelShared),
    "function_executed": TypeAdapter(_Step),
    "reaction_added": TypeAdapter(_Reaction),
}
"""Those that somebody listens to; of others nothing is read but that they happened."""


def flaw(payload: Mapping[str, Any]) -> str:
    """Name the first part of a request that is missing or of another kind than it must be.

    Returns:
        Where it should stand, such as `view/state`, two names deep at most and never what stands
        there; empty for a request that is whole.
    """
    if payload.get("ssl_check") == "1":
        # Slack looks whether our certificate is good, and says nothing else.
        return ""
    found = _flaw_of_kind(payload) if "type" in payload else ""
    if "command" in payload or "type" not in payload:
        found = found or _flaw(_COMMAND, payload)
    return found


def _flaw_of_kind(payload: Mapping[str, Any]) -> str:
    kind = payload["type"]
    shape = _KINDS.get(kind) if isinstance(kind, str) else None
    if shape is None:
        return "type"
    found = _flaw(shape, payload)
    return found or (_flaw_of_event(payload["event"]) if kind == "event_callback" else "")


def _flaw_of_event(event: Mapping[str, Any]) -> str:
    shape = _EVENTS.get(event["type"])
    return _flaw(shape, event, "event") if shape else ""


def _flaw(shape: Shape, value: Mapping[str, Any], *above: str) -> str:
    try:
        shape.validate_python(value, strict=True)
    except ValidationError as error:
        where = (*above, *error.errors(include_input=False)[0]["loc"])
        return "/".join(str(name) for name in where[:2])
    return ""
