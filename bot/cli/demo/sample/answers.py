"""What the invented customers answer: each team has its share of content ones, one team a drop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from bot.cli.demo.sample.decks import Deck
from bot.cli.demo.sample.remarks import Remarks

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
    "low": (True,) * 4 + (False,),
    "middle": (True,) * 2 + (False,),
    "high": (True,) + (False,) * 2,
}
"""Who adds a line: few of the content, most of the others."""
_CONFIRMS: Mapping[bool, Sequence[bool | None]] = {
    True: (None,) * 4 + (True,) * 11 + (False,),
    False: (None,) * 4 + (True,) * 3 + (False,) * 9,
}
"""What is said of having been helped the first time, by whether it was counted so."""
_NOT_CONTENT: Sequence[bool | None] = (None, True, False, False, False)
"""What those say who gave a low score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A tap and, unless it is empty, a line; `at` is aware."""

    score: int
    at: datetime
    comment: str
    may_contact: bool
    solved: bool | None = None
    """What is tapped below of having been helped the first time; None for nothing."""


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
        # Of their own chance, so that scores stay as they are whatever is said beside them.
        apart = Random("said")  # noqa: S311 - no secret
        self._remarks = Remarks(apart)
        self._confirms = {was: Deck(cards, apart) for was, cards in _CONFIRMS.items()}
        self._not_content = Deck(_NOT_CONTENT, apart)

    def draw(
        self, team: str, language: str, sent_at: datetime, *, at_once: bool = True
    ) -> Answer | None:
        """Give what somebody answers to a question about a team; None for silence.

        Args:
            team: that helped.
            language: nl or en.
            sent_at: the aware moment of the question.
            at_once: whether the ticket counts as solved at first contact.
        """
        if not self._answers[team].draw():
            return None
        week = self._weeks_since_drop(team, sent_at)
        score = (self._scores[team] if week is None else self._after).draw()
        band = _band(score)
        says = self._says[band if week is None else "low"].draw()
        comment = self._remarks.draw(band, language, week=week) if says else ""
        return Answer(
            score=score,
            at=sent_at + timedelta(minutes=self._delays.draw(), seconds=sent_at.second % 50),
            comment=comment,
            may_contact=band == "low" and bool(comment) and self._consents.draw(),
            solved=(self._not_content if band == "low" else self._confirms[at_once]).draw(),
        )

    def _weeks_since_drop(self, team: str, moment: datetime) -> int | None:
        """Count whole weeks since a team went down; None where it did not."""
        days = (moment.date() - self._drop_from).days
        return days // 7 if team == THE_DROP and days >= 0 else None


def _band(score: int) -> str:
    if score <= _LOW:
        return "low"
    return "middle" if score <= _MIDDLE else "high"


def _deck(cards: str, chance: Random) -> Deck[int]:
    return Deck([int(card) for card in cards.replace(" ", "")], chance)
