"""The two customers whom the panel can have helped: a colleague, and a guest."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox import cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """One of them, with where the question will reach them."""

    key: str
    user_id: str
    name: str
    about: str
    way: str
    """How they come to their question."""
    place: str
    """The channel of the question; empty for the direct message with Kompas."""

    @property
    def requester(self) -> dict[str, str]:
        """What a ticket system knows of them: an address, or their account in Slack."""
        if self.user_id == cast.GUEST:
            return {"slack_user_id": self.user_id, "name": self.name, "account": "Acme"}
        return {"email": "j.jansen@example.com", "name": self.name, "account": "Delta"}


COLLEAGUE = Who(
    key="colleague",
    user_id=cast.CUSTOMER,
    name="J. Jansen",
    about="colleague, reads Dutch",
    way="open Kompas below Apps",
    place="",
)
GUEST = Who(
    key="guest",
    user_id=cast.GUEST,
    name="G. Peters",
    about="guest from Acme",
    way="open the thread in #acme-support",
    place=cast.SHARED,
)
EVERYBODY: Mapping[str, Who] = {who.key: who for who in (COLLEAGUE, GUEST)}
