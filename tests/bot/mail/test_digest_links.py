"""Only we make links that take an address off a digest."""

from uuid import uuid4

from bot.mail import digest_links, links
from bot.mail.digest_links import DigestLink
from bot.mail.links import Link
from bot.secrets import SecretBox
from tests.moments import NOW

BOX, OTHER = SecretBox([bytes(32)]), SecretBox([bytes([1]) * 32])
LINK = DigestLink(workspace_id="T0HOME", schedule_id=uuid4(), address="head of@example.com")


def test_a_link_opens_for_its_installation_alone() -> None:
    token = digest_links.sealed(BOX, LINK)
    assert digest_links.opened(BOX, token) == LINK
    assert digest_links.opened(OTHER, token) is None
    assert digest_links.opened(BOX, token[:-3]) is None


def test_links_of_questions_take_nobody_off_a_digest() -> None:
    question = Link(workspace_id="T0HOME", invitation_id=LINK.schedule_id, until=NOW)
    assert digest_links.opened(BOX, links.sealed(BOX, question)) is None
    assert links.opened(BOX, digest_links.sealed(BOX, LINK)) is None
