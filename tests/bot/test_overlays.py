"""The overlays add only what they say, and what the parts that use them rely on."""

from bot import manifest, overlays


def test_an_overlay_repeats_nothing_of_the_plain_manifest() -> None:
    assert not overlays.scopes().keys() & manifest.SCOPES.keys()
    assert not overlays.events().keys() & manifest.EVENTS.keys()


def test_reading_what_was_said_is_asked_by_the_overlay_for_threads_alone() -> None:
    reading = {name for name in overlays.scopes() if name.endswith(":history")}
    assert reading == set(overlays.scopes(["threads"]))
    assert not reading & set(overlays.scopes(["reactions", "steps"]))


def test_the_step_needs_nothing_but_the_person() -> None:
    step = overlays.OVERLAYS["steps"].functions[overlays.STEP]
    assert step["input_parameters"]["required"] == ["person"]
    assert set(step["input_parameters"]["properties"]) == {"person", "about", "channel", "thread"}
