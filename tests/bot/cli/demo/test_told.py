from dataclasses import replace
from datetime import timedelta

from bot.cli.demo.customers import COLLEAGUE
from bot.cli.demo.told import Ticket
from tests.each import each
from tests.moments import NOW

TICKET = Ticket(
    id="T-1042",
    subject="VPN keeps dropping",
    who=COLLEAGUE,
    resolved_at=NOW,
    due_at=NOW + timedelta(minutes=15),
)


@each(
    ("outcome", "reason", "told"),
    [
        ("waiting", "planned", "to be asked Wednesday 18 November, 13:15"),
        ("waiting", "sent", "asked, not answered yet"),
        ("answered", "", "answered"),
        ("expired", "", "expired"),
        ("not_asked", "asked another question recently", "not asked: asked another question"),
        ("undeliverable", "is_archived", "undeliverable: is_archived"),
    ],
)
def test_what_became_of_a_ticket(outcome: str, reason: str, told: str) -> None:
    assert replace(TICKET, outcome=outcome, reason=reason).told.startswith(told)


def test_the_button_to_press_depends_on_the_channel() -> None:
    assert TICKET.patience == "15 min later"
    assert replace(TICKET, due_at=NOW + timedelta(days=1)).patience == "A day later"
