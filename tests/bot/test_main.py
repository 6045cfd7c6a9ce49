"""`python -m bot` and `kompas` are the same command."""

import signal
import subprocess
import sys

SLOW = {"aiohttp", "alembic", "slack_bolt", "slack_sdk", "sqlalchemy", "sqlmodel"}


def test_it_leaves_with_the_commands_exit_code_and_loads_only_what_the_verb_needs() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "manifest", "--jsn"],
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stderr.splitlines()
    loaded = {line.rpartition("|")[2].strip() for line in said if line.startswith("import time:")}
    assert done.returncode == 2
    assert said[-1].startswith("No such option")
    assert "bot.manifest" in loaded
    assert loaded & SLOW == set()


def test_it_can_be_interrupted_before_it_has_begun() -> None:
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "bot", "demo", "--no-browser", "--port", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    while "typer" not in process.stderr.readline():
        assert process.poll() is None
    assert "Traceback" not in _interrupted(process)


def _interrupted(process: subprocess.Popen[str]) -> str:
    """Press Ctrl-C until it is heard, as people do: Python drops one that meets a finalizer."""
    while True:
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=2)[1]
        except subprocess.TimeoutExpired:
            continue
