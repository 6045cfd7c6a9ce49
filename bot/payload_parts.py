"""The parts of which requests from Slack are made: people, places, forms, and what is filled in.

Each names only what we read of it, as its reader needs it.
"""

from typing import Annotated, Any, NotRequired, TypeAlias

from pydantic import Field, InstanceOf
from typing_extensions import TypedDict  # pydantic takes no other before Python 3.12

Id = Annotated[str, Field(pattern=r"^[!-~]{1,255}$")]
"""One that must be there, and that any database can hold."""
Ts = Annotated[str, Field(pattern=r"^[0-9]{1,10}(\.[0-9]{1,9})?$")]
"""Seconds with decimals, until the year 2286."""
Name: TypeAlias = str | None
"""What Slack calls something, as a rule an id; null where there is none."""
Text: TypeAlias = InstanceOf[str] | None
"""What people typed, even where it is not quite Unicode: half a character is."""


class User(TypedDict):
    """Who acts; a guest of a shared channel brings a team of their own."""

    id: Id
    team_id: NotRequired[Name]


class Named(TypedDict):
    """A team or a channel, of which only the id matters."""

    id: Id


class Container(TypedDict, total=False):
    """Where a button stands; one in a form or a tab stands in no message."""

    channel_id: Name
    message_ts: Name
    thread_ts: Name


class Option(TypedDict):
    """What was chosen in a menu."""

    value: str


class Filled(TypedDict, total=False):
    """One input, as it was filled in."""

    value: Text
    selected_option: Option | None
    selected_options: list[Option] | None
    selected_user: Name
    selected_users: list[str] | None
    selected_conversation: Name
    selected_date: Name
    selected_time: Name


Nothing = Annotated[list[Any], Field(max_length=0)]
"""What Slack writes in the place of an object without names."""


class State(TypedDict):
    """What is filled in, by the ids of block and input."""

    values: NotRequired[dict[str, dict[str, Filled]] | Nothing | None]


class Element(TypedDict):
    """An input, with what it began with."""

    action_id: NotRequired[str]
    initial_value: NotRequired[Text]
    initial_option: NotRequired[Option | None]


class Block(TypedDict):
    """A part of a form; Slack gives each an id where we gave none."""

    type: str
    block_id: str
    element: NotRequired[Element]


class Shown(TypedDict):
    """A form or a Home tab."""

    id: Id
    type: str
    private_metadata: NotRequired[Name]
    root_view_id: NotRequired[Name]
    previous_view_id: NotRequired[Name]
    title: NotRequired[dict[str, Any] | None]


class Surface(Shown):
    """One in which a button was used; a score in it is taken, whatever else stands there."""

    blocks: NotRequired[list[Block]]
    state: NotRequired[State | None]


class Closed(Surface):
    """A form that somebody closed without sending it."""

    callback_id: str


class Form(Shown):
    """One that was filled in and sent."""

    callback_id: str
    blocks: list[Block]
    state: State


class Action(Filled):
    """A button or a menu that was used, and when."""

    action_id: str
    action_ts: Ts
    block_id: NotRequired[str]
