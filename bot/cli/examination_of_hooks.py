"""What the doctor says of the hooks: when each was heard last, and what could not be understood."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from bot.cli import examination_of_keys
from bot.cli.finding import Finding, good, minute, wrong
from bot.config import Settings
from bot.secrets import SecretBox, SecretUnreadable
from kpi.store.tables import Hook, HookEvent, WriteBack

OVERDUE = timedelta(minutes=10)
"""A webhook is looked at within seconds where Kompas runs."""
_REASONS = 3


def examine(
    settings: Settings, doors: Sequence[Hook], failures: Sequence[HookEvent]
) -> Iterator[Finding]:
    """Look at each hook, and at its webhooks that could not be understood."""
    if not doors:
        advice = (
            "kompas connect --help names them; mapped and standard are for any other. Or type"
            " /survey connect in Slack."
        )
        yield good("hooks", "no ticket system is connected", advice)
    for door in doors:
        yield _heard(settings, door)
        yield from _trouble(door)
    yield from _locked(examination_of_keys.box(settings), doors)
    yield from _failures(failures)


def late(waiting: Sequence[HookEvent], now: datetime) -> Iterator[Finding]:
    """Name webhooks that were stored and that nobody looks at."""
    overdue = [event for event in waiting if now - event.received_at > OVERDUE]
    if overdue:
        since = minute(min(event.received_at for event in overdue))
        found = f"{len(overdue)} not looked at yet, the first from {since}"
        yield wrong("webhooks", found, "Start kompas serve, or look in its log.")


def unwritten(failed: Sequence[WriteBack]) -> Iterator[Finding]:
    """Name answers that could not be written on their tickets."""
    if failed:
        counted = Counter(one.reason for one in failed).most_common()
        reasons = ", ".join(f"{reason} ({times}×)" for reason, times in counted)
        found = f"{len(failed)} answers could not be written on their tickets: {reasons}"
        advice = "Look at what the token may do. An answer that changes is written again."
        yield wrong("tickets", found, advice)


def _heard(settings: Settings, door: Hook) -> Finding:
    name = f"{door.source} {door.id}"
    if door.last_event_at is not None:
        return good("hook", f"{name}, last event {minute(door.last_event_at)}")
    advice = f"Send one to {settings.hook_url(door.source, door.id)}"
    return good("hook", f"{name}, no event yet", advice)


def _trouble(door: Hook) -> Iterator[Finding]:
    """Name why a system's API could not be asked for what webhooks left out."""
    if door.token is not None and door.poll_trouble:
        advice = f"It is asked again by itself. A new token: kompas connect token {door.id}"
        yield wrong("hook", f"{door.source} {door.id}: {door.poll_trouble}", advice)


def _locked(box: SecretBox | None, doors: Iterable[Hook]) -> Iterator[Finding]:
    """Name the hooks whose secret none of our keys opens: nothing they send can be checked."""
    for door in doors:
        if not _opens(box, door.secret):
            advice = "Add the key it was made with to KOMPAS_ENCRYPTION_KEYS, or connect anew."
            yield wrong("hook", f"{door.source} {door.id}: no key opens its secret", advice)


def _opens(box: SecretBox | None, secret: bytes) -> bool:
    try:
        return box is not None and bool(box.open(secret))
    except SecretUnreadable:
        return False


def _failures(failures: Sequence[HookEvent]) -> Iterator[Finding]:
    by_hook = sorted(failures, key=lambda event: event.hook_id)
    for hook_id, group in groupby(by_hook, key=lambda event: event.hook_id):
        events = list(group)
        last = minute(max(event.received_at for event in events))
        found = f"{hook_id}: {len(events)} could not be understood, the last on {last}"
        advice = (
            "The events are kept. Mend what sends them, or the mapping, then try them again: "
            f"kompas connect retry {hook_id}"
        )
        yield wrong("webhooks", f"{found}: {_reasons(events)}", advice)


def _reasons(events: Iterable[HookEvent]) -> str:
    """Give the reasons, the most frequent first."""
    counted = Counter(event.reason or "no reason given" for event in events).most_common()
    shown = [f"{reason} ({times}×)" if times > 1 else reason for reason, times in counted]
    more = [f"and {len(shown) - _REASONS} more reasons"] if len(shown) > _REASONS else []
    return "; ".join([*shown[:_REASONS], *more])
