from dataclasses import replace

import pytest

from bot.blocks import connect_form
from bot.blocks.connect_form import Connection
from bot.blocks.hook_light import Light
from bot.sandbox import plain
from bot.sandbox.block_kit.surfaces import checked_view
from bot.sandbox.modals import Modal
from bot.sources.catalog import SYSTEMS, System
from bot.sources.zendesk import TRIGGER
from bot.wording import voice
from tests.bot.blocks.reading import checked_form
from tests.each import each
from tests.moments import NOW

URL = "https://kompas.example.com/hooks/x/1"
LIGHT = Light(heard_at=None, misread=None, zone="Europe/Amsterdam")
EVERY = pytest.mark.parametrize("system", SYSTEMS.values(), ids=SYSTEMS)


def connection(system: System, **about: object) -> Connection:
    plainly = Connection(
        hook_id="1",
        title=connect_form.title(voice("en"), system),
        url=URL,
        is_reachable=True,
        clicks=system.source.clicks,
        light=LIGHT,
    )
    return replace(plainly, **about)  # type: ignore[arg-type]  # any of its fields


def read(shown: Connection, language: str = "en") -> str:
    view = checked_view(connect_form.details(voice(language), shown, NOW))
    return plain.read(Modal(id="V1", user="U1", content=view, hash="h", root="V1"))


@pytest.mark.parametrize(("language", "title"), [("en", "Any other"), ("nl", "Een ander systeem")])
def test_every_system_can_be_chosen(language: str, title: str) -> None:
    form = connect_form.choose(voice(language), SYSTEMS.values(), seed="s", chosen="topdesk")
    (block,) = checked_form(form)["blocks"]
    options = block["element"]["options"]
    assert [option["value"] for option in options] == list(SYSTEMS)
    assert options[-1]["text"]["text"].startswith(title)
    assert block["element"]["initial_option"]["value"] == "topdesk"


def test_a_word_that_is_no_system_chooses_none() -> None:
    form = checked_form(connect_form.choose(voice("en"), SYSTEMS.values(), seed="s", chosen="x"))
    assert "initial_option" not in form["blocks"][0]["element"]


@EVERY
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_steps_name_the_address_and_leave_nothing_open(system: System, language: str) -> None:
    shown = read(connection(system, secret="s3cret"), language)
    assert shown.count(URL) > 1
    assert "{url}" not in shown
    assert "{secret}" not in shown
    assert system.source.secret_from_there or shown.count("s3cret") > 1


def test_what_is_to_be_pasted_stands_as_it_is() -> None:
    assert TRIGGER in read(connection(SYSTEMS["zendesk"]), "nl")


def test_a_secret_that_was_told_is_not_told_again() -> None:
    shown = read(connection(SYSTEMS["github"]))
    assert "(the secret)" in shown
    assert "Keep it now" not in shown


def test_what_goes_on_close_can_be_saved_and_says_so() -> None:
    about = {"is_unsaved": True, "goes_on_close": True}
    form = connect_form.details(voice("en"), connection(SYSTEMS["github"], **about), NOW)
    assert {"submit", "notify_on_close"} <= checked_form(form).keys()
    assert "nothing stays behind" in read(connection(SYSTEMS["github"], **about))


def test_a_form_without_fields_has_nothing_to_save() -> None:
    form = connect_form.details(voice("en"), connection(SYSTEMS["github"]), NOW)
    assert "submit" not in checked_form(form)


@each(
    ("about", "field"),
    [
        ({"asks_secret": True}, "secret"),
        ({"mapping": "id=id"}, "mapping"),
        ({"stages": ""}, "stages"),
    ],
)
def test_each_field_is_asked_for_where_it_is_needed(about: dict[str, object], field: str) -> None:
    form = connect_form.details(voice("en"), connection(SYSTEMS["hubspot"], **about), NOW)
    inputs = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    assert inputs == [field]
    assert "submit" in checked_form(form)


def test_an_address_that_nobody_reaches_says_so() -> None:
    github = SYSTEMS["github"]
    assert "KOMPAS_PUBLIC_URL" in read(connection(github, is_reachable=False))
    assert "KOMPAS_PUBLIC_URL" not in read(connection(github))
