"""A Web API call's arguments, however they were sent, checked against the method's table row."""

import json

from bot.sandbox.methods import Method
from bot.sandbox.refusals import Refusal, pointed
from bot.sandbox.wire import Json

_STRUCTURED = frozenset({"blocks", "files", "metadata", "outputs", "view"})
_SWITCHES = frozenset({"include_locale", "return_im", "unfurl_links", "unfurl_media"})
_TRUE = frozenset({"1", "true", "True"})
# Clients made for one workspace add it to every call; Slack heeds it for org-wide tokens only.
_EVERYWHERE = frozenset({"team_id"})


def decode(sent: Json) -> Json:
    """Read what forms and queries carry as text: JSON objects and switches; drop empty ones."""
    return {
        name: _decoded(name, value)
        for name, value in sent.items()
        if value is not None and name not in _EVERYWHERE
    }


def _decoded(name: str, value: object) -> object:
    if name in _STRUCTURED and isinstance(value, str):
        return _parsed(name, value)
    if name in _SWITCHES:
        return value is True or str(value) in _TRUE
    return value


def _parsed(name: str, text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
        raise Refusal(error) from None


def check(method: Method, args: Json) -> None:
    """Refuse arguments the method does not know (Slack ignores them) and ones it misses."""
    unknown = sorted(args.keys() - method.arguments)
    missing = sorted(method.required - args.keys())
    complaints = [f"unknown argument [json-pointer:/{name}]" for name in unknown]
    complaints += [f"missing required field: {name}" for name in missing]
    if complaints:
        raise pointed("invalid_arguments", complaints)
