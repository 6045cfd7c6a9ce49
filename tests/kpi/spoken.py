"""What was heard in a week, for tests of what is made of it."""

from collections.abc import Mapping

from kpi import theme_lists
from kpi.metrics import Metric, standard
from kpi.scores import Counts
from kpi.spoken import Heard, Written
from kpi.theme_scores import Told

ANSWERS = {5: 60, 1: 20}
SLOW = "Waited for days and nobody called Jansen back"
FINE = "Quick and friendly, thanks to everybody here"


def told(speed: Counts, answers: Counts = ANSWERS, remarks: int = 40) -> Told:
    return Told(answers, remarks, {"speed": speed, "agent": {5: 8, 1: 2}})


def heard(
    now: Mapping[str, Told] | None = None,
    before: Mapping[str, Told] | None = None,
    *,
    fewest: int = 0,
) -> Heard:
    """Fourteen of forty remarks are about speed, two of forty were before."""
    return Heard(
        definition=standard(Metric.CSAT),
        dictionary=theme_lists.packaged(),
        now={"": told({1: 12, 5: 2})} if now is None else now,
        before={"": told({1: 1, 5: 1})} if before is None else before,
        fewest=fewest,
        written=[
            Written(5, FINE, "en", ["speed", "agent"]),
            *[Written(1, f"{SLOW} {number}", "en", ["speed"], ["J. Jansen"]) for number in "abc"],
            *[Written(5, f"Friendly help {number}", "en", ["agent"]) for number in "abcd"],
        ],
    )
