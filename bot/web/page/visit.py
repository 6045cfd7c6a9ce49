"""What a browser asks for: which choice, which language, what a form says; nothing is believed."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from yarl import query_to_pairs

from bot.blocks.comment_form import LONGEST
from bot.web import answers, reading
from bot.wording import language_of
from bot.wording.catalogs import LANGUAGES
from kpi.store import hooks

MOST_FIELDS = 20
SOLVED = {"solved:yes": True, "solved:no": False}
"""What the buttons say of it having been solved the first time."""
DEEDS = frozenset({"rate", "undo", "comment", "stop", "start", *SOLVED})
_NONCE = re.compile(r"[A-Za-z0-9_-]{16}")
_SCORE = re.compile(r"[0-9]{1,2}")
_ACCEPTED = re.compile(r"\b([a-z]{2})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at the page."""

    token: str
    language: str
    """The one that was chosen on the page; empty for the reader's own."""
    accepted: str
    """The one the browser asks for, where nobody's own is known."""
    score: int | None
    """The choice that the link in the mail carries."""
    is_changing: bool

    @property
    def query(self) -> str:
        """What the address of the page says of it, without a choice."""
        return f"?lang={self.language}" if self.language else "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was filled in and sent."""

    deed: str
    score: int | None
    comment: str
    may_contact: bool
    reasons: tuple[str, ...]
    """Keys of what was ticked."""
    nonce: str
    """Made anew for each drawing of the form: a form that is sent twice has it twice."""


def visit_of(request: web.Request) -> Visit:
    """Read what a request asks to see."""
    asked = request.query
    wanted = asked.get("lang", "")
    return Visit(
        token=request.match_info["token"],
        language=wanted if wanted in LANGUAGES else "",
        accepted=_accepted(request.headers.get("Accept-Language", "")),
        score=_score(asked.get("score", "")),
        is_changing=asked.get("view") == "change",
    )


async def form_of(request: web.Request) -> Form:
    """Read a form. Raises HTTPException when it is none, or too large, too slow, broken off."""
    body = await reading.body_of(request)
    try:
        pairs = query_to_pairs(body.decode("ascii"), max_fields=MOST_FIELDS)
    except ValueError:
        raise answers.refusal(web.HTTPBadRequest, "The body is not a form.") from None
    return _form(dict(pairs), tuple(value for name, value in pairs if name == "reasons"))


def one_click() -> Form:
    """Give the form that a mail program fills in by itself (RFC 8058)."""
    return _form({"do": "stop"})


def new_nonce() -> str:
    """Give a name for one drawing of a form."""
    return secrets.token_urlsafe(12)


def _form(fields: Mapping[str, str], reasons: tuple[str, ...] = ()) -> Form:
    nonce, deed = fields.get("nonce", ""), fields.get("do", "")
    if deed not in DEEDS:
        raise answers.refusal(web.HTTPBadRequest, "The form does not say what to do.")
    comment: str = hooks.storable(fields.get("comment", "").replace("\r\n", "\n"))
    return Form(
        deed=deed,
        score=_score(fields.get("score", "")),
        comment=comment.strip()[:LONGEST],
        may_contact=fields.get("may_contact") == "yes",
        reasons=reasons,
        nonce=nonce if _NONCE.fullmatch(nonce) else new_nonce(),
    )


def _score(text: str) -> int | None:
    return int(text) if _SCORE.fullmatch(text) else None


def _accepted(header: str) -> str:
    found = [one for one in _ACCEPTED.findall(header.lower()) if one in LANGUAGES]
    return language_of(found[0] if found else "")
