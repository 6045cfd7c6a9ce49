"""Table rows for the elements people tap, choose from and write in."""

from bot.sandbox.block_kit.objects import CONFIRM
from bot.sandbox.block_kit.rules import (
    Flag,
    Number,
    Parts,
    Shape,
    Shapes,
    Words,
    may,
    need,
    one_of,
    part,
    parts,
    plain,
)

_ACTION: Shape = {"action_id": may(Words(255))}
_FOCUS: Shape = {"focus_on_load": may(Flag())}
_MENU: Shape = {**_ACTION, **_FOCUS, "placeholder": may(plain(150)), "confirm": CONFIRM}
_MULTI: Shape = {**_MENU, "max_selected_items": may(Number(1, 100))}
_OPTIONS: Shape = {
    "options": may(parts(1, 100, "object:option")),
    "option_groups": may(parts(1, 100, "object:option_group")),
}
_TICKS: Shape = {
    **_ACTION,
    **_FOCUS,
    "options": need(parts(1, 10, "object:formatted_option")),
    "confirm": CONFIRM,
}
_WRITING: Shape = {
    **_ACTION,
    **_FOCUS,
    "placeholder": may(plain(150)),
    "dispatch_action_config": may(part("object:dispatch_action_config")),
}
_IDS = Parts(Words(255), 1, 100)
_FILTER = may(part("object:conversation_filter"))

ELEMENTS: Shapes = {
    "element:button": {
        **_ACTION,
        "text": need(plain(75)),
        "value": may(Words(2000)),
        "url": may(Words(3000)),
        "style": may(one_of("primary", "danger")),
        "confirm": CONFIRM,
        "accessibility_label": may(Words(75)),
    },
    "element:static_select": {
        **_MENU,
        **_OPTIONS,
        "initial_option": may(part("object:option")),
    },
    "element:multi_static_select": {
        **_MULTI,
        **_OPTIONS,
        "initial_options": may(parts(1, 100, "object:option")),
    },
    "element:users_select": {**_MENU, "initial_user": may(Words(255))},
    "element:multi_users_select": {**_MULTI, "initial_users": may(_IDS)},
    "element:channels_select": {**_MENU, "initial_channel": may(Words(255))},
    "element:multi_channels_select": {**_MULTI, "initial_channels": may(_IDS)},
    "element:conversations_select": {
        **_MENU,
        "initial_conversation": may(Words(255)),
        "default_to_current_conversation": may(Flag()),
        "filter": _FILTER,
    },
    "element:multi_conversations_select": {
        **_MULTI,
        "initial_conversations": may(_IDS),
        "default_to_current_conversation": may(Flag()),
        "filter": _FILTER,
    },
    "element:checkboxes": {
        **_TICKS,
        "initial_options": may(parts(1, 10, "object:formatted_option")),
    },
    "element:radio_buttons": {**_TICKS, "initial_option": may(part("object:formatted_option"))},
    "element:overflow": {
        **_ACTION,
        "options": need(parts(1, 5, "object:overflow_option")),
        "confirm": CONFIRM,
    },
    "element:datepicker": {**_MENU, "initial_date": may(Words(10, least=10))},
    "element:timepicker": {
        **_MENU,
        "initial_time": may(Words(5, least=5)),
        "timezone": may(Words(255)),
    },
    "element:datetimepicker": {
        **_ACTION,
        **_FOCUS,
        "initial_date_time": may(Number(1_000_000_000, 9_999_999_999)),
        "confirm": CONFIRM,
    },
    "element:plain_text_input": {
        **_WRITING,
        "multiline": may(Flag()),
        "min_length": may(Number(0, 3000)),
        "max_length": may(Number(1, 3000)),
        "initial_value": may(Words(3000)),
    },
    "element:email_text_input": {**_WRITING, "initial_value": may(Words(3000))},
    "element:url_text_input": {**_WRITING, "initial_value": may(Words(3000))},
    "element:number_input": {
        **_WRITING,
        "is_decimal_allowed": need(Flag()),
        "min_value": may(Words(255)),
        "max_value": may(Words(255)),
        "initial_value": may(Words(255)),
    },
    "element:image": {
        "image_url": may(Words(3000)),
        "slack_file": may(part("object:slack_file")),
        "alt_text": need(Words(2000)),
    },
    "element:feedback_buttons": {
        **_ACTION,
        "positive_button": need(part("object:feedback_button")),
        "negative_button": need(part("object:feedback_button")),
    },
    "element:icon_button": {
        **_ACTION,
        "icon": need(one_of("trash")),
        "text": need(plain(75)),
        "value": may(Words(2000)),
        "visible_to_user_ids": may(Parts(Words(255), 1, 10)),
        "accessibility_label": may(Words(75)),
        "confirm": CONFIRM,
    },
}

_MENUS = tuple(name for name in ELEMENTS if name.endswith("_select"))
_SHARED = (*_MENUS, "element:checkboxes", "element:radio_buttons")
_PICKERS = ("element:datepicker", "element:timepicker")

IN_ACTIONS = (
    *_SHARED,
    *_PICKERS,
    "element:button",
    "element:overflow",
    "element:datetimepicker",
)
IN_SECTION = (*_SHARED, *_PICKERS, "element:button", "element:overflow", "element:image")
IN_INPUT = (
    *_SHARED,
    *_PICKERS,
    "element:datetimepicker",
    "element:plain_text_input",
    "element:email_text_input",
    "element:url_text_input",
    "element:number_input",
)
IN_CONTEXT = ("element:image", "text:plain_text", "text:mrkdwn")
IN_CONTEXT_ACTIONS = ("element:feedback_buttons", "element:icon_button")
