"""The frame of a form: its name, the ids it carries, its two buttons."""

import json
from collections.abc import Mapping, Sequence

from bot.blocks import kit
from bot.blocks.message import Block, View
from bot.wording import Voice


def form(
    say: Voice,
    callback_id: str,
    blocks: Sequence[Block],
    *,
    title: str,
    submit: str,
    ids: Mapping[str, str],
) -> View:
    """Frame a form.

    Args:
        say: the voice for the button that closes it.
        callback_id: by which its sending is recognised.
        blocks: what is asked.
        title: at most 24 characters, as is `submit`.
        submit: what the button says that sends it.
        ids: what comes back with it; ids only, since it travels through Slack.
    """
    return {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": json.dumps(dict(ids)),
        "title": kit.plain(title, kit.TITLE),
        "submit": kit.plain(submit, kit.TITLE),
        "close": kit.plain(say("Cancel"), kit.TITLE),
        "blocks": list(blocks),
    }
