"""The places one person can go to: channels, people, and the app, with what is unread there."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.page import faces, timeline
from bot.sandbox.page.desk import HOME, Desk
from bot.sandbox.page.faces import Face
from bot.sandbox.places import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the sidebar; `face` for people and the app, `sign` for channels."""

    place: str
    name: str
    sign: str
    face: Face | None
    unread: int
    badge: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    title: str
    entries: list[Entry]


def sections(desk: Desk, user_id: str, here: str) -> list[Section]:
    """Give the sidebar as this person sees it while being `here`; guests see no other channels."""
    mine = [one for one in desk.world.places.everywhere() if user_id in one.members]
    return [
        Section("Channels", list(_channels(desk, user_id, mine, here))),
        Section("Direct messages", list(_people(desk, user_id, mine, here))),
        Section("Apps", [_app(desk, user_id, here)]),
    ]


def starting_place(desk: Desk, user_id: str) -> str:
    """Give where somebody begins: the first channel they are in, else the app."""
    for channel in desk.world.places.everywhere():
        if user_id in channel.members and not channel.is_im and not channel.is_archived:
            return channel.id
    return desk.direct(user_id).id


def badges(found: list[Section]) -> int:
    """Count the badges, for the window's title."""
    return sum(entry.badge for section in found for entry in section.entries)


def _channels(desk: Desk, user_id: str, mine: list[Channel], here: str) -> Iterator[Entry]:
    named = (one for one in mine if not one.is_im and not one.is_archived)
    for channel in sorted(named, key=lambda one: one.name):
        sign = "shared" if channel.is_ext_shared else "private" if channel.is_private else "public"
        yield _entry(desk, user_id, channel, here, sign=sign)


def _people(desk: Desk, user_id: str, mine: list[Channel], here: str) -> Iterator[Entry]:
    for channel in mine:
        if channel.is_im and channel.id != desk.direct(user_id).id:
            face = faces.of(desk.world, channel.other_than(user_id))
            yield _entry(desk, user_id, channel, here, face=face)


def _app(desk: Desk, user_id: str, here: str) -> Entry:
    direct = desk.direct(user_id)
    face = faces.of(desk.world, desk.world.identity.bot_user_id)
    return _entry(desk, user_id, direct, direct.id if here == HOME else here, face=face)


def _entry(
    desk: Desk,
    user_id: str,
    channel: Channel,
    here: str,
    *,
    sign: str = "",
    face: Face | None = None,
) -> Entry:
    messages = timeline.roots(desk.messages(user_id, channel.id))
    unread = desk.reading.unread(user_id, channel.id, messages)
    return Entry(
        place=channel.id,
        name=face.name if face else channel.name,
        sign=sign,
        face=face,
        unread=unread.count,
        badge=unread.count if channel.is_im else unread.mentions,
        is_here=channel.id == here,
    )
