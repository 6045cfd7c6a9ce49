"""The demo as somebody plays it who has just heard of Kompas."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[3]


def played(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Play it in a folder of its own, in which everything temporary lands too."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "demo"],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],  # noqa: TID251 - what any process needs
            "PYTHONPATH": str(PROJECT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(folder),
            **environment,
        },
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )


def test_it_is_played_whatever_the_settings_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=postgresql://nowhere/none\n")
    proxy = "http://127.0.0.1:9"

    # Played once: a demo takes as long as many tests.
    demo = played(tmp_path, SLACK_BOT_TOKEN="wrong", KOMPAS_PORT="none", HTTP_PROXY=proxy)

    assert (demo.returncode, demo.stderr) == (0, "")
    assert [found.name for found in tmp_path.iterdir()] == [".env"]
    assert _first_missing(demo.stdout) is None
    for sign in ("\N{ESCAPE}", "U0", "C0", "<@", "<#", "*", "&amp;", "rate:"):
        assert sign not in demo.stdout, sign


MOMENTS = (
    "Wednesday 10:00 · a ticket is solved",
    "interaction.resolved",
    "answers 202",
    "Hoe tevreden bent u over onze hulp?",
    "U koos 4 van 5. Dank u wel.",
    "U koos 5 van 5. Dank u wel. Uw toelichting is bewaard.",
    "@G. Peters",
    "G. Peters answered. Thank you.",
    "You chose 2 of 5. Sorry about that.",
    "types /kpi csat week",
    "CSAT · this week so far",
    "satisfied ·",
    "Last 13 weeks",
    "Did you mean csat?",
    "CSAT · deze week tot nu toe",
    "Billing",
    "Weekly digest",
    "Monday 09:00 · the digest",
    "What customers said",
    "#weekly · in the thread",
    "gone again",
)


def _first_missing(told: str) -> str | None:
    """Give the first moment of the story that is missing, or told before its turn."""
    at = 0
    for moment in MOMENTS:
        at = told.find(moment, at)
        if at < 0:
            return moment
    return None
