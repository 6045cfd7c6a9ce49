"""Which listener serves which button and form of the actions."""

import re

from bot.blocks import action_form, actions, occasions, thanks
from bot.listeners.action_forms import ActionForms
from bot.listeners.action_thanks import ActionThanks
from bot.listeners.actions import Actions
from bot.listeners.reception import Reception
from bot.listeners.routes import Routes
from bot.process import Process

_OPENS_A_FORM = re.compile(
    rf"^({occasions.BEGIN}(:[\w-]+)?|{actions.LIVE}|{actions.EDIT})$",
)


def register(routes: Routes, process: Process, reception: Reception) -> None:
    """Take them; those that open a form come before the others."""
    forms, told = ActionForms(process, reception), ActionThanks(process, reception)
    routes.action(_OPENS_A_FORM, forms.button)
    routes.view(action_form.FORM, forms.submit)
    routes.view(action_form.LIVE_FORM, forms.submit_live)
    routes.action(actions.THANK, told.button)
    routes.view(thanks.FORM, told.submit)
    routes.action(re.compile(r"^action:\w+$"), Actions(process, reception).button)
