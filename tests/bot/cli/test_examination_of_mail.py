import pytest
from pydantic import SecretStr

from bot.cli import examination_of_mail
from bot.config import Settings
from tests import mail_server


def settings(url: str) -> Settings:
    return Settings(smtp_url=SecretStr(url), public_url="https://kompas.example.com")


async def test_without_mail_there_is_nothing_to_look_at() -> None:
    assert await examination_of_mail.examine(Settings()) == []


async def test_a_server_that_answers_is_good_and_gets_no_mail() -> None:
    async with mail_server.serving() as server:
        (found,) = await examination_of_mail.examine(settings(server.url))
    assert found.good
    assert "support@acme.example" in found.found
    assert (server.tried, server.taken) == (0, [])


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("smtp://127.0.0.1:9?from=a@b.example", "smtp_unreachable"),
        ("{url}&starttls=yes", "smtp_not_supported"),
    ],
)
async def test_what_is_wrong_has_advice(url: str, trouble: str) -> None:
    async with mail_server.serving() as server:
        (found,) = await examination_of_mail.examine(settings(url.format(url=server.url)))
    assert not found.good
    assert trouble in found.found
    assert found.advice
