"""Cases as they stand, for tests of what is shown of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from bot.blocks.alert import Moment
from kpi.metrics import Metric, standard
from kpi.store.case_facts import Told
from kpi.store.tables import Case
from tests.moments import NOW

AT = Moment(now=NOW, zone="Europe/Amsterdam")
KEY = UUID(int=7)


def case(**changes: Any) -> Case:
    """Give an open case of an hour ago."""
    values: dict[str, Any] = {
        "workspace_id": "T1",
        "id": KEY,
        "response_id": UUID(int=1),
        "rule_id": UUID(int=2),
        "opened_at": NOW - timedelta(hours=1),
    }
    return Case(**(values | changes))


def told(case: Case | None = None, **changes: Any) -> Told:
    """Give what is told of a case: by default a 2 of 5 of Acme."""
    whole = Told(
        case=case or _case(),
        definition=standard(Metric.CSAT),
        score=2,
        comment="Third time this month.",
        reasons=(),
        at=NOW - timedelta(hours=1),
        team="Network",
        agent="A. de Vries",
        account="Acme",
        subject="VPN keeps dropping",
        url="https://desk.example/T-1042",
        name="J. Jansen",
        user_id="U1",
        may_contact=True,
        themes=(),
        ticket="",
        changed_at=NOW - timedelta(hours=1),
        earlier={5: 3, 1: 2},
    )
    return replace(whole, **changes)


_case = case
