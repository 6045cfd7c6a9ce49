"""The command line as somebody types it, on a database of its own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.cli import command

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed, and how it left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Kompas: TypeAlias = Callable[..., Done]


@pytest.fixture
def kompas(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Kompas:
    """Run `kompas` with these arguments, without settings for Slack."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("KOMPAS_ENCRYPTION_KEYS", KEY)

    def run(*arguments: str) -> Done:
        code = command.run(arguments)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A file of the shape of a bank's survey, with counts that are easy to check.

    2021-Q4 has of each market 10 promoters, 4 passives and 6 detractors; of UK 5 promoters more.
    """
    scores = [10] * 10 + [8] * 4 + [0] * 6
    rows = [("UK", score) for score in [*scores, 9, 9, 9, 9, 9]]
    rows += [(market, score) for market in ("US", "MEX") for score in scores]
    lines = ["ID,Market,Survey date,Customer Name,Month,Quarter,NPS"]
    for number, (market, score) in enumerate(rows, start=1000):
        lines.append(f'{number},{market},{number % 27 + 1:02}/11/21,"Jansen, J.",11,4,{score}')
    path = tmp_path / "survey.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


COLUMNS = ("--metric", "nps", "--score-column", "NPS", "--date-column", "Survey date")
FULL = (*COLUMNS, "--id-column", "ID", "--segment", "team=Market")
