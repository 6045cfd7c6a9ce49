from bot.blocks import told


def test_a_form_that_only_tells_has_nothing_to_send() -> None:
    view = told.form("A title that is much too long for Slack", "Done.")
    assert view["type"] == "modal"
    assert "submit" not in view
    assert len(view["title"]["text"]) <= 24
    assert view["blocks"][0]["text"]["text"] == "Done."
