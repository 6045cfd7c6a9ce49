"""The list of targets and its form."""

from bot.blocks import targets
from bot.blocks.targets import Listed
from bot.wording import voice
from kpi import service_definitions
from kpi.metrics import Metric, standard
from kpi.store.tables import Target
from tests.bot.blocks.reading import HOSTILE, assert_inert, checked_form, read
from tests.moments import NOW

EN, NL = voice("en"), voice("nl")
CSAT, FRT = standard(Metric.CSAT), service_definitions.standard(Metric.FRT)


def target(metric: Metric = Metric.CSAT, aim: float = 85, value: str = "") -> Target:
    return Target(
        workspace_id="T0HOME",
        metric=metric.value,
        segment="team" if value else "",
        value=value,
        definition=(FRT if metric is Metric.FRT else CSAT).key,
        aim=aim,
        created_at=NOW,
    )


def test_targets_are_listed_with_whom_they_are_for() -> None:
    listed = [
        Listed(target(), CSAT, holds=True),
        Listed(target(value="Network", aim=90), CSAT, holds=False),
        Listed(target(Metric.FRT, 5400), FRT, holds=True),
    ]
    assert read(targets.listing(EN, listed, leads=True)).splitlines() == [
        "Where the numbers should be. Each answer says whether they are.",
        "*CSAT* · everybody: 85 %",
        "[ Remove ]",
        "*CSAT* · team Network: 90 % (set for csat/1-5/top2/v1; it is counted otherwise now)",
        "[ Remove ]",
        "*FRT* · everybody: 1 h 30 min",
        "[ Remove ]",
        "[ Set a target ]",
    ]
    leads, others = (targets.listing(NL, listed, leads=leads).blocks for leads in (True, False))
    assert "target csat remove team:" in str(leads)
    assert "Verwijderen: CSAT team Network" in str(leads)
    assert "button" not in str(others)


def test_the_form_fits_and_names_are_inert() -> None:
    for say in (EN, NL):
        checked_form(targets.form(say))
    listed = Listed(target(value=HOSTILE[:80]), CSAT, holds=True)
    assert_inert(targets.listing(EN, [listed], leads=False))
