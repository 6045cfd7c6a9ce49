"""What an export holds: of whom, when, and which answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kpi.metrics import SERVICE, Metric
from kpi.periods import Period
from kpi.query import ASKED_ONLY
from kpi.reckoning import SYSTEM
from kpi.store.tables import Survey, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is exported."""

    workspace: Workspace
    period: Period
    metrics: Sequence[Metric]
    surveys: Sequence[Survey]
    """Those of the metrics that ask."""
    anonymous_ids: frozenset[UUID]
    """Of the surveys that do not tell who answered."""
    filters: Mapping[str, str]
    """Spelt as answers are filed."""
    now: datetime
    definitions: Mapping[Metric, str]
    """Under which definition each service metric is told."""
    theme: str = ""
    """What remarks must speak of, by its key; empty for anything."""
    scores: tuple[int, int] | None = None
    """The lowest and the highest score that is meant."""

    @property
    def is_of_some(self) -> bool:
        """Whether it is about some answers only, by what they say."""
        return bool(self.theme) or self.scores is not None

    @property
    def is_narrowed(self) -> bool:
        """Whether it is about less than all there is in the period."""
        return bool(self.filters) or self.is_of_some

    @property
    def has_service(self) -> bool:
        """Whether interactions can be meant, which know nothing of who asked, and how."""
        asked = {name: value for name, value in self.filters.items() if name in ASKED_ONLY}
        return not self.is_of_some and (not asked or asked == {"trigger": SYSTEM})

    @property
    def service(self) -> tuple[Metric, ...]:
        """The service metrics whose interactions belong to it."""
        return tuple(one for one in self.metrics if one in SERVICE and self.has_service)

    @property
    def named(self) -> "Scope":
        """Narrow to the surveys that tell who answered."""
        known = [one for one in self.surveys if one.id not in self.anonymous_ids]
        return replace(self, surveys=known)
