from datetime import timedelta

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.web.guard import is_from_slack
from tests.each import each
from tests.moments import NOW

SECRET, BODY = "8f742231b10e8888abcd99yyyzzz85a5", b"payload=%7B%7D"
TIMESTAMP = str(int(NOW.timestamp()))


def signed(body: bytes = BODY, timestamp: str = TIMESTAMP) -> str:
    made = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    assert made is not None
    return made


def check(body: bytes = BODY, *, timestamp: str = TIMESTAMP, signature: str) -> bool:
    return is_from_slack(
        body, secret=SECRET.encode(), timestamp=timestamp, signature=signature, now=NOW
    )


def test_what_slacks_own_library_signs_passes() -> None:
    assert check(signature=signed())


@each("signature", ["", "v0=", "v0=abc", "v1=" + "0" * 64, "\udcff"])
def test_other_signatures_do_not(signature: str) -> None:
    assert not check(signature=signature)


def test_another_body_does_not() -> None:
    assert not check(b"payload=%7B%7E", signature=signed())


@pytest.mark.parametrize("offset", [timedelta(minutes=-6), timedelta(minutes=6)])
def test_old_and_future_ones_do_not_however_well_signed(offset: timedelta) -> None:
    timestamp = str(int((NOW + offset).timestamp()))
    assert not check(timestamp=timestamp, signature=signed(timestamp=timestamp))


@each("timestamp", ["abc", "9" * 5000, ""])
def test_timestamps_that_are_none_do_not(timestamp: str) -> None:
    assert not check(timestamp=timestamp, signature=signed())
