from io import BytesIO
from textwrap import dedent

from bot.wording.extraction import sentences

CODE = '''
from kpi.errors import NotFound

PHRASES: dict[str, str] = {"a": "a phrase"}
OTHERS = {"a": "not a phrase"}


class Broken(NotFound):
    """It is broken."""


class Other(ValueError):
    """Not for people."""


def speak(say, guest):
    say("plain {field}", field=1)
    guest.say("said by a guest")
    say.plural("{n} answer", "{n} answers", 2)
    say.pieces("in {pieces}")
    rich.sentence(say, "rich {part}", {})
    sentence("marked")
    say("")
    Source(title="not said", clicks=("first step {url}", PASTED, "second step"))
    Source(clicks=computed)
    say(computed)
    print("printed")
    raise Broken("raised {why}", why=2)
    raise ValueError("for programmers")
'''


def test_what_is_said_raised_and_marked_is_found() -> None:
    found = [message for _, _, message, _ in sentences(BytesIO(dedent(CODE).encode()))]
    assert sorted(found, key=str) == sorted(
        [
            "a phrase",
            "It is broken.",
            "plain {field}",
            "said by a guest",
            ("{n} answer", "{n} answers"),
            "in {pieces}",
            "rich {part}",
            "marked",
            "first step {url}",
            "second step",
            "raised {why}",
        ],
        key=str,
    )


def test_what_an_api_needs_is_said_in_two_languages_too() -> None:
    code = b'TicketApi(source="x", token="a key", options=(Option(name="y", what="a name"),))'
    assert sorted(found[2] for found in sentences(BytesIO(code))) == ["a key", "a name"]
    raised = b'from elsewhere import ApiTrouble\nApiTrouble("It is away.", reason="away")'
    assert [found[2] for found in sentences(BytesIO(raised))] == ["It is away."]


def test_plurals_are_told_apart() -> None:
    found = list(sentences(BytesIO(b'say.plural("{n} day", "{n} days", 2)')))
    assert found == [(1, "ngettext", ("{n} day", "{n} days"), [])]
