"""The light of a ticket system: when it was heard last, and what could not be understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.blocks import inert
from bot.wording import Voice
from kpi.store.hooks import Misread

_ON, _OFF, _WRONG = "\N{LARGE GREEN CIRCLE}", "\N{MEDIUM WHITE CIRCLE}", "\N{LARGE ORANGE CIRCLE}"
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LONGEST_REASON = 300

PHRASES = {
    "field": "The webhook has no usable field {field}.",
    "gone": "{host} does not have what it was asked for.",
    "no_access": "{host} refuses our token, or it may not do this.",
    "busy": "{host} asks us to wait.",
    "our_fault": "{host} does not accept what it was asked ({status}).",
    "their_fault": "{host} is out of order at the moment.",
    "unreachable": "{host} cannot be reached.",
    "certificate": "{host} shows a certificate that is not trusted here.",
    "timeout": "{host} did not answer in time.",
    "not_public": "{host} is not on the public internet, so it is not asked.",
    "unreadable": "{host} gave an answer that cannot be read.",
    "redirect": "{host} sends us elsewhere, where we do not follow.",
}
"""Reasons that are stored in English, to be told in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """How a hook stands."""

    heard_at: datetime | None
    misread: Misread | None
    zone: str
    """Of the workspace, for days."""
    poll_trouble: str = ""
    """Why the system's API could not be asked; empty when it could, or is not asked at all."""


def lines(say: Voice, light: Light, now: datetime) -> Iterator[str]:
    """Say how a hook stands; below it what could not be understood, or asked."""
    if light.heard_at is None:
        yield f"{_OFF}  {say('Nothing received yet')}"
    else:
        when = since(say, light.heard_at, now, light.zone)
        yield f"{_ON}  {say('Last event {when}', when=when)}"
    if light.misread is not None:
        yield f"{_WRONG}  {misread(say, light.misread)}"
    if light.poll_trouble:
        reason = inert.escaped(_retold(say, light.poll_trouble), LONGEST_REASON)
        yield f"{_WRONG}  {say('I could not ask the system itself: {reason}', reason=reason)}"


def misread(say: Voice, found: Misread) -> str:
    """Say how many events could not be understood, with the reason of the newest."""
    return say.plural(
        "{n} event could not be understood. {reason}",
        "{n} events could not be understood. The newest: {reason}",
        found.count,
        reason=inert.escaped(_retold(say, found.reason), LONGEST_REASON),
    )


def since(say: Voice, moment: datetime, now: datetime, zone: str) -> str:
    """Say how long ago a moment was: just now, 3 minutes ago, 2 hours ago, yesterday."""
    passed = now - moment
    if passed < _MINUTE:
        return say("just now")
    if passed < _HOUR:
        return say.plural("{n} minute ago", "{n} minutes ago", passed // _MINUTE)
    if passed < _DAY:
        return say.plural("{n} hour ago", "{n} hours ago", passed // _HOUR)
    return say.moment_ago(moment, now, zone)


def _retold(say: Voice, reason: str) -> str:
    """Say a stored reason in the reader's language, where it is one we know."""
    for template in PHRASES.values():
        if found := _pattern(template).fullmatch(reason):
            return say(template, **found.groupdict())
    return reason if "{" in reason else say(reason)


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(template)))
