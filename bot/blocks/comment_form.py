"""The form for a comment: one open question that fits the score."""

from collections.abc import Sequence
from typing import Any

from bot.blocks import asking, kit, modal, tick_list
from bot.blocks.message import Block, View
from bot.blocks.tick_list import Box
from bot.wording import Voice
from kpi.metrics import Band
from kpi.store.invitations import Question

LONGEST = 3000
MAY_CONTACT = "may_contact"
REASONS = "reasons"


def form(question: Question) -> View:
    """Ask for the reason behind an answer; after a low one also whether we may get in touch.

    Not so where the survey is anonymous: nobody would learn whom to get in touch with.
    """
    say = asking.voice_of(question)
    band = asking.band(question)
    boxes = tick_list.boxes(question, say)
    label = asking.follow_up(question, say)
    blocks = [_reasons(label, boxes)] if boxes else []
    blocks.append(_comment(question, say("In your own words") if boxes else label, bare=not boxes))
    if band is Band.LOW and not question.is_anonymous:
        blocks.append(_may_contact(question, say))
    return modal.form(
        say,
        "comment_form",
        blocks,
        title=say("Your comment"),
        submit=say("Send"),
        ids={"invitation": asking.invitation_id(question)},
    )


def _reasons(label: str, boxes: Sequence[Box]) -> Block:
    options = {box.key: kit.option(box.text, box.key) for box in boxes}
    element: dict[str, Any] = {
        "type": "checkboxes",
        "action_id": REASONS,
        "options": [*options.values()],
    }
    if chosen := [options[box.key] for box in boxes if box.is_ticked]:
        element["initial_options"] = chosen
    return kit.field(label, element, optional=True)


def _comment(question: Question, label: str, *, bare: bool) -> Block:
    """Give the field for words, which may stay empty where there is something to tick."""
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": "comment",
        "multiline": True,
        "max_length": LONGEST,
    }
    if question.response and question.response.comment:
        element["initial_value"] = question.response.comment[:LONGEST]
    return kit.field(label, element, optional=not bare)


def _may_contact(question: Question, say: Voice) -> Block:
    choice = kit.option(say("You may contact me about this"), "yes")
    element: dict[str, Any] = {
        "type": "checkboxes",
        "action_id": MAY_CONTACT,
        "options": [choice],
    }
    if question.response and question.response.may_contact:
        element["initial_options"] = [choice]
    return kit.field(say("Getting in touch"), element, optional=True)
