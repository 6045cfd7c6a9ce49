"""A desk with a mail server, and what its customers find in their letterbox."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from pydantic import SecretStr

from tests import mail_server
from tests.journeys import desk as desks
from tests.journeys.desk import Desk, Way
from tests.mail_server import MailServer

ORIGIN = "https://kompas.example.com"
OUTSIDER = {"email": "anna@elsewhere.example", "name": "Anna"}


@dataclass(frozen=True, slots=True)
class Letterbox:
    """The desk, and the server that its letters go to."""

    desk: Desk
    server: MailServer

    async def asked(self, language: str = "en", **about: object) -> EmailMessage:
        """Resolve the ticket of somebody without Slack; give the letter that comes."""
        requester = {**OUTSIDER, "language": language}
        answer = await self.desk.tickets.resolved(requester=requester, **about)
        assert answer.status == 202, answer
        await self.desk.later()
        return self.server.taken[-1]

    def link(self, letter: EmailMessage, score: int) -> str:
        """Give the address behind a score, where the bot of this story answers."""
        html = letter.get_body(("html",))
        assert html is not None
        found = re.search(rf'href="{ORIGIN}(/a/[^"]+\?score={score})"', html.get_content())
        assert found is not None
        return f"{self.desk.bot.origin}{found[1]}"


@asynccontextmanager
async def prepared(database_url: str, way: Way = "http") -> AsyncIterator[Letterbox]:
    """Prepare a desk whose bot can send mail."""
    async with (
        mail_server.serving() as server,
        desks.prepared(
            database_url, way, smtp_url=SecretStr(server.url), public_url=ORIGIN
        ) as desk,
    ):
        yield Letterbox(desk, server)
