"""What a replay remembers of the questions that it sent: the history that its rules look at."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from kpi.metrics import Metric
from kpi.periods import local_day
from kpi.resolutions import Question
from kpi.subjects import Asked


class Recollection:
    """Questions sent and under way, by person, interaction and day."""

    def __init__(self, metrics: Mapping[UUID, Metric], zone: str) -> None:
        self._metrics = metrics
        self._zone = zone
        self._asked: defaultdict[UUID, list[Asked]] = defaultdict(list)
        self._under_way: defaultdict[UUID, dict[UUID, Asked]] = defaultdict(dict)
        self._about: set[tuple[UUID, UUID]] = set()
        self._by_day: Counter[tuple[UUID, date]] = Counter()

    def began(self, question: Question, case_id: UUID) -> None:
        """Note that a question may be reaching somebody; `sent_at` is when it was due."""
        asked = Asked(self._metrics[question.survey], question.sent_at)
        self._under_way[question.person][case_id] = asked

    def held(self, question: Question, case_id: UUID, at: datetime) -> None:
        """Note that a question may have reached somebody when it was posted, at this moment."""
        self.began(question, case_id)
        self._by_day[question.survey, local_day(at, self._zone)] += 1

    def sent(self, question: Question, case_id: UUID | None = None) -> None:
        """Note that a question went out."""
        if case_id is not None:
            self._under_way[question.person].pop(case_id, None)
        asked = Asked(self._metrics[question.survey], question.sent_at)
        self._asked[question.person].append(asked)
        self._about.add((question.person, question.interaction))
        self._by_day[question.survey, local_day(question.sent_at, self._zone)] += 1

    def of(self, person: UUID | None) -> list[Asked]:
        """Give the questions that somebody was sent."""
        return self._asked.get(person, []) if person else []

    def perhaps_of(self, person: UUID | None) -> list[Asked]:
        """Give those that somebody was sent, and those that may have reached them."""
        under_way = self._under_way.get(person, {}) if person else {}
        return [*self.of(person), *under_way.values()]

    def knows(self, person: UUID | None, interaction: UUID) -> bool:
        """Whether somebody was asked about an interaction."""
        return (person, interaction) in self._about

    def today(self, survey: UUID, moment: datetime) -> int:
        """Count what a survey sent, or may have sent, on the local day of a moment."""
        return self._by_day[survey, local_day(moment, self._zone)]
