"""The command as a whole: its verbs, its exit codes, its words."""

import ast
import re
from pathlib import Path

import pytest

from bot import cli
from bot.cli import command
from tests.bot.cli.conftest import Kompas


def described_verbs() -> set[str]:
    """The verbs of the modules that say "`kompas verb`: …" of themselves."""
    (folder,) = cli.__path__
    trees = (ast.parse(path.read_text("utf-8")) for path in Path(folder).rglob("*.py"))
    found = (re.match("`kompas ([a-z]+)`:", ast.get_docstring(tree) or "") for tree in trees)
    return {match[1] for match in found if match}


def test_every_module_of_a_verb_is_in_the_list_and_the_other_way_round() -> None:
    assert set(command.VERBS) == described_verbs()


def test_help_names_every_verb_in_the_order_of_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["--help"]) == 0
    _, _, listed = capsys.readouterr().out.partition("Commands:\n")
    assert [line.split()[0] for line in listed.splitlines()] == list(command.VERBS)
    assert all(listed.count(one.does) == 1 for one in command.VERBS.values())


@pytest.mark.parametrize("verb", command.VERBS)
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run([verb, "--help"]) == 0
    assert f"Usage: kompas {verb}" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["forget", "backup", "restore"])
def test_verbs_that_come_later_are_absent(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run([verb]) == 2
    assert capsys.readouterr().err.startswith(f"No such command '{verb}'.")


def test_a_wrong_option_is_one_plain_sentence(kompas: Kompas) -> None:
    done = kompas("verify", "--jsn")
    assert done.code == 2
    assert done.err.startswith("No such option: --jsn")
    assert done.err.count("\n") == 1


def test_a_wrong_choice_is_told_without_the_words_of_a_library(kompas: Kompas) -> None:
    columns = ("--score-column", "a", "--date-column", "b")
    done = kompas("import", "x.csv", "--metric", "foo", *columns)
    assert done.code == 2
    assert done.err == "Invalid value for '--metric': 'foo' is not one of 'csat', 'ces', 'nps'.\n"


def test_a_missing_argument_is_named(kompas: Kompas) -> None:
    done = kompas("import", "--metric", "nps")
    assert done.code == 2
    assert "FILE" in done.err


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
