"""Table rows for the blocks themselves, where each may stand, and for message and form."""

from collections.abc import Mapping

from bot.sandbox.block_kit import charts, elements, rich_text
from bot.sandbox.block_kit.rules import (
    Flag,
    Parts,
    Shape,
    Shapes,
    Words,
    either,
    may,
    need,
    one_of,
    part,
    parts,
    plain,
)

MESSAGE = "message"
MODAL = "modal"
HOME = "home"
_EVERYWHERE = frozenset({MESSAGE, MODAL, HOME})

SURFACES: Mapping[str, frozenset[str]] = {
    "block:actions": _EVERYWHERE,
    "block:alert": frozenset({MODAL}),
    "block:context": _EVERYWHERE,
    "block:context_actions": frozenset({MESSAGE}),
    "block:data_visualization": frozenset({MESSAGE, HOME}),
    "block:divider": _EVERYWHERE,
    "block:header": _EVERYWHERE,
    "block:image": _EVERYWHERE,
    "block:input": _EVERYWHERE,
    "block:markdown": frozenset({MESSAGE}),
    "block:rich_text": _EVERYWHERE,
    "block:section": _EVERYWHERE,
    "block:table": frozenset({MESSAGE, HOME}),
}

_ID: Shape = {"block_id": may(Words(255))}
_CELLS = parts(1, 20, "cell:raw_text", "block:rich_text")

_BLOCKS: Shapes = {
    "block:actions": {**_ID, "elements": need(parts(1, 25, *elements.IN_ACTIONS))},
    "block:alert": {
        **_ID,
        "text": need(either(3000)),
        "level": may(one_of("default", "info", "warning", "error", "success")),
    },
    "block:context": {**_ID, "elements": need(parts(1, 10, *elements.IN_CONTEXT))},
    "block:context_actions": {
        **_ID,
        "elements": need(parts(1, 5, *elements.IN_CONTEXT_ACTIONS)),
    },
    "block:data_visualization": {
        **_ID,
        "title": need(Words(50)),
        "chart": need(part(*charts.IN_CHART)),
    },
    "block:divider": _ID,
    "block:header": {**_ID, "text": need(plain(150))},
    "block:image": {
        **_ID,
        "image_url": may(Words(3000)),
        "slack_file": may(part("object:slack_file")),
        "alt_text": need(Words(2000)),
        "title": may(plain(2000)),
    },
    "block:input": {
        **_ID,
        "label": need(plain(2000)),
        "element": need(part(*elements.IN_INPUT)),
        "hint": may(plain(2000)),
        "optional": may(Flag()),
        "dispatch_action": may(Flag()),
    },
    "block:markdown": {**_ID, "text": need(Words(12_000))},
    "block:rich_text": {**_ID, "elements": need(parts(1, 1000, *rich_text.IN_RICH_TEXT))},
    "block:section": {
        **_ID,
        "text": may(either(3000)),
        "fields": may(Parts(either(2000), 1, 10)),
        "accessory": may(part(*elements.IN_SECTION)),
        "expand": may(Flag()),
    },
    "block:table": {
        **_ID,
        "rows": need(Parts(_CELLS, 1, 100)),
        "column_settings": may(parts(1, 20, "object:column_setting")),
    },
}


def _on(surface: str) -> tuple[str, ...]:
    return tuple(name for name, surfaces in SURFACES.items() if surface in surfaces)


BLOCKS: Shapes = {
    **_BLOCKS,
    "object:message": {"blocks": need(parts(0, 50, *_on(MESSAGE)))},
    "view:modal": {
        "title": need(plain(24)),
        "blocks": need(parts(1, 100, *_on(MODAL))),
        "submit": may(plain(24)),
        "close": may(plain(24)),
        "private_metadata": may(Words(3000, least=0)),
        "callback_id": may(Words(255)),
        "external_id": may(Words(255)),
        "clear_on_close": may(Flag()),
        "notify_on_close": may(Flag()),
        "submit_disabled": may(Flag()),
    },
    "view:home": {
        "blocks": need(parts(1, 100, *_on(HOME))),
        "private_metadata": may(Words(3000, least=0)),
        "callback_id": may(Words(255)),
        "external_id": may(Words(255)),
    },
}
