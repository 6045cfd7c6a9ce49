"""Who is not heard, in an answer to `/kpi`: who answers, silent accounts, how far answers reach."""

from collections.abc import Iterator, Sequence

from bot.blocks import figures, headline, inert, kit, kpi, naming, splitting
from bot.blocks.message import Message
from bot.wording import Voice, voice
from kpi.answerers import GAP, Gap
from kpi.changes import Share
from kpi.query import Query
from kpi.sample_size import MARGIN
from kpi.silence import Silence, SilentAccount
from kpi.summary import Summary
from kpi.weighting import HEAVIEST, Weighted
from kpi.worth import Worth

MOST = 10
"""Accounts, and gaps, that are told one by one."""


def private(
    found: Sequence[Silence], query: Query, *, language: str, agents: bool = False
) -> Message:
    """Show it to a lead, with the buttons that lead on.

    Args:
        found: one a metric.
        query: what was asked; goes into the buttons.
        language: the reader's locale.
        agents: whether numbers by agent are on.
    """
    say = voice(language)
    told = [one for one in found if _is_reached(one) or one.summary.n] or list(found[:1])
    title = kpi.title(say, query, _subject(say, told, query))
    texts = ["\n".join(words(say, one, named=len(told) > 1)) for one in told]
    footers = [*splitting.not_done(say, query), advice(say)]
    blocks = [*map(kit.section, (title, *texts)), *map(kit.context, footers)]
    text = "\n".join([title, *texts, *footers]).replace("*", "")
    return Message(text, [*blocks, *kpi.buttons(say, query, leads=True, agents=agents)])


def advice(say: Voice) -> str:
    """Say what no arithmetic mends."""
    return say("The ranges tell nothing of those who did not answer.")


def words(say: Voice, found: Silence, *, named: bool = False) -> Iterator[str]:
    """Say everything about one metric, escaped; a sentence where nobody was helped or asked."""
    if named:
        yield f"*{naming.metric(found.summary.metric)}*"
    if _is_reached(found):
        yield from _reached(say, found)
        yield from _gaps(say, found)
    else:
        yield _unasked(say, found)
    if found.weighted is not None:
        yield from _weighted(say, found.weighted, found.summary)
    yield from _accounts(say, found)
    if found.worth is not None:
        yield from _worth(say, found.worth, found.summary.n)


def _unasked(say: Voice, found: Silence) -> str:
    if found.summary.n:
        return say("Nobody was asked here: these answers came otherwise, such as from a file.")
    return say("Nobody was helped or asked.")


def _is_reached(found: Silence) -> bool:
    return bool(found.summary.funnel.helped or found.summary.funnel.delivered)


def _subject(say: Voice, found: Sequence[Silence], query: Query) -> str:
    subject = say("who is not heard · {period}", period=say.period(query.period))
    if len(found) > 1:
        return subject
    return f"{naming.subject(found[0].summary.metric, query)} · {subject}"


def _reached(say: Voice, found: Silence) -> Iterator[str]:
    funnel = found.summary.funnel
    if funnel.helped:
        share = say.percent(Share(funnel.asked, funnel.helped).percent)
        yield f"{headline.asked(say, funnel)} ({share})"
    if funnel.delivered:
        told = say(
            "Answered {answered} of {delivered} questions delivered ({share})",
            answered=say.number(funnel.answered),
            delivered=say.number(funnel.delivered),
            share=say.percent(Share(funnel.answered, funnel.delivered).percent),
        )
        open_ = say.plural("{n} may still answer", "{n} may still answer", funnel.open)
        yield f"{told}, {open_}" if funnel.open else told


def _gaps(say: Voice, found: Silence) -> Iterator[str]:
    if not found.is_compared:
        yield say("Too few answers to say how answerers differ from everybody helped.")
        return
    if not found.gaps:
        yield say(
            "Those who answer are much like everybody helped: no gap of {points} points or more.",
            points=GAP,
        )
        return
    yield say("*Who answers, beside who was helped*")
    for gap in found.gaps[:MOST]:
        yield _gap(say, gap)


def _gap(say: Voice, gap: Gap) -> str:
    return say(
        "• {segment} {name}: {answered} of the answers, {helped} of everybody helped: {verdict}",
        segment=_segment(say, gap.segment),
        name=_name(gap),
        answered=say.percent(gap.answered.percent),
        helped=say.percent(gap.helped.percent),
        verdict=say("could be chance") if gap.is_chance else say("more than chance"),
    )


