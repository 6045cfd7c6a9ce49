"""Does this answer need somebody: rules of a support lead, and the answers that meet them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpi.definition import Definition

MOST_WORDS = 50
_LONGEST_READ = 20_000
"""Characters of a comment that words are looked for in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What an answer must be like; everything that is set must hold."""

    steps: int | None = None
    """How many scores from the unhappy end of the scale, 2 for a 1 or a 2 of 5; None for any."""
    theme: str = ""
    account: str = ""
    """In any capitals."""
    words: tuple[str, ...] = ()
    """Words or phrases, one of which the comment must have, in any capitals and accents."""

    @property
    def asks_nothing(self) -> bool:
        """Whether every answer would meet it."""
        return self.steps is None and not (self.theme or self.account or self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What rules look at."""

    definition: Definition
    score: int
    comment: str = ""
    themes: Sequence[str] = ()
    account: str = ""


def meets(answer: Answer, rule: Rule) -> bool:
    """Tell whether an answer needs somebody by this rule; a rule that asks nothing is met never."""
    return not rule.asks_nothing and all(
        (
            rule.steps is None or unhappiness(answer) < rule.steps,
            not rule.theme or rule.theme in answer.themes,
            not rule.account or _plain(rule.account) == _plain(answer.account),
            not rule.words or _mentions(answer.comment, rule.words),
        )
    )


def unhappiness(answer: Answer) -> int:
    """Give how many scores an answer is away from the unhappy end of its scale, 0 at that end.

    A scale whose low scores are good, such as that of effort, is counted from the other end.
    """
    asked = answer.definition
    return asked.high - answer.score if asked.low_is_good else answer.score - asked.low


def _mentions(comment: str, words: tuple[str, ...]) -> bool:
    sought = _sought(words)
    return sought is not None and sought.search(_plain(comment[:_LONGEST_READ])) is not None


@lru_cache(maxsize=256)
def _sought(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Give what finds one of these words, whole; made once, since a rule reads many comments."""
    plain = [re.escape(one) for one in map(_plain, words) if one]
    return re.compile(rf"(?<!\w)(?:{'|'.join(plain)})(?!\w)") if plain else None


def _plain(text: str) -> str:
    """Take capitals, accents and double spaces away."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).split())
