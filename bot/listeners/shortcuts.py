"""The message shortcut "Ask for a rating": whoever wrote the message is asked about it."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, ask_form, told
from bot.listeners import asking, payloads
from bot.listeners.asking import Request
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.errors import KpiError, Refused
from kpi.metrics import Metric
from kpi.store import surveys


class Shortcuts:
    """Listens to the shortcut and to its form."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._showing = Showing(process)

    async def ask_for_rating(self, ack: AsyncAck, body: Body, shortcut: Body) -> None:
        """Open the form, filled in from the message; a message that nobody wrote is refused."""
        await ack()
        self._process.background.start(self._offer(body, shortcut), "open the ask form")

    async def submit(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Ask the person in the form; the form says what was decided."""
        user_id = payloads.actor(body).user_id
        answer = await self._reception.serve(user_id, lambda caller: self._ask(caller, view))
        await ack(response_action="update", view=told.form("Kompas", answer.text))

    async def _offer(self, body: Body, shortcut: Body) -> None:
        user_id = payloads.actor(body).user_id
        answer = await self._reception.serve(
            user_id, lambda caller: self._open(caller, body, shortcut)
        )
        if answer.text:
            await self._showing.tell(body, answer)

    async def _open(self, caller: Caller, body: Body, shortcut: Body) -> Message:
        """Open the form; the empty message means that there is nothing more to say."""
        caller.require()
        form = ask_form.form(
            await self._metrics(),
            language=caller.language,
            person=author_of(shortcut["message"], caller.user_id),
            about=payloads.plain(shortcut["message"].get("text") or ""),
            ids=source_of(shortcut),
        )
        if await self._showing.open_form(body["trigger_id"], form):
            return Message("")
        return Message(caller.say("Slack was too slow to open the form. Please tap once more."))

    async def _metrics(self) -> list[Metric]:
        """Give what may be asked: the surveys that are on."""
        async with self._process.database.reading() as connection:
            found = await surveys.of_workspace(connection, self._process.workspace_id)
        open_ = [Metric(one.metric) for one in found if surveys.policy(one).enabled]
        if not open_:
            raise Refused("All surveys are off. An admin can turn them on.")
        return open_

    async def _ask(self, caller: Caller, view: Body) -> Message:
        caller.require()
        request = read_request(caller, view)
        try:
            await asking.ask(self._process, request)
        except KpiError as error:
            return Message(asking.told_refused(caller.say, request.user_id, error))
        return Message(asking.told_asked(caller.say, request))


def author_of(message: Body, user_id: str) -> str:
    """Give the person who wrote a message. Raises Refused when that is nobody who can be asked."""
    author: str = message.get("user") or ""
    if not author or message.get("bot_id") or message.get("subtype") == "bot_message":
        raise Refused("No person wrote that message, so there is nobody to ask.")
    if author == user_id:
        raise Refused("You wrote that message yourself; choose one of the person you helped.")
    return author


def source_of(shortcut: Body) -> dict[str, str]:
    """Give where the message stands, to come back with the form."""
    message = shortcut["message"]
    thread_ts = message.get("thread_ts") or message["ts"]
    return {"channel": shortcut["channel"]["id"], "message": message["ts"], "thread": thread_ts}


def read_request(caller: Caller, view: Body) -> Request:
    """Read the form: where the message stands, and what was filled in.

    Raises:
        Refused: somebody wants to be asked about their own help.
    """
    source, user_id = payloads.ids(view), payloads.field(view, "person").text
    if user_id == caller.user_id:
        raise Refused("You cannot rate your own help.")
    return Request(
        metric=Metric(payloads.field(view, "metric").text),
        external_id=f"{source['channel']}/{source['message']}",
        about=payloads.field(view, "about").text,
        agent=caller.address or caller.user_id,
        user_id=user_id,
        channel_id=source["channel"],
        thread_ts=source["thread"],
        wish=view["id"],
    )
