from datetime import timedelta
from typing import Any

from bot.blocks import case_parts, kit
from bot.blocks.message import Block, Message
from bot.wording import voice
from kpi.metrics import Metric, standard
from tests.bot.blocks.cases import AT, case, told
from tests.bot.blocks.reading import read
from tests.moments import NOW

EN, NL = voice("en"), voice("nl")


def shown(*blocks: Block) -> str:
    return read(Message("x", list(blocks)))


def test_a_headline_says_who_what_and_by_whom_as_far_as_it_may_be_told() -> None:
    helped = "helped by A. de Vries, Network"
    rows: list[tuple[dict[str, Any], str]] = [
        ({}, f"🔴 2 of 5 from J. Jansen (Acme) on VPN keeps dropping · {helped}"),
        ({"name": ""}, f"🔴 2 of 5 from Acme on VPN keeps dropping · {helped}"),
        ({"name": "", "account": ""}, f"🔴 2 of 5 on VPN keeps dropping · {helped}"),
        ({"subject": "", "agent": "", "team": ""}, "🔴 2 of 5 from J. Jansen (Acme)"),
        (
            {"ticket": "T-1042"},
            f"🔴 2 of 5 from J. Jansen (Acme) on VPN keeps dropping (T-1042) · {helped}",
        ),
        (
            {"ticket": "4711", "subject": ""},
            f"🔴 2 of 5 from J. Jansen (Acme) on Ticket 4711 · {helped}",
        ),
        (
            {"ticket": "T-1", "subject": "T-1"},
            f"🔴 2 of 5 from J. Jansen (Acme) on T-1 · {helped}",
        ),
        ({"score": 3}, f"🟡 3 of 5 from J. Jansen (Acme) on VPN keeps dropping · {helped}"),
        (
            {"score": None},
            f"⚪ Answer taken back from J. Jansen (Acme) on VPN keeps dropping · {helped}",
        ),
        (
            {"score": 9, "definition": standard(Metric.NPS)},
            f"🟢 9 of 10 from J. Jansen (Acme) on VPN keeps dropping · {helped}",
        ),
    ]
    for changes, line in rows:
        assert case_parts.line(EN, told(**changes)) == line
    assert case_parts.line(NL, told(agent="", team="")) == (
        "🔴 2 van 5 van J. Jansen (Acme) over VPN keeps dropping"
    )


def test_what_its_account_said_before_is_counted() -> None:
    assert [*case_parts.about(EN, told())] == [
        "Acme in the 13\xa0weeks before: 3 of 5 satisfied.",
        "May be contacted.",
    ]
    assert [*case_parts.about(NL, told(earlier={}, may_contact=False))] == []


def test_where_a_case_stands() -> None:
    ahead = NOW + timedelta(hours=2)
    rows = [
        (case(), ""),
        (case(state="claimed", owner_id="U2"), "Claimed by <@U2>."),
        (case(snoozed_until=ahead), "Rests until today at 15:00."),
        (case(snoozed_until=NOW - timedelta(hours=2)), ""),
        (
            case(state="claimed", owner_id="U2", contacted_at=NOW),
            "Claimed by <@U2>. In touch with the customer.",
        ),
        (
            case(state="done", owner_id="U2", outcome="no_answer", contacted_at=NOW),
            "Claimed by <@U2>. Done: the customer does not answer.",
        ),
        (case(state="done", outcome="withdrawn"), "Done: the answer changed, so nobody is needed."),
        (
            case(state="done", outcome="silenced", done_at=NOW - timedelta(days=1)),
            "Done: the survey is anonymous by now, so nobody is helped by name.",
        ),
        (
            case(state="done", outcome="solved", done_at=NOW - timedelta(days=1)),
            "Done: solved. The customer has said more since.",
        ),
        (case(state="done", outcome="solved", done_at=NOW), "Done: solved."),
    ]
    for standing, line in rows:
        assert " ".join(case_parts.standing(EN, told(standing), AT.now, AT.zone)) == line


def test_only_what_can_be_done_now_is_offered() -> None:
    rows = [
        (case(), ["case:claim", "case:ticket", "case:not_ours", "case:menu"]),
        (
            case(state="claimed", owner_id="U2"),
            ["case:contacted", "case:done", "case:ticket", "case:menu"],
        ),
        (
            case(state="claimed", owner_id="U2", contacted_at=NOW),
            ["case:done", "case:ticket", "case:menu"],
        ),
        (case(state="done", outcome="solved"), ["case:reopen", "case:ticket"]),
    ]
    for standing, actions in rows:
        (row,) = case_parts.buttons(EN, told(standing))
        offered = [one["action_id"] for one in row["elements"]]
        assert [one for one in offered if one.startswith("case:")] == actions
        assert shown(row)


def test_a_ticket_is_opened_by_its_number() -> None:
    for number, text in (("", "Open ticket"), ("4711", "Ticket 4711")):
        (row,) = case_parts.buttons(EN, told(ticket=number))
        assert text in shown(row)


def test_a_ticket_without_a_page_has_no_button() -> None:
    for url in ("", "javascript:alert(1)", "https://desk.example/" + "x" * kit.SECTION):
        (row,) = case_parts.buttons(EN, told(url=url))
        assert "case:ticket" not in str(row)
