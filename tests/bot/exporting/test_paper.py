"""A file is whole under its name, or not there."""

from pathlib import Path

import pytest

from bot.exporting import paper
from bot.exporting.paper import NotWritten


def test_it_stands_there_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with paper.whole(path) as put:
        put("new\r\n")
        assert path.read_text() == "old"
    assert path.read_bytes() == b"new\r\n"
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_goes_wrong_on_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def half() -> None:
        with paper.whole(path) as put:
            put("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(NotWritten, match="no such file or directory"),
        paper.whole(tmp_path / "no" / "a.csv"),
    ):
        pass
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotWritten, match="directory"), paper.whole(tmp_path / "folder"):
        pass
