"""Our way into a system: a token, the options that its API needs beside it, and their use."""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from bot.sources.shape import Told
from kpi.errors import KpiError
from kpi.interaction_event import Event

LABEL = r"[A-Za-z0-9][A-Za-z0-9-]{0,62}"
"""One part of a host's name."""
EMAIL = r"[^@\s:]+@[^@\s:]+"
ORIGIN = r"https://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?"
"""A web address without a path."""
LONGEST_TOKEN = 16_000
"""Of those that a system makes for one talk, which may name all that they allow."""
ADDRESS = "address"
"""The option of systems that stand wherever their owner put them."""
PRIVATE = "private_address"
"""Among a hook's options: the one address that an operator allowed to be private."""


class WrongOption(KpiError):
    """That option does not exist for this system, or cannot have that value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that an API needs beside a token."""

    name: str
    what: str
    """What it is, with an example, in English."""
    pattern: str
    default: str | None = None
    """None where it has to be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Our way into one system: all its options, and the token."""

    options: Mapping[str, str]
    token: str = field(repr=False)
    may_be_private: bool = False
    """Whether its address may be a private one."""
    understand: Callable[[Told], Sequence[Event]] = lambda _: ()
    """How its hook understands webhooks, by the mapping that an admin may have changed."""


def account_of(wanted: Sequence[Option], options: Mapping[str, str], token: str) -> Account:
    """Return our way in, once all that it needs is there; options of others are left out.

    Raises:
        WrongOption: one is missing, or cannot have its value.
    """
    known = {option.name: option for option in wanted}
    values = {name: options.get(name, option.default) for name, option in known.items()}
    for name, value in values.items():
        if value is None or not re.fullmatch(known[name].pattern, value):
            what = known[name].what
            raise WrongOption("The option {option} must be {what}.", option=name, what=what)
    address = options.get(ADDRESS)
    return Account(
        options={name: str(value) for name, value in values.items()},
        token=token,
        may_be_private=address is not None and address == options.get(PRIVATE),
    )


def id_in_path(external_id: str) -> str:
    """Return an id so that it stays one part of an address, whatever is in it."""
    # Dots alone would be taken for a way up.
    return quote(external_id, safe="") if external_id.strip(".") else "-"


def bearer(token: str) -> dict[str, str]:
    """Return the header of a token."""
    return {"Authorization": f"Bearer {token}"}


def basic(user: str, password: str) -> dict[str, str]:
    """Return the header of a user and password."""
    pair = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}
