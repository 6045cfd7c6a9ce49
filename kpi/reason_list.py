"""The reasons a survey offers to tick beside a comment, in each language it promises.

A ticked reason is kept as its words in every language at that moment: not as a place in the list,
which would mean something else once the list changes, and not in one language, which would count
"Too slow" and "Te traag" apart. So an old answer says what its customer saw, whatever was renamed,
moved or translated anew since, and a reason counts for readers of both languages.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from kpi.errors import WrongSetting

MOST = 10
"""As many boxes as Slack shows in one field."""
LONGEST = 75
"""Characters beside a box."""

_NONE = frozenset({"", "-", "none", "geen"})

Reason: TypeAlias = Mapping[str, str]
"""The words of one reason by language."""


def read(text: str) -> tuple[str, ...]:
    """Read reasons with commas between them, in their order; "none" is no list.

    Raises:
        WrongSetting: there are too many, one is too long, stands twice, or cannot be shown.
    """
    lines = (" ".join(part.split()) for part in text.split(","))
    found = tuple(line for line in lines if line.casefold() not in _NONE)
    if len(found) > MOST:
        raise WrongSetting("There can be {most} reasons at most.", most=MOST)
    if len({one.casefold() for one in found}) < len(found):
        raise WrongSetting("A reason stands there twice.")
    if any(len(one) > LONGEST or not one.isprintable() for one in found):
        raise WrongSetting("A reason is one line of at most {most} characters.", most=LONGEST)
    return found


def show(reasons: Sequence[str]) -> str:
    """Write reasons with commas between them."""
    return ",".join(reasons)


def require_pairs(lists: Mapping[str, Sequence[str]]) -> None:
    """Let lists pass that are as long in each language that has one. Raises WrongSetting."""
    lengths = {language: len(reasons) for language, reasons in lists.items() if reasons}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"reasons.{language} {count}" for language, count in lengths.items())
        raise WrongSetting("Each language needs as many reasons; now: {counts}.", counts=told)


def joined(lists: Mapping[str, Sequence[str]]) -> tuple[Reason, ...]:
    """Give the reasons one by one, each with its words in the languages that have a list."""
    written = {language: reasons for language, reasons in lists.items() if reasons}
    return tuple(
        dict(zip(written, texts, strict=True)) for texts in zip(*written.values(), strict=True)
    )


def key(reason: Reason) -> str:
    """Give what stands for a reason on a form, the same for the same words only."""
    words = json.dumps(reason, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def words(reason: Reason, language: str) -> str:
    """Give a reason in a language, or as it was written where it has no words in that one."""
    return reason.get(language) or next(iter(reason.values()), "")


def counted(ticked: Iterable[tuple[Reason, int]], language: str) -> list[tuple[str, int]]:
    """Add up how often each reason was ticked, by its words in a language, the most first."""
    counts: Counter[str] = Counter()
    for reason, times in ticked:
        counts[words(reason, language)] += times
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
