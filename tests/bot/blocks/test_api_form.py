from dataclasses import replace

from bot.blocks import api_form
from bot.blocks.api_form import Api, Wanted
from bot.ticket_apis.catalog import APIS
from bot.wording import voice
from tests.each import each

API = Api(
    hook_id="h1",
    title="Zendesk",
    token="API token",
    has_token=False,
    options=[Wanted(name="subdomain", what="us, eu or au", value="acme", is_needed=True)],
    write_back=True,
    note_is_public=False,
)


def fields_of(api: Api, language: str = "en") -> dict[str, dict[str, object]]:
    blocks = api_form.form(voice(language), api)["blocks"]
    return {block["block_id"]: block for block in blocks if block["type"] == "input"}


def test_a_token_is_asked_for_and_never_shown() -> None:
    fields = fields_of(API)
    assert list(fields) == ["token", "option_subdomain", "write_back"]
    assert not fields["token"]["optional"]
    assert "initial_value" not in str(fields["token"])
    kept = fields_of(replace(API, has_token=True))["token"]
    assert kept["optional"]
    assert "Empty keeps it" in str(kept["hint"])


def test_notes_begin_as_they_are_and_say_who_reads_them() -> None:
    assert "initial_options" in str(fields_of(API)["write_back"])
    off = fields_of(replace(API, write_back=False, note_is_public=True), "nl")["write_back"]
    assert "initial_options" not in str(off)
    assert "openbaar" in str(off["hint"])
    assert "write_back" not in fields_of(replace(API, write_back=None))


@each("source", APIS)
def test_every_option_of_every_system_has_a_name(source: str) -> None:
    assert {option.name for option in APIS[source].options} <= set(api_form.PHRASES)


def test_what_was_typed_takes_the_place_of_what_holds() -> None:
    (typed,) = api_form.typed({"subdomain": "other"}, API.options)
    assert (typed.value, typed.what) == ("other", "us, eu or au")
