"""The smallest good thing of every kind in the table, written by hand."""

from bot.sandbox.wire import Json


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def _option(value: str = "a") -> Json:
    return {"text": plain(), "value": value}


_SERIES: Json = {"name": "CSAT", "data": [{"label": "Mon", "value": 1}]}
_AXIS: Json = {"categories": ["Mon"]}
_SECTION: Json = {"type": "rich_text_section", "elements": []}

GOOD: dict[str, Json] = {
    "text:plain_text": plain(),
    "text:mrkdwn": {"type": "mrkdwn", "text": "x"},
    "object:option": _option(),
    "object:formatted_option": {"text": {"type": "mrkdwn", "text": "*x*"}, "value": "a"},
    "object:overflow_option": _option(),
    "object:option_group": {"label": plain(), "options": [_option()]},
    "object:confirm": {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()},
    "object:dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    "object:conversation_filter": {"include": ["public"]},
    "object:slack_file": {"id": "F0123456789"},
    "object:feedback_button": {"text": plain(), "value": "v"},
    "object:column_setting": {"align": "right"},
    "object:style": {"bold": True},
    "object:segment": {"label": "a", "value": 1},
    "object:series": _SERIES,
    "object:point": {"label": "Mon", "value": -1},
    "object:axis_config": _AXIS,
    "object:message": {"blocks": []},
    "cell:raw_text": {"type": "raw_text", "text": "x"},
    "chart:pie": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
    "chart:bar": {"type": "bar", "series": [_SERIES], "axis_config": _AXIS},
    "chart:line": {"type": "line", "series": [_SERIES], "axis_config": _AXIS},
    "chart:area": {"type": "area", "series": [_SERIES], "axis_config": _AXIS},
    "piece:text": {"type": "text", "text": "x"},
    "piece:link": {"type": "link", "url": "https://example.com"},
    "piece:emoji": {"type": "emoji", "name": "wave"},
    "piece:user": {"type": "user", "user_id": "U1"},
    "piece:channel": {"type": "channel", "channel_id": "C1"},
    "piece:usergroup": {"type": "usergroup", "usergroup_id": "S1"},
    "piece:broadcast": {"type": "broadcast", "range": "here"},
    "piece:date": {"type": "date", "timestamp": 1, "format": "{date}"},
    "rich:rich_text_section": _SECTION,
    "rich:rich_text_quote": {"type": "rich_text_quote", "elements": []},
    "rich:rich_text_preformatted": {"type": "rich_text_preformatted", "elements": []},
    "rich:rich_text_list": {"type": "rich_text_list", "style": "bullet", "elements": [_SECTION]},
    "element:button": {"type": "button", "text": plain()},
    "element:static_select": {"type": "static_select", "options": [_option()]},
    "element:multi_static_select": {"type": "multi_static_select", "options": [_option()]},
    "element:users_select": {"type": "users_select"},
    "element:multi_users_select": {"type": "multi_users_select"},
    "element:channels_select": {"type": "channels_select"},
    "element:multi_channels_select": {"type": "multi_channels_select"},
    "element:conversations_select": {"type": "conversations_select"},
    "element:multi_conversations_select": {"type": "multi_conversations_select"},
    "element:checkboxes": {"type": "checkboxes", "options": [_option()]},
    "element:radio_buttons": {"type": "radio_buttons", "options": [_option()]},
    "element:overflow": {"type": "overflow", "options": [_option()]},
    "element:datepicker": {"type": "datepicker"},
    "element:timepicker": {"type": "timepicker"},
    "element:datetimepicker": {"type": "datetimepicker"},
    "element:plain_text_input": {"type": "plain_text_input"},
    "element:email_text_input": {"type": "email_text_input"},
    "element:url_text_input": {"type": "url_text_input"},
    "element:number_input": {"type": "number_input", "is_decimal_allowed": False},
    "element:image": {"type": "image", "image_url": "https://example.com/x", "alt_text": "x"},
    "element:feedback_buttons": {
        "type": "feedback_buttons",
        "positive_button": {"text": plain(), "value": "y"},
        "negative_button": {"text": plain(), "value": "n"},
    },
    "element:icon_button": {"type": "icon_button", "icon": "trash", "text": plain()},
    "block:actions": {"type": "actions", "elements": [{"type": "button", "text": plain()}]},
    "block:alert": {"type": "alert", "text": plain()},
    "block:context": {"type": "context", "elements": [plain()]},
    "block:context_actions": {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": plain()}],
    },
    "block:data_visualization": {
        "type": "data_visualization",
        "title": "x",
        "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
    },
    "block:divider": {"type": "divider"},
    "block:header": {"type": "header", "text": plain()},
    "block:image": {"type": "image", "image_url": "https://example.com/x", "alt_text": "x"},
    "block:input": {"type": "input", "label": plain(), "element": {"type": "plain_text_input"}},
    "block:markdown": {"type": "markdown", "text": "# x"},
    "block:rich_text": {"type": "rich_text", "elements": [_SECTION]},
    "block:section": {"type": "section", "text": plain()},
    "block:table": {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]},
    "view:home": {"type": "home", "blocks": [{"type": "divider"}]},
    "view:modal": {"type": "modal", "title": plain(), "blocks": [{"type": "divider"}]},
}
