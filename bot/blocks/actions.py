"""Actions in Slack: the list by state, and the card of one with its history and its buttons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import inert, kit, naming, occasions, room, verdicts
from bot.blocks.message import Block, Message
from bot.blocks.occasions import Occasion
from bot.blocks.room import Part
from bot.wording import Voice, sentence
from kpi.actions import GOING, LONGEST_TITLE, LONGEST_WHY, State, Step
from kpi.periods import local_day
from kpi.store import actions
from kpi.store.tables import Action, ActionChange

OPEN, LIST, ENDED = "action:open", "action:list", "action:ended"
START, LIVE, JUDGE = "action:start", "action:live", "action:judge"
DROP, TAKE_UP, EDIT, THANK = "action:drop", "action:take_up", "action:edit", "action:thank"

_MOST_STEPS = 12
"""Of the history, the latest."""
_STATES: Mapping[State, str] = {
    State.IDEA: sentence("Ideas"),
    State.DOING: sentence("Being done"),
    State.LIVE: sentence("Live, not judged yet"),
    State.JUDGED: sentence("Judged"),
    State.DROPPED: sentence("Dropped"),
}
_STANDS: Mapping[State, str] = {
    State.IDEA: sentence("an idea"),
    State.DOING: sentence("being done"),
    State.LIVE: sentence("live"),
    State.JUDGED: sentence("judged"),
    State.DROPPED: sentence("dropped"),
}
_STEPS: Mapping[Step, str] = {
    Step.BEGUN: sentence("begun"),
    Step.CHANGED: sentence("changed"),
    Step.STARTED: sentence("taken in hand"),
    Step.WENT_LIVE: sentence("went live"),
    Step.JUDGED: sentence("judged"),
    Step.DROPPED: sentence("dropped"),
    Step.TAKEN_UP: sentence("taken up again"),
    Step.THANKED: sentence("customers told"),
}
_OFFERED: Mapping[State, Sequence[str]] = {
    State.IDEA: (START, LIVE, EDIT),
    State.DOING: (LIVE, EDIT),
    State.LIVE: (JUDGE, THANK, EDIT),
    State.JUDGED: (THANK, EDIT),
    State.DROPPED: (TAKE_UP,),
}
"""What can be done, beside dropping it."""
_WORDS: Mapping[str, str] = {
    START: sentence("Start"),
    LIVE: sentence("Went live on…"),
    JUDGE: sentence("Judge now"),
    THANK: sentence("Tell the customers"),
    EDIT: sentence("Edit"),
    TAKE_UP: sentence("Take up again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An action with what belongs to it."""

    action: Action
    history: Sequence[ActionChange]
    theme: str
    """What its theme is called, not escaped; empty for none."""
    thanked: Mapping[str, int]
    """Thank-yous by the state of their delivery."""
    today: date
    zone: str

    @property
    def state(self) -> State:
        return State(self.action.state)


def listing(
    say: Voice,
    found: Sequence[Action],
    today: date,
    notice: str = "",
    *,
    any_dropped: bool = True,
) -> Message:
    """List actions by where they stand, as they are ordered; those that are overdue say so.

    Where there are dropped ones, they are a tap away.
    """
    top = [notice] if notice else []
    if not found:
        top.append(say("There are no actions yet. Begin one: `/kpi action new`"))
    dropped = [kit.button(say("Dropped ones"), ENDED)] if any_dropped else []
    buttons = kit.actions([occasions.button(say, Occasion()), *dropped])
    above = [*map(kit.section, top)]
    left = room.MOST - room.taken([*above, *buttons], "\n".join(top))
    rows = room.fitting(_rows(say, found, today), left)
    drawn = [block for row in rows for block in row.blocks]
    hidden = [*room.left_out(say, len(found) - sum(len(row.blocks) > 0 for row in rows))]
    text = "\n".join([*top, *(row.line for row in rows)]).replace("*", "")
    return Message(text, [*above, *drawn, *hidden, *buttons])


def card(say: Voice, shown: Card, notice: str = "") -> Message:
    """Show one action: what, why, how it stands, what it did, and what can be done next."""
    action = shown.action
    lines = [f"*{title(action)}*", *_about(say, shown)]
    blocks = [*([kit.section(notice)] if notice else []), kit.section("\n".join(lines))]
    why = inert.verbatim(action.why, LONGEST_WHY)
    if why:
        blocks.append(kit.rich_text(kit.rich_quote(why)))
    effect = verdicts.kept(action)
    verdict = verdicts.told(say, action, effect) if effect else ""
    after = [*([verdict] if verdict else []), *_thanks(say, shown)]
    past = "\n".join(_history(say, shown))
    blocks += map(kit.section, after)
    blocks += [*([kit.context(past)] if past else []), *_buttons(say, shown)]
    told = [notice, *lines, inert.escaped(action.why, LONGEST_WHY), *after]
    return Message("\n".join(filter(None, told)).replace("*", ""), blocks)


