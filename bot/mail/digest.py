"""The letter of a digest: the message and what belongs below it, plain and as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime, parseaddr
from urllib.parse import quote

from bot.blocks import Message, inert
from bot.mail import rendered
from bot.mail.paper import drawn
from bot.wording import voice

SUBJECT = 200
_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Whom a letter comes from and where it goes."""

    sender: str
    """An address, perhaps with a name."""
    recipient: str
    workspace: str
    """Its name, in which those write who have no name of their own."""
    owner: str
    """The address of who ordered the digest; empty where it is not known."""
    message_id: str


def letter(
    envelope: Envelope,
    told: Sequence[Message],
    pngs: Sequence[bytes],
    *,
    language: str,
    now: datetime,
) -> EmailMessage:
    """Write the letter of a digest.

    Nobody but people of the workspace can end a digest, so the letter says whom to ask; a mail
    program is told the same where that is an address.

    Args:
        envelope: from whom and to whom.
        told: the message, and what belongs below it.
        pngs: the charts of the first, in their order; none where they cannot be drawn.
        language: of the digest.
        now: the aware moment.
    """
    mail = _headed(envelope, subject=_first_line(told[0]), now=now)
    cids = {at: f"chart{at}@kompas" for at in range(len(pngs))}
    stop = _how_to_stop(envelope, language)
    texts = [*map(rendered.plain, told), stop]
    mail.set_content("\n\n".join(texts) + "\n", cte="quoted-printable")
    parts = [*rendered.pieces(told[0], cids), *_below(told[1:])]
    page = drawn("digest.html", language=language, title=mail["Subject"], pieces=parts, stop=stop)
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    for at, png in enumerate(pngs):
        _attach(mail, png, cids[at])
    mail["Content-Language"] = language
    return mail


def _headed(envelope: Envelope, *, subject: str, now: datetime) -> EmailMessage:
    mail = EmailMessage()
    name, address = parseaddr(envelope.sender)
    own = name or inert.line(envelope.workspace, _NAME)
    mail["Subject"] = inert.line(subject, SUBJECT)
    mail["From"] = Address(display_name=own, addr_spec=address)
    mail["To"] = Address(addr_spec=envelope.recipient)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = envelope.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if envelope.owner:
        mail["Reply-To"] = Address(addr_spec=envelope.owner)
        asked = quote(f"Stop: {mail['Subject']}")
        mail["List-Unsubscribe"] = f"<mailto:{envelope.owner}?subject={asked}>"
    return mail


def _first_line(message: Message) -> str:
    return rendered.plain(message).partition("\n")[0]


def _below(told: Sequence[Message]) -> list[rendered.Piece]:
    rule = rendered.Piece(kind="rule")
    return [piece for one in told for piece in (rule, *rendered.pieces(one, {}))]


def _how_to_stop(envelope: Envelope, language: str) -> str:
    say = voice(language)
    name = inert.line(envelope.workspace, _NAME)
    if envelope.owner:
        return say(
            "A lead of {workspace} has these numbers sent to {address}. To stop them, answer this"
            " mail: it goes to whoever ordered them.",
            workspace=name,
            address=envelope.recipient,
        )
    return say(
        "A lead of {workspace} has these numbers sent to {address}. To stop them, ask there: leads"
        " take an address off with /survey digests.",
        workspace=name,
        address=envelope.recipient,
    )


def _attach(mail: EmailMessage, png: bytes, cid: str) -> None:
    """Put a picture beside the page that shows it."""
    page = mail.get_body(("html",))
    if isinstance(page, MIMEPart):
        page.add_related(png, "image", "png", cid=f"<{cid}>", disposition="inline")
