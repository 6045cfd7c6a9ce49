from dataclasses import replace
from uuid import UUID

from bot.blocks import ledger
from bot.blocks.ledger import Page
from kpi.periods import parse
from kpi.reasons import Reason
from kpi.store.ledger import Count, Outcome, Row
from tests.bot.blocks.reading import HOSTILE, assert_inert, pieces
from tests.moments import NOW


def row(**changes: object) -> Row:
    shown = Row(
        invitation_id=UUID(int=1),
        survey="csat",
        source="standard",
        external_id="T-1",
        subject="VPN keeps dropping",
        url="https://desk.example/T-1",
        team="Network",
        trigger="system",
        resolved_at=NOW,
        outcome=Outcome.NOT_ASKED,
        reason=Reason.COOLDOWN,
    )
    return replace(shown, **changes)  # type: ignore[arg-type]  # fields by name


def page(*rows: Row, outcome: Outcome | None = None, reminders: int = 0) -> Page:
    period = parse("week", today=NOW.date(), zone="Europe/Amsterdam")
    assert period is not None
    counts = [Count(Outcome.ANSWERED, "", 1200), Count(Outcome.NOT_ASKED, Reason.COOLDOWN, 34)]
    return Page(
        words="week",
        period=period,
        outcome=outcome,
        counts=counts,
        rows=rows,
        reminders=reminders,
    )


def test_every_outcome_has_its_line_and_they_add_up() -> None:
    assert ledger.page(page(), language="en").text.splitlines() == [
        "Ledger · this week so far (Mon 16 – Wed 18 November)",
        "1,234 resolutions, each counted once:",
        "answered: 1,200",
        "not asked: asked the same question recently: 34",
        "together: 1,234",
    ]


def test_the_ticket_is_a_link_only_to_the_web() -> None:
    for url, links in (("https://desk.example/1", 1), ("javascript:alert(1)", 0), ("", 0)):
        shown = ledger.page(page(row(url=url)), language="en")
        assert sum(one.get("type") == "link" for one in pieces(shown.blocks)) == links


def test_whom_we_asked_by_ourselves_has_no_ticket_and_no_id() -> None:
    for subject, named in (("Pulse", "Pulse"), ("", "…")):
        own = row(subject=subject, external_id="C1/2.3/U0JANSEN", trigger="hand", url="")
        shown = str(ledger.page(page(own), language="en").blocks)
        assert "U0JANSEN" not in shown
        assert f"'{named}'" in shown


def test_buttons_lead_to_the_other_outcomes() -> None:
    shown = ledger.page(page(outcome=Outcome.NOT_ASKED), language="en")
    buttons = [one for one in pieces(shown.blocks) if one.get("type") == "button"]
    assert [(one["action_id"], one["value"]) for one in buttons] == [
        ("ledger:all", "week"),
        ("ledger:answered", "week answered"),
    ]
    assert "The last of them: not asked" in str(shown.blocks)


def test_reminders_are_told_in_dutch_too() -> None:
    shown = str(ledger.page(page(reminders=2), language="nl").blocks)
    assert "2 mensen zijn herinnerd." in shown


def test_what_people_write_does_nothing() -> None:
    hostile = row(subject=HOSTILE, team=HOSTILE, external_id=HOSTILE, reason=HOSTILE)
    assert_inert(ledger.page(page(hostile), language="en"))


def test_a_quiet_time_is_said() -> None:
    shown = ledger.page(replace(page(), counts=[]), language="en")
    assert shown.text.endswith("Nothing was solved in this time.")
