"""The demo as somebody tries it who has just heard of Kompas."""

import signal
import socket
from pathlib import Path

import pytest

from bot.cli import command
from tests.bot.cli.demo.played import demo

TICKET = {"subject": "VPN <b>drops</b>", "team": "Network", "channel": "chat"}


def test_it_runs_whatever_the_surroundings_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=postgresql://nowhere/none\n")
    surroundings = {
        "SLACK_BOT_TOKEN": "wrong",
        "KOMPAS_PORT": "none",
        "HTTP_PROXY": "http://127.0.0.1:9",
    }
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with demo(tmp_path, "--port", str(taken), **surroundings) as running:
            assert running.port != taken
            assert "What to try" in running.panel()
            running.wait()
            assert ", 10:0" in running.panel()
            running.press("resolve", who="guest", **TICKET)
            assert "T-1042 VPN &lt;b&gt;drops&lt;/b&gt; to be asked" in running.panel()
            running.press("move", move="monday")
            panel = running.panel()
            told = running.end(signal.SIGTERM)

    assert "Monday" in panel
    assert "202 stored" in panel
    assert "asked, not answered yet" in panel
    assert "Let Monday come (done)" in panel
    assert running.process.returncode == 0
    assert told.splitlines() == [
        "Ctrl-C ends it and leaves nothing behind.",
        "Ended. Nothing is left of it.",
    ]
    assert [found.name for found in tmp_path.iterdir()] == [".env"]


def test_what_is_kept_can_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kept"
    with demo(tmp_path, "--port", "0", "--keep", "kept") as running:
        running.wait()
        running.press("resolve", who="colleague", **TICKET)
        running.press("move", move="quarter")
        assert "asked, not answered yet" in running.panel()
        told = running.end(signal.SIGINT)

    assert running.process.returncode == 0
    url = f"sqlite:///{folder / 'kompas.db'}"
    assert f"DATABASE_URL={url} kompas summary csat 30d by team" in told
    monkeypatch.setenv("DATABASE_URL", url)
    assert command.run(["verify"]) == 0
    assert command.run(["summary", "csat", "60d", "by", "team"]) == 0
    assert command.run(["connect", "list"]) == 0
    assert "Billing" in capsys.readouterr().out
    assert command.run(["demo", "--keep", str(folder)]) == 1
    assert "There is a kompas.db in" in capsys.readouterr().err
