"""Questions to draw: about a VPN ticket that Network solved yesterday."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from kpi import periods
from kpi.metrics import Metric, standard
from kpi.store.invitations import Question
from kpi.store.tables import (
    Contact,
    Delivery,
    Interaction,
    Invitation,
    Response,
    Survey,
    Workspace,
)
from tests.moments import NOW

ID = UUID("01942b2c-0000-7000-8000-000000000001")


def question(
    metric: Metric = Metric.CSAT,
    *,
    language: str = "en-GB",
    channel_id: str = "D1",
    introduced: bool = True,
    score: int | None = None,
    **interaction: Any,
) -> Question:
    """A question about Network's VPN ticket, solved yesterday; answered when there is a score."""
    about: dict[str, Any] = {
        "subject": "VPN keeps dropping",
        "external_id": "T-1042",
        "team": "Network",
        "resolved_at": NOW - timedelta(days=1),
        **interaction,
    }
    helped = Interaction(
        workspace_id="T0HOME",
        id=ID,
        source="standard",
        created_at=NOW,
        **about,
    )
    return Question(
        workspace=Workspace(id="T0HOME", name="Compass & Co", created_at=NOW),
        survey=_survey(metric),
        interaction=helped,
        invitation=_invitation(helped),
        contact=_contact(language, introduced=introduced, is_home=channel_id.startswith("D")),
        delivery=Delivery(
            workspace_id="T0HOME",
            id=ID,
            kind="prompt",
            cause_id=ID,
            channel_id=channel_id,
            due_at=NOW,
            created_at=NOW,
        ),
        response=None if score is None else _response(score),
    )


def commented(given: Question, comment: str) -> Question:
    """The same question with a comment beside its score."""
    assert given.response is not None
    response = Response(**{**given.response.model_dump(), "comment": comment})
    return replace(given, response=response)


def _survey(metric: Metric) -> Survey:
    return Survey(
        workspace_id="T0HOME",
        id=ID,
        name=metric,
        metric=metric,
        definition=standard(metric).key,
        created_at=NOW,
    )


def _invitation(helped: Interaction) -> Invitation:
    return Invitation(
        workspace_id="T0HOME",
        id=ID,
        interaction_id=ID,
        solve_cycle=1,
        survey_id=ID,
        version=1,
        state="sent",
        team=helped.team,
        resolved_at=NOW - timedelta(days=1),
        due_at=NOW,
        created_at=NOW,
    )


def _contact(language: str, *, introduced: bool, is_home: bool) -> Contact:
    return Contact(
        workspace_id="T0HOME",
        id=ID,
        team_id="T0HOME",
        user_id="U0JAN",
        name="J. Jansen",
        language=language,
        is_home=is_home,
        introduced_at=NOW if introduced else None,
        created_at=NOW,
    )


def _response(score: int) -> Response:
    return Response(
        workspace_id="T0HOME",
        id=ID,
        invitation_id=ID,
        survey_id=ID,
        version=1,
        score=score,
        day=periods.today(NOW, "Europe/Amsterdam"),
        answered_at=NOW,
        changed_at=NOW,
    )
