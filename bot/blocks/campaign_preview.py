"""A campaign before it starts: how many people, which days, and the words as they will see them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.blocks import campaigns as listing
from bot.blocks import inert, kit, modal, naming, preview
from bot.blocks.message import Block, View
from bot.wording import Voice
from kpi.store.invitations import Question
from kpi.store.tables import Campaign, Survey, Workspace
from kpi.store.turns import TRIGGER

SAMPLE = "campaign_sample:"
"""Before the action ids of the question's own buttons, which do nothing here."""
MOST_DATES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What starting a campaign now would mean."""

    campaign: Campaign
    survey: Survey
    workspace: Workspace
    people: int | None
    """None while they are being counted."""
    days: Sequence[date] = ()
    """The working days of the first round."""
    dates: Sequence[tuple[date, int]] = ()
    """With dates of their own: each day with how many people."""
    closed: Sequence[date] = ()
    """Days between them on which nobody is there, so nobody is asked."""

    @property
    def can_start(self) -> bool:
        return bool(self.people and (self.days or self.dates))


def form(say: Voice, outlook: Outlook, *, now: datetime) -> View:
    """Show what will happen; sending the form starts the campaign."""
    lines = "\n".join(_told(say, outlook))
    blocks = [kit.section(lines), *_sample(say, outlook, now)]
    if not outlook.can_start:
        return _only_told(say, blocks)
    return modal.form(
        say,
        "campaign_preview",
        blocks,
        title=say("Preview"),
        submit=say("Start"),
        ids={"campaign_id": str(outlook.campaign.id)},
    )


def _only_told(say: Voice, blocks: Sequence[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": "told",
        "title": kit.plain(say("Preview"), kit.TITLE),
        "close": kit.plain(say("Close"), kit.TITLE),
        "blocks": list(blocks),
    }


def _told(say: Voice, outlook: Outlook) -> Iterator[str]:
    campaign = outlook.campaign
    yield f"*{inert.escaped(campaign.name, naming.LONGEST)}*"
    who = listing.whom(say, campaign.audience)
    if outlook.people is None:
        yield say("I am still counting: {who}. Look again in a minute.", who=who)
        return
    amount = say.plural("{n} person", "{n} people", outlook.people)
    yield say("{amount}: {who}", amount=amount, who=who)
    if not outlook.people:
        yield say("There is nobody to ask, so it cannot start.")
        return
    yield from _dates(say, outlook) if outlook.dates else _days(say, outlook)
    yield from _closed(say, outlook.closed)
    yield say("Nothing is sent before you start it. Nobody is asked sooner than your rules allow.")


def _days(say: Voice, outlook: Outlook) -> Iterator[str]:
    days, people = outlook.days, outlook.people or 0
    if not days:
        yield say("None of the dates in the list is still to come.")
        return
    if len(days) == 1:
        yield say("On one working day: {day}", day=_day(say, days[0]))
    else:
        yield say(
            "On {n} working days: {first} to {last}",
            n=say.number(len(days)),
            first=_day(say, days[0]),
            last=_day(say, days[-1]),
        )
    yield say("{amount} a day, through office hours", amount=_a_day(say, people, len(days)))
    if outlook.campaign.rhythm == "quarterly":
        yield say("Then again every three months; who joins or leaves is looked up daily.")


def _a_day(say: Voice, people: int, days: int) -> str:
    fewest, rest = divmod(people, days)
    most = say.number(fewest + bool(rest))
    if fewest == 0:
        return say("At most {n}", n=most)
    return f"{say.number(fewest)}-{most}" if rest else most


def _dates(say: Voice, outlook: Outlook) -> Iterator[str]:
    for day, amount in outlook.dates[:MOST_DATES]:
        people = say.plural("{n} person", "{n} people", amount)
        yield f"{_day(say, day)}: {people}"
    if more := outlook.dates[MOST_DATES:]:
        yield say.plural("and {n} more day", "and {n} more days", len(more))
    if rest := (outlook.people or 0) - sum(amount for _, amount in outlook.dates):
        yield say.plural(
            "{n} person without a day to come is not asked",
            "{n} people without a day to come are not asked",
            rest,
        )


def _closed(say: Voice, closed: Sequence[date]) -> Iterator[str]:
    """Name the days that are left out because the workspace is closed."""
    if closed:
        shown = ", ".join(_day(say, day) for day in closed[:MOST_DATES])
        yield say("Closed, so left out: {days}", days=shown)
    if more := closed[MOST_DATES:]:
        yield say.plural("and {n} more day", "and {n} more days", len(more))


def _day(say: Voice, day: date) -> str:
    return f"{say.weekday(day.weekday())} {say.day(day)}"


def _sample(say: Voice, outlook: Outlook, now: datetime) -> Iterator[Block]:
    """Give the question in each of its languages, as somebody asked for the first time sees it."""
    questions = [
        _about_nothing(preview.example(outlook.survey, outlook.workspace, language=one, now=now))
        for one in outlook.survey.languages
    ]
    for block in preview.view(say, questions, now=now)["blocks"]:
        if block["type"] != "actions":
            yield block
            continue
        buttons = [
            one | {"action_id": one["action_id"].replace(preview.PREFIX, SAMPLE, 1)}
            for one in block["elements"]
        ]
        yield block | {"elements": buttons}


def _about_nothing(question: Question) -> Question:
    """Give the example without its ticket: a campaign is about no piece of help."""
    interaction = question.interaction.model_copy(update={"trigger": TRIGGER, "subject": ""})
    invitation = question.invitation.model_copy(update={"trigger": TRIGGER, "team": ""})
    return replace(question, interaction=interaction, invitation=invitation)
