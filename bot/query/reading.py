"""A question while its words are read, one after the other."""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.query import meant_metrics, narrowing, refusals, slips
from bot.query.tokens import Token
from bot.query.words import (
    FROM_WORDS,
    SCORE_WORDS,
    SEGMENT_WORDS,
    SURVEY_WORDS,
    THEME_WORDS,
    WAY_WORDS,
)
from kpi.metrics import Metric
from kpi.periods import UNITS, Period
from kpi.query import View

Words: TypeAlias = tuple[Token, ...]

_LONGEST_NUMBER = 7
SCORES = re.compile(r"([0-9]{1,2})(?:\s*(?:[-\u2010-\u2015\u2212]|\.\.|t/m)\s*([0-9]{1,2}))?")


@dataclass
class Reading:
    """What the words that were taken mean together; whatever is said twice must say the same."""

    words: Words
    metrics: list[Metric] = field(default_factory=list)
    period: Period | None = None
    view: View | None = None
    by: str | None = None
    filters: dict[str, str] = field(default_factory=dict)
    survey: str = ""
    theme: str = ""
    scores: tuple[int, int] | None = None
    skipped: int = 0

    @property
    def narrowed_by(self) -> set[str | None]:
        some = {meant_metrics.THEME: self.theme, meant_metrics.SCORE: self.scores}
        return {self.by, *self.filters, *(name for name, value in some.items() if value)}

    def take_value(self, token: Token) -> None:
        """Take a word with a colon and what stands behind it."""
        for words, take in (
            (SURVEY_WORDS, self.take_survey),
            (THEME_WORDS, self.take_theme),
            (SCORE_WORDS, self.take_scores),
            (FROM_WORDS, self.take_first),
        ):
            if token.word in words:
                take(token)
                return
        self.take_filter(token)

    def take_theme(self, token: Token) -> None:
        if not token.value:
            raise narrowing.nameless_theme()
        if self.theme not in {"", token.value}:
            raise refusals.twice_filtered(meant_metrics.THEME)
        self.theme = token.value

    def take_scores(self, token: Token) -> None:
        scores = _scores(token.value or "")
        if scores is None:
            raise narrowing.no_score(token.value or "")
        if self.scores not in {None, scores}:
            raise refusals.twice_filtered(meant_metrics.SCORE)
        self.scores = scores

    def take_first(self, token: Token) -> None:
        first = token.value or ""
        if not (first.isdecimal() and len(first) < _LONGEST_NUMBER and int(first)):
            raise narrowing.no_place(first)
        self.skipped = int(first) - 1

    def take_survey(self, token: Token) -> None:
        name = (token.value or "").casefold()
        if not name:
            raise refusals.nameless_survey()
        if self.survey not in {"", name}:
            raise refusals.second_survey(token.shown)
        self.survey = name

    def take_filter(self, token: Token) -> None:
        segment = SEGMENT_WORDS.get(token.word)
        if segment is None:
            raise narrowing.unknown_key(token.word)
        if not token.value:
            raise refusals.empty_filter(segment)
        filed = WAY_WORDS.get(token.value.casefold()) if segment == "way" else None
        value = filed or token.value
        if self.filters.get(segment, value) != value:
            raise refusals.twice_filtered(segment)
        self.filters[segment] = value

    def take_name(self, token: Token, names: Words) -> None:
        """Take a name behind what it is one of, as if a colon stood between."""
        name = " ".join(one.shown for one in names).lstrip("@ ")
        self.take_value(Token(f"{token.shown} {name}", token.word, name))

    def take_split(self, token: Token | None) -> None:
        if token is None:
            raise refusals.empty_split()
        segment = SEGMENT_WORDS.get(token.word)
        if token.word in UNITS:
            raise refusals.split_by_time(token.shown)
        if segment is None:
            raise refusals.unknown_segment(token.shown, slips.nearest_segment(token.shown))
        if self.by not in {None, segment}:
            raise refusals.second_split(token.shown)
        self.by = segment

    def take_metrics(self, named: tuple[Metric, ...]) -> None:
        self.metrics += [metric for metric in named if metric not in self.metrics]

    def take_view(self, view: View, token: Token) -> None:
        if self.view not in {None, view}:
            raise refusals.second_view(token.shown)
        self.view = view

    def take_period(self, period: Period, words: Words) -> None:
        if self.period not in {None, period}:
            raise refusals.second_period(" ".join(token.shown for token in words))
        self.period = period


def _scores(text: str) -> tuple[int, int] | None:
    """Read "2" or "1-2", however the dash is written; None for anything else."""
    found = SCORES.fullmatch(text)
    if found is None:
        return None
    ends = int(found[1]), int(found[2] or found[1])
    return min(ends), max(ends)
