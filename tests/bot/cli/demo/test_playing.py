"""The demo as a process that is ended before it is set up; a browser plays one to its end."""

import signal
from pathlib import Path

from tests.bot.cli.demo import played

ENDED = "Ctrl-C ends it and leaves nothing behind.\nEnded. Nothing is left of it.\n"


def test_whoever_ends_it_at_once_finds_nothing_left_of_it(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    with played.amid_others(here) as running:
        at_first = running.panel()
        told = running.end(signal.SIGINT)

    assert "What to try" in at_first
    assert (told, running.process.returncode) == (ENDED, 0)
    assert [found.name for found in here.iterdir()] == [".env"]
