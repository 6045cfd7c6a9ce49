"""First names that are common in Dutch and English, folded as in `kpi.tokens`."""

from functools import cache
from importlib import resources

import yaml


def is_name(word: str) -> bool:
    """Tell whether a folded word is a first name and nothing else; `sannes` is of `sanne`."""
    return _is_among(word, _lists()["names"])


def is_name_too(word: str) -> bool:
    """Tell whether a folded word is a first name that is a word, a place or a product too."""
    return _is_among(word, _lists()["also_words"])


def _is_among(word: str, names: frozenset[str]) -> bool:
    return word in names or (len(word) > _SHORTEST and word[-1] == "s" and word[:-1] in names)


_SHORTEST = 4
"""Letters of what may be of somebody: `nels` is not of `nel`."""


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files("kpi").joinpath("first_names.yaml").read_text("utf-8")
    return {kind: frozenset(several.split()) for kind, several in yaml.safe_load(text).items()}