def _name(gap: Gap) -> str:
    name = naming.LANGUAGES.get(gap.name, gap.name) if gap.segment == "language" else gap.name
    return inert.escaped(name, naming.LONGEST)


def _segment(say: Voice, segment: str) -> str:
    return say("language") if segment == "language" else naming.segment(say, segment)


def _weighted(say: Voice, found: Weighted, summary: Summary) -> Iterator[str]:
    unit = summary.definition.unit
    value = figures.number(say, unit, found.exact)
    yield say(
        "Weighed by {segment}, each as often as it was helped: {told}, unweighed {headline} ({n} "
        "answers, worth about {worth})",
        segment=_segment(say, found.by),
        told=", ".join(filter(None, [value, figures.between(say, unit, found.interval)])),
        headline=figures.value(say, summary.score) if summary.score else say("nothing"),
        n=say.number(found.n),
        worth=say.whole(found.effective),
    )
    if found.is_capped:
        yield say(
            "One answer counts for {most} at most; without that limit some would for {heaviest}.",
            most=HEAVIEST,
            heaviest=say.mean(float(found.heaviest)),
        )
    if found.unheard:
        names = (inert.escaped(name, naming.LONGEST) for name, _ in found.unheard[:MOST])
        yield say("Where nobody answered, weighing cannot help: {names}.", names=", ".join(names))


def _accounts(say: Voice, found: Silence) -> Iterator[str]:
    if found.hides_accounts:
        yield say("Nothing is told by account: so nobody is recognised.")
        return
    yield from _leaders(say, found)
    if found.silent:
        yield say("*Silent accounts*")
        yield from (_silent(say, one) for one in found.silent[:MOST])
    if (more := len(found.silent) - MOST) > 0:
        yield say.plural("{n} more is silent.", "{n} more are silent.", more)
    if found.unasked:
        yield say.plural(
            "{n} account was helped and never asked.",
            "{n} accounts were helped and never asked.",
            found.unasked,
        )


def _leaders(say: Voice, found: Silence) -> Iterator[str]:
    leaders, loudest = found.leaders, found.loudest
    if leaders is None or loudest is None:
        return
    name = inert.escaped(loudest[0], naming.LONGEST)
    told = {"answers": say.number(leaders.answers), "all": say.number(leaders.of_answers)}
    if leaders.accounts == 1:
        yield say("One account, {name}, gives {answers} of the {all} answers.", name=name, **told)
        return
    yield say(
        "{accounts} of {of_accounts} accounts give {answers} of the {all} answers, most of them "
        "{name} ({most}).",
        accounts=say.number(leaders.accounts),
        of_accounts=say.number(leaders.of_accounts),
        name=name,
        most=say.number(loudest[1]),
        **told,
    )


def _silent(say: Voice, account: SilentAccount) -> str:
    return say(
        "• {name}: helped {helped}, asked {asked}, not one answer",
        name=inert.escaped(account.name, naming.LONGEST),
        helped=say.number(account.reached.helped),
        asked=say.number(account.reached.asked),
    )


def _worth(say: Voice, worth: Worth, n: int) -> Iterator[str]:
    yield say("*What the answers can tell*")
    if worth.effective is not None and round(worth.effective) < n:
        yield say(
            "People of one account tend to answer alike: {n} answers tell about as much as "
            "{worth}.",
            n=say.number(n),
            worth=say.whole(worth.effective),
        )
    yield _needed(say, worth)
    yield say(
        "With this many answers in both periods, a difference of {points} points or more shows.",
        points=say.whole(worth.detectable),
    )


def _needed(say: Voice, worth: Worth) -> str:
    if not worth.still_needed:
        return say(
            "There are enough answers: the number is sure to {margin} points either way.",
            margin=int(MARGIN),
        )
    needed = say.plural(
        "{n} more answer makes the number sure to {margin} points either way",
        "{n} more answers make the number sure to {margin} points either way",
        worth.still_needed,
        margin=int(MARGIN),
    )
    if worth.weeks is None:
        return f"{needed}."
    weeks = say.plural("{n} week", "{n} weeks", worth.weeks)
    return say("{needed}: about {weeks} at the pace of the last weeks.", needed=needed, weeks=weeks)
