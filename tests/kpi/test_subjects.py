"""The lots that decide who is in a share, and whose addresses belong together."""

from random import Random
from uuid import UUID

import pytest

from kpi.subjects import lot, same_domain
from tests.each import each

DRAWS = 5_000


def lots(seed: int) -> list[float]:
    chance = Random(seed)
    survey = UUID(int=chance.getrandbits(128))
    return [lot(UUID(int=chance.getrandbits(128)), survey) for _ in range(DRAWS)]


def test_the_same_interaction_draws_the_same_lot_everywhere() -> None:
    interaction, survey = UUID(int=7), UUID(int=11)
    assert lot(interaction, survey) == lot(interaction, survey) == pytest.approx(0.0327, abs=1e-4)
    assert lot(interaction, UUID(int=12)) != lot(interaction, survey)


@each("percent", [1, 25, 50, 99])
def test_a_share_holds_within_noise(percent: int) -> None:
    share = percent / 100
    drawn = sum(one < share for one in lots(percent))
    deviation = (DRAWS * share * (1 - share)) ** 0.5
    assert abs(drawn - DRAWS * share) < 4.5 * deviation


def test_lots_of_two_surveys_are_independent() -> None:
    pairs = list(zip(lots(1), lots(2), strict=True))
    both = sum(one < 0.5 and other < 0.5 for one, other in pairs)
    assert abs(both - DRAWS / 4) < 4.5 * (DRAWS * 3 / 16) ** 0.5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a@example.com", "B@Example.com ", True),
        ("a@mail.example.com", "b@example.com", False),
        ("", "", False),
        ("A. de Vries", "A. de Vries", False),
    ],
)
def test_domains(one: str, other: str, *, same: bool) -> None:
    assert same_domain(one, other) is same
