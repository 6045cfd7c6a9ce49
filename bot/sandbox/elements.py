"""Finding the interactive elements of a message or form, and what a choice of each looks like."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.sandbox.wire import Json

_SINGLE = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
_OPTION_FIELDS = frozenset({"selected_option", "selected_options"})


@dataclass(frozen=True, slots=True)
class Placed:
    """An element with the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element.get("action_id", ""))

    @property
    def answers_at_once(self) -> bool:
        """Whether a tap calls the bot, rather than waiting for the form to be sent."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def placed(blocks: Iterable[Json]) -> Iterator[Placed]:
    """Go through every element that a person can use."""
    for block in blocks:
        for element in _in_block(block):
            if "action_id" in element:
                yield Placed(block, element)


def _in_block(block: Json) -> Sequence[Json]:
    single = [block[name] for name in ("element", "accessory") if name in block]
    elements = block.get("elements", ()) if block["type"] in {"actions", "context_actions"} else ()
    return [*single, *elements]


def state_field(element: Json) -> str:
    """Name the field in which an element's state holds the person's choice."""
    return _SINGLE.get(str(element["type"]), "value")


def chosen(element: Json, choice: object) -> Json:
    """Give an element's state after this choice; options are named by their values."""
    field = state_field(element)
    if field not in _OPTION_FIELDS:
        return {"type": element["type"], field: choice}
    if field == "selected_option":
        return {"type": element["type"], field: _option(element, choice)}
    values = choice if isinstance(choice, (list, tuple)) else [choice]
    return {"type": element["type"], field: [_option(element, value) for value in values]}


def _option(element: Json, value: object) -> Json | None:
    if value is None:
        return None
    options = [*element.get("options", ())]
    options += [one for group in element.get("option_groups", ()) for one in group["options"]]
    for option in options:
        if option["value"] == value:
            return dict(option)
    offered = ", ".join(str(option["value"]) for option in options)
    raise LookupError(f"{element['action_id']} offers {offered}; not {value!r}")


def initial(element: Json) -> Json:
    """Give an element's state before anybody touched it."""
    field = state_field(element)
    found = element.get(field.replace("selected", "initial"))
    if field == "value":
        found = element.get("initial_value")
    empty: object = [] if field.endswith("s") else None
    return {"type": element["type"], field: empty if found is None else found}


def is_empty(state: Json) -> bool:
    """Whether nothing was filled in."""
    return all(not value for name, value in state.items() if name != "type")


def state_of(blocks: Iterable[Json], filled: Json) -> Json:
    """Give Slack's `state.values`: what was filled in, over what the elements began with."""
    values: Json = {}
    for one in placed(blocks):
        if one.element["type"] in {"button", "overflow", "icon_button", "feedback_buttons"}:
            continue
        given = filled.get(one.block_id, {}).get(one.action_id)
        values.setdefault(one.block_id, {})[one.action_id] = given or initial(one.element)
    return values
