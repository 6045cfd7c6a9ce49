"""What the invented customers write beside their answers: of what, how content, in which language.

The lines are data (`remarks.toml`); here is drawn who speaks of what.
"""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from random import Random
from typing import TypeAlias

from bot.cli.demo.sample import words
from bot.cli.demo.sample.decks import Deck

Lines: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
"""Theme -> band of scores -> language."""

LINES: Lines = tomllib.loads(
    files("bot.cli.demo.sample").joinpath("remarks.toml").read_text(encoding="utf-8")
)
LANGUAGES: Mapping[str, str] = {
    line: language
    for by_language in (
        *(said for by_band in LINES.values() for said in by_band.values()),
        *(words.RECOMMENDING, words.HESITANT),
    )
    for language, lines in by_language.items()
    for line in lines
}
"""In which language each line is."""
_COMMON = (
    *("resolution",) * 4,
    *("communication",) * 4,
    *("ease",) * 3,
    *("expertise",) * 3,
    *("agent",) * 3,
    *("speed", "product", "price"),
)
_JOY = (
    *("agent",) * 5,
    *("speed",) * 4,
    *("resolution",) * 4,
    *("communication",) * 3,
    *("expertise",) * 3,
    *("ease",) * 3,
    *("product", "price"),
)
_AFTER_THE_DROP = (("portal", "portal", "speed"), ("portal", "speed"), ("portal", "speed", "speed"))
"""What the team that went down hears about, one week after the other: ever more of its speed.

There even half of the content say that it took long.
"""


class Remarks:
    """Draws a line for whoever says something."""

    def __init__(self, chance: Random) -> None:
        self._unhappy, self._happy = Deck(_COMMON, chance), Deck(_JOY, chance)
        self._grumbles = Deck((True, False), chance)
        self._dropped = [Deck(themes, chance) for themes in _AFTER_THE_DROP]
        self._lines = {
            (theme, band, language): Deck(lines, chance)
            for theme, by_band in LINES.items()
            for band, by_language in by_band.items()
            for language, lines in by_language.items()
        }

    def draw(self, band: str, language: str, *, week: int | None) -> str:
        """Give a line.

        Args:
            band: low, middle or high.
            language: nl or en.
            week: how many weeks ago the team went down, from 0; None where it did not.
        """
        if band == "high" and week is not None and self._grumbles.draw():
            return self._lines["speed", "middle", language].draw()
        return self._lines[self._theme(band, week), band, language].draw()

    def _theme(self, band: str, week: int | None) -> str:
        if band == "high":
            return self._happy.draw()
        if week is None:
            return self._unhappy.draw()
        return self._dropped[min(week, len(self._dropped) - 1)].draw()
