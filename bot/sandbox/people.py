"""The people of the home workspace, and the guests of other workspaces met in shared channels."""

from dataclasses import dataclass
from typing import TypedDict

from bot.sandbox.identity import HOME
from bot.sandbox.refusals import Refusal


class Traits(TypedDict, total=False):
    """What may be said of a person beyond id, name and address."""

    real_name: str
    title: str
    team: str
    is_admin: bool
    is_owner: bool
    is_restricted: bool
    is_bot: bool
    deleted: bool
    tz: str
    tz_offset: int
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person or bot; `team` is the workspace the account belongs to, `tz_offset` seconds."""

    id: str
    name: str
    email: str
    real_name: str = ""
    title: str = ""
    team: str = HOME
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False
    tz: str = "Europe/Amsterdam"
    tz_offset: int = 3600
    locale: str = "en-US"

    @property
    def shown_name(self) -> str:
        return self.real_name or self.name


class People:
    """Everybody this Slack knows, by id."""

    def __init__(self) -> None:
        self._users: dict[str, User] = {}

    def put(self, user: User) -> User:
        """Add somebody, or replace what is known of them."""
        self._users[user.id] = user
        return user

    def find(self, user_id: str) -> User:
        """Give the user, or refuse with `user_not_found`."""
        if user_id not in self._users:
            raise Refusal("user_not_found")
        return self._users[user_id]

    def everybody(self) -> list[User]:
        """Give all users, in the order in which they came."""
        return list(self._users.values())

    def named(self, name: str) -> User | None:
        """Give the user whom `@name` mentions."""
        return next((user for user in self._users.values() if user.name == name), None)

    def addressed(self, email: str) -> User:
        """Give the member of the home workspace with this address; guests are never found."""
        for user in self._users.values():
            if user.email.casefold() == email.casefold() and _can_be_looked_up(user):
                return user
        raise Refusal("users_not_found")


def _can_be_looked_up(user: User) -> bool:
    return user.team == HOME and not user.deleted
