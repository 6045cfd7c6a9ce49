"""What an export reads: interactions and what counts of them, imported answers, anonymous ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    false,
    func,
    select,
    true,
    union,
)

from kpi.metrics import SERVICE, Metric
from kpi.query import ASKED_ONLY, SEGMENTS
from kpi.store import answer_rows, ledger, versions
from kpi.store.deliveries import PROMPT
from kpi.store.export_scope import Scope
from kpi.store.rows import table
from kpi.store.tables import (
    Delivery,
    Interaction,
    Invitation,
    Reckoning,
    Response,
    Survey,
    SurveyVersion,
)
from kpi.store.tallies import BY_HAND

_interaction, _reckoning = table(Interaction).c, table(Reckoning).c
_invitation, _response = table(Invitation).c, table(Response).c
_delivery, _survey, _version = table(Delivery).c, table(Survey).c, table(SurveyVersion).c

_DAYS: Mapping[Metric, ColumnElement[Any]] = {
    Metric.FRT: _reckoning.opened_day,
    Metric.ART: _reckoning.art_day,
    Metric.FCR: _reckoning.fcr_day,
}
_DEFINITIONS: Mapping[Metric, ColumnElement[Any]] = {
    one: _reckoning[f"{one}_definition"] for one in SERVICE
}
_RECKONED = (
    *("interaction_id", "team", "agent", "channel", "account", "priority", "source", "moment"),
    *("opened_day", "frt_seconds", "art_day", "art_seconds", "fcr_day", "solved_at_once"),
    *("frt_definition", "art_definition", "fcr_definition"),
)
_ASKED = (
    *("id", "solve_cycle", "state", "resolved_at", "sent_at", "is_anonymous", "survey_id"),
    *SEGMENTS,
)
_OF_SOME = ("language", "themes")
_SAID = ("score", "comment", "reasons", "solved_at_once", "answered_at", "day", *_OF_SOME)
_DEFINITION = func.coalesce(_version.definition, _survey.definition).label("definition")


def ids(scope: Scope) -> Select[Any]:
    """Find the interactions, in the order in which we heard of them."""
    found = _ids(scope).subquery()
    return select(found.c.id).order_by(found.c.id)


def interactions(scope: Scope, some: Sequence[UUID]) -> Select[Any]:
    """Read some interactions by ids in order, each once for each question about it, in that order.

    Whoever reads the rows leaves out questions that do not belong to the period. All of them at
    once would leave it to the database to guess how many there are, and so how to join them.
    """
    columns: list[ColumnElement[Any]] = [
        *(_interaction[name] for name in ("id", "external_id", "url", *SEGMENTS[:-1])),
        *(_interaction[name] for name in ("opened_at", "first_replied_at", "resolved_at")),
        _interaction.reopened_at,
        *_labelled("reckoned", _reckoning, _RECKONED),
        *_labelled("asked", _invitation, _ASKED),
        *_labelled("said", _response, _SAID),
        _survey.name.label("survey"),
        _DEFINITION,
        *ledger.verdict(scope.now),
    ]
    mine = and_(_interaction.workspace_id == scope.workspace.id, _interaction.id.in_(some))
    statement = select(*columns).select_from(_joined(scope, some)).where(mine)
    return statement.order_by(_interaction.id, _invitation.solve_cycle)


def number(scope: Scope) -> Select[Any]:
    """Count the interactions."""
    return select(func.count()).select_from(_ids(scope).subquery())


def imported(scope: Scope) -> Select[Any]:
    """Read the answers that came from another tool, in the order in which they were imported."""
    found = ("external_key", *_SAID, *SEGMENTS)
    columns = (*(_response[name] for name in found), _survey.name.label("survey"))
    statement = select(*columns, _DEFINITION).select_from(_versioned(table(Response)))
    alone = _response.invitation_id.is_(None)
    return statement.where(*_answers(scope.named), alone).order_by(_response.id)


def anonymous(scope: Scope, survey: Survey) -> Select[Any]:
    """Read the answers of a survey without whose they are, in an order that tells nothing."""
    statement = select(
        *(_response[name] for name in ("score", "comment", "reasons", "solved_at_once")),
        *(_response[name] for name in _OF_SOME),
        _survey.name.label("survey"),
        _DEFINITION,
    ).select_from(_versioned(_with_invitation()))
    order = (_response.score, _response.comment, _DEFINITION)
    return statement.where(*_unnamed(scope, survey)).order_by(*order)


def number_of_anonymous(scope: Scope, survey: Survey) -> Select[Any]:
    """Count them."""
    counted = select(func.count()).select_from(_with_invitation())
    return counted.where(*_unnamed(scope, survey))


def _labelled(prefix: str, columns: Any, names: Sequence[str]) -> Iterator[ColumnElement[Any]]:
    return (columns[name].label(f"{prefix}_{name}") for name in names)


def _ids(scope: Scope) -> Select[Any] | CompoundSelect[Any]:
    """Find the interactions, each by an index of what counts in the period."""
    return union(*_services(scope), *_questions(scope))


def _services(scope: Scope) -> Iterator[Select[Any]]:
    filed = {name: one for name, one in scope.filters.items() if name not in ASKED_ONLY}
    filters = [_reckoning[name] == value for name, value in filed.items()]
    for metric in scope.service:
        day = _DAYS[metric]
        yield select(_reckoning.interaction_id.label("id")).where(
            _reckoning.workspace_id == scope.workspace.id,
            day >= scope.period.first,
            day < scope.period.until,
            _DEFINITIONS[metric] == scope.definitions[metric],
            *filters,
        )


def _questions(scope: Scope) -> Iterator[Select[Any]]:
    found = select(_invitation.interaction_id.label("id"))
    # Always there, so that there is something to unite where nothing is asked for.
    yield found.where(
        false() if scope.is_of_some else true(),
        _invitation.workspace_id == scope.workspace.id,
        _invitation.survey_id.in_([one.id for one in scope.surveys]),
        _invitation.resolved_at >= scope.period.start,
        _invitation.resolved_at < scope.period.end,
        *_filtered(scope, _invitation),
    )
    if scope.named.surveys:
        named = _invitation.is_anonymous.is_(False)
        yield found.select_from(_with_invitation()).where(*_answers(scope.named), named)


def _answers(scope: Scope) -> Iterator[ColumnElement[bool]]:
    yield _response.workspace_id == scope.workspace.id
    yield _response.survey_id.in_([one.id for one in scope.surveys])
    yield _response.day >= scope.period.first
    yield _response.day < scope.period.until
    yield _response.score.is_not(None)
    yield from _filtered(scope, _response)
    yield from answer_rows.of_some(scope.theme, scope.scores)


def _unnamed(scope: Scope, survey: Survey) -> Iterator[ColumnElement[bool]]:
    yield from _answers(replace(scope, surveys=[survey]))
    if survey.id not in scope.anonymous_ids:
        yield _invitation.is_anonymous.is_(True)


def _filtered(scope: Scope, columns: Any) -> Iterator[ColumnElement[bool]]:
    for name, value in scope.filters.items():
        yield columns[name] == value
    if "trigger" not in scope.filters:
        yield columns.trigger != BY_HAND


def _joined(scope: Scope, some: Sequence[UUID]) -> FromClause:
    """Join what belongs to interactions; saying between which keys spares Postgres whole tables."""
    span = (some[0], some[-1])

    def belongs(other: Any, *keys: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(other.workspace_id == _interaction.workspace_id, *keys)

    asked = belongs(
        _invitation,
        _invitation.interaction_id == _interaction.id,
        _invitation.interaction_id.between(*span),
        _invitation.survey_id.in_([one.id for one in scope.surveys]),
    )
    message = (_delivery.kind == PROMPT, _delivery.cause_id == _invitation.id)
    answer = belongs(_response, _response.invitation_id == _invitation.id)
    same = _reckoning.interaction_id == _interaction.id
    reckoned = belongs(_reckoning, same, _reckoning.interaction_id.between(*span))
    survey = belongs(_survey, _survey.id == _invitation.survey_id)
    joined = table(Interaction).outerjoin(table(Reckoning), reckoned)
    joined = joined.outerjoin(table(Invitation), asked)
    joined = joined.outerjoin(table(Delivery), belongs(_delivery, *message))
    joined = joined.outerjoin(table(Response), answer).outerjoin(table(Survey), survey)
    return joined.outerjoin(table(SurveyVersion), versions.of_answers())


def _with_invitation() -> FromClause:
    same = and_(
        _invitation.workspace_id == _response.workspace_id,
        _invitation.id == _response.invitation_id,
    )
    return table(Response).outerjoin(table(Invitation), same)


def _versioned(answers: FromClause) -> FromClause:
    survey = and_(_survey.workspace_id == _response.workspace_id, _survey.id == _response.survey_id)
    return answers.join(table(Survey), survey).outerjoin(
        table(SurveyVersion), versions.of_answers()
    )
