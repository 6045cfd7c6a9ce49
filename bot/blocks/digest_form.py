"""The form for a weekly digest: where, which numbers, narrowed how, when, in which language."""

from typing import Any

from bot.blocks import kit, modal, naming
from bot.blocks.message import Block, View
from bot.wording import Voice, voice
from kpi.metrics import Metric

_DAYS_IN_WEEK = 7
_LONGEST_FILTER = 200


def form(*, language: str, channel_id: str = "") -> View:
    """Ask what the digest shall be.

    Args:
        language: the locale of who fills it in; also suggested for the digest.
        channel_id: the channel suggested; direct messages are not offered.
    """
    say = voice(language)
    blocks = [
        _channel(say, channel_id),
        _metrics(say),
        _filter(say),
        _weekday(say),
        _time(say),
        _language(say),
    ]
    return modal.form(
        say, "digest_form", blocks, title=say("Weekly digest"), submit=say("Save"), ids={}
    )


def _channel(say: Voice, channel_id: str) -> Block:
    element: dict[str, Any] = {
        "type": "conversations_select",
        "action_id": "channel",
        "filter": {
            "include": ["public", "private"],
            "exclude_bot_users": True,
            "exclude_external_shared_channels": True,
        },
    }
    if channel_id.startswith(("C", "G")):
        element["initial_conversation"] = channel_id
    hint = say("I must be in the channel, and nobody from outside.")
    return kit.field(say("Channel"), element, hint=hint)


def _metrics(say: Voice) -> Block:
    options = [kit.option(naming.metric(metric), metric.value) for metric in Metric]
    element: dict[str, Any] = {
        "type": "checkboxes",
        "action_id": "metrics",
        "options": options,
        "initial_options": options,
    }
    return kit.field(say("Numbers"), element)


def _filter(say: Voice) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": "filter",
        "max_length": _LONGEST_FILTER,
        "placeholder": kit.plain('team:Network account:"Big Company"', kit.PLACEHOLDER),
    }
    hint = say("Leave this empty for everything.")
    return kit.field(say("Only"), element, optional=True, hint=hint)


def _weekday(say: Voice) -> Block:
    options = [kit.option(naming.begun(say.weekday(day)), str(day)) for day in range(_DAYS_IN_WEEK)]
    return kit.field(say("Day"), _select("weekday", options, options[0]))


def _time(say: Voice) -> Block:
    element: dict[str, Any] = {
        "type": "timepicker",
        "action_id": "time",
        "initial_time": "09:00",
    }
    return kit.field(say("Time"), element, hint=say("In the time zone of the workspace."))


def _language(say: Voice) -> Block:
    options = {code: kit.option(name, code) for code, name in naming.LANGUAGES.items()}
    return kit.field(
        say("Language"), _select("language", [*options.values()], options[say.language])
    )


def _select(action_id: str, options: list[Block], chosen: Block) -> Block:
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": options,
        "initial_option": chosen,
    }
