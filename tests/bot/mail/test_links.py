import base64
from datetime import timedelta
from uuid import uuid4

from bot.mail import links
from bot.mail.links import Link
from bot.secrets import SecretBox
from kpi.metrics import Metric
from kpi.policy import defaults
from tests.each import each
from tests.moments import NOW

OLD, NEW = bytes(32), bytes(range(32))
LINK = Link(workspace_id="T0HOME0001", invitation_id=uuid4(), until=NOW)


def test_a_link_opens_what_it_was_made_for_also_after_a_change_of_keys() -> None:
    token = links.sealed(SecretBox([OLD]), LINK)
    assert links.opened(SecretBox([NEW, OLD]), token) == LINK
    assert links.opened(SecretBox([NEW]), token) is None


def test_a_link_says_nothing_and_cannot_be_altered() -> None:
    box = SecretBox([OLD])
    token = links.sealed(box, LINK)
    assert token.replace("-", "").replace("_", "").isalnum()
    assert LINK.workspace_id.encode() not in base64.urlsafe_b64decode(token + "==")
    for place in range(0, len(token) - 1, 7):  # the last letter has bits that mean nothing
        letter = "A" if token[place] != "A" else "B"
        assert links.opened(box, token[:place] + letter + token[place + 1 :]) is None


@each("token", ["", "x", "é", "gAAAAA", "a" * 5000])
def test_nonsense_opens_nothing(token: str) -> None:
    assert links.opened(SecretBox([OLD]), token) is None


def test_what_was_sealed_for_something_else_opens_nothing() -> None:
    box = SecretBox([OLD])
    for secret in (b"whsec_abc", b"oauth 1 2 3", b"page x y z"):
        assert links.opened(box, box.seal(secret).decode()) is None


def test_a_link_outlives_the_time_to_answer_and_to_change() -> None:
    policy = defaults(Metric.CSAT)
    assert links.lifetime(policy) > policy.expires + policy.edit_window + timedelta(days=60)
