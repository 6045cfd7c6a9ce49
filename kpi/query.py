"""A question about the numbers, however it was put: which metrics, when, split and narrowed how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kpi.errors import KpiError
from kpi.metrics import Metric
from kpi.periods import Period

SEGMENTS = (
    *("team", "agent", "channel", "account", "priority", "source", "moment", "trigger"),
    "way",
)
"""What answers can be split and narrowed by."""

ASKED_ONLY = frozenset({"trigger", "way"})
"""Of those what only answers have: interactions know nothing of who asked, and how."""

CLOCKS = (Metric.FRT, Metric.ART)
"""What answers can be held against; without one named it is the first reply."""


class View(StrEnum):
    """What is shown of an answer."""

    SUMMARY = "summary"
    TREND = "trend"
    WHY = "why"
    CLOCK = "clock"
    SILENCE = "silence"
    COMMENTS = "comments"
    EXPORT = "export"
    DEFINITION = "definition"
    HELP = "help"


class NotUnderstood(KpiError):
    """I do not understand that. Try /kpi csat week or /kpi help."""

    @property
    def word(self) -> str:
        """What was not understood, as it was written."""
        return str(self.values.get("word", ""))

    @property
    def nearest(self) -> str:
        """What was probably meant; empty when nothing comes near."""
        return str(self.values.get("nearest", ""))

    @property
    def example(self) -> str:
        """A question that is understood, without the command's name."""
        return str(self.values.get("example", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question about the numbers."""

    metrics: tuple[Metric, ...]
    """At least one, in the order to show."""
    period: Period
    by: str | None = None
    """One of SEGMENTS to split by."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Segment to the value wanted, as it was written; for a mention in Slack the user id."""
    view: View = View.SUMMARY
    survey: str = ""
    """The name of one survey, whose metric is meant; empty for the standard ones."""
    signals: frozenset[Metric] = frozenset()
    """Of which metrics it must be known if the last week is as usual; a trend tells it always."""
    theme: str = ""
    """What remarks must speak of: its key, or its name as it was written; empty for anything."""
    scores: tuple[int, int] | None = None
    """The lowest and the highest score that is meant."""
    skipped: int = 0
    """Of the newest comments, those that come before what is shown."""

    @property
    def is_everything(self) -> bool:
        """Whether all metrics are asked for."""
        return set(self.metrics) == set(Metric)

    @property
    def is_of_some(self) -> bool:
        """Whether it is about some answers only, by what their remarks say or by their score."""
        return bool(self.theme) or self.scores is not None

    @property
    def of_all(self) -> "Query":
        """The same question about all answers, as everything but comments and rows is asked."""
        return replace(self, theme="", scores=None, skipped=0)

    @property
    def text(self) -> str:
        """The question in words that read back as this question, for buttons and examples."""
        parts = (
            *(() if self.is_everything else self.metrics),
            self.period.label,
            *((f'survey:"{_quoted(self.survey)}"',) if self.survey else ()),
            *(f'{name}:"{_quoted(value)}"' for name, value in self.filters.items()),
            *((f"by {self.by}",) if self.by else ()),
            *((self.view.value,) if self.view is not View.SUMMARY else ()),
            *self._some,
        )
        return " ".join(parts)

    @property
    def _some(self) -> Iterator[str]:
        if self.theme:
            yield f'theme:"{_quoted(self.theme)}"'
        if self.scores:
            yield "score:" + "-".join(map(str, dict.fromkeys(self.scores)))
        if self.skipped:
            yield f"from:{self.skipped + 1}"


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;")
