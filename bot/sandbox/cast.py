"""The people and places a story usually needs."""

from bot.sandbox.identity import ELSEWHERE
from bot.sandbox.people import User
from bot.sandbox.places import Channel
from bot.sandbox.world import World

CUSTOMER = "U0JANSEN01"
GUEST = "U0GUEST001"
AGENT = "U0AGENT001"
LEAD = "U0LEAD0001"
ADMIN = "U0ADMIN001"
SUPPORT = "C0SUPPORT1"
WEEKLY = "C0WEEKLY01"
SHARED = "C0SHARED01"
LEADS = "S0LEADS001"

_COLLEAGUES = frozenset({AGENT, LEAD, ADMIN})

_USERS = (
    User(
        id=CUSTOMER,
        name="jjansen",
        real_name="J. Jansen",
        title="Customer, reads Dutch",
        email="j.jansen@example.com",
        locale="nl-NL",
    ),
    User(
        id=GUEST,
        name="gpeters",
        real_name="G. Peters",
        title="Customer at another company",
        email="g.peters@guest.example",
        team=ELSEWHERE,
    ),
    User(
        id=AGENT,
        name="adevries",
        real_name="A. de Vries",
        title="Support agent",
        email="a.devries@example.com",
    ),
    User(
        id=LEAD,
        name="lbakker",
        real_name="L. Bakker",
        title="Support lead",
        email="l.bakker@example.com",
    ),
    User(
        id=ADMIN,
        name="msmit",
        real_name="M. Smit",
        title="Workspace admin",
        email="m.smit@example.com",
        is_admin=True,
        is_owner=True,
    ),
)


def enter(world: World) -> None:
    """Put the cast in the workspace, and the bot in its channels."""
    for user in _USERS:
        world.people.put(user)
    inside = _COLLEAGUES | {CUSTOMER, world.identity.bot_user_id}
    world.places.put(Channel(id=SUPPORT, name="support", members=inside))
    world.places.put(Channel(id=WEEKLY, name="weekly", members=inside - {CUSTOMER}))
    world.places.put(
        Channel(id=SHARED, name="acme-support", members=inside | {GUEST}, is_ext_shared=True)
    )
    world.places.put_usergroup(LEADS, "support-leads", [LEAD])
