"""What `/kpi` can be told beside questions: views, targets, actions, cases, in two languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.query import refusals, slips
from bot.query.tokens import Token, begun, tokens
from bot.query.words import (
    CASES,
    FILLERS,
    METRIC_PHRASES,
    METRICS,
    SEGMENT_WORDS,
    SURVEY_WORDS,
)
from kpi.goals import SURVEY
from kpi.metrics import Metric
from kpi.periods import PERIOD_WORDS
from kpi.query import NotUnderstood

LONGEST_NAME = 40
LONGEST_QUESTION = 300
_SAVE_EXAMPLE = 'save "Monday" csat week by team'
_TARGET_EXAMPLE = "target csat 85 team:Network"


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep a question under a name."""

    name: str
    question: str
    """As it was typed."""


@dataclass(frozen=True, slots=True)
class RemoveView:
    """Take a view away."""

    name: str


@dataclass(frozen=True, slots=True)
class ListViews:
    """Show the views there are."""


@dataclass(frozen=True, slots=True)
class SetTarget:
    """Say where a metric should be, or take that away."""

    metric: Metric | None
    """None where only a survey is named."""
    aim: str
    """As it was typed; empty takes the target away."""
    segment: str = ""
    """Empty for everybody; `goals.SURVEY` for one survey."""
    value: str = ""


@dataclass(frozen=True, slots=True)
class ListTargets:
    """Show the targets there are."""


@dataclass(frozen=True, slots=True)
class NewAction:
    """Begin an action."""

    title: str
    """As it was typed; may be empty."""


@dataclass(frozen=True, slots=True)
class ListActions:
    """Show the actions there are."""


@dataclass(frozen=True, slots=True)
class ListCases:
    """Show the customers who are helped further."""

    which: str
    """cases, cases done, cases interviews or cases file."""


Listing: TypeAlias = ListViews | ListTargets | ListActions | NewAction | ListCases
"""What shows what there is; where no form can open, a new action shows those there are."""
Order: TypeAlias = SaveView | RemoveView | SetTarget | Listing

WORDS: Mapping[str, str] = {
    **dict.fromkeys(("save", "bewaar", "opslaan"), "save"),
    **dict.fromkeys(("remove", "delete", "verwijder", "wis"), "remove"),
    **dict.fromkeys(("views", "weergaven"), "views"),
    **dict.fromkeys(("target", "targets", "doel", "doelen", "streefwaarde"), "target"),
    **dict.fromkeys(("action", "actions", "actie", "acties"), "action"),
    **dict.fromkeys(CASES, "cases"),
}
"""First words that begin an order rather than a question, and what it is."""
_NONE = frozenset({"none", "off", "remove", "delete", "geen", "uit", "verwijder", "weg", "wis"})
_LISTS: Mapping[str, str] = {
    **dict.fromkeys(("done", "closed", "afgehandeld", "gedaan", "klaar"), "cases done"),
    **dict.fromkeys(("interviews", "interview", "gesprekken"), "cases interviews"),
    **dict.fromkeys(("file", "bestand"), "cases file"),
}
_OURS = frozenset({*METRICS, *PERIOD_WORDS, *FILLERS, *CASES, *_LISTS})
_NEW = frozenset({"new", "begin", "nieuw", "nieuwe"})
_FILLERS = frozenset({"for", "voor", "is", "of", "van", "op", "to", "at", "-", ".."})


def parse(text: str) -> Order | None:
    """Read an order; None for what is a question. Raises NotUnderstood with an example."""
    first, rest = begun(text, 1)
    word = first[0].word if first and first[0].value is None else ""
    read = _READERS.get(WORDS.get(word, ""))
    return read(rest) if read else _cases(list(tokens(text)))


def name_of(text: str) -> str:
    """Give the name that a whole text may be, without its quotes; empty where it is none."""
    words = list(tokens(text))
    if any(one.value is not None for one in words):
        return ""
    return " ".join(one.shown for one in words)


