from bot.blocks import second_opinion
from bot.wording import voice
from kpi.confirmed import Confirmed

MANY = Confirmed(both=39, only_customer=2, only_system=10, neither=7)


def test_both_shares_with_their_ranges_and_where_they_disagree() -> None:
    assert second_opinion.line(voice("en"), MANY) == (
        "Customers say 71\xa0% (58 answers; likely 58 to 81\xa0%), the system says 84\xa0% "
        "(likely 73 to 92\xa0%) of the same tickets: they disagree on 12 of 58 (likely 12 to "
        "33\xa0%)"
    )
    assert second_opinion.line(voice("nl"), MANY).startswith(
        "Klanten zeggen 71\xa0% (58 antwoorden; waarschijnlijk 58 tot 81\xa0%), het systeem "
        "zegt 84\xa0%"
    )


def test_few_are_counted_and_of_a_promise_nothing_is_told() -> None:
    few = Confirmed(both=2, only_system=1)
    assert second_opinion.line(voice("en"), few) == (
        "Customers say 2 of 3, the system says 3: they disagree on 1 of 3"
    )
    promised = Confirmed(both=2, only_system=1, private=True)
    assert second_opinion.line(voice("en"), promised) == (
        "Fewer than 5 customers said whether it was solved the first time."
    )
    some = Confirmed(both=10, only_system=1)
    assert second_opinion.line(voice("en"), some).endswith("· indicative")
