import base64
from datetime import timedelta, timezone

from bot.sources import signatures
from tests.each import each
from tests.moments import NOW

SECOND = int(NOW.timestamp())


@each("offset", [-300, -1, 0, 300])
def test_within_five_minutes_on_either_side(offset: int) -> None:
    assert signatures.is_recent(str(SECOND + offset), NOW)


@each(
    "timestamp",
    ["", "abc", "9" * 5000, str(SECOND - 301), str(SECOND + 301), f"{SECOND}.0", "٣", "-1", " 1"],
)
def test_anything_else_is_not_recent(timestamp: str) -> None:
    assert not signatures.is_recent(timestamp, NOW)


def test_a_moment_later_the_same_timestamp_is_old() -> None:
    assert not signatures.is_recent(str(SECOND), NOW + timedelta(minutes=6))


def test_comparing_bears_any_header() -> None:
    assert signatures.equal("v1,abc", "v1,abc")
    assert not signatures.equal("v1,\udcff", "v1,abc")
    assert not signatures.equal("", "v1,abc")


def test_a_moment_is_near_within_five_minutes() -> None:
    assert signatures.is_near(NOW - timedelta(minutes=5), NOW)
    assert not signatures.is_near(NOW + timedelta(minutes=5, seconds=1), NOW)
    assert not signatures.is_near(None, NOW)


def test_the_digests_are_those_of_the_rfcs() -> None:
    """Test case 2 of RFC 2202 and of RFC 4231."""
    said = (b"what do ya want ", b"for nothing?")
    sha1 = "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    sha256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert signatures.hex_hmac("Jefe", *said, algorithm="sha1") == sha1
    assert signatures.hex_hmac("Jefe", *said) == sha256
    assert base64.b64decode(signatures.base64_hmac("Jefe", *said)).hex() == sha256


def test_one_that_fits_is_enough() -> None:
    assert signatures.is_among("b", ["a", "b"])
    assert not signatures.is_among("", ["a"])
    assert not signatures.is_among("a", [])


@each("key", ["", "é", "a\nb", "x" * 256])
def test_a_delivery_without_a_usable_name_is_called_by_its_body(key: str) -> None:
    assert signatures.key_in({"id": key}, "id", b"{}") == signatures.hash_of(b"{}")
    assert signatures.key_in({"id": "7"}, "id", b"{}") == "7"
    assert signatures.hash_of(b"{}") != signatures.hash_of(b"{} ")


def test_the_hour_is_a_part_of_the_name_of_a_delivery_without_a_time() -> None:
    half_past = NOW.replace(minute=30)
    elsewhere = half_past.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert signatures.hash_of_hour(b"1", half_past) == signatures.hash_of_hour(b"1", elsewhere)
    assert signatures.hash_of_hour(b"1", half_past) != signatures.hash_of_hour(b"2", half_past)
    assert signatures.hash_of_hour(b"1", None) == signatures.hash_of(b"1")
