from bot.sandbox import cast
from bot.sandbox.page.names import Names
from tests.bot.sandbox.page.reading import names, sandbox


def test_ids_have_names_where_somebody_knows_them() -> None:
    known = names()
    assert known.person(cast.CUSTOMER) == "J. Jansen"
    assert known.channel(cast.SUPPORT) == "support"
    assert known.usergroup(cast.LEADS) == "support-leads"
    assert (known.person("U9"), known.channel("C9"), known.usergroup("S9")) == (None, None, None)


def test_a_direct_message_is_named_after_the_other() -> None:
    slack = sandbox()
    direct = slack.world.places.direct(slack.identity.bot_user_id, cast.LEAD)

    assert Names(slack.world, cast.LEAD).channel(direct.id) == "kompas"
    assert [one.kind for one in Names(slack.world, cast.LEAD).conversations()].count("im") == 1
    assert "im" not in {one.kind for one in Names(slack.world, cast.AGENT).conversations()}


def test_menus_offer_those_who_are_there_by_name() -> None:
    slack = sandbox()
    slack.add_user("U0GONE0001", "gone", "gone@example.com", deleted=True)

    shown = [one.name for one in Names(slack.world, cast.LEAD).people()]

    assert shown == sorted(shown, key=str.casefold)
    assert "G. Peters" in shown
    assert "gone" not in shown


def test_a_guest_sees_only_what_is_shared() -> None:
    guest = names(cast.GUEST)
    assert [one.name for one in guest.channels()] == ["acme-support"]
    assert guest.channels()[0].is_shared
    assert {one.id for one in guest.people()} >= {cast.GUEST, cast.AGENT}


def test_private_and_archived_channels_stay_hidden() -> None:
    slack = sandbox()
    slack.add_channel("C0SECRET01", "secret", [cast.ADMIN], is_private=True)
    slack.add_channel("C0OLD00001", "old", [cast.LEAD], is_archived=True)

    assert {"secret", "old"}.isdisjoint(
        one.name for one in Names(slack.world, cast.LEAD).channels()
    )
    assert "secret" in {one.name for one in Names(slack.world, cast.ADMIN).channels()}


def test_dates_are_read_in_the_readers_zone() -> None:
    assert str(names().zone) == "Europe/Amsterdam"
