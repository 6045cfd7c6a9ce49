"""The command as a whole: its verbs, its exit codes, its words."""

import subprocess
import sys

import pytest

from bot.cli import command
from tests.bot.cli.conftest import Kompas

VERBS = (
    *("serve", "migrate", "connect", "survey", "import"),
    *("summary", "ledger", "verify", "doctor", "manifest"),
)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run([verb, "--help"]) == 0
    assert f"Usage: kompas {verb}" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["export", "forget", "backup", "restore"])
def test_verbs_that_come_later_are_absent(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run([verb]) == 2
    assert capsys.readouterr().err.startswith(f"No such command '{verb}'.")


def test_a_wrong_option_is_one_plain_sentence(kompas: Kompas) -> None:
    done = kompas("verify", "--jsn")
    assert done.code == 2
    assert done.err.startswith("No such option: --jsn")
    assert done.err.count("\n") == 1


def test_a_wrong_choice_is_told_without_the_words_of_a_library(kompas: Kompas) -> None:
    done = kompas("survey", "show", "foo")
    assert done.code == 2
    assert done.err == "Invalid value for 'SURVEY': 'foo' is not one of 'csat', 'ces', 'nps'.\n"


def test_a_missing_argument_is_named(kompas: Kompas) -> None:
    done = kompas("import", "x.csv", "--metric", "nps")
    assert done.code == 2
    assert "--score-column" in done.err


def test_wrong_settings_are_all_named(kompas: Kompas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_PORT", "many")
    monkeypatch.setenv("KOMPAS_LOG_LEVEL", "LOUD")
    done = kompas("verify")
    assert done.code == 2
    assert done.err.count("\n") == 2
    assert "KOMPAS_PORT" in done.err
    assert "KOMPAS_LOG_LEVEL" in done.err


def test_a_workspace_can_be_named(kompas: Kompas) -> None:
    assert kompas("survey", "list").code == 0
    assert kompas("survey", "list", "--workspace", "local").code == 0
    done = kompas("survey", "list", "--workspace", "T0NOBODY")
    assert (done.code, done.err) == (1, "There is no workspace T0NOBODY here.\n")


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "summary", "--jsn"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("No such option")
