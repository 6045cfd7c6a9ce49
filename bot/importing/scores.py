"""The text of a field becomes a score: a whole number, or a word that some tool uses for one."""

import math
import re
from collections.abc import Mapping

from kpi.errors import KpiError
from kpi.metrics import Definition

_LONGEST = 40
_LABELLED = re.compile(r"(\d{1,2})\s*[-\N{EN DASH}\N{EM DASH}(].*", re.DOTALL)
"""As in "10 - Extremely likely"."""


class NotAScore(KpiError):
    """This is not a score."""


def whole(text: str, definition: Definition) -> int:
    """Read a whole number on the scale. Raises NotAScore or ScoreOutOfRange."""
    stripped = text.strip()
    if not stripped:
        raise NotAScore("no score")
    digits, _, rest = stripped.replace(",", ".").partition(".")
    # int() alone would also take 1_0 and digits of other scripts.
    if not (
        digits.isascii() and digits.isdigit() and len(digits) <= len("10") and not rest.strip("0")
    ):
        raise NotAScore("{text} is not a whole score", text=quoted(stripped))
    definition.require(int(digits))
    return int(digits)


def labelled(text: str, words: Mapping[str, float], definition: Definition) -> int:
    """Read a number, with or without its label, or one of the words. Raises as `whole` does.

    Args:
        text: of the field.
        words: as `bot.importing.presets.Preset.words`.
        definition: whose scale it becomes a score of.
    """
    level = words.get(text.strip().casefold())
    if level is not None:
        return spread(level, definition)
    found = _LABELLED.fullmatch(text.strip())
    return whole(found[1] if found else text, definition)


def spread(level: float, definition: Definition) -> int:
    """Give the score for an answer from -1 (worst) by 0 (neither) to 1 (best).

    What was good becomes favourable and nothing else does, whatever the scale, so that the share
    of the satisfied is the same on ours as on theirs.
    """
    from_worst = list(definition.scale)
    if definition.low in definition.favourable:
        from_worst.reverse()
    good = [score for score in from_worst if score in definition.favourable]
    if level > 0:
        return good[math.ceil(level * len(good)) - 1]
    others = [score for score in reversed(from_worst) if score not in definition.favourable]
    return others[math.floor(-level * (len(others) - 1) + 0.5)]


def quoted(text: str) -> str:
    """Repeat what somebody wrote, shortened."""
    stripped = text.strip()
    return f'"{stripped[:_LONGEST]}…"' if len(stripped) > _LONGEST else f'"{stripped}"'
