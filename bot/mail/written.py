"""The letter that asks a question: plain and as HTML, in the reader's language, links as scale."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from bot.blocks import asking, inert, scale
from bot.mail.paper import drawn
from bot.wording import Voice
from kpi.store.invitations import Question
from kpi.store.tables import Delivery

SUBJECT = 200
NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What letters have in common: whom they come from and where their links lead."""

    sender: str
    """An address, perhaps with a name."""
    page: str
    """The address of the reader's own page."""


def letter(
    question: Question, delivery: Delivery, post: Post, now: datetime, *, note: str = ""
) -> EmailMessage:
    """Write the letter of a question.

    Its headers let a mail program stop the questions with one click (RFC 8058), and tell machines
    that nobody waits for an answer by mail.

    Args:
        question: what is asked.
        delivery: the one that the letter will be.
        post: whom it comes from, and the reader's page.
        now: the aware moment.
        note: a sentence above the question, in the reader's language.
    """
    say = asking.voice_of(question)
    message = EmailMessage()
    message["Subject"] = inert.line(asking.asked(question, say), SUBJECT)
    message["To"] = _recipient(question)
    head(message, question, delivery, post, now)
    said = {**_said(question, say, post, now), "note": note}
    message.set_content(drawn("letter.txt", **said), cte="quoted-printable")
    html = drawn("letter.html", **said)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    # Setting the content takes away every header about it, so this comes last.
    message["Content-Language"] = say.language
    return message


def head(
    message: EmailMessage, question: Question, delivery: Delivery, post: Post, now: datetime
) -> None:
    """Give a letter the headers that all have: who writes, how to stop it, that nobody waits."""
    message["From"] = _sender(question, post)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(delivery, post.sender)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Unsubscribe"] = f"<{post.page}/stop>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def reminder(question: Question, delivery: Delivery, post: Post, now: datetime) -> EmailMessage:
    """Write the letter that asks once more, as an answer to the first one."""
    say = asking.voice_of(question)
    note = say("A short reminder; there will be no other.")
    message = letter(question, delivery, post, now, note=note)
    subject = say("Reminder: {question}", question=asking.asked(question, say))
    message.replace_header("Subject", inert.line(subject, SUBJECT))
    if question.delivery is not None:
        first = message_id(question.delivery, post.sender)
        message["In-Reply-To"], message["References"] = first, first
    return message


def message_id(delivery: Delivery, sender: str) -> str:
    """Name the mail that a delivery becomes: always the same, and opaque."""
    return f"<{delivery.id}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def _said(question: Question, say: Voice, post: Post, now: datetime) -> dict[str, object]:
    """Give what stands in the letter, in words."""
    words, definition = asking.words(question, say), question.definition
    is_first = question.contact.introduced_at is None
    return {
        "language": say.language,
        "about": asking.about_plain(question, say, now),
        "asked": asking.asked(question, say),
        "marks": list(scale.marks(definition, words).items()),
        "ends": scale.ends(definition, words),
        "page": post.page,
        "introduction": asking.introduction(question, say) if is_first else "",
        "privacy": asking.privacy(question, say),
        "choose": say("Choose your answer; on the page behind it you confirm it."),
        "stop": say("Don't ask me again"),
    }


def _sender(question: Question, post: Post) -> Address:
    """Give the sender; without a name of their own they write in the name of the workspace."""
    name, address = parseaddr(post.sender)
    own = name or inert.line(question.workspace.name, NAME)
    return Address(display_name=own, addr_spec=address)


def _recipient(question: Question) -> Address:
    name = inert.line(question.contact.name, NAME)
    return Address(display_name=name, addr_spec=question.contact.email)
