"""What Autotask's API tells of tickets and their fields."""

from typing import Any

ZONE = {
    "zoneName": "Germany",
    "url": "https://webservices19.autotask.net/ATServicesRest/",
    "webUrl": "https://ww19.autotask.net/",
    "ci": 632538,
}
TICKET: dict[str, Any] = {
    "id": 41,
    "ticketNumber": "T20261118.0042",
    "title": "VPN keeps dropping",
    "status": 5,
    "priority": 1,
    "queueID": 29682833,
    "source": 4,
    "companyID": 175,
    "contactID": 30684646,
    "assignedResourceID": 29682886,
    "createDate": "2026-11-18T10:00:00Z",
    "completedDate": "2026-11-18T11:00:00Z",
    "resolvedDateTime": "2026-11-18T10:59:00Z",
    "lastActivityDate": "2026-11-18T12:00:00Z",
}


def _picklist(name: str, **labels: str) -> dict[str, Any]:
    values = [{"value": one[1:], "label": label, "isActive": True} for one, label in labels.items()]
    return {"name": name, "isPickList": True, "picklistValues": values}


FIELDS = {
    "fields": [
        {"name": "title", "isPickList": False, "picklistValues": None},
        _picklist("status", v1="Neu", v5="Abgeschlossen", v14="Solved, waiting"),
        _picklist("priority", v1="High"),
        _picklist("queueID", v29682833="Level I"),
        _picklist("source", v4="E-mail"),
    ]
}
