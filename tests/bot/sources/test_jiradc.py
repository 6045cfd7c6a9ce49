import hashlib
import hmac
import json
from typing import Any

from bot.sources.jiradc import JIRADC
from bot.sources.shape import Delivery, Told
from kpi.interaction_event import Kind
from tests.moments import NOW

REPORTER = {"name": "jjansen", "key": "JIRAUSER10100", "displayName": "J. Jansen"}
UPDATED: dict[str, Any] = {
    "timestamp": int(NOW.timestamp() * 1000),
    "webhookEvent": "jira:issue_updated",
    "issue_event_type_name": "issue_generic",
    "user": {"name": "avries", "displayName": "A. de Vries"},
    "issue": {
        "id": "10021",
        "self": "https://acme.test/jira/rest/api/2/issue/10021",
        "key": "IT-7",
        "fields": {
            "summary": "VPN keeps dropping",
            "status": {"name": "Klaar", "statusCategory": {"key": "done"}},
            "reporter": {**REPORTER, "emailAddress": "j.jansen@example.com"},
        },
    },
    "changelog": {"items": [{"field": "status", "from": "3", "to": "5"}]},
}


def test_it_signs_as_the_cloud_does() -> None:
    body = json.dumps(UPDATED).encode()
    digest = hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    delivery = Delivery(body=body, headers={"X-Hub-Signature": f"sha256={digest}"}, url="https://x")
    assert JIRADC.is_genuine(delivery, ["old", "secret"], NOW)
    assert not JIRADC.is_genuine(delivery, ["other"], NOW)


def test_an_issue_that_is_done_is_resolved_under_its_own_system() -> None:
    (event,) = JIRADC.translate(Told(body=UPDATED))
    assert (event.source, event.external_id) == ("jiradc", "IT-7")
    assert (event.kind, event.at, event.extra) == (Kind.RESOLVED, NOW, {})
    assert event.requester_email == "j.jansen@example.com"
    assert event.url == "https://acme.test/jira/browse/IT-7"


def test_a_hidden_address_is_looked_up_by_the_issue() -> None:
    fields = {**UPDATED["issue"]["fields"], "reporter": REPORTER}
    (event,) = JIRADC.translate(
        Told(body={**UPDATED, "issue": {**UPDATED["issue"], "fields": fields}})
    )
    assert event.extra == {"lookup": {"issue": "IT-7"}}


def test_a_comment_does_not_tell_who_reads_it() -> None:
    assert JIRADC.translate(Told(body={**UPDATED, "webhookEvent": "comment_created"})) == ()
