"""What remarks speak of: themes with what they cost and two quotes, and the words of low scores."""

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import figures, inert, kit, naming, room, scale, theme_names
from bot.blocks.message import Block
from bot.blocks.room import Part
from bot.wording import Voice, sentence
from kpi import theme_scores
from kpi.changes import FEW, Change, Verdict
from kpi.periods import Period
from kpi.scores import Score, rounded
from kpi.spoken import Quote, Spoken
from kpi.theme_scores import ThemeScore
from kpi.themes import OTHER

MOST = 5
"""Themes that are told."""
_WORDS = 6
_QUOTE = 240
"""Characters of a quote."""
_NOTHING = "\N{EN DASH}"

_NAMED: Mapping[Verdict, str] = {
    Verdict.UP: sentence(
        "{theme} was named in {n} of {all} comments, more often than {period}: {change} points, "
        "{range}."
    ),
    Verdict.DOWN: sentence(
        "{theme} was named in {n} of {all} comments, less often than {period}: {change} points, "
        "{range}."
    ),
}
_COSTS: Mapping[bool, str] = {
    True: sentence("{metric} is {value} with it and {other} without: it costs {size}."),
    False: sentence("{metric} is {value} with it and {other} without: it adds {size}."),
}


def parts(say: Voice, found: Spoken, period: Period, letters: int) -> list[Part]:
    """Give themes with their quotes between a title and notes, as many as so many characters hold.

    Nothing where none is told.
    """
    title = f"*{title_of(say, found)}*"
    below = [Part([kit.context(line)], line) for line in notes(say, found)]
    left = letters - sum(room.taken(one.blocks, one.line) for one in below)
    themes = (_part(say, found, one, period) for one in found.themes[:MOST])
    shown = room.fitting([Part([kit.section(title)], title), *themes], left)
    return [*shown, *below] if len(shown) > 1 else []


def title_of(say: Voice, found: Spoken) -> str:
    """Say how many remarks were read."""
    return say.plural("What {n} comment is about", "What {n} comments are about", found.remarks)


def line(say: Voice, found: Spoken, one: ThemeScore, period: Period) -> str:
    """Say how often a theme was named, escaped; only what is more than chance is a change."""
    told = {
        "theme": naming.begun(inert.escaped(name(say, found, one), naming.LONGEST)),
        "n": say.number(one.n),
        "all": say.number(found.remarks),
        "period": say.period_before(period),
    }
    if one.grew.verdict in _NAMED:
        change, low, high = _moved(say, one.grew)
        likely = say("likely between {low} and {high}", low=low, high=high)
        return say(_NAMED[one.grew.verdict], **told, change=change, range=likely)
    return say("{theme} was named in {n} of {all} comments.", **told)


def cost(say: Voice, found: Spoken, one: ThemeScore) -> Iterator[str]:
    """Say what a theme does to the number, where that rests on enough answers."""
    if one.with_it.too_few or one.without_it is None or one.without_it.too_few:
        return
    told = {
        "metric": naming.metric(found.metric),
        "value": _value(say, one.with_it),
        "other": _value(say, one.without_it),
    }
    size, is_loss = _size(say, found, one), _loses(found, one)
    if size:
        yield say(_COSTS[is_loss], **told, size=size)
    else:
        yield say("{metric} is {value} with it and {other} without.", **told)


def digested(say: Voice, found: Sequence[Spoken], period: Period) -> Iterator[str]:
    """Say in a line for each metric of what more, or less, is spoken; else of what most.

    Of what a handful of comments speak says nothing of a week: they are quoted anyway.
    """
    for one in (one for one in found if one.remarks >= FEW):
        named = [theme for theme in one.themes if theme.theme != OTHER]
        changed = list(theme_scores.changed(named))[:2]
        told = changed or sorted(named, key=lambda theme: -theme.n)[:1]
        if told:
            lines = " ".join(line(say, one, theme, period) for theme in told)
            yield f"*{naming.metric(one.metric)}*  {lines}"


