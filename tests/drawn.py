"""What Hypothesis draws for many tests."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

_WHAT_UTF8_HOLDS = st.characters(exclude_categories=["Cs"])


def texts(*, min_size: int = 0, max_size: int | None = None) -> SearchStrategy[str]:
    """Draw any text: any characters but halves of pairs.

    Hypothesis' own draws the same, but finds out by trying each character whether UTF-8 holds it,
    which takes every test process of a new checkout some seconds.
    """
    return st.text(_WHAT_UTF8_HOLDS, min_size=min_size, max_size=max_size)
