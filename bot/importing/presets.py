"""What exports of other tools look like: their columns, scales and words, so nobody need name them.

A tool renames its columns now and then, so each part of an answer has several known names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.metrics import Metric

Names = tuple[str, ...]
Ends = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How to read the exports of one tool; of several names the first that is there counts."""

    name: str
    title: str
    marks: tuple[Names, ...]
    """Columns by which its files are known: all of one of these groups."""
    score: Names = ()
    """Empty where every column is a question: then the question tells."""
    date: Names
    id: Names
    comment: Names = ()
    segments: Mapping[str, Names] = field(default_factory=dict)
    filed: Mapping[str, str]
    """Segments that all its answers have."""
    metrics: Mapping[Metric, Ends | None]
    """What it asks, the usual one first, with the ends of its scale where answers are numbers."""
    kind: Names = ()
    """A column that says of each row what was asked."""
    words: Mapping[str, float] = field(default_factory=dict)
    """Answers in words, in small letters, from -1 (worst) by 0 (neither) to 1 (best)."""
    unanswered: frozenset[str] = frozenset({"", "-"})
    """What stands for a score where nobody answered, in small letters."""

    @property
    def has_questions(self) -> bool:
        """Whether every column is a question, with a row of its choices under the header."""
        return not self.score

    @property
    def names(self) -> Names:
        """Every column it may have, by which its delimiter is found."""
        groups = (*self.marks, self.score, self.date, self.id, self.comment, self.kind)
        return tuple({name for group in (*groups, *self.segments.values()) for name in group})


_ZENDESK = Preset(
    name="zendesk",
    title="Zendesk",
    marks=(("Satisfaction Score", "Solved at"), ("Ticket ID", "Ticket satisfaction rating")),
    score=("Satisfaction Score", "Ticket satisfaction rating"),
    date=(
        *("Ticket satisfaction rating - Date", "Solved at", "Updated at"),
        *("Ticket solved - Timestamp", "Ticket updated - Timestamp"),
        *("Ticket solved - Date", "Ticket updated - Date"),
    ),
    id=("Id", "Ticket ID"),
    comment=("Ticket satisfaction comment", "Satisfaction Comment"),
    segments={
        "team": ("Group", "Ticket group"),
        "agent": ("Assignee", "Assignee name"),
        "account": ("Organization", "Ticket organization name"),
        "channel": ("Via", "Ticket channel"),
        "priority": ("Priority", "Ticket priority"),
    },
    filed={"source": "zendesk", "trigger": "system"},
    metrics={Metric.CSAT: None},
    words={
        "good": 1,
        "good with comment": 1,
        "good without comment": 1,
        "bad": -1,
        "bad with comment": -1,
        "bad without comment": -1,
    },
    unanswered=frozenset({"", "-", "offered", "not offered", "unoffered"}),
)

_DELIGHTED = Preset(
    name="delighted",
    title="Delighted",
    marks=(
        ("Score", "Comment", "Survey type"),
        ("Score", "Comment", "Permalink"),
        ("survey_type", "score", "comment"),
    ),
    score=("Score",),
    date=("Created at", "created_at", "Response date", "Responded at", "Date"),
    id=("Response ID", "Survey response ID", "ID"),
    comment=("Comment",),
    filed={"source": "delighted", "trigger": "campaign"},
    metrics={Metric.NPS: (0, 10), Metric.CSAT: (1, 5), Metric.CES: (1, 5)},
    kind=("Survey type", "survey_type"),
)

_INTERCOM = Preset(
    name="intercom",
    title="Intercom",
    marks=(("Conversation ID", "Conversation rating"),),
    score=("Conversation rating",),
    date=("Conversation rated at", "Updated at", "Conversation started at", "Created at"),
    id=("Conversation ID",),
    comment=("Conversation rating remark",),
    segments={
        "team": ("Team currently assigned",),
        "agent": ("Last teammate rated", "Teammate currently assigned"),
        "account": ("Company name",),
        "channel": ("Channel", "Conversation source"),
    },
    filed={"source": "intercom", "trigger": "system"},
    metrics={Metric.CSAT: (1, 5)},
)

_FRESHDESK = Preset(
    name="freshdesk",
    title="Freshdesk",
    marks=(("Ticket ID", "Survey results"),),
    score=("Survey results",),
    date=("Resolved time", "Closed time", "Last update time", "Last updated time"),
    id=("Ticket ID",),
    segments={
        "team": ("Group",),
        "agent": ("Agent",),
        "account": ("Company name", "Company"),
        "channel": ("Source",),
        "priority": ("Priority",),
    },
    filed={"source": "freshdesk", "trigger": "system"},
    metrics={Metric.CSAT: None},
    words={
        "extremely happy": 1,
        "very happy": 2 / 3,
        "happy": 1 / 3,
        "neutral": 0,
        "unhappy": -1 / 3,
        "very unhappy": -2 / 3,
        "extremely unhappy": -1,
        "awesome": 1,
        "just okay": 0,
        "not good": -1,
    },
    unanswered=frozenset({"", "-", "no survey", "not available"}),
)

_SURVEYMONKEY = Preset(
    name="surveymonkey",
    title="SurveyMonkey",
    marks=(("Respondent ID", "Collector ID"), ("RespondentID", "CollectorID")),
    date=("End Date", "EndDate", "Date Modified", "Start Date", "StartDate"),
    id=("Respondent ID", "RespondentID"),
    filed={"source": "surveymonkey", "trigger": "campaign"},
    metrics={Metric.NPS: (0, 10), Metric.CSAT: None, Metric.CES: None},
    words={
        "very satisfied": 1,
        "satisfied": 0.5,
        "somewhat satisfied": 0.5,
        "neither satisfied nor dissatisfied": 0,
        "somewhat dissatisfied": -0.5,
        "dissatisfied": -0.5,
        "very dissatisfied": -1,
        "strongly agree": 1,
        "agree": 2 / 3,
        "somewhat agree": 1 / 3,
        "neither agree nor disagree": 0,
        "somewhat disagree": -1 / 3,
        "disagree": -2 / 3,
        "strongly disagree": -1,
        "very easy": 1,
        "easy": 2 / 3,
        "somewhat easy": 1 / 3,
        "neither easy nor difficult": 0,
        "somewhat difficult": -1 / 3,
        "difficult": -2 / 3,
        "very difficult": -1,
    },
)

PRESETS: Mapping[str, Preset] = {
    one.name: one for one in (_ZENDESK, _DELIGHTED, _INTERCOM, _FRESHDESK, _SURVEYMONKEY)
}
