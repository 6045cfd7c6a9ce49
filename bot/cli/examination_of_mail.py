"""What the doctor finds about mail: whether the mail server takes our connection and our login."""

from urllib.parse import urlsplit

from bot.cli.finding import Finding, good, wrong
from bot.config import Settings
from bot.mail import smtp

WHAT = "mail"


async def examine(settings: Settings) -> list[Finding]:
    """Connect to the mail server and hang up again; no mail is sent. Nothing where none is set."""
    relay = settings.mail_relay
    if relay is None:
        return []
    where = f"{relay.host}, port {relay.port}"
    name = urlsplit(settings.public_url or "").hostname or "localhost"
    trouble = await smtp.trouble(relay, name)
    if trouble is None:
        return [good(WHAT, f"{where} takes mail from {relay.sender}")]
    return [wrong(WHAT, f"{where}: {trouble}", _ADVICE.get(trouble, _UNREACHED))]


_UNREACHED = "Is KOMPAS_SMTP_URL right, with its port, and may this machine connect there?"
_ADVICE = {
    "smtp_login_refused": "Look at user and password in KOMPAS_SMTP_URL (%40 stands for @).",
    "smtp_not_supported": (
        "The server offers no STARTTLS or no login: use smtps://, another port, or ?starttls=no"
        " where the way to it is private."
    ),
    "smtp_tls": "Its certificate is not trusted here, or names another host.",
}
