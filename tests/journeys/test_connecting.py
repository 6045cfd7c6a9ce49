"""An admin connects a ticket system in Slack, and watches its first event come in."""

import json
import re
from datetime import timedelta
from typing import Any

from bot.sandbox import cast
from bot.sandbox.modals import Modal
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres, on_sqlite
from tests.journeys.tickets import Answer, TicketSystem

A_DAY = timedelta(hours=25)


async def form_of(desk: Desk) -> Modal:
    await desk.bot.settle()
    return await desk.slack.wait_for_view(cast.ADMIN)


async def send(system: TicketSystem, **fields: Any) -> Answer:
    incident = {
        "number": "I 2611 042",
        "completed": True,
        "modificationDate": system.clock.now().isoformat(timespec="seconds"),
        "briefDescription": "VPN keeps dropping",
        "caller": {"email": "j.jansen@example.com", "dynamicName": "Jansen, J."},
        "operatorGroup": {"name": "Network"},
        **fields,
    }
    return await system.post(json.dumps(incident).encode(), {"X-Kompas-Secret": system.secret})


async def connected(desk: Desk) -> TicketSystem:
    """Choose TOPdesk in Slack, and do there what the form says."""
    assert "opens now" in await desk.says(desk.admin, "/survey connect topdesk")
    await desk.admin.submit(await form_of(desk))
    shown = desk.read(await form_of(desk))
    assert "Nothing received yet" in shown
    path = re.search(r"/hooks/mapped/\w+", shown)
    secret = re.search(r"X-Kompas-Secret: `?([\w-]+)", shown)
    assert path is not None
    assert secret is not None
    return TicketSystem(desk.tickets.session, desk.clock, desk.bot.origin + path[0], secret[1])


@on_postgres
async def test_topdesk_from_slack_to_the_first_question(desk: Desk) -> None:
    system = await connected(desk)
    assert (await send(system, number=None)).status == 202
    await desk.bot.work()
    assert "1 event could not be understood" in desk.read(await form_of(desk))
    assert "field number" in desk.read(await form_of(desk))

    assert (await send(system)).status == 202
    await desk.later(A_DAY)
    assert "Last event" in desk.read(await form_of(desk))
    (question,) = desk.slack.messages(cast.CUSTOMER)
    assert "VPN keeps dropping" in desk.read(question)


@on_sqlite
async def test_what_was_not_understood_is_tried_again_once_the_mapping_is_mended(
    desk: Desk,
) -> None:
    system = await connected(desk)
    await send(system, number=None, id="I 7")
    await desk.bot.work()

    mapping = (await form_of(desk)).blocks[-1]["element"]["initial_value"]
    refused = await desk.admin.submit(
        await form_of(desk), {"mapping": {"mapping": "id=id\nsumbject=x\nzone=Mars"}}
    )
    told = refused.answer["errors"]["mapping"].split("\n")
    assert [line for line in told if "sumbject" in line]
    assert [line for line in told if "zone" in line]
    assert [line for line in told if "resolved" in line]

    mended = mapping.replace("id=number", "id=id")
    await desk.admin.submit(await form_of(desk), {"mapping": {"mapping": mended}})
    assert system.secret in desk.read(await form_of(desk))
    await desk.later(A_DAY)
    assert "could not be understood" not in desk.read(await form_of(desk))
    assert len(desk.slack.messages(cast.CUSTOMER)) == 1
