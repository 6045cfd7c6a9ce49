"""What is said of a filter of remarks, or of any word with a colon, that makes no sense."""

from difflib import get_close_matches

from bot.query import slips
from bot.query.refusals import (
    EXAMPLE,
    LONGEST,
    shortened,
    unknown_segment,
    unknown_word,
)
from bot.query.words import SCORE_WORDS, THEME_WORDS
from kpi.query import NotUnderstood

_ONE_THEME = f"{EXAMPLE} comments theme:speed"
_ONE_SCORE = f"{EXAMPLE} comments score:1-2"


def unknown_key(word: str) -> NotUnderstood:
    """Something with a colon behind it by which nothing is narrowed."""
    known = (*THEME_WORDS, *SCORE_WORDS)
    near = get_close_matches(word[:LONGEST], known, n=1, cutoff=0.7)
    if near and word not in known:
        return unknown_word(word, near[0], _ONE_THEME if near[0] in THEME_WORDS else _ONE_SCORE)
    return unknown_segment(word, slips.nearest_segment(word))


def nameless_theme() -> NotUnderstood:
    """The word "theme" without a name and a colon before it."""
    return NotUnderstood(
        'After "theme:" I expect what comments are about.  Try  /kpi {example}',
        nearest="",
        example=_ONE_THEME,
    )


def no_score(word: str) -> NotUnderstood:
    """The word "score:" with something behind it that is no score."""
    return NotUnderstood(
        'After "score:" I expect a number, or two with a dash between.  Try  /kpi {example}',
        word=shortened(word),
        nearest="",
        example=_ONE_SCORE,
    )


def no_place(word: str) -> NotUnderstood:
    """The word "from:" with something behind it that is no number."""
    return NotUnderstood(
        'After "from:" I expect the number of a comment.  Try  /kpi {example}',
        word=shortened(word),
        nearest="",
        example=f"{EXAMPLE} comments from:11",
    )
