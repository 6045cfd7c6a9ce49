"""Who the app is in this Slack: its ids, its secrets made anew each time, and its scopes."""

from dataclasses import dataclass, field
from secrets import token_hex

HOME = "T0HOME0001"
ELSEWHERE = "T0GUEST001"


def _bot_token() -> str:
    return f"xoxb-{token_hex(12)}"


def _app_token() -> str:
    return f"xapp-1-{token_hex(12)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The app as installed in the home workspace."""

    scopes: frozenset[str]
    team_id: str = HOME
    team_domain: str = "home"
    team_name: str = "Delta Helpdesk"
    app_id: str = "A0KOMPAS01"
    bot_id: str = "B0KOMPAS01"
    bot_user_id: str = "U0KOMPAS01"
    bot_name: str = "kompas"
    bot_token: str = field(default_factory=_bot_token)
    app_token: str = field(default_factory=_app_token)
    signing_secret: str = field(default_factory=token_hex)
    verification_token: str = field(default_factory=token_hex)
    client_id: str = "1000000001.2000000002"
    client_secret: str = field(default_factory=token_hex)
