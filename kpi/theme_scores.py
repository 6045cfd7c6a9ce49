"""What each theme costs, and whether more people speak of it than before.

A remark may have several themes, so these are associations: they stand beside mix and level, and
do not add up to the whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi import chance, scores, strata
from kpi.changes import NO_CHANGE_KNOWN, Change, Share, Verdict
from kpi.metrics import Definition
from kpi.scores import Counts, Score
from kpi.segments import FEWEST
from kpi.strata import Pair


@dataclass(frozen=True, slots=True)
class Told:
    """The answers of one period, or of one group in it, and what their remarks speak of."""

    answers: Counts
    """All of which the headline is made, with and without a remark."""
    remarks: int
    """Answers with a remark that says something."""
    by_theme: Mapping[str, Counts]
    """The answers of which the remark speaks of a theme; one may stand under several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeScore:
    """One theme in one period."""

    theme: str
    n: int
    """Answers of which the remark speaks of it."""
    share: float
    """Of all remarks, 0 to 1."""
    with_it: Score
    without_it: Score | None
    """All other answers, those without a remark too; None where there are none."""
    costs: float | None
    """How much higher the headline would be without these answers, in its own points: below 0
    where they lift it."""
    cost_before: float | None
    """The same, of the period before."""
    grew: Change
    """Of the share, in percentage points; says up or down only where that stands beside the
    comparisons of all other themes."""


def of(
    definition: Definition,
    now: Mapping[str, Told],
    before: Mapping[str, Told],
    *,
    fewest: int = 0,
) -> tuple[ThemeScore, ...]:
    """Score the themes of a period.

    Args:
        definition: what the scores mean.
        now: the period by group, such as by team; under one name of any kind where it is not
            split. Shares are compared within groups, so that a mere change of mix is not blamed
            on a theme.
        before: the period before it, by the same groups.
        fewest: of a theme that fewer answers spoke of before, nothing of then is told: neither a
            change nor what it cost.

    Returns:
        Each theme that a remark of now speaks of: first those of which the share changed, the one
        that changed most before the others; then by what they cost, most first.
    """
    whole, whole_before = _whole(now.values()), _whole(before.values())
    themes = sorted(theme for theme, counts in whole.by_theme.items() if sum(counts.values()))
    known = {theme for theme in themes if _n(whole_before, theme) >= fewest}
    changes = _standing(
        [_growth(theme, now, before) if theme in known else NO_CHANGE_KNOWN for theme in themes]
    )
    costs = (_cost(definition, whole_before, one) if one in known else None for one in themes)
    found = [
        _scored(definition, theme, whole, cost_before, grew)
        for theme, cost_before, grew in zip(themes, costs, changes, strict=True)
    ]
    return tuple(sorted((one for one in found if one is not None), key=_rank))


def changed(found: Iterable[ThemeScore]) -> tuple[ThemeScore, ...]:
    """Give those that may be named as spoken of more, or less, than before, in their order."""
    return tuple(one for one in found if one.grew.verdict in {Verdict.UP, Verdict.DOWN})


def _scored(
    definition: Definition, theme: str, whole: Told, cost_before: float | None, grew: Change
) -> ThemeScore | None:
    with_it = scores.score(definition, whole.by_theme[theme])
    if with_it is None:
        return None
    return ThemeScore(
        theme=theme,
        n=with_it.n,
        share=with_it.n / whole.remarks,
        with_it=with_it,
        without_it=scores.score(definition, _without(whole, theme)),
        costs=_cost(definition, whole, theme),
        cost_before=cost_before,
        grew=grew,
    )


def _rank(one: ThemeScore) -> tuple[bool, float, float, str]:
    named = one.grew.verdict in {Verdict.UP, Verdict.DOWN}
    return (
        not named,
        -abs(one.grew.value or 0.0) if named else 0.0,
        -(one.costs or 0.0),
        one.theme,
    )


def _whole(groups: Iterable[Told]) -> Told:
    told = list(groups)
    themes = {theme for one in told for theme in one.by_theme}
    return Told(
        scores.merge(one.answers for one in told),
        sum(one.remarks for one in told),
        {theme: scores.merge(one.by_theme.get(theme, {}) for one in told) for theme in themes},
    )


def _without(whole: Told, theme: str) -> Counts:
    spoken = whole.by_theme.get(theme, {})
    return {score: times - spoken.get(score, 0) for score, times in whole.answers.items()}


def _cost(definition: Definition, whole: Told, theme: str) -> float | None:
    others = scores.score(definition, _without(whole, theme))
    everybody = scores.score(definition, whole.answers)
    return None if others is None or everybody is None else float(others.exact - everybody.exact)


def _growth(theme: str, now: Mapping[str, Told], before: Mapping[str, Told]) -> Change:
    """Compare the shares of a theme within groups; nothing where a side has too few remarks."""
    sides = [sum(one.remarks for one in side.values()) for side in (now, before)]
    if min(sides) < FEWEST:
        return NO_CHANGE_KNOWN
    both = sorted(now.keys() & before.keys())
    return strata.change(
        [Pair(_share(now[one], theme), _share(before[one], theme)) for one in both]
    )


def _share(told: Told, theme: str) -> Share:
    return Share(_n(told, theme), told.remarks)


def _n(told: Told, theme: str) -> int:
    return sum(told.by_theme.get(theme, {}).values())


def _standing(changes: Sequence[Change]) -> list[Change]:
    """Leave a verdict only to the changes that stand when all of them were looked at."""
    standing = chance.survivors([1.0 if one.p is None else one.p for one in changes])
    return [one if stands else _weaker(one) for one, stands in zip(changes, standing, strict=True)]


def _weaker(change: Change) -> Change:
    moved = change.verdict in {Verdict.UP, Verdict.DOWN}
    return replace(change, verdict=Verdict.COULD_BE_CHANCE) if moved else change
