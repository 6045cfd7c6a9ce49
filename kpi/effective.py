"""How many answers the answers are worth, where some say the same thing again or weigh more.

Answers from one account resemble each other; a hundred from three accounts tell less than a
hundred from as many.
"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from kpi.changes import Mix

FEW_ACCOUNTS = 10
_UNEVEN = 4
"""Of an even spread half the accounts give half the answers; a quarter of them is a lead."""
_DOMINANT = Fraction(2, 3)
"""One account of two or three leads with so many of the answers."""


class Leaders(NamedTuple):
    """The few accounts that give most of the answers."""

    accounts: int
    answers: int
    """Theirs."""
    of_accounts: int
    of_answers: int


def kish(weights: Iterable[float]) -> float:
    """Give the effective number of weighted answers (Kish 1965); 0 for none.

    Args:
        weights: one for each answer, 0 or more.
    """
    total = squares = 0.0
    for weight in weights:
        total, squares = total + weight, squares + weight * weight
    return total * total / squares if squares else 0.0


def by_account(accounts: Collection[Mix]) -> float:
    """Give the number of independent answers that would be as sure as these.

    The variance between accounts (the ratio estimator of cluster sampling, Cochran 1977, 11.8)
    against that of as many single answers. Never more than the answers there are, and never less
    than if each account said one thing.

    Args:
        accounts: the answers of each account; those without an account each by themselves.
    """
    heard = [one for one in accounts if one.n]
    n, floor = sum(one.n for one in heard), kish(one.n for one in heard)
    if len(heard) < 2:  # noqa: PLR2004 - one account has nothing to differ from
        return floor
    middle = sum(one.net for one in heard) / n
    apart = sum(one.counting for one in heard) / n - middle * middle
    between = sum((one.net - middle * one.n) ** 2 for one in heard)
    if apart <= 0:
        return floor
    worth = apart * n**3 * (len(heard) - 1)
    return max(floor, worth / max(worth / n, (n - 1) * len(heard) * between))


def leaders(answers: Mapping[str, int]) -> Leaders | None:
    """Give the fewest accounts that give more than half of the answers, where they are few.

    Args:
        answers: their number by account, without those of nobody's account.

    Returns:
        None where more than ten are needed for that, or where so many of all accounts are that
        an even spread would give much the same. Of few accounts one leads with two thirds.
    """
    counted = sorted(answers.values(), reverse=True)
    n, most = sum(counted), sum(times > 0 for times in counted)
    for accounts, theirs in enumerate(accumulate(counted[:FEW_ACCOUNTS]), start=1):
        if 2 * theirs > n:
            alone = accounts == 1 < most and theirs >= _DOMINANT * n
            few = alone or _UNEVEN * accounts <= most
            return Leaders(accounts, theirs, most, n) if few else None
    return None
