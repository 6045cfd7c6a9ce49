"""Files as they come: with marks, other encodings, other delimiters, or nothing in them."""

from pathlib import Path

import pytest

from bot.importing import dates, file
from bot.importing.columns import Wanted
from bot.importing.file import Given, Unreadable
from bot.importing.records import Record
from kpi.errors import WrongSetting

WANTED = Wanted(score="Cijfer", date="Datum")
TEXT = "Datum;Cijfer;Team\n25-12-2021;9;Één\n26-12-2021;10;Twee\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "antwoorden.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_a_file_is_read_in_whatever_encoding(path: Path, encoding: str) -> None:
    path.write_bytes(TEXT.encode(encoding))
    shape = file.shape(path, WANTED, Given())
    assert shape.header == ["Datum", "Cijfer", "Team"]
    assert shape.delimiter == ";"
    assert list(file.rows(shape)) == [
        Record(2, ["25-12-2021", "9", "Één"]),
        Record(3, ["26-12-2021", "10", "Twee"]),
    ]
    assert file.date_format(shape) == dates.Findings(("%d-%m-%Y",))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_line_by_which_excel_knows_the_delimiter_is_no_header(
    path: Path, encoding: str
) -> None:
    path.write_bytes(("sep=|\r\n" + TEXT.replace(";", "|")).encode(encoding))
    shape = file.shape(path, WANTED, Given())
    assert (shape.delimiter, shape.header) == ("|", ["Datum", "Cijfer", "Team"])
    first, *_ = file.rows(shape)
    assert first == Record(3, ["25-12-2021", "9", "Één"])
    path.write_bytes(("sep=|\n" + TEXT).encode(encoding))
    assert file.shape(path, WANTED, Given(delimiter=";")).header == ["Datum", "Cijfer", "Team"]


def test_what_is_given_is_obeyed(path: Path) -> None:
    path.write_bytes("Datum,x|Cijfer\n2021-12-25,é|9\n".encode("cp437"))
    shape = file.shape(
        path, Wanted(score="Cijfer", date="Datum,x"), Given(encoding="cp437", delimiter="|")
    )
    assert list(file.rows(shape)) == [Record(2, ["2021-12-25,é", "9"])]


def test_binary_rubbish_is_no_csv_but_wide_letters_may_be(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 8)
    for encoding in (None, "latin-1"):
        with pytest.raises(Unreadable, match="is a binary file, not CSV"):
            file.shape(path, WANTED, Given(encoding=encoding))
    path.write_bytes(TEXT.encode("utf-16-le"))
    assert file.shape(path, WANTED, Given()).header == ["Datum", "Cijfer", "Team"]
    path.write_bytes(TEXT.encode("utf-32"))
    assert file.shape(path, WANTED, Given(encoding="utf-32")).delimiter == ";"


def test_a_given_utf_8_still_passes_over_the_mark(path: Path) -> None:
    path.write_bytes(TEXT.encode("utf-8-sig"))
    assert file.shape(path, WANTED, Given(encoding="UTF-8")).header[0] == "Datum"


def test_a_tab_can_be_named(path: Path) -> None:
    path.write_text("Datum\tCijfer\n2021-12-25\t9\n")
    for name in ("\t", "\\t", "tab"):
        assert file.shape(path, WANTED, Given(delimiter=name)).delimiter == "\t"


def test_progress_is_told_in_bytes(path: Path) -> None:
    path.write_text("Datum;Cijfer\n" + "25-12-2021;9\n" * 3000)
    seen: list[int] = []
    shape = file.shape(path, WANTED, Given())
    assert len(list(file.rows(shape, seen.append))) == 3000
    assert seen == sorted(seen)
    assert seen[-1] == file.size(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"sep=;\n"])
def test_an_empty_file_is_called_empty(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Unreadable, match="is empty"):
        file.shape(path, WANTED, Given())


def test_a_workbook_is_no_csv(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04\x14\0")
    with pytest.raises(Unreadable, match="is an Excel workbook, or packed, not CSV"):
        file.shape(path, WANTED, Given())


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        file.shape(path, WANTED, Given())
    with pytest.raises(Unreadable, match="no such file"):
        file.size(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="directory"):
        file.shape(tmp_path, WANTED, Given())


def test_a_header_that_cannot_be_read_is_said(path: Path) -> None:
    path.write_text('"Datum;Cijfer\n')
    with pytest.raises(Unreadable, match="header"):
        file.shape(path, WANTED, Given())


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (Given(encoding="utf-99"), "no encoding utf-99"),
        (Given(encoding="utf-16"), "does not fit its encoding"),
        (Given(delimiter=";;"), "one character"),
        (Given(delimiter='"'), "one character"),
    ],
)
def test_what_is_given_wrong_is_refused(path: Path, given: Given, message: str) -> None:
    path.write_text(TEXT)
    with pytest.raises((WrongSetting, Unreadable), match=message):
        file.shape(path, WANTED, given)
