"""The demo as somebody tries it who has just heard of Kompas, and keeps its database.

That nothing is left of it without `--keep` is seen where a browser plays it.
"""

import signal
import socket
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import command
from tests.bot.cli.demo.played import Demo, demo

TICKET = {"subject": "VPN <b>drops</b>", "team": "Network", "channel": "chat"}
SURROUNDINGS = {
    "SLACK_BOT_TOKEN": "wrong",
    "KOMPAS_PORT": "none",
    "HTTP_PROXY": "http://127.0.0.1:9",
}


@dataclass(frozen=True, slots=True)
class Played:
    """A demo that has ended."""

    here: Path
    panels: list[str]
    """What stood in the panel at the start, once it worked, with a ticket, and on Monday."""
    told: list[str]
    returncode: int | None


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """One demo for all, on a port that was taken, in surroundings that are set up for others."""
    here = tmp_path_factory.mktemp("demo")
    (here / ".env").write_text("DATABASE_URL=postgresql://nowhere/none\n")
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with demo(here, "--port", str(taken), "--keep", "kept", **SURROUNDINGS) as running:
            assert running.port != taken
            panels = _play(running)
            told = running.end(signal.SIGINT).splitlines()
    return Played(here, panels, told, running.process.returncode)


def _play(running: Demo) -> list[str]:
    panels = [running.panel()]
    running.wait()
    panels.append(running.panel())
    running.press("resolve", who="guest", **TICKET)
    panels.append(running.panel())
    running.press("move", move="monday")
    return [*panels, running.panel()]


def test_it_runs_whatever_the_surroundings(played: Played) -> None:
    at_first, ready, with_ticket, monday = played.panels
    assert "What to try" in at_first
    assert ", 10:0" in ready
    assert "T-1042 VPN &lt;b&gt;drops&lt;/b&gt; to be asked" in with_ticket
    assert "Monday" in monday
    assert "202 stored" in monday
    assert "asked, not answered yet" in monday
    assert "Let Monday come (done)" in monday
    assert played.returncode == 0
    assert {found.name for found in played.here.iterdir()} == {".env", "kept"}


def test_what_is_kept_can_be_looked_at(
    played: Played, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = played.here / "kept"
    url = f"sqlite:///{folder / 'kompas.db'}"
    assert played.told == [
        "Ctrl-C ends it and keeps the database.",
        f"Kept. Look at it with:  DATABASE_URL={url} kompas summary csat 30d by team",
    ]
    monkeypatch.setenv("DATABASE_URL", url)
    assert command.run(["verify"]) == 0
    assert command.run(["summary", "csat", "60d", "by", "team"]) == 0
    assert command.run(["connect", "list"]) == 0
    assert "Billing" in capsys.readouterr().out
    assert command.run(["demo", "--keep", str(folder)]) == 1
    assert "There is a kompas.db in" in capsys.readouterr().err
