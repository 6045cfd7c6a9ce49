"""A survey's own words in each language it promises, over the standard ones of its definition.

The names of the words are the same on forms, on the command line and in storage: question.nl,
scale.low.en, follow_up.middle.nl.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kpi.errors import WrongSetting
from kpi.metrics import Band, Definition

LANGUAGES = ("en", "nl")
"""Those in which a customer can be asked."""

ORGANISATION = "{organisation}"
"""Stands in a question for the name of who asks."""

LONGEST: Mapping[str, int] = {
    "question": 300,
    "scale.low": 50,
    "scale.high": 50,
    "follow_up.low": 75,
    "follow_up.middle": 75,
    "follow_up.high": 75,
}
"""The parts of a survey's words, and how long each may be: most of them stand on buttons."""

ASKED = ("question", "scale.low", "scale.high")
"""The parts that an answer depends on: another one starts a new version of the survey."""

NAMES = tuple(f"{part}.{language}" for language in LANGUAGES for part in LONGEST)

_JOINER = "\u200d"
"""Stands inside emoji."""

Own: TypeAlias = Mapping[str, str]
"""A survey's own words by their names; what is left out is as the definition has it."""


class Unfinished(WrongSetting):
    """Some words are missing."""

    @property
    def name(self) -> str:
        """Which words, such as question.nl."""
        return str(self.values["name"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a survey says in one language."""

    question: str
    """May hold {organisation}."""
    low_label: str
    high_label: str
    between: Mapping[int, str]
    """The words of the other scores, where answers are words; always the standard ones."""
    follow_up: Mapping[Band, str]

    def asked(self, organisation: str) -> str:
        """Give the question with the name of who asks."""
        return self.question.replace(ORGANISATION, organisation)


def words(definition: Definition, own: Own, language: str) -> Words:
    """Give what is said in one of LANGUAGES: the survey's own words, else the standard ones."""
    said = {part: _said(definition, own, part, language) for part in LONGEST}
    return Words(
        question=said["question"],
        low_label=said["scale.low"],
        high_label=said["scale.high"],
        between={score: text[language] for score, text in definition.between.items()},
        follow_up={band: said[f"follow_up.{band}"] for band in Band},
    )


def said(definition: Definition, own: Own, name: str) -> str:
    """Give what is said under one of NAMES."""
    part, _, language = name.rpartition(".")
    return _said(definition, own, part, language)


def spoken(wanted: str, promised: Sequence[str]) -> str:
    """Give the language to ask somebody in: theirs where it is promised, else the first one."""
    return wanted if wanted in promised or not promised else promised[0]


def read(name: str, text: str) -> str:
    """Read what shall stand under a name: one line, as it may stand in a message.

    Returns:
        The words; empty for going back to the standard ones.

    Raises:
        WrongSetting: there are no such words, they are too long, or hold stray braces or signs
            that cannot be seen.
    """
    if name not in NAMES:
        raise WrongSetting("{name} are no words of a survey. Try question.nl.", name=name or "...")
    part = name.rpartition(".")[0]
    line = " ".join(text.split())
    if len(line) > LONGEST[part]:
        raise WrongSetting("That is longer than {most} characters.", most=LONGEST[part])
    if not line.replace(_JOINER, "").isprintable():
        raise WrongSetting("There is a character in it that cannot be shown.")
    bare = line.replace(ORGANISATION, "") if part == "question" else line
    if "{" in bare or "}" in bare:
        raise WrongSetting(
            "Braces only stand around the name of who asks, in the question: {example}.",
            example=ORGANISATION,
        )
    return line


def read_languages(text: str) -> list[str]:
    """Read the languages a survey promises, such as "nl, en"; the first serves everybody else.

    Raises:
        WrongSetting: none is named, or one that Kompas does not speak.
    """
    named = list(dict.fromkeys(text.casefold().replace(",", " ").split()))
    if not named or set(named) - set(LANGUAGES):
        raise WrongSetting("Name one or more of {known}.", known=", ".join(LANGUAGES))
    return named


def settled(definition: Definition, own: Own) -> dict[str, str]:
    """Give own words without gaps, and without parts that are as the definition has them."""
    return {
        f"{part}.{language}": text
        for part in LONGEST
        if not _is_standard(definition, own, part)
        for language in LANGUAGES
        if (text := own.get(f"{part}.{language}", ""))
    }


def require_complete(own: Own, promised: Sequence[str]) -> None:
    """Let a survey go live that has its words in every language it promises.

    A question or an end of the scale that is the survey's own in one language must be so in the
    others: the standard sentence would ask something else.

    Raises:
        Unfinished: naming the first words that are missing.
    """
    for name in _missing(own, promised):
        raise Unfinished(
            "{name} is empty. A survey that is on has its words in every language it promises.",
            name=name,
        )


def require_reasons(lists: Mapping[str, Sequence[str]], promised: Sequence[str]) -> None:
    """Let a survey go live that offers reasons in every language it promises, or none at all.

    Raises:
        Unfinished: naming the first list that is missing.
    """
    missing = [language for language in promised if not lists.get(language)]
    if any(lists.values()) and missing:
        raise Unfinished(
            "{name} is empty. A survey that is on has its words in every language it promises.",
            name=f"reasons.{missing[0]}",
        )


def asks_the_same(
    before: tuple[Definition, Own], after: tuple[Definition, Own], promised: Sequence[str]
) -> bool:
    """Whether answers mean the same: by scale, cut-offs, question and ends of the scale.

    Args:
        before: the definition and the own words so far.
        after: those to come.
        promised: the languages so far; in another one nobody was asked yet.
    """
    return before[0] == after[0] and all(
        _said(*before, part, language) == _said(*after, part, language)
        for part in ASKED
        for language in promised
    )


def _missing(own: Own, promised: Sequence[str]) -> Iterator[str]:
    for part in ASKED:
        names = [f"{part}.{language}" for language in promised]
        if any(own.get(name) for name in names):
            yield from (name for name in names if not own.get(name))


def _is_standard(definition: Definition, own: Own, part: str) -> bool:
    return all(
        _said(definition, own, part, language) == _standard(definition, part, language)
        for language in LANGUAGES
    )


def _said(definition: Definition, own: Own, part: str, language: str) -> str:
    return own.get(f"{part}.{language}") or _standard(definition, part, language)


def _standard(definition: Definition, part: str, language: str) -> str:
    match part:
        case "question":
            return definition.question[language]
        case "scale.low":
            return definition.low_label[language]
        case "scale.high":
            return definition.high_label[language]
        case _:
            return definition.follow_up[Band(part.removeprefix("follow_up."))][language]
