"""The form for a digest: where it goes, which numbers, split and narrowed how, when it comes."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.blocks import digest_list, kit, modal, naming
from bot.blocks.message import Block, View
from bot.wording import Voice
from kpi.metrics import Metric
from kpi.store import schedules
from kpi.store.tables import Schedule

FORM = "digest_form"
SPLITS = ("team", "channel", "account", "priority", "source", "moment")
"""What a digest can be split by: nobody's channel gets anything by agent."""
MONTHLY = "m"
"""Before the number of a day of the month, where those of the week are numbers alone."""
NOTICE = "notice"

_DAYS_IN_WEEK = 7
_MONTH_DAYS = range(1, 29)
_LONGEST_FILTER, _LONGEST_TITLE, _LONGEST_ADDRESSES = 200, 60, 3000
_KEPT = ("type", "callback_id", "private_metadata", "title", "submit", "close")
"""What Slack takes back of a form that it sent."""


def form(say: Voice, schedule: Schedule, *, mails: bool, template: str = "") -> View:
    """Ask what a digest shall be.

    Args:
        say: the reader's voice.
        schedule: what the fields begin with.
        mails: whether mail can be sent.
        template: what a new digest starts from; empty for one that is kept already.
    """
    asked = [
        _text("title", say("Name"), schedule.title, _LONGEST_TITLE, optional=True),
        _channel(say, schedule.channel_id, optional=mails),
        *([_addresses(say, schedule)] if mails else []),
        _metrics(say, schedule.metrics),
        _by(say, schedule.by),
        _filter(say, schedule),
        _day(say, schedule),
        _time(say, schedule.time),
        _language(say, schedule.language),
    ]
    preview = kit.button(say("Send me a preview"), digest_list.PREVIEW, str(schedule.id))
    start = digest_list.templates(say) if template else []
    blocks = [*start, *_anew(asked, template), *kit.actions([preview])]
    ids = {"template": template} if template else {"schedule": str(schedule.id)}
    return modal.form(say, FORM, blocks, title=say("Digest"), submit=say("Save"), ids=ids)


def noticed(view: View, text: str) -> View:
    """Give a form that is open with a sentence above its last button; what was typed stays."""
    *fields, button = [block for block in view["blocks"] if block.get("block_id") != NOTICE]
    told = kit.context(text) | {"block_id": NOTICE}
    return {key: view[key] for key in _KEPT} | {"blocks": [*fields, told, button]}


def _anew(asked: Sequence[Block], template: str) -> Iterator[Block]:
    """Name the blocks after the template: Slack keeps what was typed in those of the same name."""
    for block in asked:
        is_usual = template in {"", next(iter(schedules.TEMPLATES))}
        yield block if is_usual else block | {"block_id": f"{block['block_id']}:{template}"}


def _channel(say: Voice, channel_id: str, *, optional: bool) -> Block:
    element = kit.channel_menu(channel_id, outsiders=False)
    hint = say("I must be in the channel, and nobody from outside.")
    return kit.field(say("Channel"), element, optional=optional, hint=hint)


def _addresses(say: Voice, schedule: Schedule) -> Block:
    text = "\n".join(schedule.addresses)
    block = _text("addresses", say("Mail to"), text, _LONGEST_ADDRESSES, optional=True)
    block["element"] |= {"multiline": True}
    hint = say("For colleagues outside Slack: they read what customers said. An address a line.")
    return block | {"hint": kit.plain(hint, kit.HINT)}


def _metrics(say: Voice, chosen: Sequence[str]) -> Block:
    options = {metric.value: kit.option(naming.metric(metric), metric.value) for metric in Metric}
    element = _boxes("metrics", options, chosen)
    return kit.field(say("Numbers"), element)


def _by(say: Voice, chosen: Sequence[str]) -> Block:
    options = {one: kit.option(naming.begun(naming.segment(say, one)), one) for one in SPLITS}
    element = _boxes("by", options, chosen)
    return kit.field(say("In the thread, by"), element, optional=True)


def _filter(say: Voice, schedule: Schedule) -> Block:
    written = " ".join(f'{name}:"{value}"' for name, value in schedule.filters.items())
    block = _text("filter", say("Only"), written, _LONGEST_FILTER, optional=True)
    example = kit.plain('team:Network account:"Big Company"', kit.PLACEHOLDER)
    block["element"] |= {"placeholder": example}
    return block | {"hint": kit.plain(say("Leave this empty for everything."), kit.HINT)}


def _day(say: Voice, schedule: Schedule) -> Block:
    week = {
        str(day): kit.option(naming.begun(say.weekday(day)), str(day))
        for day in range(_DAYS_IN_WEEK)
    }
    month = {
        f"{MONTHLY}{day}": kit.option(say("Day {day} of the month", day=day), f"{MONTHLY}{day}")
        for day in _MONTH_DAYS
    }
    chosen = (
        month[f"{MONTHLY}{schedule.month_day}"]
        if schedule.rhythm == schedules.MONTHLY
        else week[str(schedule.weekday)]
    )
    element = {
        "type": "static_select",
        "action_id": "day",
        "option_groups": [
            _group(say("Every week, about the week before"), week.values()),
            _group(say("Every month, about the month before"), month.values()),
        ],
        "initial_option": chosen,
    }
    return kit.field(say("Day"), element)


def _time(say: Voice, time: str) -> Block:
    element: dict[str, Any] = {"type": "timepicker", "action_id": "time", "initial_time": time}
    return kit.field(say("Time"), element, hint=say("In the time zone of the workspace."))


def _language(say: Voice, language: str) -> Block:
    options = {code: kit.option(name, code) for code, name in naming.LANGUAGES.items()}
    element = {
        "type": "static_select",
        "action_id": "language",
        "options": [*options.values()],
        "initial_option": options[language],
    }
    return kit.field(say("Language"), element)


def _group(label: str, options: Any) -> Block:
    return {"label": kit.plain(label, kit.OPTION), "options": list(options)}


def _boxes(action_id: str, options: dict[str, Block], chosen: Sequence[str]) -> Block:
    element: Block = {
        "type": "checkboxes",
        "action_id": action_id,
        "options": [*options.values()],
    }
    ticked = [option for value, option in options.items() if value in chosen]
    return element | ({"initial_options": ticked} if ticked else {})


def _text(action_id: str, label: str, value: str, most: int, *, optional: bool) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": action_id, "max_length": most}
    if value:
        element["initial_value"] = value
    return kit.field(label, element, optional=optional)
