from datetime import date

from bot.sandbox import cast
from bot.sandbox.modals import Modal
from bot.sandbox.wire import Json
from kpi.store import campaigns, office_schedules, workspaces
from kpi.store.office_schedules import Wish
from tests.bot.listeners.conftest import Desk


async def submitted(desk: Desk, **values: object) -> Json:
    """Fill in the form of a new campaign as an admin; give the answer to it."""
    await desk.admin.command("/survey", "campaign new", channel=cast.SUPPORT)
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    filled = {name: {name: value} for name, value in {"name": "Relations", **values}.items()}
    return (await desk.admin.submit(form, filled)).answer


async def made(desk: Desk, **values: object) -> Modal:
    """Give the preview of a new campaign."""
    answer = await submitted(desk, **values)
    assert answer["response_action"] == "update", answer
    return await desk.sandbox.wait_for_view(cast.ADMIN)


async def started(desk: Desk, **values: object) -> str:
    """Start a new campaign; give what is said about it."""
    answer = await desk.admin.submit(await made(desk, **values), {})
    return str(answer.answer)


async def test_the_preview_tells_how_many_when_and_in_which_words(desk: Desk) -> None:
    shown = str((await made(desk, days="2")).blocks)
    assert f"4 people: members of <#{cast.SUPPORT}>" in shown
    assert "On 2 working days" in shown
    assert "2 a day" in shown
    assert "How likely are you to recommend" in shown
    assert "Hoe waarschijnlijk is het dat u" in shown
    assert "T-1042" not in shown
    assert "Started: from" in str((await desk.admin.submit(await _top(desk), {})).answer)


async def test_the_preview_names_the_days_that_are_closed(desk: Desk) -> None:
    closed = {date(2030, 6, 4): "", date(2030, 6, 8): "", date(2030, 7, 1): ""}
    wish = Wish(week=office_schedules.USUAL, closed=closed)
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
    await desk.database.writer.work(
        lambda connection: office_schedules.save(connection, workspace, wish, desk.clock.now())
    )
    shown = str((await made(desk, days="2", starts_on="2030-06-03")).blocks)
    assert "On 2 working days: Monday 3 June to Wednesday 5 June" in shown
    assert "Closed, so left out: Tuesday 4 June" in shown
    assert "Saturday" not in shown


async def test_every_quarter_is_spread_over_the_whole_of_it(desk: Desk) -> None:
    shown = str((await made(desk, rhythm="quarterly")).blocks)
    assert "At most 1 a day" in shown
    assert "every three months" in shown


async def test_a_list_of_addresses_with_dates(desk: Desk) -> None:
    listed = "j.jansen@example.com, 2030-06-03, Acme\nb@x.example, 2030-06-03"
    shown = str((await made(desk, audience="addresses", addresses=listed, rhythm="dates")).blocks)
    assert "2 people: a list of addresses" in shown
    assert "Monday 3 June: 2 people" in shown


async def test_who_has_no_day_to_come_is_told_apart(desk: Desk) -> None:
    listed = "j.jansen@example.com, 2030-06-03\nb@x.example\nc@x.example, 2020-01-01"
    shown = str((await made(desk, audience="addresses", addresses=listed, rhythm="dates")).blocks)
    assert "Monday 3 June: 1 person" in shown
    assert "2 people without a day to come are not asked" in shown


async def test_a_list_whose_days_are_over_cannot_start(desk: Desk) -> None:
    listed = "c@x.example, 2020-01-01"
    over = await made(desk, audience="addresses", addresses=listed, rhythm="dates")
    assert "None of the dates" in str(over.blocks)
    assert over.content.get("submit") is None


async def test_nobody_helped_lately_is_nobody_to_ask(desk: Desk) -> None:
    shown = await made(desk, audience="contacts", contact_days="30")
    assert "nobody to ask" in str(shown.blocks)
    assert shown.content.get("submit") is None


async def test_what_is_wrong_is_said_at_its_field(desk: Desk) -> None:
    rows: tuple[tuple[dict[str, object], str, str], ...] = (
        ({"audience": "addresses", "addresses": "nobody"}, "addresses", "no address"),
        ({"rhythm": "dates"}, "rhythm", "a date on each line"),
        ({"days": "0"}, "days", "from 1 to"),
        ({"starts_on": "2020-01-01"}, "starts_on", "That day is over"),
    )
    for values, field, told in rows:
        answer = await submitted(desk, **values)
        assert answer["response_action"] == "errors", values
        assert told in answer["errors"][field], values
        await desk.admin.close(await desk.sandbox.wait_for_view(cast.ADMIN))


async def test_starting_twice_starts_once(desk: Desk) -> None:
    shown = await made(desk)
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
        (draft,) = await campaigns.of_workspace(connection, desk.home)
    now = desk.clock.now()
    await desk.database.writer.work(lambda it: campaigns.start(it, draft, workspace, now))
    assert "started or ended already" in str((await desk.admin.submit(shown, {})).answer)


async def _top(desk: Desk) -> Modal:
    return await desk.sandbox.wait_for_view(cast.ADMIN)
