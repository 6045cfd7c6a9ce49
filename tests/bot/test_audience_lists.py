from datetime import date

import pytest

from bot import audience_lists
from bot.audience_lists import UnreadableLine
from kpi.store.audiences import Member
from tests.each import each


def test_addresses_with_a_date_and_an_account_in_any_order() -> None:
    text = (
        "\ufeffe-mail;account;datum\n"
        "J.Jansen@Example.com;Acme;2026-12-01\n"
        "\n"
        "b@x.example;2026-12-02\n"
    )
    assert audience_lists.read(text) == [
        Member(person="j.jansen@example.com", account="Acme", due_on=date(2026, 12, 1)),
        Member(person="b@x.example", due_on=date(2026, 12, 2)),
    ]


def test_one_address_a_line_is_enough_and_twice_is_once() -> None:
    assert audience_lists.read("a@x.example\nb@x.example\nA@X.example") == [
        Member(person="a@x.example"),
        Member(person="b@x.example"),
    ]


def test_headings_may_lack_what_stands_beside_the_addresses() -> None:
    text = "e-mail\na@x.example;2026-12-01;Jansen, zonen\nb@x.example"
    assert audience_lists.read(text) == [
        Member(person="a@x.example", account="Jansen, zonen", due_on=date(2026, 12, 1)),
        Member(person="b@x.example"),
    ]


@each(
    ("text", "told"),
    [
        ("", "no address"),
        ("name\n", "no address"),
        ("a@x.example\nsomebody", "Line 2"),
        ("a@x.example, 01/12/2026", "Line 1"),
        ("a@x.example, b@x.example", "Line 1"),
        ("a@x.example, Acme, Bolt", "Line 1"),
        ("a@x.example, Acme; Bolt", "Line 1"),
        ("a@x.example\n<b@x.example>", "Line 2"),
        ("a@x.example\n" + "b" * 200_000, "Line 2"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, told: str) -> None:
    with pytest.raises(UnreadableLine) as refused:
        audience_lists.read(text)
    assert told in str(refused.value)
