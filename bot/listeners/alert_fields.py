"""The form of an alert, read: as it stands, and as a rule."""

from uuid import UUID

from bot import wording
from bot.blocks import alert_form
from bot.blocks.alert_form import Draft
from bot.listeners import payloads
from bot.listeners.payloads import Body
from kpi.store.alert_rules import Wish
from kpi.thresholds import Rule


def drafted(view: Body) -> Draft:
    """Give what stands in the form now; a score of another survey's scale is left out."""
    survey, steps = _text(view, alert_form.SURVEY), payloads.field(view, "steps")
    is_same = steps.block_id == f"steps:{survey}"
    rule = _rule(view)
    return Draft(
        survey=survey,
        steps=rule.steps if is_same else alert_form.USUAL_STEPS,
        theme=rule.theme,
        account=rule.account,
        words=rule.words,
        channel_id=_text(view, "channel"),
        owner_id=_text(view, "owner"),
        language=wording.language_of(_text(view, "language")),
        rule_id=rule_id(view),
    )


def wish(view: Body) -> Wish:
    """Give the rule that the form asks for."""
    draft = drafted(view)
    return Wish(
        rule=_rule(view),
        channel_id=draft.channel_id,
        owner_id=draft.owner_id,
        language=draft.language,
    )


def rule_id(view: Body) -> UUID | None:
    """Give which rule the form changes; None for a new one."""
    return payloads.invitation_id(payloads.ids(view).get("rule"))


def _rule(view: Body) -> Rule:
    steps, theme = _text(view, "steps"), _text(view, "theme")
    return Rule(
        steps=int(steps) if steps.isdecimal() else None,
        theme="" if theme == alert_form.ANY else theme,
        account=_text(view, "account"),
        words=tuple(one.strip() for one in _text(view, "words").split(",") if one.strip()),
    )


def _text(view: Body, action_id: str) -> str:
    return payloads.field(view, action_id).text
