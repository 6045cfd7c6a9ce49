"""Bolt, set up for our door: it neither verifies nor polls, and authorizes from memory."""

import logging

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import listeners
from bot.excuses import Excuses
from bot.identity import Identity
from bot.listeners.routes import Routes
from bot.process import Process

LOGGER = "kompas.bolt"
"""Quiet: Bolt's lines quote requests. What matters of them we log ourselves."""


def application(process: Process, identity: Identity, excuses: Excuses) -> AsyncApp:
    """Return Bolt with all our listeners.

    The signature is checked by our door, before the body is read; over Socket Mode there is none.
    """

    async def authorize() -> AuthorizeResult:
        return _authorization(process.slack, identity)

    bolt = AsyncApp(
        name=LOGGER,
        logger=_silent_logger(),
        client=_without_token(process.slack),
        authorize=authorize,
        signing_secret="",
        process_before_response=True,
        request_verification_enabled=False,
    )
    bolt.error(excuses.failed)
    listeners.register(Routes(bolt), process)
    return bolt


def _authorization(slack: AsyncWebClient, identity: Identity) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team_id,
        team=identity.team_name,
        bot_id=identity.bot_id,
        bot_user_id=identity.user_id,
        bot_token=slack.token,
    )


def _without_token(slack: AsyncWebClient) -> AsyncWebClient:
    """Return a client of the same session; Bolt adds the token to each request's copy."""
    return AsyncWebClient(
        base_url=slack.base_url, session=slack.session, retry_handlers=[], logger=slack.logger
    )


def _silent_logger() -> logging.Logger:
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.CRITICAL + 1)
    return logger
