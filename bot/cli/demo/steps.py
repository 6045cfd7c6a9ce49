"""What to try, in five steps that tick themselves off by what happened in the demo's Slack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.cli.demo.told import Ticket
from bot.sandbox import cast

QUESTION = "/kpi csat 30d by team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was seen in the database and in Slack."""

    tickets: Sequence[Ticket] = ()
    """Those resolved from the panel, the newest first."""
    commented: bool = False
    read_by_team: bool = False
    digest_came: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to try: what, how, and as whom, empty where it does not matter."""

    title: str
    how: str
    person: str = ""
    """A user id."""
    name: str = ""
    place: str = ""
    """A channel; empty for their direct message with Kompas."""
    code: str = ""
    """What to type."""
    is_done: bool = False
    is_next: bool = False


@dataclass(slots=True)
class Progress:
    """Which steps were done: what was done once stays done."""

    _done: set[int] = field(default_factory=set)

    def steps(self, facts: Facts) -> list[Step]:
        """Give all five; the first that is not done is the next."""
        self._done |= {number for number, done in enumerate(_done(facts)) if done}
        left = [number for number in range(len(_TITLES)) if number not in self._done]
        return [
            Step(
                title=title,
                is_done=number in self._done,
                is_next=left[:1] == [number],
                **_WAYS[number](facts),
            )
            for number, title in enumerate(_TITLES)
        ]


_TITLES = (
    "Resolve a ticket",
    "Answer as the customer",
    "Say why",
    "Read the numbers as a lead",
    "Let Monday come",
)


def _done(facts: Facts) -> Iterator[bool]:
    yield bool(facts.tickets)
    yield any(ticket.outcome == "answered" for ticket in facts.tickets)
    yield facts.commented
    yield facts.read_by_team
    yield facts.digest_came


def _resolve(_facts: Facts) -> dict[str, str]:
    return {
        "how": "Press Resolve below. A ticket system then tells Kompas, by a signed webhook, that"
        " a customer was helped."
    }


def _answer(facts: Facts) -> dict[str, str]:
    asked = next((ticket for ticket in facts.tickets if ticket.is_asked), None)
    if asked is not None:
        who = asked.who
        how = f"Be {who.name} (top right), {who.way}, and tap a number."
        return {"how": how, "person": who.user_id, "name": who.name, "place": who.place}
    if not facts.tickets:
        return {"how": "A quarter of an hour after a chat the customer gets one question."}
    newest = facts.tickets[0]
    if newest.is_planned:
        return {"how": f"Let time pass first: press “{newest.patience}” above."}
    return {"how": f"{newest.id} was {newest.told}. Resolve one for somebody else."}


def _say_why(facts: Facts) -> dict[str, str]:
    answered = next((one for one in facts.tickets if one.outcome == "answered"), None)
    if answered is None:
        return {"how": "Every answer leads to one open question, which nobody has to answer."}
    who = answered.who
    how = f"Still as {who.name}: tap the first button below your answer, write a line, send it."
    return {"how": how, "person": who.user_id, "name": who.name, "place": who.place}


def _read(_facts: Facts) -> dict[str, str]:
    return {
        "how": "Be L. Bakker, the support lead, open #weekly, and type the line below. All teams"
        " together hardly moved; one of them did.",
        "code": QUESTION,
        "person": cast.LEAD,
        "name": "L. Bakker",
        "place": cast.WEEKLY,
    }


def _wait(_facts: Facts) -> dict[str, str]:
    return {
        "how": "Press “Monday 9:00” above. The digest of the week stands in #weekly, for L. Bakker"
        " and colleagues.",
        "person": cast.LEAD,
        "name": "L. Bakker",
        "place": cast.WEEKLY,
    }


_WAYS = (_resolve, _answer, _say_why, _read, _wait)
