"""The letter of a digest: the message and what belongs below it, plain and as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime, parseaddr

from bot.blocks import Message, inert
from bot.mail import rendered
from bot.mail.paper import drawn
from bot.wording import Voice, voice

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
    stop_url: str = ""
    """Where the recipient can take themselves off; empty for a preview."""
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

    Its headers let a mail program take the reader off with one click (RFC 8058), and so does a
    link below it.

    Args:
        envelope: from whom and to whom.
        told: the message, and what belongs below it.
        pngs: the charts of the first, in their order; none where they cannot be drawn.
        language: of the digest.
        now: the aware moment.
    """
    mail = _headed(envelope, subject=_first_line(told[0]), now=now)
    cids = {at: f"chart{at}@kompas" for at in range(len(pngs))}
    say = voice(language)
    why, stop = _why(envelope, say), say("Stop sending me these")
    texts = [*map(rendered.plain, told), why]
    if envelope.stop_url:
        texts.append(f"{stop}:\n{envelope.stop_url}")
    mail.set_content("\n\n".join(texts) + "\n", cte="quoted-printable")
    parts = [*rendered.pieces(told[0], cids), *_below(told[1:])]
    page = drawn(
        "digest.html",
        language=language,
        title=mail["Subject"],
        pieces=parts,
        why=why,
        stop=stop,
        stop_url=envelope.stop_url,
    )
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
    if envelope.stop_url:
        mail["List-Unsubscribe"] = f"<{envelope.stop_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return mail


def _first_line(message: Message) -> str:
    return rendered.plain(message).partition("\n")[0]


def _below(told: Sequence[Message]) -> list[rendered.Piece]:
    rule = rendered.Piece(kind="rule")
    return [piece for one in told for piece in (rule, *rendered.pieces(one, {}))]


def _why(envelope: Envelope, say: Voice) -> str:
    """Say from whom the numbers come, and who reads an answer."""
    name, address = inert.line(envelope.workspace, _NAME), envelope.recipient
    if envelope.owner:
        return say(
            "A lead of {workspace} has these numbers sent to {address}. If you answer this mail,"
            " it goes to whoever ordered them.",
            workspace=name,
            address=address,
        )
    return say(
        "A lead of {workspace} has these numbers sent to {address}.",
        workspace=name,
        address=address,
    )


def _attach(mail: EmailMessage, png: bytes, cid: str) -> None:
    """Put a picture beside the page that shows it."""
    page = mail.get_body(("html",))
    if isinstance(page, MIMEPart):
        page.add_related(png, "image", "png", cid=f"<{cid}>", disposition="inline")
