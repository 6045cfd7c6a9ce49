"""What parts did to a number, in words and cells: signed sizes, verdicts and their sum."""

from collections.abc import Iterator

from bot.blocks import figures, inert, naming
from bot.wording import Voice, sentence
from kpi.causes import Causes, Row
from kpi.changes import FEW, Verdict
from kpi.decomposition import Total
from kpi.segments import FEWEST

_NOTHING = "\N{EN DASH}"

_LEVELS = {
    Verdict.UP: sentence("{size} because {name} scored higher"),
    Verdict.DOWN: sentence("{size} because {name} scored lower"),
}
_TIMES = {
    Verdict.UP: sentence("{size} because {name} took longer"),
    Verdict.DOWN: sentence("{size} because {name} was quicker"),
}
_SHARES = {
    Verdict.UP: sentence("{size} because more of it came from {name}"),
    Verdict.DOWN: sentence("{size} because less of it came from {name}"),
}
_NUMBERS = {
    True: sentence("{size} higher than {period}, {now} against {before}: {verdict}."),
    False: sentence("{size} lower than {period}, {now} against {before}: {verdict}."),
}
_LENGTHS = {
    True: sentence("{size} longer on average than {period}, {now} against {before}: {verdict}."),
    False: sentence("{size} shorter on average than {period}, {now} against {before}: {verdict}."),
}
_VERDICTS = {
    Verdict.UP: sentence("more than chance"),
    Verdict.DOWN: sentence("more than chance"),
    Verdict.COULD_BE_CHANCE: sentence("could be chance"),
    Verdict.TOO_FEW: sentence("too few"),
    Verdict.NO_DATA: sentence("too few"),
}


def difference(say: Voice, found: Causes) -> str:
    """Say by how much the number moved, from what to what, and whether that is chance."""
    summary, whole = found.summary, found.split
    now, before = _whole(found)
    told = {
        "before": _level(say, found, before),
        "now": _level(say, found, now),
        "period": say.period_before(summary.period),
        "verdict": say(_VERDICTS[summary.change.verdict]),
    }
    if not found.shown:
        return say("About the same as {period}, {before} then and {now} now: {verdict}.", **told)
    size = _size(say, found, abs(found.shown))
    told_as = _LENGTHS if summary.definition.unit == "seconds" else _NUMBERS
    return say(told_as[whole.value > 0], size=size, **told)


def reasons(say: Voice, found: Causes, by: str) -> str:
    """Name what did it by more than chance; the rest could be chance."""
    named = [one for row in found.rows for one in _reasons(say, found, row, by)]
    if not named:
        return say(
            "No {segment} stands out: each part of this could be chance.",
            segment=naming.segment(say, by),
        )
    told = ", ".join(text for _, text in named)
    rest = found.shown - sum(effect for effect, _ in named)
    if rest:
        left = say("the other {size} could be chance", size=_signed(say, found, rest))
        told = f"{told}; {left}"
    return f"{naming.begun(told)}."


def alone(say: Voice, found: Causes, by: str) -> Iterator[str]:
    """Name parts that moved by more than chance among the parts only, as their table says."""
    if found.summary.definition.unit == "seconds":  # ranks judge those, here the mean is split
        return
    moved = {one.name or "" for one in found.summary.segments if one.change.verdict in _LEVELS}
    names = [row.name for row in found.rows if row.name in moved and row.rose not in _LEVELS]
    if names:
        yield say(
            "Looked at one by one, {names} moved by more than chance; among all that is compared "
            "here it could be chance.",
            names=say.several(
                [inert.escaped(_called(say, one, by), naming.LONGEST) for one in names]
            ),
        )


def line(say: Voice, found: Causes, row: Row, by: str) -> str:
    """Give a row for a message's text, escaped."""
    return say(
        "{name}: {together} ({level} by its number, {mix} by its share); {verdict}",
        name=inert.escaped(_name(say, row, by), naming.LONGEST),
        together=_signed(say, found, row.shown),
        level=_signed(say, found, row.shown_level),
        mix=_signed(say, found, row.shown_mix),
        verdict=_verdict(say, row),
    )


def cells(say: Voice, found: Causes, row: Row, by: str) -> list[str]:
    """Give a row for a table."""
    return [
        inert.line(_name(say, row, by), naming.LONGEST),
        _cell(say, found, row.now),
        _cell(say, found, row.before),
        *_effects(say, found, row.shown_level, row.shown_mix),
    ]


def total(say: Voice, found: Causes) -> list[str]:
    """Give the last row: what all parts add up to."""
    now, before = _whole(found)
    level = sum(row.shown_level for row in found.rows)
    mix = sum(row.shown_mix for row in found.rows)
    told = [_cell(say, found, now), _cell(say, found, before), *_effects(say, found, level, mix)]
    return [say("All"), *told]


def _reasons(say: Voice, found: Causes, row: Row, by: str) -> Iterator[tuple[int, str]]:
    name = inert.escaped(_name(say, row, by), naming.LONGEST)
    levels = _TIMES if found.summary.definition.unit == "seconds" else _LEVELS
    for effect, verdict, sentences in (
        (row.shown_level, row.rose, levels),
        (row.shown_mix, row.grew, _SHARES),
    ):
        if effect and verdict in sentences:
            yield effect, say(sentences[verdict], size=_signed(say, found, effect), name=name)


def _verdict(say: Voice, row: Row) -> str:
    if row.name is None:
        return _NOTHING
    if row.is_cause:
        return say("more than chance")
    few = min(row.now.n, row.before.n) < FEWEST
    return say("too few") if few else say("could be chance")


def _effects(say: Voice, found: Causes, level: int, mix: int) -> list[str]:
    return [_signed(say, found, one) for one in (level, mix, level + mix)]


def _signed(say: Voice, found: Causes, effect: int) -> str:
    """Give an effect with its sign; none has none."""
    match found.summary.definition.unit:
        case "seconds":
            size = say.length(float(found.step) * abs(effect))
        case "score":
            size = say.mean(abs(effect) / 100)
        case _:
            return say.points(effect)
    return {1: "+", 0: "", -1: "\N{MINUS SIGN}"}[(effect > 0) - (effect < 0)] + size


def _size(say: Voice, found: Causes, effect: int) -> str:
    if found.summary.definition.unit in {"seconds", "score"}:
        return _signed(say, found, effect).removeprefix("+")
    return say.plural("{n} point", "{n} points", effect)


def _cell(say: Voice, found: Causes, total: Total) -> str:
    if not total.n:
        return _NOTHING
    shown = say("too few") if total.n < FEW else _level(say, found, total)
    return f"{shown} ({say.number(total.n)})"


def _level(say: Voice, found: Causes, total: Total) -> str:
    return figures.number(say, found.summary.definition.unit, total.level)


def _whole(found: Causes) -> tuple[Total, Total]:
    rows = found.rows
    return (
        Total(sum(one.now.amount for one in rows), sum(one.now.n for one in rows)),
        Total(sum(one.before.amount for one in rows), sum(one.before.n for one in rows)),
    )


def _name(say: Voice, row: Row, by: str) -> str:
    if row.name is None:
        return say("the others together")
    return _called(say, row.name, by)


def _called(say: Voice, name: str, by: str) -> str:
    return naming.value(say, by, name) or say("not known")
