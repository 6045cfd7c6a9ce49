from bot import scopes


def test_scopes_are_read_whatever_the_case_of_the_header() -> None:
    assert scopes.named({"X-OAuth-Scopes": "chat:write, commands"}) == frozenset(
        {"chat:write", "commands"}
    )
    assert scopes.named({"Date": "today"}) is None
