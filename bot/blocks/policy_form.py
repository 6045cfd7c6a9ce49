"""The policy of a survey: an overview in words, and a short form for each part of it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.blocks import inert, kit, modal, naming, policy_values
from bot.blocks.message import Block, View
from bot.blocks.policy_words import GROUPS, OF_CHANNEL, Group, Words
from bot.wording import Voice, sentence
from kpi import setting_values
from kpi.errors import WrongSetting
from kpi.policy import EXAMPLES
from kpi.policy_settings import LONGEST, SETTINGS
from kpi.store import surveys
from kpi.store.tables import Survey

CHANNELS: Mapping[str, str] = {
    "chat": sentence("a chat"),
    "phone": sentence("a call"),
    "email": sentence("a mail"),
}
"""Channels that always have a field, and what they are called; others have one once they have a
delay."""

PART = "policy:"
"""Before the name of a group, in the action id of the button that opens its form."""


_SHOWN = 200
_OFF = sentence("off")
_WEEKDAYS: Mapping[str, str] = {
    "mon": sentence("mon"),
    "tue": sentence("tue"),
    "wed": sentence("wed"),
    "thu": sentence("thu"),
    "fri": sentence("fri"),
    "sat": sentence("sat"),
    "sun": sentence("sun"),
}
_WEEKDAY = re.compile("|".join(_WEEKDAYS))
_DELAY = "delay."
_CHOICES: Mapping[Any, Mapping[str, str]] = {
    setting_values.read_choice: {"yes": sentence("Yes"), "no": sentence("No")},
    setting_values.read_person: {
        "resolution": sentence("Resolution"),
        "person": sentence("Person"),
    },
}
"""Settings whose values are few enough to choose from, by how they are read."""


def overview(say: Voice, survey: Survey, notice: str = "") -> View:
    """Show the policy of a survey in words, with a button to each of its forms.

    Args:
        say: the reader's voice.
        survey: as it stands now.
        notice: what became of the last change, escaped.
    """
    settings = surveys.policy(survey).settings()
    blocks = [kit.section(notice), {"type": "divider"}] if notice else []
    blocks.append(kit.section(f"*{inert.escaped(naming.survey(survey), naming.LONGEST)}*"))
    for key, group in GROUPS.items():
        title = say(group.title)
        change = kit.button(say("Change"), f"{PART}{key}", survey.name, about=title)
        text = "\n".join([f"*{title}*", *_told(say, group, settings)])
        blocks += [{"type": "divider"}, kit.section(text, accessory=change)]
    blocks += [{"type": "divider"}, kit.context(_beforehand(say, survey))]
    return {
        "type": "modal",
        "callback_id": "survey_policy",
        "title": kit.plain(say("When and whom"), kit.TITLE),
        "close": kit.plain(say("Close"), kit.TITLE),
        "blocks": blocks,
    }


def form(say: Voice, survey: Survey, key: str) -> View:
    """Ask for one part of a policy, by its name in GROUPS; every field begins with what holds."""
    settings = surveys.policy(survey).settings()
    blocks = [kit.context(_names_stand(say, survey))]
    for name, words in GROUPS[key].settings.items():
        blocks.append(_field(say, name, words, settings))
        blocks += _of_channels(say, settings) if name == "delay" else ()
    return modal.form(
        say,
        "policy_part",
        blocks,
        title=say(GROUPS[key].title),
        submit=say("Save"),
        ids={"survey": survey.name, "part": key},
    )


def changes(say: Voice, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """Say line by line, escaped, what differs between two policies as `Policy.settings`."""
    for name in dict.fromkeys([*after, *before]):
        if before.get(name) != after.get(name):
            was, now = _value(say, name, before), _value(say, name, after)
            yield inert.escaped(f"{_label(say, name)}: {was} → {now}", _SHOWN)


def _value(say: Voice, name: str, settings: Mapping[str, str]) -> str:
    if name not in settings:
        return say("as everywhere")
    return policy_values.told(say, name, settings[name]) or "\N{EN DASH}"


def _label(say: Voice, name: str) -> str:
    if name.startswith(_DELAY):
        return say(OF_CHANNEL, channel=_channel(say, name))
    return say(policy_values.words_of(name).label)


def _told(say: Voice, group: Group, settings: Mapping[str, str]) -> Iterator[str]:
    told = {name: policy_values.told(say, name, settings[name]) for name in group.settings}
    rules = (told[name] for name, words in group.settings.items() if not words.nothing)
    if group.without_rules and not any(rules):
        yield say(group.without_rules)
    for name, value in told.items():
        if value:
            own = _own_delays(say, settings) if name == "delay" else ""
            yield inert.escaped(f"{_label(say, name)}: {value}{own}", _SHOWN)


def _own_delays(say: Voice, settings: Mapping[str, str]) -> str:
    own = [
        say(
            "{length} after {channel}",
            length=policy_values.told(say, name, value),
            channel=_channel(say, name),
        )
        for name, value in settings.items()
        if name.startswith(_DELAY)
    ]
    return f" ({', '.join(own)})" if own else ""


def _channel(say: Voice, name: str) -> str:
    """Name the channel of a delay: one of ours in words, another as its tickets do."""
    channel = name.removeprefix(_DELAY)
    return say(CHANNELS[channel]) if channel in CHANNELS else channel


def _channels(settings: Mapping[str, str]) -> list[str]:
    own = [name.removeprefix(_DELAY) for name in settings if name.startswith(_DELAY)]
    return [*dict.fromkeys([*CHANNELS, *own])]


def _of_channels(say: Voice, settings: Mapping[str, str]) -> Iterator[Block]:
    for channel in _channels(settings):
        name = f"{_DELAY}{channel}"
        hint = _hint(say, say("Empty for the same as everywhere."), EXAMPLES["delay.chat"], name)
        element = _text(name, settings.get(name, ""))
        yield kit.field(_label(say, name), element, optional=True, hint=hint)


def _field(say: Voice, name: str, words: Words, settings: Mapping[str, str]) -> Block:
    value, hint = _written(say, name, settings[name]), say(words.hint)
    if name in SETTINGS and (choices := _CHOICES.get(SETTINGS[name].read)):
        options = {key: kit.option(say(label), key) for key, label in choices.items()}
        element = _select(name, options, value)
        return kit.field(say(words.label), element, hint=f"{hint}  ({name})")
    hint = _hint(say, hint, _written(say, name, EXAMPLES[name]), name)
    # An empty value is shown as such; whatever has one may be emptied again.
    optional = name in SETTINGS and _may_be_empty(name)
    return kit.field(say(words.label), _text(name, value), optional=optional, hint=hint)


def _written(say: Voice, name: str, value: str) -> str:
    """Write a value as somebody would who speaks the reader's language: the readers know both."""
    if name == "days":
        return _WEEKDAY.sub(lambda day: say(_WEEKDAYS[day[0]]), value)
    return say(_OFF) if value == _OFF else value


def _may_be_empty(name: str) -> bool:
    try:
        return not SETTINGS[name].show(SETTINGS[name].read(""))
    except WrongSetting:
        return False


def _hint(say: Voice, hint: str, example: str, name: str) -> str:
    return f"{hint} {say('For example {example}.', example=example)}  ({name})"


def _text(name: str, value: str) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": name,
        "max_length": LONGEST,
    }
    return element | ({"initial_value": value} if value else {})


def _select(name: str, options: Mapping[str, Block], value: str) -> Block:
    return {
        "type": "static_select",
        "action_id": name,
        "options": [*options.values()],
        "initial_option": options[value],
    }


def _beforehand(say: Voice, survey: Survey) -> str:
    return say(
        "What other settings would have done to the last 90 days:  "
        "`/survey what-if {name} cooldown=30d`",
        name=survey.name,
    )


def _names_stand(say: Voice, survey: Survey) -> str:
    return say(
        "*{survey}*. In brackets stands the name of a setting in commands.",
        survey=inert.escaped(naming.survey(survey), naming.LONGEST),
    )
