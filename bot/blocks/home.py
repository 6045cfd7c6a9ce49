"""The Home tab: everybody's own answers, a lead's numbers of the week, an admin's first hour."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.blocks import (
    dashboard,
    first_hour,
    inert,
    kit,
    open_cases,
    own_answers,
    prompt,
    scale,
    survey_list,
)
from bot.blocks.dashboard import Dashboard
from bot.blocks.first_hour import Progress
from bot.blocks.message import Block, View
from bot.blocks.open_cases import OpenCases
from bot.blocks.survey_list import Card
from bot.wording import Voice, voice
from kpi import wording
from kpi.store.own_answers import Own


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What somebody's tab is about."""

    answers: Sequence[Own]
    """Their own, the newest first."""
    wants_none: bool
    """Whether they asked not to be asked."""
    zone: str
    """Of the workspace, for days."""
    is_colleague: bool = True
    """Whether the commands are theirs to use; outsiders have none."""
    numbers: Dashboard | None = None
    """Where the numbers stand, for leads."""
    cases: OpenCases | None = None
    """Customers who wait for somebody, for leads."""
    progress: Progress | None = None
    """The first hour, for admins."""
    cards: Sequence[Card] = ()
    """The surveys, for admins."""
    choosing: UUID | None = None
    """The invitation whose answer they are changing."""
    notice: str = ""
    """What became of a tap that could not be counted, escaped."""


def view(page: Page, *, language: str, now: datetime, charts: bool = False) -> View:
    """Draw a tab in somebody's language; at most some ninety-five blocks of the hundred.

    Args:
        page: what it is about.
        language: of its reader.
        now: the aware moment.
        charts: whether Slack is asked to draw a lead's weeks.
    """
    say = voice(language)
    parts = [
        [kit.section(page.notice)] if page.notice else [],
        list(first_hour.blocks(say, page.progress, now)) if page.progress else [],
        list(survey_list.section(say, page.cards)) if page.cards else [],
        open_cases.blocks(say, page.cases) if page.cases else [],
        list(_numbers(say, page.numbers, charts=charts)) if page.numbers else [],
        list(_own(say, page, now)),
        [_totals(say)] if page.is_colleague and page.numbers is None else [],
    ]
    return _view(_divided([part for part in parts if part]))


def trouble(sentence: str) -> View:
    """Draw a tab that only says why there is nothing else on it."""
    return _view([kit.section(sentence)])


def _view(blocks: Iterable[Block]) -> View:
    return {"type": "home", "blocks": list(blocks)}


def _divided(parts: Sequence[Sequence[Block]]) -> Iterator[Block]:
    for number, part in enumerate(parts):
        if number:
            yield {"type": "divider"}
        yield from part


def _numbers(say: Voice, numbers: Dashboard, *, charts: bool) -> Iterator[Block]:
    yield from dashboard.blocks(say, numbers, charts=charts)
    examples = (say("`/kpi csat month by team`"), say("`/kpi csat week comments`"), "`/kpi help`")
    joined = "  ·  ".join((*examples, f"`{say('/survey digest')}`"))
    yield kit.context(say("Try: {examples}", examples=joined))


def _totals(say: Voice) -> Block:
    joined = "  ·  ".join((say("`/kpi week by team`"), "`/kpi help`"))
    return kit.context(say("Try: {examples}", examples=joined))


def _own(say: Voice, page: Page, now: datetime) -> Iterator[Block]:
    if page.answers:
        yield kit.section(f"*{say('Your last answers')}*")
    else:
        yield kit.section(
            say("You have no answers here yet. After we helped you, you may get a short question.")
        )
    for own in page.answers[: own_answers.MOST]:
        yield own_answers.entry(say, own, page.zone)
        yield from _steps(say, own, page, now)
    if page.answers:
        yield {"type": "divider"}
    if page.wants_none:
        yield kit.section(say(prompt.STOPPED))
        yield from kit.actions([prompt.start(say)])
    else:
        yield from kit.actions([kit.button(say("Please send me no questions"), "opt_out")])


def _steps(say: Voice, own: Own, page: Page, now: datetime) -> Iterator[Block]:
    """Offer to change an answer, or show the scale to who is changing it."""
    if now >= own.changes_until:
        return
    invitation_id = str(own.invitation_id)
    if own.invitation_id == page.choosing:
        yield kit.context(say("Choose again; only the new answer counts."))
        words = wording.words(own.definition, own.wording, say.language)
        yield from kit.actions(scale.buttons(own.definition, words, invitation_id))
    else:
        about = inert.line(own.subject, kit.BUTTON)
        yield from kit.actions([kit.button(say("Change"), "change", invitation_id, about=about)])
