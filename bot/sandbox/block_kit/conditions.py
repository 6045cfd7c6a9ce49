"""Table rows that no single field can tell: what must hold between the fields of one thing."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from bot.sandbox.block_kit.rules import Thing

MARKDOWN_CHARACTERS = 12_000
TABLE_CHARACTERS = 10_000
CHARTS = 2


@dataclass(frozen=True, slots=True)
class Condition:
    """A row: for things of these kinds, `broken` must not be true."""

    says: str
    kinds: tuple[str, ...]
    broken: Callable[[Thing], bool]


def _repeats(values: Iterable[Hashable]) -> bool:
    return any(count > 1 for count in Counter(values).values())


def _count(thing: Thing, kind: str) -> int:
    return sum(block["type"] == kind for block in thing["blocks"])


def _repeated_block_id(thing: Thing) -> bool:
    return _repeats(block["block_id"] for block in thing["blocks"] if "block_id" in block)


def _repeated_action_id(block: Thing) -> bool:
    given = (element.get("action_id") for element in block["elements"])
    return _repeats(action_id for action_id in given if action_id)


def _not_one_picture(image: Thing) -> bool:
    return ("image_url" in image) == ("slack_file" in image)


def _not_one_reference(file: Thing) -> bool:
    return ("id" in file) == ("url" in file)


def _not_one_source(select: Thing) -> bool:
    return ("options" in select) == ("option_groups" in select)


def _options(element: Thing) -> list[Thing]:
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    return [*element.get("options", ()), *grouped]


def _repeated_value(element: Thing) -> bool:
    return _repeats(option["value"] for option in _options(element))


def _strange_initial(element: Thing) -> bool:
    initial = element.get("initial_options", [])
    initial = [element["initial_option"]] if "initial_option" in element else initial
    return any(option not in _options(element) for option in initial)


def _markdown(thing: Thing) -> bool:
    written = sum(len(one["text"]) for one in thing["blocks"] if one["type"] == "markdown")
    return written > MARKDOWN_CHARACTERS


def _uneven_series(chart: Thing) -> bool:
    categories = chart["axis_config"]["categories"]
    return any(
        [point["label"] for point in series["data"]] != categories for series in chart["series"]
    )


def _repeated_series(chart: Thing) -> bool:
    return _repeats(series["name"] for series in chart["series"])


def _inputs_unsent(view: Thing) -> bool:
    return _count(view, "input") > 0 and "submit" not in view


def _lengths_crossed(element: Thing) -> bool:
    return bool(element.get("min_length", 0) > element.get("max_length", 3000))


def _two_focused(view: Thing) -> bool:
    return sum(bool(block.get("element", {}).get("focus_on_load")) for block in view["blocks"]) > 1


def shown_characters(value: object) -> int:
    """Count the characters of every text that is shown, wherever it stands."""
    return sum(len(text) for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    if isinstance(value, dict):
        for name, inside in value.items():
            if name == "text" and isinstance(inside, str):
                yield inside
            else:
                yield from _texts(inside)


_WITH_OPTIONS = ("element:static_select", "element:multi_static_select")
_TICKED = ("element:checkboxes", "element:radio_buttons")
_PICTURES = ("element:image", "block:image")
_SERIES_CHARTS = ("chart:bar", "chart:line", "chart:area")
_WHOLE = ("object:message", "view:modal", "view:home")

CONDITIONS: tuple[Condition, ...] = (
    Condition("block_id already exists", _WHOLE, _repeated_block_id),
    Condition(
        "action_id already exists in this block",
        ("block:actions", "block:context_actions"),
        _repeated_action_id,
    ),
    Condition(
        "must define either text or fields",
        ("block:section",),
        lambda section: not section.keys() & {"text", "fields"},
    ),
    Condition("must define one of image_url and slack_file", _PICTURES, _not_one_picture),
    Condition("must define one of id and url", ("object:slack_file",), _not_one_reference),
    Condition("must define one of options and option_groups", _WITH_OPTIONS, _not_one_source),
    Condition("option values must be unique", (*_WITH_OPTIONS, *_TICKED), _repeated_value),
    Condition("initial options must be options", (*_WITH_OPTIONS, *_TICKED), _strange_initial),
    Condition(
        "min_length must not exceed max_length",
        ("element:plain_text_input",),
        _lengths_crossed,
    ),
    Condition("every series must cover the categories", _SERIES_CHARTS, _uneven_series),
    Condition("series names must be unique", _SERIES_CHARTS, _repeated_series),
    Condition(
        "only one table block allowed", ("object:message",), lambda one: _count(one, "table") > 1
    ),
    Condition(
        "table text must be less than 10001 characters",
        ("block:table",),
        lambda table: shown_characters(table["rows"]) > TABLE_CHARACTERS,
    ),
    Condition(
        "no more than 2 data_visualization blocks allowed",
        ("object:message",),
        lambda one: _count(one, "data_visualization") > CHARTS,
    ),
    Condition("markdown text must be less than 12001 characters", ("object:message",), _markdown),
    Condition("must define submit with input blocks", ("view:modal",), _inputs_unsent),
    Condition("only one element may have focus_on_load", ("view:modal", "view:home"), _two_focused),
)
