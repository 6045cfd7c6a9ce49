"""The letter that tells a customer what came of their words; nobody is asked anything in it."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from bot.blocks import asking, inert, thanks
from bot.mail import written
from bot.mail.paper import drawn
from bot.mail.written import Post
from kpi.store.tables import Delivery
from kpi.store.thanks import Told


def letter(
    told: Told, address: str, post: Post, delivery: Delivery, *, now: datetime
) -> EmailMessage:
    """Write the letter, with the link that stops all messages.

    Args:
        told: whom, what.
        address: where to.
        post: whom it comes from, and the reader's page.
        delivery: the one that the letter will be.
        now: the aware moment.
    """
    say, name = asking.voice_of(told.question), told.question.contact.name
    message = EmailMessage()
    message["Subject"] = thanks.heading(told)
    message["To"] = Address(display_name=inert.line(name, written.NAME), addr_spec=address)
    written.head(message, told.question, delivery, post, now)
    said: dict[str, object] = {
        "language": say.language,
        "title": thanks.heading(told),
        "words": thanks.said(told),
        "page": post.page,
        "stop": say("Please send me no messages"),
    }
    message.set_content(drawn("thanks.txt", **said), cte="quoted-printable")
    html = drawn("thanks.html", **said)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    # Setting the content takes away every header about it, so this comes last.
    message["Content-Language"] = say.language
    return message
