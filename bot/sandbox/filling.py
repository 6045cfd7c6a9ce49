"""What a form takes in before it is sent: the choices as Slack's state, and what is amiss."""

from collections.abc import Iterator, Mapping

from bot.sandbox.elements import chosen, is_empty, placed, state_of
from bot.sandbox.modals import Modal
from bot.sandbox.wire import Json

Values = Mapping[str, Mapping[str, object]]

REQUIRED = "Please complete this required field."
TOO_SHORT = "Please use at least {} characters."
TOO_LONG = "Please use at most {} characters."


class Unfinished(ValueError):
    """Slack keeps the form open, with a sentence under each input that needs another look."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(f"Slack keeps the form open: {', '.join(errors)} is required")
        self.errors = dict(errors)


def states(modal: Modal, values: Values) -> Json:
    """Give the state of each element filled in; LookupError for one that is not there."""
    known = {(one.block_id, one.action_id): one.element for one in placed(modal.blocks)}
    filled: Json = {}
    for block_id, answers in values.items():
        for action_id, choice in answers.items():
            if (block_id, action_id) not in known:
                raise LookupError(f"the form has no {block_id}/{action_id}; it has {sorted(known)}")
            element = known[block_id, action_id]
            filled.setdefault(block_id, {})[action_id] = chosen(element, choice)
    return filled


def check(modal: Modal) -> None:
    """Refuse, as Slack does by itself, a form with gaps or with texts of the wrong length."""
    errors = dict(_complaints(modal))
    if errors:
        raise Unfinished(errors)


def _complaints(modal: Modal) -> Iterator[tuple[str, str]]:
    state = state_of(modal.blocks, modal.values)
    for block in modal.blocks:
        if block["type"] != "input":
            continue
        (answer,) = state[block["block_id"]].values()
        complaint = _complaint(block, answer)
        if complaint:
            yield block["block_id"], complaint


def _complaint(block: Json, answer: Json) -> str | None:
    if is_empty(answer):
        return None if block.get("optional") else REQUIRED
    return _misfit(block["element"], answer)


def _misfit(element: Json, answer: Json) -> str | None:
    if "value" not in answer:
        return None
    length = len(str(answer["value"]))
    if length < element.get("min_length", 0):
        return TOO_SHORT.format(element["min_length"])
    if length > element.get("max_length", length):
        return TOO_LONG.format(element["max_length"])
    return None
