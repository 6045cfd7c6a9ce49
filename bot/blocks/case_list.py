"""The cases of a workspace, for leads: those that wait, those that are done, who wants to talk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from bot.blocks import alert, inert, kit, naming, room, scale
from bot.blocks.alert import Moment
from bot.blocks.message import Block, Message
from bot.blocks.room import Part
from bot.wording import Voice, sentence
from kpi import metrics
from kpi.cases import State
from kpi.periods import local_day
from kpi.store.case_facts import Told

MOST = 20
GOING, FINISHED, INTERVIEWS, FILE = "cases", "cases done", "cases interviews", "cases file"
"""What the buttons ask of `/kpi`."""
LIST, DONE, TALKS, SAVE = "kpi:cases", "kpi:cases_done", "kpi:interviews", "kpi:interview_file"
_LONGEST = 300
_BLOCKS = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How it goes with cases."""

    by_state: Mapping[State, int]
    waits: Sequence[timedelta]
    """How long customers waited for somebody, of the cases of the last 13 weeks."""

    @property
    def waiting(self) -> int:
        """Cases that are not done."""
        return sum(count for state, count in self.by_state.items() if state is not State.DONE)


def listing(
    say: Voice,
    cases: Sequence[Told],
    counted: Counted,
    at: Moment,
    *,
    notice: str = "",
    links: Sequence[Block] = (),
) -> Message:
    """List the cases that are not done, the longest open first.

    Args:
        say: the reader's voice.
        cases: as many as may be shown.
        counted: how it goes with all.
        at: when it is read.
        notice: what became of the reader's last wish, escaped.
        links: buttons that lead on.
    """
    lines = [counts(say, counted), *([notice] if notice else []), *_pace(say, counted)]
    return _drawn(say, lines, cases, at, total=counted.waiting, button=links)


def finished(say: Voice, cases: Sequence[Told], counted: Counted, at: Moment) -> Message:
    """List the cases that are done, the last one first."""
    total = counted.by_state.get(State.DONE, 0)
    title = say.plural("{n} case is done", "{n} cases are done", total)
    return _drawn(say, [title, *_pace(say, counted)], cases, at, total=total, button=_done(say))


def counts(say: Voice, counted: Counted) -> str:
    """Say how many cases wait, and how many are done."""
    if not counted.waiting:
        return say("No case is open.")
    opened = say.plural("{n} case is open", "{n} cases are open", counted.waiting)
    free = counted.by_state.get(State.OPEN, 0)
    nobody = say.plural("{n} not claimed yet", "{n} not claimed yet", free)
    return f"{opened}, {nobody}" if free else opened


def interviews(say: Voice, people: Sequence[Any], zone: str) -> Message:
    """List who may be contacted, the newest first.

    Args:
        say: the reader's voice.
        people: rows of `kpi.store.case_facts.interviews`.
        zone: of the workspace, for days.
    """
    title = say.plural(
        "{n} customer may be contacted about an answer of the last 13 weeks",
        "{n} customers may be contacted about an answer of the last 13 weeks",
        len(people),
    )
    below = kit.actions([*_file(say, people), kit.button(say("Open cases"), LIST, GOING)])
    above = [kit.section(f"*{title}*")]
    left = room.MOST - room.taken([*above, *below], title)
    rows = room.fitting((_person(say, one, zone) for one in people[:MOST]), left)
    drawn = [block for row in rows for block in row.blocks]
    drawn += room.left_out(say, len(people) - len(rows))
    return Message("\n".join([title, *(row.line for row in rows)]), [*above, *drawn, *below])


def _drawn(
    say: Voice,
    lines: Sequence[str],
    cases: Sequence[Told],
    at: Moment,
    *,
    total: int,
    button: Sequence[Block],
) -> Message:
    first, *rest = lines
    above = [kit.section(f"*{first}*"), *map(kit.context, rest)]
    below = kit.actions(button)
    left = room.MOST - room.taken([*above, *below], "\n".join(lines))
    rows = _within(room.fitting((alert.row(say, one, at) for one in cases[:MOST]), left))
    drawn = [block for row in rows for block in row.blocks]
    drawn += room.left_out(say, total - len(rows))
    return Message("\n".join([*lines, *(row.line for row in rows)]), [*above, *drawn, *below])


def _within(rows: Sequence[Part]) -> list[Part]:
    """Keep to the fifty blocks of a message."""
    ends = (sum(len(one.blocks) for one in rows[: at + 1]) for at in range(len(rows)))
    return [one for one, end in zip(rows, ends, strict=True) if end <= _BLOCKS]


def _pace(say: Voice, counted: Counted) -> Iterator[str]:
    if counted.waits:
        typical = median(one.total_seconds() for one in counted.waits)
        n = len(counted.waits)
        yield say(
            "Until a customer heard from somebody: {length} (median of {n}, last 13 weeks).",
            length=say.length(typical),
            n=say.number(n),
        )


def going_links(say: Voice) -> list[Block]:
    """Lead on to the cases that are done, and to who may be contacted."""
    return [
        kit.button(say("Done cases"), DONE, FINISHED),
        kit.button(say("Who may be contacted"), TALKS, INTERVIEWS),
    ]


def _done(say: Voice) -> list[Block]:
    return [
        kit.button(say("Open cases"), LIST, GOING),
        kit.button(say("Who may be contacted"), TALKS, INTERVIEWS),
    ]


def _file(say: Voice, people: Sequence[Any]) -> list[Block]:
    return [kit.button(say("As a file"), SAVE, FILE)] if people else []


def _person(say: Voice, one: Any, zone: str) -> Part:
    definition = metrics.definition(one.definition)
    day = say.day(local_day(one.answered_at, zone))
    name = inert.line(one.name or "", naming.LONGEST) or say("not known")
    parts = (name, one.account or "", naming.metric(definition.metric), day)
    shown = [part for part in (inert.line(one, naming.LONGEST) for one in parts) if part]
    score = scale.told(say, definition, one.score)
    elements = [kit.words(shown[0], bold=True), kit.words(" · " + " · ".join([*shown[1:], score]))]
    if subject := inert.line(one.subject or "", naming.LONGEST):
        elements += [kit.words(" · "), kit.link(subject, one.url or "")]
    quote = inert.verbatim(one.comment, _LONGEST)
    drawn = kit.rich_text(kit.rich_line(elements), *([kit.rich_quote(quote)] if quote else []))
    line = "".join(element["text"] for element in elements)
    return Part([drawn], inert.escaped(line, kit.VALUE))


INTERVIEW_COLUMNS = (
    sentence("name"),
    sentence("account"),
    sentence("team"),
    sentence("score"),
    sentence("answered"),
    sentence("subject"),
    sentence("ticket"),
    sentence("comment"),
)
"""What stands above the columns of the file of who may be contacted."""
