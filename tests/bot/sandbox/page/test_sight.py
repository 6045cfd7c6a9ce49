import pytest

from bot.sandbox import cast
from bot.sandbox.page.desk import HOME, Desk
from bot.sandbox.page.sight import Sight
from bot.sandbox.refusals import Refusal


async def test_places_are_named_as_one_mentions_them(desk: Desk) -> None:
    channel = Sight(desk=desk, user_id=cast.LEAD, place=cast.WEEKLY)
    direct = Sight(desk=desk, user_id=cast.LEAD, place=desk.direct(cast.LEAD).id)

    assert (channel.name, channel.signed_name, channel.is_app) == ("weekly", "#weekly", False)
    assert (direct.name, direct.signed_name, direct.is_app) == ("Kompas", "Kompas", True)


async def test_the_home_stands_beside_the_messages_with_the_app(desk: Desk) -> None:
    home = Sight(desk=desk, user_id=cast.LEAD, place=HOME)

    assert home.at_home
    assert home.channel == desk.direct(cast.LEAD)


async def test_nobody_looks_where_they_are_not(desk: Desk) -> None:
    with pytest.raises(Refusal, match="channel_not_found"):
        _ = Sight(desk=desk, user_id=cast.GUEST, place=cast.WEEKLY).channel
