"""What is done at ticket systems' APIs, each kind beside the rounds."""

from bot.process import Process
from bot.work.aside import Aside
from bot.work.catch_up import CatchUp
from bot.work.ticket_lookups import TicketLookups
from bot.work.write_backs import WriteBacks


def asides(process: Process) -> dict[str, Aside]:
    """Return look-ups, catching up and writing back by the names of their steps."""
    lookups, catch_up, write_backs = TicketLookups(process), CatchUp(process), WriteBacks(process)
    return {
        "ticket_lookups": Aside(
            process, "ticket_lookups", is_due=lookups.round.is_due, work=lookups.round.work
        ),
        "catch_up": Aside(process, "catch_up", is_due=catch_up.is_due, work=catch_up.work),
        "write_back": Aside(
            process, "write_back", is_due=write_backs.round.is_due, work=write_backs.round.work
        ),
    }
