"""Answers with their origin: who gave them and about which ticket, where that may be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)

from kpi import masking
from kpi.metrics import Band, Definition, definition
from kpi.query import Query
from kpi.reason_list import Reason
from kpi.store import summaries, versions
from kpi.store.rows import table
from kpi.store.tables import (
    Contact,
    Interaction,
    Invitation,
    Response,
    Survey,
    SurveyVersion,
    Workspace,
)
from kpi.store.tallies import BY_HAND

_response = table(Response).c
_invitation = table(Invitation).c
_interaction = table(Interaction).c
_contact = table(Contact).c
_survey = table(Survey).c
_version = table(SurveyVersion).c

_ABOUT = timedelta(days=2)
"""By which the day of an answer may differ from its moment, in whatever zone it was told."""
TICKED = cast(_response.reasons, String)
"""As text, since Postgres groups by that only."""
_NONE: ColumnElement[str] = literal_column("'[]'")
ANY = TICKED != _NONE
"""Whether any reason was ticked."""
REMARKED = or_(_response.comment != literal_column("''"), ANY)
"""In the words of the index of remarks, or it would not be used."""
DEFINITION = func.coalesce(_version.definition, _survey.definition)
"""The key of what was asked then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A customer's remark."""

    definition: Definition
    """What was asked then."""
    score: int
    comment: str
    """As it was written, of an anonymous survey without names: nothing in it may be taken for
    markup. Empty where reasons say it all."""
    reasons: tuple[Reason, ...] = ()
    """What was ticked, as it stood there then."""
    at: datetime
    team: str
    subject: str
    """What it was about; empty for imported answers."""
    url: str
    """The ticket's page, or empty."""
    name: str | None
    """Who said it; None when the survey is anonymous or the answer was imported."""
    may_contact: bool
    language: str = ""
    """Of the comment; empty until it was read."""
    themes: tuple[str, ...] = ()
    """Keys of what it was found to speak of."""
    unquoted: tuple[str, ...] = field(default=(), repr=False)
    """Names that must not stand in a quote: of who wrote it and who helped. Never shown."""


def answers(workspace: Workspace, query: Query, surveys: Sequence[Survey]) -> Select[Any]:
    statement = select(
        *(_response[name] for name in ("survey_id", "score", "comment", "answered_at", "team")),
        *(_response[name] for name in ("agent", "may_contact", "reasons", "language", "themes")),
        _interaction.subject,
        _interaction.url,
        _invitation.is_anonymous,
        _contact.name,
        DEFINITION.label("definition"),
    ).select_from(_joined())
    # By their moments an index has the newest first; the days say which of them are meant.
    begins, ends = query.period.start - _ABOUT, query.period.end + _ABOUT
    near = and_(_response.answered_at >= begins, _response.answered_at < ends)
    found = narrowed(statement, workspace, query, surveys).where(near)
    return found.order_by(_response.answered_at.desc(), _response.id.desc())


def narrowed(
    statement: Select[Any], workspace: Workspace, query: Query, surveys: Sequence[Survey]
) -> Select[Any]:
    for segment, value in query.filters.items():
        statement = statement.where(_response[segment] == value)
    if "trigger" not in query.filters:
        statement = statement.where(_response.trigger != BY_HAND)
    return statement.where(
        _response.workspace_id == workspace.id,
        _response.survey_id.in_([survey.id for survey in surveys]),
        _response.day >= query.period.first,
        _response.day < query.period.until,
        _response.score.is_not(None),
        *of_some(query.theme, query.scores),
    )


def of_some(theme: str, scores: tuple[int, int] | None) -> Iterator[ColumnElement[bool]]:
    """Pick answers of which the remark speaks of a theme, by its key, and by their score."""
    if theme:
        yield cast(_response.themes, String).contains(f'"{theme}"', autoescape=True)
    if scores:
        yield _response.score.between(*scores)


def _joined() -> Any:
    return (
        table(Response)
        .outerjoin(table(Invitation), _same(_invitation, _response.invitation_id))
        .outerjoin(table(Interaction), _same(_interaction, _invitation.interaction_id))
        .outerjoin(table(Contact), _same(_contact, _response.contact_id))
        .join(table(Survey), _same(_survey, _response.survey_id))
        .outerjoin(table(SurveyVersion), versions.of_answers())
    )


def _same(columns: Any, row_id: Any) -> Any:
    return and_(columns.workspace_id == _response.workspace_id, columns.id == row_id)


def told(row: Any, survey: Survey) -> Said:
    anonymous = summaries.is_anonymous(survey) or row.is_anonymous
    names = (row.name or "", row.agent.partition("@")[0])
    return Said(
        definition=definition(row.definition),
        score=row.score,
        comment=masking.masked(row.comment, names) if anonymous else row.comment,
        reasons=tuple(row.reasons),
        at=row.answered_at,
        team=row.team,
        subject="" if anonymous else row.subject or "",
        url="" if anonymous else row.url or "",
        name=None if anonymous else row.name or None,
        may_contact=row.may_contact and not anonymous,
        language=row.language,
        themes=tuple(row.themes),
        unquoted=names,
    )


def is_low(surveys: Sequence[Survey]) -> ColumnElement[bool]:
    """Pick the low scores of each survey as it asks now; an earlier scale may have had others."""
    return or_(false(), *(_is_low_of(survey) for survey in surveys))


def _is_low_of(survey: Survey) -> ColumnElement[bool]:
    asked = definition(survey.definition)
    scores = [score for score in asked.scale if asked.band(score) is Band.LOW]
    told = REMARKED if summaries.is_anonymous(survey) else true()
    asked_so: ColumnElement[bool] = literal(survey.definition) == DEFINITION
    return and_(_response.survey_id == survey.id, asked_so, _response.score.in_(scores), told)
