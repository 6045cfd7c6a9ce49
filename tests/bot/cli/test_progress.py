"""A bar for people who wait, and nothing for anybody else."""

import asyncio

import pytest

from bot.cli import progress

LONGER = 1.5 * progress.PATIENCE.total_seconds()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have rich take stderr for a terminal."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")


async def work(seconds: float, *, quiet: bool = False) -> None:
    with progress.shown("Counting", total=10, quiet=quiet) as told:
        told(5)
        await asyncio.sleep(seconds)


async def test_long_work_shows_a_bar_on_stderr(
    terminal: None, capsys: pytest.CaptureFixture[str]
) -> None:
    await work(LONGER)
    printed = capsys.readouterr()
    assert "Counting" in printed.err
    assert printed.out == ""


async def test_short_work_shows_nothing(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    await work(0)
    assert "Counting" not in capsys.readouterr().err


async def test_a_machine_is_shown_nothing(
    terminal: None, capsys: pytest.CaptureFixture[str]
) -> None:
    await work(LONGER, quiet=True)
    assert capsys.readouterr().err == ""


async def test_a_pipe_is_shown_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    await work(LONGER)
    assert capsys.readouterr().err == ""


async def test_what_goes_wrong_goes_on(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LookupError), progress.shown("Counting"):
        raise LookupError
    assert "Counting" not in capsys.readouterr().err
