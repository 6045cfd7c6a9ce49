import pytest

from bot.cli import command
from bot.cli.demo.command import TO_SLACK
from tests.each import each


def test_the_way_to_a_real_workspace_takes_five_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["demo", "--slack"]) == 0
    assert capsys.readouterr().out == f"{TO_SLACK}\n"
    assert len(TO_SLACK.splitlines()) == 5


@each("verb", ["manifest", "serve", "doctor"])
def test_every_verb_on_the_way_exists(verb: str) -> None:
    assert f"kompas {verb}" in TO_SLACK
    assert verb in command.VERBS


def test_a_port_must_be_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["demo", "--port", "70000"]) == 2
    assert "--port" in capsys.readouterr().err
