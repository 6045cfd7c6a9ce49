"""`python -m bot` and `kompas` are the same command."""

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
