"""All comparisons of a report are judged together."""

from kpi import moves
from kpi.changes import Share, Verdict
from kpi.decomposition import Total, decomposed, of_answers
from kpi.moves import Moves
from tests.kpi.splits import split

STILL = ({5: 60, 1: 40}, {5: 60, 1: 40})


def test_a_move_that_stands_alone_falls_among_many() -> None:
    parts = {"Network": ({5: 60, 1: 40}, {5: 79, 1: 21})}
    few, many = {**parts, "a": STILL}, {**parts, **dict.fromkeys("abcdefgh", STILL)}
    judged = [_judged(one)["Network"] for one in (few, many)]
    assert [one.rose for one in judged] == [Verdict.DOWN, Verdict.COULD_BE_CHANCE]
    assert {one.grew for one in judged} == {Verdict.COULD_BE_CHANCE}


def test_growth_stands_too_and_few_answers_are_not_compared() -> None:
    found = _judged({"chat": ({5: 80}, {5: 9}), "mail": ({5: 20}, {5: 91})})
    assert found["chat"] == Moves(Verdict.NO_DATA, Verdict.UP)
    assert found["mail"].grew is Verdict.DOWN


def _judged(parts: dict[str, tuple[dict[int, int], dict[int, int]]]) -> dict[str, Moves]:
    now, before = [{name: _total(pair[at]) for name, pair in parts.items()} for at in (0, 1)]
    difference = decomposed(now, before)
    assert difference is not None
    return dict(moves.judged(split(parts), difference))


def _total(counts: dict[int, int]) -> Total:
    return of_answers(Share(counts.get(5, 0), sum(counts.values())))
