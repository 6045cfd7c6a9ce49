"""Tables are aligned in a pipe, and nobody's text can act on the terminal."""

import pytest

from bot.cli import output
from bot.cli.output import Grid

GRID = Grid(
    headings=("team", "n"), rows=[("Network", "7"), ("IT", "1,204")], numbers=frozenset({1})
)


def test_columns_are_aligned() -> None:
    assert output.plain(GRID) == ["team         n", "Network      7", "IT       1,204"]


def test_control_characters_stay_out() -> None:
    grid = Grid(headings=("comment",), rows=[("red \x1b[31m\ntext",)])
    assert output.plain(grid)[1] == "red  [31m text"


def test_a_pipe_gets_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    output.show(GRID)
    assert capsys.readouterr().out.splitlines() == output.plain(GRID)


def test_names_from_files_cannot_act_on_the_terminal_in_a_warning(
    capsys: pytest.CaptureFixture[str],
) -> None:
    output.warn("No column \x1b[2J.\nSecond line.")
    assert capsys.readouterr().err == "No column  [2J.\nSecond line.\n"
