"""A place's messages and a thread's, drawn below each other."""

from itertools import islice

from bot.sandbox.messages import Message
from bot.sandbox.page import faces, moments, reacting, timeline
from bot.sandbox.page.paper import drawn
from bot.sandbox.page.sight import Sight
from bot.sandbox.page.timeline import Row
from bot.sandbox.wire import Json

LATEST = 200
"""How many messages are shown; older ones are out of sight."""

FACES_OF_REPLIES = 3


def conversation(sight: Sight) -> str:
    """Draw what stands in the place itself, or the app's Home."""
    if sight.at_home:
        return _home(sight)
    rows = timeline.rows(
        timeline.roots(sight.messages)[-LATEST:],
        sight.messages,
        sight.zone,
        new_after=sight.desk.reading.new_after(sight.user_id, sight.channel.id),
        reader=sight.user_id,
    )
    return drawn("conversation.html", sight=sight, **_drawn(sight, rows))


def thread(sight: Sight) -> str:
    """Draw the thread beside the place; nothing where there is none."""
    shown = timeline.thread(sight.messages, sight.thread)
    if not shown or sight.at_home:
        return ""
    rows = timeline.rows(shown, (), sight.zone)
    return drawn("thread.html", where=sight.signed_name, **_drawn(sight, rows))


def _home(sight: Sight) -> str:
    home = sight.desk.world.homes.get(sight.user_id)
    body = None if home is None else sight.drawing.home(home.content)
    return drawn("home.html", sight=sight, home=home, body=body, app=sight.app)


def _drawn(sight: Sight, rows: list[Row]) -> Json:
    person, world = sight.desk.person(sight.user_id), sight.desk.world
    today = world.now().astimezone(sight.zone).date()
    return {
        "rows": rows,
        "faces": {one: faces.of(world, one) for one in _writers(rows)},
        "bodies": {
            row.message.ts: sight.drawing.message(row.message, person.chosen_in(row.message))
            for row in rows
        },
        "languages": {row.message.ts: _language(sight, row.message) for row in rows},
        "days": {row.message.ts: moments.day(row.at.date(), today) for row in rows},
        "reactions": {
            row.message.ts: reacting.under(world, sight.user_id, row.message) for row in rows
        },
        "moments": moments,
        "shown_faces": FACES_OF_REPLIES,
    }


def _language(sight: Sight, message: Message) -> str:
    """Give the language of what the app says to this reader alone; empty where nobody knows it."""
    is_theirs = message.seen_by is not None or sight.channel.is_im
    return sight.language if message.posted_by == "bot" and is_theirs else ""


def _writers(rows: list[Row]) -> set[str]:
    writers = {row.message.user for row in rows}
    for row in rows:
        writers.update(islice(row.replies.people if row.replies else (), FACES_OF_REPLIES))
    return writers
