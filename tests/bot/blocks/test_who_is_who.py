import pytest

from bot.blocks import who_is_who
from kpi.store.strangers import Stranger
from kpi.store.tables import Account
from tests.bot.blocks.reading import HOSTILE, checked, checked_form
from tests.moments import NOW

NOBODY, NOWHERE = "no_slack_account", "no_place"


def stranger(**facts: object) -> Stranger:
    known = {"email": "", "user_id": "", "account": "", "reason": NOBODY, "n": 1, "latest": NOW}
    return Stranger(**(known | facts))  # type: ignore[arg-type]  # as the test says


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_list_and_form_is_one_that_slack_takes(language: str) -> None:
    many = [stranger(email=f"{n}@{HOSTILE[:200]}", account=HOSTILE) for n in range(30)]
    accounts = [
        Account(workspace_id="T1", key=str(n), name=HOSTILE[:120], channel_id="C1", created_at=NOW)
        for n in range(100)
    ]
    for message in (
        who_is_who.strangers(many, language=language),
        who_is_who.strangers([], language=language),
        who_is_who.account_map(accounts, language=language),
        who_is_who.account_map([], language=language),
    ):
        checked(message)
    checked_form(who_is_who.person_form(language=language, address="x" * 400))
    checked_form(who_is_who.account_form(language=language, name=HOSTILE))


def test_each_line_says_who_how_often_and_why_and_offers_its_cure() -> None:
    found = [
        stranger(email="j@example.com", n=3),
        stranger(user_id="U1", account="Acme", reason=NOWHERE),
        stranger(email="g@guest.example", user_id="U2", reason=NOWHERE),
        stranger(user_id="U3", reason="restricted_action"),
    ]
    message = who_is_who.strangers(found, language="en")
    _, *rows, _ = message.blocks
    lines = [row["text"]["text"] for row in rows]
    assert lines == [
        "j@example.com · 3 times · Slack knows nobody with this address",
        "<@U1> (Acme) · 1 time · I know no channel to ask them in",
        "<@U2> · 1 time · I know no channel to ask them in",
        "<@U3> · 1 time · Slack refuses it: restricted_action",
    ]
    buttons = [row.get("accessory", {}).get("value") for row in rows]
    assert buttons == ["j@example.com", "Acme", "guest.example", None]
