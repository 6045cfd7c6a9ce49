"""Every error becomes a sentence and the exit code that fits it."""

from typer.exceptions import Abort

from bot.cli import complaints
from bot.cli.complaints import Complaint, WrongUsage
from bot.config import SettingsError
from kpi.errors import KpiError, NotFound, PeriodOutOfRange, Unavailable, WrongSetting
from kpi.query import NotUnderstood
from tests.each import each


@each(
    ("error", "expected"),
    [
        (SettingsError("A is wrong.", "B is missing."), Complaint("A is wrong.\nB is missing.", 2)),
        (WrongUsage("No {what}.", what="that"), Complaint("No that.", 2)),
        (WrongSetting("Write yes."), Complaint("Write yes.", 2)),
        (PeriodOutOfRange("No week 54."), Complaint("No week 54.", 2)),
        (NotFound("Nobody here."), Complaint("Nobody here.", 1)),
        (KpiError("Failed."), Complaint("Failed.", 1)),
        (Abort(), Complaint("Stopped.", 1)),
        (
            NotUnderstood("What?  Try  /kpi {example}", example="csat week"),
            Complaint("What? Try kompas summary csat week", 2),
        ),
        (
            NotUnderstood("What?  Try  /kpi {example}  or  /kpi help", example="csat week"),
            Complaint("What? Try kompas summary csat week or kompas summary --help", 2),
        ),
    ],
)
def test_an_error_is_told(error: Exception, expected: Complaint) -> None:
    assert isinstance(error, complaints.KNOWN)
    assert complaints.about(error) == expected


def test_a_database_that_is_away_failed() -> None:
    assert complaints.about(Unavailable()).exit_code == complaints.FAILED
