from pathlib import Path

import pytest

from bot.cli.demo import keeping
from bot.cli.demo.keeping import NotThere


def test_by_itself_nothing_is_kept() -> None:
    with keeping.folder(None) as folder:
        (folder / "kompas.db").touch()
    assert not folder.exists()


def test_a_folder_is_made_and_kept(tmp_path: Path) -> None:
    with keeping.folder(tmp_path / "new" / "one") as folder:
        (folder / "kompas.db").touch()
    assert (tmp_path / "new" / "one" / "kompas.db").exists()


def test_a_database_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kompas.db").write_text("mine")
    with pytest.raises(NotThere, match=r"There is a kompas\.db in .* already\."):
        keeping.folder(tmp_path).__enter__()
    assert (tmp_path / "kompas.db").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotThere, match="cannot be made"):
        keeping.folder(tmp_path / "file" / "below").__enter__()
