"""Actions in a line each: in digests, on the Home tab, below a trend in which they went live."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import actions as cards
from bot.blocks import inert, kit, verdicts
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.periods import Period
from kpi.store import actions
from kpi.store.tables import Action

MOST = 5
"""Of a kind, in one digest or below one chart."""
MOST_AT_HOME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What became of actions in a period."""

    live: Sequence[Action] = ()
    """Those that went live, the first one first."""
    judged: Sequence[Action] = ()
    overdue: Sequence[Action] = ()
    """Those that should be done by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What is going on, for leads."""

    going: Sequence[Action]
    latest: Action | None
    """The one that was judged last."""
    today: date


def news(say: Voice, told: News) -> list[str]:
    """Tell in a digest what became of actions, as one paragraph, escaped; none for no news."""
    lines = [
        *(live(say, one) for one in told.live[:MOST]),
        *(_judged(say, one) for one in told.judged[:MOST]),
        *(_overdue(say, one) for one in told.overdue[:MOST]),
    ]
    return ["\n".join(lines)] if lines else []


def live(say: Voice, action: Action) -> str:
    """Say that a change went live, when and for whose number, escaped."""
    day = say.day(action.live_on) if action.live_on else ""
    number = verdicts.whose(say, action)
    title = cards.title(action)
    return say("Live since {day}: *{title}*, for {number}.", day=day, title=title, number=number)


def marked(say: Voice, action: Action) -> str:
    """Say the same below a chart of weeks, escaped."""
    if action.live_on is None:
        return ""
    return say(
        "Week {week}: *{title}* live since {day}, for {number}.",
        week=action.live_on.isocalendar().week,
        day=say.day(action.live_on),
        title=cards.title(action),
        number=verdicts.whose(say, action),
    )


def home(say: Voice, shown: Going) -> list[Block]:
    """Give a lead's overview; nothing where there are no actions at all."""
    if not shown.going and shown.latest is None:
        return []
    lines = [f"*{say('Actions')}*", *_counted(say, shown), *_first(say, shown)]
    if shown.latest is not None:
        lines.append(_judged(say, shown.latest))
    opening = kit.button(say("All actions"), cards.LIST)
    return [kit.section("\n".join(lines), accessory=opening)]


def _first(say: Voice, shown: Going) -> Iterator[str]:
    """Give those that go on, as many as cases on the same page, what is overdue before the rest."""
    late = {one.id for one in shown.going if actions.standing(one).is_overdue(shown.today)}
    ordered = sorted(shown.going, key=lambda one: one.id not in late)
    for one in ordered[:MOST_AT_HOME]:
        yield f"• *{cards.title(one)}* · {cards.facts(say, one, shown.today)}"


def _counted(say: Voice, shown: Going) -> Iterator[str]:
    if not shown.going:
        return
    late = sum(actions.standing(one).is_overdue(shown.today) for one in shown.going)
    counted = say.plural("{n} is going on", "{n} are going on", len(shown.going))
    if late:
        told = say.plural("{n} of them is overdue", "{n} of them are overdue", late)
        counted = f"{counted}, {told}"
    yield f"{counted}."


def went_live(live_actions: Sequence[Action], step: Period) -> list[Action]:
    """Give those that went live in a week or month."""
    return [one for one in live_actions if one.live_on and step.first <= one.live_on < step.until]


def short(action: Action, most: int) -> str:
    """Give its title for a picture, not escaped."""
    return inert.line(action.title, most)


def _judged(say: Voice, action: Action) -> str:
    effect = verdicts.kept(action)
    verdict = verdicts.brief(say, effect) if effect else say("nothing to compare")
    return say(
        "Judged: *{title}*, for {number}: {verdict}.",
        title=cards.title(action),
        number=verdicts.whose(say, action),
        verdict=verdict,
    )


def _overdue(say: Voice, action: Action) -> str:
    day = say.day(action.due_on) if action.due_on else ""
    return say("Overdue since {day}: *{title}*.", day=day, title=cards.title(action))
