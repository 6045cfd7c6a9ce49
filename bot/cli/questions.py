"""A question on a command line, as one text."""

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import typer

Words: TypeAlias = Annotated[
    list[str] | None, typer.Argument(help='Such as "csat week by team".', metavar="QUESTION")
]


def joined(words: Sequence[str]) -> str:
    """Give the question as one text; the shell took the quotes of team:"First line"."""
    if len(words) == 1:
        return words[0]
    return " ".join(_requoted(word) for word in words)


def _requoted(word: str) -> str:
    segment, colon, value = word.partition(":")
    return f'{segment}:"{value}"' if colon and " " in value and '"' not in value else word
