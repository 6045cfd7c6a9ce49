"""A colleague marks a message with the emoji an admin picked: whoever began the thread is asked.

Without the overlay `threads` we do not see who began it; then whoever wrote the marked message is
asked, since Slack says that with every reaction.
"""

from bot import threads
from bot.blocks import Message
from bot.listeners import asking, marking, payloads
from bot.listeners.asking import AlreadyAsked, Request
from bot.listeners.marking import Marked
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from bot.roles import Role
from kpi.errors import Refused

SKIN_TONE = "::"
"""Stands between the name of an emoji and its colour."""


class Reactions:
    """Listens to reactions; each may be told twice, and then asks nobody again."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._showing = Showing(process)

    async def added(self, event: Body) -> None:
        """Ask when the emoji is ours and a colleague used it; what they do is their own business.

        Raises:
            SlackAway, LookUpFailed: Slack did not answer us; it tells us of the reaction again.
        """
        if not await self._is_meant(event):
            return
        caller = await self._reception.caller(event["user"])
        if caller.role is Role.OUTSIDER:
            return
        marked = await self._marked(caller, event)
        lines = await self._ask(caller, marked, event)
        if lines:
            self._whisper(event, marked, "\n".join(lines))

    async def _marked(self, caller: Caller, event: Body) -> Marked:
        channel_id, ts = event["item"]["channel"], event["item"]["ts"]
        author = self._person(event.get("item_user") or "")
        thread = await threads.of_message(self._process, channel_id, ts, author=author)
        return Marked(
            channel_id=channel_id,
            thread=thread,
            marked_by=caller.user_id,
            author=author if author in thread.writers else "",
            asks_everyone=caller.workspace.asks_everyone,
        )

    async def _is_meant(self, event: Body) -> bool:
        workspace = await self._reception.workspace()
        name = str(event.get("reaction", "")).partition(SKIN_TONE)[0]
        is_message = {"channel", "ts"} <= event["item"].keys()
        return bool(workspace.reaction) and name == workspace.reaction and is_message

    async def _ask(self, caller: Caller, marked: Marked, event: Body) -> list[str]:
        """Ask each; give the lines that tell the colleague what is new.

        An emoji under their own message or a bot's is no wish, so that is passed over.
        """
        try:
            people = await marking.whom(self._process, marked)
        except Refused:
            return []
        try:
            survey = (await asking.surveys_on(self._process))[0].name
        except Refused as error:
            return [caller.say.explain(error)]
        requests = [_request(caller, marked, event, user_id=one, survey=survey) for one in people]
        lines = [await self._ask_one(caller, one) for one in requests]
        return [line for line in lines if line]

    async def _ask_one(self, caller: Caller, request: Request) -> str:
        try:
            decided = await asking.ask(self._process, request)
        except AlreadyAsked:
            return ""
        except Refused as error:
            return asking.told_refused(caller.say, request.user_id, error)
        return asking.told_asked(caller.say, request, decided, caller.workspace.time_zone)

    def _person(self, user_id: str) -> str:
        return "" if user_id == self._process.bot_user_id else user_id

    def _whisper(self, event: Body, marked: Marked, text: str) -> None:
        """Tell only the colleague, where they marked the message."""
        in_thread = marked.thread.ts != event["item"]["ts"]
        self._process.background.start(
            self._showing.whisper(
                marked.channel_id,
                marked.marked_by,
                Message(text),
                thread_ts=marked.thread.ts if in_thread else "",
            ),
            "tell what a reaction did",
        )


def _request(caller: Caller, marked: Marked, event: Body, *, user_id: str, survey: str) -> Request:
    return Request(
        survey=survey,
        external_id=asking.about_thread(marked.channel_id, marked.thread.ts, user_id),
        about=payloads.plain(marked.thread.about)[: asking.LONGEST_SUBJECT],
        agent=caller.address or caller.user_id,
        user_id=user_id,
        channel_id=marked.channel_id,
        thread_ts=marked.thread.ts,
        wish=str(event.get("event_ts") or ""),
    )
