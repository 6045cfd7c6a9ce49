from dataclasses import replace

from bot.blocks import Message, digest
from bot.mail.digest import Envelope, letter
from tests.bot.blocks.summaries import said, summary
from tests.moments import NOW

ENVELOPE = Envelope(
    sender="support@acme.example",
    recipient="head@example.com",
    workspace="Acme",
    owner="lead@acme.example",
    stop_url="https://kompas.example/d/token",
    message_id="<1@acme.example>",
)
FOUND = [summary(period="last week", segments=[summary(part=("team", "<Network>"))])]
PNG = b"\x89PNG not really"


def told() -> list[Message]:
    return [
        digest.main(FOUND, [said("<b>Slow</b>")], filters={}, language="nl"),
        digest.detail(FOUND, by=["team"], filters={}, language="nl"),
    ]


def test_a_letter_says_the_same_plain_and_as_html_with_its_picture_inside() -> None:
    mail = letter(ENVELOPE, told(), [PNG], language="nl", now=NOW)
    assert mail["Subject"] == "Week 46 (ma 9 – zo 15 november 2026, alle teams)"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    for text in (plain.get_content(), html.get_content()):
        assert "84\xa0%" in text
    assert "<b>Slow</b>" in plain.get_content()
    assert "&lt;b&gt;Slow&lt;/b&gt;" in html.get_content()
    assert "&lt;Network&gt;" in html.get_content()
    (picture,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in html.get_content()
    assert picture.get_content() == PNG
    assert mail["From"].addresses[0].display_name == "Acme"


def test_who_wants_no_more_stops_it_with_one_click() -> None:
    mail = letter(ENVELOPE, told(), [], language="en", now=NOW)
    assert mail["Reply-To"] == "lead@acme.example"
    assert mail["List-Unsubscribe"] == f"<{ENVELOPE.stop_url}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert f"Stop sending me these:\n{ENVELOPE.stop_url}" in plain.get_content()
    assert f'<a href="{ENVELOPE.stop_url}">Stop sending me these</a>' in html.get_content()


def test_a_preview_takes_nobody_off() -> None:
    preview = letter(replace(ENVELOPE, owner="", stop_url=""), told(), [], language="nl", now=NOW)
    assert "List-Unsubscribe" not in preview
    assert "Reply-To" not in preview
    html = preview.get_body(("html",))
    assert html is not None
    assert "Stuur me deze niet meer" not in html.get_content()