def rows(say: Voice, found: Spoken) -> list[list[str]]:
    """Give all themes as a table, with its heading."""
    heading = [say("Theme"), say("Comments"), say("Share"), say("With it"), say("Without")]
    heading += [say("Costs"), say("Since before")]
    return [heading, *(_row(say, found, one) for one in found.themes)]


def quoted(say: Voice, found: Spoken) -> Iterator[str]:
    """Give the quotes of each theme in lines, escaped."""
    for one in found.themes[:MOST]:
        for quote in found.quotes.get(one.theme, ()):
            shown = inert.escaped(quote.text, _QUOTE)
            yield f"{name(say, found, one)} · {_score(say, found, quote)}: {shown}"


def notes(say: Voice, found: Spoken) -> Iterator[str]:
    """Give the words of low scores, escaped, and say what themes are not."""
    if found.words:
        told = ", ".join(
            f"{inert.escaped(one.keyword.words, naming.LONGEST)} ({say.number(one.keyword.low)})"
            for one in found.words[:_WORDS]
        )
        yield say("Words that stand out in low scores: {words}", words=told)
    yield say(
        "A comment may be about several themes, so they stand beside the parts above and do not "
        "add up to a whole."
    )


def name(say: Voice, found: Spoken, one: ThemeScore) -> str:
    """Give what a theme is called, not escaped."""
    return theme_names.named(found.dictionary, say.language).get(one.theme, one.theme)


def _part(say: Voice, found: Spoken, one: ThemeScore, period: Period) -> Part:
    text = " ".join([line(say, found, one, period), *cost(say, found, one)])
    quotes = found.quotes.get(one.theme, ())
    blocks = [kit.section(text), *_quotes(say, found, quotes)]
    spelt = (
        f"{_score(say, found, quote)}: {inert.escaped(quote.text, _QUOTE)}" for quote in quotes
    )
    return Part(blocks, "\n".join([text, *spelt]))


def _quotes(say: Voice, found: Spoken, quotes: Sequence[Quote]) -> list[Block]:
    shown = [
        kit.rich_quote(
            inert.verbatim(quote.text, _QUOTE) or inert.ELLIPSIS, score=_score(say, found, quote)
        )
        for quote in quotes
    ]
    return [kit.rich_text(*shown)] if shown else []


def _score(say: Voice, found: Spoken, quote: Quote) -> str:
    return scale.told(say, found.definition, quote.score)


def _loses(found: Spoken, one: ThemeScore) -> bool:
    """Whether the number would be better without; of a mean a lower one may be the better."""
    is_lower = (one.costs or 0.0) > 0
    turned = found.definition.unit == "score" and found.definition.low_is_good
    return is_lower != turned


def _size(say: Voice, found: Spoken, one: ThemeScore) -> str:
    """Give what it costs or adds; empty where that rounds to nothing."""
    effect = abs(one.costs or 0.0)
    if found.definition.unit == "score":
        return say.mean(effect) if rounded(effect, 2) else ""
    points = int(rounded(effect))
    return say.plural("{n} point", "{n} points", points) if points else ""


def _row(say: Voice, found: Spoken, one: ThemeScore) -> list[str]:
    size, sign = _size(say, found, one), "" if _loses(found, one) else "+"
    return [
        name(say, found, one),
        say.number(one.n),
        say.percent(100 * one.share),
        _value(say, one.with_it),
        _value(say, one.without_it),
        f"{sign}{size}" if size else _NOTHING,
        _since(say, one.grew),
    ]


def _since(say: Voice, grew: Change) -> str:
    """Give a change that is more than chance, with where it probably lies."""
    if grew.verdict not in _NAMED:
        return _NOTHING
    change, low, high = _moved(say, grew)
    return f"{change} ({say('{low} to {high}', low=low, high=high)})"


def _moved(say: Voice, grew: Change) -> tuple[str, ...]:
    return tuple(say.points(one or 0.0) for one in (grew.value, grew.low, grew.high))


def _value(say: Voice, score: Score | None) -> str:
    """Give a score, and a word where it rests on few answers."""
    if score is None:
        return _NOTHING
    if score.too_few:
        return say("too few")
    shown = figures.value(say, score)
    return f"{shown} ({say('indicative')})" if score.indicative else shown
