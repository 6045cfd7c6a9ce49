"""The acts of the story, in their order; each shows what its people see."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.cli.demo.cues import Cues
from bot.cli.demo.stage import Stage
from bot.cli.demo.telling import Teller, shown
from bot.sandbox import cast

MINUTE = timedelta(minutes=1)
VPN = {
    "id": "T-1042",
    "subject": "VPN keeps dropping",
    "channel": "chat",
    "team": "Network",
    "requester": {"email": "j.jansen@example.com", "name": "J. Jansen", "account": "Delta"},
}
DIRECT = "J. Jansen · direct message with Kompas"
THREAD = "#acme-support · everybody in the channel"
ONLY_GUEST = "#acme-support · only G. Peters sees this"


class Acts:
    """Plays the acts on a stage that has a past."""

    def __init__(self, stage: Stage, teller: Teller, zone: ZoneInfo) -> None:
        self._stage = stage
        self._tell = teller
        self._zone = zone
        self._cues = Cues(stage, teller, zone)

    async def play(self) -> None:
        """Play them all; the clock stands at ten on a Wednesday."""
        await self._a_ticket_is_solved()
        await self._a_customer_answers()
        await self._a_customer_changes_their_mind()
        await self._a_guest_answers_in_a_thread()
        await self._a_lead_reads()
        await self._a_dutch_lead_reads()
        await self._a_digest_is_ordered()
        await self._monday_comes()

    async def _a_ticket_is_solved(self) -> None:
        self._cues.scene(
            "a ticket is solved",
            "The ticket system sends a signed webhook. Kompas checks it, stores it, then says so.",
        )
        self._tell.frame("POST /hooks/standard/…", shown(self._stage.tickets.written(VPN)))
        status = await self._stage.tickets.solve(VPN)
        self._tell.does("Kompas", f"answers {status}: stored")
        await self._stage.later(20 * MINUTE)
        self._cues.scene(
            "the question",
            "A quarter of an hour after the chat, J. Jansen, who reads Dutch, is asked once.",
        )
        self._tell.show(DIRECT, self._cues.newest(cast.CUSTOMER))

    async def _a_customer_answers(self) -> None:
        await self._stage.later(MINUTE)
        self._cues.scene("one tap", "It is stored before Slack hears that it arrived.")
        jansen = self._stage.slack.person(cast.CUSTOMER)
        await self._cues.tap(jansen, self._cues.newest(cast.CUSTOMER), "rate:4", "4")
        self._tell.show(DIRECT, self._cues.newest(cast.CUSTOMER))
        words = "Snel antwoord en een duidelijke uitleg."
        await self._cues.comment(jansen, self._cues.newest(cast.CUSTOMER), words)

    async def _a_customer_changes_their_mind(self) -> None:
        await self._stage.later(5 * MINUTE)
        self._cues.scene(
            "a change of mind",
            "For a fortnight the answer may be changed or taken back; it stays on its day.",
        )
        jansen = self._stage.slack.person(cast.CUSTOMER)
        await self._cues.tap(jansen, self._cues.newest(cast.CUSTOMER), "change", "Wijzigen")
        await self._cues.tap(jansen, self._cues.newest(cast.CUSTOMER), "rate:5", "5")
        self._tell.show(DIRECT, self._cues.newest(cast.CUSTOMER))

    async def _a_guest_answers_in_a_thread(self) -> None:
        peters = self._stage.slack.person(cast.GUEST)
        thread = await peters.says(cast.SHARED, "Our reports arrive empty since this morning")
        await self._stage.tickets.solve(_reports(thread.ts))
        await self._stage.later(20 * MINUTE)
        self._cues.scene(
            "a customer of another company",
            "Guests are asked in the thread where they were helped. Others never see the score.",
        )
        self._tell.show(THREAD, self._cues.newest(cast.SHARED))
        await self._cues.tap(peters, self._cues.newest(cast.SHARED), "rate:2", "2")
        self._tell.show(THREAD, self._cues.newest(cast.SHARED))
        self._tell.show(ONLY_GUEST, self._cues.private(cast.GUEST))
        words = "Nobody told us that it was a known problem."
        await self._cues.comment(peters, self._cues.private(cast.GUEST), words, may_contact=True)
        self._tell.show(ONLY_GUEST, self._cues.private(cast.GUEST))

    async def _a_lead_reads(self) -> None:
        await self._stage.later(14 * MINUTE)
        self._cues.scene(
            "the number", "A lead asks where they stand: the number, how sure, whether it moved."
        )
        await self._stage.slack.person(cast.ADMIN).command("/survey", "leads @lbakker")
        for command in ("/kpi csat week", "/kpi csat week comments", "/kpi csta week"):
            await self._cues.types(cast.LEAD, command)

    async def _a_dutch_lead_reads(self) -> None:
        self._stage.slack.add_user(
            cast.ADMIN,
            "msmit",
            "m.smit@example.com",
            real_name="M. Smit",
            locale="nl-NL",
            is_admin=True,
        )
        await self._stage.later(6 * MINUTE)
        self._cues.scene(
            "the same in Dutch",
            "Words in any order, in English or Dutch; the answer is in the reader's language.",
        )
        await self._cues.types(cast.ADMIN, "/kpi csat deze week per team")

    async def _a_digest_is_ordered(self) -> None:
        await self._stage.later(4 * MINUTE)
        self._cues.scene(
            "a weekly digest is ordered",
            "The form asks what goes where and when; never to a channel that outsiders read.",
        )
        self._tell.does("L. Bakker", "types /survey digest in #weekly")
        lead = self._stage.slack.person(cast.LEAD)
        await lead.command("/survey", "digest", channel=cast.WEEKLY)
        form = await self._stage.slack.wait_for_view(cast.LEAD)
        self._tell.show("a form for L. Bakker", form)
        exchange = await lead.submit(form, {"metrics": {"metrics": ["csat"]}})
        self._tell.does("L. Bakker", "keeps CSAT only, and saves")
        told = exchange.answer["view"]["blocks"][0]["text"]["text"]
        self._tell.quote("the form", told)

    async def _monday_comes(self) -> None:
        here = self._stage.clock.now().astimezone(self._zone) + timedelta(days=5)
        await self._stage.until(here.replace(hour=9, minute=0, second=30))
        self._cues.scene(
            "the digest",
            "The week that ended, once, however many replicas run; more in its thread.",
        )
        for message in self._stage.slack.messages(cast.WEEKLY):
            where = "#weekly" if message.thread_ts is None else "#weekly · in the thread"
            self._tell.show(where, message)


def _reports(thread_ts: str) -> dict[str, object]:
    return {
        "id": "T-1043",
        "subject": "Reports arrive empty",
        "channel": "chat",
        "team": "Workplace",
        "requester": {"slack_user_id": cast.GUEST, "name": "G. Peters", "account": "Acme"},
        "slack_channel_id": cast.SHARED,
        "slack_thread_ts": thread_ts,
    }
