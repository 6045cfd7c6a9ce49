"""Versions: what a survey asked and from when, so that numbers never run across a change.

A survey has no rows here until its question is changed for the first time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import metrics, wording
from kpi.errors import WrongSetting
from kpi.metrics import Definition, Metric
from kpi.store import rows, surveys
from kpi.store.tables import Response, Survey, SurveyVersion
from kpi.wording import Own, Words

_TABLE = rows.table(SurveyVersion)
_NAMES = rows.names(SurveyVersion)

SETTINGS = ("title", "languages", "definition", *wording.NAMES)
"""What can be rewritten of a survey, by its names on the command line and on forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a survey asked at a moment."""

    survey: Survey
    """With the version and the definition of that moment."""
    began_at: datetime | None = None
    """When that version began; None for the first one."""


def of_answers() -> ColumnElement[bool]:
    """Return what joins answers with the version that they were asked in, where there is a row."""
    answers = rows.table(Response).c
    return and_(
        _TABLE.c.workspace_id == answers.workspace_id,
        _TABLE.c.survey_id == answers.survey_id,
        _TABLE.c.version == answers.version,
    )


def settings(survey: Survey) -> dict[str, str]:
    """Give the words of a survey as text, by their names; `rewrite` takes them back."""
    named = {
        "title": survey.title,
        "languages": ",".join(survey.languages),
        "definition": survey.definition,
    }
    return named | {name: survey.wording.get(name, "") for name in wording.NAMES}


def words(survey: Survey, version: SurveyVersion | None, language: str) -> Words:
    """Give what a survey says in a language to those who were asked in one of its versions.

    Args:
        survey: its follow-up questions are everybody's, whichever version they answer.
        version: that version; None where it is the survey's own.
        language: en or nl.
    """
    if version is None:
        return wording.words(surveys.definition(survey), survey.wording, language)
    definition = metrics.definition(version.definition)
    return wording.words(definition, _mixed(version.wording, survey.wording), language)


async def rewrite(
    connection: AsyncConnection,
    survey: Survey,
    changes: Mapping[str, str],
    *,
    by: str = "",
    now: datetime,
) -> Survey:
    """Change title, languages, scale and words; what changes the question starts a new version.

    Args:
        connection: in a transaction of the writer.
        survey: which one; it is read again, and locked.
        changes: values by names of SETTINGS; the others stay. All are taken, or none.
        by: who wants it, a Slack user id or empty.
        now: the aware moment at which a new version begins.

    Raises:
        WrongSetting: a name or a value cannot be taken.
        Unfinished: the survey is on, and words are missing in a language that it promises.
    """
    current = await surveys.locked(connection, survey)
    after = rewritten(current, changes)
    surveys.require_finished(after, surveys.policy(after))
    if not _asks_the_same(current, after):
        after.version = current.version + 1
        await _keep(connection, current, after, by=by, now=now)
    columns = ("title", "languages", "definition", "wording", "version")
    await surveys.put(connection, after, **{name: getattr(after, name) for name in columns})
    return after


def rewritten(survey: Survey, changes: Mapping[str, str]) -> Survey:
    """Give a survey as it would be with these changes, its version aside. Raises WrongSetting."""
    if unknown := sorted(changes.keys() - set(SETTINGS)):
        raise WrongSetting("{name} are no words of a survey. Try question.nl.", name=unknown[0])
    after = survey.model_copy()
    after.title = surveys.read_title(changes.get("title", survey.title))
    after.definition = _definition(survey, changes.get("definition", survey.definition)).key
    if "languages" in changes:
        after.languages = wording.read_languages(changes["languages"])
    own = dict(survey.wording)
    own |= {
        name: wording.read(name, text) for name, text in changes.items() if name in wording.NAMES
    }
    after.wording = wording.settled(surveys.definition(after), own)
    return after


async def at(connection: AsyncConnection, found: Sequence[Survey], moment: datetime) -> list[Asked]:
    """Give surveys with the version that was asked at a moment.

    A change before which nobody answered is no news to anybody: then `began_at` is None.
    """
    known = await _begun(connection, [one for one in found if one.version > 1])
    return [_at(one, [begun for begun in known if begun.of(one)], moment) for one in found]


async def since(connection: AsyncConnection, found: Sequence[Survey]) -> list[datetime]:
    """Give since when each survey asks what it asks now, in their order."""
    known = await _begun(connection, [one for one in found if one.version > 1])
    return [
        max(
            [one.created_at, *(begun.version.created_at for begun in known if begun.of(one))],
        )
        for one in found
    ]


class _Begun(NamedTuple):
    """A version, and whether there are answers to those before it."""

    version: SurveyVersion
    was_heard: bool

    def of(self, survey: Survey) -> bool:
        return self.version.survey_id == survey.id


async def _begun(connection: AsyncConnection, among: Sequence[Survey]) -> list[_Begun]:
    if not among:
        return []
    response = rows.table(Response).c
    earlier = (
        (response.workspace_id == _TABLE.c.workspace_id)
        & (response.survey_id == _TABLE.c.survey_id)
        & (response.version < _TABLE.c.version)
    )
    statement = (
        select(_TABLE, exists().where(earlier).label("was_heard"))
        .where(_TABLE.c.workspace_id == among[0].workspace_id)
        .where(_TABLE.c.survey_id.in_([one.id for one in among]))
        .order_by(_TABLE.c.version)
    )
    found = (await connection.execute(statement)).mappings()
    return [
        _Begun(rows.made(SurveyVersion, {name: row[name] for name in _NAMES}), row["was_heard"])
        for row in found
    ]


def _at(survey: Survey, known: Sequence[_Begun], moment: datetime) -> Asked:
    if not known:
        return Asked(survey=survey)
    begun = [one for one in known if one.version.created_at <= moment]
    version, was_heard = begun[-1] if begun else known[0]
    then = {"version": version.version, "definition": version.definition}
    return Asked(
        survey=survey.model_copy(update=then),
        began_at=version.created_at if was_heard else None,
    )


def _definition(survey: Survey, key: str) -> Definition:
    known = {one.key: one for one in metrics.choices(Metric(survey.metric))}
    if key.strip() not in known:
        raise WrongSetting(
            "A scale of {metric} is one of {known}.",
            metric=survey.metric.upper(),
            known=", ".join(known),
        )
    return known[key.strip()]


def _asks_the_same(before: Survey, after: Survey) -> bool:
    return wording.asks_the_same(
        (surveys.definition(before), before.wording),
        (surveys.definition(after), after.wording),
        before.languages,
    )


async def _keep(
    connection: AsyncConnection, before: Survey, after: Survey, *, by: str, now: datetime
) -> None:
    """Write down the new version, and the one before it where that is the first."""
    if before.version == 1:
        await rows.add(connection, _row(before, created_at=before.created_at))
    await rows.add(connection, _row(after, created_by=by, created_at=now))


def _row(survey: Survey, **facts: Any) -> SurveyVersion:
    return SurveyVersion(
        workspace_id=survey.workspace_id,
        survey_id=survey.id,
        version=survey.version,
        definition=survey.definition,
        wording=survey.wording,
        **facts,
    )


def _mixed(asked: Own, later: Own) -> dict[str, str]:
    """Give the question of one version with the follow-up questions of another."""
    return {
        name: text
        for own, belongs in ((asked, True), (later, False))
        for name, text in own.items()
        if (name.rpartition(".")[0] in wording.ASKED) is belongs
    }
