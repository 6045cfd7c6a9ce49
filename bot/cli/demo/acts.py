"""The acts of the story, in their order; each shows what its people see."""

from datetime import datetime, timedelta

from bot.cli.demo.stage import Stage
from bot.cli.demo.telling import Teller
from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.person import Person

A_WHILE = timedelta(minutes=20)
TO_MONDAY = timedelta(days=5) - timedelta(hours=1) + timedelta(minutes=1)
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
ONLY_LEAD = "only L. Bakker sees this"


class Acts:
    """Plays the acts on a stage that has a past."""

    def __init__(self, stage: Stage, teller: Teller, wednesday: datetime) -> None:
        self._stage = stage
        self._tell = teller
        self._wednesday = wednesday

    async def play(self) -> None:
        """Play them all."""
        await self._a_ticket_is_solved()
        await self._a_customer_answers()
        await self._a_customer_changes_their_mind()
        await self._a_guest_answers_in_a_thread()
        await self._a_lead_reads()
        await self._a_dutch_lead_reads()
        await self._a_digest_is_ordered()
        await self._monday_comes()

    async def _a_ticket_is_solved(self) -> None:
        self._tell.scene(
            "Wednesday 10:00 · a ticket is solved",
            "The ticket system signs a webhook. Kompas checks it, stores it, then says so.",
        )
        status = await self._stage.tickets.solve(VPN)
        self._tell.does("Ticket system", f'T-1042 "VPN keeps dropping" is resolved → {status}')
        await self._stage.later(A_WHILE)
        self._tell.scene(
            "Wednesday 10:20 · the question",
            "A quarter of an hour after the chat, J. Jansen, who reads Dutch, is asked once.",
        )
        self._tell.show(DIRECT, self._newest(cast.CUSTOMER))

    async def _a_customer_answers(self) -> None:
        self._tell.scene(
            "Wednesday 10:21 · one tap", "The tap is stored before Slack hears that it arrived."
        )
        jansen = self._stage.slack.person(cast.CUSTOMER)
        await self._tap(jansen, self._newest(cast.CUSTOMER), "rate:4", "4")
        self._tell.show(DIRECT, self._newest(cast.CUSTOMER))
        await self._comment(jansen, self._newest(cast.CUSTOMER), "Graag een keer terugbellen.")
        self._tell.show(DIRECT, self._newest(cast.CUSTOMER))

    async def _a_customer_changes_their_mind(self) -> None:
        self._tell.scene(
            "Wednesday 10:25 · a change of mind",
            "For a fortnight the answer may be changed or taken back; its day stays the same.",
        )
        jansen = self._stage.slack.person(cast.CUSTOMER)
        await self._tap(jansen, self._newest(cast.CUSTOMER), "change", "Wijzigen")
        await self._tap(jansen, self._newest(cast.CUSTOMER), "rate:5", "5")
        self._tell.show(DIRECT, self._newest(cast.CUSTOMER))

    async def _a_guest_answers_in_a_thread(self) -> None:
        self._tell.scene(
            "Wednesday 10:40 · a customer of another company",
            "Guests are asked in the thread where they were helped. Others never see the score.",
        )
        peters = self._stage.slack.person(cast.GUEST)
        thread = await peters.says(cast.SHARED, "Our reports arrive empty since this morning")
        await self._stage.tickets.solve(_reports(thread.ts))
        await self._stage.later(A_WHILE)
        self._tell.show(THREAD, self._newest(cast.SHARED))
        await self._tap(peters, self._newest(cast.SHARED), "rate:2", "2")
        self._tell.show(THREAD, self._newest(cast.SHARED))
        self._tell.show(ONLY_GUEST, self._private(cast.GUEST))
        words = "Nobody told us that it was known."
        await self._comment(peters, self._private(cast.GUEST), words, may_contact=True)
        self._tell.show(ONLY_GUEST, self._private(cast.GUEST))

    async def _a_lead_reads(self) -> None:
        self._tell.scene(
            "Wednesday 11:00 · the number",
            "A lead asks where they stand: the number, how sure, whether it moved.",
        )
        admin = self._stage.slack.person(cast.ADMIN)
        await admin.command("/survey", "leads @lbakker")
        await self._type(cast.LEAD, "L. Bakker", "/kpi csat week")
        await self._type(cast.LEAD, "L. Bakker", "/kpi csat week comments")
        await self._type(cast.LEAD, "L. Bakker", "/kpi csta week")

    async def _a_dutch_lead_reads(self) -> None:
        self._tell.scene(
            "Wednesday 11:05 · the same in Dutch",
            "Words in any order, in English or Dutch; the answer comes in the reader's language.",
        )
        self._stage.slack.add_user(
            cast.ADMIN,
            "msmit",
            "m.smit@example.com",
            real_name="M. Smit",
            locale="nl-NL",
            is_admin=True,
        )
        self._stage.clock.move(timedelta(minutes=6))
        await self._type(cast.ADMIN, "M. Smit", "/kpi csat deze week per team")

    async def _a_digest_is_ordered(self) -> None:
        self._tell.scene(
            "Wednesday 11:10 · the weekly digest is ordered",
            "The form asks where, what and when; numbers stay out of channels outsiders read.",
        )
        lead = self._stage.slack.person(cast.LEAD)
        self._tell.does("L. Bakker", "types /survey digest")
        await lead.command("/survey", "digest", channel=cast.WEEKLY)
        form = await self._stage.slack.wait_for_view(cast.LEAD)
        self._tell.show("a form for L. Bakker", form)
        exchange = await lead.submit(form, {"metrics": {"metrics": ["csat"]}})
        self._tell.does("L. Bakker", "chooses CSAT, keeps the rest, and saves")
        told = exchange.answer["view"]["blocks"][0]["text"]["text"]
        self._tell.say(f"  {told.replace('<#C0WEEKLY01>', '#weekly')}")

    async def _monday_comes(self) -> None:
        await self._stage.until(self._wednesday + TO_MONDAY)
        self._tell.scene(
            "Monday 09:00 · the digest",
            "The week that ended, once, whatever the number of replicas; detail in the thread.",
        )
        # The detail waits a second for its turn in the channel.
        await self._stage.later(timedelta(seconds=5))
        for message in self._stage.slack.messages(cast.WEEKLY):
            where = "#weekly" if message.thread_ts is None else "#weekly · in the thread"
            self._tell.show(where, message)

    async def _tap(self, person: Person, message: Message, action_id: str, label: str) -> None:
        self._tell.does(person.user.shown_name, f"taps {label}")
        await person.tap(message, action_id)
        await self._stage.settle()

    async def _comment(
        self, person: Person, message: Message, words: str, *, may_contact: bool = False
    ) -> None:
        await person.tap(message, "comment")
        form = await self._stage.slack.wait_for_view(person.user.id)
        self._tell.show(f"a form for {person.user.shown_name}", form)
        values: dict[str, dict[str, object]] = {"comment": {"comment": words}}
        if may_contact:
            values["may_contact"] = {"may_contact": ["yes"]}
        await person.submit(form, values)
        await self._stage.settle()
        self._tell.does(person.user.shown_name, f'writes "{words}" and sends it')

    async def _type(self, user_id: str, name: str, command: str) -> None:
        self._tell.does(name, f"types {command}")
        verb, _, words = command.partition(" ")
        await self._stage.slack.person(user_id).command(verb, words)
        self._tell.show(f"only {name} sees this", self._private(user_id))

    def _newest(self, channel: str) -> Message:
        return self._stage.slack.messages(channel)[-1]

    def _private(self, user_id: str) -> Message:
        return self._stage.slack.ephemerals(user_id)[-1]


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