def _cases(words: Sequence[Token]) -> ListCases | None:
    """Read which cases are asked for; None where none are, as in "big cases", a name of somebody's.

    Without a word for others, those that are open.
    """
    said = [one.word for one in words if one.value is None]
    if not CASES & set(said) or (said[0] not in CASES and not all(map(_is_ours, said))):
        return None
    return ListCases(next((_LISTS[one] for one in said if one in _LISTS), "cases"))


def _is_ours(word: str) -> bool:
    """Whether a word belongs to questions, or is a period in numbers."""
    return word in _OURS or any(one.isdigit() for one in word)


def _action(rest: str) -> NewAction | ListActions:
    words, title = begun(rest, 1)
    if words and words[0].word in _NEW:
        return NewAction(title)
    return ListActions()


def _save(rest: str) -> SaveView:
    words, question = begun(rest, 1)
    if not words or words[0].value is not None or not question:
        raise NotUnderstood(
            "Write a name and the question to keep under it.  Try  /kpi {example}",
            nearest="",
            example=_SAVE_EXAMPLE,
        )
    name = " ".join(words[0].shown.split())
    if len(name) > LONGEST_NAME or len(question) > LONGEST_QUESTION:
        raise NotUnderstood(
            "A name has {name} characters at most, a question {question}.  Try  /kpi {example}",
            name=LONGEST_NAME,
            question=LONGEST_QUESTION,
            nearest="",
            example=_SAVE_EXAMPLE,
        )
    return SaveView(name, question)


def _name(rest: str, example: str) -> str:
    if name := name_of(rest):
        return name
    raise NotUnderstood(
        "Which view shall I remove?  Try  /kpi {example}", nearest="", example=example
    )


def _target(words: Sequence[Token]) -> SetTarget | ListTargets:
    if not words:
        return ListTargets()
    places = [one for one in words if one.value is not None]
    metric, rest = _metric([one for one in words if one.value is None])
    said = [one for one in rest if one.word not in _FILLERS]
    segment, value = _place(places)
    if not said or (metric is None and segment != SURVEY):
        raise _no_target()
    if len(said) == 1 and said[0].word in _NONE:
        return SetTarget(metric, "", segment, value)
    return SetTarget(metric, "".join(one.shown for one in said), segment, value)


def _metric(words: Sequence[Token]) -> tuple[Metric | None, list[Token]]:
    """Find the one metric that is named; give it, if there is one, and the words around it."""
    plain = tuple(one.word for one in words)
    for at in range(len(words)):
        for phrase, metric in METRIC_PHRASES.items():
            if plain[at : at + len(phrase)] == phrase:
                return metric, [*words[:at], *words[at + len(phrase) :]]
        if len(named := METRICS.get(plain[at], ())) == 1:
            return named[0], [*words[:at], *words[at + 1 :]]
    return None, [*words]


def _place(places: Sequence[Token]) -> tuple[str, str]:
    if not places:
        return "", ""
    if len(places) > 1:
        raise NotUnderstood(
            "A target is for everybody or for one thing.  Try  /kpi {example}",
            nearest="",
            example=_TARGET_EXAMPLE,
        )
    segment = SURVEY if places[0].word in SURVEY_WORDS else SEGMENT_WORDS.get(places[0].word)
    if segment is None:
        nearest = slips.nearest_segment(places[0].word)
        raise refusals.unknown_segment(places[0].word, nearest)
    if not places[0].value:
        raise refusals.empty_filter(segment)
    return segment, places[0].value.casefold() if segment == SURVEY else places[0].value


def _no_target() -> NotUnderstood:
    return NotUnderstood(
        "Write a KPI and where it should be.  Try  /kpi {example}",
        nearest="",
        example=_TARGET_EXAMPLE,
    )


_READERS: Mapping[str, Callable[[str], Order]] = {
    "save": _save,
    "remove": lambda rest: RemoveView(_name(rest, "remove Monday")),
    "views": lambda _rest: ListViews(),
    "target": lambda rest: _target(tuple(tokens(rest))),
    "action": _action,
}
"""What reads the words behind the first; cases may be named anywhere."""
