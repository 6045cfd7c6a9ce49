from random import Random

from bot.cli.demo.sample.people import A_DAY, Queue, customers


def test_everybody_is_somebody_else() -> None:
    everybody = customers()
    for name in ("name", "email"):
        assert len({getattr(one, name) for one in everybody}) == len(everybody)
    known = [one.user_id for one in everybody if one.user_id]
    assert len(set(known)) == len(known)


def test_some_have_no_account_and_some_do_not_want_to_be_asked() -> None:
    everybody = customers()
    assert 0 < sum(not one.user_id for one in everybody) < len(everybody) / 10
    assert 0 < sum(one.opted_out for one in everybody) < len(everybody) / 10
    assert {one.language for one in everybody} == {"nl", "en"}


def test_most_are_helped_when_they_were_not_for_long_and_nobody_twice_in_two_days() -> None:
    queue = Queue(Random(47))
    last: dict[str, int] = {}
    gaps = []
    for turn in range(40 * A_DAY):
        customer = queue.next()
        if customer.email in last:
            gaps.append(turn - last[customer.email])
        last[customer.email] = turn
    assert min(gaps) > 2 * A_DAY
    assert 0.05 < sum(gap < 8 * A_DAY for gap in gaps) / len(gaps) < 0.25
