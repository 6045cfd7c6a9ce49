"""The delimiter is the one that yields the columns somebody asked for."""

from bot.importing import delimiters
from tests.each import each


@each("delimiter", delimiters.KNOWN)
def test_every_known_delimiter_is_recognised(delimiter: str) -> None:
    lines = [f"{delimiter.join(row)}\n" for row in (("ID", "Score"), ("1", "9"), ("2", "10"))]
    assert delimiters.recognise(lines, ["Score"]) == delimiter


def test_commas_in_remarks_do_not_win_from_semicolons_between_columns() -> None:
    lines = ["Score;Remark, if any, in words\n", "9;well, yes, really, good\n"]
    assert delimiters.recognise(lines, ["Score"]) == ";"


def test_the_wanted_columns_decide() -> None:
    lines = ["a;Score,b;c;d\n", "1;9,2;3;4\n"]
    assert delimiters.recognise(lines, ["Score"]) == ";"
    assert delimiters.recognise(lines, ["a;Score"]) == ","


def test_a_single_column_reads_with_a_comma() -> None:
    assert delimiters.recognise(["Score\n", "9\n"], ["Score"]) == ","


def test_a_broken_row_does_not_hide_the_rows_before_it() -> None:
    lines = ["ID;Score\n", "1;9\n", f'2;"{"x" * 200_000}\n']
    assert delimiters.recognise(lines, ["Score"]) == ";"


@each(
    ("line", "delimiter"),
    [
        ("sep=;\r\n", ";"),
        ('"sep=,"\n', ","),
        ("SEP=\t\n", "\t"),
        ("sep=^", "^"),
        ("sep=;;;;\n", ";"),
        ("sep=\n", None),
        ("sep=a\n", None),
        ("sep=;,\n", None),
        ("Score;sep=;\n", None),
    ],
)
def test_the_line_by_which_excel_knows_it_is_believed(line: str, delimiter: str | None) -> None:
    assert delimiters.noted([line, "Score;Date\n"]) == delimiter
    assert list(delimiters.without_note([line, "sep=;\n"])) == [
        "\n" if delimiter else line,
        "sep=;\n",
    ]


def test_no_lines_note_nothing() -> None:
    assert delimiters.noted([]) is None
    assert list(delimiters.without_note([])) == []
