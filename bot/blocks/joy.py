"""A happy customer's words, for who helped."""

from collections.abc import Iterator

from bot.blocks import inert, kit, naming, rich, scale
from bot.blocks.message import Block, Message
from bot.wording import Voice
from kpi.store.joys import Joy

_LONGEST = 2000
_IN_TEXT = 200
_SUBJECT = 100


def message(say: Voice, joy: Joy) -> Message:
    """Tell somebody what a customer whom they helped said."""
    line = _line(say, joy)
    words = inert.verbatim(joy.comment, _LONGEST) or inert.ELLIPSIS
    quiet = say("Only you get this message. Thank you!")
    blocks = [
        kit.rich_text(line, kit.rich_quote(words)),
        kit.context(quiet),
    ]
    told = inert.escaped("".join(one["text"] for one in line["elements"]), kit.VALUE)
    return Message(f"{told}\n{inert.escaped(joy.comment, _IN_TEXT)}", blocks)


def _line(say: Voice, joy: Joy) -> Block:
    score = kit.words(scale.told(say, joy.definition, joy.score), bold=True)
    told = rich.sentence(say, "A customer you helped gave {score}", {"score": score})
    elements = [kit.words("\N{GLOWING STAR} "), *told["elements"], *_origin(joy)]
    return kit.rich_line(elements)


def _origin(joy: Joy) -> Iterator[Block]:
    if subject := inert.line(joy.subject, _SUBJECT):
        yield kit.words(" · ")
        yield kit.link(subject, joy.url)
    if account := inert.line(joy.account, naming.LONGEST):
        yield kit.words(f" · {account}")
