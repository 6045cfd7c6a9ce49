"""`kompas serve`: run the bot until it is told to stop."""

from bot.config import Settings


def serve() -> None:
    """Run the bot; it finishes what it has begun when it is told to stop."""
    settings = Settings.load(for_slack=True)
    from bot import serving  # noqa: PLC0415 - the other verbs need not wait for the whole bot

    serving.run(settings)
