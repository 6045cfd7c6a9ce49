"""The form for a comment: one open question that fits the score."""

from typing import Any

from bot.blocks import asking, kit, modal
from bot.blocks.message import Block, View
from bot.wording import Voice
from kpi.metrics import Band
from kpi.store.invitations import Question

LONGEST = 3000
MAY_CONTACT = "may_contact"


def form(question: Question) -> View:
    """Ask for the reason behind an answer; after a low one also whether we may get in touch.

    Not so where the survey is anonymous: nobody would learn whom to get in touch with.
    """
    say = asking.voice_of(question)
    band = asking.band(question)
    blocks = [_comment(question, question.definition.follow_up[band][say.language])]
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


def _comment(question: Question, label: str) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": "comment",
        "multiline": True,
        "max_length": LONGEST,
    }
    if question.response and question.response.comment:
        element["initial_value"] = question.response.comment[:LONGEST]
    return kit.field(label, element)


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
