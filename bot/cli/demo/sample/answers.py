"""What the invented customers answer: each team has its share of content ones, one team a drop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from bot.cli.demo.sample import words
from bot.cli.demo.sample.decks import Deck

THE_DROP = "Billing"
"""The team whose customers became less content."""

_SCORES: Mapping[str, str] = {
    "Network": "5555555555 4444444 321",
    "Workplace": "555555555555 444444 32",
    "Billing": "55555555 44444 32",
}
_AFTER_THE_DROP = "55 4444444 3333 2222 111"
_ANSWERS = (True,) * 7 + (False,) * 3
_DELAYS = (1, 2, 4, 7, 12, 25, 50, 95, 180, 330, 1300)
"""Minutes from question to answer."""
_LOW, _MIDDLE = 2, 3
_SAYS: Mapping[str, Sequence[bool]] = {
    "low": (True,) * 3 + (False,) * 2,
    "middle": (True, False),
    "high": (True,) + (False,) * 5,
}
"""Who adds a line: few of the content, most of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A tap and, unless it is empty, a line; `at` is aware."""

    score: int
    at: datetime
    comment: str
    may_contact: bool


class Answers:
    """Draws an answer for each question that was sent."""

    def __init__(self, chance: Random, *, drop_from: date) -> None:
        self._drop_from = drop_from
        self._scores = {team: _deck(cards, chance) for team, cards in _SCORES.items()}
        self._after = _deck(_AFTER_THE_DROP, chance)
        self._answers = {team: Deck(_ANSWERS, chance) for team in _SCORES}
        self._delays = Deck(_DELAYS, chance)
        self._says = {band: Deck(cards, chance) for band, cards in _SAYS.items()}
        self._consents = Deck((True, False), chance)
        self._lines = {
            (kind, language): Deck(lines, chance)
            for kind, said in _WORDS.items()
            for language, lines in said.items()
        }

    def draw(self, team: str, language: str, sent_at: datetime) -> Answer | None:
        """Give what somebody answers to a question about a team; None for silence."""
        if not self._answers[team].draw():
            return None
        dropped = team == THE_DROP and sent_at.date() >= self._drop_from
        score = (self._after if dropped else self._scores[team]).draw()
        band = _band(score)
        kind = "portal" if dropped and band == "low" else band
        comment = self._lines[kind, language].draw() if self._says[band].draw() else ""
        return Answer(
            score=score,
            at=sent_at + timedelta(minutes=self._delays.draw(), seconds=sent_at.second % 50),
            comment=comment,
            may_contact=band == "low" and bool(comment) and self._consents.draw(),
        )


_WORDS = {
    "low": words.UNHAPPY,
    "middle": words.LUKEWARM,
    "high": words.HAPPY,
    "portal": words.ABOUT_THE_PORTAL,
}


def _band(score: int) -> str:
    if score <= _LOW:
        return "low"
    return "middle" if score <= _MIDDLE else "high"


def _deck(cards: str, chance: Random) -> Deck[int]:
    return Deck([int(card) for card in cards.replace(" ", "")], chance)
