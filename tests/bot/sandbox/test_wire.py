from bot.sandbox.wire import Json, copied


def test_a_copy_stays_as_it_was() -> None:
    original: Json = {"blocks": [{"text": "Hello", "options": [{"value": "1"}]}], "note": None}
    copy = copied(original)
    assert copy == original
    original["blocks"][0]["options"][0]["value"] = "2"
    assert copy["blocks"][0]["options"][0]["value"] == "1"
