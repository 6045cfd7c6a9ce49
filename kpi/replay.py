"""Replay: what the rules of asking would have made of resolutions that were decided about before.

Walks through the moments in their order, so that cool-downs and caps depend on what the replay
itself sent. With the policies that were in force it reproduces what happened. A message that
could not be delivered, or may have been, keeps that outcome when it would have been sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from kpi import eligibility, resolutions
from kpi.agenda import Agenda, Step, Turn
from kpi.eligibility import Reason
from kpi.policy import EVERYBODY, Policy
from kpi.recollection import Recollection
from kpi.resolutions import Fate, Question, Resolution, Rules, Seen, Verdict
from kpi.subjects import Subject, lot


def replay(
    resolutions: Sequence[Resolution],
    rules: Sequence[Rules],
    *,
    history: Iterable[Question],
    zone: str,
    until: datetime,
) -> dict[UUID, Verdict]:
    """Tell what would have become of each resolution, by its id.

    Args:
        resolutions: all resolutions of a stretch of time, in any order.
        rules: the surveys, in the order in which they may ask.
        history: questions sent besides, before the resolutions or during them.
        zone: the workspace's, whose days daily caps count.
        until: the moment up to which it is replayed; what comes later waits.
    """
    return _Replay(rules, zone, until).run(resolutions, history)


class _Choice(NamedTuple):
    rules: Rules
    reason: Reason | None
    due_at: datetime


class _Replay:
    def __init__(self, rules: Sequence[Rules], zone: str, until: datetime) -> None:
        self._rules = rules
        self._until = until
        self._memory = Recollection({one.survey: one.metric for one in rules}, zone)
        self._agenda = Agenda()
        self._verdicts: dict[UUID, Verdict] = {}

    def run(
        self, resolutions: Sequence[Resolution], history: Iterable[Question]
    ) -> dict[UUID, Verdict]:
        for question in history:
            self._agenda.expect(question.sent_at, Turn.SENT, question=question)
        for resolution in resolutions:
            if resolution.decided is None:
                self._keep(resolution)
                self._remember(resolution)
            else:
                self._agenda.expect(resolution.decided.at, Turn.DECIDE, resolution)
        for step in self._agenda:
            self._do(step)
        return self._verdicts

    def _do(self, step: Step) -> None:
        if step.question is not None and not step.question.is_sure:
            self._memory.began(step.question, step.question.interaction)
        elif step.question is not None:
            self._memory.sent(step.question, step.resolution.id if step.resolution else None)
        elif step.resolution is not None and step.rules is not None:
            self._recheck(step.resolution, step.rules, step.moment)
        elif step.resolution is not None:
            self._decide(step.resolution)

    def _decide(self, resolution: Resolution) -> None:
        """Choose a survey when a resolution is resolved, as `kpi.store.choosing` does."""
        assert resolution.decided is not None  # noqa: S101 - others are never decided about
        choices = [
            self._choice(resolution, resolution.decided, one)
            for one in self._candidates(resolution)
        ]
        chosen = next((one for one in choices if one.reason is None), choices[0])
        if chosen.reason is not None:
            self._not_asked(resolution, chosen.rules, chosen.reason)
        elif resolution.person is None:
            self._wait_for_a_name(resolution, chosen.rules)
        else:
            self._plan(resolution, chosen)

    def _candidates(self, resolution: Resolution) -> Sequence[Rules]:
        assert resolution.decided is not None  # noqa: S101 - see `_decide`
        at, facts = resolution.decided.at, resolution.decided.facts
        if facts.is_named:
            return [one for one in self._rules if one.survey == resolution.outcome.survey]
        there = [one for one in self._rules if one.since <= at] or self._rules
        return [one for one in there if one.at(at).enabled] or there[:1]

    def _choice(self, resolution: Resolution, seen: Seen, rules: Rules) -> _Choice:
        policy, contact = rules.at(seen.at), seen.facts.contact
        subject = self._subject(resolution, rules, seen.facts.subject, policy)
        due_at = eligibility.due(policy, subject, contact, seen.at)
        history = self._memory.of(resolution.person)
        reason = eligibility.decide(
            policy, rules.metric, subject, contact=contact, history=history, now=due_at
        )
        return _Choice(rules, reason, due_at)

    def _plan(self, resolution: Resolution, chosen: _Choice) -> None:
        """Find out when a resolution that may be asked is looked at again."""
        rules = chosen.rules
        as_was = chosen.due_at == resolution.due_at and rules.survey == resolution.outcome.survey
        if as_was and resolution.rechecked is None and resolution.outcome.fate is Fate.WAITING:
            self._keep(resolution)
            return
        moment = resolution.rechecked.at if as_was and resolution.rechecked else chosen.due_at
        if moment <= self._until:
            self._agenda.expect(moment, Turn.RECHECK, resolution, rules=rules)
        elif resolution.reopened_at is not None:
            self._not_asked(resolution, rules, Reason.REOPENED)
        else:
            self._end(resolution, Verdict(fate=Fate.WAITING, survey=rules.survey, reason="planned"))

    def _recheck(self, resolution: Resolution, rules: Rules, moment: datetime) -> None:
        policy, facts = rules.at(moment), resolutions.facts_at(resolution, moment)
        subject = self._subject(resolution, rules, facts.subject, policy)
        if policy.daily_cap:
            subject = replace(subject, sent_today=self._memory.today(rules.survey, moment))
        reason = eligibility.decide(
            policy,
            rules.metric,
            subject,
            contact=facts.contact,
            history=self._memory.perhaps_of(resolution.person),
            now=moment,
        )
        if reason is None:
            self._send(resolution, rules, moment)
        else:
            self._not_asked(resolution, rules, reason)

    def _send(self, resolution: Resolution, rules: Rules, moment: datetime) -> None:
        """Let a question go out, as far as it really went when it was looked at that moment."""
        was = resolution.outcome
        as_was = resolution.rechecked is not None and moment == resolution.rechecked.at
        if was.fate is Fate.HELD:
            self._memory.held(
                _question(resolution, rules, resolution.posted_from), resolution.id, moment
            )
        if was.fate in {Fate.HELD, Fate.UNDELIVERABLE} or (as_was and was.fate is Fate.WAITING):
            self._keep(resolution)
            return
        at = was.asked_at if as_was and was.asked_at else moment
        self._memory.began(_question(resolution, rules, resolution.posted_from), resolution.id)
        self._agenda.expect(at, Turn.SENT, resolution, question=_question(resolution, rules, at))
        self._end(resolution, Verdict(fate=Fate.ASKED, survey=rules.survey, asked_at=at))

    def _subject(
        self, resolution: Resolution, rules: Rules, subject: Subject, policy: Policy
    ) -> Subject:
        """Add what depends on the survey and on what was asked before, where it is looked at."""
        if policy.sample < EVERYBODY:
            subject = replace(subject, lot=lot(resolution.interaction, rules.survey))
        if policy.once_per_person:
            knows = self._memory.knows(resolution.person, resolution.interaction)
            subject = replace(subject, asked_before=knows)
        return subject

    def _wait_for_a_name(self, resolution: Resolution, rules: Rules) -> None:
        """Keep what became of looking somebody up; where nobody was, it would have been begun."""
        if resolution.outcome.fate is not Fate.NOT_ASKED:
            self._keep(resolution)
        elif resolution.reopened_at is not None:
            self._not_asked(resolution, rules, Reason.REOPENED)
        else:
            self._end(
                resolution, Verdict(fate=Fate.WAITING, survey=rules.survey, reason="looking_up")
            )

    def _not_asked(self, resolution: Resolution, rules: Rules, reason: Reason) -> None:
        self._end(resolution, Verdict(fate=Fate.NOT_ASKED, survey=rules.survey, reason=reason))

    def _keep(self, resolution: Resolution) -> None:
        self._end(resolution, resolution.outcome)

    def _remember(self, resolution: Resolution) -> None:
        was = resolution.outcome
        if resolution.person is not None and was.asked_at is not None:
            question = Question(resolution.person, resolution.interaction, was.survey, was.asked_at)
            self._agenda.expect(was.asked_at, Turn.SENT, question=question)

    def _end(self, resolution: Resolution, verdict: Verdict) -> None:
        self._verdicts[resolution.id] = verdict


def _question(resolution: Resolution, rules: Rules, at: datetime) -> Question:
    assert resolution.person is not None  # noqa: S101 - nobody unknown is asked
    return Question(resolution.person, resolution.interaction, rules.survey, at)
