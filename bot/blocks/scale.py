"""The scale of a question as buttons, low to high, and what a score on it is called."""

from collections.abc import Iterator

from bot.blocks import kit
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.metrics import Definition
from kpi.wording import Words


def labels(definition: Definition, words: Words) -> dict[int, str]:
    """Give what stands on each button: the score, and at the ends what it means.

    Where answers are words, these stand alone, or beside their faces.
    """
    known = dict(ends(definition, words))
    shown = marks(definition, words)
    return {score: f"{mark} {known.get(score, '')}".rstrip() for score, mark in shown.items()}


def marks(definition: Definition, words: Words) -> dict[int, str]:
    """Give the same without the words at the ends, where these have a place of their own."""
    if not definition.in_words:
        return {score: str(score) for score in definition.scale}
    said = {**words.between, definition.low: words.low_label, definition.high: words.high_label}
    faces = definition.faces
    return {score: f"{faces.get(score, '')} {said[score]}".lstrip() for score in definition.scale}


def buttons(definition: Definition, words: Words, invitation_id: str) -> Iterator[Block]:
    """Give one button a score; the action says which, the value for which invitation."""
    for score, label in labels(definition, words).items():
        yield kit.button(label, f"rate:{score}", invitation_id)


def span(definition: Definition, words: Words) -> str:
    """Say in a line from what to what one can choose: both ends, or each of the words."""
    known = labels(definition, words)
    if definition.in_words:
        return " / ".join(known.values())
    return f"{known[definition.low]} \N{EN DASH} {known[definition.high]}"


def ends(definition: Definition, words: Words) -> tuple[tuple[int, str], ...]:
    """Give both ends with their words; none where the answers are words themselves."""
    if definition.in_words:
        return ()
    return (definition.low, words.low_label), (definition.high, words.high_label)


def chosen(say: Voice, definition: Definition, words: Words, score: int) -> str:
    """Say to customers what they chose, in the words that were on the button; not escaped."""
    if definition.in_words:
        return say("You chose: {answer}.", answer=labels(definition, words)[score])
    return say("You chose {score} of {high}.", score=score, high=definition.high)


def told(say: Voice, definition: Definition, score: int) -> str:
    """Say to colleagues what somebody answered: 4 of 5, or Good."""
    if _is_a_word(definition):
        return short(say, definition, score)
    return say("{score} of {high}", score=score, high=definition.high)


def short(say: Voice, definition: Definition, score: int) -> str:
    """Give the same for a bar or a row of counts: 4, or Good."""
    if not _is_a_word(definition):
        return str(score)
    ends = {definition.low: definition.low_label, definition.high: definition.high_label}
    return {**ends, **definition.between}[score][say.language]


def _is_a_word(definition: Definition) -> bool:
    """Faces are the numbers from 1 to 5, only drawn."""
    return definition.in_words and not definition.faces
