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

from kpi import cases, eligibility
from kpi.agenda import Agenda, Step, Turn
from kpi.cases import Case, Fate, Question, Rules, Seen, Verdict
from kpi.eligibility import Reason
from kpi.policy import EVERYBODY, Policy
from kpi.recollection import Recollection
from kpi.subjects import Subject, lot


def replay(
    cases: Sequence[Case],
    rules: Sequence[Rules],
    *,
    history: Iterable[Question],
    zone: str,
    until: datetime,
) -> dict[UUID, Verdict]:
    """Tell what would have become of each case, by its id.

    Args:
        cases: all resolutions of a stretch of time, in any order.
        rules: the surveys, in the order in which they may ask.
        history: questions sent besides, before the cases or during them.
        zone: the workspace's, whose days daily caps count.
        until: the moment up to which it is replayed; what comes later waits.
    """
    return _Replay(rules, zone, until).run(cases, history)


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

    def run(self, cases: Sequence[Case], history: Iterable[Question]) -> dict[UUID, Verdict]:
        for question in history:
            self._agenda.expect(question.sent_at, Turn.SENT, question=question)
        for case in cases:
            if case.decided is None:
                self._keep(case)
                self._remember(case)
            else:
                self._agenda.expect(case.decided.at, Turn.DECIDE, case)
        for step in self._agenda:
            self._do(step)
        return self._verdicts

    def _do(self, step: Step) -> None:
        if step.question is not None and not step.question.is_sure:
            self._memory.began(step.question, step.question.interaction)
        elif step.question is not None:
            self._memory.sent(step.question, step.case.id if step.case else None)
        elif step.case is not None and step.rules is not None:
            self._recheck(step.case, step.rules, step.moment)
        elif step.case is not None:
            self._decide(step.case)

    def _decide(self, case: Case) -> None:
        """Choose a survey when a case is resolved, as `kpi.store.choosing` does."""
        assert case.decided is not None  # noqa: S101 - others are never decided about
        choices = [self._choice(case, case.decided, one) for one in self._candidates(case)]
        chosen = next((one for one in choices if one.reason is None), choices[0])
        if chosen.reason is not None:
            self._not_asked(case, chosen.rules, chosen.reason)
        elif case.person is None:
            self._wait_for_a_name(case, chosen.rules)
        else:
            self._plan(case, chosen)

    def _candidates(self, case: Case) -> Sequence[Rules]:
        assert case.decided is not None  # noqa: S101 - see `_decide`
        at, facts = case.decided.at, case.decided.facts
        if facts.is_named:
            return [one for one in self._rules if one.survey == case.outcome.survey]
        there = [one for one in self._rules if one.since <= at] or self._rules
        return [one for one in there if one.at(at).enabled] or there[:1]

    def _choice(self, case: Case, seen: Seen, rules: Rules) -> _Choice:
        policy, contact = rules.at(seen.at), seen.facts.contact
        subject = self._subject(case, rules, seen.facts.subject, policy)
        due_at = eligibility.due(policy, subject, contact, seen.at)
        history = self._memory.of(case.person)
        reason = eligibility.decide(
            policy, rules.metric, subject, contact=contact, history=history, now=due_at
        )
        return _Choice(rules, reason, due_at)

    def _plan(self, case: Case, chosen: _Choice) -> None:
        """Find out when a case that may be asked is looked at again."""
        rules = chosen.rules
        as_was = chosen.due_at == case.due_at and rules.survey == case.outcome.survey
        if as_was and case.rechecked is None and case.outcome.fate is Fate.WAITING:
            self._keep(case)
            return
        moment = case.rechecked.at if as_was and case.rechecked else chosen.due_at
        if moment <= self._until:
            self._agenda.expect(moment, Turn.RECHECK, case, rules=rules)
        elif case.reopened_at is not None:
            self._not_asked(case, rules, Reason.REOPENED)
        else:
            self._end(case, Verdict(fate=Fate.WAITING, survey=rules.survey, reason="planned"))

    def _recheck(self, case: Case, rules: Rules, moment: datetime) -> None:
        policy, facts = rules.at(moment), cases.facts_at(case, moment)
        subject = self._subject(case, rules, facts.subject, policy)
        if policy.daily_cap:
            subject = replace(subject, sent_today=self._memory.today(rules.survey, moment))
        reason = eligibility.decide(
            policy,
            rules.metric,
            subject,
            contact=facts.contact,
            history=self._memory.perhaps_of(case.person),
            now=moment,
        )
        if reason is None:
            self._send(case, rules, moment)
        else:
            self._not_asked(case, rules, reason)

    def _send(self, case: Case, rules: Rules, moment: datetime) -> None:
        """Let a question go out, as far as it really went when it was looked at that moment."""
        was = case.outcome
        as_was = case.rechecked is not None and moment == case.rechecked.at
        if was.fate is Fate.HELD:
            self._memory.held(_question(case, rules, case.posted_from), case.id, moment)
        if was.fate in {Fate.HELD, Fate.UNDELIVERABLE} or (as_was and was.fate is Fate.WAITING):
            self._keep(case)
            return
        at = was.asked_at if as_was and was.asked_at else moment
        self._memory.began(_question(case, rules, case.posted_from), case.id)
        self._agenda.expect(at, Turn.SENT, case, question=_question(case, rules, at))
        self._end(case, Verdict(fate=Fate.ASKED, survey=rules.survey, asked_at=at))

    def _subject(self, case: Case, rules: Rules, subject: Subject, policy: Policy) -> Subject:
        """Add what depends on the survey and on what was asked before, where it is looked at."""
        if policy.sample < EVERYBODY:
            subject = replace(subject, lot=lot(case.interaction, rules.survey))
        if policy.once_per_person:
            knows = self._memory.knows(case.person, case.interaction)
            subject = replace(subject, asked_before=knows)
        return subject

    def _wait_for_a_name(self, case: Case, rules: Rules) -> None:
        """Keep what became of looking somebody up; where nobody was, it would have been begun."""
        if case.outcome.fate is not Fate.NOT_ASKED:
            self._keep(case)
        elif case.reopened_at is not None:
            self._not_asked(case, rules, Reason.REOPENED)
        else:
            self._end(case, Verdict(fate=Fate.WAITING, survey=rules.survey, reason="looking_up"))

    def _not_asked(self, case: Case, rules: Rules, reason: Reason) -> None:
        self._end(case, Verdict(fate=Fate.NOT_ASKED, survey=rules.survey, reason=reason))

    def _keep(self, case: Case) -> None:
        self._end(case, case.outcome)

    def _remember(self, case: Case) -> None:
        was = case.outcome
        if case.person is not None and was.asked_at is not None:
            question = Question(case.person, case.interaction, was.survey, was.asked_at)
            self._agenda.expect(was.asked_at, Turn.SENT, question=question)

    def _end(self, case: Case, verdict: Verdict) -> None:
        self._verdicts[case.id] = verdict


def _question(case: Case, rules: Rules, at: datetime) -> Question:
    assert case.person is not None  # noqa: S101 - nobody unknown is asked
    return Question(case.person, case.interaction, rules.survey, at)
