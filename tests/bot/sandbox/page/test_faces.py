from bot.sandbox import cast
from bot.sandbox.page import faces
from bot.sandbox.page.desk import SLACKBOT
from bot.sandbox.page.faces import TINTS, Face
from bot.sandbox.sandbox import Sandbox
from tests.each import each


@each(
    ("name", "initials"),
    [("J. Jansen", "JJ"), ("A. de Vries", "AV"), ("Madonna", "M"), ("(away)", "?"), ("", "?")],
)
def test_initials_are_those_of_the_first_and_last_name(name: str, initials: str) -> None:
    assert Face(id="U1", name=name, kind="person").initials == initials


async def test_the_cast_can_be_told_apart(slack: Sandbox) -> None:
    people = [cast.CUSTOMER, cast.GUEST, cast.AGENT, cast.LEAD, cast.ADMIN]
    found = [faces.of(slack.world, one) for one in people]

    assert len({face.tint for face in found}) == len(people)
    assert all(0 <= face.tint < TINTS and face.title for face in found)
    assert [face.is_outside for face in found] == [False, True, False, False, False]


async def test_apps_slackbot_and_strangers_have_faces_too(slack: Sandbox) -> None:
    bot = faces.of(slack.world, slack.identity.bot_user_id)
    slackbot = faces.of(slack.world, SLACKBOT)
    stranger = faces.of(slack.world, "U0NOBODY01")

    assert (bot.name, bot.kind) == ("Kompas", "app")
    assert (slackbot.name, slackbot.kind) == ("Slackbot", "slackbot")
    assert (stranger.name, stranger.kind) == ("U0NOBODY01", "person")
