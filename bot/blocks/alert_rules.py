"""Which answers need somebody, and who is told: the rules of a workspace as a list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import inert, kit, naming, room, scale, theme_names
from bot.blocks.message import Block, Message
from bot.blocks.room import Part
from bot.wording import Voice, sentence
from kpi.metrics import Definition
from kpi.store import silent_rules, surveys
from kpi.store.tables import AlertRule, Survey
from kpi.themes import Dictionary

EDIT, NEW, REMOVE = "alert:edit", "alert:new", "alert:remove"
JOY = "alert:joy"
ON, OFF = "on", "off"

_WORDS = 200

_PHRASES: Mapping[str, str] = {
    "channel_shared": sentence("people from outside read the channel"),
    "not_in_channel": sentence("I am not in the channel"),
    "is_archived": sentence("the channel is archived"),
    "channel_not_found": sentence("the channel is gone"),
    silent_rules.ANONYMOUS: sentence(
        "the survey is anonymous by now; choose another one, or remove the alert"
    ),
    silent_rules.THEME_GONE: sentence(
        "the theme was removed; choose another one, or remove the alert"
    ),
}
"""Why a rule is paused, by the word that is stored."""
_OTHERWISE = sentence("Slack refuses it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of a workspace, with what they are named after."""

    rules: Sequence[AlertRule]
    surveys: Sequence[Survey]
    themes: Dictionary
    sends_joy: bool


def listing(say: Voice, found: Rules, notice: str = "") -> Message:
    """Draw all rules, each with its buttons, and the switch of good news.

    Args:
        say: the reader's voice.
        found: the rules, the oldest first.
        notice: what became of the last change, escaped.
    """
    intro = (
        say("These answers need somebody: they become a case, and a channel is told.")
        if found.rules
        else say("No answer is followed up yet. An alert tells a channel when somebody is unhappy.")
    )
    top = [notice, intro] if notice else [intro]
    above, below = [*map(kit.section, top)], _below(say, found)
    left = room.MOST - room.taken([*above, *below], "\n".join(top))
    rows = room.fitting((_row(say, found, one) for one in found.rules), left)
    drawn = [block for row in rows for block in row.blocks]
    drawn += room.left_out(say, len(found.rules) - len(rows))
    return Message("\n".join([*top, *(row.line for row in rows)]), [*above, *drawn, *below])


def described(say: Voice, found: Rules, rule: AlertRule) -> str:
    """Say in a line which answers are meant and where they are told, escaped."""
    survey = _survey(found, rule)
    conditions = ", ".join(_conditions(say, found, rule, survey))
    name = inert.escaped(naming.survey(survey), naming.LONGEST)
    channel = f"<#{rule.channel_id}>"
    told = (
        say("{conditions}: told in {channel}", conditions=conditions, channel=channel)
        if conditions
        else say("told in {channel}", channel=channel)
    )
    line = f"*{name}* · {told}"
    if rule.paused_because:
        why = say(_PHRASES.get(rule.paused_because, _OTHERWISE))
        line = f"{line}; {say('paused: {reason}', reason=why)}"
    return line


def at_most(say: Voice, definition: Definition, steps: int) -> str:
    """Say which scores are so many steps from the unhappy end: 1 or 2 of 5; not escaped."""
    scores = list(definition.scale)
    chosen = scores[-steps:][::-1] if definition.low_is_good else scores[:steps]
    worst = scale.told(say, definition, chosen[0])
    if steps == 1:
        return worst
    edge = scale.told(say, definition, chosen[-1])
    if definition.low_is_good:
        return say("{score} or higher", score=edge)
    return say("{score} or lower", score=edge)


def _conditions(say: Voice, found: Rules, rule: AlertRule, survey: Survey) -> Iterator[str]:
    if rule.steps is not None:
        yield inert.escaped(at_most(say, surveys.definition(survey), rule.steps), naming.LONGEST)
    if rule.theme:
        known = theme_names.named(found.themes, say.language)
        name = theme_names.with_removed(say, known, rule.theme)[rule.theme]
        yield say("about {theme}", theme=inert.escaped(name, naming.LONGEST))
    if rule.account:
        yield say("account {name}", name=inert.escaped(rule.account, naming.LONGEST))
    if rule.words:
        words = inert.escaped(", ".join(rule.words), _WORDS)
        yield say("with one of the words {words}", words=words)


def _survey(found: Rules, rule: AlertRule) -> Survey:
    return next(one for one in found.surveys if one.id == rule.survey_id)


def _row(say: Voice, found: Rules, rule: AlertRule) -> Part:
    line = described(say, found, rule)
    key, about = str(rule.id), naming.survey(_survey(found, rule))
    edit = kit.button(say("Change"), EDIT, key, about=about)
    remove = kit.confirmed(
        kit.button(say("Remove"), REMOVE, key, about=about),
        title=say("Remove this alert?"),
        text=say("The cases it made stay."),
        confirm=say("Remove"),
        deny=say("Keep"),
    )
    return Part([kit.section(line), *kit.actions([edit, remove])], line)


def _below(say: Voice, found: Rules) -> list[Block]:
    joy = (
        say("Agents whom Slack knows hear it when a customer whom they helped is happy.")
        if found.sends_joy
        else say("Agents do not hear it when a customer whom they helped is happy.")
    )
    switch = say("Keep it to yourself") if found.sends_joy else say("Let them hear it")
    value = OFF if found.sends_joy else ON
    return [
        *kit.actions([kit.button(say("New alert"), NEW, primary=True)]),
        kit.section(joy, accessory=kit.button(switch, JOY, value)),
    ]
