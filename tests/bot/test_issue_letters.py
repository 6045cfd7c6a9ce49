from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot import issue_letters, issues
from bot.charts.rendering import NotDrawn
from bot.process import Drawing
from bot.sandbox.identity import HOME
from tests.bot.stage import Stage
from tests.bot.test_issues import issue
from tests.moments import NOW
from tests.weeks import answered

PNG = b"\x89PNG"


async def kinds(stage: Stage, drawing: Drawing) -> list[str]:
    """Give what a letter is made of that is written with this way of drawing."""
    await answered(stage.database, HOME, NOW)
    process = replace(stage.process, pngs=drawing)
    about = await issue(stage, await stage.ordered(addresses=["a@example.com"]))
    envelope = await issue_letters.envelope(
        process, about, sender="Acme <s@acme.example>", recipient="a@example.com", mail_id="7"
    )
    assert (envelope.message_id, envelope.owner) == ("<7@acme.example>", "l.bakker@example.com")
    found = await issues.answer(process, about)
    letter = await issue_letters.written(process, about, found, envelope, NOW)
    return [part.get_content_type() for part in letter.walk() if not part.is_multipart()]


async def test_the_chart_is_inside(stage: Stage) -> None:
    async def drawn(specs: Sequence[dict[str, Any]]) -> list[bytes]:
        return [PNG for _ in specs]

    assert await kinds(stage, drawn) == ["text/plain", "text/html", "image/png"]


async def test_what_cannot_be_drawn_is_told(stage: Stage) -> None:
    async def broken(_specs: Sequence[dict[str, Any]]) -> list[bytes]:
        raise NotDrawn("exit 1")

    assert await kinds(stage, broken) == ["text/plain", "text/html"]
