"""Half a year of invented answers to "would you recommend us", as if another tool had asked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bot.cli.demo.sample import words
from bot.cli.demo.sample.decks import Deck
from bot.cli.demo.sample.visits import TEAMS
from kpi.store.imports import Imported

WEEKS = 27
A_WEEK = (0, 1, 2, 3, 4)
"""One answer each working day."""
_SCORES = (10,) * 5 + (9,) * 6 + (8,) * 4 + (7,) * 2 + (6, 5, 3)
_PROMOTER, _PASSIVE = 9, 7


def imported(chance: Random, monday: datetime, source: str) -> Iterator[Imported]:
    """Give the answers of the weeks before a Monday morning."""
    scores, says = Deck(_SCORES, chance), Deck((True, False, False), chance)
    languages, teams = Deck(("nl", "en"), chance), Deck(tuple(TEAMS), chance)
    lines = {
        (kind, language): Deck(said, chance)
        for kind, by_language in ((True, words.RECOMMENDING), (False, words.HESITANT))
        for language, said in by_language.items()
    }
    for number, at in enumerate(_moments(monday), start=1):
        score = scores.draw()
        silent = _PASSIVE <= score < _PROMOTER or not says.draw()
        yield Imported(
            external_key=f"{source}-{number}",
            score=score,
            at=at,
            comment="" if silent else lines[score >= _PROMOTER, languages.draw()].draw(),
            segments={"source": source, "team": teams.draw()},
        )


def _moments(monday: datetime) -> Iterator[datetime]:
    for week in range(WEEKS, 0, -1):
        for day in A_WEEK:
            yield monday + timedelta(days=day - 7 * week, hours=1, minutes=7 * day)
