"""The campaigns of a workspace: how far each is, why somebody was not asked, and what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks import inert, kit, naming, room
from bot.blocks.message import Block, Message, View
from bot.blocks.room import Part
from bot.wording import Voice, sentence
from kpi import eligibility
from kpi.cohorts import Rhythm
from kpi.periods import local_day
from kpi.store import campaigns
from kpi.store.progress import Progress
from kpi.store.tables import Campaign, Survey

MOST = 10
"""Campaigns on one page, the newest first."""
_DOT = " · "

STATES: Mapping[str, str] = {
    campaigns.DRAFT: sentence("not started"),
    campaigns.RUNNING: sentence("running"),
    campaigns.PAUSED: sentence("paused"),
    campaigns.DONE: sentence("ended"),
}
RHYTHMS: Mapping[str, str] = {
    Rhythm.ONCE: sentence("once"),
    Rhythm.QUARTERLY: sentence("every quarter"),
    Rhythm.DATES: sentence("on the dates in the list"),
}
MISSED = sentence("their day passed while it was paused")
WHY: Mapping[str, str] = {
    "is_archived": sentence("the channel is archived"),
    "channel_not_found": sentence("the channel is gone"),
    "not_in_channel": sentence("I am not in the channel"),
    "no_such_subteam": sentence("the user group is gone"),
    "subteam_not_found": sentence("the user group is gone"),
}
"""Why a campaign was paused by itself, by Slack's word."""
_OTHERWISE = sentence("Slack does not tell who is in its audience")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A campaign as it stands now."""

    campaign: Campaign
    survey: Survey
    progress: Progress


def listing(say: Voice, cards: Sequence[Card], *, zone: str, letters: int = room.MOST) -> Message:
    """Draw all campaigns with what can be done about each, newest first; as many as fit."""
    new = kit.actions([kit.button(say("New campaign"), "campaign:new", primary=True)])
    if not cards:
        text = say("There are no campaigns yet. A campaign asks people on a schedule.")
        return Message(text, [kit.section(text), *new])
    drawn = (Part([*_drawn(say, card, zone)], _headline(say, card)) for card in cards[:MOST])
    shown = room.fitting(drawn, letters - room.taken(new))
    blocks = [block for one in shown for block in one.blocks]
    blocks += room.left_out(say, len(cards) - len(shown))
    return Message("\n".join(one.line for one in shown), [*blocks, *new])


def why_paused(say: Voice, because: str) -> str:
    """Say why a campaign was paused by itself."""
    return say(WHY.get(because, _OTHERWISE))


def paused(say: Voice, *, name: str, because: str) -> Message:
    """Tell the owner why a campaign was paused by itself."""
    text = say(
        "The campaign {name} is paused: {reason}. Nobody is asked until you resume it with"
        " /survey campaign.",
        name=f"*{inert.escaped(name, naming.LONGEST)}*",
        reason=why_paused(say, because),
    )
    return Message(text, [kit.section(text)])


def view(say: Voice, cards: Sequence[Card], *, zone: str) -> View:
    """Draw the same as a form to look at."""
    return {
        "type": "modal",
        "callback_id": "campaigns",
        "title": kit.plain(say("Campaigns"), kit.TITLE),
        "close": kit.plain(say("Close"), kit.TITLE),
        "blocks": listing(say, cards, zone=zone, letters=room.IN_VIEW).blocks,
    }


def whom(say: Voice, audience: Mapping[str, Any]) -> str:
    """Name an audience, with markup."""
    match audience["kind"]:
        case campaigns.CHANNEL:
            return say("members of {channel}", channel=f"<#{audience['channel_id']}>")
        case campaigns.GROUP:
            return say("members of {group}", group=f"<!subteam^{audience['group_id']}>")
        case campaigns.CONTACTS:
            days = int(audience["days"])
            return say.plural(
                "everybody helped in the last {n} day",
                "everybody helped in the last {n} days",
                days,
            )
        case _:
            return say("a list of addresses")


def _drawn(say: Voice, card: Card, zone: str) -> Iterator[Block]:
    lines = [_headline(say, card), *_progress(say, card, zone)]
    yield kit.section("\n".join(lines))
    campaign = card.campaign
    details = [whom(say, campaign.audience), say(RHYTHMS[campaign.rhythm])]
    yield kit.context(_DOT.join(details))
    yield from kit.actions(_buttons(say, campaign))
    yield {"type": "divider"}


def _headline(say: Voice, card: Card) -> str:
    campaign = card.campaign
    name = inert.escaped(campaign.name, naming.LONGEST)
    survey = inert.escaped(naming.survey(card.survey), naming.LONGEST)
    line = f"*{name}*{_DOT}{survey}{_DOT}{say(STATES[campaign.state])}"
    if campaign.state == campaigns.PAUSED and campaign.paused_because:
        line = f"{line}: {why_paused(say, campaign.paused_because)}"
    return line


def _progress(say: Voice, card: Card, zone: str) -> Iterator[str]:
    campaign, progress = card.campaign, card.progress
    if campaign.state == campaigns.DRAFT:
        if campaign.synced_at is None:
            yield say("Counting who is in it.")
        else:
            yield say.plural("{n} person", "{n} people", progress.members)
        return
    yield _DOT.join(_counts(say, progress))
    if progress.not_asked:
        yield _not_asked(say, progress)
    if progress.next_at and campaign.state == campaigns.RUNNING:
        day = local_day(progress.next_at, zone)
        yield say("Next: {day}.", day=f"{say.weekday(day.weekday())} {say.day(day)}")


def _counts(say: Voice, progress: Progress) -> Iterator[str]:
    yield say("{share} of this round", share=say.percent(progress.share))
    yield say.plural("{n} still to come", "{n} still to come", progress.planned)
    if progress.on_its_way:
        yield say.plural("{n} on its way", "{n} on their way", progress.on_its_way)
    yield say.plural("{n} asked", "{n} asked", progress.asked)
    yield say.plural("{n} answered", "{n} answered", progress.answered)
    if progress.undeliverable:
        yield say.plural("{n} out of reach", "{n} out of reach", progress.undeliverable)


def _not_asked(say: Voice, progress: Progress) -> str:
    amount = sum(progress.not_asked.values())
    in_order = sorted(progress.not_asked.items(), key=lambda one: (-one[1], one[0]))
    why = _DOT.join(f"{say.number(n)} {say(_phrase(reason))}" for reason, n in in_order)
    return f"{say.plural('{n} not asked', '{n} not asked', amount)}: {why}"


def _phrase(reason: str) -> str:
    if reason == "missed":
        return MISSED
    return eligibility.Reason(reason).phrase


def _buttons(say: Voice, campaign: Campaign) -> Iterator[Block]:
    campaign_id, about = str(campaign.id), campaign.name
    if campaign.state == campaigns.DRAFT:
        start = say("Preview and start")
        yield kit.button(start, "campaign:preview", campaign_id, primary=True, about=about)
    if campaign.state == campaigns.RUNNING:
        yield kit.button(say("Pause"), "campaign:pause", campaign_id, about=about)
    if campaign.state == campaigns.PAUSED:
        yield kit.button(say("Resume"), "campaign:resume", campaign_id, about=about)
    if campaign.state != campaigns.DONE:
        end = kit.button(say("End"), "campaign:end", campaign_id, about=about)
        yield end | {"confirm": _confirm(say)}


def _confirm(say: Voice) -> Block:
    return {
        "title": kit.plain(say("End this campaign?")),
        "text": kit.plain(say("Nobody else is asked. What was answered is kept.")),
        "confirm": kit.plain(say("End")),
        "deny": kit.plain(say("Cancel")),
    }
