"""Effective answers against statsmodels' clusters, and few accounts that lead."""

from importlib import import_module
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.changes import Groups, Share
from kpi.effective import Leaders, by_account, kish, leaders
from tests.each import each


def test_equal_weights_count_in_full_and_one_that_outweighs_them_all_counts_alone() -> None:
    assert kish([2.0] * 40) == pytest.approx(40)
    assert kish([1_000_000, *[1] * 40]) == pytest.approx(1, abs=0.001)
    assert kish([]) == 0


def test_accounts_are_worth_what_statsmodels_makes_of_clusters() -> None:
    random = Random(20261118)
    accounts = [(size, random.betavariate(4, 1)) for size in random.choices(range(2, 12), k=30)]
    rows = [[random.random() < taste for _ in range(size)] for size, taste in accounts]
    values = [float(one) for row in rows for one in row]
    groups = [number for number, row in enumerate(rows) for _ in row]
    model = import_module("statsmodels.regression.linear_model").OLS(values, [1.0] * len(values))
    alone = model.fit().bse[0]
    clustered = model.fit(cov_type="cluster", cov_kwds={"groups": groups}).bse[0]
    ours = by_account([Share(sum(row), len(row)) for row in rows])
    assert ours == pytest.approx(len(values) * (alone / clustered) ** 2)
    assert ours < 0.9 * len(values)


@given(st.lists(st.booleans(), min_size=2, max_size=50))
def test_single_answers_are_worth_themselves(answers: list[bool]) -> None:
    assert by_account([Share(int(one), 1) for one in answers]) == pytest.approx(len(answers))


@given(st.lists(st.builds(Groups, *[st.integers(0, 9)] * 3), max_size=20))
def test_the_worth_lies_between_one_each_and_all_of_them(accounts: list[Groups]) -> None:
    sizes = [sum(one) for one in accounts]
    assert kish(sizes) <= by_account(accounts) <= sum(sizes) + 1e-9


def test_accounts_of_one_mind_say_one_thing_each() -> None:
    assert by_account([Share(10, 10), Share(0, 10)] * 3) == pytest.approx(6)
    assert by_account([Share(10, 10)] * 6) == 6
    assert by_account([Share(8, 10)]) == 1


def test_few_accounts_that_give_most_answers_are_named_by_number() -> None:
    crowd = {f"A{number}": 2 for number in range(50)}
    assert leaders(crowd) is None
    assert leaders({**crowd, "Acme": 200}) == Leaders(1, 200, 51, 300)
    ten = {f"B{number}": 20 for number in range(10)}
    assert leaders({**crowd, **ten}) == Leaders(8, 160, 60, 300)
    assert leaders({"Acme": 6, "Best": 4}) is None
    assert leaders({"Acme": 18, "Best": 1, "Cozy": 1}) == Leaders(1, 18, 3, 20)
    assert leaders({"Acme": 20}) is None
    assert leaders({}) is None


@each(
    ("loud", "quiet", "leading"),
    [
        # as many answers of each loud account, single ones of the quiet; how many lead
        ((10,) * 10, 99, 10),  # ten accounts give 100 of 199
        ((10,) * 10, 100, None),  # exactly half is not most
        ((10,) * 11, 105, None),  # 110 of 215 take an eleventh account
        ((10, 10), 6, 2),  # two of eight accounts are a quarter
        ((10, 10), 5, None),  # two of seven are more
        ((40,), 20, 1),  # 40 of 60 by one of many
        ((40, 20), 0, 1),  # two thirds by one of two
        ((39, 20), 0, None),  # less than that, of so few accounts
    ],
)
def test_few_accounts_lead_from_these_numbers_on(
    loud: tuple[int, ...], quiet: int, leading: int | None
) -> None:
    named = {f"L{number}": times for number, times in enumerate(loud)}
    found = leaders(named | {f"Q{number}": 1 for number in range(quiet)})
    assert (found.accounts if found else None) == leading
