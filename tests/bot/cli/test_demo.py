"""The demo as somebody plays it who has just heard of Kompas."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose settings would stop a bot that reads them."""
    folder = tmp_path_factory.mktemp("curious")
    (folder / ".env").write_text("DATABASE_URL=postgresql://nowhere/none\n")
    return folder


@pytest.fixture(scope="module")
def demo(folder: Path) -> subprocess.CompletedProcess[str]:
    return played(
        folder,
        SLACK_BOT_TOKEN="not a token",
        KOMPAS_PORT="none",
        HTTP_PROXY="http://127.0.0.1:9",
        http_proxy="http://127.0.0.1:9",
    )


def test_it_ends_well_and_says_nothing_on_the_side(
    demo: subprocess.CompletedProcess[str],
) -> None:
    assert (demo.returncode, demo.stderr) == (0, "")
    assert "\N{ESCAPE}" not in demo.stdout


def test_it_leaves_nothing_behind(demo: subprocess.CompletedProcess[str], folder: Path) -> None:
    assert [found.name for found in folder.iterdir()] == [".env"]


def test_it_tells_the_whole_path_in_its_order(demo: subprocess.CompletedProcess[str]) -> None:
    moments = (
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
    at = 0
    for moment in moments:
        found = demo.stdout.find(moment, at)
        assert found >= 0, f"{moment!r} is missing, or told too early"
        at = found


def test_it_shows_names_and_no_ids_or_markup(demo: subprocess.CompletedProcess[str]) -> None:
    for sign in ("U0", "C0", "<@", "<#", "*", "&amp;", "rate:"):
        assert sign not in demo.stdout, sign
