import pytest

from bot.sandbox import cast, plain
from bot.sandbox.modals import Modal
from bot.secrets import SecretBox
from kpi.store import hooks, unsaved, workspaces
from kpi.store.tables import Hook
from tests.bot.listeners.conftest import Desk, said, speaks


async def opened(desk: Desk, words: str) -> Modal:
    """Open the form of a system, with its address and steps."""
    told = said(await desk.admin.command("/survey", words))
    assert "opens now" in told or "gaat nu open" in told
    choosing = await desk.sandbox.wait_for_view(cast.ADMIN)
    exchange = await desk.admin.submit(choosing)
    assert exchange.acknowledged
    return shown(desk)


def shown(desk: Desk) -> Modal:
    seen = desk.sandbox.view_of(cast.ADMIN)
    assert seen is not None
    return seen


async def settled(desk: Desk) -> None:
    """Let what follows an answer of ours end."""
    assert await desk.kompas.pieces.background.drain(5.0) == 0


async def doors(desk: Desk) -> list[Hook]:
    async with desk.database.reading() as connection:
        return await hooks.of_workspace(connection, desk.home)


async def secret_of(desk: Desk) -> str:
    (hook,) = await doors(desk)
    return SecretBox.of(desk.kompas.pieces.settings).open(hook.secret).decode()


@pytest.mark.parametrize("text", ["connect github", "koppel GitHub", "koppelen github"])
async def test_our_secret_is_shown_with_the_address_and_the_steps(desk: Desk, text: str) -> None:
    words = plain.read(await opened(desk, text))
    (hook,) = await doors(desk)
    assert (hook.source, hook.options) == ("github", dict(unsaved.MARK))
    assert f"/hooks/github/{hook.id}" in words
    assert words.count(await secret_of(desk)) == 2


async def test_the_same_form_sent_twice_makes_one_door(desk: Desk) -> None:
    await desk.admin.command("/survey", "connect github")
    choosing = await desk.sandbox.wait_for_view(cast.ADMIN)
    exchange = await desk.admin.submit(choosing)
    again = await desk.sandbox.replay(exchange)
    assert again.answer == exchange.answer
    assert len(await doors(desk)) == 1


async def test_a_secret_that_is_made_there_is_brought_here(desk: Desk) -> None:
    form = await opened(desk, "connect hubspot")
    ours = await secret_of(desk)
    assert ours not in plain.read(form)
    values = {"secret": {"secret": "theirs-of-hubspot"}, "stages": {"stages": "<4>"}}
    refused = await desk.admin.submit(form, values)
    assert list(refused.answer["errors"]) == ["stages"]
    assert await secret_of(desk) == ours
    values["stages"]["stages"] = "4, 77"
    await desk.admin.submit(form, values)
    assert await secret_of(desk) == "theirs-of-hubspot"
    (hook,) = await doors(desk)
    assert hook.options == {"closed_stages": "4, 77"}
    words = plain.read(shown(desk))
    assert "Saved" in words
    assert "theirs-of-hubspot" not in words
    assert "HubSpot made" not in words


async def test_everything_wrong_in_a_mapping_is_said_at_its_field(desk: Desk) -> None:
    speaks(desk.sandbox, cast.ADMIN, "nl-NL")
    form = await opened(desk, "koppelen topdesk")
    before = (await doors(desk))[0].mapping
    wrong = {"mapping": {"mapping": "id\nstatus=state\nresolved=done\nzone=Mars"}}
    refused = await desk.admin.submit(form, wrong)
    assert refused.answer["errors"] == {
        "mapping": '"id" is geen naam=pad.\nHet veld id ontbreekt.\n'
        "Het veld zone is een tijdzone zoals Europe/Amsterdam."
    }
    assert (await doors(desk))[0].mapping == before


async def test_a_mapping_that_is_saved_leaves_the_secret_to_be_copied(desk: Desk) -> None:
    form = await opened(desk, "connect mapped")
    secret = await secret_of(desk)
    lines = {"mapping": {"mapping": "id=nr\nstatus=state\nresolved=done"}}
    await desk.admin.submit(form, lines)
    (hook,) = await doors(desk)
    assert (hook.mapping["id"], hook.mapping["resolved"]) == ("nr", ["done"])
    assert secret in plain.read(shown(desk))


async def test_a_door_that_was_removed_meanwhile_is_told_at_the_field(desk: Desk) -> None:
    form = await opened(desk, "connect topdesk")
    (hook,) = await doors(desk)
    await desk.database.writer.work(lambda connection: hooks.remove(connection, hook))
    refused = await desk.admin.submit(form)
    assert refused.answer["errors"] == {"mapping": "This connection was removed."}


async def test_closed_without_saving_nothing_stays_behind(desk: Desk) -> None:
    form = await opened(desk, "connect github")
    assert "nothing stays behind" in plain.read(form)
    await desk.admin.close(form)
    await settled(desk)
    assert await doors(desk) == []


async def test_what_was_saved_or_heard_stays_when_the_form_is_closed(desk: Desk) -> None:
    form = await opened(desk, "connect github")
    await desk.admin.submit(form)
    (saved,) = await doors(desk)
    assert saved.options == {}
    words = plain.read(shown(desk))
    assert ("Saved" in words, "nothing stays behind" in words) == (True, False)
    await desk.admin.close(shown(desk))
    form = await opened(desk, "connect jira")
    heard = next(one for one in await doors(desk) if one.source == "jira")
    await desk.database.writer.work(
        lambda connection: hooks.change(connection, heard, last_event_at=heard.created_at)
    )
    await desk.admin.close(form)
    await settled(desk)
    assert [one.source for one in await doors(desk)] == ["github", "jira"]


async def test_a_secret_may_be_brought_later_and_is_no_single_letter(desk: Desk) -> None:
    form = await opened(desk, "connect hubspot")
    await desk.admin.submit(form)
    assert "HubSpot made" in plain.read(shown(desk))
    refused = await desk.admin.submit(shown(desk), {"secret": {"secret": "x"}})
    assert "16 characters" in refused.answer["errors"]["secret"]
    await desk.admin.close(shown(desk))
    await settled(desk)
    (hook,) = await doors(desk)
    assert hook.options == {"closed_stages": ""}


async def test_only_admins_connect(desk: Desk) -> None:
    assert "Only an admin" in said(await desk.agent.command("/survey", "connect github"))
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, admin_ids=[cast.LEAD])
    )
    lead = desk.sandbox.person(cast.LEAD)
    await lead.command("/survey", "connect github")
    choosing = await desk.sandbox.wait_for_view(cast.LEAD)
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, admin_ids=[])
    )
    refused = await lead.submit(choosing)
    assert list(refused.answer["errors"]) == ["system"]
    assert await doors(desk) == []


async def test_slack_that_opens_no_form_is_said(desk: Desk) -> None:
    desk.sandbox.faults.add("views.open", "error:expired_trigger_id")
    await desk.admin.command("/survey", "connect")
    await desk.whisper("too slow", cast.ADMIN)
