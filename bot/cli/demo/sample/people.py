"""The invented customers: colleagues whom the helpdesk helps, half of them reading Dutch."""

from collections import deque
from dataclasses import dataclass
from itertools import product
from random import Random

from bot.cli.demo.sample.decks import Deck

_INITIALS = ("A.", "B.", "C.", "D.", "E.", "F.", "H.", "K.", "L.", "M.", "P.", "R.", "S.", "T.")
_SURNAMES = (
    *("Visser", "Smith", "Mulder", "Jones", "Bos", "Taylor", "Dekker", "Brown", "Smits", "Evans"),
    *("Kok", "Walker", "Prins", "Wright", "Vos", "Hughes", "Blom", "Green", "Kuipers", "Hall"),
)
_ACCOUNTS = ("Finance", "Sales", "Logistics", "Legal", "Research", "Facilities")
_NOT_IN_SLACK = 14
"""One of so many has no account in Slack."""
_OPTED_OUT = 89
"""One of so many does not want questions."""

_AGAIN = (True,) * 3 + (False,) * 17
"""How often somebody comes back within the cool-down."""
A_DAY = 22
"""Customers helped on a working day; the queue is long enough for a fortnight of them."""
_COMES_BACK_AFTER = range(3 * A_DAY, 7 * A_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Somebody who is helped; `user_id` is empty for who has no account in Slack."""

    user_id: str
    name: str
    email: str
    locale: str
    account: str
    opted_out: bool

    @property
    def language(self) -> str:
        """The language they write in, "nl" or "en"."""
        return self.locale[:2]


def customers() -> list[Customer]:
    """Give everybody, always in the same order."""
    names = [" ".join(pair) for pair in product(_INITIALS, _SURNAMES)]
    return [_customer(number, name) for number, name in enumerate(names)]


class Queue:
    """Who is helped next: mostly who was not for longest, sometimes who was a few days ago."""

    def __init__(self, chance: Random) -> None:
        everybody = customers()
        self._waiting = deque(chance.sample(everybody, len(everybody)))
        self._again = Deck(_AGAIN, chance)
        self._chance = chance

    def next(self) -> Customer:
        """Give the next customer, who goes to the end of the queue."""
        at = -self._chance.choice(_COMES_BACK_AFTER) if self._again.draw() else 0
        customer = self._waiting[at]
        del self._waiting[at]
        self._waiting.append(customer)
        return customer


def _customer(number: int, name: str) -> Customer:
    handle = name.replace(" ", "").casefold()
    absent = number % _NOT_IN_SLACK == _NOT_IN_SLACK - 1
    return Customer(
        user_id="" if absent else f"U0DEMO{number:04d}",
        name=name,
        email=f"{handle}@{'elsewhere' if absent else 'delta'}.example",
        locale=("nl-NL", "en-GB")[number % 2],
        account=f"Delta {_ACCOUNTS[number % len(_ACCOUNTS)]}",
        opted_out=number % _OPTED_OUT == _OPTED_OUT - 1,
    )
