import re
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage

from bot.mail import wire

LINK = "<https://kompas.example.com/a/" + "x" * 160 + "/stop>"
NAME = "Jürgen Müller-Lüdenscheidt van den Broek en Zoon"
SUBJECT = "Hoe tevreden bent u over onze hulp bij „één heel lang onderwerp dat niet ophoudt”?"


def letter() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = SUBJECT
    message["To"] = Address(display_name=NAME, addr_spec="j@acme.example")
    message["List-Unsubscribe"] = LINK
    message["In-Reply-To"] = f"<1@{'long-' * 20}name.example>"
    message.set_content("Dag", cte="quoted-printable")
    return message


def test_links_and_ids_stay_whole_and_encoded_words_stay_short() -> None:
    raw = wire.content(letter())
    assert f"\r\nList-Unsubscribe: {LINK}\r\n".encode() in raw
    assert f"\r\nIn-Reply-To: {letter()['In-Reply-To']}\r\n".encode() in raw
    words = re.findall(rb"=\?utf-8\?.\?[^?]*\?=", raw)
    assert len(words) > 2
    assert max(map(len, words)) <= 75


def test_what_was_written_is_what_arrives() -> None:
    back = message_from_bytes(wire.content(letter()), policy=policy.default)
    assert back["Subject"] == SUBJECT
    assert back["To"].addresses[0].display_name == NAME
    assert b"\n" not in wire.content(letter()).replace(b"\r\n", b"")
