"""The message shortcut "Ask for a rating": whoever began the thread is asked about it."""

from slack_bolt.async_app import AsyncAck

from bot import threads
from bot.blocks import Message, ask_form
from bot.listeners import asking, marking, payloads
from bot.listeners.asking import Request
from bot.listeners.marking import Marked
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.errors import KpiError, Refused


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
        shown = await self._reception.form(user_id, lambda caller: self._ask(caller, view))
        await ack(response_action="update", view=shown)

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
        marked = await self._marked(caller, shortcut)
        people = await marking.whom(self._process, marked)
        form = ask_form.form(
            await asking.surveys_on(self._process),
            language=caller.language,
            people=people,
            asks_several=marked.asks_everyone,
            about=payloads.plain(marked.thread.about),
            ids={"channel": marked.channel_id, "thread": marked.thread.ts},
        )
        if await self._showing.open_form(body["trigger_id"], form):
            return Message("")
        return Message(caller.say("Slack was too slow to open the form. Please tap once more."))

    async def _marked(self, caller: Caller, shortcut: Body) -> Marked:
        """Look at the message, and at its thread where what the message says is not enough."""
        message, everyone = shortcut["message"], caller.workspace.asks_everyone
        channel_id, thread = shortcut["channel"]["id"], threads.of_facts(message)
        is_answer = thread.ts != message["ts"]
        if everyone or (is_answer and not message.get("parent_user_id")):
            thread = await threads.whole(self._process, channel_id, thread.ts) or thread
        return Marked(
            channel_id=channel_id,
            thread=thread,
            marked_by=caller.user_id,
            author=threads.writer_of(message),
            asks_everyone=everyone,
        )

    async def _ask(self, caller: Caller, view: Body) -> Message:
        caller.require()
        lines = [await self._ask_one(caller, one) for one in read_requests(caller, view)]
        return Message("\n".join(lines))

    async def _ask_one(self, caller: Caller, request: Request) -> str:
        try:
            decided = await asking.ask(self._process, request)
        except KpiError as error:
            return asking.told_refused(caller.say, request.user_id, error)
        return asking.told_asked(caller.say, request, decided, caller.workspace.time_zone)


def read_requests(caller: Caller, view: Body) -> list[Request]:
    """Read the form: where the message stands, and what was filled in, for each person.

    Raises:
        Refused: somebody wants to be asked about their own help.
    """
    source, people = payloads.ids(view), payloads.field(view, "person").people
    if caller.user_id in people:
        raise Refused("You cannot rate your own help.")
    return [
        Request(
            survey=payloads.field(view, "survey").text,
            external_id=asking.about_thread(source["channel"], source["thread"], user_id),
            about=payloads.field(view, "about").text,
            agent=caller.address or caller.user_id,
            user_id=user_id,
            channel_id=source["channel"],
            thread_ts=source["thread"],
            wish=view["id"],
        )
        for user_id in people
    ]
