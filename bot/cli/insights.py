"""What lies behind a number, for `kompas summary`: why it moved, the clock, who is not heard."""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from bot import wording
from bot.blocks import against_clock, disagreeing, naming, silence, splitting, why
from bot.blocks import spoken as blocks
from bot.cli import complaints, output, whom
from bot.cli.output import Grid
from kpi import causes, insight_json
from kpi.against_clock import AgainstClock
from kpi.causes import Causes
from kpi.metrics import Metric
from kpi.query import Query, View
from kpi.silence import Silence
from kpi.spoken import Spoken, spoken
from kpi.store import clocks, filing, silences, summaries, theme_summaries
from kpi.store.database import Database
from kpi.store.tables import Workspace
from kpi.summary import Summary

VIEWS = frozenset({View.WHY, View.CLOCK, View.SILENCE})
TICKETS = 20
"""Of either kind that disagrees with the clock."""
ROOM = TICKETS * 1000
"""Characters for them, more than they ever take."""

Part: TypeAlias = str | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer, for a machine and for people."""

    for_machines: Sequence[Any]
    """One a metric."""
    for_people: Sequence[Part]
    found: bool


async def answer(
    database: Database, workspace: Workspace, query: Query, now: datetime, *, as_json: bool
) -> None:
    """Print one of VIEWS. Raises NotUnderstood for a name that looks like a slip of the pen."""
    told = await _told(database, workspace, query, now)
    if as_json:
        objects = told.for_machines
        output.as_json(objects[0] if len(objects) == 1 else objects)
        return
    if not told.found:
        async with database.reading() as connection:
            await filing.require_known(connection, workspace, query)
    for part in told.for_people:
        _print(part)


async def _told(database: Database, workspace: Workspace, query: Query, now: datetime) -> Told:
    async with database.reading() as connection:
        match query.view:
            case View.CLOCK:
                against = await clocks.of_question(connection, workspace, query, now, most=TICKETS)
                return _clock(against, query)
            case View.SILENCE:
                return _silence(
                    await silences.of_question(connection, workspace, query, now), query
                )
            case _:
                split = replace(query, by=query.by or _other(query))
                found = await summaries.answer(connection, workspace, split, now)
                heard = await theme_summaries.of_question(connection, workspace, split, now)
                return _why(found, split, {name: spoken(one) for name, one in heard.items()})


def _other(query: Query) -> str:
    return "channel" if "team" in query.filters else "team"


def _why(found: Sequence[Summary], query: Query, heard: Mapping[Metric, Spoken]) -> Told:
    say = wording.voice("en")
    parts: list[Part] = []
    for summary in found:
        parts += [_head(summary.metric.upper(), query), *_asking(why.words(say, summary, query))]
        split = causes.of(summary)
        if isinstance(split, Causes):
            heading, *rows = why.rows(say, split, query.by or "")
            parts.append(Grid(headings=heading, rows=rows, numbers=frozenset(range(1, 6))))
        if (told := heard.get(summary.metric)) and told.themes:
            parts += _themes(told)
    return Told(
        for_machines=[insight_json.why(one, heard.get(one.metric)) for one in found],
        for_people=parts,
        found=any(one.has_facts for one in found),
    )


def _themes(told: Spoken) -> list[Part]:
    say = wording.voice("en")
    heading, *rows = blocks.rows(say, told)
    table = Grid(headings=heading, rows=rows, numbers=frozenset(range(1, 7)))
    below = [*blocks.quoted(say, told), *blocks.notes(say, told)]
    return ["", blocks.title_of(say, told), table, *_plain(below)]


def _clock(found: Sequence[AgainstClock], query: Query) -> Told:
    say = wording.voice("en")
    parts: list[Part] = [] if found else [*_plain([against_clock.lacking(say, query)])]
    for one in found:
        parts += [_head(one.metric.upper(), query), *_plain(against_clock.words(say, one))]
        if rows := against_clock.rows(say, one):
            parts.append(Grid(headings=rows[0], rows=rows[1:], numbers=frozenset({1, 2, 3})))
        for kind in disagreeing.parts(say, one, ROOM):
            parts += _plain(kind.line.splitlines())
    parts += _asking(splitting.not_done(say, query))
    return Told(
        for_machines=insight_json.clock(found),
        for_people=parts,
        found=any(one.n for one in found),
    )


def _silence(found: Sequence[Silence], query: Query) -> Told:
    say = wording.voice("en")
    parts: list[Part] = []
    for one in found:
        parts += [_head(one.summary.metric.upper(), query), *_plain(silence.words(say, one))]
    parts += [*_asking(splitting.not_done(say, query)), silence.advice(say)]
    return Told(
        for_machines=[insight_json.silence(one) for one in found],
        for_people=parts,
        found=any(one.summary.has_facts for one in found),
    )


def _head(metric: str, query: Query) -> str:
    say = wording.voice("en")
    said = metric, query.view, naming.full(say, query.period), whom.named(query)
    return " · ".join(filter(None, said))


def _asking(lines: Iterable[str]) -> Iterator[str]:
    """Give the same with the questions that they offer as they are asked in a shell."""
    return map(complaints.for_a_shell, _plain(lines))


def _plain(lines: Iterable[str]) -> Iterator[str]:
    """Give lines of Slack's markup as text."""
    plain = (line.replace("*", "").replace("`", "") for line in lines)
    return (html.unescape(naming.begun(line)) for line in plain)


def _print(part: Part) -> None:
    if isinstance(part, Grid):
        output.show(part)
    else:
        output.say(output.single(part))
