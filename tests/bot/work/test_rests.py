from datetime import timedelta

from bot.ticket_apis.trouble import ApiTrouble
from bot.work.rests import LONGEST_PAUSE, PAUSE, Rests
from kpi.errors import KpiError
from tests.moments import NOW


def busy(wait: timedelta | None = None) -> ApiTrouble:
    return ApiTrouble("It asks us to wait.", reason="http_429", wait=wait)


def test_a_busy_system_rests_by_itself_for_as_long_as_it_says_and_no_longer_than_ours() -> None:
    rests = Rests()
    rests.after("h1", busy(), NOW)
    rests.after("h2", busy(timedelta(minutes=2)), NOW)
    rests.after("h3", busy(timedelta(days=9)), NOW)
    assert rests.now(NOW) == {"h1", "h2", "h3"}
    assert rests.now(NOW + PAUSE) == {"h2", "h3"}
    assert rests.now(NOW + timedelta(minutes=2)) == {"h3"}
    assert rests.now(NOW + LONGEST_PAUSE) == frozenset()


def test_what_concerns_one_ticket_lets_the_next_be_tried() -> None:
    rests = Rests()
    for error in (ApiTrouble("It is gone.", reason="http_404"), KpiError("It is not set up.")):
        rests.after("h1", error, NOW)
    assert rests.now(NOW) == frozenset()
