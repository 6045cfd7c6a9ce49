"""How people are shown beside what they say: initials on a colour that stays theirs."""

from dataclasses import dataclass
from hashlib import blake2b

from bot.sandbox.page.desk import SLACKBOT
from bot.sandbox.people import User
from bot.sandbox.refusals import Refusal
from bot.sandbox.world import World

TINTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Somebody's picture and name; `kind` is person, app or slackbot."""

    id: str
    name: str
    kind: str
    title: str = ""
    is_outside: bool = False

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace(".", " ").split() if word[0].isalnum()]
        if not words:
            return "?"
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def tint(self) -> int:
        """Give the number of a colour, always the same for the same id."""
        return int.from_bytes(blake2b(self.id.encode(), digest_size=4).digest()) % TINTS


def of(world: World, user_id: str) -> Face:
    """Give the face of anybody who can have written a message."""
    if user_id == SLACKBOT:
        return Face(id=SLACKBOT, name="Slackbot", kind="slackbot")
    try:
        return of_user(world, world.people.find(user_id))
    except Refusal:
        return Face(id=user_id, name=user_id, kind="person")


def of_user(world: World, user: User) -> Face:
    """Give a member's face; an app's name begins with a capital, as on its own page."""
    name = user.shown_name
    return Face(
        id=user.id,
        name=name[:1].upper() + name[1:] if user.is_bot else name,
        kind="app" if user.is_bot else "person",
        title=user.title,
        is_outside=user.team != world.identity.team_id,
    )
