"""The first hour of an installation: five checks, each with what to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import connections, kit
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.store.beginnings import Beginnings
from kpi.store.hooks import Misread

_DONE = "\N{CHECK MARK}"
_OPEN = "\N{WHITE CIRCLE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What an admin should know of how far things are."""

    begun: Beginnings
    has_leads: bool
    zone: str
    """Of the workspace, for the day of the last event."""
    misread: Sequence[tuple[str, Misread]] = ()
    """What could not be understood, each with what its system is called."""


@dataclass(frozen=True, slots=True)
class _Check:
    is_done: bool
    found: str
    next: str = ""


def blocks(say: Voice, progress: Progress, now: datetime) -> Iterator[Block]:
    """Show what was not understood and the five checks; once all are done, one quiet line."""
    yield from connections.trouble(say, progress.misread)
    checks = list(_checks(say, progress, now))
    done = sum(check.is_done for check in checks)
    if done == len(checks):
        yield kit.context(" ".join(check.found for check in checks[:2]))
        return
    title = say("The first hour")
    counted = say("{done} of {count} done", done=done, count=len(checks))
    yield kit.section(f"*{title}*  ({counted})")
    for check in checks:
        yield kit.section(_line(check))


def _line(check: _Check) -> str:
    line = f"{_DONE if check.is_done else _OPEN}  {check.found}"
    return f"{line}\n{check.next}" if check.next else line


def _checks(say: Voice, progress: Progress, now: datetime) -> Iterator[_Check]:
    begun = progress.begun
    yield _Check(is_done=True, found=say("Kompas is connected to Slack."))
    yield _tickets(say, progress, now)
    yield _leads(say, appointed=progress.has_leads)
    yield _question(say, sent=begun.asked)
    yield _answer(say, given=begun.answered)


def _tickets(say: Voice, progress: Progress, now: datetime) -> _Check:
    begun = progress.begun
    if begun.heard_at is not None:
        when = say.moment_ago(begun.heard_at, now, progress.zone)
        return _Check(
            is_done=True,
            found=say("The ticket system is connected; its last event came {when}.", when=when),
        )
    if begun.hooks:
        return _Check(
            is_done=False,
            found=say("The ticket system is connected, and has told nothing yet."),
            next=say("Resolve a ticket there, and look at its light: `/survey connections`."),
        )
    return _Check(
        is_done=False,
        found=say("No ticket system is connected yet."),
        next=say(
            "Type `/survey connect`: it knows Zendesk, Intercom, Freshdesk, Jira, HubSpot, TOPdesk"
            " and more, and says what to click there. Until then you can ask by hand."
        ),
    )


def _leads(say: Voice, *, appointed: bool) -> _Check:
    if appointed:
        return _Check(is_done=True, found=say("The leads are appointed."))
    return _Check(
        is_done=False,
        found=say("Nobody is a lead yet."),
        next=say("Type `/survey leads @group` or `/survey leads @person @person`."),
    )


def _question(say: Voice, *, sent: bool) -> _Check:
    if sent:
        return _Check(is_done=True, found=say("The first question has been sent."))
    return _Check(
        is_done=False,
        found=say("No question has been sent yet."),
        next=say(
            "Ask a colleague: `/survey csat @person about VPN`. After a resolved ticket it goes by "
            "itself: 15 minutes after a chat or a call, a day after anything else."
        ),
    )


def _answer(say: Voice, *, given: bool) -> _Check:
    if given:
        return _Check(is_done=True, found=say("The first answer is in."))
    return _Check(
        is_done=False,
        found=say("No answer is in yet."),
        next=say("One tap under the question is enough. Then type `/kpi csat week`."),
    )
