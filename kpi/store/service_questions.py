"""What has to be counted to tell of one service metric."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kpi import look_back
from kpi.goals import Goals
from kpi.look_back import LookBack
from kpi.metrics import Metric
from kpi.periods import Period, local_day
from kpi.query import Query
from kpi.reckoning import Measure
from kpi.service_definitions import ServiceDefinition
from kpi.store.office_schedules import Schedules
from kpi.store.reckoned_rows import WEEK, Asked
from kpi.store.service_series import Told
from kpi.store.tables import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A question about one service metric."""

    workspace: Workspace
    query: Query
    at: datetime
    """The aware moment of now."""
    told: Told
    wanted: Goals
    """The targets of the workspace."""
    schedules: Schedules

    @property
    def definition(self) -> ServiceDefinition:
        return self.told.definition

    @property
    def metric(self) -> Metric:
        return self.definition.metric

    @property
    def private(self) -> bool:
        """Whether one person's work is looked at."""
        return self.query.by == "agent" or "agent" in self.query.filters

    @property
    def today(self) -> date:
        return local_day(self.at, self.query.period.zone)

    @property
    def target_seconds(self) -> float | None:
        """What a length should not exceed."""
        return self.wanted.of(self.definition.key, self.query.filters)

    @property
    def back(self) -> LookBack:
        return look_back.of(self.query, self.metric)

    @property
    def changed_on(self) -> date | None:
        """The local day since when it is counted so, where what is shown would reach further."""
        first = min(self.back.shown[0].first, self.query.period.previous().first)
        began = self.told.began_on
        return began if began and began > first else None

    @property
    def now(self) -> Asked:
        """The period itself."""
        return self._within(self.query.period)

    @property
    def reckoned(self) -> Asked:
        """The period as interactions were reckoned, where customers' own word is the number."""
        return replace(self.now, definition=self.told.counted.key)

    @property
    def before(self) -> Asked:
        """The period to compare with."""
        return self._within(self.query.period.previous())

    @property
    def by_week(self) -> Asked:
        """The weeks that are looked back on."""
        return self._asked(self.back.first.first, self.query.period.until, by=WEEK)

    @property
    def months(self) -> tuple[Asked, ...]:
        """The months that are looked back on, where it is asked what is usual around one."""
        return tuple(self._within(month) for month in self.back.months)

    @property
    def provisional_from(self) -> date | None:
        """Give the first day of the period whose outcomes may still change; None without one."""
        if self.metric is not Metric.FCR or self.definition.by_customers:
            return None
        last = self.today - timedelta(days=self.definition.window_days)
        period = self.query.period
        return max(last, period.first) if last < period.until else None

    def settled(self, by: str | None = None) -> Asked | None:
        """Give what of the period can no longer change, where that is some of it and not all."""
        first, until = self.query.period.first, self.provisional_from
        return None if until is None or until <= first else self._asked(first, until, by=by)

    @property
    def reopened(self) -> Asked | None:
        """Resolutions that were undone in the period, however anything is counted.

        None of first responses, and of one agent: who has an open ticket has not solved it, and one
        that came back is filed under whoever solved it last. So nothing of either is told there.
        """
        if self.metric is Metric.FRT or "agent" in self.query.filters:
            return None
        period = self.query.period
        return Asked(
            measure=Measure.REOPENED,
            first=period.first,
            until=period.until,
            filters=self.query.filters,
        )

    @property
    def reopened_by_part(self) -> Asked | None:
        """Give the same by segment; None where parts are not told what is open and came back."""
        by = self.query.by
        if self.reopened is None or by in {None, "agent"} or self.metric is not Metric.ART:
            return None
        return replace(self.reopened, by=by)

    @property
    def parts(self) -> tuple[Asked, ...]:
        """Both periods by segment, where the question is split."""
        by, period = self.query.by, self.query.period
        if by is None:
            return ()
        return self._within(period, by=by), self._within(period.previous(), by=by)

    @property
    def everything(self) -> tuple[Asked, ...]:
        """All that has to be counted."""
        settled = (self.settled(), self.settled(self.query.by))
        perhaps = (*settled, self.reopened, self.reopened_by_part)
        some = [one for one in dict.fromkeys(perhaps) if one is not None]
        return self.now, self.before, self.by_week, *self.months, *some, *self.parts

    def _within(self, period: Period, by: str | None = None) -> Asked:
        return self._asked(period.first, period.until, by=by)

    def _asked(self, first: date, until: date, *, by: str | None) -> Asked:
        return Asked(
            measure=Measure(self.metric.value),
            definition=self.definition.key,
            first=self.told.since(first, until),
            until=until,
            by=by,
            filters=self.query.filters,
        )
