"""Themes as they are kept: the files that come with Kompas, and what a workspace made of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib import resources
from itertools import chain, count
from typing import TypeAlias

import yaml

from kpi import tokens, word_patterns
from kpi.errors import NotFound, WrongSetting
from kpi.themes import OTHER, Dictionary, Theme

LANGUAGES = ("en", "nl")
"""Languages that Kompas brings words for."""
MOST_THEMES = 40
MOST_LINES = 600
"""Lines of one theme in one language."""
LONGEST_NAME = 60

Json: TypeAlias = Mapping[str, object]
"""One theme: `key`, `names` by language, and `words` by language, a list of lines each."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C is fifty times as fast, where there is one."""
_LONGEST_STEM = 28
"""Characters of a key, before a number that tells it from another."""
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,31}")


@cache
def packaged() -> Dictionary:
    """Give the eight themes that come with Kompas."""
    files = {language: _file(language) for language in LANGUAGES}
    return Dictionary(tuple(_packaged(key, files) for key in files[LANGUAGES[0]]))


def read(kept: Iterable[Json]) -> Dictionary:
    """Read what `written` gave, perhaps edited by hand.

    Raises:
        WrongSetting: when a key, a name or a line cannot be, saying which.
    """
    return checked(Dictionary(tuple(_theme(one) for one in kept)))


def written(dictionary: Dictionary) -> list[dict[str, object]]:
    """Give a dictionary as plain lists and dicts, fit for JSON."""
    return [asdict(one) for one in dictionary.themes]


def with_theme(dictionary: Dictionary, theme: Theme) -> Dictionary:
    """Put a theme in the place of the one with its key, or at the end. Raises as `read` does."""
    kept = {one.key: one for one in dictionary.themes} | {theme.key: theme}
    return checked(Dictionary(tuple(kept.values())))


def without(dictionary: Dictionary, key: str) -> Dictionary:
    """Take a theme away. Raises NotFound when there is none of that key."""
    if all(one.key != key for one in dictionary.themes):
        raise NotFound("There is no theme {key}.", key=key)
    return Dictionary(tuple(one for one in dictionary.themes if one.key != key))


def new_key(dictionary: Dictionary, names: Mapping[str, str]) -> str:
    """Make the key of a new theme from its names: the first that has letters of a to z."""
    taken = {OTHER, *(one.key for one in dictionary.themes)}
    plain = (re.sub("[^a-z0-9]+", "-", tokens.fold(name)) for name in names.values())
    begun = (name.lstrip("-0123456789")[:_LONGEST_STEM].rstrip("-") for name in plain)
    stem = next(filter(None, begun), "theme")
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(key for key in chain([stem], numbered) if key not in taken)


def lines(text: str) -> tuple[str, ...]:
    """Read what somebody typed, between commas or a line each, without what was said before."""
    stripped = (" ".join(line.split()) for line in re.split("[,\n]", text))
    return tuple(dict.fromkeys(line for line in stripped if line))


def boxes(several: Sequence[str], longest: int) -> tuple[str, ...]:
    """Give lines as texts to edit, one line below the other, each text at most so many characters.

    `lines` reads them, joined by line ends.
    """
    texts: list[str] = []
    for line in several:
        if texts and len(texts[-1]) + len(line) < longest:
            texts[-1] += "\n" + line
        else:
            texts.append(line)
    return tuple(texts)


def checked(dictionary: Dictionary) -> Dictionary:
    """Give the dictionary back. Raises as `read` does."""
    keys = [one.key for one in dictionary.themes]
    if len(keys) > MOST_THEMES:
        raise WrongSetting("There can be at most {most} themes.", most=MOST_THEMES)
    for key in keys:
        if not _KEY.fullmatch(key) or key == OTHER or keys.count(key) > 1:
            raise WrongSetting("A theme cannot have the key {key}.", key=key)
    for theme in dictionary.themes:
        _check(theme)
    return dictionary


def _check(theme: Theme) -> None:
    if not theme.names or not all(
        0 < len(one.strip()) <= LONGEST_NAME for one in theme.names.values()
    ):
        raise WrongSetting(
            "The name of a theme has 1 to {longest} characters.", longest=LONGEST_NAME
        )
    for language, several in theme.words.items():
        if len(several) > MOST_LINES:
            raise WrongSetting("A theme has at most {most} lines.", most=MOST_LINES)
        for line in several:
            word_patterns.read(line, language, theme.key)


def _theme(kept: Json) -> Theme:
    match kept:
        case {"key": str(key), "names": Mapping() as names, "words": Mapping() as words}:
            return Theme(
                key,
                {str(language): str(name) for language, name in names.items()},
                {str(language): _lines(several) for language, several in words.items()},
            )
        case _:
            raise WrongSetting("That is not a theme: {kept}.", kept=str(kept)[:LONGEST_NAME])


def _lines(kept: object) -> tuple[str, ...]:
    if isinstance(kept, str) or not isinstance(kept, Sequence):
        raise WrongSetting("That is not a theme: {kept}.", kept=str(kept)[:LONGEST_NAME])
    return tuple(str(line) for line in kept)


def _file(language: str) -> dict[str, dict[str, str]]:
    text = resources.files("kpi").joinpath("theme_words", f"{language}.yaml").read_text("utf-8")
    found: dict[str, dict[str, str]] = yaml.load(text, _LOADER)  # noqa: S506 - both are safe ones
    return found


def _packaged(key: str, files: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Theme:
    return Theme(
        key,
        {language: one[key]["name"] for language, one in files.items()},
        {language: lines(one[key]["words"]) for language, one in files.items()},
    )
