import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from bot.sources import standard
from tests.drawn import texts
from tests.each import each
from tests.moments import NOW

SECRET, OTHER = standard.new_secret(), standard.new_secret()


def headers(body: bytes, *secrets: str, key: str = "msg_1") -> dict[str, str]:
    signed = [Webhook(secret).sign(key, NOW, body.decode()) for secret in secrets]
    return {
        "webhook-id": key,
        "webhook-timestamp": str(int(NOW.timestamp())),
        "webhook-signature": " ".join(signed),
    }


def is_genuine(body: bytes, given_headers: dict[str, str], *secrets: str) -> bool:
    return standard.is_genuine(body, given_headers, signing_secrets=secrets or [SECRET], now=NOW)


@given(texts(max_size=200))
def test_what_the_reference_library_signs_is_genuine(text: str) -> None:
    body = text.encode(errors="replace")
    assert is_genuine(body, headers(body, SECRET))


def test_another_body_id_time_or_secret_is_not() -> None:
    good = headers(b"{}", SECRET)
    assert not is_genuine(b"{} ", good)
    assert not is_genuine(b"{}", {**good, "webhook-id": "msg_2"})
    assert not is_genuine(b"{}", {**good, "webhook-timestamp": str(int(NOW.timestamp()) + 1)})
    assert not is_genuine(b"{}", good, OTHER)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("value", [None, "", "\udcff", "v1", "v1,", "a b c", "9" * 5000])
def test_missing_and_broken_headers_are_not(name: str, value: str | None) -> None:
    broken = headers(b"{}", SECRET)
    del broken[name]
    if value is not None:
        broken[name] = value
    assert not is_genuine(b"{}", broken)


def test_one_fitting_signature_among_several_is_enough() -> None:
    assert is_genuine(b"{}", headers(b"{}", OTHER, SECRET))


def test_both_secrets_count_while_one_is_replaced() -> None:
    assert is_genuine(b"{}", headers(b"{}", OTHER), SECRET, OTHER)


def test_secrets_are_new_each_time_and_long_enough() -> None:
    assert SECRET != OTHER
    assert len(base64.b64decode(SECRET.removeprefix("whsec_"))) == 24


def wrong(body: Any) -> dict[str, str]:
    with pytest.raises(standard.WrongContent) as caught:
        standard.translate(body)
    return {one.pointer: one.message for one in caught.value.wrong}


def body(kind: str = "resolved", **data: Any) -> dict[str, Any]:
    return {"type": f"interaction.{kind}", "data": {"id": "T-1", **data}}


@each(
    ("kind", "field"),
    [
        ("opened", "opened_at"),
        ("replied", "first_replied_at"),
        ("resolved", "resolved_at"),
        ("reopened", "reopened_at"),
    ],
)
def test_each_type_needs_its_own_moment_and_no_more(kind: str, field: str) -> None:
    event = standard.translate(body(kind, **{field: "2026-11-18T13:00:00+01:00"}))
    assert (event.kind, event.at) == (kind, NOW)
    assert list(wrong(body(kind))) == [f"/data/{field}"]


def test_everything_wrong_is_named_by_its_pointer() -> None:
    told = wrong(
        body(
            resolved_at=1763467200,
            opened_at="yesterday",
            url="javascript:alert(1)",
            moment="party",
            requester={"email": "nobody", "slack_user_id": "<!channel>"},
            tags=["vpn", {}],
            slack_thread_ts="1",
        )
    )
    assert set(told) == {
        "/data/resolved_at",
        "/data/opened_at",
        "/data/url",
        "/data/moment",
        "/data/requester/email",
        "/data/requester/slack_user_id",
        "/data/tags/1",
        "/data/slack_thread_ts",
    }
    assert all(message.endswith(".") for message in told.values())


def test_what_is_too_long_is_told_in_characters() -> None:
    told = wrong(body(subject="x" * 3001, resolved_at=NOW.isoformat()))
    assert told == {"/data/subject": "String should have at most 3000 characters."}


@each("given_body", [{}, {"type": 5}, {"data": []}, {"type": "x", "data": None}])
def test_shapeless_bodies_are_wrong_not_broken(given_body: dict[str, Any]) -> None:
    assert "/type" in wrong(given_body) or "/data" in wrong(given_body)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | texts(max_size=20),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(texts(max_size=10), children, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["id", "requester", "tags", "resolved_at", "x/~"]), JSON))
def test_any_content_is_translated_or_told_what_is_wrong(data: dict[str, Any]) -> None:
    try:
        event = standard.translate({"type": "interaction.resolved", "data": data})
    except standard.WrongContent as error:
        pointers = [one.pointer for one in error.wrong]
    else:
        pointers = [event.external_id]
    assert all(pointers)


def test_a_mail_address_that_nobody_reads_can_be_told() -> None:
    told = {"type": "contact.bounced", "data": {"email": "anna@elsewhere.example", "code": "5.1.1"}}
    assert standard.bounced(told) == ("anna@elsewhere.example",)
    standard.check(told)
    assert standard.bounced({"type": "interaction.resolved"}) == ()


@each("data", [None, {}, {"email": ""}, {"email": "anna"}, {"email": None}])
def test_a_bounce_without_an_address_is_wrong(data: Any) -> None:
    with pytest.raises(standard.WrongContent) as caught:
        standard.check({"type": "contact.bounced", "data": data})
    assert caught.value.wrong[0].pointer.startswith("/data")
