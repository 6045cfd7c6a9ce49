"""A question as customers will see it, for who is preparing it: its taps count nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot.blocks import asking, confirming, inert, kit, naming, prompt, scale
from bot.blocks.message import Block, Message, View
from bot.wording import Voice, voice
from kpi.store.invitations import Question
from kpi.store.tables import (
    Contact,
    Delivery,
    Interaction,
    Invitation,
    Response,
    Survey,
    Workspace,
)

PREFIX = "preview:"
"""Before the action ids of a question's own buttons."""

_NOBODY = UUID(int=0)
_TICKET = "T-1042"
_NOTICE = "preview_notice"


def example(survey: Survey, workspace: Workspace, *, language: str, now: datetime) -> Question:
    """Make a question about a ticket that never was, to somebody who is asked for the first time.

    Args:
        survey: with the words to show, stored or not.
        workspace: who asks.
        language: en or nl.
        now: the ticket was solved a day before.
    """
    say = voice(language)
    about: dict[str, Any] = {"workspace_id": workspace.id, "id": _NOBODY, "created_at": now}
    team, solved = say("Service desk"), now - timedelta(days=1)
    return Question(
        workspace=workspace,
        survey=survey,
        interaction=Interaction(
            source="",
            external_id=_TICKET,
            subject=say("VPN keeps dropping"),
            resolved_at=solved,
            **about,
        ),
        invitation=Invitation(
            interaction_id=_NOBODY,
            solve_cycle=1,
            survey_id=survey.id,
            version=survey.version,
            state="planned",
            team=team,
            resolved_at=solved,
            due_at=now,
            **about,
        ),
        contact=Contact(team_id="", user_id="", language=language, is_home=True, **about),
        delivery=Delivery(kind="prompt", cause_id=_NOBODY, channel_id="D", due_at=now, **about),
        response=None,
    )


def message(question: Question, *, now: datetime) -> Message:
    """Draw the question as a message to try, in the language of whom it would ask."""
    say = asking.voice_of(question)
    notice = _notice(say, question.survey)
    asked = prompt.question(question, now=now)
    return Message(
        f"{notice} {asked.text}", [kit.context(notice), *_defused(asked.blocks, question)]
    )


def view(say: Voice, questions: Sequence[Question], *, now: datetime) -> View:
    """Draw the question in each of its languages, as a form that is only looked at."""
    blocks: list[Block] = [kit.context(_notice(say, questions[0].survey))]
    for question in questions:
        language = asking.voice_of(question).language
        asked = prompt.question(question, now=now).blocks
        blocks += [{"type": "divider"}, kit.context(f"*{naming.LANGUAGES[language]}*")]
        blocks += _defused(asked, question)
    return _view(say, blocks)


def noticed(say: Voice, shown: View, notice: str, *, below: str) -> View:
    """Draw a form of `view` again with something said below one of its blocks, and only there."""
    blocks: list[Block] = []
    for block in shown["blocks"]:
        if block.get("block_id") != _NOTICE:
            blocks.append(block)
        if block.get("block_id") == below:
            blocks.append(kit.context(notice) | {"block_id": _NOTICE})
    return _view(say, blocks)


def told(question: Question, say: Voice, *, score: int | None, now: datetime) -> str:
    """Say what a tap would have done.

    Args:
        question: one of `example`.
        say: the voice of who tapped.
        score: what was tapped; None for another button.
        now: the moment of the tap.
    """
    if score is None or score not in question.definition.scale:
        return say("This is a preview: nothing changed.")
    answered = replace(question, response=_response(question, score, now))
    said = say(
        "This is a preview: nothing was counted. After {answer} a customer is asked: {follow_up}",
        answer=scale.told(say, question.definition, score),
        follow_up=inert.escaped(
            asking.follow_up(answered, asking.voice_of(question)), naming.LONGEST
        ),
    )
    return f"{said} {confirming.text(answered, asking.voice_of(question), now)}".rstrip()


def _notice(say: Voice, survey: Survey) -> str:
    name = inert.escaped(naming.survey(survey), naming.LONGEST)
    return say("Preview of {survey}: a tap counts nothing.", survey=f"*{name}*")


def _view(say: Voice, blocks: Sequence[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": "survey_preview",
        "title": kit.plain(say("Preview"), kit.TITLE),
        "close": kit.plain(say("Close"), kit.TITLE),
        "blocks": list(blocks),
    }


def _defused(blocks: Sequence[Block], question: Question) -> Iterator[Block]:
    """Give the buttons names and values under which nothing is counted."""
    value = f"{question.survey.name} {asking.voice_of(question).language}"
    for block in blocks:
        if block["type"] != "actions":
            yield block
            continue
        buttons = [
            one | {"action_id": f"{PREFIX}{one['action_id']}", "value": value}
            for one in block["elements"]
        ]
        yield block | {"elements": buttons}


def _response(question: Question, score: int, now: datetime) -> Response:
    return Response(
        workspace_id=question.workspace.id,
        id=_NOBODY,
        survey_id=question.survey.id,
        version=question.survey.version,
        score=score,
        day=now.date(),
        answered_at=now,
        changed_at=now,
    )
