"""Encodings are told from all bytes of a file, however they are cut into pieces."""

from hypothesis import given
from hypothesis import strategies as st

from bot.importing import encodings
from tests.drawn import texts
from tests.each import each

DUTCH = "klant;opmerking\n7;heel goed geholpen, één minuut\n"


@each(
    ("content", "encoding"),
    [
        (b"", "utf-8"),
        (b"a,b\n1,2\n", "utf-8"),
        (DUTCH.encode(), "utf-8"),
        (DUTCH.encode("utf-8-sig"), "utf-8-sig"),
        (DUTCH.encode("utf-16"), "utf-16"),
        (DUTCH.encode("utf-16-le"), "utf-16-le"),
        (DUTCH.encode("utf-16-be"), "utf-16-be"),
        (DUTCH.encode("latin-1"), "cp1252"),
        ("prijs € 5".encode("cp1252"), "cp1252"),
        (b"caf\xe9 \x81", "latin-1"),
    ],
)
def test_an_encoding_is_recognised(content: bytes, encoding: str) -> None:
    assert encodings.recognise([content]) == encoding


def test_one_byte_far_into_the_file_makes_it_latin_1() -> None:
    assert encodings.recognise([b"a,b\n" * 10_000, b"caf\xe9,1\n"]) == "cp1252"


def test_a_broken_byte_does_not_make_a_utf_8_file_latin_1() -> None:
    assert encodings.recognise([DUTCH.encode() * 20, b"caf\xe9\n", DUTCH.encode()]) == "utf-8"


@given(texts(), st.integers(1, 5))
def test_a_character_may_be_cut_in_two(text: str, length: int) -> None:
    content = text.encode()
    pieces = [content[at : at + length] for at in range(0, len(content), length)]
    assert content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or (
        encodings.recognise(pieces) == "utf-8"
    )


def test_names_of_encodings_are_checked() -> None:
    assert encodings.is_known("latin-1")
    assert not encodings.is_known("utf-99")
    assert not encodings.is_known("rot13")


def test_undecodable_bytes_are_seen() -> None:
    assert encodings.is_broken(b"caf\xe9".decode(errors="surrogateescape"))
    assert not encodings.is_broken("café")
