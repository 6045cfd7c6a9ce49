from kpi.changes import Share
from kpi.confirmed import Confirmed


def test_both_shares_are_of_the_same_tickets() -> None:
    found = Confirmed(both=39, only_customer=2, only_system=10, neither=7)
    assert (found.by_customers, found.by_system) == (Share(41, 58), Share(49, 58))
    assert found.apart == Share(12, 58)


def test_few_answers_hide_where_they_could_tell_who_gave_them() -> None:
    assert Confirmed(both=4, private=True).hidden
    assert not Confirmed(both=4).hidden
    assert not Confirmed(both=5, private=True).hidden
    assert Confirmed(both=5, private=True, fewest=8).hidden
