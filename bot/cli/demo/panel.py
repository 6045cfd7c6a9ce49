"""The panel beside the page: what to try, tickets to resolve, and time to let pass."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.cli.demo import moments
from bot.cli.demo.customers import COLLEAGUE, EVERYBODY, GUEST, Who
from bot.cli.demo.steps import Facts, Progress, Step
from bot.cli.demo.told import LABELS, Wish
from bot.clock import Clock
from bot.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from bot.cli.demo.acts import Acts

BESIDE = "/beside/panel"
STYLE = Path(__file__).parent / "static" / "panel.css"
FRESH = {"Cache-Control": "no-cache"}

SUBJECTS = ("VPN keeps dropping", "Invoice shows an old address", "New laptop")
TEAMS = ("Network", "Billing", "Workplace")
CHANNELS = {"chat": "chat", "phone": "phone", "email": "e-mail"}
LONGEST = 120
TICKETS = 4
"""How many of the newest are shown."""

STORED = {202: "stored", 200: "seen before", 503: "not stored, to be sent again"}

_TEMPLATES = Environment(
    loader=PackageLoader("bot.cli.demo"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Panel:
    """Draws the panel and takes what is pressed there; it works from `begin` on."""

    def __init__(self, slack: Sandbox, clock: Clock, *, seed: int) -> None:
        self._slack = slack
        self._clock = clock
        self._seed = seed
        self._progress = Progress()
        self._acts: Acts | None = None

    def begin(self, acts: "Acts") -> None:
        """Let the buttons work."""
        self._acts = acts

    def routes(self) -> list[web.RouteDef]:
        """Give the panel's addresses; who may use them is the page's business."""
        return [
            web.get(BESIDE, self.shown),
            web.get(f"{BESIDE}.css", self.style),
            web.post("/beside/resolve", self.resolve),
            web.post("/beside/move", self.move),
        ]

    async def shown(self, _request: web.Request) -> web.Response:
        """Give the panel as it stands."""
        text = _TEMPLATES.get_template("panel.html").render(await self._content())
        return web.Response(text=text, content_type="text/html", headers=FRESH)

    async def style(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(STYLE, headers=FRESH)

    async def resolve(self, request: web.Request) -> web.Response:
        """Resolve the ticket that the form describes."""
        wish = wished({name: str(value) for name, value in (await request.post()).items()})
        if wish is None:
            raise web.HTTPBadRequest(text="That is not a ticket.")
        await self._working.resolve(wish)
        return web.Response(status=204)

    async def move(self, request: web.Request) -> web.Response:
        """Let time pass."""
        move = str((await request.post()).get("move", ""))
        if move not in moments.MOVES:
            raise web.HTTPBadRequest(text="Time does not pass like that.")
        await self._working.move(move)
        return web.Response(status=204)

    @property
    def _working(self) -> "Acts":
        if self._acts is None:
            raise web.HTTPServiceUnavailable(text="Kompas is still being set up.")
        return self._acts

    async def _content(self) -> Mapping[str, Any]:
        facts = Facts() if self._acts is None else await self._acts.facts()
        return {
            "is_ready": self._acts is not None,
            "clock": moments.spoken(self._clock.now()),
            "monday": moments.spoken(moments.monday_at_nine(self._clock.now())),
            "labels": LABELS,
            "steps": [self._placed(step) for step in self._progress.steps(facts)],
            "tickets": facts.tickets[:TICKETS],
            # Part of the fields' ids: what was typed for one ticket is not kept for the next.
            "number": len(facts.tickets),
            "sent": self._acts.last if self._acts else None,
            "stored": STORED,
            "subject": SUBJECTS[len(facts.tickets) % len(SUBJECTS)],
            "team": TEAMS[len(facts.tickets) % len(TEAMS)],
            "who": _next(facts),
            "teams": TEAMS,
            "channels": CHANNELS,
            "customers": list(EVERYBODY.values()),
            "longest": LONGEST,
            "seed": self._seed,
        }

    def _placed(self, step: Step) -> Step:
        """Say where a person's direct message with Kompas is."""
        if not step.person or step.place:
            return step
        bot = self._slack.identity.bot_user_id
        direct = self._slack.world.places.direct(bot, step.person)
        return replace(step, place=direct.id)


def wished(said: Mapping[str, str]) -> Wish | None:
    """Read the form; None for what the form does not offer."""
    subject, who = said.get("subject", "").strip(), EVERYBODY.get(said.get("who", ""))
    team, channel = said.get("team", ""), said.get("channel", "")
    if not subject or who is None or team not in TEAMS or channel not in CHANNELS:
        return None
    return Wish(subject=subject[:LONGEST], team=team, channel=channel, who=who)


def _next(facts: Facts) -> Who:
    """Suggest somebody who was not helped yet."""
    helped = {ticket.who.key for ticket in facts.tickets}
    return GUEST if COLLEAGUE.key in helped and GUEST.key not in helped else COLLEAGUE
