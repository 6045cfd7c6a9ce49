"""The customers of the demo: colleagues whom a helpdesk helped, half of them reading Dutch."""

from dataclasses import dataclass
from itertools import product

_INITIALS = ("A.", "B.", "D.", "E.", "F.", "H.", "K.", "M.")
_SURNAMES = ("Visser", "Smith", "Mulder", "Jones", "Bos", "Taylor", "Dekker", "Brown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Somebody with an account in the demo's Slack."""

    user_id: str
    name: str
    email: str
    locale: str


def customers() -> list[Customer]:
    """Give everybody who was helped before the story begins."""
    names = [" ".join(pair) for pair in product(_INITIALS, _SURNAMES)]
    return [_customer(number, name) for number, name in enumerate(names)]


def _customer(number: int, name: str) -> Customer:
    handle = name.replace(" ", "").casefold()
    return Customer(
        user_id=f"U0DEMO{number:04d}",
        name=name,
        email=f"{handle}@example.com",
        locale=("nl-NL", "en-GB")[number % 2],
    )
