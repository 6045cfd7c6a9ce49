"""The ledger of asking as people read it: every resolution in one outcome, and the last of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks import inert, kit, naming, outcomes
from bot.blocks.message import Block, Message
from bot.wording import Voice, voice
from kpi.periods import Period, local_day
from kpi.store.ledger import Count, Outcome, Row

ACTION = "ledger"
"""How the action ids of its buttons begin; the outcome follows."""
_DOT = " · "
_SUBJECT = 100
_OWN = frozenset({"hand", "campaign"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the ledger says of a period."""

    words: str
    """The period as it was asked for; goes into the buttons."""
    period: Period
    outcome: Outcome | None
    """Of which the last resolutions are shown; None for all of them."""
    counts: Sequence[Count]
    rows: Sequence[Row]
    reminders: int


def page(shown: Page, *, language: str) -> Message:
    """Show a page of the ledger."""
    say = voice(language)
    beside = say.days_beside(shown.period)
    title = f"*{say('Ledger')} · {say.period(shown.period)}*" + (f"  ({beside})" if beside else "")
    total = sum(one.n for one in shown.counts)
    summed = say.plural(
        "{n} resolution, counted once:", "{n} resolutions, each counted once:", total
    )
    if not total:
        text = f"{title}\n{say('Nothing was solved in this time.')}"
        return Message(text.replace("*", ""), [kit.section(text)])
    rows = [*_rows(say, shown.counts, total)]
    lines = [title.replace("*", ""), summed, *(f"{name}: {n}" for name, n in rows)]
    blocks = [
        kit.section(f"{title}\n{summed}"),
        kit.table([[say("Outcome"), say("Resolutions")], *([name, n] for name, n in rows)]),
        *_reminded(say, shown.reminders),
        *_latest(say, shown),
        *kit.actions(_buttons(say, shown)),
    ]
    return Message("\n".join(inert.escaped(line, kit.VALUE) for line in lines), blocks)


def _rows(say: Voice, counts: Sequence[Count], total: int) -> Iterator[tuple[str, str]]:
    for one in counts:
        yield outcomes.told(say, one.outcome, one.reason), say.number(one.n)
    yield say("together"), say.number(total)


def _reminded(say: Voice, reminders: int) -> list[Block]:
    if not reminders:
        return []
    told = say.plural("{n} person was reminded.", "{n} people were reminded.", reminders)
    return [kit.context(told)]


def _latest(say: Voice, shown: Page) -> Iterator[Block]:
    title = say("The last of them")
    if shown.outcome is not None:
        name = outcomes.named(say, shown.outcome)
        title = say("The last of them: {outcome}", outcome=name)
    yield kit.section(f"*{title}*")
    if not shown.rows:
        yield kit.context(say("There are none."))
        return
    lines = [kit.rich_line([*_line(say, row, shown.period.zone)]) for row in shown.rows]
    yield kit.rich_text(*lines)


def _line(say: Voice, row: Row, zone: str) -> Iterator[Block]:
    yield kit.words(f"{say.day(local_day(row.resolved_at, zone))}{_DOT}")
    yield kit.link(_ticket(row), row.url)
    rest = (inert.line(row.team, naming.LONGEST), outcomes.told(say, row.outcome, row.reason))
    yield kit.words("".join(f"{_DOT}{part}" for part in rest if part) + "\n")


def _ticket(row: Row) -> str:
    """Name what was solved; what has no ticket has an id of ours, which may tell whom we asked."""
    subject = inert.line(row.subject, _SUBJECT)
    if row.trigger in _OWN:
        return subject or inert.ELLIPSIS
    ticket = inert.line(row.external_id, naming.LONGEST)
    return " ".join(part for part in (subject, f"({ticket})") if part)


def _buttons(say: Voice, shown: Page) -> Iterator[Block]:
    """Give a button for every outcome that there is, and one for all of them."""
    there = dict.fromkeys(one.outcome for one in shown.counts)
    if shown.outcome is not None:
        yield kit.button(say("All"), f"{ACTION}:all", shown.words)
    for outcome in there:
        if outcome is not shown.outcome:
            name = naming.begun(outcomes.named(say, outcome))
            yield kit.button(name, f"{ACTION}:{outcome}", f"{shown.words} {outcome}")
