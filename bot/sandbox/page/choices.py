"""What the menus offer, and what stands chosen in them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.sandbox.elements import state_field
from bot.sandbox.page.names import Named, Names
from bot.sandbox.wire import Json


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a menu that belong together; `label` is empty where they stand alone."""

    label: str
    choices: tuple[Choice, ...]


def offered(element: Json, names: Names) -> list[Group]:
    """Give the lines of a select menu of any kind, in groups."""
    kind = str(element["type"]).removeprefix("multi_")
    if kind != "static_select":
        return [Group("", tuple(_SOURCES[kind](element, names)))]
    if "options" in element:
        return [Group("", _options(element))]
    return [Group(group["label"]["text"], _options(group)) for group in element["option_groups"]]


def chosen(state: Json) -> list[str]:
    """Give the values that an element's state holds: option values, ids, a date, a text."""
    held = state.get(state_field(state))
    several = held if isinstance(held, list) else [held]
    values = (one["value"] if isinstance(one, dict) else one for one in several)
    return [str(value) for value in values if value is not None]


def _options(holder: Json) -> tuple[Choice, ...]:
    return tuple(Choice(one["value"], one["text"]["text"]) for one in holder["options"])


def _users(_element: Json, names: Names) -> Iterator[Choice]:
    for one in names.people():
        yield Choice(one.id, one.name)


def _channels(_element: Json, names: Names) -> Iterator[Choice]:
    for one in names.channels():
        if one.kind == "public":
            yield Choice(one.id, f"#{one.name}")


def _conversations(element: Json, names: Names) -> Iterator[Choice]:
    wanted = element.get("filter", {})
    for one in names.conversations():
        if _passes(one, wanted):
            yield Choice(one.id, one.name if one.kind == "im" else f"#{one.name}")


def _passes(one: Named, wanted: Json) -> bool:
    if one.kind not in wanted.get("include", [one.kind]):
        return False
    if one.is_shared and wanted.get("exclude_external_shared_channels"):
        return False
    return not (one.is_bot and wanted.get("exclude_bot_users"))


_SOURCES: Mapping[str, Callable[[Json, Names], Iterator[Choice]]] = {
    "users_select": _users,
    "channels_select": _channels,
    "conversations_select": _conversations,
}
