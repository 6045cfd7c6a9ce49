"""What is no CSV is called what it is."""

from bot.importing import disguises


def test_what_is_no_text_is_called_what_it_is() -> None:
    for start, what in {
        b"PK\x03\x04\x14\0": "an Excel workbook, or packed",
        b"\x1f\x8b\x08\0": "packed",
        b"\xd0\xcf\x11\xe0\xa1": "an Excel workbook",
        b"\n<TABLE><tr>": "a web page",
        b"<?xml version": "XML",
        b"%PDF-1.7": "a PDF",
        b"\x89PNG\r\n\x1a\n\0": "a picture",
        b"\x7fELF\x02\x01\0": "a binary file",
        b"SQLite format 3\0": "a binary file",
    }.items():
        assert disguises.named(start) == what, start


def test_what_may_be_csv_is_let_through() -> None:
    for start in (b"", b"id;score\n", b'"<3";PK\n', b"\xef\xbb\xbfid", b"id\x01a\nx\0;5\n"):
        assert disguises.named(start) is None, start
    assert disguises.named(b"\xff\xfei\0d\0", is_wide=True) is None
