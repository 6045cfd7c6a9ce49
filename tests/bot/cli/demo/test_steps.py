from dataclasses import replace

from bot.cli.demo.customers import GUEST
from bot.cli.demo.steps import Facts, Progress, Step
from bot.sandbox import cast
from tests.bot.cli.demo.test_told import TICKET

ASKED = replace(TICKET, outcome="waiting", reason="sent")
ANSWERED = replace(TICKET, outcome="answered")


def next_step(facts: Facts) -> Step:
    (found,) = (step for step in Progress().steps(facts) if step.is_next)
    return found


def test_it_begins_with_a_ticket() -> None:
    steps = Progress().steps(Facts())
    assert len(steps) == 5
    assert [step.is_done for step in steps] == [False] * 5
    assert next_step(Facts()).title == "Resolve a ticket"


def test_each_step_is_ticked_off_by_what_happened() -> None:
    after = (
        Facts(tickets=[TICKET]),
        Facts(tickets=[ANSWERED]),
        Facts(tickets=[ANSWERED], commented=True),
        Facts(tickets=[ANSWERED], commented=True, read_by_team=True),
    )
    assert [next_step(facts).title for facts in after] == [
        "Answer as the customer",
        "Say why",
        "Read the numbers as a lead",
        "Let Monday come",
    ]


def test_steps_may_be_done_in_any_order() -> None:
    steps = Progress().steps(Facts(digest_came=True, read_by_team=True))
    assert [step.is_done for step in steps] == [False, False, False, True, True]
    assert steps[0].is_next


def test_what_was_done_stays_done() -> None:
    progress = Progress()
    progress.steps(Facts(tickets=[ANSWERED], commented=True, read_by_team=True, digest_came=True))
    steps = progress.steps(Facts())
    assert all(step.is_done for step in steps)
    assert not any(step.is_next for step in steps)


def test_the_customer_waits_until_the_question_is_there() -> None:
    assert "“15 min later”" in next_step(Facts(tickets=[TICKET])).how
    asked = next_step(Facts(tickets=[ASKED]))
    assert "J. Jansen" in asked.how
    assert asked.person == cast.CUSTOMER


def test_a_guest_answers_in_the_thread() -> None:
    asked = next_step(Facts(tickets=[replace(ASKED, who=GUEST)]))
    assert "#acme-support" in asked.how
    assert (asked.person, asked.place) == (cast.GUEST, cast.SHARED)


def test_who_was_not_asked_is_told_why() -> None:
    refused = replace(TICKET, outcome="not_asked", reason="asked the same question recently")
    how = next_step(Facts(tickets=[refused])).how
    assert how.startswith("T-1042 was not asked: asked the same question recently.")


def test_the_lead_is_told_what_to_type_and_where() -> None:
    step = next_step(Facts(tickets=[ANSWERED], commented=True))
    assert (step.code, step.person, step.place) == (
        "/kpi csat 30d by team",
        cast.LEAD,
        cast.WEEKLY,
    )
