"""Table rows for the small objects inside elements and blocks."""

from bot.sandbox.block_kit.rules import (
    Flag,
    Parts,
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

OBJECTS: Shapes = {
    "text:plain_text": {"text": need(Words(3000)), "emoji": may(Flag())},
    "text:mrkdwn": {"text": need(Words(3000)), "verbatim": may(Flag())},
    "object:option": {
        "text": need(plain(75)),
        "value": need(Words(150)),
        "description": may(plain(75)),
    },
    "object:formatted_option": {
        "text": need(either(75)),
        "value": need(Words(150)),
        "description": may(either(75)),
    },
    "object:overflow_option": {
        "text": need(plain(75)),
        "value": need(Words(150)),
        "url": may(Words(3000)),
    },
    "object:option_group": {
        "label": need(plain(75)),
        "options": need(parts(1, 100, "object:option")),
    },
    "object:confirm": {
        "title": need(plain(100)),
        "text": need(either(300)),
        "confirm": need(plain(30)),
        "deny": need(plain(30)),
        "style": may(one_of("primary", "danger")),
    },
    "object:dispatch_action_config": {
        "trigger_actions_on": need(Parts(one_of("on_enter_pressed", "on_character_entered"), 1, 2)),
    },
    "object:conversation_filter": {
        "include": may(Parts(one_of("im", "mpim", "private", "public"), 1, 4)),
        "exclude_external_shared_channels": may(Flag()),
        "exclude_bot_users": may(Flag()),
    },
    "object:slack_file": {"id": may(Words(255)), "url": may(Words(3000))},
    "object:feedback_button": {
        "text": need(plain(75)),
        "value": need(Words(2000)),
        "accessibility_label": may(Words(75)),
    },
    "object:column_setting": {
        "align": may(one_of("left", "center", "right")),
        "is_wrapped": may(Flag()),
    },
    "cell:raw_text": {"text": need(Words(10_000))},
}

CONFIRM = may(part("object:confirm"))
