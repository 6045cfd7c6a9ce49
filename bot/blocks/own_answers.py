"""What somebody answered so far, shown to themselves alone."""

from collections.abc import Iterator, Sequence

from bot.blocks import confirming, inert, kit, remarks, scale
from bot.blocks.message import Block, Message
from bot.wording import Voice, voice
from kpi.periods import local_day
from kpi.store.own_answers import Own

MOST = 10
_LONGEST = 700
_SUBJECT = 100


def message(answers: Sequence[Own], *, language: str, zone: str) -> Message:
    """List answers, the newest first, with their local day in a zone; at most ten."""
    say = voice(language)
    if not answers:
        text = say("You have no answers here.")
        return Message(text, [kit.section(text)])
    title = say("Your last answers")
    blocks = [entry(say, one, zone) for one in answers[:MOST]]
    return Message(title, [kit.section(f"*{title}*"), *blocks])


def entry(say: Voice, own: Own, zone: str) -> Block:
    """Show one answer: its score, its local day, what it was about, and what was written."""
    return kit.rich_text(*_lines(say, own, zone))


def _lines(say: Voice, own: Own, zone: str) -> Iterator[Block]:
    day, subject = say.day(local_day(own.at, zone)), inert.line(own.subject, _SUBJECT)
    about = " · ".join(part for part in (day, subject) if part)
    score = kit.words(scale.told(say, own.definition, own.score), bold=True)
    yield kit.rich_line([score, kit.words(f" · {about}")])
    if solved := confirming.said(say, own.solved_at_once):
        yield kit.rich_line([kit.words(solved)])
    if ticked := remarks.reasons(say, own.reasons):
        yield kit.rich_line([kit.words(ticked)])
    if comment := inert.verbatim(own.comment, _LONGEST):
        yield kit.rich_quote(comment)
