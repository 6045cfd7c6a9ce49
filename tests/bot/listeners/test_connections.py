from bot import connecting
from bot.connecting import Wish
from bot.sandbox import cast, plain
from bot.sandbox.modals import Modal
from bot.secrets import SecretBox
from bot.sources.catalog import SYSTEMS
from kpi.store import hooks
from kpi.store.hooks import IncomingEvent
from kpi.store.tables import Hook
from tests.bot.listeners.conftest import Desk, said


async def connected(desk: Desk, name: str = "topdesk") -> Hook:
    system, parts = SYSTEMS[name], desk.kompas.pieces
    wish = Wish(system=system, hook_id=connecting.hook_id(name, system))
    box, now = SecretBox.of(parts.settings), desk.clock.now()
    made = await connecting.connect(desk.database, box, desk.home, wish, now=now)
    return made.hook


async def failed(desk: Desk, hook: Hook) -> None:
    """Let something come in that cannot be understood."""
    event = IncomingEvent(
        workspace_id=desk.home, hook_id=hook.id, key="1", body={}, received_at=desk.clock.now()
    )
    await desk.database.writer.submit(hooks.store_events, event)
    await desk.round()


async def listed(desk: Desk, words: str = "connections") -> Modal:
    assert "opens now" in said(await desk.admin.command("/survey", words))
    return await desk.sandbox.wait_for_view(cast.ADMIN)


async def tapped(desk: Desk, modal: Modal, action_id: str) -> Modal:
    """Tap a button; give what the admin looks at when all is done."""
    await desk.admin.tap(modal, action_id)
    assert await desk.kompas.pieces.background.drain(5) == 0
    seen = desk.sandbox.view_of(cast.ADMIN)
    assert seen is not None
    return seen


async def found(desk: Desk, hook: Hook) -> Hook | None:
    async with desk.database.reading() as connection:
        return await hooks.find(connection, hook.id)


async def test_the_list_shows_every_system_with_its_light(desk: Desk) -> None:
    hook = await connected(desk)
    await connected(desk, "github")
    await failed(desk, hook)
    words = plain.read(await listed(desk, "koppelingen"))
    assert "TOPdesk" in words
    assert "Last event just now" in words
    assert "1 event could not be understood" in words
    assert "GitHub issues" in words
    assert "Nothing received yet" in words


async def test_without_a_system_it_offers_to_connect_one(desk: Desk) -> None:
    modal = await listed(desk)
    assert "No ticket system is connected yet." in plain.read(modal)
    choosing = await tapped(desk, modal, "hook:new")
    assert choosing.callback_id == "connect_system"
    await desk.admin.submit(choosing, {"system": {"system": "github"}})
    seen = desk.sandbox.view_of(cast.ADMIN)
    assert seen is not None
    assert seen.callback_id == "connect_details"


async def test_the_address_is_shown_again_without_the_secret(desk: Desk) -> None:
    hook = await connected(desk)
    details = await tapped(desk, await listed(desk), "hook:show")
    words = plain.read(details)
    assert f"/hooks/mapped/{hook.id}" in words
    assert "Keep it now" not in words
    await desk.admin.submit(details, {"mapping": {"mapping": "id=a\nstatus=b\nresolved=c"}})
    changed = await found(desk, hook)
    assert changed is not None
    assert changed.mapping["id"] == "a"


async def test_a_new_secret_is_shown_once_and_the_old_one_counts_for_a_day(desk: Desk) -> None:
    hook = await connected(desk, "github")
    words = plain.read(await tapped(desk, await listed(desk), "hook:secret"))
    changed = await found(desk, hook)
    assert changed is not None
    box = SecretBox.of(desk.kompas.pieces.settings)
    assert box.open(changed.secret).decode() in words
    assert changed.old_secret == hook.secret


async def test_a_secret_that_is_made_there_is_asked_for(desk: Desk) -> None:
    hook = await connected(desk, "zendesk")
    form = await tapped(desk, await listed(desk), "hook:secret")
    await desk.admin.submit(form, {"secret": {"secret": "theirs-of-hubspot"}})
    changed = await found(desk, hook)
    assert changed is not None
    box = SecretBox.of(desk.kompas.pieces.settings)
    assert box.open(changed.secret) == b"theirs-of-hubspot"


async def test_what_failed_is_tried_again_and_the_light_follows(desk: Desk) -> None:
    hook = await connected(desk)
    await failed(desk, hook)
    seen = await tapped(desk, await listed(desk), "hook:retry")
    assert "1 event is being tried again." in plain.read(seen)
    assert "not be understood" not in plain.read(seen)
    await desk.round()
    after = desk.sandbox.view_of(cast.ADMIN)
    assert after is not None
    assert "1 event could not be understood" in plain.read(after)


async def test_a_connection_is_removed_and_a_second_tap_says_so(desk: Desk) -> None:
    hook = await connected(desk)
    modal = await listed(desk)
    after = await tapped(desk, modal, "hook:remove")
    assert "The connection was removed." in plain.read(after)
    assert "TOPdesk" not in plain.read(after)
    assert await found(desk, hook) is None
    late = await tapped(desk, modal, "hook:show")
    assert "This connection was removed." in plain.read(late)


async def test_only_admins_see_the_list(desk: Desk) -> None:
    assert "Only an admin" in said(await desk.agent.command("/survey", "connections"))


async def test_an_admin_is_told_in_the_home_tab_and_goes_on_from_there(desk: Desk) -> None:
    await failed(desk, await connected(desk))
    await desk.admin.opens_home()
    home = await desk.sandbox.wait_for_home(cast.ADMIN)
    assert "1 event could not be understood" in str(home.content)
    await desk.admin.tap(home, "connections")
    modal = await desk.sandbox.wait_for_view(cast.ADMIN)
    assert modal.callback_id == "connections"
