"""Office schedules: the opening hours of a workspace, and those of some teams or channels.

Changing them reckons nothing anew: what was reckoned keeps the hours of its moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.asking_hours import Hours
from kpi.errors import NotFound, WrongSetting
from kpi.office_hours import OfficeHours
from kpi.opening_text import read_closed, read_stretches, show_closed, show_closing
from kpi.store import rows
from kpi.store.tables import OfficeSchedule, Workspace

DEFAULT = ""
"""The name of the hours of everybody who has no others."""
USUAL: Mapping[int, tuple[Hours, ...]] = dict.fromkeys(range(5), (Hours(time(9), time(17)),))
"""Monday to Friday from nine to five, until an admin says otherwise."""

_TABLE = rows.table(OfficeSchedule)
_ALL = select(_TABLE).where(rows.as_given(_TABLE, "workspace_id")).order_by(_TABLE.c.name)
_FOUND = select(_TABLE).where(rows.as_given(_TABLE, "workspace_id", "name"))
_REMOVED = delete(_TABLE).where(rows.as_given(_TABLE, "workspace_id", "name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Hours as an admin wants them."""

    name: str = DEFAULT
    week: Mapping[int, tuple[Hours, ...]]
    """Weekday (0 is Monday) to its hours."""
    closed: Mapping[date, str] = field(default_factory=dict)
    """Days off, each with what it is called."""
    zone: str = ""
    """Empty for the workspace's; the hours of everybody else always have that."""
    teams: Sequence[str] = ()
    channels: Sequence[str] = ()
    country: str = ""
    chosen: Mapping[str, bool] = field(default_factory=dict)
    """Which of the toggles of `kpi.holidays` are days off."""


class Schedules:
    """All hours of a workspace as they stand; looking one up costs nothing."""

    def __init__(self, found: Sequence[OfficeSchedule], zone: str) -> None:
        """Take the stored schedules, and the workspace's zone."""
        self.rows = tuple(found)
        self._hours = {DEFAULT: OfficeHours(USUAL, frozenset(), zone)}
        self._hours |= {one.name: hours_of(one, zone) for one in found}
        self._teams = {team.casefold(): one.name for one in found for team in one.teams}
        self._channels = {name.casefold(): one.name for one in found for name in one.channels}

    @property
    def is_assumed(self) -> bool:
        """Whether nobody said yet when the workspace is open; then numbers say what they assume."""
        return not any(one.name == DEFAULT for one in self.rows)

    @property
    def default(self) -> OfficeHours:
        """The hours of everybody who has no others; campaigns ask within them."""
        return self._hours[DEFAULT]

    def for_(self, *, team: str = "", channel: str = "") -> tuple[str, OfficeHours]:
        """Give the name and hours that count for some help: its team's, else its channel's."""
        name = self._teams.get(team.casefold()) or self._channels.get(channel.casefold(), DEFAULT)
        return name, self._hours[name]

    def hours(self, name: str) -> OfficeHours:
        """Give the hours of this name; those of everybody else where they were taken away."""
        return self._hours.get(name, self.default)

    def is_working_day(self, day: date) -> bool:
        """Whether the workspace is open on a local day."""
        return self.default.is_working_day(day)


async def of_workspace(connection: AsyncConnection, workspace: Workspace) -> Schedules:
    """Return the hours of a workspace."""
    found = await rows.every(connection, OfficeSchedule, _ALL, given_workspace_id=workspace.id)
    return Schedules(found, workspace.time_zone)


async def find(connection: AsyncConnection, workspace_id: str, name: str) -> OfficeSchedule:
    """Return one schedule. Raises NotFound."""
    found = await rows.first(connection, OfficeSchedule, _FOUND, **_key(workspace_id, name))
    if found is None:
        raise NotFound("There are no hours called {name} here.", name=name)
    return found


async def save(
    connection: AsyncConnection, workspace: Workspace, wish: Wish, now: datetime
) -> OfficeSchedule:
    """Keep hours; those of the same name are replaced.

    Raises:
        WrongSetting: nobody is ever there, nobody has these hours, or a team or channel has others.
    """
    require(wish, (await of_workspace(connection, workspace)).rows)
    await remove(connection, workspace.id, wish.name)
    schedule = OfficeSchedule(
        workspace_id=workspace.id,
        name=wish.name,
        time_zone=wish.zone if wish.name != DEFAULT else "",
        week={str(day): _pairs(hours) for day, hours in wish.week.items() if hours},
        closed=[*show_closed(sorted(wish.closed.items()))],
        teams=list(wish.teams),
        channels=list(wish.channels),
        country=wish.country,
        options=dict(wish.chosen),
        created_at=now,
    )
    await rows.add(connection, schedule)
    return schedule


async def remove(connection: AsyncConnection, workspace_id: str, name: str) -> bool:
    """Take hours away; False when there were none of this name."""
    done = await connection.execute(_REMOVED, _key(workspace_id, name))
    return done.rowcount > 0


def require(wish: Wish, found: Sequence[OfficeSchedule]) -> None:
    """Let hours pass that can be kept beside those that are there. Raises WrongSetting."""
    require_open(wish)
    require_teams(wish, found)
    require_channels(wish, found)


def require_open(wish: Wish) -> None:
    """Let hours pass in which somebody is there. Raises WrongSetting."""
    if not any(wish.week.values()):
        raise WrongSetting("Somebody must be there on one day of the week.")


def require_teams(wish: Wish, found: Sequence[OfficeSchedule]) -> None:
    """Let hours pass that are somebody's, and of teams without others. Raises WrongSetting."""
    if wish.name != DEFAULT and not wish.teams and not wish.channels:
        raise WrongSetting("Name the teams or channels that have these hours.")
    for other in _others(wish, found):
        _require_free(wish.teams, other.teams, other)


def require_channels(wish: Wish, found: Sequence[OfficeSchedule]) -> None:
    """Let hours pass of channels without others. Raises WrongSetting."""
    for other in _others(wish, found):
        _require_free(wish.channels, other.channels, other)


def week_of(schedule: OfficeSchedule) -> dict[int, tuple[Hours, ...]]:
    """Return the hours of each weekday that has any."""
    return {int(day): _hours(pairs) for day, pairs in sorted(schedule.week.items())}


def closed_days(schedule: OfficeSchedule) -> dict[date, str]:
    """Return the days off in order, each with what it is called."""
    return read_closed("\n".join(schedule.closed))


def hours_of(schedule: OfficeSchedule, zone: str) -> OfficeHours:
    """Return the hours of a schedule, in the workspace's zone where it has no other."""
    return OfficeHours(
        week_of(schedule), frozenset(closed_days(schedule)), schedule.time_zone or zone
    )


def _others(wish: Wish, found: Sequence[OfficeSchedule]) -> list[OfficeSchedule]:
    return [one for one in found if one.name != wish.name]


def _require_free(wanted: Sequence[str], taken: Sequence[str], by: OfficeSchedule) -> None:
    known = {name.casefold() for name in taken}
    for name in wanted:
        if name.casefold() in known:
            raise WrongSetting("{name} has hours already: {other}.", name=name, other=by.name)


def _pairs(hours: Sequence[Hours]) -> list[list[str]]:
    return [[f"{one.opens:%H:%M}", show_closing(one)] for one in hours]


def _hours(pairs: Sequence[Sequence[str]]) -> tuple[Hours, ...]:
    return read_stretches(", ".join("-".join(pair) for pair in pairs))


def _key(workspace_id: str, name: str) -> dict[str, str]:
    return {"given_workspace_id": workspace_id, "given_name": name}
