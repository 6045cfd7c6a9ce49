"""What a ticket system might send one day: any JSON, or a good example with one thing odd."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from bot.sources.shape import Source, Told
from kpi.errors import KpiError
from kpi.interaction_event import Event
from tests.drawn import texts

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts(max_size=20)
    | st.sampled_from(["2026-11-18T12:00:00Z", 1763467200, "9999-12-31T23:59:59-14:00", 10**30]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(max_size=9), inner),
    max_leaves=6,
)


@st.composite
def spoilt(draw: st.DrawFn, *examples: dict[str, Any]) -> dict[str, Any]:
    """Take one of the examples and put any JSON, or nothing, somewhere in it."""
    example: dict[str, Any] = deepcopy(draw(st.sampled_from(examples)))
    holder, name = draw(st.sampled_from(list(_places(example))))
    if draw(st.booleans()):
        del holder[name]
    else:
        holder[name] = draw(JSON)
    return example


def events(source: Source, body: dict[str, Any], headers: dict[str, str]) -> list[Event]:
    """Give what a source understands, nothing when it says why not; fail on any other error."""
    try:
        found = list(source.translate(Told(body=body, headers=headers)))
    except KpiError:
        return []
    assert all(one.at.tzinfo and one.source == source.name and one.external_id for one in found)
    assert all(len(one.external_id) <= 255 and len(one.subject) <= 3000 for one in found)
    return found


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    names = value if isinstance(value, dict) else range(len(value))
    for name in names:
        yield value, name
        if isinstance(value[name], dict | list):
            yield from _places(value[name])
