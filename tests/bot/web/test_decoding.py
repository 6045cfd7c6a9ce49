import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.decoding import DEEPEST, Unreadable, json_events, json_object, slack_payload
from tests.drawn import texts
from tests.each import each

VALUES = st.dictionaries(texts(max_size=10), texts(max_size=40) | st.integers(), max_size=5)


@given(VALUES)
def test_json_comes_back(value: dict[str, Any]) -> None:
    assert json_object(json.dumps(value).encode()) == value


@given(VALUES)
def test_the_payload_inside_a_form_comes_back(value: dict[str, Any]) -> None:
    body = urlencode({"payload": json.dumps(value)}).encode()
    assert slack_payload(body) == value


@given(
    st.dictionaries(
        texts(min_size=1, max_size=10).filter("payload".__ne__),
        texts(max_size=40),
        min_size=1,
        max_size=9,
    )
)
def test_a_commands_form_comes_back(fields: dict[str, str]) -> None:
    assert slack_payload(urlencode(fields).encode()) == fields


DEEP = b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
UNREADABLE = [
    b"",
    b"{",
    b"[]",
    b"5",
    b"null",
    b'{"a": NaN}',
    b'{"a": 1e999}',
    b'{"a": ' + b"9" * 5000 + b"}",
    b'{"a": "\xff"}',
    DEEP,
]


@each("raw", UNREADABLE)
def test_what_is_no_json_object_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        json_object(raw)


def nested(depth: int) -> bytes:
    """Give an object around lists and objects in turn, so many levels in all."""
    opened, closed = b'[{"a":' * (depth // 2), b"}]" * (depth // 2)
    return b'{"a":' + opened + b"1" + closed + b"}"


@each("depth", [500, 900, DEEPEST])
def test_what_is_nested_too_deep_for_what_comes_after_is_unreadable(depth: int) -> None:
    with pytest.raises(Unreadable):
        json_object(nested(depth))


def test_what_is_wide_or_not_too_deep_is_read() -> None:
    assert json_object(nested(DEEPEST - 2))
    assert json_object(json.dumps({"a": [[[number]] for number in range(1000)]}))


@each(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"&&&",
        b"payload=",
        b"payload=[]",
        b"payload=%7B",
        b"payload=" + DEEP,
        b"a=1&" * 200,
        b"{",
    ],
)
def test_what_slack_never_sends_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        slack_payload(raw)


@given(st.binary(max_size=100))
def test_any_bytes_are_read_or_unreadable(raw: bytes) -> None:
    try:
        read: object = slack_payload(raw)
    except Unreadable:
        read = {}
    assert isinstance(read, dict)


def test_a_list_of_events_is_wrapped_and_an_object_is_not() -> None:
    assert json_events(b'[1, {"a": 2}]') == {"events": [1, {"a": 2}]}
    assert json_events(b'{"a": 2}') == {"a": 2}
    for raw in (b"5", b"[", b'[1], "a": [2]', b"[" * 101 + b"]" * 101):
        with pytest.raises(Unreadable):
            json_events(raw)