def judged(say: Voice, action: Action) -> Message:
    """Tell its owner what an action did, with what can be done next."""
    effect = verdicts.kept(action)
    verdict = verdicts.told(say, action, effect) if effect else ""
    text = say("Your action *{title}* is judged.", title=title(action))
    value = _value(action)
    row = [kit.button(say("Open"), OPEN, value)]
    if not action.thanks:
        row.append(kit.button(say(_WORDS[THANK]), THANK, value))
    blocks = [kit.section(text), kit.section(verdict or text), *kit.actions(row)]
    return Message(f"{text} {verdict}".replace("*", "").rstrip(), blocks)


def title(action: Action) -> str:
    """Give the title of an action, escaped."""
    return inert.escaped(action.title, LONGEST_TITLE)


def owner(action: Action) -> str:
    return f"<@{action.owner_id}>"


def _rows(say: Voice, found: Sequence[Action], today: date) -> Iterator[Part]:
    """Give a part for each action, with the heading of its state before the first of them."""
    before = ""
    for one in found:
        line = _line(say, one, today)
        opening = kit.button(say("Open"), OPEN, _value(one), about=one.title)
        blocks = [kit.section(line, accessory=opening)]
        if one.state != before:
            heading = f"*{say(_STATES[State(one.state)])}*"
            blocks, line = [kit.section(heading), *blocks], f"{heading}\n{line}"
        before = one.state
        yield Part(blocks, line)


def _line(say: Voice, action: Action, today: date) -> str:
    return f"*{title(action)}*\n{facts(say, action, today)}"


def facts(say: Voice, action: Action, today: date) -> str:
    """Say in a line what an action should move, whose it is and by when, or what it did, escaped.

    Args:
        say: the reader's voice.
        action: in whichever state.
        today: the day in the workspace's zone.
    """
    parts = [verdicts.whose(say, action), owner(action), *_dates(say, action, today)]
    effect = verdicts.kept(action)
    if effect is not None:
        parts.append(verdicts.brief(say, effect))
    return " · ".join(parts)


def _dates(say: Voice, action: Action, today: date) -> Iterator[str]:
    if action.state in {State.IDEA, State.DOING} and action.due_on is not None:
        due = say("due on {day}", day=say.day(action.due_on))
        is_late = actions.standing(action).is_overdue(today)
        yield say("{due}, overdue", due=due) if is_late else due
    if action.live_on is not None and action.state != State.DROPPED:
        day = say.day(action.live_on)
        is_live = action.live_on <= today
        yield say("live since {day}", day=day) if is_live else say("live on {day}", day=day)


def _about(say: Voice, shown: Card) -> Iterator[str]:
    action = shown.action
    stands = naming.begun(say(_STANDS[shown.state]))
    yield " · ".join([stands, owner(action), *_dates(say, action, shown.today)])
    yield say("Should move {number}.", number=verdicts.whose(say, action))
    if shown.theme:
        yield say("Theme: {theme}", theme=inert.escaped(shown.theme, naming.LONGEST))


def _history(say: Voice, shown: Card) -> Iterator[str]:
    for one in shown.history[-_MOST_STEPS:]:
        day = say.day(local_day(one.at, shown.zone))
        by = f" · <@{one.by}>" if one.by else ""
        yield f"{day}: {say(_STEPS[Step(one.what)])}{by}"


def _thanks(say: Voice, shown: Card) -> Iterator[str]:
    """Say how many customers were told what came of it."""
    counts = shown.thanked
    if not counts:
        return
    sent, all_ = counts.get("sent", 0), sum(counts.values())
    ended = sum(counts.get(state, 0) for state in ("cancelled", "failed"))
    yield say("Customers told: {sent} of {n}.", sent=say.number(sent), n=say.number(all_ - ended))
    if ended:
        yield say.plural(
            "{n} could not be told, or wanted no messages any more.",
            "{n} could not be told, or wanted no messages any more.",
            ended,
        )


def _buttons(say: Voice, shown: Card) -> list[Block]:
    value = _value(shown.action)
    offered = [one for one in _OFFERED[shown.state] if one != THANK or not shown.action.thanks]
    row = [kit.button(say(_WORDS[one]), one, value, primary=one == START) for one in offered]
    if shown.state in GOING:
        row.append(_drop(say, value))
    return kit.actions([*row, kit.button(say("All actions"), LIST)])


def _drop(say: Voice, value: str) -> Block:
    return kit.confirmed(
        kit.button(say("Drop"), DROP, value),
        title=say("Drop this action?"),
        text=say("It can be taken up again later."),
        confirm=say("Drop"),
        deny=say("Keep"),
    )


def _value(action: Action) -> str:
    """Name an action as it is looked at."""
    return f"{action.id}:{action.revision}"
